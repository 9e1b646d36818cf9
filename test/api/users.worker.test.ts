import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, get, openPublication, ORIGIN, signUp } from '../publication.ts'

interface User {
  id: number
  slug: string
  name: string
  avatar_urls: Record<string, string>
  roles?: string[]
  capabilities?: Record<string, boolean>
}

const NONE = { Authorization: '' }
const as = (key: string) => ({ Authorization: key })
let author = ''
let editor = ''
let regional = ''
let subscriber = ''
const ids: Record<string, number> = {}

beforeAll(async () => {
  await openPublication()
  author = await signUp('arthur', 'author', ['ca'])
  editor = await signUp('edith', 'editor')
  regional = await signUp('rita', 'administrator', ['ca'])
  subscriber = await signUp('sue', 'subscriber', ['ca'])
  for (const [name, key] of Object.entries({ author, editor, regional, subscriber })) {
    ids[name] = ((await (await api('GET', 'users/me', undefined, as(key))).json()) as User).id
  }
  ids.admin = (await apiJson<User>('GET', 'users/me')).id
  await api('POST', 'posts', { title: 'Out', status: 'publish' }, as(author))
})

const ask = async (method: string, path: string, body?: unknown, headers = {}) => {
  const response = await api(method, path, body, headers)
  const json = (await response.json()) as Record<string, unknown> & { code?: string }
  return { status: response.status, json, allow: response.headers.get('Allow') }
}

test('a user reads their own account in edit context, with the capabilities of the role', async () => {
  const { json, allow } = await ask('GET', 'users/me?context=edit', undefined, as(author))
  expect(json).toMatchObject({
    username: 'arthur',
    first_name: '',
    nickname: 'arthur',
    roles: ['author'],
    extra_capabilities: { author: true },
    meta: { persisted_preferences: [] },
    locale: 'en_CA',
  })
  expect(json.registered_date).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+00:00$/)
  expect(json.capabilities).toMatchObject({ publish_posts: true, level_2: true, author: true })
  expect(json.capabilities).not.toHaveProperty('edit_pages')
  expect(allow).toBe('GET, POST, PUT, PATCH')
})

test('a list in edit context tells of each account what its own route tells', async () => {
  const listed = await apiJson<User[]>('GET', 'users?context=edit')
  for (const user of listed) {
    expect(user).toEqual(await apiJson('GET', `users/${user.id}?context=edit`))
  }
  expect(listed.length).toBeGreaterThan(3)
})

test('whoever has no portrait has the neutral picture, and it is there', async () => {
  const me = await apiJson<User>('GET', 'users/me')
  expect(Object.keys(me.avatar_urls)).toEqual(['24', '48', '96'])
  const picture = await get((me.avatar_urls[96] ?? '').slice(ORIGIN.length))
  expect([picture.status, picture.headers.get('Content-Type')]).toEqual([200, 'image/svg+xml'])
})

test('strangers see who is published; others are hidden from them, and their accounts', async () => {
  const list = (await (await api('GET', 'users', undefined, NONE)).json()) as User[]
  expect(list.map(({ name }) => name)).toEqual(['arthur'])
  expect(list[0]).not.toHaveProperty('email')
  expect(await ask('GET', `users/${ids.author}`, undefined, NONE)).toMatchObject({ status: 200 })
  expect(await ask('GET', `users/${ids.subscriber}`, undefined, NONE)).toMatchObject({
    status: 401,
    json: { code: 'rest_user_cannot_view' },
  })
  expect(await ask('GET', `users/${ids.subscriber}`, undefined, as(author))).toMatchObject({
    status: 403,
    json: { code: 'rest_user_cannot_view' },
  })
  const own = await ask('GET', `users/${ids.subscriber}?context=edit`, undefined, as(subscriber))
  expect(own.json.username).toBe('sue')
})

test.each([
  ['users?context=edit', 'rest_forbidden_context'],
  ['users?roles=author', 'rest_user_cannot_view'],
  ['users?capabilities=edit_posts', 'rest_user_cannot_view'],
  ['users?orderby=email', 'rest_forbidden_orderby'],
  ['users?orderby=registered_date', 'rest_forbidden_orderby'],
  ['users?who=authors', 'rest_forbidden_who'],
])('%s is no list for strangers and subscribers', async (path, code) => {
  expect(await ask('GET', path, undefined, NONE)).toMatchObject({ status: 401, json: { code } })
  const signed = await ask('GET', path, undefined, as(subscriber))
  expect(signed).toMatchObject({ status: 403, json: { code } })
})

test.each<[string, string[]]>([
  ['users', ['admin', 'arthur', 'edith', 'rita', 'sue']],
  ['users?roles=author,subscriber', ['arthur', 'sue']],
  ['users?capabilities=edit_pages', ['admin', 'edith', 'rita']],
  ['users?search=ARTH', ['arthur']],
  ['users?slug=sue,edith&orderby=include_slugs', ['sue', 'edith']],
  ['users?orderby=id&order=desc&per_page=1', ['sue']],
  ['users?has_published_posts=post', ['arthur']],
  ['users?offset=3', ['rita', 'sue']],
])('%s lists as an administrator asks', async (path, names) => {
  const list = await apiJson<User[]>('GET', path)
  expect(list.map(({ name }) => name)).toEqual(names)
})

test('a list tells of each user what their own route tells', async () => {
  const listed = await apiJson<{ id: number }[]>('GET', 'users?context=edit&per_page=100')
  expect(listed.length).toBeGreaterThan(4)
  for (const user of listed) {
    expect(user).toEqual(await apiJson('GET', `users/${user.id}?context=edit`))
  }
})

test('a user changes their profile, and readers see the new name', async () => {
  const before = await get('/ca/author/arthur/')
  expect(await before.text()).toContain('arthur')
  const change = {
    name: 'Arthur Writer',
    first_name: 'Arthur',
    nickname: 'Art',
    description: 'Writes.',
    meta: { persisted_preferences: { core: { welcome: false } } },
  }
  const { status, json } = await ask('POST', 'users/me', change, as(author))
  expect(status).toBe(200)
  expect(json).toMatchObject(change)
  expect(await (await get('/ca/author/arthur/')).text()).toContain('Arthur Writer')
})

test.each<[string, unknown, number, string]>([
  ['me', { roles: ['administrator'] }, 403, 'rest_cannot_edit_roles'],
  ['me', { username: 'other' }, 400, 'rest_user_invalid_argument'],
  ['me', { slug: 'edith' }, 400, 'rest_user_invalid_slug'],
  ['me', { email: 'nobody' }, 400, 'rest_invalid_param'],
  ['me', { url: 'javascript:alert(1)' }, 400, 'rest_invalid_param'],
  ['me', { meta: { persisted_preferences: { a: 'x'.repeat(30_000) } } }, 400, 'rest_invalid_param'],
  ['admin', { name: 'Taken' }, 403, 'rest_cannot_edit'],
])('an author may not: users/%s %j', async (who, body, status, code) => {
  const path = `users/${who === 'me' ? 'me' : ids[who]}`
  const before = await apiJson('GET', `users/${ids.admin}?context=edit`)
  expect(await ask('PUT', path, body, as(author))).toMatchObject({ status, json: { code } })
  expect(await apiJson('GET', `users/${ids.admin}?context=edit`)).toEqual(before)
})

test('a regional administrator makes accounts here alone, and rules none that counts elsewhere', async () => {
  const body = {
    username: 'nina',
    email: 'nina@example.org',
    password: 'long enough',
    roles: ['editor'],
  }
  const elsewhere = await ask('POST', 'users', { ...body, regions: ['us'] }, as(regional))
  expect(elsewhere).toMatchObject({ status: 403, json: { code: 'rest_cannot_create_user' } })
  const made = await ask('POST', 'users', body, as(regional))
  expect(made).toMatchObject({ status: 201, json: { username: 'nina', roles: ['editor'] } })
  const key = `Basic ${btoa('nina:long enough')}`
  expect(await ask('GET', 'users/me?context=edit', undefined, as(key))).toMatchObject({
    json: { roles: ['editor'] },
  })
  const inUs = await api(
    'GET',
    '../../../../us/wp-json/wp/v2/users/me?context=edit',
    undefined,
    as(key),
  )
  expect(await inUs.json()).toMatchObject({ roles: [] })
  const path = `users/${ids.editor}`
  expect(await ask('PUT', path, { password: 'taken over' }, as(regional))).toMatchObject({
    status: 403,
    json: { code: 'rest_cannot_edit' },
  })
})

test.each<[unknown, number, string]>([
  [{ username: 'x', email: 'x@example.org' }, 400, 'rest_missing_callback_param'],
  [
    { username: 'arthur', email: 'x@example.org', password: 'long enough' },
    400,
    'rest_invalid_param',
  ],
  [{ username: 'a:b', email: 'x@example.org', password: 'long enough' }, 400, 'rest_invalid_param'],
  [{ username: 'x', email: 'x', password: 'long enough' }, 400, 'rest_invalid_param'],
  [
    { id: 1, username: 'x', email: 'x@example.org', password: 'long enough' },
    400,
    'rest_user_exists',
  ],
])('no account is made of %j', async (body, status, code) => {
  expect(await ask('POST', 'users', body)).toMatchObject({ status, json: { code } })
  const stranger = await ask('POST', 'users', body, NONE)
  expect(stranger).toMatchObject({ status: 401, json: { code: 'rest_cannot_create_user' } })
})

test('an administrator gives and takes roles, but not their own', async () => {
  const path = `users/${ids.subscriber}`
  expect((await ask('POST', path, { roles: ['author'] })).json.roles).toEqual(['author'])
  expect((await ask('POST', path, { roles: [] })).json.roles).toEqual([])
  const own = await ask('POST', 'users/me', { roles: ['editor'] })
  expect(own).toMatchObject({ status: 403, json: { code: 'rest_user_invalid_role' } })
  const gone = await ask('DELETE', `${path}?force=true&reassign=1`)
  expect(gone).toMatchObject({ status: 501, json: { code: 'rest_cannot_delete' } })
  expect(await ask('DELETE', path, undefined, as(editor))).toMatchObject({ status: 403 })
})

test('an application password signs in until it is revoked, and tells when it was used', async () => {
  const passwords = 'users/me/application-passwords'
  const made = await ask('POST', passwords, { name: 'Phone' }, as(author))
  expect(made.status).toBe(201)
  expect(made.json).toMatchObject({ name: 'Phone', app_id: '', last_used: null, last_ip: null })
  expect(made.json.password).toMatch(/^(\w{4} ){5}\w{4}$/)
  const key = as(`Basic ${btoa(`arthur:${String(made.json.password)}`)}`)
  const seen = await ask('GET', `${passwords}/introspect`, undefined, key)
  expect(seen.json).toMatchObject({ uuid: made.json.uuid, last_ip: expect.any(String) })
  expect(seen.json.last_used).toMatch(/^\d{4}-/)
  expect(seen.json).not.toHaveProperty('password')
  const one = `${passwords}/${String(made.json.uuid)}`
  expect((await ask('PUT', one, { name: 'Tablet' }, as(author))).json.name).toBe('Tablet')
  const listed = (await (await api('GET', passwords, undefined, as(author))).json()) as unknown[]
  expect(listed).toContainEqual(expect.objectContaining({ name: 'Tablet' }))
  const gone = await ask('DELETE', one, undefined, as(author))
  expect(gone.json).toMatchObject({ deleted: true, previous: { name: 'Tablet' } })
  expect((await ask('GET', 'users/me', undefined, key)).status).toBe(401)
  expect((await ask('GET', one, undefined, as(author))).json.code).toBe(
    'rest_application_password_not_found',
  )
})

test.each<[string, string, unknown, string]>([
  ['GET', '', undefined, 'rest_cannot_list_application_passwords'],
  ['POST', '', { name: 'Mine' }, 'rest_cannot_create_application_passwords'],
  ['DELETE', '', undefined, 'rest_cannot_delete_application_passwords'],
  ['GET', '/x', undefined, 'rest_cannot_read_application_password'],
  ['PUT', '/x', { name: 'Mine' }, 'rest_cannot_edit_application_password'],
  ['DELETE', '/x', undefined, 'rest_cannot_delete_application_password'],
])("%s of another's application passwords%s is refused", async (method, rest, body, code) => {
  const path = `users/${ids.admin}/application-passwords${rest}`
  expect(await ask(method, path, body, as(editor))).toMatchObject({ status: 403, json: { code } })
  expect(await ask(method, path, body, NONE)).toMatchObject({ status: 401, json: { code } })
})

test('a stranger has no application passwords, and one without a name is none', async () => {
  const mine = 'users/me/application-passwords'
  const stranger = await ask('GET', mine, undefined, NONE)
  expect(stranger).toMatchObject({ status: 401, json: { code: 'rest_not_logged_in' } })
  expect(await ask('POST', mine, {})).toMatchObject({
    status: 400,
    json: { code: 'rest_missing_callback_param' },
  })
  expect(await ask('POST', mine, { name: ' ' })).toMatchObject({
    status: 400,
    json: { code: 'rest_invalid_param' },
  })
})

test('a list in edit context has of each what a single one has', async () => {
  const listed = await apiJson<User[]>('GET', 'users?context=edit&per_page=100')
  for (const user of listed) {
    expect(user).toEqual(await apiJson('GET', `users/${user.id}?context=edit`))
  }
  expect(listed.find(({ id }) => id === ids.author)?.roles).toEqual(['author'])
})

test('revoking all application passwords tells how many there were', async () => {
  const key = await signUp('tess', 'author')
  const gone = await ask('DELETE', 'users/me/application-passwords', undefined, as(key))
  expect(gone.json).toEqual({ deleted: true, count: 1 })
  expect((await ask('GET', 'users/me', undefined, as(key))).status).toBe(401)
})
