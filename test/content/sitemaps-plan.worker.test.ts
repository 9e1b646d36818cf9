import { beforeAll, expect, test } from 'vitest'
import { findFeed } from '#content/feeds.ts'
import { findSitemap, findSitemapIndex, listSitemaps } from '#content/sitemaps.ts'
import { apiJson, bindings, openPublication } from '../publication.ts'

// An archive as 20,000 writes would leave it, as far as these statements look at it.

const ARTICLES = 20_000

beforeAll(async () => {
  await openPublication()
  await apiJson('POST', 'posts', { title: 'A', content: '<p>b</p>', status: 'publish' })
  const run = (sql: string) => bindings.DB.prepare(sql).run()
  const numbers = `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${ARTICLES})`
  await run(`insert into sitemap_entries (region_code, kind, item_id, number, path)
    ${numbers} select 'ca', 'post', 1000 + i, i / 1000 + 1, 'post-' || i from n`)
  await run(`insert into listings (region_code, subject, published_at, article_id)
    ${numbers} select 'ca', 'home', 1000000 + i, 1000 + i from n`)
}, 60_000)

test('one sitemap reads what it holds, wherever it stands in the archive', async () => {
  const first = await findSitemap(bindings.DB, 'ca', 'post', 2)
  const last = await findSitemap(bindings.DB, 'ca', 'post', 20)
  expect(first.entries).toHaveLength(1000)
  expect(first.rowsRead).toBeLessThan(1010)
  expect(Math.abs(last.rowsRead - first.rowsRead)).toBeLessThan(10)
})

test('an index reads a row for each thousand, and a feed the same whatever the archive', async () => {
  const own = await findSitemapIndex(bindings.DB, 'ca')
  expect(own.parts.filter(({ kind }) => kind === 'post')).toHaveLength(21)
  expect(own.rowsRead).toBeLessThan(60)
  expect((await listSitemaps(bindings.DB)).rowsRead).toBeLessThan(80)
  expect((await findFeed(bindings.DB, 'ca', { kind: 'home' })).rowsRead).toBeLessThan(60)
})
