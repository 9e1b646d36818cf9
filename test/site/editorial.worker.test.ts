import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, get, openPublication, runCron, statusOf } from '../publication.ts'

// What editors do to an article, as readers see it: through the cache, on the very next request.

interface Edited {
  id: number
  link: string
  slug: string
  status: string
}

beforeAll(() => openPublication())

const make = (body: object, route = 'posts') => apiJson<Edited>('POST', route, body)
const edit = (id: number, body: object, route = 'posts') =>
  apiJson<Edited>('PUT', `${route}/${id}`, body)

async function read(path: string) {
  const response = await get(path)
  return {
    status: response.status,
    location: response.headers.get('Location'),
    html: await response.text(),
  }
}

/** Everywhere that a published post of this title and slug is shown. */
async function shownAt(title: string, slug: string): Promise<string[]> {
  const places = ['/ca/', `/ca/${slug}/`, '/ca/author/admin/', '/ca/category/uncategorized/']
  const shown: string[] = []
  for (const path of places) if ((await read(path)).html.includes(title)) shown.push(path)
  return shown
}

test.each(['draft', 'pending', 'private'])(
  '%s: shown nowhere until it is published',
  async (status) => {
    const title = `Held as ${status}`
    const slug = `held-${status}`
    const { id } = await make({ title, slug, status, content: '<p>Text.</p>' })
    expect((await read(`/ca/${slug}/`)).status).toBe(404)
    expect((await read(`/ca/?p=${id}`)).status).toBe(404)
    expect(await shownAt(title, slug)).toEqual([])
    await edit(id, { status: 'publish' })
    expect((await shownAt(title, slug)).length).toBe(4)
    expect((await read(`/ca/?p=${id}`)).location).toBe(`/ca/${slug}/`)
    await edit(id, { status })
    expect(await shownAt(title, slug)).toEqual([])
    expect((await read(`/ca/${slug}/`)).status).toBe(404)
    await edit(id, { status: 'publish' })
    expect((await shownAt(title, slug)).length).toBe(4)
  },
)

test('a scheduled post comes out with the cron at its minute, and the kept 404 goes', async () => {
  const now = Math.floor(Date.now() / 1000)
  const at = (seconds: number) => new Date((now + seconds) * 1000)
  const title = 'To come'
  const slug = 'to-come'
  const post = { title, slug, content: '<p>Text.</p>', status: 'publish' }
  const { id, status } = await make({ ...post, date_gmt: at(100).toISOString().slice(0, 19) })
  expect(status).toBe('future')
  expect((await read(`/ca/${slug}/`)).status).toBe(404)
  expect(statusOf(await get(`/ca/${slug}/`))).toBe('HIT')
  await runCron(at(60))
  expect(await shownAt(title, slug)).toEqual([])
  // The first minute after its time.
  await runCron(at(120))
  expect((await shownAt(title, slug)).length).toBe(4)
  expect(await apiJson('GET', `posts/${id}`)).toMatchObject({ status: 'publish' })
  const moved = await edit(id, { date_gmt: at(3600).toISOString().slice(0, 19) })
  expect(moved.status).toBe('future')
  expect(await shownAt(title, slug)).toEqual([])
})

test('a sticky post stands first on the front page, once, and nowhere else', async () => {
  const old = await make({
    title: 'An old one',
    status: 'publish',
    date_gmt: '2019-01-01T00:00:00',
  })
  const ids: number[] = []
  for (let number = 1; number <= 11; number++) {
    ids.push((await make({ title: `Newer ${number}`, status: 'publish' })).id)
  }
  const front = async () => {
    const { html } = await read('/ca/')
    const main = html.slice(html.indexOf('<main'))
    return [...main.matchAll(/<h[23] dir[^>]*>\s*<a[^>]*>([^<]*)</g)].map(([, title]) => title)
  }
  const others = ['/ca/2019/', '/ca/an-old-one/', '/us/']
  for (const path of others) await read(path)
  const before = await front()
  expect(before.length).toBe(10)
  expect(before).not.toContain('An old one')
  await edit(old.id, { sticky: true })
  const after = await front()
  expect(after[0]).toBe('An old one')
  // What follows moves on by one, between the first stories and the sections.
  expect(after.toSorted()).toEqual(['An old one', ...before].toSorted())
  expect((await read('/ca/page/2/')).html).toContain('An old one')
  expect(statusOf(await get('/us/'))).toBe('HIT')
  await edit(ids[10] ?? 0, { sticky: true })
  expect((await front()).slice(0, 2)).toEqual(['Newer 11', 'An old one'])
  expect((await front()).filter((title) => title === 'Newer 11').length).toBe(1)
  await edit(old.id, { title: 'A very old one' })
  expect((await front())[1]).toBe('A very old one')
  await edit(ids[10] ?? 0, { sticky: false })
  await edit(old.id, { status: 'draft' })
  expect(await front()).toEqual(before)
  await edit(old.id, { status: 'publish' })
  expect((await front())[0]).toBe('A very old one')
  await api('DELETE', `posts/${old.id}?force=true`)
  expect(await front()).toEqual(before)
})

test('the trash takes a post from every page, and gives it back where it was', async () => {
  const title = 'Thrown away'
  const { id, slug } = await make({ title, status: 'publish', content: '<p>Text.</p>' })
  expect((await shownAt(title, slug)).length).toBe(4)
  await api('DELETE', `posts/${id}`)
  expect(await shownAt(title, slug)).toEqual([])
  expect((await read(`/ca/${slug}/`)).status).toBe(404)
  expect((await read(`/ca/${slug}__trashed/`)).status).toBe(404)
  const restored = await edit(id, { status: 'publish' })
  expect(restored.slug).toBe(slug)
  expect((await shownAt(title, slug)).length).toBe(4)
})

test('a revision that is brought back is on the page', async () => {
  const { id, slug } = await make({
    title: 'Told',
    content: '<p>First told.</p>',
    status: 'publish',
  })
  await edit(id, { content: '<p>Then told.</p>' })
  expect((await read(`/ca/${slug}/`)).html).toContain('Then told.')
  const revisions = await apiJson<{ content: { raw: string } }[]>(
    'GET',
    `posts/${id}/revisions?context=edit&order=asc`,
  )
  await edit(id, { content: revisions[0]?.content.raw })
  const { html } = await read(`/ca/${slug}/`)
  expect(html).toContain('First told.')
  expect(html).not.toContain('Then told.')
})

test('every slug that a post had leads to it in one hop, until another takes it', async () => {
  const { id } = await make({ title: 'Named', slug: 'name-1', status: 'publish' })
  await edit(id, { slug: 'name-2' })
  await edit(id, { slug: 'name-3' })
  expect((await read('/ca/name-1/')).location).toBe('/ca/name-3/')
  expect((await read('/ca/name-2/')).location).toBe('/ca/name-3/')
  await make({ title: 'Another', slug: 'name-1', status: 'publish' })
  expect((await read('/ca/name-1/')).html).toContain('Another')
  await edit(id, { status: 'draft' })
  expect((await read('/ca/name-2/')).status).toBe(404)
  await edit(id, { status: 'publish' })
  expect((await read('/ca/name-2/')).location).toBe('/ca/name-3/')
})
