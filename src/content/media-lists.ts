import { and, asc, eq, gt, isNotNull } from 'drizzle-orm'
import { media } from '../schema.ts'
import type { Database } from './database.ts'
import { renditionsOf, type MediaRow } from './media.ts'

/** A file of a medium and where the old site has it; 0 bytes are not here yet. */
export interface SourceFile {
  file: string
  url: string
  bytes: number
}

/** Imported media by id from `after` on, with all their files; `next` is where to go on, null at the end. */
export async function listImportedMedia(
  db: Database,
  regionCode: string,
  page: { after: number; limit: number; isStored?: boolean },
): Promise<{ rows: (MediaRow & { files: SourceFile[] })[]; next: number | null }> {
  const rows = await db
    .select()
    .from(media)
    .where(
      and(
        eq(media.regionCode, regionCode),
        gt(media.id, page.after),
        isNotNull(media.sourceUrl),
        page.isStored === undefined ? undefined : eq(media.isStored, page.isStored ? 1 : 0),
      ),
    )
    .orderBy(asc(media.id))
    .limit(page.limit)
  return {
    rows: rows.map((row) => ({ ...row, files: sourceFiles(row) })),
    next: rows.length < page.limit ? null : (rows.at(-1)?.id ?? null),
  }
}

/** WordPress keeps the sizes of a file beside it. */
function sourceFiles(row: MediaRow): SourceFile[] {
  const folder = (row.sourceUrl ?? '').replace(/[^/]*$/, '')
  const sizes = renditionsOf(row).map(({ file, bytes }) => ({
    file,
    url: folder + encodeURIComponent(file.split('/').at(-1) ?? ''),
    bytes,
  }))
  return [{ file: row.file, url: row.sourceUrl ?? '', bytes: row.bytes }, ...sizes]
}
