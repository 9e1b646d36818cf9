import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { media } from '../schema.ts'
import type { ArticleRow } from './articles.ts'
import { inJson, type Database } from './database.ts'
import { findMediaByFiles, type MediaRow } from './media.ts'
import { uploadsIn } from './upload-paths.ts'

/** More media uploaded to one article are no gallery of it. */
const MAX_ATTACHED = 200

/** How a body names media by id: a class, a shortcode's or block's attribute. Quotes may be typographic or encoded. */
const NAMED = [
  /\b(?:wp-image|attachment|attachment_|wp-att)[-_](\d{1,12})\b/g,
  /\b(?:ids|include|image|images|id|image_id|thumbnail|audio|video|mediaid)["”]?\s*[=:]\s*(?:&(?:quot|#0?3[49]|#8(?:220|221|243|216|217));|[^\w\s[\]]){0,12}\s*(\d{1,12}(?:\s*,\s*\d{1,12})*)/gi,
]

/** Ids that a body may mean a medium by; what else has such a number is none. */
export function mediaIdsIn(content: string): number[] {
  const found = NAMED.flatMap((pattern) =>
    [...content.matchAll(pattern)].flatMap((match) => (match[1] ?? '').split(',').map(Number)),
  )
  return [...new Set(found)].filter((id) => Number.isSafeInteger(id) && id > 0)
}

/** The media that a body names, by upload path and by id, and those that belong to the article, by id. */
export async function findBodyMedia(
  db: Database,
  article: Pick<ArticleRow, 'regionCode' | 'id' | 'sourceJson'>,
  content: string,
): Promise<{ byFile: Map<string, MediaRow>; byId: Map<number, MediaRow> }> {
  const { regionCode } = article
  const ids = mediaIdsIn(content)
  const isImported = article.sourceJson !== null
  const [byFile, named, attached] = await Promise.all([
    findMediaByFiles(db, regionCode, uploadsIn(content)),
    ids.length === 0
      ? []
      : db
          .select()
          .from(media)
          .where(and(eq(media.regionCode, regionCode), inJson(media.id, ids))),
    /\[(?:gallery|playlist)\b/.test(content)
      ? db
          .select()
          .from(media)
          .where(and(eq(media.regionCode, regionCode), eq(media.parentId, article.id)))
          .limit(MAX_ATTACHED)
      : [],
  ])
  const old = isImported && ids.length > 0 ? await findMediaBySourceIds(db, regionCode, ids) : []
  const byId = new Map<number, MediaRow>()
  for (const row of [...attached, ...named]) byId.set(row.id, row)
  // In a body from elsewhere a number is the old site's.
  for (const row of old) if (row.sourceId !== null) byId.set(row.sourceId, row)
  return { byFile, byId }
}

/** The media that an import brought under these ids of the old site. */
export function findMediaBySourceIds(
  db: Database,
  regionCode: string,
  ids: readonly number[],
): Promise<MediaRow[]> {
  return db
    .select()
    .from(media)
    .where(
      and(
        eq(media.regionCode, regionCode),
        isNotNull(media.sourceId),
        sql`${media.sourceId} in (select value from json_each(${JSON.stringify(ids)}))`,
      ),
    )
}
