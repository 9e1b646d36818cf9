import { beforeAll, describe, expect, test } from 'vitest'
import { documentOf, mediaOf } from '../documents.ts'
import { bring, meridian } from '../imports.ts'
import { apiJson, bindings, get, openPublication, statusOf } from '../publication.ts'

let id = 0

beforeAll(async () => {
  await openPublication()
  const post = { status: 'publish', content: '<p>Text.</p>' }
  id = (await apiJson('POST', 'posts', { ...post, title: 'First slug' })).id
  await apiJson('PUT', `posts/${id}`, { slug: 'a-post' })
  const parent = (await apiJson('POST', 'categories', { name: 'Parent' })).id
  await apiJson('POST', 'categories', { name: 'Child', parent })
})

test.each([
  '/ca?p=ID',
  '/CA/?p=ID',
  '/ca//?p=ID',
  '/ca/index.php?p=ID',
  '/ca?p=ID&utm_source=x',
  '/ca/?p=ID&utm_source=x',
  '/ca/first-slug',
  '/CA/First-Slug/',
  '//ca//index.php//first-slug',
  '/ca/a%2Dpost',
  '/ca/index.php/index.php/A-Post/',
])('%s leads to the post in one hop', async (path) => {
  const response = await get(path.replace('ID', String(id)))
  expect(response.status).toBe(301)
  expect(response.headers.get('Location')).toBe('/ca/a-post/')
})

test.each([
  ['/ca/category/child', '/ca/category/parent/child/'],
  ['/ca/page/1/page/1/', '/ca/'],
  ['//page/1', '/'],
  ['/CA/?utm_source=x', '/ca/?utm_source=x'],
])('%s leads to %s', async (path, to) => {
  expect((await get(path)).headers.get('Location')).toBe(to)
})

test.each(['//%', '//evil.example/?x=1', '/humans.txt', '/ca/none', '/ca/wp-login.php'])(
  '%s is nowhere under any spelling',
  async (path) => {
    expect((await get(path)).status).toBe(404)
  },
)

test('a name that R2 could not hold is nowhere', async () => {
  expect((await get(`/ca/wp-content/uploads/${'a'.repeat(1100)}.webp`)).status).toBe(404)
})

test.each(['/ca/a-post/?tag=newsletter', '/ca/a-post/?utm_source=x', '/ca/a-post/?p=1'])(
  '%s is the post, unstored',
  async (path) => {
    const response = await get(path)
    expect(response.status).toBe(200)
    expect(statusOf(response)).toBe('BYPASS')
    expect(response.headers.get('Cache-Control')).toContain('private')
  },
)

test('a wrong spelling with a query of no meaning is not stored', async () => {
  await get('/CA/?random=1')
  expect(statusOf(await get('/CA/?random=1'))).toBe('BYPASS')
})

describe('addresses of an old site', () => {
  beforeAll(async () => {
    // 14 November 2023 in UTC, the evening of it in Toronto.
    await bring(
      documentOf(7001, {
        slug: 'came-along',
        publishedAt: Date.UTC(2023, 10, 15, 2) / 1000,
        oldPaths: ['news/came-along', 'Former-Slug/', 'caf%C3%A9', 'a-post'],
      }),
    )
    const media = [
      mediaOf(7002, '2023/11/shown.png', { slug: 'shown-picture', parentId: 7001 }),
      mediaOf(7003, '2023/11/loose.png', { slug: 'loose-picture' }),
      mediaOf(7004, '2023/11/draft.png', { slug: 'of-a-draft', parentId: 7005 }),
    ]
    await meridian('POST', 'import/media?purge=now', { media })
    await bring(documentOf(7005, { slug: 'not-yet', status: 'draft' }))
    await bindings.MEDIA.put('ca/2023/11/loose.png', 'png')
    await meridian('POST', 'import/media?purge=now', { media })
  })

  test.each([
    ['/ca/?p=7001', '/ca/came-along/'],
    ['/ca/?page_id=7001', '/ca/came-along/'],
    ['/ca/index.php?p=7001', '/ca/came-along/'],
    ['/ca/2023/11/14/came-along/', '/ca/came-along/'],
    ['/ca/2023/11/came-along', '/ca/came-along/'],
    ['/ca/index.php/2023/11/14/came-along/', '/ca/came-along/'],
    ['/ca/archives/7001', '/ca/came-along/'],
    ['/ca/news/came-along/', '/ca/came-along/'],
    ['/ca/former-slug/', '/ca/came-along/'],
    ['/ca/caf%C3%A9/', '/ca/came-along/'],
    ['/ca/?attachment_id=7002', '/ca/came-along/'],
    ['/ca/?p=7002', '/ca/came-along/'],
    ['/ca/came-along/shown-picture/', '/ca/came-along/'],
    ['/ca/came-along/attachment/shown-picture/', '/ca/came-along/'],
    ['/ca/2023/11/14/came-along/shown-picture/', '/ca/came-along/'],
    ['/ca/2023/11/came-along/shown-picture', '/ca/came-along/'],
    ['/ca/shown-picture/', '/ca/came-along/'],
    ['/ca/?attachment_id=7003', '/ca/wp-content/uploads/2023/11/loose.png'],
    ['/ca/loose-picture/', '/ca/wp-content/uploads/2023/11/loose.png'],
    ['/ca/not-yet/of-a-draft/', 'https://old.example/canada/wp-content/uploads/2023/11/draft.png'],
  ])('%s leads to %s in one hop', async (path, to) => {
    const response = await get(path)
    expect([response.status, response.headers.get('Location')]).toEqual([301, to])
  })

  test.each([
    '/ca/2023/11/15/came-along/',
    '/ca/2022/11/came-along/',
    '/ca/2023/11/14/none/',
    '/ca/archives/7005/',
    '/ca/archives/999999/',
    '/ca/anything/came-along/',
    '/ca/came-along/more/',
    '/ca/anything/shown-picture/',
    '/ca/shown-picture/more/',
    '/ca/?attachment_id=7001',
  ])('%s is nowhere', async (path) => {
    expect((await get(path)).status).toBe(404)
  })

  test('an old path never takes the address of a live article', async () => {
    expect((await get('/ca/a-post/')).status).toBe(200)
  })
})
