import { exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, bindings, openPublication, ORIGIN, signUp, upload } from '../publication.ts'

let postId = 0
const users: Record<string, string> = {}

beforeAll(async () => {
  await openPublication()
  postId = (await apiJson('POST', 'posts', { title: 'Kept', status: 'publish' })).id
  for (const role of ['author', 'subscriber'] as const) users[role] = await signUp(role, role)
})

async function stored(): Promise<unknown> {
  const counts = ['articles', 'media', 'terms', 'revisions', 'changes', 'authors'].map(
    (table) => `(select count(*) from ${table}) as ${table}`,
  )
  const objects = (await bindings.MEDIA.list()).objects.length
  return { ...(await bindings.DB.prepare(`select ${counts.join()}`).first()), objects }
}

const long = 'x'.repeat(100_000)
const six = JSON.stringify({ title: 'Large', content: 'x'.repeat(6_000_000) })
const NONE = { Authorization: '' }
const basic = (pair: string) => ({ Authorization: `Basic ${btoa(pair)}` })
const png = { 'Content-Disposition': 'attachment; filename="a.png"' }

test.each<[string, string, unknown, Record<string, string>, number, string]>([
  ['POST', 'posts', { title: 'x' }, NONE, 401, 'rest_cannot_create'],
  ['POST', 'posts', { title: 'x' }, { Authorization: 'Basic !!!' }, 401, 'rest_cannot_create'],
  ['POST', 'posts', { title: 'x' }, basic('admin:no'), 401, 'incorrect_password'],
  ['POST', 'posts', { title: 'x' }, basic('nobody:no'), 401, 'incorrect_password'],
  ['POST', 'posts', '{"title":', {}, 400, 'rest_invalid_json'],
  ['POST', 'posts', '[1]', {}, 400, 'rest_invalid_json'],
  ['POST', 'posts', { title: long }, {}, 400, 'rest_invalid_param'],
  ['POST', 'posts', six, {}, 413, 'rest_request_too_large'],
  ['POST', 'posts', {}, {}, 400, 'empty_content'],
  ['POST', 'posts', { title: 'x', status: 'shouting' }, {}, 400, 'rest_invalid_param'],
  ['POST', 'posts', { title: 'x', date: 'yesterday' }, {}, 400, 'rest_invalid_param'],
  ['PUT', 'posts/999999', { title: 'x' }, {}, 404, 'rest_post_invalid_id'],
  ['GET', 'posts/999999', undefined, {}, 404, 'rest_post_invalid_id'],
  ['GET', 'posts?per_page=1000', undefined, {}, 400, 'rest_invalid_param'],
  ['GET', 'posts?page=99', undefined, {}, 400, 'rest_post_invalid_page_number'],
  ['GET', 'nothing', undefined, {}, 404, 'rest_no_route'],
  ['PATCH', 'posts', { title: 'x' }, {}, 404, 'rest_no_route'],
  ['POST', 'categories', { name: '' }, {}, 400, 'rest_invalid_param'],
  ['POST', 'categories', { name: 'Uncategorized' }, {}, 400, 'term_exists'],
  ['DELETE', 'categories/1?force=true', undefined, {}, 403, 'rest_cannot_delete'],
  ['GET', 'users/me', undefined, NONE, 401, 'rest_not_logged_in'],
  ['POST', 'media', 'no image', png, 400, 'rest_upload_sideload_error'],
  ['POST', '../../meridian/v1/import', { no: 'post' }, {}, 400, 'rest_invalid_param'],
  ['POST', '../../meridian/v1/import?purge=never', {}, {}, 400, 'rest_invalid_param'],
  ['POST', '../../meridian/v1/import/batch', { documents: [] }, {}, 400, 'rest_invalid_param'],
  [
    'POST',
    '../../meridian/v1/import/batch',
    { documents: Array(21) },
    {},
    400,
    'rest_invalid_param',
  ],
  ['POST', '../../meridian/v1/import/batch', six, {}, 413, 'rest_request_too_large'],
  ['POST', '../../meridian/v1/import/terms', { terms: [{}] }, {}, 400, 'rest_invalid_param'],
  ['POST', '../../meridian/v1/import/authors', {}, {}, 400, 'rest_invalid_param'],
  ['POST', '../../meridian/v1/import/media', { media: 1 }, {}, 400, 'rest_invalid_param'],
  ['POST', '../../meridian/v1/import/navigation', {}, {}, 400, 'rest_invalid_param'],
  ['POST', '../../meridian/v1/import/siblings', { groups: [[]] }, {}, 400, 'rest_invalid_param'],
  ['POST', '../../meridian/v1/import/addresses', { paths: ['x'] }, {}, 400, 'rest_invalid_param'],
  ['POST', '../../meridian/v1/import/reclean', { limit: 21 }, {}, 400, 'rest_invalid_param'],
  ['POST', '../../meridian/v1/import/state', { items: [{ id: 1 }] }, {}, 400, 'rest_invalid_param'],
  ['GET', '../../meridian/v1/import/media?limit=0', undefined, {}, 400, 'rest_invalid_param'],
  ['GET', '../../meridian/v1/export?limit=1000', undefined, {}, 400, 'rest_invalid_param'],
  ['PUT', '../../meridian/v1/uploads/a.exe', 'x', {}, 400, 'rest_invalid_param'],
  ['POST', '../../meridian/v1/cache/purge', {}, {}, 400, 'rest_invalid_param'],
  ['GET', '../../meridian/v1/cache/queue', undefined, NONE, 401, 'rest_forbidden'],
])(
  '%s %s is refused in one shape, and nothing is stored',
  async (method, path, body, headers, status, code) => {
    const before = await stored()
    const response = await api(method, path, body, headers)
    const error = (await response.json()) as { code: string; message: string }
    expect([response.status, error.code]).toEqual([status, code])
    expect(error).toMatchObject({ data: { status } })
    expect(error.message.length).toBeGreaterThan(10)
    expect(response.headers.get('Content-Type')).toMatch(/^application\/json/)
    expect(response.headers.get('Cache-Control')).toContain('no-store')
    expect(response.headers.get('Cf-Cache-Status')).toBe('BYPASS')
    expect(await stored()).toEqual(before)
  },
)

test('an import that no article may be leaves no term, author or picture behind', async () => {
  const document = {
    source: { hosts: ['old.example'], pathPrefix: '/' },
    // prettier-ignore
    article: {
      id: 77, type: 'post', status: 'publish', slug: 'x', title: 'x'.repeat(2000),
      contentRaw: '', excerptRaw: '', publishedAt: 1_700_000_000, modifiedAt: 1_700_000_000,
      guid: 'https://old.example/?p=77', link: 'https://old.example/x/', featuredMediaId: 0,
      isSticky: false, format: 'standard', template: '', password: '', parentId: 0,
      commentStatus: 'closed', pingStatus: 'closed', menuOrder: 0, meta: {}, seo: {},
      categoryIds: [5], tagIds: [],
    },
    author: { id: 9, name: 'New', nicename: 'new' },
    terms: [{ id: 5, taxonomy: 'category', slug: 'new', name: 'New' }],
    media: [],
  }
  const before = await stored()
  const refused = await api('POST', '../../meridian/v1/import', document)
  expect(await refused.json()).toMatchObject({
    data: { status: 400 },
    message: expect.stringContaining('title is too large'),
  })
  expect(await stored()).toEqual(before)
})

test('a name that is taken names its term, beside the error as well', async () => {
  const response = await api('POST', 'categories', { name: 'Uncategorized' })
  expect(await response.json()).toMatchObject({ data: { term_id: 1 }, additional_data: [1, 1] })
})

test('an unknown region has no API', async () => {
  const response = await (exports as unknown as { default: Fetcher }).default.fetch(
    `${ORIGIN}/zz/wp-json/wp/v2/posts`,
  )
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ code: 'rest_no_route', data: { status: 404 } })
})

test('an author may not change what another wrote; a subscriber may not write', async () => {
  const author = { Authorization: users.author ?? '' }
  expect((await api('POST', 'posts', { title: 'Mine' }, author)).status).toBe(201)
  expect((await api('PUT', `posts/${postId}`, { title: 'Taken' }, author)).status).toBe(403)
  const subscriber = { Authorization: users.subscriber ?? '' }
  expect((await api('POST', 'posts', { title: 'x' }, subscriber)).status).toBe(403)
})

test('a file that is an image is stored', async () => {
  expect((await upload('pixel.png')).status).toBe(201)
})

test.each([
  ['POST', 'import'],
  ['POST', 'import/addresses'],
  ['POST', 'import/authors'],
  ['POST', 'import/batch'],
  ['POST', 'import/finish'],
  ['GET', 'import/media'],
  ['POST', 'import/media'],
  ['POST', 'import/navigation'],
  ['POST', 'import/reclean'],
  ['POST', 'import/siblings'],
  ['POST', 'import/state'],
  ['POST', 'import/terms'],
  ['PUT', 'uploads/2025/a.png'],
  ['GET', 'uploads/2025/a.png'],
  ['GET', 'export'],
  ['GET', 'export/authors'],
  ['GET', 'export/media'],
  ['GET', 'export/navigation'],
  ['GET', 'export/site'],
  ['GET', 'export/terms'],
])('%s meridian/v1/%s is for administrators', async (method, route) => {
  const before = await stored()
  const ask = (headers: Record<string, string>) =>
    api(method, `../../meridian/v1/${route}`, method === 'GET' ? undefined : {}, headers)
  expect((await ask(NONE)).status).toBe(401)
  expect((await ask({ Authorization: users.author ?? '' })).status).toBe(403)
  expect(await stored()).toEqual(before)
})

test('an administrator of one region imports into it alone, and joins no siblings', async () => {
  const key = await signUp('regional', 'administrator', ['ca'])
  const ask = (region: string, route: string, body: unknown) =>
    (exports as unknown as { default: Fetcher }).default.fetch(
      `${ORIGIN}/${region}/wp-json/meridian/v1/${route}`,
      {
        method: 'POST',
        headers: { Authorization: key, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      },
    )
  expect((await ask('ca', 'import/terms', { terms: [] })).status).toBe(200)
  expect((await ask('us', 'import/terms', { terms: [] })).status).toBe(403)
  expect((await ask('ca', 'import/siblings', { groups: [] })).status).toBe(403)
})
