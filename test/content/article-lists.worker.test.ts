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

/** The database with a count of the statements that were prepared and of the batches that took them there. */
function counted() {
  const asked = { prepare: 0, batch: 0 }
  const client = new Proxy(bindings.DB, {
    get(target, name) {
      if (name === 'prepare' || name === 'batch') asked[name]++
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { db: openDatabase(client), asked }
}

const PAGE = { limit: 10, offset: 0, orderBy: 'date', isAscending: false } as const

test('a list with all that it leads to is one round trip', async () => {
  const { db, asked } = counted()
  const { rows, total, around } = await listArticles(
    db,
    'ca',
    { type: 'post', statuses: ['publish'] },
    PAGE,
    true,
  )
  expect([rows.length, total, [...around.authors.keys()]]).toEqual([1, 1, [1]])
  expect(rows[0]?.beside.terms.map(({ slug }) => slug)).toEqual(['uncategorized'])
  expect(asked).toEqual({ prepare: 8, batch: 1 })
})

test('a search looks through the texts once, and asks for the rest after', async () => {
  const { db, asked } = counted()
  const search = { text: 'leaves', columns: [], isExact: false, seesProtected: false }
  const filter = { type: 'post' as const, statuses: ['publish'], search }
  const { rows } = await listArticles(db, 'ca', filter, PAGE)
  expect(rows.map((row) => row.article.id)).toEqual([id])
  expect(asked).toEqual({ prepare: 8, batch: 2 })
})

test('an article by its id is one round trip; one of another region is none', async () => {
  const { db, asked } = counted()
  expect((await findListedArticle(db, 'ca', id, true))?.article.title).toBe('Elm')
  expect(asked).toEqual({ prepare: 8, batch: 1 })
  expect(await findListedArticle(db, 'us', id)).toBeNull()
})
