import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { Region } from '#regions/region.ts'
import { toLocalDate } from '#regions/format.ts'
import { listingCounts, listings, terms } from '../schema.ts'
import { NO_AUTHOR } from './authors.ts'
import type { Subject } from './changes.ts'
import type { Database, Statement } from './database.ts'
import type { PlacedTerm } from './terms.ts'

/** A live post as far as its listings depend on it. */
export interface ListedArticle {
  id: number
  publishedAt: number
  authorId: number
  isSticky: number
  terms: readonly PlacedTerm[]
}

/** The listing of what stands before all others on the home's first page. */
export const STICKY = 'sticky'

/** How many older posts of its category an article page shows (the view page_links); as many newer ones may show it. */
export const RELATED_COUNT = 3

/** Rows of one statement: each binds four values, and D1 takes 100. */
const MAX_ROWS = 25

/** The listings that a post is in, by name: `home`, `term:4`, `author:2`, `year:2025`, `month:…`, `day:…`, `sticky`. */
export function listingsOf(article: ListedArticle, region: Pick<Region, 'timezone'>): string[] {
  const termIds = article.terms.flatMap((term) => [term.id, ...term.ancestorIds])
  return [
    'home',
    ...[...new Set(termIds)].map((id) => `term:${id}`),
    ...(article.authorId === NO_AUTHOR ? [] : [`author:${article.authorId}`]),
    ...daysOf(article.publishedAt, region.timezone),
    ...(article.isSticky ? [STICKY] : []),
  ]
}

/** The archives of a moment in a time zone: its year, month and day there. */
export function daysOf(publishedAt: number, timezone: string): string[] {
  const day = toLocalDate(publishedAt, timezone)
  return [`year:${day.slice(0, 4)}`, `month:${day.slice(0, 7)}`, `day:${day}`]
}

/** Replaces an article's rows in the listings and the counts of its own terms; nothing when nothing moves. */
export function listingStatements(
  db: Database,
  region: Pick<Region, 'code' | 'timezone'>,
  articleId: number,
  before: ListedArticle | null,
  after: ListedArticle | null,
): Statement[] {
  const was = before ? listingsOf(before, region) : []
  const is = after ? listingsOf(after, region) : []
  if (was.join() === is.join() && before?.publishedAt === after?.publishedAt) return []
  const statements: Statement[] = [
    db
      .delete(listings)
      .where(and(eq(listings.regionCode, region.code), eq(listings.articleId, articleId))),
  ]
  if (after) {
    const rows = is.map((subject) => ({
      regionCode: region.code,
      subject,
      publishedAt: after.publishedAt,
      articleId,
    }))
    for (let from = 0; from < rows.length; from += MAX_ROWS) {
      statements.push(db.insert(listings).values(rows.slice(from, from + MAX_ROWS)))
    }
  }
  const countBy = (termIds: readonly number[], by: number) =>
    termIds.map((id) =>
      db
        .update(terms)
        .set({ count: sql`${terms.count} + ${by}` })
        .where(and(eq(terms.regionCode, region.code), eq(terms.id, id))),
    )
  const idsOf = (listed: ListedArticle | null) => (listed ? listed.terms.map((t) => t.id) : [])
  const gone = idsOf(before).filter((id) => !idsOf(after).includes(id))
  const come = idsOf(after).filter((id) => !idsOf(before).includes(id))
  return [...statements, ...countBy(gone, -1), ...countBy(come, 1)]
}

/** How many articles a term lists, those of the terms below it too. */
export async function countListed(
  db: Database,
  term: { regionCode: string; id: number },
): Promise<number> {
  const [row] = await db
    .select({ total: listingCounts.total })
    .from(listingCounts)
    .where(
      and(
        eq(listingCounts.regionCode, term.regionCode),
        eq(listingCounts.subject, `term:${term.id}`),
      ),
    )
  return row?.total ?? 0
}

/**
 * The articles whose pages change when this one joins, leaves or moves: the one before and after it (their links
 * to each other), and those that show it as related.
 */
export async function neighbourSubjects(
  db: Database,
  regionCode: string,
  article: ListedArticle,
): Promise<Subject[]> {
  const categories = article.terms.filter((term) => term.taxonomy === 'category')
  const termIds = categories.flatMap((term) => [term.id, ...term.ancestorIds])
  const parts = [
    besides(regionCode, 'home', article, 'older', 1),
    besides(regionCode, 'home', article, 'newer', 1),
  ]
  return [
    ...(await subjectsOf(db, regionCode, parts)),
    ...(await relatedSubjects(db, regionCode, article, termIds)),
  ]
}

/** The articles that show this one as related where it is listed under `termIds`: the next few after it. */
export async function relatedSubjects(
  db: Database,
  regionCode: string,
  article: Pick<ListedArticle, 'id' | 'publishedAt'>,
  termIds: readonly number[],
): Promise<Subject[]> {
  const parts = [...new Set(termIds)].map((id) =>
    besides(regionCode, `term:${id}`, article, 'newer', RELATED_COUNT),
  )
  return subjectsOf(db, regionCode, parts)
}

/** Up to `count` articles of a listing on one side of an article, the nearest first. */
function besides(
  regionCode: string,
  subject: string,
  article: Pick<ListedArticle, 'id' | 'publishedAt'>,
  side: 'older' | 'newer',
  count: number,
): SQL {
  const listed = sql`select article_id from listings where region_code = ${regionCode} and subject = ${subject}`
  const at = sql`(${article.publishedAt}, ${article.id})`
  return side === 'older'
    ? sql`select article_id from (${listed} and (published_at, article_id) < ${at} order by published_at desc, article_id desc limit ${count})`
    : sql`select article_id from (${listed} and (published_at, article_id) > ${at} order by published_at, article_id limit ${count})`
}

async function subjectsOf(
  db: Database,
  regionCode: string,
  parts: readonly SQL[],
): Promise<Subject[]> {
  const found: Subject[] = []
  // Five to a statement: D1 binds at most 100 values, and SQLite joins few selects at once.
  for (let from = 0; from < parts.length; from += 5) {
    const ids = sql.join(parts.slice(from, from + 5), sql` union `)
    const rows = await db.all<{ path: string }>(
      sql`select path from article_pages where region_code = ${regionCode} and article_id in (${ids})`,
    )
    // Their own pages alone: no card shows what stands beside an article.
    found.push(...rows.map(({ path }): Subject => ({ kind: 'path', region: regionCode, path })))
  }
  return found
}
