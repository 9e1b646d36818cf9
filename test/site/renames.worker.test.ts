import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, get, openPublication, statusOf } from '../publication.ts'

// What was called otherwise yesterday is found at its old address, in one hop, wherever it is today.

beforeAll(() => openPublication())

const term = (route: string, body: object) => apiJson('POST', route, body)
const rename = (route: string, id: number, slug: string) =>
  apiJson('PUT', `${route}/${id}`, { slug })

/** Where an address leads: `301 /ca/…`, or its status alone. */
async function leadsTo(path: string): Promise<string> {
  const response = await get(path)
  await response.arrayBuffer()
  return [response.status, response.headers.get('Location')].filter(Boolean).join(' ')
}

test('a renamed category is found at every address that it had, on the same page of it', async () => {
  const { id } = await term('categories', { name: 'Harbour' })
  const child = await term('categories', { name: 'Quays', parent: id })
  await rename('categories', id, 'port')
  await rename('categories', child.id, 'docks')
  await rename('categories', id, 'seaport')
  expect(await leadsTo('/ca/category/harbour/')).toBe('301 /ca/category/seaport/')
  expect(await leadsTo('/ca/category/port/page/3/')).toBe('301 /ca/category/seaport/page/3/')
  expect(await leadsTo('/ca/category/harbour/quays/')).toBe('301 /ca/category/seaport/docks/')
  expect(await leadsTo('/ca/category/port/docks/')).toBe('301 /ca/category/seaport/docks/')
  expect(await leadsTo('/CA/category/harbour')).toBe('301 /ca/category/seaport/')
  expect(await leadsTo('/ca/category/seaport/docks/')).toBe('200')
})

test('a category below another parent is found at its old address, as its children are', async () => {
  const from = await term('categories', { name: 'Fruit' })
  const to = await term('categories', { name: 'Garden' })
  const moved = await term('categories', { name: 'Apples', parent: from.id })
  await term('categories', { name: 'Cider', parent: moved.id })
  expect(await leadsTo('/ca/category/fruit/apples/cider/')).toBe('200')
  await apiJson('PUT', `categories/${moved.id}`, { parent: to.id })
  expect(await leadsTo('/ca/category/fruit/apples/')).toBe('301 /ca/category/garden/apples/')
  expect(await leadsTo('/ca/category/fruit/apples/cider/')).toBe(
    '301 /ca/category/garden/apples/cider/',
  )
})

test('what takes an old address wins over the redirect, on the next request', async () => {
  const { id } = await term('tags', { name: 'Tram' })
  await rename('tags', id, 'streetcar')
  expect(await leadsTo('/ca/tag/tram/')).toBe('301 /ca/tag/streetcar/')
  expect(await leadsTo('/ca/tag/tram/page/2/')).toBe('301 /ca/tag/streetcar/page/2/')
  expect(await leadsTo('/ca/?tag=streetcar')).toBe('301 /ca/tag/streetcar/')
  await term('tags', { name: 'Another', slug: 'tram' })
  expect(await leadsTo('/ca/tag/tram/')).toBe('200')
  expect(await leadsTo('/ca/tag/tram/page/2/')).toBe('404')
  await rename('tags', id, 'trolley')
  expect(await leadsTo('/ca/tag/streetcar/')).toBe('301 /ca/tag/trolley/')
  expect(await leadsTo('/ca/?tag=streetcar')).toBe('404')
})

test('a name that comes back ends its redirect; a deleted term leaves none', async () => {
  const { id } = await term('tags', { name: 'Ferry' })
  await rename('tags', id, 'boat')
  expect(await leadsTo('/ca/tag/ferry/')).toBe('301 /ca/tag/boat/')
  await rename('tags', id, 'ferry')
  expect([await leadsTo('/ca/tag/ferry/'), await leadsTo('/ca/tag/boat/')]).toEqual([
    '200',
    '301 /ca/tag/ferry/',
  ])
  await api('DELETE', `tags/${id}?force=true`)
  expect([await leadsTo('/ca/tag/ferry/'), await leadsTo('/ca/tag/boat/')]).toEqual(['404', '404'])
})

test('a renamed author is found in every region, and other pages stay where they are', async () => {
  const user = {
    username: 'mara',
    name: 'Mara',
    email: 'mara@example.org',
    password: 'long enough',
  }
  expect(await leadsTo('/us/author/mara/')).toBe('404')
  const { id } = await apiJson('POST', 'users', { ...user, roles: ['author'] })
  expect(await leadsTo('/us/author/mara/')).toBe('200')
  expect(await leadsTo('/ca/author/mara-lind/')).toBe('404')
  await (await get('/uk/')).text()
  await rename('users', id, 'mara-lind')
  expect(await leadsTo('/ca/author/mara/')).toBe('301 /ca/author/mara-lind/')
  expect(await leadsTo('/us/author/mara/page/2/')).toBe('301 /us/author/mara-lind/page/2/')
  expect(await leadsTo('/ca/author/mara-lind/')).toBe('200')
  expect(statusOf(await get('/uk/'))).toBe('HIT')
  await rename('users', id, 'm-lind')
  expect(await leadsTo('/ca/author/mara/')).toBe('301 /ca/author/m-lind/')
  await apiJson('POST', 'users', {
    ...user,
    email: 'other@example.org',
    username: 'mara2',
    slug: 'mara',
  })
  expect(await leadsTo('/ca/author/mara/')).toBe('200')
})

test('two that want one slug at once: one gets it, the other is told', async () => {
  const made = await Promise.all(['Left', 'Right', 'Upper'].map((name) => term('tags', { name })))
  const answers = await Promise.all(
    made.map(({ id }) => api('PUT', `tags/${id}`, { slug: 'wanted' })),
  )
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400])
})
