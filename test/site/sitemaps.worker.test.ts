import { beforeAll, describe, expect, test } from 'vitest'
import { documentOf, mediaOf } from '../documents.ts'
import { below, parseXml, textAt, type XmlNode } from '../feeds.ts'
import { bring, meridian } from '../imports.ts'
import { api, apiJson, bindings, get, openPublication, ORIGIN } from '../publication.ts'

async function read(path: string): Promise<XmlNode> {
  const response = await get(path)
  expect(response.status, path).toBe(200)
  expect(response.headers.get('Content-Type')).toBe('application/xml; charset=utf-8')
  return parseXml(await response.text())
}

/** The addresses of a sitemap or an index, below the publication. */
async function locs(path: string): Promise<string[]> {
  const root = await read(path)
  return root.children.map((url) => (textAt(url, 'loc') ?? '').replace(ORIGIN, ''))
}

async function urlOf(path: string, loc: string): Promise<XmlNode> {
  const root = await read(path)
  const found = root.children.find((url) => textAt(url, 'loc') === ORIGIN + loc)
  if (!found) throw new Error(`${path} has no ${loc}`)
  return found
}

/** As an editor of another region asks. */
const us = (route: string) => `../../../../us/wp-json/${route}`

beforeAll(async () => {
  await openPublication()
  const category = (await apiJson('POST', 'categories', { name: 'News' })).id
  await apiJson('POST', 'categories', { name: 'Empty' })
  const tag = (await apiJson('POST', 'tags', { name: 'Water' })).id
  const post = { status: 'publish', content: '<p>Text.</p>', date_gmt: '2026-01-05T12:00:00' }
  await apiJson('POST', 'posts', { ...post, title: 'First', categories: [category], tags: [tag] })
  await apiJson('POST', 'pages', { ...post, title: 'About' })
  for (const [title, rest] of Object.entries({
    Draft: { status: 'draft' },
    Private: { status: 'private' },
    Protected: { status: 'publish', password: 'secret' },
    Ahead: { status: 'future', date_gmt: '2036-03-01T12:00:00' },
  })) {
    await apiJson('POST', 'posts', { ...post, title, ...rest })
  }
  await bring(
    documentOf(
      800,
      {
        contentRaw:
          '<p>Text</p><p><img src="https://old.example/canada/wp-content/uploads/2025/11/in.png" alt="In"></p>',
        featuredMediaId: 801,
        modifiedAt: 1_700_009_000,
        translationKey: 'shared',
      },
      { media: [mediaOf(801, '2025/11/lead & co.png'), mediaOf(802, '2025/11/in.png')] },
    ),
    '?purge=now',
  )
  const sibling = documentOf(850, { slug: 'sibling', translationKey: 'shared' })
  await apiJson('POST', us('meridian/v1/import?purge=now'), sibling)
  const hidden = { robots: { index: 'noindex' } }
  await bring(documentOf(810, { seo: hidden }), '?purge=now')
  const elsewhere = { canonical: 'https://first.example/article/' }
  await bring(documentOf(811, { seo: elsewhere }), '?purge=now')
}, 60_000)

test('each region has an index by Yoast’s names, and the publication one of them all', async () => {
  const own = ['post', 'page', 'category', 'post_tag', 'author'].map(
    (kind) => `/ca/${kind}-sitemap.xml`,
  )
  expect(await locs('/ca/sitemap_index.xml')).toEqual(own)
  const all = await locs('/sitemap_index.xml')
  expect(all).toEqual([...own, '/us/post-sitemap.xml', '/us/category-sitemap.xml'])
  for (const path of all) expect((await get(path)).status, path).toBe(200)
})

test.each([
  ['/sitemap.xml', '/sitemap_index.xml'],
  ['/wp-sitemap.xml', '/sitemap_index.xml'],
  ['/ca/sitemap.xml', '/ca/sitemap_index.xml'],
  ['/ca/wp-sitemap.xml', '/ca/sitemap_index.xml'],
  ['/ca/wp-sitemap-posts-post-1.xml', '/ca/sitemap_index.xml'],
  ['/CA/Sitemap_Index.xml', '/ca/sitemap_index.xml'],
  ['/ca/post-sitemap1.xml', '/ca/post-sitemap.xml'],
  ['/ca/post-sitemap.xml/', '/ca/post-sitemap.xml'],
])('%s leads to %s in one hop', async (path, to) => {
  const response = await get(path)
  expect([response.status, response.headers.get('Location')]).toEqual([301, to])
})

test.each([
  '/ca/post-sitemap2.xml',
  '/ca/post-sitemap0.xml',
  '/ca/media-sitemap.xml',
  '/none/post-sitemap.xml',
  '/none/sitemap_index.xml',
  '/other.xml',
])('%s is a 404', async (path) => {
  expect((await get(path)).status).toBe(404)
})

describe('what is listed', () => {
  test('is what everybody may find, and names no other page as its original', async () => {
    expect(await locs('/ca/post-sitemap.xml')).toEqual(['/ca/first/', '/ca/article-800/'])
    expect(await locs('/ca/page-sitemap.xml')).toEqual(['/ca/', '/ca/about/'])
    expect(await locs('/ca/category-sitemap.xml')).toEqual([
      '/ca/category/uncategorized/',
      '/ca/category/news/',
    ])
    expect(await locs('/ca/post_tag-sitemap.xml')).toEqual(['/ca/tag/water/'])
    expect(await locs('/ca/author-sitemap.xml')).toEqual(['/ca/author/admin/'])
  })

  test('has the pictures of an article', async () => {
    const url = await urlOf('/ca/post-sitemap.xml', '/ca/article-800/')
    expect(
      below(url, 'image:image', 'image:loc')
        .map(({ text }) => text)
        .toSorted(),
    ).toEqual([
      `${ORIGIN}/ca/wp-content/uploads/2025/11/in.png`,
      `${ORIGIN}/ca/wp-content/uploads/2025/11/lead%20%26%20co.png`,
    ])
  })

  test.each([
    ['/ca/post-sitemap.xml', '/ca/article-800/'],
    ['/us/post-sitemap.xml', '/us/sibling/'],
    ['/ca/post-sitemap.xml', '/ca/first/'],
    ['/ca/page-sitemap.xml', '/ca/'],
  ])('in %s, %s has the versions that its page has', async (sitemap, path) => {
    const url = await urlOf(sitemap, path)
    const html = await (await get(path)).text()
    const head = [...html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">/g)]
    expect(
      below(url, 'xhtml:link').map(({ attributes }) => [attributes.hreflang, attributes.href]),
    ).toEqual(head.map(([, hreflang, href]) => [hreflang, href]))
    if (path.includes('800')) expect(head.length).toBeGreaterThan(2)
  })
})

const lastmod = async () =>
  textAt(await urlOf('/ca/post-sitemap.xml', '/ca/article-800/'), 'lastmod')

test('the date of a change moves with what readers read, and with nothing else', async () => {
  expect(await lastmod()).toBe('2023-11-15T00:43:20+00:00')
  await apiJson('PUT', 'posts/800', { comment_status: 'open', sticky: true, menu_order: 3 })
  await apiJson('PUT', 'posts/800', { sticky: false })
  expect(await lastmod()).toBe('2023-11-15T00:43:20+00:00')
  await apiJson('PUT', 'posts/800', { excerpt: 'New.' })
  expect(Date.parse((await lastmod()) ?? '')).toBeGreaterThan(Date.now() - 60_000)
  const [index] = (await read('/ca/sitemap_index.xml')).children
  expect(textAt(index, 'lastmod')).toBe(await lastmod())
})

test('what is withdrawn leaves, and what comes back has its place again', async () => {
  await apiJson('PUT', 'posts/800', { password: 'secret' })
  expect(await locs('/ca/post-sitemap.xml')).not.toContain('/ca/article-800/')
  await apiJson('PUT', 'posts/800', { password: '' })
  expect(await locs('/ca/post-sitemap.xml')).toContain('/ca/article-800/')
  await api('DELETE', 'posts/800')
  expect(await locs('/ca/post-sitemap.xml')).not.toContain('/ca/article-800/')
  const url = await urlOf('/us/post-sitemap.xml', '/us/sibling/')
  expect(below(url, 'xhtml:link')).toEqual([])
})

const news = async () => {
  const response = await get('/ca/news-sitemap.xml')
  const root = parseXml(await response.text())
  return { root, titles: root.children.map((url) => textAt(url, 'news:news', 'news:title')) }
}

describe('the news sitemap', () => {
  const hoursAgo = (hours: number) =>
    new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 19)

  test('is empty, and there, while nothing came out lately', async () => {
    expect((await news()).titles).toEqual([])
  })

  test('has the articles of two days, by their names', async () => {
    const post = { status: 'publish', content: '<p>Text.</p>' }
    await apiJson('POST', 'posts', { ...post, title: 'Q & A', date_gmt: hoursAgo(1) })
    await apiJson('POST', 'posts', { ...post, title: 'Older', date_gmt: hoursAgo(47) })
    await apiJson('POST', 'posts', { ...post, title: 'Too old', date_gmt: hoursAgo(49) })
    await apiJson('POST', 'posts', { ...post, title: 'Hidden', password: 'x' })
    await apiJson('POST', 'pages', { ...post, title: 'A page' })
    const { root, titles } = await news()
    expect(titles).toEqual(['Q & A', 'Older'])
    const [first] = below(root, 'url')
    expect(textAt(first, 'news:news', 'news:publication', 'news:language')).toBe('en')
    expect(textAt(first, 'news:news', 'news:publication', 'news:name')).toBeTruthy()
    expect(textAt(first, 'news:news', 'news:publication_date')).toMatch(/^\d{4}-.*\+00:00$/)
  })
})

test('a sitemap holds a thousand; the next begins another, and neither counts what it does not show', async () => {
  const { DB } = bindings
  // As many as 997 writes would leave, without their wait.
  await DB.prepare(
    `insert into sitemap_entries (region_code, kind, item_id, number, path)
     with recursive n (i) as (select 1 union all select i + 1 from n where i < 997)
     select 'ca', 'page', 100000 + i, 1, 'filler-' || i from n`,
  ).run()
  const page = { status: 'publish', content: '<p>Text.</p>' }
  const before = await locs('/ca/sitemap_index.xml')
  expect(before).not.toContain('/ca/page-sitemap2.xml')
  expect((await get('/ca/page-sitemap2.xml')).status).toBe(404)
  await apiJson('POST', 'pages', { ...page, title: 'The last' })
  await apiJson('POST', 'pages', { ...page, title: 'Over' })
  const made = await apiJson('POST', 'pages', { ...page, title: 'More' })
  expect(await locs('/ca/page-sitemap2.xml')).toEqual(['/ca/over/', '/ca/more/'])
  expect(await locs('/ca/page-sitemap.xml')).toHaveLength(1001)
  expect(await locs('/ca/sitemap_index.xml')).toContain('/ca/page-sitemap2.xml')
  const rows = async (path: string) =>
    Number(/read (\d+)/.exec((await get(path)).headers.get('Server-Timing') ?? '')?.[1])
  expect(await rows('/ca/page-sitemap2.xml')).toBeLessThan(12)
  expect(await rows('/ca/sitemap_index.xml')).toBeLessThan(40)
  await api('DELETE', `pages/${made.id}?force=true`)
  expect(await locs('/ca/page-sitemap2.xml')).toEqual(['/ca/over/'])
})

test('entries are the same when they are worked out anew as when they were kept up', async () => {
  await meridian('POST', 'cache/purge', { region: true })
  const { results } = await bindings.DB.prepare(
    `select m.item_id from mapped_articles m left join sitemap_entries e
       on e.region_code = m.region_code and e.kind = m.kind and e.item_id = m.item_id
     where e.path is not m.path or e.siblings_json is not m.siblings_json or e.images_json is not m.images_json
     union all select e.item_id from sitemap_entries e where e.kind in ('post', 'page') and e.path not glob 'filler-*'
       and not exists (select 1 from mapped_articles m where m.region_code = e.region_code and m.item_id = e.item_id)
     union all select s.number from sitemaps s where s.total <> (select count(*) from sitemap_entries e
       where e.region_code = s.region_code and e.kind = s.kind and e.number = s.number)`,
  ).all()
  expect(results).toEqual([])
})
