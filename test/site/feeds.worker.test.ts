import { beforeAll, describe, expect, test } from 'vitest'
import { documentOf, mediaOf } from '../documents.ts'
import { below, parseXml, textAt } from '../feeds.ts'
import { bring, put } from '../imports.ts'
import { api, apiJson, bindings, get, openPublication, ORIGIN, statusOf } from '../publication.ts'

const ids = { category: 0, tag: 0, post: 0 }
const PIXEL = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  ),
  (char) => char.charCodeAt(0),
)
const GUID = 'https://old.example/canada/?p=900'

async function rss(path = '/ca/feed/') {
  const response = await get(path)
  expect(response.status, path).toBe(200)
  const [channel] = below(parseXml(await response.text()), 'channel')
  return { response, channel, items: below(channel, 'item') }
}

interface JsonFeed {
  version: string
  feed_url: string
  home_page_url: string
  language: string
  items: Record<string, unknown>[]
}

const titles = async (path?: string) => (await rss(path)).items.map((item) => textAt(item, 'title'))

beforeAll(async () => {
  await openPublication()
  await apiJson('POST', 'settings', { title: 'North & <b>South</b>', description: 'By the sea' })
  ids.category = (await apiJson('POST', 'categories', { name: 'R&D' })).id
  ids.tag = (await apiJson('POST', 'tags', { name: 'Water' })).id
  for (const day of Array.from({ length: 12 }, (_, index) => index + 1)) {
    await apiJson('POST', 'posts', {
      title: `Post ${day}`,
      content: `<p>Text ${day}.</p>`,
      status: 'publish',
      date_gmt: `2026-01-${String(day).padStart(2, '0')}T12:00:00`,
    })
  }
  for (const name of ['lead', 'other']) {
    expect((await put(`2025/11/${name}.png`, PIXEL)).status).toBe(201)
  }
  await bring(
    documentOf(
      900,
      {
        title: 'Bread &amp; \u{1F35E} <em>water</em>',
        contentRaw:
          '<p>See <a href="https://old.example/canada/post-1/">it</a>, <a href="https://other.example/">that</a> and <a href="#s">below</a>: ]]&gt; href="/x"</p><h2 id="s">S</h2><p><img src="https://old.example/canada/wp-content/uploads/2025/11/other.png" alt="A mill"></p>',
        excerptRaw: 'In short &lt;b&gt;.',
        publishedAt: Date.UTC(2026, 1, 1, 9, 5) / 1000,
        modifiedAt: Date.UTC(2026, 1, 2) / 1000,
        featuredMediaId: 901,
        guid: GUID,
      },
      {
        media: [
          mediaOf(901, '2025/11/lead.png', { alt: 'A loaf' }),
          mediaOf(902, '2025/11/other.png'),
        ],
      },
    ),
    '?purge=now',
  )
  ids.post = 900
  await apiJson('PUT', 'posts/900', { categories: [ids.category], tags: [ids.tag] })
  const hidden = { content: '<p>Secret words.</p>', date_gmt: '2026-03-01T12:00:00' }
  for (const [title, rest] of Object.entries({
    Draft: { status: 'draft' },
    Private: { status: 'private' },
    Protected: { status: 'publish', password: 'secret' },
    Ahead: { status: 'future', date_gmt: '2036-03-01T12:00:00' },
  })) {
    await apiJson('POST', 'posts', { title, ...hidden, ...rest })
  }
  const seo = { robots: { index: 'noindex' } }
  await bring(documentOf(910, { title: 'Unlisted', publishedAt: 1_780_000_000, seo }), '?purge=now')
}, 60_000)

describe('RSS', () => {
  test('tells of the site, and where it is itself', async () => {
    const { response, channel } = await rss()
    expect(response.headers.get('Content-Type')).toBe('application/rss+xml; charset=utf-8')
    expect(textAt(channel, 'title')).toBe('North & <b>South</b>')
    expect(textAt(channel, 'description')).toBe('By the sea')
    expect(textAt(channel, 'link')).toBe(`${ORIGIN}/ca/`)
    expect(textAt(channel, 'language')).toBe('en-CA')
    expect(below(channel, 'atom:link').map(({ attributes }) => attributes)).toEqual([
      { href: `${ORIGIN}/ca/feed/`, rel: 'self', type: 'application/rss+xml' },
    ])
    expect(response.headers.get('Link')).toContain(`<${ORIGIN}/ca/feed/>; rel="self"`)
  })

  test('has the ten newest articles that everybody may find', async () => {
    const expected = [12, 11, 10, 9, 8, 7, 6, 5, 4].map((number) => `Post ${number}`)
    expect(await titles()).toEqual(['Bread & \u{1F35E} water', ...expected])
  })

  test('has an item with all that readers use of it', async () => {
    const { items } = await rss()
    const [item] = items
    expect(textAt(item, 'link')).toBe(`${ORIGIN}/ca/article-900/`)
    expect(textAt(item, 'guid')).toBe(GUID)
    expect(below(item, 'guid')[0]?.attributes).toEqual({ isPermaLink: 'false' })
    expect(textAt(item, 'pubDate')).toBe('Sun, 01 Feb 2026 09:05:00 GMT')
    expect(textAt(item, 'description')).toBe('In short <b>.')
    expect(below(item, 'category').map(({ text }) => text)).toEqual(['R&D', 'Water'])
    const picture = `${ORIGIN}/ca/wp-content/uploads/2025/11/lead.png`
    expect(below(item, 'enclosure')[0]?.attributes).toEqual({
      url: picture,
      length: String(PIXEL.length),
      type: 'image/png',
    })
    expect(below(item, 'media:content')[0]?.attributes).toMatchObject({
      url: picture,
      medium: 'image',
      width: '1600',
    })
    expect(textAt(item, 'media:content', 'media:description')).toBe('A loaf')
    expect(textAt(items[1], 'dc:creator')).toBe('admin')
  })

  test('has the whole text with absolute addresses, and leaves what is no address alone', async () => {
    const { items } = await rss()
    const html = textAt(items[0], 'content:encoded') ?? ''
    expect(html).toContain(`href="${ORIGIN}/ca/post-1/"`)
    expect(html).toContain('href="https://other.example/"')
    expect(html).toContain(`href="${ORIGIN}/ca/article-900/#s"`)
    expect(html).toContain(`src="${ORIGIN}/ca/wp-content/uploads/2025/11/other.png"`)
    const lead = `<figure><img src="${ORIGIN}/ca/wp-content/uploads/2025/11/lead.png" alt="A loaf"`
    expect(html.startsWith(lead)).toBe(true)
    expect(html).toContain(']]&gt; href="/x"')
  })
})

test('JSON Feed tells the same', async () => {
  const response = await get('/ca/feed/json/')
  expect(response.headers.get('Content-Type')).toBe('application/feed+json; charset=utf-8')
  const feed = await response.json<JsonFeed>()
  expect(feed).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    feed_url: `${ORIGIN}/ca/feed/json/`,
    home_page_url: `${ORIGIN}/ca/`,
    language: 'en-CA',
  })
  expect(feed.items).toHaveLength(10)
  expect(feed.items[0]).toMatchObject({
    id: GUID,
    url: `${ORIGIN}/ca/article-900/`,
    title: 'Bread & \u{1F35E} water',
    date_published: '2026-02-01T09:05:00Z',
    tags: ['R&D', 'Water'],
    image: `${ORIGIN}/ca/wp-content/uploads/2025/11/lead.png`,
  })
  expect(feed.items[1]?.authors).toEqual([{ name: 'admin', url: `${ORIGIN}/ca/author/admin/` }])
})

test.each(['/ca/category/rd/feed/', '/ca/tag/water/feed/', '/ca/2026/02/feed/'])(
  '%s holds its own articles',
  async (path) => {
    expect(await titles(path)).toEqual(['Bread & \u{1F35E} water'])
  },
)

test('an author has a feed, and one of a term is named after it', async () => {
  expect(await titles('/ca/author/admin/feed/')).toHaveLength(10)
  const { channel } = await rss('/ca/category/rd/feed/')
  expect(textAt(channel, 'title')).toContain('R&D')
  expect(textAt(channel, 'link')).toBe(`${ORIGIN}/ca/category/rd/`)
})

describe('what feeds were called leads in one hop to', () => {
  test.each([
    ['/ca/feed/atom/', '/ca/feed/'],
    ['/ca/feed/rdf/', '/ca/feed/'],
    ['/ca/feed/rss/', '/ca/feed/'],
    ['/ca/feed/rss2', '/ca/feed/'],
    ['/CA/Feed', '/ca/feed/'],
    ['/ca/comments/feed/', '/ca/feed/'],
    ['/ca/wp-rss2.php', '/ca/feed/'],
    ['/ca/wp-commentsrss2.php', '/ca/feed/'],
    ['/ca/?feed=rss2', '/ca/feed/'],
    ['/ca?feed=atom', '/ca/feed/'],
    ['/ca/?feed=comments-rss2', '/ca/feed/'],
    ['/ca/?feed=json', '/ca/feed/json/'],
    ['/ca/?feed=rss2&paged=2', '/ca/feed/'],
    ['/ca/page/2/?feed=rss2', '/ca/feed/'],
    ['/ca/tag/water/?feed=rss2', '/ca/tag/water/feed/'],
    ['/ca/?tag=water&feed=rss2', '/ca/tag/water/feed/'],
    ['/ca/?author=1&feed=json', '/ca/author/admin/feed/json/'],
    ['/ca/category/rd/feed/atom/', '/ca/category/rd/feed/'],
    ['/ca/category/elsewhere/rd/feed/', '/ca/category/rd/feed/'],
    ['/ca/post-1/feed/', '/ca/post-1/'],
    ['/ca/post-1/feed/atom/', '/ca/post-1/'],
    ['/ca/post-1/?feed=rss2', '/ca/post-1/'],
    ['/ca/old-name/feed/', '/ca/post-2/'],
    ['/ca/tag/aqua/feed/json/', '/ca/tag/water/feed/json/'],
  ])('%s: %s', async (path, to) => {
    const response = await get(path)
    expect([response.status, response.headers.get('Location')]).toEqual([301, to])
  })

  beforeAll(async () => {
    const [{ id } = { id: 0 }] = await apiJson<{ id: number }[]>('GET', 'posts?slug=post-2')
    await apiJson('PUT', `posts/${id}`, { slug: 'old-name' })
    await apiJson('PUT', `posts/${id}`, { slug: 'post-2' })
    await apiJson('PUT', `tags/${ids.tag}`, { slug: 'aqua' })
    await apiJson('PUT', `tags/${ids.tag}`, { slug: 'water' })
  })
})

test.each([
  '/ca/tag/none/feed/',
  '/ca/author/nobody/feed/',
  '/ca/2020/feed/',
  '/ca/none/feed/',
  '/ca/?tag=none&feed=rss2',
  '/none/feed/',
])('%s is a 404', async (path) => {
  expect((await get(path)).status).toBe(404)
})

test('queries without end are not stored under each of their names', async () => {
  const path = '/ca/?feed=rss2&utm_source=x'
  await get(path)
  expect(statusOf(await get(path))).toBe('BYPASS')
  await get('/ca/?feed=rss2')
  expect(statusOf(await get('/ca/?feed=rss2'))).toBe('HIT')
})

describe('a search', () => {
  test('has a feed of what it finds and everybody may find', async () => {
    const { response, channel, items } = await rss('/ca/search/text%2012/feed/')
    expect(items.map((item) => textAt(item, 'title'))).toContain('Post 12')
    expect(textAt(channel, 'title')).toContain('text 12')
    expect(response.headers.get('X-Robots-Tag')).toBe('noindex')
    expect(await titles('/ca/search/secret/feed/')).toEqual([])
    // Of its ten best one is marked noindex.
    const feed = await (await get('/ca/search/text/feed/json/')).json<JsonFeed>()
    expect(feed.items).toHaveLength(9)
    expect(JSON.stringify(feed)).not.toContain('Unlisted')
  })

  test.each([
    ['/ca/?s=Text+12&feed=rss2', '/ca/search/text%2012/feed/'],
    ['/ca/?s=na%C3%AFve&feed=json', '/ca/search/na%c3%afve/feed/json/'],
    ['/ca/search/text+12/feed/rss2/', '/ca/search/text+12/feed/'],
  ])('%s leads to it in one hop', async (path, to) => {
    const response = await get(path)
    expect([response.status, response.headers.get('Location')]).toEqual([301, to])
    expect((await get(to)).status).toBe(200)
  })
})

test('who polls a feed gets 304 until it changes', async () => {
  const { response } = await rss('/ca/tag/water/feed/')
  const held = { 'If-None-Match': response.headers.get('ETag') ?? '' }
  const again = await get('/ca/tag/water/feed/', held)
  expect([again.status, await again.text()]).toEqual([304, ''])
  await apiJson('PUT', `posts/${ids.post}`, { content: '<p>Other words.</p>' })
  expect((await get('/ca/tag/water/feed/', held)).status).toBe(200)
})

test('a feed costs one round trip, and rows that do not grow with what is hidden before it', async () => {
  const { response } = await rss('/ca/author/admin/feed/')
  const rows = Number(/read (\d+)/.exec(response.headers.get('Server-Timing') ?? '')?.[1])
  expect(rows).toBeGreaterThan(10)
  expect(rows).toBeLessThan(110)
  const { results } = await bindings.DB.prepare(
    'select count(*) as total from sitemap_entries where kind = ?',
  )
    .bind('post')
    .all<{ total: number }>()
  expect(results[0]?.total).toBe(13)
})

test('an article that is withdrawn leaves its feeds at once', async () => {
  await (await get('/ca/tag/water/feed/')).text()
  await api('DELETE', `posts/${ids.post}`)
  expect(await titles('/ca/tag/water/feed/')).toEqual([])
})
