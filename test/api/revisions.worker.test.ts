import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, get, openPublication, signUp } from '../publication.ts'

// What a post said before, and what its editors typed without saving it.

interface Revision {
  id: number
  author: number
  parent: number
  slug: string
  title: { rendered: string; raw?: string }
  content: { rendered: string; raw?: string }
  excerpt: { rendered: string; raw?: string }
  preview_link?: string
  _links?: { parent: { href: string }[] }
}

const as: Record<string, string> = { nobody: '' }
let id = 0
let link = ''

beforeAll(async () => {
  await openPublication()
  as.author = await signUp('ann', 'author', ['ca'])
  as.editor = await signUp('edith', 'editor', ['ca'])
  const first = { title: 'First', content: '<p>One.</p>', status: 'publish', slug: 'told' }
  const post = await apiJson('POST', 'posts', first)
  id = post.id
  link = new URL(post.link).pathname
  await apiJson('POST', `posts/${id}`, {
    title: 'Second',
    content: '<p>Two.</p><script>x</script>',
  })
})

const path = (rest = '', type = 'posts') => `${type}/${id}/${rest}`

async function refusal(method: string, route: string, user: string, body?: unknown) {
  const response = await api(method, route, body, { Authorization: as[user] ?? '' })
  return [response.status, ((await response.json()) as { code: string }).code]
}

test('a change keeps what was and what is, the latest first', async () => {
  const response = await api('GET', path('revisions'))
  const list = (await response.json()) as Revision[]
  expect(list.map(({ title }) => title)).toEqual([{ rendered: 'Second' }, { rendered: 'First' }])
  expect(list[0]).toMatchObject({ parent: id, slug: `${id}-revision-v1`, author: 1 })
  expect(list[0]?.content).toEqual({ rendered: '<p>Two.</p>' })
  expect(list[0]?._links?.parent[0]?.href).toMatch(new RegExp(`/posts/${id}$`))
  expect(response.headers.get('X-WP-Total')).toBe('2')
  expect(response.headers.get('Allow')).toBe('GET')
})

test('the version before leads to a revision that answers, and comes back when it is written', async () => {
  const { _links: links } = await apiJson<{ _links: Record<string, { id: number }[]> }>(
    'GET',
    `posts/${id}`,
  )
  const latest = links['predecessor-version']?.[0]?.id
  expect(await apiJson('GET', path(`revisions/${latest}`))).toMatchObject({ id: latest })
  const [, first] = await apiJson<Revision[]>('GET', path('revisions?context=edit'))
  expect(first?.content.raw).toBe('<p>One.</p>')
  const restored = { title: first?.title.raw, content: first?.content.raw }
  await apiJson('POST', `posts/${id}`, restored)
  expect(await (await get(link)).text()).toContain('<p>One.</p>')
  expect(
    (await apiJson<Revision[]>('GET', path('revisions'))).map((row) => row.title.rendered),
  ).toEqual(['First', 'Second', 'First'])
})

test('the first write after a creation keeps a revision even when no text changed', async () => {
  const post = await apiJson('POST', 'posts', { title: 'Still', content: 'x' })
  const history = async () =>
    (await apiJson<Revision[]>('GET', `posts/${post.id}/revisions`)).map(
      (row) => row.title.rendered,
    )
  expect(await history()).toEqual([])
  await apiJson('POST', `posts/${post.id}`, { sticky: true })
  await apiJson('POST', `posts/${post.id}`, { sticky: false })
  expect(await history()).toEqual(['Still'])
})

test('revisions are paged, chosen and searched', async () => {
  const titles = async (query: string) =>
    (await apiJson<Revision[]>('GET', path(`revisions?${query}`))).map((row) => row.title.rendered)
  expect(await titles('per_page=1&page=2')).toEqual(['Second'])
  expect(await titles('search=two')).toEqual(['Second'])
  expect(await titles('order=asc&orderby=id&per_page=2')).toEqual(['First', 'Second'])
  const failed = (query: string) => refusal('GET', path(`revisions?${query}`), 'editor')
  expect(await failed('per_page=2&page=3')).toEqual([400, 'rest_revision_invalid_page_number'])
  expect(await failed('offset=9')).toEqual([400, 'rest_revision_invalid_offset_number'])
  expect(await failed('orderby=relevance')).toEqual([400, 'rest_no_search_term_defined'])
})

test('only who may change the post reads its history, and nobody deletes it', async () => {
  const [row] = await apiJson<Revision[]>('GET', path('revisions'))
  const other = await apiJson('POST', 'posts', { title: 'Other', content: 'x' })
  const one = path(`revisions/${row?.id}`)
  expect(await refusal('GET', path('revisions'), 'nobody')).toEqual([401, 'rest_cannot_read'])
  expect(await refusal('GET', path('autosaves'), 'nobody')).toEqual([401, 'rest_cannot_read'])
  expect(await refusal('GET', one, 'author')).toEqual([403, 'rest_cannot_read'])
  expect(await refusal('GET', path('revisions/99999'), 'editor')).toEqual([
    404,
    'rest_post_invalid_id',
  ])
  expect(await refusal('GET', path('revisions/x'), 'editor')).toEqual([404, 'rest_no_route'])
  expect(await refusal('GET', path('revisions', 'pages'), 'editor')).toEqual([
    404,
    'rest_post_invalid_parent',
  ])
  expect(await refusal('GET', `posts/${other.id}/revisions/${row?.id}`, 'editor')).toEqual([
    404,
    'rest_revision_parent_id_mismatch',
  ])
  expect(await refusal('DELETE', `${one}?force=true`, 'nobody')).toEqual([
    401,
    'rest_cannot_delete',
  ])
  expect(await refusal('DELETE', `${one}?force=true`, 'editor')).toEqual([
    403,
    'rest_cannot_delete',
  ])
  expect(await apiJson('GET', one)).toMatchObject({ id: row?.id })
})

test('an autosave stands beside the post, one an editor, and readers see nothing of it', async () => {
  const before = await (await get(link)).text()
  const saved = await apiJson<Revision>('POST', path('autosaves'), { title: 'Third?' })
  expect(saved).toMatchObject({ parent: id, slug: `${id}-autosave-v1`, title: { raw: 'Third?' } })
  expect(saved.preview_link).toContain('preview=true')
  const again = await apiJson<Revision>('POST', path('autosaves'), { content: 'and <b>more</b>' })
  expect(again).toMatchObject({ id: saved.id, title: { raw: 'Third?' } })
  expect(await apiJson('GET', path('autosaves'))).toMatchObject([{ id: saved.id }])
  expect(await apiJson('GET', path(`autosaves/${saved.id}`))).toMatchObject({ id: saved.id })
  expect(await apiJson('GET', `posts/${id}`)).toMatchObject({ title: { rendered: 'First' } })
  expect(await (await get(link)).text()).toBe(before)
})

test('an autosave that says what the post says is none, and ends the one before', async () => {
  expect(await refusal('POST', path('autosaves'), 'author', { title: 'x' })).toEqual([
    403,
    'rest_cannot_edit',
  ])
  const same = await api('POST', path('autosaves'), { title: 'First' })
  expect(await same.json()).toMatchObject({ code: 'rest_autosave_no_changes' })
  expect(await apiJson('GET', path('autosaves'))).toEqual([])
  expect(await refusal('GET', path('autosaves/1'), 'editor')).toEqual([
    404,
    'rest_post_no_autosave',
  ])
})

test('an autosave too large for a post is refused', async () => {
  const content = 'a'.repeat(700_000)
  expect(await refusal('POST', path('autosaves'), 'editor', { content })).toEqual([
    400,
    'rest_invalid_param',
  ])
})

test("an autosave of one's own draft is a save of the draft", async () => {
  const draft = await apiJson('POST', 'posts', { title: 'Mine', content: 'x' })
  const saved = await apiJson<Revision>('POST', `posts/${draft.id}/autosaves`, { title: 'Mine 2' })
  expect(saved).toMatchObject({ id: draft.id, title: { raw: 'Mine 2' } })
  expect(await apiJson('GET', `posts/${draft.id}`)).toMatchObject({ title: { rendered: 'Mine 2' } })
})
