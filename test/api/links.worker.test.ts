import { beforeAll, expect, test } from 'vitest'
import type { Role } from '#api/roles.ts'
import { api, apiJson, openPublication, signUp } from '../publication.ts'

interface Item {
  id: number
  _links: Record<string, { href: string; id?: number; count?: number }[]> & {
    self: { href: string; targetHints: { allow: string[] } }[]
  }
}

const EVERY_METHOD = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const keys = new Map<Role, string>()

beforeAll(async () => {
  await openPublication()
  for (const role of ['editor', 'author', 'contributor'] as const) {
    keys.set(role, await signUp(role, role))
  }
})

const by = (role: Role) => ({ Authorization: keys.get(role) ?? '' })

async function created(role: Role, route: string, body: unknown): Promise<Item> {
  const response = await api('POST', route, body, by(role))
  expect(response.status).toBe(201)
  return response.json()
}

test.each<[Role, string[]]>([
  [
    'editor',
    'publish sticky assign-author create-categories assign-categories create-tags assign-tags'.split(
      ' ',
    ),
  ],
  ['author', ['publish', 'assign-categories', 'create-tags', 'assign-tags']],
  ['contributor', ['assign-categories', 'create-tags', 'assign-tags']],
])('%s: the links of a post tell what its writer may do', async (role, actions) => {
  const { id, _links } = await created(role, 'posts', { title: `By ${role}` })
  const offered = Object.keys(_links).filter((name) => name.startsWith('wp:action-'))
  expect(offered).toEqual(actions.map((action) => `wp:action-${action}`))
  expect(_links['wp:action-assign-tags']?.[0]?.href).toMatch(new RegExp(`/posts/${id}$`))
  const read = await (await api('GET', `posts/${id}`, undefined, by(role))).json<Item>()
  expect(Object.keys(read._links).filter((name) => name.startsWith('wp:action-'))).toEqual([])
})

test('a page has its parent and no terms among its links', async () => {
  const parent = await created('editor', 'pages', { title: 'Above', status: 'publish' })
  const { _links } = await created('editor', 'pages', { title: 'Below', parent: parent.id })
  expect(_links.up?.[0]?.href).toMatch(new RegExp(`/pages/${parent.id}$`))
  const offered = Object.keys(_links).filter((name) => name.startsWith('wp:action-'))
  expect(offered).toEqual(['wp:action-publish', 'wp:action-assign-author'])
})

test('a changed post counts its revisions and leads to the last', async () => {
  const { id } = await created('editor', 'posts', { title: 'Once', status: 'publish' })
  const change = (title: string) => apiJson<Item>('POST', `posts/${id}`, { title })
  await change('Twice')
  const { _links } = await change('Three times')
  // What it said at first is kept as well.
  expect(_links['version-history']?.[0]?.count).toBe(3)
  const [latest] = _links['predecessor-version'] ?? []
  expect(latest?.href).toMatch(new RegExp(`/posts/${id}/revisions/${latest?.id}$`))
  const listed = await apiJson<Item[]>('GET', `posts?include=${id}`)
  expect(listed[0]?._links['version-history']?.[0]?.count).toBe(3)
})

test.each<[Role, string[]]>([
  ['editor', EVERY_METHOD],
  ['author', ['GET']],
])('%s: what may be done to a category', async (role, allowed) => {
  const [item] = await (await api('GET', 'categories', undefined, by(role))).json<Item[]>()
  expect(item?._links.self[0]?.targetHints.allow).toEqual(allowed)
})
