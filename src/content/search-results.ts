import { sql } from 'drizzle-orm'
import { articles } from '../schema.ts'
import { orderOf, whereOf, type ArticleFilter } from './article-filter.ts'
import type { Database } from './database.ts'

/** As much of an article as a list of results shows of it: not its body. */
const COLUMNS = {
  id: articles.id,
  type: articles.type,
  path: articles.path,
  titleText: articles.titleText,
  authorId: articles.authorId,
  status: articles.status,
  statusBeforeTrash: articles.statusBeforeTrash,
}

/** A page of the articles that a filter leaves, the most relevant or else the newest first, and their number. */
export async function searchArticles(
  db: Database,
  regionCode: string,
  filter: ArticleFilter,
  page: { limit: number; offset: number },
) {
  const where = whereOf(regionCode, filter)
  const [rows, counted] = await db.batch([
    db
      .select(COLUMNS)
      .from(articles)
      .where(where)
      .orderBy(...orderOf('relevance', false, filter))
      .limit(page.limit)
      .offset(page.offset),
    db
      .select({ total: sql<number>`count(*)` })
      .from(articles)
      .where(where),
  ])
  return { rows, total: counted[0]?.total ?? 0 }
}

export type FoundArticle = Awaited<ReturnType<typeof searchArticles>>['rows'][number]
