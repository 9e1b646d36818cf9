import { sql } from 'drizzle-orm'
import { isLive, type ArticleRow } from './article-row.ts'
import type { Database, Statement } from './database.ts'

// Both search tables are written: which of them a region reads is a setting that may change.
export function searchRemoval(db: Database, key: number): Statement[] {
  return [
    db.run(sql`delete from article_search_fold where rowid = ${key}`) as unknown as Statement,
    db.run(sql`delete from article_search_keep where rowid = ${key}`) as unknown as Statement,
  ]
}

/** Only what readers may see is in the index, so that a search can never leak a draft. */
export function searchStatements(
  db: Database,
  before: ArticleRow | null,
  article: ArticleRow,
): Statement[] {
  const isIndexed = (row: ArticleRow) => isLive(row) && row.password === ''
  const statements = before ? searchRemoval(db, before.key) : []
  if (!isIndexed(article)) return statements
  const key = sql`(select key from articles where region_code = ${article.regionCode} and id = ${article.id})`
  const values = sql`${article.titleText}, ${article.excerptText}, ${article.contentText}`
  return [
    ...statements,
    db.run(
      sql`insert into article_search_fold (rowid, title, excerpt, body) values (${key}, ${values})`,
    ) as unknown as Statement,
    db.run(
      sql`insert into article_search_keep (rowid, title, excerpt, body) values (${key}, ${values})`,
    ) as unknown as Statement,
  ]
}
