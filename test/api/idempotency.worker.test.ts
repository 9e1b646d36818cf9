import { beforeAll, expect, test } from 'vitest'
import { forgetAnswers } from '#api/idempotency.ts'
import { api, apiJson, bindings, openPublication, ORIGIN, send, signUp } from '../publication.ts'

// Whoever heard no answer asks again with the same key, and nothing is made twice.

let author = ''

beforeAll(async () => {
  await openPublication()
  author = await signUp('ann', 'author', ['ca'])
})

const keyed = (key: string, more: Record<string, string> = {}) => ({
  'Idempotency-Key': key,
  ...more,
})

/** What is the same of two answers to one request. */
async function answerOf(response: Response) {
  const { headers } = response
  const names = ['Location', 'ETag', 'Content-Type', 'Cache-Control', 'Allow']
  return [response.status, ...names.map((name) => headers.get(name)), await response.text()]
}

const count = async (route: string) =>
  Number((await api('GET', `${route}?per_page=1`)).headers.get('X-WP-Total'))

const BODIES: Record<string, object> = {
  posts: {
    title: 'Sent twice',
    content: `<p>${'Å "quoted" text. '.repeat(50)}</p>`,
    status: 'publish',
  },
  pages: { title: 'Sent twice', status: 'publish' },
  categories: { name: 'Sent twice' },
  tags: { name: 'Sent twice' },
  users: { username: 'twice', email: 'twice@example.org', password: 'long enough' },
}

test.each(Object.entries(BODIES))('%s: the second answer is the first', async (route, body) => {
  const before = await count(route)
  const first = await answerOf(await api('POST', route, body, keyed(`one-${route}`)))
  expect(first[0]).toBe(201)
  expect(first[1]).toMatch(new RegExp(`/wp/v2/${route}/\\d+$`))
  expect(await answerOf(await api('POST', route, body, keyed(`"one-${route}"`)))).toEqual(first)
  expect(await count(route)).toBe(before + 1)
})

test('an upload that is sent again is stored once', async () => {
  const pixel = Uint8Array.from(
    atob(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    ),
    (char) => char.charCodeAt(0),
  )
  const upload = (name: string) =>
    api(
      'POST',
      'media',
      pixel,
      keyed('pixel', { 'Content-Disposition': `attachment; filename="${name}"` }),
    )
  const first = await answerOf(await upload('dot.png'))
  expect(first[0]).toBe(201)
  expect(await answerOf(await upload('dot.png'))).toEqual(first)
  expect((await upload('other.png')).status).toBe(422)
  expect(await count('media')).toBe(1)
})

test('two at once make one, and both hear the same', async () => {
  const before = await count('posts')
  const body = { title: 'At once', status: 'publish' }
  const answers = await Promise.all(
    [1, 2, 3, 4, 5].map(async () => answerOf(await api('POST', 'posts', body, keyed('at-once')))),
  )
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(answers[0]?.[0]).toBe(201)
  expect(await count('posts')).toBe(before + 1)
})

test('a key is one request of one user', async () => {
  const body = { title: 'Mine', status: 'draft' }
  expect((await api('POST', 'posts', body, keyed('mine'))).status).toBe(201)
  const other = await api('POST', 'posts', { ...body, title: 'Other' }, keyed('mine'))
  expect(other.status).toBe(422)
  expect(await other.json()).toMatchObject({
    code: 'rest_idempotency_key_reused',
    data: { status: 422 },
  })
  expect((await api('POST', 'pages', body, keyed('mine'))).status).toBe(422)
  const us = new Request(`${ORIGIN}/us/wp-json/wp/v2/posts`, {
    method: 'POST',
    headers: { ...keyed('mine'), 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect((await send(us)).status).toBe(401)
  const anns = await api('POST', 'posts', body, keyed('mine', { Authorization: author }))
  expect(anns.status).toBe(201)
  expect((await apiJson<object[]>('GET', 'posts?status=draft&search=Mine')).length).toBe(2)
})

test('what was refused may be mended and sent again with its key', async () => {
  expect((await api('POST', 'posts', { status: 'nonsense' }, keyed('mend'))).status).toBe(400)
  expect((await api('POST', 'posts', '{broken', keyed('mend'))).status).toBe(400)
  expect((await api('POST', 'posts', { title: 'Mended' }, keyed('mend'))).status).toBe(201)
})

test.each(['', '  ', 'a b', 'ümlaut', 'a"b', '""', 'x'.repeat(256)])(
  'the key %j is refused',
  async (key) => {
    const before = await count('posts')
    const headers = key === 'ümlaut' ? keyed('\u00fcmlaut') : keyed(key)
    const refused = await api('POST', 'posts', { title: 'x', status: 'publish' }, headers)
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ code: 'rest_invalid_idempotency_key' })
    expect(await count('posts')).toBe(before)
  },
)

test('the longest body is answered again in full, however little it can be packed', async () => {
  const words = Array.from({ length: 9000 }, () =>
    btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(48)))),
  )
  const content = `<p>${words.join(' ')}</p>`
  const first = await answerOf(await api('POST', 'posts', { content }, keyed('long')))
  expect(first[0]).toBe(201)
  expect(await answerOf(await api('POST', 'posts', { content }, keyed('long')))).toEqual(first)
}, 30_000)

test('what never ended is not begun again, and a day ends every key', async () => {
  const now = Math.floor(Date.now() / 1000)
  const body = { title: 'Again', status: 'draft' }
  const first = await api('POST', 'posts', body, keyed('day'))
  const { id } = (await first.json()) as { id: number }
  await bindings.DB.exec("update stored_answers set status = null where idempotency_key = 'day'")
  const waiting = await api('POST', 'posts', body, keyed('day'))
  expect([waiting.status, ((await waiting.json()) as { code: string }).code]).toEqual([
    409,
    'rest_idempotency_in_progress',
  ])
  await forgetAnswers(bindings.DB, now + 3600)
  expect((await api('POST', 'posts', { title: 'New' }, keyed('day'))).status).toBe(422)
  await forgetAnswers(bindings.DB, now + 25 * 3600)
  const again = await api('POST', 'posts', body, keyed('day'))
  expect(((await again.json()) as { id: number }).id).not.toBe(id)
}, 30_000)
