import { and, asc, count, desc, eq, gt, isNotNull, lt, ne, sql, type SQL } from 'drizzle-orm'
import { articles, media } from '../schema.ts'
import { among, given, indexIn, notAmong } from './conditions.ts'
import { inJson, type Database } from './database.ts'
import { renditionsOf, type MediaRow } from './media.ts'

/** A file of a medium and where the old site has it; 0 bytes are not here yet. */
export interface SourceFile {
  file: string
  url: string
  bytes: number
}

/** What a list of media may be narrowed by; what is not given does not narrow. */
export interface MediaFilter {
  /** The part of the MIME type before the slash. */
  mediaType?: string | undefined
  mimeType?: string | undefined
  search?: string | undefined
  slugs?: readonly string[] | undefined
  include?: readonly number[] | undefined
  exclude?: readonly number[] | undefined
  authorIds?: readonly number[] | undefined
  notAuthorIds?: readonly number[] | undefined
  parentIds?: readonly number[] | undefined
  notParentIds?: readonly number[] | undefined
  /** Epoch seconds, exclusive. */
  after?: number | undefined
  before?: number | undefined
  modifiedAfter?: number | undefined
  modifiedBefore?: number | undefined
}

/** Columns that a list may be ordered by. */
const ORDERS = {
  date: media.createdAt,
  modified: media.modifiedAt,
  id: media.id,
  title: media.title,
  slug: media.slug,
  author: media.authorId,
  parent: media.parentId,
  // None is more to the point than another: the newest comes first.
  relevance: media.createdAt,
} as const
export const MEDIA_ORDERS = [
  'date',
  'modified',
  'id',
  'title',
  'slug',
  'author',
  'parent',
  'relevance',
  'include',
  'include_slugs',
] as const
export type MediaOrder = (typeof MEDIA_ORDERS)[number]

/** A page of a region's media, and how many there are. */
export async function listMedia(
  db: Database,
  regionCode: string,
  filter: MediaFilter,
  page: { limit: number; offset: number; orderBy: MediaOrder; isAscending: boolean },
): Promise<{ rows: MediaRow[]; total: number }> {
  const where = and(eq(media.regionCode, regionCode), ...conditions(filter))
  const direction = page.isAscending ? asc : desc
  const [rows, counted] = await db.batch([
    db
      .select()
      .from(media)
      .where(where)
      .orderBy(...orderOf(page.orderBy, direction, filter))
      .limit(page.limit)
      .offset(page.offset),
    db.select({ total: count() }).from(media).where(where),
  ])
  return { rows, total: counted[0]?.total ?? 0 }
}

function orderOf(order: MediaOrder, direction: typeof asc, filter: MediaFilter): SQL[] {
  const listed = { include: filter.include, include_slugs: filter.slugs }
  if (order !== 'include' && order !== 'include_slugs') {
    return [direction(ORDERS[order]), direction(media.id)]
  }
  const column = order === 'include' ? media.id : media.slug
  return [indexIn(listed[order] ?? [], column), direction(media.id)]
}

/** The articles that these media belong to, as far as they are not out; by id. */
export async function findHiddenParents(
  db: Database,
  regionCode: string,
  rows: readonly MediaRow[],
) {
  const ids = [...new Set(rows.map((row) => row.parentId))].filter((parent) => parent > 0)
  if (ids.length === 0) return new Map<number, never>()
  const { id, type, status, statusBeforeTrash, authorId } = articles
  const parents = await db
    .select({ id, type, status, statusBeforeTrash, authorId })
    .from(articles)
    .where(and(eq(articles.regionCode, regionCode), inJson(id, ids), ne(status, 'publish')))
  return new Map(parents.map((parent) => [parent.id, parent]))
}

function conditions(filter: MediaFilter): (SQL | undefined)[] {
  return [
    given(filter.mediaType, (type) => sql`instr(${media.mimeType}, ${`${type}/`}) = 1`),
    given(filter.mimeType, (type) => eq(media.mimeType, type)),
    given(filter.search, (words) => {
      const text = sql`lower(${media.title} || ' ' || ${media.caption} || ' ' || ${media.description} || ' ' || ${media.file})`
      const wanted = words.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 10)
      return and(...wanted.map((word) => sql`instr(${text}, ${word}) > 0`))
    }),
    among(media.slug, filter.slugs),
    among(media.id, filter.include),
    notAmong(media.id, filter.exclude),
    notAmong(media.authorId, filter.notAuthorIds) ?? among(media.authorId, filter.authorIds),
    among(media.parentId, filter.parentIds) ?? notAmong(media.parentId, filter.notParentIds),
    given(filter.after, (at) => gt(media.createdAt, at)),
    given(filter.before, (at) => lt(media.createdAt, at)),
    given(filter.modifiedAfter, (at) => gt(media.modifiedAt, at)),
    given(filter.modifiedBefore, (at) => lt(media.modifiedAt, at)),
  ]
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
