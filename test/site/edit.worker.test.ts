import { beforeAll, expect, test } from 'vitest'
import { api, get, openPublication, statusOf, upload } from '../publication.ts'

beforeAll(() => openPublication())

test('an edit is on the next request of every page that shows it, and nowhere else', async () => {
  const post = { status: 'publish', content: '<p>Text.</p>' }
  const created = await api('POST', 'posts', { ...post, title: 'First' })
  expect(created.status).toBe(201)
  const { id } = (await created.json()) as { id: number }
  const { id: pageId } = (await (
    await api('POST', 'pages', { ...post, title: 'Other' })
  ).json()) as { id: number }
  expect(pageId).toBeGreaterThan(id)
  for (const path of ['/ca/first/', '/ca/', '/ca/other/']) {
    expect(statusOf(await get(path)), path).toBe('MISS')
    expect(statusOf(await get(path)), path).toBe('HIT')
  }
  expect((await api('PUT', `posts/${id}`, { title: 'Renamed' })).status).toBe(200)
  for (const path of ['/ca/first/', '/ca/']) {
    const response = await get(path)
    expect(statusOf(response), path).toBe('MISS')
    expect(await response.text()).toContain('Renamed')
  }
  expect(statusOf(await get('/ca/other/'))).toBe('HIT')
})

test('a lost race is refused with 412 and the winner stays', async () => {
  const created = await api('POST', 'posts', { title: 'Race', status: 'draft' })
  const etag = created.headers.get('ETag') ?? ''
  const { id } = (await created.json()) as { id: number }
  const answers = await Promise.all(
    [1, 2, 3].map((number) =>
      api('PUT', `posts/${id}`, { title: `Race ${number}` }, { 'If-Match': etag }),
    ),
  )
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 412, 412])
})

test.each([
  ['/ca', '/ca/'],
  ['/CA/', '/ca/'],
  ['//ca//', '/ca/'],
  ['/ca/index.php/first', '/ca/first/'],
])('%s leads to %s in one hop', async (from, to) => {
  const response = await get(from)
  expect(response.status).toBe(301)
  expect(response.headers.get('Location')).toBe(to)
})

test.each(['/ca/none/', '/zz/', '/ca/first/tail/', '/ca/category/none/', '/ca/page/99/'])(
  '%s is a 404',
  async (path) => {
    expect((await get(path)).status).toBe(404)
  },
)

test.each([
  ['POST', 'posts', '{broken', 400, 'rest_invalid_json'],
  ['POST', 'posts', { title: 'x'.repeat(100_000) }, 400, 'rest_invalid_param'],
  ['GET', 'posts/abc', undefined, 404, 'rest_no_route'],
  ['DELETE', 'categories/1', undefined, 501, 'rest_trash_not_supported'],
  ['POST', 'media', 'no image', 400, 'rest_upload_no_content_disposition'],
] as const)('%s %s is refused with a clear error', async (method, path, body, status, code) => {
  const response = await api(method, path, body)
  expect(response.status).toBe(status)
  expect(response.headers.get('Cache-Control')).toContain('no-store')
  expect(await response.json()).toMatchObject({ code, data: { status } })
})

test('a wrong key is refused and nothing is stored', async () => {
  const response = await api(
    'POST',
    'posts',
    { title: 'Intruder', status: 'publish' },
    {
      Authorization: `Basic ${btoa('admin:wrong')}`,
    },
  )
  expect(response.status).toBe(401)
  expect((await get('/ca/intruder/')).status).toBe(404)
})

test('an administrator purges a listing by its path, and the queue is empty again', async () => {
  await get('/ca/')
  expect(statusOf(await get('/ca/'))).toBe('HIT')
  const purged = await api('POST', '../../meridian/v1/cache/purge', { paths: ['/ca/'] })
  expect(purged.status).toBe(200)
  expect(statusOf(await get('/ca/'))).toBe('MISS')
  const queue = await api('GET', '../../meridian/v1/cache/queue')
  expect(await queue.json()).toMatchObject({ pending: 0, oldest_at: null })
})

test('a deleted picture is gone from the edge at once', async () => {
  const uploaded = await upload('dot.png')
  expect(uploaded.status).toBe(201)
  const { id, source_url } = (await uploaded.json()) as { id: number; source_url: string }
  const path = new URL(source_url).pathname
  await (await get(path)).arrayBuffer()
  expect(statusOf(await get(path))).toBe('HIT')
  expect((await api('DELETE', `media/${id}?force=true`)).status).toBe(200)
  expect((await get(path)).status).toBe(404)
})

test('a category that is put below its own child has no parent, as in WordPress', async () => {
  const make = async (body: object) =>
    (await (await api('POST', 'categories', body)).json()) as { id: number }
  const parent = await make({ name: 'Parent' })
  const child = await make({ name: 'Child', parent: parent.id })
  const answer = await api('PUT', `categories/${parent.id}`, { parent: child.id })
  expect(await answer.json()).toMatchObject({ id: parent.id, parent: 0 })
  expect((await get('/ca/category/parent/child/')).status).toBe(200)
})
