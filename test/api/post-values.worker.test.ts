import { beforeAll, expect, test } from 'vitest'
import { apiJson, get, openPublication } from '../publication.ts'

// Values that follow from a post alone.

interface Post {
  id: number
  link: string
  slug: string
  permalink_template: string
  generated_slug: string
  categories: number[]
}

beforeAll(openPublication)

const create = (fields: object, type = 'posts') =>
  apiJson<Post>('POST', type, { title: 'Some Title', content: 'x', ...fields })

test('a draft tells the slug and the address that it would get', async () => {
  const draft = await create({})
  expect(draft).toMatchObject({ slug: '', generated_slug: 'some-title' })
  expect(draft.permalink_template).toMatch(/\/ca\/%postname%\/$/)
  const untitled = await create({ title: '' })
  // A number alone would read as a year.
  expect(untitled.generated_slug).toBe(`${untitled.id}-2`)
})

test('the slug that a draft would get is free', async () => {
  const title = 'Taken Often'
  for (const slug of ['taken-often', 'taken-often-2', 'taken-often-more']) {
    await create({ title, slug, status: 'publish' })
  }
  const draft = await create({ title })
  expect(draft.generated_slug).toBe('taken-often-3')
  expect(await apiJson('GET', `posts/${draft.id}?context=edit`)).toMatchObject({
    generated_slug: 'taken-often-3',
  })
  const out = await apiJson('POST', `posts/${draft.id}`, { status: 'publish' })
  expect(out.slug).toBe('taken-often-3')
  const long = 'long '.repeat(60)
  const { slug } = await create({ title: long, status: 'publish' })
  expect((await create({ title: long })).generated_slug).not.toBe(slug)
})

test('the trash keeps the slug to come back to, and no address to change', async () => {
  const post = await create({ status: 'publish', slug: 'going' })
  const trashed = await apiJson<Post>('DELETE', `posts/${post.id}`)
  expect(trashed).toMatchObject({ slug: 'going__trashed', generated_slug: 'going' })
  expect(trashed.permalink_template).toBe(trashed.link)
})

test('a page below another has its name below the name of that', async () => {
  const upper = await create({ status: 'publish', slug: 'upper' }, 'pages')
  const lower = await create({ status: 'publish', slug: 'lower', parent: upper.id }, 'pages')
  expect(lower.permalink_template).toMatch(/\/ca\/upper\/%pagename%\/$/)
})

test('what the block editor wrote has a version of blocks', async () => {
  const blocks = await create({
    content: '<!-- wp:paragraph -->\n<p>b</p>\n<!-- /wp:paragraph -->',
  })
  expect(blocks).toMatchObject({ content: { block_version: 1 } })
  expect(await create({})).toMatchObject({ content: { block_version: 0 } })
})

test('comments are preset as WordPress presets them', async () => {
  expect(await create({})).toMatchObject({ comment_status: 'open', ping_status: 'open' })
  expect(await create({}, 'pages')).toMatchObject({
    comment_status: 'closed',
    ping_status: 'closed',
  })
})

test('a post has the default category until it is told its categories, be it none', async () => {
  const post = await create({ status: 'publish', slug: 'sorted' })
  expect(post.categories).toHaveLength(1)
  const path = `posts/${post.id}`
  expect(await apiJson('POST', path, { categories: [] })).toMatchObject({ categories: [] })
  expect((await get('/ca/sorted/')).status).toBe(200)
  expect(await create({ categories: [99999] })).toMatchObject({ categories: [] })
})
