import { sql, type SQL } from 'drizzle-orm'
import { isLive, type ArticleRow } from './article-row.ts'
import type { Database, Statement } from './database.ts'
import { spellings, toIndexed } from './search-text.ts'

// Both search tables are written: which of them a region reads is a setting that may change.
const TABLES = ['article_search_fold', 'article_search_keep'] as const

export function searchRemoval(db: Database, key: number): Statement[] {
  return TABLES.map((table) => run(db, sql`delete from ${sql.raw(table)} where rowid = ${key}`))
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
  const { regionCode, titleText, excerptText, contentText } = article
  const key = sql`(select key from articles where region_code = ${regionCode} and id = ${article.id})`
  const texts = [titleText, excerptText, contentText].map((text) => sql`${toIndexed(text)}`)
  const values = sql`${regionToken(regionCode)}, ${sql.join(texts, sql`, `)}`
  const words = JSON.stringify(spellings(`${titleText} ${excerptText}`))
  return [
    ...statements,
    ...TABLES.map((table) =>
      run(
        db,
        sql`insert into ${sql.raw(table)} (rowid, region, title, excerpt, body) values (${key}, ${values})`,
      ),
    ),
    run(
      db,
      sql`insert into search_words (word) select value from json_each(${words}) where true on conflict do nothing`,
    ),
  ]
}

/** What stands for a region in the index: one word, whatever signs its code has. */
export function regionToken(code: string): string {
  const bytes = [...new TextEncoder().encode(code)]
  return `x${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

function run(db: Database, query: SQL): Statement {
  return db.run(query) as unknown as Statement // SQLiteRaw is a batch item at run time; its type does not say so
}
