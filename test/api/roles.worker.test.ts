import { exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import type { Role } from '#api/roles.ts'
import { apiJson, bindings, openPublication, ORIGIN, signUp, upload } from '../publication.ts'
import { listRoutes, nameOf } from './router.ts'

// Who may ask for what: WordPress's roles, each in the region where it was given.

/** From whom on a route is open in ca: roles include those below them. */
type Lowest = 'public' | 'signed in' | Role | 'publication'

interface Row {
  /** A route of the router; `me` for the one's own, `own` for what whoever asks has made. */
  name: string
  lowest: Lowest
  /** What whoever may gets. */
  status: number
  body?: unknown
  query?: string
  /** The item has to be a new one each time: it is gone afterwards. */
  isFresh?: boolean
}

const row = (name: string, lowest: Lowest, status = 200, more: Partial<Row> = {}): Row => ({
  name,
  lowest,
  status,
  ...more,
})
const EDIT = 'POST PUT PATCH'
const title = { body: { title: 'Words' } }
const name = { body: { name: 'Words' } }
const gone = { isFresh: true, query: 'force=true' }

// Items are published ones of somebody else, unless the name says `own`.
const TABLE: readonly Row[] = [
  row('GET /', 'public'),
  row('GET /:vendor/:version', 'public'),
  ...(['posts', 'pages'] as const).flatMap((route) => {
    const creates = route === 'posts' ? 'contributor' : 'editor'
    return [
      row(`GET /wp/v2/${route}`, 'public'),
      row(`GET /wp/v2/${route}`, creates, 200, { query: 'context=edit' }),
      row(`POST /wp/v2/${route}`, creates, 201, title),
      row(`POST /wp/v2/${route}`, route === 'posts' ? 'author' : 'editor', 201, {
        body: { title: 'Out', status: 'publish' },
      }),
      row(`GET /wp/v2/${route}/:id`, 'public'),
      row(`GET /wp/v2/${route}/:id`, 'editor', 200, { query: 'context=edit' }),
      row(`${EDIT} /wp/v2/${route}/:id`, 'editor', 200, title),
      row(`DELETE /wp/v2/${route}/:id`, 'editor', 200, { isFresh: true }),
      row(`GET /wp/v2/${route}/:id/revisions`, 'editor'),
      row(`GET /wp/v2/${route}/:id/revisions/:revision`, 'editor'),
      // Nobody deletes a revision; strangers are told to sign in.
      row(`DELETE /wp/v2/${route}/:id/revisions/:revision`, 'publication', 403, {
        query: 'force=true',
      }),
      row(`GET /wp/v2/${route}/:id/autosaves`, 'editor'),
      row(`POST /wp/v2/${route}/:id/autosaves`, 'editor', 200, { body: 'a name of its own' }),
      row(`GET /wp/v2/${route}/:id/autosaves/:revision`, 'editor'),
    ]
  }),
  ...(['categories', 'tags'] as const).flatMap((route) => [
    row(`GET /wp/v2/${route}`, 'public'),
    row(`POST /wp/v2/${route}`, route === 'tags' ? 'contributor' : 'editor', 201, {
      body: 'a name of its own',
    }),
    row(`GET /wp/v2/${route}/:id`, 'public'),
    row(`${EDIT} /wp/v2/${route}/:id`, 'editor', 200, { body: { description: 'Words' } }),
    row(`DELETE /wp/v2/${route}/:id`, 'editor', 200, gone),
  ]),
  row('GET /wp/v2/media', 'public'),
  row('GET /wp/v2/media', 'contributor', 200, { query: 'context=edit' }),
  row('GET /wp/v2/media/:id', 'editor', 200, { query: 'context=edit' }),
  row('POST /wp/v2/media', 'author', 201, { body: 'a picture' }),
  row('GET /wp/v2/media/:id', 'public'),
  row(`${EDIT} /wp/v2/media/:id`, 'editor', 200, { body: { alt_text: 'Words' } }),
  row('DELETE /wp/v2/media/:id', 'editor', 200, gone),
  row('GET /wp/v2/users', 'public'),
  row('GET /wp/v2/users', 'administrator', 200, { query: 'context=edit' }),
  row('POST /wp/v2/users', 'administrator', 400, { body: { username: 'x' } }),
  row('GET /wp/v2/users/me', 'signed in'),
  row(`${EDIT} /wp/v2/users/me`, 'signed in', 200, { body: { description: 'Words' } }),
  row('DELETE /wp/v2/users/me', 'administrator', 501, { query: 'force=true&reassign=1' }),
  row('GET /wp/v2/users/:id', 'administrator'),
  row(`${EDIT} /wp/v2/users/:id`, 'administrator', 200, { body: { description: 'Words' } }),
  row('DELETE /wp/v2/users/:id', 'administrator', 501, { query: 'force=true&reassign=1' }),
  ...[':id', 'me'].flatMap((id) => {
    const keys = `/wp/v2/users/${id}/application-passwords`
    const lowest = id === 'me' ? 'signed in' : 'administrator'
    return [
      row(`GET ${keys}`, lowest),
      row(`POST ${keys}`, lowest, 201, name),
      row(
        `GET ${keys}/introspect`,
        id === 'me' ? 'signed in' : 'publication',
        id === 'me' ? 200 : 403,
      ),
      ...(id === 'me'
        ? []
        : [
            row(`GET ${keys}/:uuid`, lowest),
            row(`${EDIT} ${keys}/:uuid`, lowest, 200, name),
            row(`DELETE ${keys}/:uuid`, lowest, 200, { isFresh: true }),
            row(`DELETE ${keys}`, lowest),
          ]),
    ]
  }),
  row('POST /batch/v1', 'public', 207, { body: { requests: [{ path: '/wp/v2/posts/0' }] } }),
  row('GET /oembed/1.0/embed', 'public', 400),
  row('GET /oembed/1.0/proxy', 'contributor', 400),
  row('GET /wp/v2/block-types', 'contributor'),
  row('GET /wp/v2/comments', 'public'),
  // There are none, and nobody adds one.
  row('POST /wp/v2/comments', 'signed in', 403, { body: { post: 1, content: 'Words' } }),
  row('GET /wp/v2/comments/:id', 'public', 404),
  row(`${EDIT} /wp/v2/comments/:id`, 'public', 404, { body: { content: 'Words' } }),
  row('DELETE /wp/v2/comments/:id', 'public', 404),
  row('GET /wp/v2/plugins', 'administrator'),
  row('GET /wp/v2/search', 'public'),
  row('GET /wp/v2/settings', 'administrator'),
  row(`${EDIT} /wp/v2/settings`, 'administrator', 200, { body: { description: 'Words' } }),
  row('GET /wp/v2/statuses', 'public'),
  row('GET /wp/v2/statuses/:slug', 'public'),
  row('GET /wp/v2/taxonomies', 'public'),
  row('GET /wp/v2/taxonomies/:slug', 'public'),
  row('GET /wp/v2/themes', 'administrator'),
  row('GET /wp/v2/themes', 'contributor', 200, { query: 'status=active' }),
  row('GET /wp/v2/types', 'public'),
  row('GET /wp/v2/types/:slug', 'public'),
  row('GET /meridian/v1/audit', 'administrator'),
  row('POST /meridian/v1/cache/retry', 'administrator'),
  row('POST /meridian/v1/cache/purge', 'publication', 200, { body: { everything: true } }),
  row('POST /meridian/v1/cache/purge', 'administrator', 200, { body: { region: true } }),
  row('GET /meridian/v1/posts/:id/diff', 'editor', 404, { query: 'from=1&to=2' }),
  row('GET /meridian/v1/pages/:id/diff', 'editor', 404, { query: 'from=1&to=2' }),
  row('POST /meridian/v1/import/site', 'administrator', 400),
  row('GET /meridian/v1/navigation', 'public'),
  row('GET /meridian/v1/navigation/:location', 'public', 200, { isFresh: true }),
  row(`${EDIT} /meridian/v1/navigation/:location`, 'administrator', 200, { body: { items: [] } }),
  row('DELETE /meridian/v1/navigation/:location', 'administrator', 200, { isFresh: true }),
  row('GET /meridian/v1/redirects', 'administrator'),
  row('POST /meridian/v1/redirects', 'administrator', 400),
  row('GET /meridian/v1/redirects/:redirect', 'administrator', 404),
  row(`${EDIT} /meridian/v1/redirects/:redirect`, 'administrator', 404, { body: {} }),
  row('DELETE /meridian/v1/redirects/:redirect', 'administrator', 404),
  row('GET /meridian/v1/regions', 'public'),
  row('POST /meridian/v1/regions', 'publication', 400),
  row('GET /meridian/v1/regions/:code', 'public'),
  row(`${EDIT} /meridian/v1/regions/:code`, 'administrator', 200, { body: { tagline: 'Words' } }),
  // Without force.
  row('DELETE /meridian/v1/regions/:code', 'publication', 501),
  row('GET /meridian/v1/translations', 'editor'),
  row('POST /meridian/v1/translations', 'editor', 400),
  row('GET /meridian/v1/translations/missing', 'editor'),
  row('GET /meridian/v1/translations/:id', 'editor', 404),
  row('DELETE /meridian/v1/translations/:id', 'editor', 404),
  row('GET /meridian/v1/cache/queue', 'administrator'),
  row('GET /meridian/v1/export', 'administrator'),
  row('GET /meridian/v1/export/authors', 'administrator'),
  row('GET /meridian/v1/export/media', 'administrator'),
  row('GET /meridian/v1/export/navigation', 'administrator'),
  row('GET /meridian/v1/export/site', 'administrator'),
  row('GET /meridian/v1/export/terms', 'administrator'),
  row('POST /meridian/v1/import', 'administrator', 400),
  row('POST /meridian/v1/import/addresses', 'administrator', 200, { body: { paths: ['/ca/'] } }),
  row('POST /meridian/v1/import/authors', 'administrator', 200, { body: { authors: [] } }),
  row('POST /meridian/v1/import/batch', 'administrator', 400),
  row('POST /meridian/v1/import/finish', 'administrator'),
  row('GET /meridian/v1/import/media', 'administrator'),
  row('POST /meridian/v1/import/media', 'administrator', 200, { body: { media: [] } }),
  row('POST /meridian/v1/import/navigation', 'administrator', 400),
  row('POST /meridian/v1/import/reclean', 'administrator', 200, { body: { limit: 1 } }),
  row('POST /meridian/v1/import/siblings', 'publication', 200, { body: { groups: [] } }),
  row('POST /meridian/v1/import/state', 'administrator', 200, { body: { items: [] } }),
  row('POST /meridian/v1/import/terms', 'administrator', 200, { body: { terms: [] } }),
  row('GET /meridian/v1/uploads/*', 'administrator', 404),
  row('PUT /meridian/v1/uploads/*', 'administrator', 400),
]

/** Whoever asks, the mightiest first. */
const PEOPLE = [
  'publication',
  'administrator',
  'editor',
  'author',
  'contributor',
  'subscriber',
  'editor of us',
  'stranger',
  'wrong key',
] as const
type Who = (typeof PEOPLE)[number]

const keys = {} as Record<Who, string>
const ids: Record<string, string> = {}
let count = 0

beforeAll(async () => {
  await openPublication()
  keys.publication = await signUp('owner', 'administrator')
  for (const role of ['administrator', 'editor', 'author', 'contributor', 'subscriber'] as const) {
    keys[role] = await signUp(role, role, ['ca'])
  }
  keys['editor of us'] = await signUp('foreign', 'editor', ['us'])
  keys.stranger = ''
  await signUp('target', 'author', ['ca'])
  const users = await apiJson<{ id: number; slug: string }[]>('GET', 'users?per_page=100')
  ids.users = String(users.find(({ slug }) => slug === 'target')?.id)
  for (const kind of ['posts', 'pages', 'categories', 'tags', 'media']) ids[kind] = await make(kind)
  ids.uuid = await make('uuid')
  await fillUs()
}, 60_000)

/** Items of us, with ids that nothing in ca has. */
async function fillUs(): Promise<void> {
  const post = async (path: string, body: unknown) => {
    const response = await ask('editor of us', 'POST', `/wp/v2/${path}`, body, 'us')
    expect(response.status, path).toBeLessThan(300)
    return String(((await response.json()) as { id: number }).id)
  }
  await post('posts', { title: 'First' })
  await post('tags', { name: 'First' })
  await bindings.DB.exec("update sequences set last_id = 5000 where region_code = 'us'")
  for (const kind of ['posts', 'pages']) ids[`us ${kind}`] = await post(kind, { title: 'Far' })
  for (const kind of ['tags', 'categories']) ids[`us ${kind}`] = await post(kind, { name: 'Far' })
  ids['us media'] = await post('media', 'a picture')
  ids['us revision'] = await post(`posts/${ids['us posts']}/autosaves`, { title: 'Further' })
  for (const status of HIDDEN) {
    const date = status === 'future' ? { date_gmt: '2099-01-01T00:00:00' } : {}
    const title = `Secret ${status}`
    const isTrash = status === 'trash'
    const given = { title, content: title, ...date, status: isTrash ? 'draft' : status }
    const id = await post('posts', given)
    if (isTrash) await ask('editor of us', 'DELETE', `/wp/v2/posts/${id}`, {}, 'us')
    ids[`us ${status}`] = id
  }
}

/** A new item of a kind in ca, made by the publication's administrator; its id. */
async function make(kind: string): Promise<string> {
  const label = `Item ${count++}`
  if (kind === 'media') {
    return String(((await (await upload(`item-${count}.png`)).json()) as { id: number }).id)
  }
  if (kind === 'navigation') {
    const items = [{ label, url: '/ca/' }]
    await apiJson('PUT', '../../meridian/v1/navigation/primary', { items })
    return ''
  }
  if (kind === 'uuid') {
    const keysOf = `users/${ids.users}/application-passwords`
    return (await apiJson<{ uuid: string }>('POST', keysOf, { name: label })).uuid
  }
  const isTerm = kind === 'categories' || kind === 'tags'
  const body = isTerm ? { name: label } : { title: label, content: 'One', status: 'publish' }
  const { id } = await apiJson<{ id: number }>('POST', kind, body)
  if (!isTerm) {
    await apiJson('PUT', `${kind}/${id}`, { content: 'Two' })
    await apiJson('POST', `${kind}/${id}/autosaves`, { content: 'Three' })
    const [revision] = await apiJson<{ id: number }[]>('GET', `${kind}/${id}/revisions`)
    ids[`${kind} revision`] ??= String(revision?.id)
  }
  return String(id)
}

const SLUGS: Record<string, string> = { statuses: 'publish', taxonomies: 'category', types: 'post' }

async function addressOf({ name: route, isFresh, query }: Row): Promise<string> {
  const path = route.slice(route.indexOf('/'))
  const kind = path.split('/')[3] ?? ''
  const last = path.endsWith(':uuid') ? 'uuid' : kind
  const id = isFresh ? await make(last) : ids[last]
  const filled = path
    .replace(':vendor/:version', 'wp/v2')
    .replace('*', '2025/none.png')
    .replace(':location', 'primary')
    .replace(':redirect', '987654')
    .replace(':code', 'ca')
    .replace(':slug', SLUGS[kind] ?? '')
    .replace(':revision', ids[`${kind} revision`] ?? '1')
    .replace(last === 'uuid' ? ':uuid' : ':id', id ?? '1')
    .replace(':id', ids[kind] ?? '1')
  return filled + (query ? `?${query}` : '')
}

function ask(
  who: Who,
  method: string,
  path: string,
  body?: unknown,
  region = 'ca',
): Promise<Response> {
  const isPicture = body === 'a picture'
  const sent =
    body === 'a name of its own' ? { name: `Name ${count}`, title: `Name ${count++}` } : body
  // Guessing is slowed by address and by name: these come from everywhere, at everybody.
  if (who === 'wrong key') keys[who] = `Basic ${btoa(`${PEOPLE[count++ % 6]}:guess`)}`
  return (exports as unknown as { default: Fetcher }).default.fetch(
    `${ORIGIN}/${region}/wp-json${path}`,
    {
      method,
      headers: {
        ...(keys[who] && { Authorization: keys[who] }),
        'CF-Connecting-IP':
          who === 'wrong key' ? `10.${count >> 8}.${count++ & 255}.1` : '10.9.9.9',
        'Content-Type': isPicture ? 'image/png' : 'application/json',
        ...(isPicture && { 'Content-Disposition': `attachment; filename="by-${count++}.png"` }),
      },
      ...(method !== 'GET' && { body: isPicture ? pixel() : JSON.stringify(sent ?? {}) }),
    },
  )
}

function pixel(): Uint8Array<ArrayBuffer> {
  const bytes = atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  )
  return Uint8Array.from(bytes, (char) => char.charCodeAt(0))
}

function expected({ lowest, status }: Row, who: Who): number {
  if (who === 'wrong key') return 401
  if (lowest === 'public') return status
  if (who === 'stranger') return 401
  if (lowest === 'signed in') return status
  if (who === 'editor of us') return 403
  return PEOPLE.indexOf(who) <= PEOPLE.indexOf(lowest) ? status : 403
}

test('every route has its row', () => {
  const rows = new Set(
    TABLE.map(({ name: route }) => route.replace('/me/application', '/:id/application')),
  )
  expect([...rows].toSorted()).toEqual(listRoutes().map(nameOf).toSorted())
})

test.each(TABLE.map((given) => [given.name, given.query ?? '', given] as const))(
  '%s %s',
  async (_, __, given) => {
    const methods = given.name.slice(0, given.name.indexOf(' /')).split(' ')
    const got: Record<string, number> = {}
    const wanted: Record<string, number> = {}
    // The weakest first: what nobody may do leaves the item there for the next.
    for (const [index, who] of PEOPLE.toReversed().entries()) {
      const method = methods[index % methods.length] ?? 'GET'
      const response = await ask(who, method, await addressOf(given), given.body)
      await response.body?.cancel()
      got[who] = response.status
      wanted[who] = expected(given, who)
    }
    expect(got).toEqual(wanted)
  },
  60_000,
)

/** People and groups of translations belong to more than one region, and there are no comments. */
const OF_NO_REGION = /\/(users|translations|comments)\//

/** The routes that name an item of the region in their path. */
const ITEM_ROUTES = listRoutes().filter(
  ({ path }) => path.includes(':id') && !OF_NO_REGION.test(path),
)

test.each(ITEM_ROUTES.map((route) => [nameOf(route), route] as const))(
  '%s knows no id of another region',
  async (_, { methods, path }) => {
    const kind = path.split('/')[3] ?? ''
    const filled = (id: string) =>
      path.replace(':id', id).replace(':revision', ids['us revision'] ?? '') +
      '?force=true&from=1&to=2'
    const foreignId = ids[`us ${kind}`]
    if (foreignId === undefined) throw new Error(`no ${kind} of us to ask for`)
    for (const method of methods) {
      const body = { title: 'Taken', name: 'Taken' }
      const foreign = await ask('publication', method, filled(foreignId), body)
      const unknown = await ask('publication', method, filled('987654'), body)
      expect(foreign.status).toBe(404)
      expect(await foreign.json()).toEqual(await unknown.json())
    }
  },
)

/** What readers of us do not see, as whoever may change it there sees it. */
const HIDDEN = ['draft', 'pending', 'private', 'future', 'trash'] as const

test.each(HIDDEN)('a %s of us is nothing for an editor of ca', async (status) => {
  const id = ids[`us ${status}`]
  for (const who of ['editor', 'administrator', 'stranger'] as const) {
    for (const path of [
      `/wp/v2/posts/${id}`,
      `/wp/v2/posts/${id}?context=edit`,
      `/wp/v2/posts/${id}/revisions`,
      `/wp/v2/posts/${id}/autosaves`,
      `/wp/v2/posts?status=${status}`,
      `/wp/v2/posts?context=edit`,
    ]) {
      const response = await ask(who, 'GET', path, undefined, 'us')
      // WordPress names a status that one may not ask for as a wrong parameter.
      expect([400, 401, 403], `${who} ${path}`).toContain(response.status)
      expect(await response.text()).not.toContain('Secret')
    }
    for (const [method, path] of [
      ['PUT', `/wp/v2/posts/${id}`],
      ['DELETE', `/wp/v2/posts/${id}`],
      ['POST', `/wp/v2/posts/${id}/autosaves`],
      ['POST', '/wp/v2/posts'],
      ['POST', '/wp/v2/categories'],
      ['POST', '/wp/v2/media'],
    ] as const) {
      const response = await ask(who, method, path, { title: 'Taken', name: 'Taken' }, 'us')
      expect(response.status, `${who} ${method} ${path}`).toBe(who === 'stranger' ? 401 : 403)
    }
  }
  const own = await ask('editor of us', 'GET', `/wp/v2/posts/${id}?context=edit`, undefined, 'us')
  expect(await own.text()).toContain(`Secret ${status}`)
})

test('lists and searches of us show an editor of ca what strangers see', async () => {
  for (const path of [
    '/wp/v2/posts',
    '/wp/v2/posts?search=Secret',
    `/wp/v2/posts?include=${HIDDEN.map((status) => ids[`us ${status}`]).join()}`,
    '/wp/v2/users',
    '/wp/v2/categories',
  ]) {
    const [editor, stranger] = await Promise.all(
      (['editor', 'stranger'] as const).map((who) => ask(who, 'GET', path, undefined, 'us')),
    )
    expect(await editor?.json(), path).toEqual(await stranger?.json())
  }
})

test('a picture of an article that is not out is seen by those who may see that', async () => {
  const parent = ids['us private']
  await bindings.DB.prepare("update media set parent_id = ? where region_code = 'us' and id = ?")
    .bind(Number(parent), Number(ids['us media']))
    .run()
  for (const who of ['editor', 'administrator', 'stranger'] as const) {
    const one = await ask(who, 'GET', `/wp/v2/media/${ids['us media']}`, undefined, 'us')
    expect(one.status).toBe(who === 'stranger' ? 401 : 403)
    expect(await (await ask(who, 'GET', '/wp/v2/media', undefined, 'us')).json()).toEqual([])
  }
  for (const who of ['editor of us', 'publication'] as const) {
    const one = await ask(who, 'GET', `/wp/v2/media/${ids['us media']}`, undefined, 'us')
    expect(one.status).toBe(200)
    const list = await ask(who, 'GET', '/wp/v2/media', undefined, 'us')
    expect(await list.json()).toHaveLength(1)
  }
})
