import { beforeAll, expect, test } from 'vitest'
import { findListedArticle, listArticles } from '#content/article-lists.ts'
import { openDatabase } from '#content/database.ts'
import { apiJson, bindings, openPublication } from '../publication.ts'

// What a read of articles asks of the database.

let id = 0

beforeAll(async () => {
  await openPublication()
  const post = { title: 'Elm', status: 'publish', content: '<p>Leaves.</p>' }
  id = (await apiJson('POST', 'posts', post)).id
})

/** The database with the statements that were bound and how many batches took them there. */
function listening() {
  const asked: { statements: { sql: string; params: unknown[] }[]; batches: number } = {
    statements: [],
    batches: 0,
  }
  const client = new Proxy(bindings.DB, {
    get(target, name) {
      if (name === 'batch') asked.batches++
      const value: unknown = Reflect.get(target, name)
      if (name !== 'prepare') return typeof value === 'function' ? value.bind(target) : value
      return (sql: string) => {
        const bind = (...params: unknown[]) => {
          asked.statements.push({ sql, params })
          return target.prepare(sql).bind(...params)
        }
        return { bind }
      }
    },
  })
  return { db: openDatabase(client), asked }
}

const PAGE = { limit: 10, offset: 0, orderBy: 'date', isAscending: false } as const

test('a list with all that it leads to is one round trip', async () => {
  const { db, asked } = listening()
  const { rows, total, around } = await listArticles(
    db,
    'ca',
    { type: 'post', statuses: ['publish'] },
    PAGE,
    { around: 'post', documents: 'published' },
  )
  expect([rows.length, total, [...around.authors.keys()]]).toEqual([1, 1, [1]])
  expect(rows[0]?.beside.document?.title).toBe('Elm')
  expect(rows[0]?.beside.terms.map(({ slug }) => slug)).toEqual(['uncategorized'])
  expect([asked.statements.length, asked.batches]).toEqual([4, 1])
})

test('a search looks through the texts once, and asks for the rest after', async () => {
  const { db, asked } = listening()
  const search = { text: 'leaves', columns: [], isExact: false, seesProtected: false }
  const filter = { type: 'post' as const, statuses: ['publish'], search }
  const { rows } = await listArticles(db, 'ca', filter, PAGE, { around: 'page' })
  expect(rows.map((row) => row.article.id)).toEqual([id])
  expect([asked.statements.length, asked.batches]).toEqual([5, 2])
})

test('an article by its id is one round trip; one of another region is none', async () => {
  const { db, asked } = listening()
  expect((await findListedArticle(db, 'ca', id, { around: 'page' }))?.article.title).toBe('Elm')
  expect([asked.statements.length, asked.batches]).toEqual([4, 1])
  expect(await findListedArticle(db, 'us', id)).toBeNull()
})

test('the newest of a type are read by index, with all that they lead to', async () => {
  const { db, asked } = listening()
  const wanted = { around: 'page', documents: 'all' } as const
  await listArticles(db, 'ca', { type: 'post', statuses: ['publish'] }, PAGE, wanted)
  for (const { sql, params } of asked.statements) {
    const plan = await bindings.DB.prepare(`explain query plan ${sql}`)
      .bind(...params)
      .all<{ detail: string }>()
    const details = plan.results.map(({ detail }) => detail).join('\n')
    expect(details, sql).not.toMatch(/SCAN articles|SCAN revisions|SCAN media|SCAN authors/)
    expect(details, sql).not.toMatch(/SCAN article_terms|SCAN terms|SCAN (?:o|a)\b/)
    if (sql.includes('limit')) expect(details, sql).toContain('articles_by_date')
  }
})
