import { and, eq } from 'drizzle-orm'
import { articles, media } from '../schema.ts'
import { inJson, type Database } from './database.ts'
import { sourceOf } from './article-row.ts'
import { isSameThing, skipReason, type SkipReason } from './import-rules.ts'

/** What an import of a document would do: the reasons to skip it among them. */
export const IMPORT_STATES = [
  'new',
  'unchanged',
  'changed',
  'older',
  'edited_here',
  'trashed',
  'conflict',
] as const satisfies readonly ('new' | 'unchanged' | 'changed' | 'conflict' | SkipReason)[]
export type ImportState = (typeof IMPORT_STATES)[number]

/** What tells a document without its text. */
export interface DocumentState {
  id: number
  /** As digestOf gives it. */
  digest: string
  modifiedAt: number
  type: 'post' | 'page'
  guid: string
  link: string
}

/** What an import of each document would do; the database is asked once, and nothing is written. */
export async function findImportStates(
  db: Database,
  regionCode: string,
  documents: readonly DocumentState[],
): Promise<{ id: number; state: ImportState }[]> {
  const ids = documents.map(({ id }) => id)
  const [rows, taken] = await db.batch([
    db
      .select({
        id: articles.id,
        type: articles.type,
        guid: articles.guid,
        status: articles.status,
        version: articles.version,
        cleanerVersion: articles.cleanerVersion,
        sourceJson: articles.sourceJson,
      })
      .from(articles)
      .where(and(eq(articles.regionCode, regionCode), inJson(articles.id, ids))),
    db
      .select({ id: media.id })
      .from(media)
      .where(and(eq(media.regionCode, regionCode), inJson(media.id, ids))),
  ])
  const byId = new Map(rows.map((row) => [row.id, row]))
  const mediaIds = new Set(taken.map(({ id }) => id))
  return documents.map((document) => {
    const { id } = document
    const before = byId.get(id)
    if (!before) return { id, state: mediaIds.has(id) ? 'conflict' : 'new' }
    const source = sourceOf(before)
    if (source === null || !isSameThing(before, document)) return { id, state: 'conflict' }
    const isSame = source.digest === document.digest && before.cleanerVersion > 0
    return { id, state: skipReason(before, document) ?? (isSame ? 'unchanged' : 'changed') }
  })
}
