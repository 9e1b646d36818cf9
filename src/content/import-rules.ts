import { and, eq } from 'drizzle-orm'
import { articles, media } from '../schema.ts'
import { checkTexts } from './article-input.ts'
import { isEditedHere, sourceOf, type ArticleRow } from './article-row.ts'
import { inJson } from './database.ts'
import { ContentError } from './errors.ts'
import type { ImportDocument } from './import-document.ts'
import type { WriteContext } from './write-context.ts'

/** Why an article was left as it is. */
export type SkipReason = 'edited_here' | 'older' | 'trashed'

/** What each document would be written over: the article of an earlier import of it, or null; or why it may not come. */
export async function findBefore(
  { db, region }: Pick<WriteContext, 'db' | 'region'>,
  documents: readonly ImportDocument[],
): Promise<(ArticleRow | ContentError | null)[]> {
  const ids = documents.map(({ article }) => article.id)
  const [rows, taken] = await db.batch([
    db
      .select()
      .from(articles)
      .where(and(eq(articles.regionCode, region.code), inJson(articles.id, ids))),
    db
      .select({ id: media.id })
      .from(media)
      .where(and(eq(media.regionCode, region.code), inJson(media.id, ids))),
  ])
  return documents.map((document) => {
    const { id } = document.article
    const before = rows.find((row) => row.id === id) ?? null
    const isOther = before
      ? !isSameThing(before, document.article)
      : taken.some((row) => row.id === id)
    if (isOther) return new ContentError('import_conflict', { details: { id } })
    return refusalOf(document) ?? before
  })
}

function refusalOf({ article }: ImportDocument): ContentError | null {
  const { title, contentRaw, excerptRaw } = article
  try {
    checkTexts({ title, content: contentRaw, excerpt: excerptRaw })
    return null
  } catch (error) {
    if (error instanceof ContentError) return error
    throw error
  }
}

/**
 * Whether the document may come in; the article of an earlier import of it, or null. Writes nothing.
 * @throws ContentError `import_conflict` when its id belongs to something else here, `empty_article`, `too_large`
 */
export async function checkImport(
  context: Pick<WriteContext, 'db' | 'region'>,
  document: ImportDocument,
): Promise<ArticleRow | null> {
  const [before = null] = await findBefore(context, [document])
  if (before instanceof ContentError) throw before
  return before
}

/** WordPress's guid never changes; where a source gives none of its own, the address tells. */
export function isSameThing(
  before: Pick<ArticleRow, 'type' | 'guid' | 'sourceJson'>,
  article: Pick<ImportDocument['article'], 'type' | 'guid' | 'link'>,
): boolean {
  if (before.type !== article.type) return false
  const isSameGuid = article.guid !== '' && before.guid === article.guid
  return isSameGuid || sourceOf(before)?.link === article.link
}

/** Why an import of a document of which this is known would leave the article as it is; null when it would not. */
export function skipReason(
  before: Pick<ArticleRow, 'status' | 'sourceJson' | 'version'>,
  document: { digest: string; modifiedAt: number },
): SkipReason | null {
  if (before.status === 'trash') return 'trashed'
  const source = sourceOf(before)
  if (source?.digest === document.digest) return null
  if (isEditedHere(before)) return 'edited_here'
  return document.modifiedAt < (source?.modifiedAt ?? 0) ? 'older' : null
}

/** What tells one state of a document from another: hex SHA-256 of its JSON. */
export async function digestOf(document: ImportDocument): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(document))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
