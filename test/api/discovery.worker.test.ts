import { exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, get, openPublication, ORIGIN, signUp } from '../publication.ts'

const ROOT = `${ORIGIN}/ca/wp-json/`
const NONE = { Authorization: '' }
let postId = 0
let author = ''

beforeAll(async () => {
  await openPublication()
  author = await signUp('arthur', 'author')
  postId = (await apiJson('POST', 'posts', { title: 'Out', status: 'publish' })).id
})

interface Route {
  namespace: string
  methods: string[]
  endpoints: { methods: string[]; args: Record<string, Record<string, unknown>> }[]
}

const json = async <T>(response: Response) => (await response.json()) as T

test('the index names namespaces, sign-in and every route with what it takes', async () => {
  const index = await json<{ namespaces: string[]; routes: Record<string, Route> }>(
    await api('GET', '../..', undefined, NONE),
  )
  expect(index).toMatchObject({
    url: `${ORIGIN}/ca`,
    timezone_string: expect.stringContaining('/'),
    authentication: {
      'application-passwords': { endpoints: { authorization: expect.any(String) } },
    },
  })
  expect(index).toMatchObject({
    _links: { 'service-desc': [{ href: `${ORIGIN}/openapi.json` }] },
  })
  expect(index.namespaces).toContain('wp/v2')
  const route = index.routes['/wp/v2/posts/(?P<id>[\\d]+)']
  expect(route?.methods).toEqual(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
  expect(index.routes['/wp/v2/users']?.endpoints[0]?.args.per_page).toEqual({
    description: expect.any(String),
    type: 'integer',
    default: 10,
    minimum: 1,
    maximum: 100,
    required: false,
  })
  expect(index.routes['/wp/v2/users']?.endpoints[1]?.args.username).toMatchObject({
    type: 'string',
    required: true,
  })
})

test('every route of the index answers OPTIONS with its methods, and nobody else does', async () => {
  const { routes } = await json<{ routes: Record<string, Route> }>(await api('GET', '../..'))
  const own = Object.keys(routes).filter((route) => route.split('/').length > 3)
  expect(own.length).toBeGreaterThan(10)
  for (const route of own) {
    const numbered = route.replace(/\(\?P<\w+>\[\\d\]\+\)/g, String(postId))
    const path = numbered.replace(/\(\?P<.*?\)+/g, 'me')
    const response = await api('OPTIONS', `../..${path}`)
    expect([route, response.status]).toEqual([route, 200])
    expect(await json<Route>(response)).toMatchObject({ methods: routes[route]?.methods })
  }
  expect((await api('OPTIONS', 'nothing')).status).toBe(404)
})

test('_fields picks of the index, and a namespace lists its own routes', async () => {
  const picked = await json<object>(await api('GET', '../../?_fields=name,url'))
  expect(Object.keys(picked).sort()).toEqual(['name', 'url'])
  const own = await json<{ namespace: string; routes: object }>(await api('GET', '../v2'))
  expect(own.namespace).toBe('wp/v2')
  expect(Object.keys(own.routes)).toContain('/wp/v2/tags')
  expect((await api('GET', '../v3')).status).toBe(404)
})

test.each<[string, string, string]>([
  ['posts', 'stranger', 'GET'],
  ['posts', 'author', 'GET, POST'],
  ['posts/1', 'author', 'GET'],
  ['categories', 'author', 'GET'],
  ['tags', 'author', 'GET, POST'],
])('OPTIONS of %s tells a %s: Allow %s', async (path, who, allow) => {
  const headers = { Authorization: who === 'author' ? author : '' }
  const own = path.replace('/1', `/${postId}`)
  const response = await api('OPTIONS', own, undefined, headers)
  expect(response.headers.get('Allow')).toBe(allow)
})

test('OPTIONS gives the schema of what the route gives', async () => {
  const { schema } = await json<{ schema: { title: string; properties: object } }>(
    await api('OPTIONS', 'categories'),
  )
  expect(schema.title).toBe('category')
  const [category] = await apiJson<Record<string, unknown>[]>('GET', 'categories')
  const known = Object.keys(category ?? {}).filter((key) => key !== '_links')
  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(known))
})

test('scripts of other sites may ask, with the headers that they need', async () => {
  const headers = {
    ...NONE,
    Origin: 'https://client.example',
    'Access-Control-Request-Method': 'POST',
    'Access-Control-Request-Headers': 'authorization, if-match',
  }
  const preflight = await api('OPTIONS', 'posts', undefined, headers)
  expect(preflight.status).toBe(200)
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    'access-control-allow-origin': 'https://client.example',
    'access-control-allow-methods': 'OPTIONS, GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers':
      'Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type, If-Match',
    vary: expect.stringContaining('Origin'),
  })
  const refused = await api('POST', 'posts', { title: 'x' }, headers)
  expect(refused.status).toBe(401)
  expect(refused.headers.get('Access-Control-Allow-Origin')).toBe('https://client.example')
  expect((await api('GET', 'posts')).headers.get('Access-Control-Allow-Origin')).toBeNull()
})

test('every answer leads to the API, refusals too', async () => {
  for (const path of ['posts', 'posts/999999', 'nothing']) {
    const { headers } = await api('GET', path)
    expect(headers.get('Link')).toContain(`<${ROOT}>; rel="https://api.w.org/"`)
  }
})

test("a reader's page says where the API is, and an article where its JSON is", async () => {
  const fetcher = (exports as unknown as { default: Fetcher }).default
  const article = await fetcher.fetch(`${ORIGIN}/ca/out/`)
  const alternate = `${ROOT}wp/v2/posts/${postId}`
  expect(article.headers.get('Link')).toContain(`<${ROOT}>; rel="https://api.w.org/"`)
  expect(article.headers.get('Link')).toContain(
    `<${alternate}>; rel="alternate"; title="JSON"; type="application/json"`,
  )
  const html = await article.text()
  expect(html).toContain(`<link rel="https://api.w.org/" href="${ROOT}">`)
  expect(html).toContain(
    `<link rel="alternate" type="application/json" title="JSON" href="${alternate}">`,
  )
  const home = await fetcher.fetch(`${ORIGIN}/ca/`)
  expect(home.headers.get('Link')).toMatch(/, <[^>]*>; rel="https:\/\/api\.w\.org\/"$/)
  expect(home.headers.get('Link')).toContain(`<${ROOT}>`)
  expect(await home.text()).not.toContain('application/json')
})

test.each([
  ['?rest_route=/wp/v2/posts&per_page=1', 200, null],
  ['?rest_route=/', 200, null],
  ['index.php?rest_route=/wp/v2/posts', 200, null],
  ['index.php/wp-json/wp/v2/posts', 200, null],
  ['?rest_route=%2Fwp%2Fv2%2Fnothing', 404, 'rest_no_route'],
])('the root of the region answers %s as the API', async (query, status, code) => {
  const response = await api('GET', `../../../${query}`)
  expect(response.status).toBe(status)
  expect(response.headers.get('Content-Type')).toMatch(/^application\/json/)
  if (code) expect(await response.json()).toMatchObject({ code })
})

test.each([
  ['the header', `tags?force=true`, { 'X-HTTP-Method-Override': 'DELETE' }],
  ['_method', `tags?force=true&_method=DELETE`, {}],
])('%s says what a POST means', async (_name, query, headers) => {
  const { id } = await apiJson('POST', 'tags', { name: `Gone by ${_name}` })
  const response = await api('POST', query.replace('tags', `tags/${id}`), undefined, headers)
  expect(await response.json()).toMatchObject({ deleted: true })
  expect((await api('GET', `tags/${id}`)).status).toBe(404)
})

test('a write goes by index.php as well, and by any kind of form', async () => {
  const form = new FormData()
  form.append('title', 'By a form')
  form.append('tags[]', String((await apiJson('POST', 'tags', { name: 'Forms' })).id))
  form.append('file', new Blob(['ignored']), 'note.txt')
  const encoded = new Response(form)
  const headers = { 'Content-Type': encoded.headers.get('Content-Type') ?? '' }
  const body = new Uint8Array(await encoded.arrayBuffer())
  const path = '../../../index.php?rest_route=/wp/v2/posts'
  const response = await api('POST', path, body, headers)
  expect(response.status).toBe(201)
  expect(await response.json()).toMatchObject({
    title: { raw: 'By a form' },
    tags: [expect.any(Number)],
  })
  const broken = await api('POST', path, 'no form', headers)
  expect(broken.status).toBe(400)
  expect((await api('POST', '../../../index.php', {})).status).toBe(405)
})

test('an app that asks for a password is told in words where there are some', async () => {
  const { authentication } = await json<{
    authentication: Record<string, { endpoints: { authorization: string } }>
  }>(await api('GET', '../..', undefined, NONE))
  const page = authentication['application-passwords']?.endpoints.authorization ?? ''
  expect(page).toBe(`${ORIGIN}/ca/wp-admin/authorize-application.php`)
  const response = await get(`${page.slice(ORIGIN.length)}?app_name=Pen&success_url=pen://done`)
  expect([response.status, response.headers.get('Location')]).toEqual([200, null])
  expect(await response.text()).toContain('given out by the administrators')
})
