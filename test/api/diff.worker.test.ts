import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, openPublication, ORIGIN, send, signUp } from '../publication.ts'

// What changed between two states of an article, for who may change it.

interface Diff {
  id: number
  from: { id: number; kind: string; author: number; date_gmt: string }
  to: { id: number; kind: string }
  fields: { field: string; changes: { op: string; text: string }[] }[]
}

let id = 0
let first = 0
let second = 0
let author = ''

beforeAll(async () => {
  await openPublication()
  author = await signUp('ann', 'author', ['ca'])
  const texts = { title: 'The old harbour', content: '<p>One.</p>\n<p>Two and more.</p>' }
  id = (await apiJson('POST', 'posts', { ...texts, status: 'publish' })).id
  await apiJson('PUT', `posts/${id}`, { title: 'The new harbour' })
  await apiJson('PUT', `posts/${id}`, {
    content: '<p>One.</p>\n<p>Two and less.</p>',
    excerpt: 'In short.',
  })
  const revisions = await apiJson<{ id: number }[]>('GET', `posts/${id}/revisions?order=asc`)
  first = revisions[0]?.id ?? 0
  second = revisions[1]?.id ?? 0
})

const path = (query: string, of = `posts/${id}`) => `../../meridian/v1/${of}/diff?${query}`
const diff = (query: string) => apiJson<Diff>('GET', path(query))

test('a revision against the post as it is tells each field that changed, and no other', async () => {
  const { fields, from, to } = await diff(`from=${first}`)
  expect(fields.map(({ field }) => field)).toEqual(['title', 'content', 'excerpt'])
  expect(fields[0]?.changes).toEqual([
    { op: 'equal', text: 'The ' },
    { op: 'removed', text: 'old' },
    { op: 'added', text: 'new' },
    { op: 'equal', text: ' harbour' },
  ])
  expect(fields[1]?.changes).toEqual([
    { op: 'equal', text: '<p>One.</p>\n<p>Two and ' },
    { op: 'removed', text: 'more' },
    { op: 'added', text: 'less' },
    { op: 'equal', text: '.</p>' },
  ])
  expect(fields[2]?.changes).toEqual([{ op: 'added', text: 'In short.' }])
  expect(from).toMatchObject({ id: first, kind: 'revision', author: 1 })
  expect(to).toMatchObject({ id, kind: 'current' })
})

test('two revisions either way, and an autosave', async () => {
  expect((await diff(`from=${first}&to=${second}`)).fields.map(({ field }) => field)).toEqual([
    'title',
  ])
  const back = await diff(`from=${second}&to=${first}`)
  expect(back.fields[0]?.changes[1]).toEqual({ op: 'removed', text: 'new' })
  expect((await diff(`from=${first}&to=${first}`)).fields).toEqual([])
  const saved = await apiJson('POST', `posts/${id}/autosaves`, {
    title: 'The new quay',
    content: 'x',
  })
  expect((await diff(`from=${second}&to=${saved.id}`)).to.kind).toBe('autosave')
})

test.each([
  ['', 400, 'rest_missing_callback_param'],
  ['from=x', 400, 'rest_invalid_param'],
  ['from=0', 400, 'rest_invalid_param'],
  ['from=999999', 404, 'rest_post_invalid_id'],
  ['from=1&to=999999', 404, 'rest_post_invalid_id'],
])('?%s is refused', async (query, status, code) => {
  const response = await api('GET', path(query))
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
    status,
    code,
  ])
})

test('only who may read the history sees what changed', async () => {
  const other = await apiJson('POST', 'posts', { title: 'Other', content: 'x' })
  const ask = async (of: string, Authorization?: string) =>
    (
      await api('GET', path(`from=${first}`, of), undefined, {
        ...(Authorization !== undefined && { Authorization }),
      })
    ).status
  expect(await ask(`posts/${id}`, '')).toBe(401)
  expect(await ask(`posts/${id}`, author)).toBe(403)
  expect(await ask(`posts/${other.id}`)).toBe(404)
  expect(await ask(`pages/${id}`)).toBe(404)
  expect(await ask('posts/none')).toBe(404)
})

test('the index and OPTIONS tell what it takes', async () => {
  const response = await send(new Request(`${ORIGIN}/ca/wp-json/meridian/v1`))
  const { routes } = (await response.json()) as {
    routes: Record<string, { endpoints: { args: object }[] }>
  }
  expect(routes['/meridian/v1/posts/(?P<id>[\\d]+)/diff']?.endpoints[0]?.args).toMatchObject({
    from: { type: 'integer', required: true },
    to: { required: false },
  })
})
