import { exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { apiJson, bindings, openPublication, ORIGIN, signUp, upload } from '../publication.ts'
import { BODIES, faultOfAnswer, isTaken, PATHS, QUERIES, VALUES } from './nonsense.ts'
import { argsOf, listRoutes, nameOf, type Route } from './router.ts'

// Nonsense in every parameter of every route: refused in the one envelope with nothing stored, or taken as WordPress takes
// it. What a schema refuses is asked for once; what it lets through, each time.

/** Parameters of routes that no description names: those that look at the body in a way of their own. */
const PARAMS: Record<string, readonly string[]> = {
  '/': ['_fields', '_envelope', '_jsonp'],
  '/:vendor/:version': ['_fields'],
  '/wp/v2/posts/:id/revisions': ['context', 'page', 'per_page', 'offset', 'orderby', 'search'],
  '/wp/v2/posts/:id/revisions/:revision': ['context', 'force'],
  '/wp/v2/posts/:id/autosaves': ['context', 'title', 'content', 'excerpt'],
  '/wp/v2/posts/:id/autosaves/:revision': ['context'],
  '/wp/v2/pages/:id/revisions': ['context', 'page', 'per_page', 'offset', 'orderby', 'search'],
  '/wp/v2/pages/:id/revisions/:revision': ['context', 'force'],
  '/wp/v2/pages/:id/autosaves': ['context', 'title', 'content', 'excerpt'],
  '/wp/v2/pages/:id/autosaves/:revision': ['context'],
  '/meridian/v1/cache/purge': ['everything', 'paths'],
  '/meridian/v1/cache/queue': [],
  '/meridian/v1/export': ['after', 'limit'],
  '/meridian/v1/export/authors': [],
  '/meridian/v1/export/media': ['after', 'limit'],
  '/meridian/v1/export/navigation': [],
  '/meridian/v1/export/site': [],
  '/meridian/v1/export/terms': [],
  '/meridian/v1/import': ['source', 'article', 'author', 'terms', 'media', 'check', 'purge'],
  '/meridian/v1/import/addresses': ['paths'],
  '/meridian/v1/import/authors': ['authors'],
  '/meridian/v1/import/batch': ['documents'],
  '/meridian/v1/import/finish': [],
  '/meridian/v1/import/media': ['media', 'stored', 'after', 'limit'],
  '/meridian/v1/import/navigation': ['location', 'items'],
  '/meridian/v1/import/reclean': ['after', 'limit', 'all'],
  '/meridian/v1/import/siblings': ['groups'],
  '/meridian/v1/import/site': ['site'],
  '/meridian/v1/import/state': ['items'],
  '/meridian/v1/import/terms': ['terms'],
  '/meridian/v1/uploads/*': [],
}

/** Parameters that every route looks at, by whatever way. */
const EVERYWHERE = ['_fields', '_embed', '_envelope', '_method', 'context', 'password']

/** What a creation needs besides the parameter that is nonsense. */
const BASE: Record<string, Record<string, unknown>> = {
  'POST /wp/v2/posts': { title: 'x' },
  'POST /wp/v2/pages': { title: 'x' },
  'POST /wp/v2/categories': { name: 'x' },
  'POST /wp/v2/tags': { name: 'x' },
  'POST /wp/v2/users/:id/application-passwords': { name: 'x' },
  'POST /wp/v2/posts/:id/autosaves': { title: 'x' },
  'POST /wp/v2/pages/:id/autosaves': { title: 'x' },
  'POST /meridian/v1/import': { article: {}, terms: [], media: [] },
}

let authorization = ''
const ids: Record<string, string> = {}

beforeAll(async () => {
  await openPublication()
  authorization = await signUp('sweeper', 'administrator')
  await signUp('target', 'author', ['ca'])
  const made = async (route: string, body: unknown) =>
    String((await apiJson<{ id: number }>('POST', route, body)).id)
  ids.posts = await made('posts', { title: 'Kept', content: '<p>Words</p>', status: 'publish' })
  ids.pages = await made('pages', { title: 'Kept', content: '<p>Words</p>', status: 'publish' })
  ids.categories = await made('categories', { name: 'Kept' })
  ids.tags = await made('tags', { name: 'Kept' })
  ids.media = String(((await (await upload('kept.png')).json()) as { id: number }).id)
  const users = await apiJson<{ id: number; slug: string }[]>('GET', 'users?per_page=100')
  const target = users.find(({ slug }) => slug === 'target')
  ids.users = String(target?.id)
  const keys = `users/${ids.users}/application-passwords`
  ids.uuid = (await apiJson<{ uuid: string }>('POST', keys, { name: 'Kept' })).uuid
  await apiJson('PUT', `posts/${ids.posts}`, { content: '<p>Other words</p>' })
  const [revision] = await apiJson<{ id: number }[]>('GET', `posts/${ids.posts}/revisions`)
  ids.revision = String(revision?.id)
  // A region that no request goes through: what is taken of it changes no other test.
  Object.assign(ids, { location: 'primary', code: 'uk' })
  const redirect = { from: '/ca/old/', to: '/ca/kept/' }
  const { id: redirectId } = await apiJson<{ id: number | string }>(
    'POST',
    '../../meridian/v1/redirects',
    {
      ...redirect,
      force: true,
    },
  )
  ids.redirect = String(redirectId)
  await prepareLook()
  kept = await look()
})

/** The route with ids that exist; `nonsense` takes the place of the parameter of its name. */
function fill(path: string, name = '', nonsense = ''): string {
  const kind = path.split('/')[3] ?? ''
  return path.replace('*', '2025/a.png').replace(/:(\w+)/g, (_, found: string) => {
    if (found === name) return nonsense
    if (found === 'vendor') return 'wp'
    if (found === 'version') return 'v2'
    return ids[found === 'id' ? kind : found] ?? '1'
  })
}

interface Answer {
  status: number
  body: string
}

const faults: string[] = []
let asked = 0
let kept = ''
let statement = ''

/** Every table but the sequences: an id that a refused write took is a gap, as in WordPress. */
async function prepareLook(): Promise<void> {
  const { results } = await bindings.DB.prepare(
    "select name from sqlite_schema where type = 'table' and name not like '%search%' and name not glob '_cf*' and name not in ('sequences', 'sqlite_sequence')",
  ).all<{ name: string }>()
  const counts = results.map(({ name }) => `(select count(*) from "${name}") as ${name}`)
  const versions = ['articles', 'terms', 'media', 'authors', 'regions'].map(
    (table) => `(select sum(version) from ${table}) as ${table}_version`,
  )
  statement = `select ${[...counts, ...versions].join()},
    (select group_concat(name || password_hash) from application_passwords) as keys,
    (select group_concat(concat(email, first_name, last_name, nickname, locale, preferences_json, role)) from users) as accounts,
    (select group_concat(concat(user_id, region_code, role)) from user_roles) as roles`
}

const look = async () => JSON.stringify(await bindings.DB.prepare(statement).first())

/** Sends it, and keeps what is wrong with the answer or with what a refusal left behind. */
async function send(method: string, path: string, body?: BodyInit | null): Promise<Answer> {
  asked++
  const response = await (exports as unknown as { default: Fetcher }).default.fetch(
    `${ORIGIN}/ca/wp-json${path}`,
    {
      method,
      headers: { Authorization: authorization, 'Content-Type': 'application/json' },
      ...(body != null && { body }),
    },
  )
  const text = await response.text()
  const keep = (fault: string) => {
    const sent = typeof body === 'string' ? body.slice(0, 200) : ''
    faults.push(`${method} ${path.slice(0, 200)} ${sent} → ${fault.slice(0, 400)}`)
  }
  const fault = faultOfAnswer(response.status, response.headers.get('Content-Type'), text)
  if (fault) keep(fault)
  if (method !== 'GET') {
    const after = await look()
    // WordPress drops an autosave that has become the same as its post.
    const isDropped = text.includes('rest_autosave_no_changes')
    if (response.status >= 400 && after !== kept && !isDropped) {
      keep(`${response.status}, and stored something`)
    }
    kept = after
  }
  return { status: response.status, body: text }
}

function paramsOf(route: Route): readonly string[] {
  const args = argsOf(route)
  return args ? Object.keys(args.shape) : (PARAMS[route.path] ?? [])
}

/** Several routes share a handler, or a kind of parameter: each takes a share of what is let through. */
const SHARE = 8

async function sweepQueries(route: Route, at: number): Promise<void> {
  const args = argsOf(route)
  const path = fill(route.path)
  const queries: string[] = []
  for (const [place, name] of paramsOf(route).entries()) {
    let hasRefused = false
    for (const [index, query] of QUERIES.entries()) {
      // Lists and objects in a query are the parser's affair as well: only plain values are judged without a request.
      const value = new URLSearchParams(query(name)).get(name)
      const taken = !args || value === null || isTaken(args, name, value)
      const isShare = taken && (index + place + at) % SHARE === 0
      if (isShare || (!taken && !hasRefused)) queries.push(query(name))
      hasRefused ||= !taken
    }
  }
  for (const [index, query] of QUERIES.entries()) {
    const name = EVERYWHERE[(index + at) % EVERYWHERE.length] ?? ''
    if ((index + at) % SHARE === 0) queries.push(query(name))
  }
  // A read changes nothing: several at once.
  while (queries.length > 0) {
    await Promise.all(queries.splice(0, 8).map((query) => send('GET', `${path}?${query}`)))
  }
}

async function sweepBodies(route: Route, at: number): Promise<void> {
  const args = argsOf(route)
  const path = fill(route.path)
  const method = route.methods[at % route.methods.length] ?? 'POST'
  // Each account costs a slow hash, and each of its passwords: a few values are enough.
  const share = /\/users(\/me|\/:id)?$/.test(route.path) ? 20 : SHARE
  for (const [place, name] of paramsOf(route).entries()) {
    let hasRefused = false
    for (const [index, value] of VALUES.entries()) {
      const taken = !args || isTaken(args, name, value)
      const isShare = taken && (index + place + at) % share === 0
      if (isShare || (!taken && !hasRefused)) {
        await send(method, path, JSON.stringify({ ...BASE[nameOf(route)], [name]: value }))
      }
      hasRefused ||= !taken
    }
  }
  for (const value of VALUES.slice(0, 2)) {
    const all = Object.fromEntries(paramsOf(route).map((name) => [name, value]))
    await send(method, path, JSON.stringify(all))
  }
}

/** Routes that look at no body of JSON: whatever comes with the request is left alone, or is a file. */
const WITHOUT_JSON =
  /^DELETE .*(users\/(me|:id)|application-passwords(\/:uuid)?)$|POST \/wp\/v2\/media$|(finish|retry)$|uploads|DELETE \/meridian/

async function sweepWhole(route: Route): Promise<void> {
  if (WITHOUT_JSON.test(nameOf(route))) return
  for (const [body, code] of BODIES) {
    // An import takes old texts as they are.
    if (route.path.includes('/import') && /u(d8|00)00/.test(String(body))) continue
    const { status, body: text } = await send(route.methods[0] ?? 'POST', fill(route.path), body)
    if (status === 400 && text.includes(code)) continue
    faults.push(`${nameOf(route)} ${String(body).slice(0, 40)} → ${status} ${text.slice(0, 200)}`)
  }
}

async function sweepPaths({ methods, path }: Route, at: number): Promise<void> {
  for (const [, name = ''] of path.matchAll(/:(\w+)/g)) {
    for (const nonsense of PATHS.filter((_, index) => (index + at) % 2 === 0)) {
      const { status } = await send(methods[0] ?? 'GET', fill(path, name, nonsense), null)
      // WordPress looks at no other id than the post's here.
      const isIgnored = path.includes('/autosaves/') && name === 'revision'
      if (status < 400 && !isIgnored)
        faults.push(`${methods[0]} ${path} ${nonsense.slice(0, 40)} → ${status}`)
    }
  }
}

/** What removes things comes last. */
const routes = listRoutes().toSorted(
  (a, b) => Number(a.methods[0] === 'DELETE') - Number(b.methods[0] === 'DELETE'),
)

test.each(routes.map((route, at) => [nameOf(route), route, at] as const))(
  '%s',
  async (_, route, at) => {
    faults.length = 0
    const described = argsOf(route) ?? PARAMS[route.path]
    expect(described, 'its parameters, in a description or above').toBeDefined()
    await sweepPaths(route, at)
    if (route.methods[0] === 'GET') await sweepQueries(route, at)
    else {
      await sweepWhole(route)
      await sweepBodies(route, at)
    }
    expect(faults).toEqual([])
  },
  60_000,
)

test('a body of more than five million bytes is refused by what arrives, whatever it says of its length', async () => {
  const piece = new TextEncoder().encode(`{"title":"${'x'.repeat(999_990)}`)
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += piece.length
      if (sent > 40_000_000) controller.close()
      else controller.enqueue(piece)
    },
  })
  const answer = await send('POST', '/wp/v2/posts', body)
  expect([answer.status, sent < 30_000_000]).toEqual([413, true])
  expect(answer.body).toContain('rest_request_too_large')
})

test('no prototype was touched, and it was a sweep', () => {
  expect(asked).toBeGreaterThan(1000)
  expect('polluted' in {}).toBe(false)
})
