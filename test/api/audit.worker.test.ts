import { createExecutionContext } from 'cloudflare:test'
import { beforeAll, describe, expect, test } from 'vitest'
import { createApi } from '#api/routes.ts'
import { deedOf, networkOf } from '#api/trail.ts'
import { prepareBody } from '#ingest/prepare.ts'
import { forgetDeeds } from '#content/audit-lists.ts'
import { documentOf, mediaOf } from '../documents.ts'
import { meridian } from '../imports.ts'
import { api, apiJson, bindings, openPublication, ORIGIN, signUp, upload } from '../publication.ts'

interface Entry {
  action: string
  object_type: string
  object_id: string | null
  fields: string[]
  login: string
  key: { name: string }
  network: string
  region: string
}

/** A request that writes, and what the log is to say of it. */
interface Sample {
  method: string
  path: string
  body?: unknown
  entry: Partial<Entry>
}

const NEVER = 'never'
const MERIDIAN = '../../meridian/v1'
let editorId = 0

beforeAll(async () => {
  await openPublication()
  await signUp('edith', 'editor')
  editorId = (await apiJson<{ id: number }[]>('GET', 'users?search=edith'))[0]?.id ?? 0
})

const made = async (route: string, body: object) => (await apiJson('POST', route, body)).id
const post = () => made('posts', { title: 'Old', content: '<p>Old.</p>', status: 'publish' })
const page = () => made('pages', { title: 'Old', content: '<p>Old.</p>', status: 'publish' })
let terms = 0
const term = (route: string) => made(route, { name: `Term ${++terms}` })
const picture = async () => ((await (await upload('a.png')).json()) as { id: number }).id
const keyOf = async () =>
  (
    await apiJson<{ uuid: string }>('POST', `users/${editorId}/application-passwords`, {
      name: `Key ${++terms}`,
    })
  ).uuid

function articles(route: 'posts' | 'pages', type: string, one: () => Promise<number>) {
  return {
    [`POST /wp/v2/${route}`]: async () => ({
      method: 'POST',
      path: route,
      body: { title: 'New' },
      entry: { action: 'create', object_type: type, object_id: /^\d+$/, fields: [] },
    }),
    [`EDIT /wp/v2/${route}/:id`]: async () => {
      const id = await one()
      return {
        method: 'POST',
        path: `${route}/${id}`,
        body: { title: 'New', content: '<p>Old.</p>', excerpt: 'In short.' },
        entry: {
          action: 'update',
          object_type: type,
          object_id: String(id),
          fields: ['title', 'excerpt'],
        },
      }
    },
    [`DELETE /wp/v2/${route}/:id`]: async () => {
      const id = await one()
      return {
        method: 'DELETE',
        path: `${route}/${id}`,
        entry: {
          action: 'trash',
          object_type: type,
          object_id: String(id),
          fields: ['status', 'slug'],
        },
      }
    },
    [`DELETE /wp/v2/${route}/:id/revisions/:revision`]: NEVER,
    [`POST /wp/v2/${route}/:id/autosaves`]: async () => {
      const id = await one()
      return {
        method: 'POST',
        path: `${route}/${id}/autosaves`,
        body: { title: 'Half typed' },
        entry: { action: 'create', object_type: 'autosave', object_id: String(id) },
      }
    },
  }
}

function termRoutes(route: 'categories' | 'tags', type: string) {
  return {
    [`POST /wp/v2/${route}`]: async () => ({
      method: 'POST',
      path: route,
      body: { name: `New ${++terms}` },
      entry: { action: 'create', object_type: type, object_id: /^\d+$/ },
    }),
    [`EDIT /wp/v2/${route}/:id`]: async () => {
      const id = await term(route)
      const body = { description: 'What it is.' }
      const entry = { action: 'update', object_type: type, fields: ['description'] }
      return { method: 'PUT', path: `${route}/${id}`, body, entry }
    },
    [`DELETE /wp/v2/${route}/:id`]: async () => {
      const id = await term(route)
      const entry = { action: 'delete', object_type: type, object_id: String(id) }
      return { method: 'DELETE', path: `${route}/${id}?force=true`, entry }
    },
  }
}

const keys = () => `users/${editorId}/application-passwords`
const KEYS = '/wp/v2/users/:id/application-passwords'
const region = (code: string) => ({
  code,
  locale: 'en',
  timezone: 'UTC',
  name: code,
  label: code,
})
const versions = async () => [
  { region: 'ca', id: await post() },
  { region: 'us', id: await made('../../../../us/wp-json/wp/v2/posts', { title: 'Old' }) },
]
const redirect = async () =>
  (
    await meridian<{ id: string }>('POST', 'redirects', {
      from: `/ca/r-${++terms}/`,
      to: 'https://elsewhere.example/',
    })
  ).id
const imports = (route: string, body: unknown, action = route.split('/')[1] ?? 'import') => ({
  method: 'POST',
  path: `${MERIDIAN}/${route}`,
  body,
  entry: { action, object_type: 'import' },
})
const source = { hosts: ['old.example'], pathPrefix: '/canada/' }

/** One request for every route that writes; `never` for those that store nothing. */
const SAMPLES: Record<string, typeof NEVER | (() => Promise<object>)> = {
  ...articles('posts', 'post', post),
  ...articles('pages', 'page', page),
  ...termRoutes('categories', 'category'),
  ...termRoutes('tags', 'post_tag'),
  'POST /wp/v2/media': async () => ({
    method: 'POST',
    path: 'media',
    entry: { action: 'create', object_type: 'attachment', object_id: /^\d+$/ },
  }),
  'EDIT /wp/v2/media/:id': async () => {
    const id = await picture()
    const entry = { action: 'update', object_type: 'attachment', fields: ['alt'] }
    return { method: 'PATCH', path: `media/${id}`, body: { alt_text: 'A dot.' }, entry }
  },
  'DELETE /wp/v2/media/:id': async () => {
    const id = await picture()
    const entry = { action: 'delete', object_type: 'attachment', object_id: String(id) }
    return { method: 'DELETE', path: `media/${id}?force=true`, entry }
  },
  'POST /wp/v2/users': async () => ({
    method: 'POST',
    path: 'users',
    body: { username: `u${++terms}`, email: `u${terms}@example.org`, password: 'a long password' },
    entry: { action: 'create', object_type: 'user', object_id: /^\d+$/ },
  }),
  'EDIT /wp/v2/users/me': async () => ({
    method: 'PUT',
    path: 'users/me',
    body: { description: `About me ${++terms}` },
    entry: { action: 'update', object_type: 'user', object_id: '1', fields: ['description'] },
  }),
  'DELETE /wp/v2/users/me': NEVER,
  'EDIT /wp/v2/users/:id': async () => ({
    method: 'PUT',
    path: `users/${editorId}`,
    body: { first_name: `Edith ${++terms}`, password: 'a longer password' },
    entry: {
      action: 'update',
      object_type: 'user',
      object_id: String(editorId),
      fields: ['first_name', 'password'],
    },
  }),
  'DELETE /wp/v2/users/:id': NEVER,
  [`POST ${KEYS}`]: async () => ({
    method: 'POST',
    path: keys(),
    body: { name: `Key ${++terms}` },
    entry: { action: 'create', object_type: 'application-password', object_id: /^[\w-]{36}$/ },
  }),
  [`DELETE ${KEYS}`]: async () => {
    await keyOf()
    const entry = { action: 'delete', object_type: 'application-password' }
    return { method: 'DELETE', path: keys(), entry: { ...entry, object_id: String(editorId) } }
  },
  [`EDIT ${KEYS}/:uuid`]: async () => {
    const uuid = await keyOf()
    const entry = { action: 'update', object_id: uuid, fields: ['name'] }
    return { method: 'PUT', path: `${keys()}/${uuid}`, body: { name: `Key ${++terms}` }, entry }
  },
  [`DELETE ${KEYS}/:uuid`]: async () => {
    const uuid = await keyOf()
    const entry = { action: 'delete', object_type: 'application-password', object_id: uuid }
    return { method: 'DELETE', path: `${keys()}/${uuid}`, entry }
  },
  'EDIT /wp/v2/settings': async () => ({
    method: 'POST',
    path: 'settings',
    body: { description: `A line ${++terms}`, title: 'Meridian Canada' },
    entry: { action: 'update', object_type: 'settings', object_id: null, fields: ['tagline'] },
  }),
  'POST /wp/v2/comments': NEVER,
  'EDIT /wp/v2/comments/:id': NEVER,
  'DELETE /wp/v2/comments/:id': NEVER,
  'POST /batch/v1': async () => ({
    method: 'POST',
    path: '../../batch/v1',
    body: { requests: [{ method: 'POST', path: '/wp/v2/posts', body: { title: 'In a batch' } }] },
    entry: { action: 'create', object_type: 'post', object_id: /^\d+$/ },
  }),
  'POST /meridian/v1/cache/purge': async () => ({
    method: 'POST',
    path: `${MERIDIAN}/cache/purge`,
    body: { paths: ['/ca/about/'] },
    entry: { action: 'purge', object_type: 'cache', object_id: '/ca/about/' },
  }),
  'POST /meridian/v1/cache/retry': async () => ({
    method: 'POST',
    path: `${MERIDIAN}/cache/retry`,
    entry: { action: 'retry', object_type: 'cache', object_id: null },
  }),
  'POST /meridian/v1/import': async () => ({
    ...imports('import', documentOf(7000 + ++terms)),
    entry: { action: 'import', object_id: String(7000 + terms) },
  }),
  'POST /meridian/v1/import/addresses': NEVER,
  'POST /meridian/v1/import/authors': async () =>
    imports(
      'import/authors',
      {
        authors: [{ id: 7000 + ++terms, name: `Ann ${terms}`, nicename: `ann-${terms}` }],
      },
      'authors',
    ),
  'POST /meridian/v1/import/batch': async () => ({
    ...imports('import/batch', {
      documents: [documentOf(7000 + ++terms), documentOf(8000 + terms), documentOf(9000 + terms)],
    }),
    entry: {
      action: 'batch',
      object_id: [7000 + terms, 8000 + terms, 9000 + terms].join(),
    },
  }),
  'POST /meridian/v1/import/finish': async () => imports('import/finish', {}),
  'POST /meridian/v1/import/media': async () =>
    imports('import/media', {
      media: [mediaOf(7000 + ++terms, `2020/01/${terms}.png`)].map((m) => ({ ...m, source })),
    }),
  'POST /meridian/v1/import/navigation': async () =>
    imports('import/navigation', {
      location: 'primary',
      items: [{ label: `Item ${++terms}`, url: '/ca/' }],
      source,
    }),
  'POST /meridian/v1/import/reclean': async () => imports('import/reclean', { all: true }),
  'POST /meridian/v1/import/site': async () => {
    await bindings.DB.exec("update regions set version = 1 where code = 'ca'")
    return imports('import/site', { site: { name: `Old site ${++terms}` } })
  },
  'POST /meridian/v1/import/siblings': async () => {
    await meridian('POST', 'import', documentOf(7000 + ++terms))
    await apiJson('POST', '../../../../us/wp-json/meridian/v1/import', documentOf(7000 + terms))
    const groups = [['ca', 'us'].map((region) => ({ region, id: 7000 + terms }))]
    return imports('import/siblings', { groups })
  },
  'POST /meridian/v1/import/state': NEVER,
  'POST /meridian/v1/import/terms': async () =>
    imports('import/terms', {
      terms: [
        {
          id: 7000 + ++terms,
          taxonomy: 'category',
          slug: `t-${terms}`,
          name: `T ${terms}`,
          description: '',
          parentId: 0,
          source,
        },
      ],
    }),
  'EDIT /meridian/v1/navigation/:location': async () => ({
    method: 'PUT',
    path: `${MERIDIAN}/navigation/footer`,
    body: { items: [{ label: `Item ${++terms}`, url: '#' }] },
    entry: { action: 'update', object_type: 'navigation', object_id: 'footer', fields: ['items'] },
  }),
  'DELETE /meridian/v1/navigation/:location': async () => {
    await meridian('PUT', 'navigation/footer', { items: [{ label: 'x', url: '#' }] })
    const entry = { action: 'delete', object_type: 'navigation', object_id: 'footer' }
    return { method: 'DELETE', path: `${MERIDIAN}/navigation/footer`, entry }
  },
  'POST /meridian/v1/redirects': async () => ({
    method: 'POST',
    path: `${MERIDIAN}/redirects`,
    body: { from: `/ca/r-${++terms}/`, to: 'https://elsewhere.example/' },
    entry: { action: 'create', object_type: 'redirect', object_id: `r-${terms}` },
  }),
  'EDIT /meridian/v1/redirects/:redirect': async () => {
    const id = await redirect()
    const body = { status: 302 }
    const entry = { action: 'update', object_type: 'redirect', fields: ['status'] }
    return { method: 'PUT', path: `${MERIDIAN}/redirects/${id}`, body, entry }
  },
  'DELETE /meridian/v1/redirects/:redirect': async () => {
    const id = await redirect()
    const entry = { action: 'delete', object_type: 'redirect', object_id: `r-${terms}` }
    return { method: 'DELETE', path: `${MERIDIAN}/redirects/${id}`, entry }
  },
  'POST /meridian/v1/regions': async () => ({
    method: 'POST',
    path: `${MERIDIAN}/regions`,
    body: region(`r${++terms}`),
    entry: { action: 'create', object_type: 'region', object_id: `r${terms}` },
  }),
  'EDIT /meridian/v1/regions/:code': async () => ({
    method: 'PUT',
    path: `${MERIDIAN}/regions/ca`,
    body: { accent: '#123456', tagline: `Line ${++terms}`, label: 'Canada' },
    entry: {
      action: 'update',
      object_type: 'region',
      object_id: 'ca',
      fields: ['tagline', 'accent'],
    },
  }),
  'DELETE /meridian/v1/regions/:code': async () => {
    const code = `r${++terms}`
    await meridian('POST', 'regions', region(code))
    const entry = { action: 'delete', object_type: 'region', object_id: code }
    return { method: 'DELETE', path: `${MERIDIAN}/regions/${code}?force=true`, entry }
  },
  'POST /meridian/v1/translations': async () => {
    const articles = await versions()
    const object_id = articles.map(({ region, id }) => `${region}:${id}`).join()
    const entry = { action: 'join', object_type: 'translation', object_id }
    return { method: 'POST', path: `${MERIDIAN}/translations`, body: { articles }, entry }
  },
  'DELETE /meridian/v1/translations/:id': async () => {
    const { id } = await meridian<{ id: number }>('POST', 'translations', {
      articles: await versions(),
    })
    const entry = { action: 'leave', object_type: 'translation', object_id: String(id) }
    return { method: 'DELETE', path: `${MERIDIAN}/translations/${id}`, entry }
  },
  'PUT /meridian/v1/uploads/*': async () => ({
    method: 'PUT',
    path: `${MERIDIAN}/uploads/2020/02/${++terms}.svg`,
    body: '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>',
    entry: { action: 'upload', object_type: 'file', object_id: `2020/02/${terms}.svg` },
  }),
}

const isWrite = ({ method }: { method: string }) => !['GET', 'OPTIONS', 'ALL'].includes(method)
const routes = createApi(() => Promise.reject(new Error('nothing is written here'))).routes
const written = [
  ...new Set(
    routes.filter(isWrite).map(({ method, path }) => {
      const isEdit =
        method !== 'DELETE' && routes.some((r) => r.method === 'PATCH' && r.path === path)
      return `${isEdit ? 'EDIT' : method} ${path}`
    }),
  ),
]

async function entries(query = ''): Promise<Entry[]> {
  return apiJson<Entry[]>('GET', `${MERIDIAN}/audit${query}`)
}

async function ask({ method, path, body }: Sample): Promise<Response> {
  return path === 'media' ? upload('b.png') : api(method, path, body)
}

/** Everything that is stored by table, save numbers that were taken, and what is purged. */
async function stored(): Promise<Map<string, string>> {
  const { results } = await bindings.DB.prepare(
    `select name from pragma_table_list where schema = 'main' and type = 'table'
      and name not like 'sqlite_%' and name not like '_cf_%' and name not in ('sequences', 'translation_groups', 'd1_migrations')`,
  ).all<{ name: string }>()
  const rows = await bindings.DB.batch(
    results.map(({ name }) => bindings.DB.prepare(`select * from "${name}"`)),
  )
  return new Map(
    rows.map(({ results: stored }, index) => [
      results[index]?.name ?? '',
      JSON.stringify(stored.map((row) => (row as { change_id?: number }).change_id ?? row)),
    ]),
  )
}

/** The tables that a request changes while the log takes no rows. */
async function changedBy(request: Sample): Promise<string[]> {
  const before = await stored()
  await refuseEntries(true)
  try {
    await (await ask(request)).text()
    return [...(await stored())]
      .filter(([name, rows]) => before.get(name) !== rows)
      .map(([name]) => name)
  } finally {
    await refuseEntries(false)
  }
}

describe('every write leaves one row with it', () => {
  test.each(written)('%s', async (route) => {
    const sample = SAMPLES[route]
    if (sample === undefined) throw new Error(`Say in SAMPLES what ${route} leaves in the log.`)
    if (sample === NEVER) return
    const request = (await sample()) as Sample
    expect(await changedBy(request), 'written where the log cannot be').toEqual([])
    await bindings.DB.prepare('delete from audit_log').run()
    const answered = await ask(request)
    expect([answered.status, answered.ok ? '' : await answered.text()]).toEqual([
      expect.any(Number),
      '',
    ])
    const { object_id: id, ...rest } = request.entry as Partial<Entry>
    const found = await entries()
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      ...rest,
      login: 'admin',
      key: { name: 'test' },
      network: '127.0.0.0/24',
      region: 'ca',
    })
    if (id !== undefined) {
      expect(found[0]?.object_id ?? null).toEqual(
        (id as unknown) instanceof RegExp ? expect.stringMatching(id ?? '') : id,
      )
    }
  })
})

async function refuseEntries(isOn: boolean): Promise<void> {
  await bindings.DB.exec(
    isOn
      ? "create trigger no_entries before insert on audit_log begin select raise(abort, 'no entries'); end"
      : 'drop trigger no_entries',
  )
}

test('the log holds no value of what was written, and no secret', async () => {
  await bindings.DB.prepare('delete from audit_log').run()
  const id = await made('posts', {
    title: 'Wording',
    content: '<p>Wording.</p>',
    password: 'Pssst',
  })
  await apiJson('PUT', `posts/${id}`, { password: 'Another', title: 'Reworded' })
  await apiJson('PUT', `users/${editorId}`, { password: 'a very long password' })
  const { results } = await bindings.DB.prepare('select * from audit_log').all()
  expect(results).toHaveLength(3)
  expect(JSON.stringify(results)).not.toMatch(/Wording|Reworded|Pssst|Another|very long/)
})

test('what is refused leaves no row, nor do reads', async () => {
  const id = await post()
  await bindings.DB.prepare('delete from audit_log').run()
  expect((await api('PUT', `posts/${id}`, { title: 'x' }, { 'If-Match': '"stale"' })).status).toBe(
    412,
  )
  expect((await api('PUT', `posts/${id}`, { status: 'shouting' })).status).toBe(400)
  await api('GET', `posts/${id}?context=edit`)
  expect(await entries()).toEqual([])
})

test('the log is filtered, paged and shown in the order of time', async () => {
  await bindings.DB.prepare('delete from audit_log').run()
  const editor = { Authorization: await signUp('ella', 'editor') }
  const ids = [await post(), await post()]
  await api('PUT', `posts/${ids[0]}`, { title: 'By Ella' }, editor)
  const [latest] = await entries()
  expect(latest).toMatchObject({ login: 'ella', action: 'update', object_id: String(ids[0]) })
  expect(await entries(`?object_type=post&object_id=${ids[0]}`)).toHaveLength(2)
  expect(await entries('?user=1')).toHaveLength(2)
  expect(await entries('?action=update')).toHaveLength(1)
  expect(await entries('?before=2020-01-01T00:00:00')).toEqual([])
  expect(await entries('?after=2020-01-01T00:00:00')).toHaveLength(3)
  const paged = await api('GET', `${MERIDIAN}/audit?per_page=2&_fields=id,action`)
  expect(paged.headers.get('X-WP-Total')).toBe('3')
  expect(paged.headers.get('Link')).toContain('rel="next"')
  expect(Object.keys(((await paged.json()) as object[])[0] ?? {})).toEqual(['id', 'action'])
})

test.each<[string, number]>([
  ['?user=everybody', 400],
  ['?after=yesterday', 400],
  ['?key=1', 400],
  ['?per_page=1000', 400],
  ['?region=us', 200],
  ['?region=*', 200],
])('audit%s answers %i', async (query, status) => {
  expect((await api('GET', `${MERIDIAN}/audit${query}`)).status).toBe(status)
})

test('administrators of a region see its log, and nobody else', async () => {
  const regional = { Authorization: await signUp('rita', 'administrator', ['us']) }
  const editor = { Authorization: await signUp('edgar', 'editor') }
  const at = (region: string, headers: object, query = '') =>
    api('GET', `../../../../${region}/wp-json/meridian/v1/audit${query}`, undefined, headers)
  expect((await at('us', regional)).status).toBe(200)
  expect((await at('us', regional, '?region=ca')).status).toBe(403)
  expect((await at('us', regional, '?region=*')).status).toBe(403)
  expect((await at('ca', regional)).status).toBe(403)
  expect((await at('ca', editor)).status).toBe(403)
  expect((await at('ca', { Authorization: '' })).status).toBe(401)
})

test('what is old enough is forgotten, a part at a time', async () => {
  const row = `insert into audit_log (region_code, created_at, user_id, login, key_uuid, key_name, network, action, object_type)
    values ('ca', ?1, 1, 'admin', '', '', '', 'update', 'post')`
  await bindings.DB.prepare('delete from audit_log').run()
  const days = [1, 364, 366, 400]
  const now = 1_800_000_000
  await bindings.DB.batch(days.map((day) => bindings.DB.prepare(row).bind(now - day * 86_400)))
  expect(await forgetDeeds(bindings.DB, now, 30)).toBe(3)
  expect(await forgetDeeds(bindings.DB, now)).toBe(0)
})

test.each<[string, string]>([
  ['203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:85a3:8d3::7', '2001:db8:85a3::/48'],
  ['2001:db8::7', '2001:db8:0::/48'],
  ['::1', '0:0:0::/48'],
])('of %s the log keeps %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test.each<[string, string, object]>([
  ['POST', 'wp/v2/posts', { action: 'create', type: 'post', id: null }],
  ['PATCH', 'wp/v2/posts/9', { action: 'update', type: 'post', id: '9' }],
  ['DELETE', 'wp/v2/users/me', { action: 'delete', type: 'user', id: '3' }],
  ['POST', 'wp/v2/settings', { action: 'update', type: 'settings', id: null }],
  ['POST', 'meridian/v1/cache/purge', { action: 'purge', type: 'cache', id: null }],
])('%s %s is told as %o', (method, path, told) => {
  expect(deedOf(method, path, '3')).toEqual(told)
})

/** The publication's D1, and how many rows its batches write: those of the log, and all. */
function countRows() {
  const rows = { log: 0, all: 0 }
  const ofLog = new WeakSet<object>()
  const mark = (statement: D1PreparedStatement, sql: string) => {
    if (sql.includes('audit_log')) ofLog.add(statement)
    return statement
  }
  const DB = {
    prepare: (sql: string) => {
      const statement = bindings.DB.prepare(sql)
      const bind = statement.bind.bind(statement)
      return Object.assign(statement, {
        bind: (...values: unknown[]) => mark(bind(...values), sql),
      })
    },
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await bindings.DB.batch(statements)
      for (const [index, { meta }] of results.entries()) {
        rows.all += meta.rows_written
        if (ofLog.has(statements[index] ?? {})) rows.log += meta.rows_written
      }
      return results
    },
  } as unknown as D1Database
  return { rows, DB }
}

test('the log costs a write two rows: its own, and that of its index', async () => {
  const id = await post()
  const { rows, DB } = countRows()
  const author = { Authorization: await signUp('costa', 'editor') }
  const request = new Request(`${ORIGIN}/ca/wp-json/wp/v2/posts/${id}`, {
    method: 'PUT',
    headers: { ...author, 'Content-Type': 'application/json' },
    body: JSON.stringify({ title: 'Counted' }),
  })
  const answered = await createApi(prepareBody).fetch(
    request,
    { ...bindings, DB },
    createExecutionContext(),
  )
  expect(answered.status).toBe(200)
  expect(rows.log).toBe(2)
  expect(rows.all).toBeGreaterThan(10)
})
