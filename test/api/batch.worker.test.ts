import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, openPublication, signUp } from '../publication.ts'

interface Answer {
  status: number
  body: { id: number; code?: string; title: { raw: string }; data: { params: object } }
  headers: Record<string, string> | []
}

let author = ''
let postId = 0

beforeAll(async () => {
  await openPublication()
  author = await signUp('arthur', 'author')
  postId = (await apiJson('POST', 'posts', { title: 'One', status: 'publish' })).id
})

async function batch(requests: unknown, more = {}, headers = {}) {
  const response = await api('POST', '../../batch/v1', { requests, ...more }, headers)
  const json = (await response.json()) as { responses: (Answer | null)[]; failed?: string }
  return { status: response.status, ...json }
}

const outcomes = (responses: (Answer | null)[]) =>
  responses.map((one) => one && [one.status, one.body.code ?? null])

test('requests are answered one after the other, each as if it had come alone', async () => {
  const { status, responses } = await batch([
    { path: '/wp/v2/posts', body: { title: 'Two' } },
    { path: `/wp/v2/posts/${postId}`, method: 'PATCH', body: { title: 'One, changed' } },
    { path: '/wp/v2/tags?name=Tag' },
    { path: `/wp/v2/posts/${postId}`, method: 'DELETE' },
    { path: '/wp/v2/posts/99999', method: 'PUT', body: { title: 'x' } },
  ])
  expect(status).toBe(207)
  expect(outcomes(responses)).toEqual([
    [201, null],
    [200, null],
    [201, null],
    [200, null],
    [404, 'rest_post_invalid_id'],
  ])
  expect(responses[0]?.headers).toEqual({
    Allow: expect.stringContaining('POST'),
    Location: expect.stringContaining(`/wp-json/wp/v2/posts/${responses[0]?.body.id}`),
  })
  expect(responses[1]?.body.title.raw).toBe('One, changed')
})

test('all or none are done where all must be valid', async () => {
  const before = (await api('GET', 'tags')).headers.get('X-WP-Total')
  const requests = [
    { path: '/wp/v2/tags', body: { name: 'Never' } },
    { path: '/wp/v2/posts', body: { title: 'x', status: 'evil' } },
    { path: '/wp/v2/tags', body: [] },
    { path: '/wp/v2/media', body: {} },
    { path: '/wp/v2/nothing' },
  ]
  const { status, failed, responses } = await batch(requests, {
    validation: 'require-all-validate',
  })
  expect([status, failed]).toEqual([207, 'validation'])
  expect(outcomes(responses)).toEqual([
    null,
    [400, 'rest_invalid_param'],
    [400, 'rest_missing_callback_param'],
    [400, 'rest_batch_not_allowed'],
    [404, 'rest_no_route'],
  ])
  expect(Object.keys(responses[1]?.body.data.params ?? {})).toEqual(['status'])
  expect((await api('GET', 'tags')).headers.get('X-WP-Total')).toBe(before)
  const normal = await batch(requests.slice(0, 2))
  expect(outcomes(normal.responses)).toEqual([
    [201, null],
    [400, 'rest_invalid_param'],
  ])
})

test('whoever sends a batch may do in it what they may do', async () => {
  const requests = [
    { path: '/wp/v2/categories', body: { name: 'No' } },
    { path: '/wp/v2/posts', body: { title: 'Mine' } },
  ]
  const own = await batch(requests, {}, { Authorization: author })
  expect(outcomes(own.responses)).toEqual([
    [403, 'rest_cannot_create'],
    [201, null],
  ])
  const strangers = await batch(requests, {}, { Authorization: '' })
  expect(outcomes(strangers.responses)).toEqual([
    [401, 'rest_cannot_create'],
    [401, 'rest_cannot_create'],
  ])
  // A key in one of them is nobody's: the batch has its own.
  const borrowed = await batch(
    requests.map((one) => ({ ...one, headers: { Authorization: author } })),
    {},
    { Authorization: '' },
  )
  expect(outcomes(borrowed.responses)).toEqual(outcomes(strangers.responses))
})

test('their own headers count', async () => {
  const { id } = await apiJson('POST', 'posts', { title: 'Versions' })
  const { responses } = await batch([
    { path: `/wp/v2/posts/${id}`, body: { title: 'Lost' }, headers: { 'If-Match': '"old"' } },
  ])
  expect(outcomes(responses)).toEqual([[412, 'rest_precondition_failed']])
})

test.each([
  '/batch/v1',
  '/wp/v2/settings',
  '/wp/v2/users/me',
  '/wp/v2/comments',
  '/meridian/v1/cache/purge',
])('%s takes no part in batches', async (path) => {
  const { responses } = await batch([{ path, body: { requests: [] } }])
  expect(outcomes(responses)).toEqual([[400, 'rest_batch_not_allowed']])
})

test.each([
  ['/wp/v2/../../../us/wp-json/wp/v2/posts', 404],
  ['//elsewhere.example/wp/v2/posts', 404],
  ['https://elsewhere.example/wp/v2/posts', 404],
  ['wp/v2/posts', 404],
  ['/wp/v2/posts/../tags', 400],
])('%s leads no further than the region', async (path, status) => {
  const { responses } = await batch([{ path, body: { title: 'Astray' } }])
  expect(responses[0]?.status).toBe(status)
})

test.each([
  [Array.from({ length: 26 }, () => ({ path: '/wp/v2/posts' })), 'requests'],
  [[{ path: '/wp/v2/posts', method: 'GET' }], 'requests'],
  [[{ method: 'POST' }], 'requests'],
  [[{ path: '/wp/v2/posts', headers: { 'a b': 'c' } }], 'requests'],
  [[{ path: '/wp/v2/posts', headers: { a: 'b\nc' } }], 'requests'],
  ['none', 'requests'],
])('%j is no batch', async (requests, name) => {
  const response = await api('POST', '../../batch/v1', { requests })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    code: 'rest_invalid_param',
    data: { params: { [name]: expect.any(String) } },
  })
})

test('a batch without requests is asked for them, and OPTIONS tells how many', async () => {
  const response = await api('POST', '../../batch/v1', {})
  expect(await response.json()).toMatchObject({
    code: 'rest_missing_callback_param',
    data: { params: ['requests'] },
  })
  const described = await apiJson<{
    endpoints: { args: { requests: { maxItems: number } } }[]
    methods: string[]
  }>('OPTIONS', '../../batch/v1')
  expect(described.methods).toEqual(['POST'])
  expect(described.endpoints[0]?.args.requests.maxItems).toBe(25)
  const posts = await apiJson<{ endpoints: { allow_batch?: object }[] }>('OPTIONS', 'posts')
  expect(posts.endpoints.map((endpoint) => endpoint.allow_batch)).toEqual([
    { v1: true },
    { v1: true },
  ])
  const media = await apiJson<{ endpoints: { allow_batch?: object }[] }>('OPTIONS', 'media')
  expect(media.endpoints[0]).not.toHaveProperty('allow_batch')
})
