import { beforeAll, expect, test } from 'vitest'
import development from '../../src/dev.ts'
import {
  api,
  apiJson,
  bindings,
  get,
  openPublication,
  ORIGIN,
  statusOf,
  upload,
} from '../publication.ts'

// What strangers read of the API is kept at the edge; what is for one user never is.

const ids = { apart: 0, near: 0, image: 0 }

beforeAll(async () => {
  await openPublication()
  const category = await apiJson('POST', 'categories', { name: 'Apart' })
  const post = { status: 'publish', content: '<p>Text.</p>' }
  ids.near = (await apiJson('POST', 'posts', { ...post, title: 'Near' })).id
  ids.image = ((await (await upload('dot.png')).json()) as { id: number }).id
  const apart = { ...post, title: 'Apart', categories: [category.id], featured_media: ids.image }
  ids.apart = (await apiJson('POST', 'posts', apart)).id
})

const root = '/ca/wp-json/wp/v2'
const read = (path: string, headers = {}) => get(`${root}/${path}`, headers)

test("a stranger's second read is a hit, with a validator of its bytes", async () => {
  const first = await read(`posts/${ids.near}`)
  const text = await first.text()
  const second = await read(`posts/${ids.near}`)
  expect([statusOf(first), statusOf(second), await second.text()]).toEqual(['MISS', 'HIT', text])
  expect(second.headers.get('Cache-Control')).toBe('public, max-age=0')
  const tag = second.headers.get('ETag') ?? ''
  expect(tag).toMatch(/^"\d+-1\.[0-9a-f]{32}"$/)
  const unchanged = await read(`posts/${ids.near}`, { 'If-None-Match': tag })
  expect([unchanged.status, await unchanged.text()]).toEqual([304, ''])
})

test('whoever signs in gets an answer of their own, and leaves none behind', async () => {
  await (await read('posts')).text()
  const own = await api('GET', 'posts')
  expect([statusOf(own), own.headers.get('Cache-Control')]).toEqual(['BYPASS', 'private, no-store'])
  expect(own.headers.get('Allow')).toBe('GET, POST')
  const stranger = await read('posts')
  expect([statusOf(stranger), stranger.headers.get('Allow')]).toEqual(['HIT', 'GET'])
  const odd = await read('posts', { Authorization: 'Bearer of-something-else' })
  expect(statusOf(odd)).toBe('BYPASS')
})

test('a script of another site gets its own origin back, each from its own copy', async () => {
  const origin = { Origin: 'https://front.example' }
  await (await read('tags', origin)).text()
  const other = await read('tags', { Origin: 'https://else.example' })
  expect(statusOf(other)).toBe('MISS')
  const kept = await read('tags', origin)
  expect(statusOf(kept)).toBe('HIT')
  expect(kept.headers.get('Access-Control-Allow-Origin')).toBe('https://front.example')
})

test.each([
  'posts?unknown=1',
  'posts?_jsonp=call',
  'posts?per_page=0',
  'posts/999999',
  'posts?status=draft',
  'users/me',
])('%s is not kept', async (path) => {
  await (await read(path)).text()
  expect(statusOf(await read(path))).toBe('BYPASS')
})

test('what a password opens is not kept, and what it hides is', async () => {
  const post = { title: 'Locked', status: 'publish', content: '<p>Secret.</p>', password: 'open' }
  const { id } = await apiJson('POST', 'posts', post)
  const opened = await read(`posts/${id}?password=open`)
  expect([statusOf(opened), (await opened.text()).includes('Secret')]).toEqual(['BYPASS', true])
  await (await read(`posts/${id}`)).text()
  const hidden = await read(`posts/${id}`)
  expect([statusOf(hidden), (await hidden.text()).includes('Secret')]).toEqual(['HIT', false])
})

test('an edit purges the lists that show it, and no others', async () => {
  const { id: tag } = await apiJson('POST', 'tags', { name: 'Lonely' })
  const elsewhere = [`posts?tags=${tag}`, `posts/${ids.apart}`, `media/${ids.image}`, 'categories']
  const here = ['posts', `posts/${ids.near}`, 'posts?search=near', 'posts?orderby=modified']
  for (const path of [...elsewhere, ...here]) await (await read(path)).text()
  await apiJson('PUT', `posts/${ids.near}`, { title: 'Nearer' })
  for (const path of elsewhere) expect(statusOf(await read(path)), path).toBe('HIT')
  for (const path of here) expect(statusOf(await read(path)), path).toBe('MISS')
})

test('a validator of a kept answer serves for a write as well', async () => {
  const tag = (await read(`posts/${ids.near}`)).headers.get('ETag') ?? ''
  const change = (title: string) => api('PUT', `posts/${ids.near}`, { title }, { 'If-Match': tag })
  expect((await change('Once')).status).toBe(200)
  expect((await change('Twice')).status).toBe(412)
})

/** How often the worker goes to D1 for one read, without a cache in front. */
async function roundTripsOf(path: string): Promise<number> {
  let roundTrips = 0
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>()
  const counted = (statement: D1PreparedStatement): D1PreparedStatement => {
    const proxy = new Proxy(statement, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name)
        if (name === 'bind') return (...values: unknown[]) => counted(target.bind(...values))
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          roundTrips++
          return value.apply(target, args) as unknown
        }
      },
    })
    originals.set(proxy, statement)
    return proxy
  }
  const DB = {
    prepare: (sql: string) => counted(bindings.DB.prepare(sql)),
    batch(statements: D1PreparedStatement[]) {
      roundTrips++
      return bindings.DB.batch(statements.map((statement) => originals.get(statement) ?? statement))
    },
  }
  // The handler asks for the platform's own types of these.
  const answer = development.fetch as unknown as (...args: unknown[]) => Promise<Response>
  const request = new Request(`${ORIGIN}${root}/${path}`)
  const response = await answer(request, { ...bindings, DB, EDGE_CACHE: 'off' }, {})
  expect(response.status, path).toBe(200)
  return roundTrips
}

test('a read is one round trip to D1 for an isolate that knows the region', async () => {
  for (const path of ['posts', 'posts?_embed', 'pages', `posts/${ids.near}?_embed`]) {
    await roundTripsOf(path)
    expect(await roundTripsOf(path), path).toBe(1)
  }
})

test('settings that another isolate changed are seen by the next read', async () => {
  const name = async () => ((await (await read('../..')).json()) as { name: string }).name
  const before = await name()
  await bindings.DB.prepare("update regions set name = 'Changed' where code = 'ca'").run()
  expect([before, await name()]).toEqual([before, 'Changed'])
  expect(before).not.toBe('Changed')
})
