import { and, asc, count, eq, gt, max, sql, type SQL } from 'drizzle-orm'
import { articles, articleTerms, revisions, terms } from '../schema.ts'
import { orderOf, whereOf, type ArticleFilter, type ArticleOrder } from './article-filter.ts'
import type { ArticleRow } from './article-row.ts'
import { inJson, type Database } from './database.ts'
import type { TermRow } from './terms.ts'

/** A page of a region's articles with their terms, and how many there are in all. */
export async function listArticles(
  db: Database,
  regionCode: string,
  filter: ArticleFilter,
  page: { limit: number; offset: number; orderBy: ArticleOrder; isAscending: boolean },
): Promise<{ rows: { article: ArticleRow; beside: Beside }[]; total: number }> {
  const where = whereOf(regionCode, filter)
  const [rows, counted] = await db.batch([
    db
      .select()
      .from(articles)
      .where(where)
      .orderBy(...orderOf(page.orderBy, page.isAscending, filter))
      .limit(page.limit)
      .offset(page.offset),
    db
      .select({ total: sql<number>`count(*)` })
      .from(articles)
      .where(where),
  ])
  const besides = await listBeside(
    db,
    regionCode,
    rows.map((row) => row.id),
  )
  return {
    rows: rows.map((article) => ({ article, beside: besides.get(article.id) ?? NOTHING })),
    total: counted[0]?.total ?? 0,
  }
}

/** Articles of whatever status by id from `after` on; `next` is where to go on, null at the end. */
export async function listArticlesById(
  db: Database,
  regionCode: string,
  page: { after: number; limit: number },
  condition: SQL | undefined,
): Promise<{ rows: ArticleRow[]; next: number | null }> {
  const rows = await db
    .select()
    .from(articles)
    .where(and(eq(articles.regionCode, regionCode), gt(articles.id, page.after), condition))
    .orderBy(asc(articles.id))
    .limit(page.limit)
  return { rows, next: rows.length < page.limit ? null : (rows.at(-1)?.id ?? null) }
}

/** How often an article was changed, and the revision that its last change left. */
export interface History {
  count: number
  latestId: number
}

/** What is shown of an article besides its row. */
export interface Beside {
  terms: readonly TermRow[]
  history: History
}

/** Of an article without terms that was never changed. */
export const NOTHING: Beside = { terms: [], history: { count: 0, latestId: 0 } }

/** The terms and histories of several articles, by article id; those with neither are missing. */
export async function listBeside(
  db: Database,
  regionCode: string,
  articleIds: readonly number[],
): Promise<Map<number, Beside>> {
  const [termRows, histories] = await db.batch([
    db
      .select({ articleId: articleTerms.articleId, term: terms })
      .from(articleTerms)
      .innerJoin(
        terms,
        and(eq(terms.regionCode, articleTerms.regionCode), eq(terms.id, articleTerms.termId)),
      )
      .where(
        and(eq(articleTerms.regionCode, regionCode), inJson(articleTerms.articleId, articleIds)),
      )
      .orderBy(articleTerms.position),
    db
      .select({ articleId: revisions.articleId, count: count(), latestId: max(revisions.id) })
      .from(revisions)
      .where(
        and(
          eq(revisions.regionCode, regionCode),
          inJson(revisions.articleId, articleIds),
          eq(revisions.kind, 'revision'),
        ),
      )
      .groupBy(revisions.articleId),
  ])
  return new Map(
    articleIds.map((id) => {
      const history = histories.find((row) => row.articleId === id)
      return [
        id,
        {
          terms: termRows.filter((row) => row.articleId === id).map(({ term }) => term),
          history: { count: history?.count ?? 0, latestId: history?.latestId ?? 0 },
        },
      ]
    }),
  )
}
