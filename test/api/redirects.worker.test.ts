import { beforeAll, expect, test } from 'vitest'
import { documentOf } from '../documents.ts'
import { bring, meridian } from '../imports.ts'
import { api, apiJson, bindings, get, openPublication, signUp, statusOf } from '../publication.ts'

interface Redirect {
  id: string
  from: string
  to: string | null
  status: number
  follows: { type: string; id: number } | null
  hits: number
  collapsed?: boolean
}

const ROUTE = '../../meridian/v1/redirects'
let articleId = 0

beforeAll(async () => {
  await openPublication()
  const here = { title: 'Here', slug: 'here', status: 'publish' }
  articleId = (await apiJson('POST', 'posts', here)).id
})

const create = (body: object) => meridian<Redirect>('POST', 'redirects', body)
const refusal = async (method: string, path: string, body?: object) => {
  const response = await api(method, path, body)
  const { data } = (await response.json()) as { data?: { params?: object } }
  return [response.status, Object.keys(data?.params ?? {}).join()]
}
async function lead(path: string): Promise<[number, string | null]> {
  const response = await get(path)
  return [response.status, response.headers.get('Location')]
}

test('a redirect takes effect where a 404 was cached, and ends with it', async () => {
  expect(await lead('/ca/gone/')).toEqual([404, null])
  expect(statusOf(await get('/ca/gone/'))).toBe('HIT')
  const made = await create({ from: '/ca/gone/', to: '/ca/here/' })
  expect(made).toMatchObject({ from: '/ca/gone/', to: '/ca/here/', status: 301, hits: 0 })
  expect(await lead('/ca/gone/')).toEqual([301, '/ca/here/'])
  expect(await lead('/ca/Gone')).toEqual([301, '/ca/here/'])
  expect((await api('DELETE', `${ROUTE}/${made.id}`)).status).toBe(200)
  expect(await lead('/ca/gone/')).toEqual([404, null])
  expect((await api('GET', `${ROUTE}/${made.id}`)).status).toBe(404)
})

test('a redirect to an article follows it when it moves, and leads nowhere while it is a draft', async () => {
  const made = await create({ from: '/ca/follows/', to: 'https://publication.example/ca/here/' })
  expect(made.follows).toEqual({ type: 'article', id: articleId })
  expect(await lead('/ca/follows/')).toEqual([301, '/ca/here/'])
  await apiJson('PUT', `posts/${articleId}`, { slug: 'there' })
  expect(await lead('/ca/follows/')).toEqual([301, '/ca/there/'])
  await apiJson('PUT', `posts/${articleId}`, { status: 'draft' })
  expect(await lead('/ca/follows/')).toEqual([404, null])
  expect(await meridian('GET', `redirects/${made.id}`)).toMatchObject({ to: null })
  await apiJson('PUT', `posts/${articleId}`, { slug: 'here', status: 'publish' })
  expect(await lead('/ca/follows/')).toEqual([301, '/ca/here/'])
})

test.each([302, 307, 308])('a redirect answers %i where it is to', async (status) => {
  await create({ from: `/ca/by-${status}/`, to: 'https://elsewhere.example/x?y=1', status })
  expect(await lead(`/ca/by-${status}/`)).toEqual([status, 'https://elsewhere.example/x?y=1'])
})

test('what is gone for good answers 410, with a page that says so', async () => {
  const made = await create({ from: '/ca/withdrawn/', status: 410 })
  expect(made.to).toBeNull()
  const response = await get('/ca/withdrawn/')
  expect(response.status).toBe(410)
  const html = await response.text()
  expect(html).toContain('withdrawn for good')
  expect(html).toContain('content="noindex"')
  await meridian('PUT', `redirects/${made.id}`, { status: 301, to: '/ca/here/' })
  expect(await lead('/ca/withdrawn/')).toEqual([301, '/ca/here/'])
})

test('categories and tags may be left behind as well, and followed', async () => {
  const term = await apiJson('POST', 'categories', { name: 'News' })
  const made = await create({ from: '/ca/category/old-news/', to: '/ca/category/news/' })
  expect(made.follows).toEqual({ type: 'term', id: term.id })
  expect(await lead('/ca/category/old-news/')).toEqual([301, '/ca/category/news/'])
  await apiJson('PUT', `categories/${term.id}`, { slug: 'fresh-news' })
  expect(await lead('/ca/category/old-news/')).toEqual([301, '/ca/category/fresh-news/'])
  await create({ from: '/ca/tag/old/', status: 410 })
  expect(await lead('/ca/tag/old/')).toEqual([410, null])
})

test('chains are collapsed, whichever end comes first, and loops are refused', async () => {
  await create({ from: '/ca/b/', to: 'https://elsewhere.example/c' })
  expect(await create({ from: '/ca/a/', to: '/ca/b/' })).toMatchObject({
    to: 'https://elsewhere.example/c',
    collapsed: true,
  })
  await create({ from: '/ca/x/', to: '/ca/y/', force: true })
  expect(await lead('/ca/x/')).toEqual([301, '/ca/y/'])
  await create({ from: '/ca/y/', to: '/ca/here/' })
  expect(await lead('/ca/x/')).toEqual([301, '/ca/here/'])
  const there = await meridian<Redirect[]>('GET', 'redirects?search=x')
  expect(there.find(({ from }) => from === '/ca/x/')?.follows?.id).toBe(articleId)

  await create({ from: '/ca/one/', to: '/ca/two/', force: true })
  for (const [from, to] of [
    ['/ca/two/', '/ca/one/'],
    ['/ca/self/', '/ca/self/'],
    ['/ca/self/', '/ca/Self'],
  ] as const) {
    expect(await refusal('POST', ROUTE, { from, to, force: true }), from).toEqual([400, 'to'])
  }
  // Over two regions it is one as well.
  await create({ from: '/ca/two/', to: '/us/three/', force: true })
  const us = '../../../../us/wp-json/meridian/v1/redirects'
  const back = { from: '/us/three/', to: '/ca/one/', force: true }
  expect(await refusal('POST', us, back)).toEqual([400, 'to'])
  expect((await api('POST', us, { from: '/us/three/', to: '/ca/here/' })).status).toBe(201)
  expect(await lead('/ca/two/')).toEqual([301, '/ca/here/'])
  expect(await lead('/ca/one/')).toEqual([301, '/ca/here/'])
})

test('a change of one cannot close a loop, and what it does not name stays', async () => {
  const first = await create({ from: '/ca/l1/', to: '/ca/l2/', force: true })
  const second = await create({ from: '/ca/l3/', to: 'https://elsewhere.example/', status: 302 })
  const path = (id: string) => `${ROUTE}/${id}`
  expect(await refusal('PUT', path(second.id), { from: '/ca/l2/', to: '/ca/l1/' })).toEqual([
    400,
    'to',
  ])
  await meridian('PUT', `redirects/${second.id}`, { status: 307 })
  expect(await lead('/ca/l3/')).toEqual([307, 'https://elsewhere.example/'])
  const moved = await meridian<Redirect>('PATCH', `redirects/${second.id}`, { from: '/ca/l4/' })
  expect([await lead('/ca/l3/'), await lead('/ca/l4/')]).toEqual([
    [404, null],
    [307, 'https://elsewhere.example/'],
  ])
  expect(moved.id).not.toBe(second.id)
  expect((await api('GET', path(first.id))).status).toBe(200)
})

test('an address where something is may be redirected from when it is gone', async () => {
  const short = { title: 'Short', slug: 'short', status: 'publish' }
  const { id } = await apiJson('POST', 'posts', short)
  const body = { from: '/ca/short/', to: '/ca/here/' }
  expect(await refusal('POST', ROUTE, body)).toEqual([400, 'from'])
  await create({ ...body, force: true })
  expect((await get('/ca/short/')).status).toBe(200)
  await apiJson('DELETE', `posts/${id}`)
  expect(await lead('/ca/short/')).toEqual([301, '/ca/here/'])
})

test('hits are counted at the Worker, without a purge', async () => {
  const made = await create({ from: '/ca/counted/', to: 'https://elsewhere.example/' })
  const changes = async () =>
    (await bindings.DB.prepare('select max(change_id) as last from changes').first())?.last
  const before = await changes()
  await get('/ca/counted/')
  expect(statusOf(await get('/ca/counted/'))).toBe('HIT')
  await get('/ca/COUNTED/')
  await expect
    .poll(async () => (await meridian<Redirect>('GET', `redirects/${made.id}`)).hits)
    .toBe(2)
  expect(await changes()).toBe(before)
})

test('redirects of imports and renames are listed too, searched, ordered and paged', async () => {
  await bring(documentOf(5001, { oldPaths: ['2019/old-form'] }), '?purge=now')
  await apiJson('PUT', 'posts/5001', { slug: 'renamed' })
  const found = await meridian<Redirect[]>('GET', 'redirects?search=renamed&orderby=from')
  expect(found.map(({ from, to }) => [from, to])).toEqual([
    ['/ca/2019/old-form/', '/ca/renamed/'],
    ['/ca/article-5001/', '/ca/renamed/'],
  ])
  const top = await api('GET', `${ROUTE}?orderby=hits&order=desc&per_page=1&_fields=from,hits`)
  expect(top.headers.get('Link')).toContain('rel="next"')
  expect(Number(top.headers.get('X-WP-Total'))).toBeGreaterThan(5)
  const [first] = (await top.json()) as Redirect[]
  expect(Object.keys(first ?? {})).toEqual(['from', 'hits'])
  expect(await meridian('GET', 'redirects?status=410')).toHaveLength(1)
})

test.each<[object, string]>([
  [{}, 'from'],
  [{ from: '/ca/' }, 'from'],
  [{ from: '/us/x/', to: '/ca/here/' }, 'from'],
  [{ from: '/x/', to: '/ca/here/' }, 'from'],
  [{ from: '/ca/x/?q=1', to: '/ca/here/' }, 'from'],
  [{ from: '/ca/2020/01/', to: '/ca/here/' }, 'from'],
  [{ from: '/ca/wp-json/wp/v2/', to: '/ca/here/' }, 'from'],
  [{ from: '/ca/wp-content/uploads/a.png', to: '/ca/here/' }, 'from'],
  [{ from: 'https://other.example/ca/x/', to: '/ca/here/' }, 'from'],
  [{ from: '//other.example/ca/x/', to: '/ca/here/' }, 'from'],
  [{ from: '/ca/q/' }, 'to'],
  [{ from: '/ca/q/', to: '' }, 'to'],
  [{ from: '/ca/q/', to: 'http://other.example/' }, 'to'],
  [{ from: '/ca/q/', to: 'javascript:alert(1)' }, 'to'],
  [{ from: '/ca/q/', to: '//other.example/' }, 'to'],
  [{ from: '/ca/q/', to: '/\\other.example/' }, 'to'],
  [{ from: '/ca/q/', to: 'https://user:word@other.example/' }, 'to'],
  [{ from: '/ca/q/', to: '/ca/nothing-there/' }, 'to'],
  [{ from: '/ca/q/', to: '/ca/here/', status: 410 }, 'to'],
  [{ from: '/ca/q/', to: '/ca/here/', status: 303 }, 'status'],
  [{ from: '/ca/q/', to: ['/ca/here/'] }, 'to'],
  [{ from: '/ca/by-302/', to: '/ca/here/' }, 'from'],
])('%o is refused', async (body, param) => {
  const { c: before } = (await bindings.DB.prepare(
    'select count(*) as c from redirects',
  ).first()) as { c: number }
  expect(await refusal('POST', ROUTE, body)).toEqual([400, param])
  const after = await bindings.DB.prepare('select count(*) as c from redirects').first()
  expect(after).toEqual({ c: before })
})

test('administrators of the region manage its redirects, and nobody else', async () => {
  const editor = { Authorization: await signUp('ed', 'editor') }
  const us = { Authorization: await signUp('uma', 'administrator', ['us']) }
  const body = { from: '/ca/mine/', to: '/ca/here/' }
  for (const [who, status] of [
    [editor, 403],
    [us, 403],
    [{ Authorization: '' }, 401],
  ] as const) {
    expect((await api('GET', ROUTE, undefined, who)).status).toBe(status)
    expect((await api('POST', ROUTE, body, who)).status).toBe(status)
  }
  expect((await api('GET', `${ROUTE}/%00`)).status).toBe(404)
  expect((await api('GET', `${ROUTE}/a`)).status).toBe(404)
})
