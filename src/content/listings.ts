import { and, eq, sql } from 'drizzle-orm'
import type { Region } from '#regions/region.ts'
import { toLocalDate } from '#regions/format.ts'
import { listings, terms } from '../schema.ts'
import type { Subject } from './changes.ts'
import type { Database, Statement } from './database.ts'
import type { TermRow } from './terms.ts'

/** A live post as far as its listings depend on it. */
export interface ListedArticle {
  id: number
  publishedAt: number
  authorId: number
  terms: readonly TermRow[]
}

/** How many older posts of its category an article page shows (the view page_links); as many newer ones may show it. */
export const RELATED_COUNT = 3

/** The listings that a post is in, by name: `home`, `term:4`, `author:2`, `year:2025`, `month:…`, `day:…`. */
export function listingsOf(article: ListedArticle, region: Pick<Region, 'timezone'>): string[] {
  const day = toLocalDate(article.publishedAt, region.timezone)
  const termIds = article.terms.flatMap((term) => [term.id, ...ancestorIds(term)])
  return [
    'home',
    ...[...new Set(termIds)].map((id) => `term:${id}`),
    `author:${article.authorId}`,
    `year:${day.slice(0, 4)}`,
    `month:${day.slice(0, 7)}`,
    `day:${day}`,
  ]
}

// findTermsForArticle brings the ancestors along; a term read otherwise has none.
function ancestorIds(term: TermRow & { ancestorIds?: readonly number[] }): readonly number[] {
  return term.ancestorIds ?? []
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
    statements.push(db.insert(listings).values(rows))
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

/**
 * The articles whose pages change when this one joins, leaves or moves: the one before and after it (their links
 * to each other) and the next few of its first category (they show it as related).
 */
export async function neighbourSubjects(
  db: Database,
  regionCode: string,
  article: ListedArticle,
): Promise<Subject[]> {
  const at = sql`(${article.publishedAt}, ${article.id})`
  const older = (subject: string, limit: number) =>
    sql`select article_id from (select article_id from listings where region_code = ${regionCode} and subject = ${subject} and (published_at, article_id) < ${at} order by published_at desc, article_id desc limit ${limit})`
  const newer = (subject: string, limit: number) =>
    sql`select article_id from (select article_id from listings where region_code = ${regionCode} and subject = ${subject} and (published_at, article_id) > ${at} order by published_at, article_id limit ${limit})`
  const parts = [older('home', 1), newer('home', 1)]
  const primary = article.terms[0]
  if (primary) parts.push(newer(`term:${primary.id}`, RELATED_COUNT))
  const rows = await db.all<{ article_id: number }>(sql.join(parts, sql` union `))
  return rows.map((row) => ({ kind: 'article', region: regionCode, id: row.article_id }))
}
