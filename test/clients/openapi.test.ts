import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApi } from '#api/routes.ts'
import { ROOT } from '../../src/cli/bundle.ts'
import { openNewsroom, PIXEL, type Newsroom } from './newsroom.ts'

// The document at /openapi.json: whether it is one, whether it is whole, and whether answers are what it says.

type Json = Record<string, unknown>
interface Operation {
  operationId: string
  summary: string
  tags: string[]
  security: Json[]
  parameters: Json[]
  requestBody?: { content: Json }
  responses: Record<string, Json>
}
interface Document {
  servers: { url: string; description: string }[]
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Json>; responses: Record<string, Json> }
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']
let room: Newsroom
let document: Document
let ajv: Ajv2020

beforeAll(async () => {
  room = await openNewsroom()
  const response = await fetch(`${room.origin}/openapi.json`)
  document = (await response.json()) as Document
  ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema({ $id: 'openapi', ...closed(document) })
}, 60_000)

afterAll(() => room.stop())

/** The document with objects that hold what it names and nothing else, so that no field of an answer goes unsaid. */
function closed(whole: Document): Json {
  const close = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(close)
    if (part === null || typeof part !== 'object') return part
    const entries = Object.entries(part).map(([key, value]) => [key, close(value)])
    const copy = Object.fromEntries(entries) as Json
    const isObject = copy.type === 'object' && copy.properties !== undefined
    return isObject && !('additionalProperties' in copy)
      ? { ...copy, additionalProperties: false }
      : copy
  }
  const { Error: error, Links: links, ...items } = whole.components.schemas
  const components = {
    ...whole.components,
    schemas: { ...(close(items) as Json), Error: error, Links: links },
  }
  return { ...whole, components }
}

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method]
      return operation ? [{ path, method, operation }] : []
    }),
  )

test('it is a valid document of OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document) as never)
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
})

test('it has a server for each region, and is kept at the edge until one changes', async () => {
  expect(document.servers.map(({ url }) => url)).toEqual(
    ['ca', 'us', 'uk'].map((region) => `${room.origin}/${region}/wp-json`),
  )
  const again = await fetch(`${room.origin}/openapi.json`)
  expect(again.headers.get('CF-Cache-Status')).toBe('HIT')
  expect(again.headers.get('Access-Control-Allow-Origin')).toBe('*')
  const etag = again.headers.get('ETag') ?? ''
  const headers = { 'If-None-Match': etag }
  expect((await fetch(`${room.origin}/openapi.json`, { headers })).status).toBe(304)
  const tagged = await fetch(`${room.origin}/openapi.json?x=1`)
  expect(tagged.headers.get('CF-Cache-Status')).toBe('BYPASS')
})

test('it has every route of the router with each of its methods', () => {
  const shapeOf = (path: string) => path.replace(/:\w+|\{\w+\}|\*/g, '{}').replace(/(?<=.)\/$/, '')
  const known = new Set(operations().map(({ path, method }) => `${method} ${shapeOf(path)}`))
  const routed = createApi(async () => {
    throw new Error('nothing is written')
  }).routes.map(({ method, path }) => `${method.toLowerCase()} ${shapeOf(path)}`)
  // OPTIONS is answered everywhere alike; `all` is what stands before the routes.
  const wanted = routed.filter((route) => !/^(?:options|all) /.test(route))
  expect(wanted.length).toBeGreaterThan(60)
  expect(wanted.filter((route) => !known.has(route))).toEqual([])
  expect([...known].filter((route) => !wanted.includes(route))).toEqual([])
})

test('each operation says what it is, who may do it and what it answers', () => {
  const all = operations()
  expect(new Set(all.map(({ operation }) => operation.operationId)).size).toBe(all.length)
  const tags = document.tags.map(({ name }) => name)
  for (const { path, operation } of all) {
    expect(operation.summary, path).toMatch(/^[A-Z].+[^.]$/)
    expect(tags).toEqual(expect.arrayContaining(operation.tags))
    expect(operation.security, path).toContainEqual({ applicationPassword: [] })
    expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true)
  }
})

test('it knows every code that an error may have', () => {
  const said = JSON.stringify(document.components.responses)
  const sources = globSync('src/api/**/*.ts', { cwd: ROOT })
    .filter((file) => !file.includes('openapi'))
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n')
  const thrown =
    /(?:ApiError|forbidden|refuse|demand)\(\s*(?:c,\s*'\w+',\s*)?'([a-z_]+)'|code: '((?:rest|meridian|term|empty)_\w+)', message: \(/g
  const codes = [...sources.matchAll(thrown)].map(([, one, other]) => one ?? other)
  expect(new Set(codes).size).toBeGreaterThan(40)
  expect([...new Set(codes)].filter((code) => !said.includes(`"${code}"`))).toEqual([])
})

/** The JSON pointer of the schema of an answer. */
function schemaOf(method: string, route: string, status: number): string {
  const [path = ''] = route.split('?')
  const candidates = Object.keys(document.paths).filter((known) =>
    new RegExp(`^${known.replace(/\{file\}/, '.+').replace(/\{\w+\}/g, '[^/]+')}$`).test(
      `/${path}`,
    ),
  )
  const known = candidates.toSorted((a, b) => a.split('{').length - b.split('{').length)[0] ?? ''
  const response = document.paths[known]?.[method.toLowerCase()]?.responses[status]
  expect(response, `${method} ${route} says nothing of ${status}`).toBeDefined()
  const pointer = String(
    response?.$ref ??
      `#/paths/${known.replaceAll('~', '~0').replaceAll('/', '~1')}/${method.toLowerCase()}/responses/${status}`,
  )
  return `openapi${encodeURI(pointer)}/content/application~1json/schema`
}

/** Checks an answer against the document, and gives its JSON. */
async function check(method: string, route: string, response: Response): Promise<Json> {
  const body = (await response.json()) as Json
  const $ref = schemaOf(method, route, response.status)
  const validate = ajv.getSchema($ref) ?? expect.fail(`${$ref} is nowhere`)
  validate(body)
  const seen = JSON.stringify(body).slice(0, 2000)
  expect(validate.errors ?? [], `${method} ${route} ${response.status}: ${seen}`).toEqual([])
  return body
}

/** Asks and checks the answer. */
async function checked(
  status: number,
  method: string,
  route: string,
  body?: unknown,
  login?: string | null,
): Promise<Json> {
  const response = await room.ask(method, route, body, login)
  expect([route, response.status]).toEqual([route, status])
  return check(method, route, response)
}

describe('answers are as it says', () => {
  test.each(['posts', 'pages'])(
    '%s: created, listed, read, edited, trashed, deleted',
    async (type) => {
      const route = `wp/v2/${type}`
      const fields = {
        title: 'A title',
        content: '<p>Words.</p>',
        status: 'publish',
        excerpt: 'In short',
      }
      const { id } = await checked(201, 'POST', route, fields)
      for (const context of ['view', 'edit', 'embed']) {
        await checked(200, 'GET', `${route}?context=${context}&_embed=1`)
        await checked(200, 'GET', `${route}/${id}?context=${context}`)
      }
      await checked(200, 'GET', route, undefined, null)
      await checked(200, 'PUT', `${route}/${id}`, { content: '<p>Other words.</p>' })
      const revisions = await checked(200, 'GET', `${route}/${id}/revisions?context=edit`)
      const [latest] = revisions as unknown as Json[]
      await checked(200, 'GET', `${route}/${id}/revisions/${latest?.id}`)
      const diff = `meridian/v1/${type}/${id}/diff`
      const { id: oldest } = (revisions as unknown as Json[]).at(-1) ?? {}
      const { fields: changed } = await checked(200, 'GET', `${diff}?from=${oldest}`)
      expect(changed).toMatchObject([{ field: 'content' }])
      await checked(400, 'GET', diff)
      await checked(403, 'DELETE', `${route}/${id}/revisions/${latest?.id}?force=true`)
      await checked(200, 'POST', `${route}/${id}/autosaves`, { content: '<p>Typed.</p>' })
      await checked(200, 'GET', `${route}/${id}/autosaves`)
      await checked(200, 'DELETE', `${route}/${id}`)
      await checked(410, 'DELETE', `${route}/${id}`)
      await checked(200, 'DELETE', `${route}/${id}?force=true`)
      await checked(404, 'GET', `${route}/${id}`)
    },
  )

  test('media: uploaded as bytes and as a form, listed, named, deleted', async () => {
    const route = 'wp/v2/media'
    const upload = (body: BodyInit, headers: Record<string, string> = {}) =>
      fetch(room.root + route, {
        method: 'POST',
        headers: { Authorization: room.authorizationOf('author'), ...headers },
        body,
      })
    const disposition = { 'Content-Disposition': 'attachment; filename="dot.png"' }
    const { id } = await check('POST', route, await upload(PIXEL, disposition))
    const form = new FormData()
    form.append('file', new Blob([PIXEL], { type: 'image/png' }), 'dot.png')
    form.append('alt_text', 'A dot')
    expect(await check('POST', route, await upload(form))).toMatchObject({ alt_text: 'A dot' })
    expect((await upload(PIXEL)).status).toBe(400)
    await check('POST', route, await upload(PIXEL, { ...disposition, 'Content-MD5': '00' }))
    await checked(200, 'GET', `${route}?per_page=1`)
    await checked(200, 'GET', `${route}/${id}?context=edit`)
    await checked(200, 'POST', `${route}/${id}`, { caption: 'A caption' })
    await checked(501, 'DELETE', `${route}/${id}`)
    await checked(200, 'DELETE', `${route}/${id}?force=true`)
  })

  test.each(['categories', 'tags'])('%s', async (type) => {
    const route = `wp/v2/${type}`
    const { id } = await checked(201, 'POST', route, {
      name: 'Harbours',
      description: 'By the sea',
    })
    await checked(400, 'POST', route, { name: 'Harbours' })
    await checked(400, 'POST', route, {})
    await checked(200, 'GET', route, undefined, null)
    await checked(200, 'PATCH', `${route}/${id}`, { name: 'Ports' })
    await checked(403, 'DELETE', `${route}/${id}?force=true`, undefined, 'author')
    await checked(501, 'DELETE', `${route}/${id}`)
    await checked(200, 'DELETE', `${route}/${id}?force=true`)
  })

  test('users and their application passwords', async () => {
    await checked(200, 'GET', 'wp/v2/users?context=edit', undefined, 'admin')
    await checked(200, 'GET', 'wp/v2/users/me?context=edit')
    await checked(401, 'GET', 'wp/v2/users/me', undefined, null)
    await checked(200, 'POST', 'wp/v2/users/me', { description: 'Writes.' })
    const account = { username: 'new', email: 'new@news.example', password: 'long enough' }
    const { id } = await checked(201, 'POST', 'wp/v2/users', account, 'admin')
    await checked(501, 'DELETE', `wp/v2/users/${id}?force=true&reassign=1`, undefined, 'admin')
    const keys = 'wp/v2/users/me/application-passwords'
    const { uuid } = await checked(201, 'POST', keys, { name: 'Telephone' })
    await checked(200, 'GET', keys)
    await checked(200, 'GET', `${keys}/introspect`)
    await checked(200, 'PUT', `${keys}/${uuid}`, { name: 'Tablet' })
    await checked(200, 'DELETE', `${keys}/${uuid}`)
    await checked(404, 'GET', `${keys}/${uuid}`)
  })

  test('refusals', async () => {
    await checked(400, 'GET', 'wp/v2/posts?per_page=1000&order=sideways')
    await checked(400, 'POST', 'wp/v2/posts', { status: 'shouted' })
    await checked(401, 'POST', 'wp/v2/posts', { title: 'x' }, null)
    await checked(403, 'POST', 'wp/v2/pages', { title: 'x' }, 'author')
    await checked(401, 'GET', 'wp/v2/posts', undefined, 'nobody')
    const { id } = await checked(201, 'POST', 'wp/v2/posts', { title: 'Bound' })
    const stale = await fetch(`${room.root}wp/v2/posts/${id}`, {
      method: 'PUT',
      headers: { Authorization: room.authorizationOf('editor'), 'If-Match': '"0-0"' },
      body: '{}',
    })
    expect(stale.status).toBe(412)
    await check('PUT', `wp/v2/posts/${id}`, stale)
    const create = (title: string) =>
      fetch(`${room.root}wp/v2/posts`, {
        method: 'POST',
        headers: { Authorization: room.authorizationOf('editor'), 'Idempotency-Key': 'one' },
        body: new URLSearchParams({ title }),
      })
    const made = await check('POST', 'wp/v2/posts', await create('Once'))
    expect(await check('POST', 'wp/v2/posts', await create('Once'))).toEqual(made)
    const reused = await create('Twice')
    expect(reused.status).toBe(422)
    await check('POST', 'wp/v2/posts', reused)
  })

  test('kinds, settings, search, comments, batches and what is quoted', async () => {
    for (const kind of ['types', 'taxonomies', 'statuses']) {
      for (const context of ['view', 'edit', 'embed']) {
        await checked(200, 'GET', `wp/v2/${kind}?context=${context}`)
      }
    }
    await checked(200, 'GET', 'wp/v2/types/post?context=edit')
    await checked(200, 'GET', 'wp/v2/taxonomies/category', undefined, null)
    await checked(404, 'GET', 'wp/v2/statuses/lost')
    await checked(200, 'GET', 'wp/v2/settings', undefined, 'admin')
    await checked(200, 'POST', 'wp/v2/settings', { title: 'Meridian North' }, 'admin')
    const renamed = (await (await fetch(`${room.origin}/openapi.json`)).json()) as Document
    expect(renamed.servers[0]).toMatchObject({ description: 'Meridian North' })
    await checked(403, 'GET', 'wp/v2/settings')
    const { id, link } = await checked(201, 'POST', 'wp/v2/posts', {
      title: 'Found again',
      status: 'publish',
    })
    await checked(200, 'GET', 'wp/v2/search?search=found&_embed=1', undefined, null)
    await checked(200, 'GET', 'wp/v2/comments', undefined, null)
    await checked(404, 'GET', 'wp/v2/comments/1')
    await checked(403, 'POST', 'wp/v2/comments', { post: id, content: 'First' })
    await checked(200, 'GET', `oembed/1.0/embed?url=${encodeURIComponent(String(link))}`)
    await checked(404, 'GET', 'oembed/1.0/embed?url=https://nowhere.example/')
    const requests = [
      { path: '/wp/v2/posts', body: { title: 'One of two' } },
      { path: '/wp/v2/posts', body: { status: 'shouted' } },
    ]
    await checked(207, 'POST', 'batch/v1', { requests })
    await checked(207, 'POST', 'batch/v1', { validation: 'require-all-validate', requests })
    await checked(200, 'GET', 'wp/v2/themes?status=active')
    await checked(200, 'GET', 'wp/v2/plugins', undefined, 'admin')
    await checked(200, 'GET', 'wp/v2/block-types')
  })

  test('what an administrator carries in and out', async () => {
    const own = 'meridian/v1'
    await checked(200, 'GET', `${own}/cache/queue`, undefined, 'admin')
    await checked(200, 'POST', `${own}/cache/purge`, { everything: true }, 'admin')
    await checked(200, 'GET', `${own}/export?limit=5`, undefined, 'admin')
    for (const part of ['authors', 'media', 'navigation', 'site', 'terms']) {
      await checked(200, 'GET', `${own}/export/${part}`, undefined, 'admin')
    }
    const bring = (route: string, body: unknown) =>
      checked(200, 'POST', `${own}/import/${route}`, body, 'admin')
    const source = { hosts: ['old.example'], pathPrefix: '' }
    await bring('authors', { authors: [{ id: 7, name: 'Ada', nicename: 'ada' }] })
    await bring('terms', { terms: [{ id: 70, taxonomy: 'category', slug: 'sea', name: 'Sea' }] })
    await bring('navigation', {
      location: 'primary',
      items: [{ label: 'Sea', url: '/ca/category/sea/', items: [{ label: 'Home', url: '/ca/' }] }],
      source,
    })
    await bring('site', { site: { name: 'The Old Paper' } })
    await bring('addresses', { paths: ['/ca/', '/ca/nothing/'] })
    await bring('siblings', { groups: [] })
    await bring('state', { items: [] })
    await bring('reclean', { all: true, limit: 2 })
    await bring('finish', {})
    await checked(200, 'GET', `${own}/import/media`, undefined, 'admin')
    await checked(403, 'GET', `${own}/import/media`)
    await checked(200, 'GET', '', undefined, null)
  })

  test('regions, menus, redirects, translations, the queue and the log', async () => {
    const own = 'meridian/v1'
    const asked = (status: number, method: string, route: string, body?: unknown) =>
      checked(status, method, `${own}/${route}`, body, 'admin')
    await checked(200, 'GET', `${own}/regions`, undefined, null)
    await asked(200, 'GET', 'regions/ca?context=edit')
    const region = { code: 'nz', path: 'nz', locale: 'en-NZ', timezone: 'Pacific/Auckland' }
    await asked(201, 'POST', 'regions', { ...region, name: 'Meridian NZ', label: 'New Zealand' })
    await asked(200, 'PUT', 'regions/nz', { tagline: 'From the south' })
    await asked(200, 'DELETE', 'regions/nz?force=true')
    await asked(404, 'GET', 'regions/nz')
    const items = [{ label: 'Home', url: '/ca/' }]
    await asked(200, 'PUT', 'navigation/footer', { items, force: true })
    await checked(200, 'GET', `${own}/navigation`, undefined, null)
    await asked(200, 'DELETE', 'navigation/footer')
    await asked(404, 'GET', 'navigation/side')
    const { id } = await asked(201, 'POST', 'redirects', { from: '/ca/old/', to: '/ca/' })
    await asked(200, 'GET', 'redirects')
    await asked(200, 'GET', `redirects/${id}`)
    await asked(200, 'DELETE', `redirects/${id}`)
    const version = async (code: string) => {
      const response = await fetch(`${room.origin}/${code}/wp-json/wp/v2/posts`, {
        method: 'POST',
        headers: { Authorization: room.authorization },
        body: new URLSearchParams({ title: 'In two regions', status: 'publish' }),
      })
      return { region: code, id: ((await response.json()) as { id: number }).id }
    }
    const articles = [await version('ca'), await version('us')]
    const group = await asked(201, 'POST', 'translations', { articles })
    await asked(200, 'GET', 'translations')
    await asked(200, 'GET', 'translations/missing')
    await asked(200, 'GET', `translations/${group.id}`)
    await asked(200, 'DELETE', `translations/${group.id}`)
    await asked(200, 'GET', 'cache/queue')
    await asked(200, 'POST', 'cache/retry')
    await asked(200, 'GET', 'audit')
  })
})
