import { and, eq, isNotNull, type SQL } from 'drizzle-orm'
import { media } from '../schema.ts'
import type { ArticleRow } from './article-row.ts'
import { inJson, type Database } from './database.ts'
import { findMediaByFiles, type MediaRow } from './media.ts'
import { uploadsIn } from './upload-paths.ts'

/** More media uploaded to one article are no gallery of it. */
const MAX_ATTACHED = 200

/** How a body names media by id: a class, a shortcode's or block's attribute. Quotes may be typographic or encoded. */
const NAMED = [
  /\b(?:wp-image|attachment|wp-att)[-_](\d{1,12})\b/g,
  /\b(?:ids|include|image|images|id|image_id|thumbnail|audio|video|mediaid)["”]?\s*[=:]\s*(?:&(?:quot|#0?3[49]|#8(?:220|221|243|216|217));|[^\w\s[\]]){0,12}\s*(\d{1,12}(?:\s*,\s*\d{1,12})*)/gi,
]

/** Media by upload path, by the old site's ids, and by those here. */
export interface BodyMedia {
  byFile: ReadonlyMap<string, MediaRow>
  bySourceId: ReadonlyMap<number, MediaRow>
  byId: ReadonlyMap<number, MediaRow>
}

/** Ids that a body may mean a medium by; what else has such a number is none. */
export function mediaIdsIn(content: string): number[] {
  const found = NAMED.flatMap((pattern) =>
    [...content.matchAll(pattern)].flatMap((match) => (match[1] ?? '').split(',').map(Number)),
  )
  return [...new Set(found)].filter((id) => Number.isSafeInteger(id) && id > 0)
}

/** The media that texts name by upload path or id: for as many articles as there are texts. */
export async function findNamedMedia(
  db: Database,
  regionCode: string,
  texts: readonly string[],
  isImported: boolean,
): Promise<BodyMedia> {
  const ids = [...new Set(texts.flatMap(mediaIdsIn))]
  const files = [...new Set(texts.flatMap(uploadsIn))]
  const [byFile, own, old] = await Promise.all([
    findMediaByFiles(db, regionCode, files),
    ids.length === 0 ? [] : findMediaByIds(db, regionCode, ids),
    ids.length === 0 || !isImported ? [] : findMediaBySourceIds(db, regionCode, ids),
  ])
  return {
    byFile,
    byId: new Map(own.map((row) => [row.id, row])),
    bySourceId: new Map(old.map((row) => [row.sourceId ?? 0, row])),
  }
}

/**
 * The media that a body names, by upload path and by id, and those that belong to the article, by id; of `known` those
 * that it names, where they were looked up before.
 */
export async function findBodyMedia(
  db: Database,
  article: Pick<ArticleRow, 'regionCode' | 'id' | 'sourceJson'>,
  content: string,
  known?: BodyMedia,
): Promise<{ byFile: ReadonlyMap<string, MediaRow>; byId: Map<number, MediaRow> }> {
  const { regionCode } = article
  const isImported = article.sourceJson !== null
  const named = known ?? (await findNamedMedia(db, regionCode, [content], isImported))
  const byId = new Map<number, MediaRow>()
  if (/\[(?:gallery|playlist|audio|video)\b/.test(content)) {
    for (const row of await findAttached(db, article)) byId.set(row.id, row)
  }
  for (const id of mediaIdsIn(content)) {
    // In a body from elsewhere a number is the old site's.
    const row = (isImported ? named.bySourceId.get(id) : undefined) ?? named.byId.get(id)
    if (row) byId.set(id, row)
  }
  return { byFile: named.byFile, byId }
}

function findAttached(
  db: Database,
  { regionCode, id }: Pick<ArticleRow, 'regionCode' | 'id'>,
): Promise<MediaRow[]> {
  return db
    .select()
    .from(media)
    .where(and(eq(media.regionCode, regionCode), eq(media.parentId, id)))
    .orderBy(media.id)
    .limit(MAX_ATTACHED)
}

function findMediaByIds(
  db: Database,
  regionCode: string,
  ids: readonly number[],
): Promise<MediaRow[]> {
  return findMediaWhere(db, regionCode, inJson(media.id, ids))
}

/** The media that an import brought under these ids of the old site. */
export function findMediaBySourceIds(
  db: Database,
  regionCode: string,
  ids: readonly number[],
): Promise<MediaRow[]> {
  const isOld = and(isNotNull(media.sourceId), inJson(media.sourceId, ids))
  return findMediaWhere(db, regionCode, isOld)
}

function findMediaWhere(
  db: Database,
  regionCode: string,
  condition: SQL | undefined,
): Promise<MediaRow[]> {
  return db
    .select()
    .from(media)
    .where(and(eq(media.regionCode, regionCode), condition))
}
