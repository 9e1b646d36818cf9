import { beforeAll, expect, test } from 'vitest'
import {
  api,
  apiJson,
  get,
  openPublication,
  ORIGIN,
  signUp,
  statusOf,
  upload,
} from '../publication.ts'

const STRANGER = { Authorization: '' }
const ids: Record<string, number> = {}
let author = ''
let subscriber = ''

beforeAll(async () => {
  await openPublication()
  author = await signUp('arthur', 'author')
  subscriber = await signUp('sue', 'subscriber')
  const picture = (await (await upload('dot.png')).json()) as { id: number }
  const post = { status: 'publish', content: '<p>Text.</p>' }
  const make = async (route: string, name: string, body: object) => {
    ids[name] = (await apiJson('POST', route, { ...post, ...body })).id
  }
  await make('posts', 'post', {
    title: 'Salt & "pepper"',
    slug: 'salt',
    excerpt: 'In short.',
    featured_media: picture.id,
  })
  await make('posts', 'locked', { title: 'Locked', excerpt: 'Told to few.', password: 'x' })
  await make('posts', 'draft', { title: 'Draft', slug: 'draft', status: 'draft' })
  await make('pages', 'page', { title: 'Above' })
  await make('pages', 'below', { title: 'Below', parent: ids.page })
}, 30_000)

function ask(query: Record<string, string>, headers: object = STRANGER, route = 'embed') {
  return api('GET', `../../oembed/1.0/${route}?${new URLSearchParams(query)}`, undefined, headers)
}

test('an article is told as another site shows it', async () => {
  const response = await ask({ url: `${ORIGIN}/ca/salt/` })
  expect(response.headers.get('Content-Type')).toContain('application/json')
  expect(await response.json()).toEqual({
    version: '1.0',
    provider_name: 'Meridian Canada',
    provider_url: `${ORIGIN}/ca`,
    author_name: 'admin',
    author_url: `${ORIGIN}/ca/author/admin/`,
    title: 'Salt & "pepper"',
    type: 'rich',
    width: 600,
    height: 338,
    html: `<blockquote class="wp-embedded-content"><p><a href="${ORIGIN}/ca/salt/">Salt &amp; &quot;pepper&quot;</a></p><p>In short.</p></blockquote>`,
    thumbnail_url: expect.stringContaining('/ca/wp-content/uploads/'),
    thumbnail_width: 1,
    thumbnail_height: 1,
  })
})

test.each([
  ['300', 300, 200],
  ['9000', 600, 338],
  ['1', 200, 200],
  ['-450', 450, 254],
  ['wide', 200, 200],
])('maxwidth=%s makes it %i by %i', async (maxwidth, width, height) => {
  const json = await (await ask({ url: `${ORIGIN}/ca/salt`, maxwidth })).json()
  expect(json).toMatchObject({ width, height })
})

test.each([
  ['/ca/above/below/', 'Below'],
  ['/ca/SALT/?from=feed#more', 'Salt & "pepper"'],
])('%s is an address of %s', async (path, title) => {
  expect(await (await ask({ url: ORIGIN + path })).json()).toMatchObject({ title })
})

test('the short address names it as well, and what a password protects is not told', async () => {
  expect(await (await ask({ url: `${ORIGIN}/ca/?p=${ids.post}` })).json()).toMatchObject({
    title: 'Salt & "pepper"',
  })
  const json = await (await ask({ url: `${ORIGIN}/ca/locked/` })).json()
  expect(JSON.stringify(json)).toContain('Locked')
  expect(JSON.stringify(json)).not.toContain('Told to few')
})

test('XML is the same in elements', async () => {
  const response = await ask({ url: `${ORIGIN}/ca/salt/`, format: 'xml' })
  expect(response.headers.get('Content-Type')).toBe('text/xml; charset=utf-8')
  const text = await response.text()
  expect(text).toMatch(/^<\?xml version="1.0".*<oembed><version>1.0<\/version>/)
  expect(text).toContain('<title>Salt &amp; &quot;pepper&quot;</title>')
  const other = await ask({ url: `${ORIGIN}/ca/salt/`, format: 'yaml' })
  expect(other.headers.get('Content-Type')).toContain('application/json')
})

test.each([
  `${ORIGIN}/ca/nothing/`,
  `${ORIGIN}/ca/draft/`,
  `${ORIGIN}/ca/`,
  `${ORIGIN}/us/salt/`,
  `${ORIGIN}/ca/?p=99999`,
  `${ORIGIN}/ca/category/uncategorized/`,
  'https://elsewhere.example/ca/salt/',
  'javascript:alert(1)',
])('%s is nothing that can be embedded', async (url) => {
  const response = await ask({ url })
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ code: 'oembed_invalid_url' })
})

test("an article's page leads to what is told of it", async () => {
  const page = `${ORIGIN}/ca/salt/`
  const html = await (await get('/ca/salt/')).text()
  const [, href] =
    /type="application\/json\+oembed" title="oEmbed \(JSON\)" href="([^"]+)"/.exec(html) ?? []
  expect(href).toBe(`${ORIGIN}/ca/wp-json/oembed/1.0/embed?url=${encodeURIComponent(page)}`)
  expect(html).toContain(`${href}&amp;format=xml`)
  expect(await (await get('/ca/')).text()).not.toContain('oembed')
})

test('it is kept until the article changes', async () => {
  const address = { url: `${ORIGIN}/ca/salt/`, maxwidth: '599' }
  await (await ask(address)).text()
  expect(statusOf(await ask(address))).toBe('HIT')
  await apiJson('PUT', `posts/${ids.post}`, { excerpt: 'In other words.' })
  expect(await (await ask(address)).text()).toContain('In other words.')
})

test('an address must be given, and be one', async () => {
  expect(await (await ask({})).json()).toMatchObject({
    code: 'rest_missing_callback_param',
    data: { status: 400, params: ['url'] },
  })
  expect(await (await ask({ url: 'salt' })).json()).toMatchObject({ code: 'rest_invalid_param' })
})

test("the proxy tells whoever writes of the region's own articles, and asks no other site", async () => {
  const own = { url: `${ORIGIN}/ca/salt/` }
  expect((await ask(own, STRANGER, 'proxy')).status).toBe(401)
  const refused = await ask(own, { Authorization: subscriber }, 'proxy')
  expect([refused.status, await refused.json()]).toMatchObject([403, { code: 'rest_forbidden' }])
  const writer = { Authorization: author }
  expect(await (await ask(own, writer, 'proxy')).json()).toMatchObject({ type: 'rich' })
  const other = await ask({ url: 'https://video.example/watch?v=1' }, writer, 'proxy')
  expect([other.status, await other.json()]).toMatchObject([404, { code: 'oembed_invalid_url' }])
  const bad = await ask({ ...own, format: 'yaml' }, writer, 'proxy')
  expect(bad.status).toBe(400)
})
