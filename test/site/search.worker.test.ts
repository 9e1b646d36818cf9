import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, bindings, get, openPublication, statusOf } from '../publication.ts'

beforeAll(async () => {
  await openPublication()
  const category = await apiJson('POST', 'categories', { name: 'Rivers' })
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) {
    await apiJson('POST', 'posts', {
      title: `Salmon <i>run</i> & ${number}`,
      content: '<p>Up the river, &lt;script&gt; and all.</p>',
      status: 'publish',
      date_gmt: `2026-01-${String(number + 10)}T12:00:00`,
      categories: [number % 2 === 0 ? category.id : 1],
    })
  }
}, 60_000)

async function page(path: string) {
  const response = await get(path)
  return { response, html: await response.text() }
}

test('results are marked and escaped, and no index takes them', async () => {
  const { response, html } = await page('/ca/?s=salmon+script')
  expect(response.status).toBe(200)
  expect(html).toContain('<mark>Salmon</mark> run &amp; 12')
  expect(html).toContain('&lt;<mark>script</mark>&gt;')
  expect(html).toContain('content="noindex, follow"')
  expect(html).not.toContain('rel="canonical"')
})

test('what was typed stands in the form and the title, escaped', async () => {
  const { html } = await page(`/ca/?s=${encodeURIComponent('"><script>alert(1)</script>')}`)
  expect(html).not.toContain('<script>alert')
  expect(html).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"')
})

test('later pages are at WordPress’s addresses, and one past the last is a 404', async () => {
  const first = await page('/ca/?s=salmon')
  expect(first.html).toContain('href="/ca/page/2/?s=salmon"')
  const second = await page('/ca/page/2/?s=salmon')
  expect(second.response.status).toBe(200)
  expect(second.html.match(/<article/g)).toHaveLength(2)
  expect((await page('/ca/page/3/?s=salmon')).response.status).toBe(404)
  expect((await page('/ca/page/2/?s=nothing')).response.status).toBe(404)
})

test('a section narrows the results', async () => {
  const { html } = await page('/ca/?s=salmon&cat=rivers')
  expect(html.match(/<article/g)).toHaveLength(6)
  expect(html).toMatch(/<span aria-current="true">Rivers/)
  expect((await page('/ca/?s=salmon&cat=lakes')).response.status).toBe(404)
})

test.each([
  ['/ca/search/salmon+run/', '/ca/?s=salmon+run'],
  ['/ca/search/Salmon%20run/page/2/', '/ca/page/2/?s=salmon+run'],
  ['/CA/?s=salmon', '/ca/?s=salmon'],
  ['/ca/page/1/?s=salmon', '/ca/?s=salmon'],
])('%s leads to %s', async (path, target) => {
  const response = await get(path)
  expect([response.status, response.headers.get('Location')]).toEqual([301, target])
})

test.each([
  ['no text', ''],
  ['one letter', 's'],
  ['very long', 'salmon '.repeat(1500)],
  ['the index’s own language', 'NEAR(salmon run, 2) AND title:* OR "'],
  ['NUL', 'sal\0mon'],
  ['broken UTF-8', '%FF%C0'],
  ['an emoji', '🐟'],
  ['Chinese', '三文鱼'],
  ['Arabic', 'سلمون'],
])('%s is a page', async (_, text) => {
  const query = text.startsWith('%') ? text : encodeURIComponent(text)
  const { response, html } = await page(`/ca/?s=${query}`)
  expect(response.status).toBe(200)
  expect(html).toContain('role="search"')
})

test('a search is kept briefly under its own key, and under no other spelling of it', async () => {
  await page('/ca/?s=river')
  expect(statusOf(await get('/ca/?s=river'))).toBe('HIT')
  const other = await get('/ca/?utm_source=x&s=river%20')
  expect(other.status).toBe(200)
  expect(other.headers.get('Cache-Control')).toContain('private')
})

test('what is published shows in a search that was kept, and what is withdrawn does not', async () => {
  expect((await page('/ca/?s=sturgeon')).html).not.toContain('<article class="card result">')
  const { id } = await apiJson('POST', 'posts', { title: 'A sturgeon', status: 'publish' })
  expect((await page('/ca/?s=sturgeon')).html).toContain('A <mark>sturgeon</mark>')
  await api('DELETE', `posts/${id}`)
  expect((await page('/ca/?s=sturgeon')).html).not.toContain('A <mark>')
})

test('a search has few tags however many results it shows', async () => {
  const { site } = await import('#site/routes.ts')
  const request = new Request('https://publication.example/ca/?s=salmon')
  const response = await site.fetch(request, bindings)
  expect(response.headers.get('Cache-Tag')?.split(',').length).toBeLessThan(10)
})

test('every page has the form, and a 404 the words of its address', async () => {
  expect((await page('/ca/')).html).toContain('href="/ca/?s="')
  const { html } = await page('/ca/2025/11/salmon-runs-late.html')
  expect(html).toContain('value="salmon runs late"')
})

test('an address of no region, or above all of them, has no search', async () => {
  for (const path of ['/?s=salmon', '/zz/?s=salmon']) {
    expect((await get(path)).status).toBe(404)
  }
})

test('however many articles have the words, few rows are read', async () => {
  const rows = Array.from({ length: 1500 }, (_, index) => 1000 + index)
  const json = JSON.stringify(rows)
  // The documents are not what is measured.
  await bindings.DB.batch(
    ['articles_inserted', 'listings_added_links'].map((name) =>
      bindings.DB.prepare(`drop trigger ${name}`),
    ),
  )
  const each = 'from json_each(?1)'
  await bindings.DB.batch(
    [
      `insert into articles (key, region_code, id, type, status, slug, path, guid, title, title_text, author_id, published_at, modified_at, content_html, content_text, content_raw)
        select value, 'ca', value, 'post', 'publish', 'p' || value, 'p' || value, '', '', 'Herring ' || value, 1, value, value, '', 'Herring in the sea', '' ${each}`,
      ...['home', 'term:1', 'author:1', 'year:1970', 'month:1970-01', 'day:1970-01-01'].map(
        (name) => `insert into listings select 'ca', '${name}', value, value ${each}`,
      ),
      `insert into article_cards select 'ca', value, json_object('id', value, 'title', 'Herring', 'path', 'p', 'publishedAt', value, 'wordCount', 1, 'excerpt', '', 'contentStart', '', 'author', null, 'category', null, 'media', null) ${each}`,
      `insert into article_search_fold (rowid, region, title, excerpt, body) select value, 'x6361', 'Herring ' || value, '', 'Herring in the sea' ${each}`,
    ].map((sql) => bindings.DB.prepare(sql).bind(json)),
  )
  const { response, html } = await page('/ca/?s=herring')
  expect(html).toContain('More than ')
  const read = Number(/rows read (\d+)/.exec(response.headers.get('Server-Timing') ?? '')?.[1])
  expect(read).toBeGreaterThan(1000)
  expect(read).toBeLessThanOrEqual(5000)
})
