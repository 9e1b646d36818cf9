import { beforeAll, expect, test } from 'vitest'
import { apiJson, get, openPublication, statusOf } from '../publication.ts'

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

test.each(['//%', '//evil.example/?x=1', '/robots.txt', '/ca/none', '/ca/wp-login.php'])(
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
