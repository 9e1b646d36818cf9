import { beforeAll, describe, expect, test } from 'vitest'
import { site } from '#site/routes.ts'
import { documentOf } from '../documents.ts'
import { bring, meridian } from '../imports.ts'
import {
  api,
  apiJson,
  bindings,
  get,
  openPublication,
  ORIGIN,
  statusOf,
  upload,
} from '../publication.ts'

// Whatever changes, no address may go on answering what it answered before: each answer of the cache is compared
// with what the site would answer anew.

interface Made {
  id: number
  slug: string
}

const ids: Record<string, number> = {}

async function make(route: string, name: string, body: object): Promise<number> {
  const made = await apiJson<Made>('POST', route, body)
  ids[name] = made.id
  return made.id
}

beforeAll(async () => {
  await openPublication()
  const parent = await make('categories', 'parent', { name: 'Parent' })
  const child = await make('categories', 'child', { name: 'Child', parent })
  const grandchild = await make('categories', 'grandchild', { name: 'Grandchild', parent: child })
  const side = await make('categories', 'side', { name: 'Side' })
  const tag = await make('tags', 'tag', { name: 'Tag' })
  const categories = [[parent], [child], [grandchild], [side], [side, parent], [child, side]]
  for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) {
    await make('posts', `post${number}`, {
      title: `Post ${number}`,
      content: `<p>Text ${number}.</p>`,
      status: 'publish',
      date_gmt: `2026-01-${String(number + 10)}T12:00:00`,
      categories: categories[number % categories.length],
      tags: number % 2 === 0 ? [tag] : [],
    })
  }
  await illustrate()
  const page = { status: 'publish', content: '<p>Text.</p>' }
  const above = await make('pages', 'above', { ...page, title: 'Above' })
  const below = await make('pages', 'below', { ...page, title: 'Below', parent: above })
  await make('pages', 'lowest', { ...page, title: 'Lowest', parent: below })
}, 60_000)

/** Addresses of a picture's variants, at which something is kept for a year. */
const variants: string[] = []

/** Gives a post a lead picture and a body with another, and the region one that stands for the rest. */
async function illustrate(): Promise<void> {
  for (const [name, width] of [
    ['lead', 400],
    ['figure', 500],
    ['social', 1300],
  ] as const) {
    const { id: medium, source_url: src } = await paint(`${name}.png`, width)
    ids[name] = medium
    sources[name] = src
  }
  await apiJson('PUT', `posts/${id('post5')}`, {
    featured_media: id('lead'),
    content: `<p>See.</p><figure><img src="${sources.figure}" alt=""></figure>`,
  })
  await meridian('PUT', 'regions/ca', { social_image_id: id('social') })
  const html = await (await get('/ca/post-5/')).text()
  variants.push(...(html.match(/\/ca\/images\/[\w-]+\/(?:320\.webp|4x3\.\w+)/g) ?? []))
}

const sources: Record<string, string> = {}

/** Uploads a picture, as the Images binding makes one of a pixel. */
async function paint(fileName: string, width: number): Promise<{ id: number; source_url: string }> {
  const pixel = await upload(fileName)
  const { id: first, source_url: src } = await pixel.json<{ id: number; source_url: string }>()
  const stored = await bindings.MEDIA.get(`ca${src.split('/uploads')[1]}`)
  if (!stored) throw new Error(`${fileName} was not stored`)
  const output = await bindings.IMAGES.input(stored.body)
    .transform({ width, height: width, fit: 'cover' })
    .output({ format: 'image/png' })
  await api('DELETE', `media/${first}?force=true`)
  const bytes = new Uint8Array(await output.response().arrayBuffer())
  const headers = { 'Content-Disposition': `attachment; filename="${fileName}"` }
  return (await api('POST', 'media', bytes, headers)).json()
}

const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
const ADDRESSES = [
  '/ca/',
  '/ca/page/2/',
  '/ca/category/parent/',
  '/ca/category/parent/child/',
  '/ca/category/parent/child/grandchild/',
  '/ca/category/child/',
  '/ca/category/child/grandchild/',
  '/ca/category/grandchild/',
  '/ca/category/side/',
  '/ca/category/side/child/',
  '/ca/category/side/child/grandchild/',
  '/ca/category/uncategorized/',
  '/ca/category/renamed/',
  '/ca/category/renamed/child/',
  '/ca/tag/tag/',
  '/ca/tag/label/',
  '/ca/tag/label/page/2/',
  '/ca/?tag=tag',
  '/ca/author/admin/',
  '/ca/author/chief/',
  '/us/author/chief/page/2/',
  '/ca/2026/',
  '/ca/2026/01/',
  '/ca/2026/01/14/',
  '/ca/above/',
  '/ca/above/below/',
  '/ca/above/below/lowest/',
  '/ca/moved/',
  '/ca/moved/below/',
  '/ca/moved/below/lowest/',
  '/ca/below/',
  '/ca/below/lowest/',
  '/ca/new-post/',
  ...numbers.map((number) => `/ca/post-${number}/`),
  '/ca/?s=post',
  '/ca/page/2/?s=post',
  '/ca/?s=post&cat=side',
  '/ca/?s=another+new',
  '/ca/?s=nwe',
  '/ca/?s=short',
  '/ca/?s=',
  '/us/',
  '/',
  '/ca/icon.svg',

  '/ca/site.webmanifest',
  '/icon.svg',
  '/ca/feed/',
  '/ca/feed/json/',
  '/ca/category/parent/feed/',
  '/ca/category/parent/child/feed/',
  '/ca/category/renamed/feed/',
  '/ca/category/side/feed/json/',
  '/ca/tag/tag/feed/',
  '/ca/tag/label/feed/',
  '/ca/author/admin/feed/',
  '/ca/2026/01/feed/',
  '/ca/post-8/feed/',
  '/ca/search/text/feed/',
  '/ca/moved/feed/',
  '/ca/?feed=rss2',
  '/ca/?tag=tag&feed=rss2',
  '/sitemap_index.xml',
  '/ca/sitemap_index.xml',
  '/ca/post-sitemap.xml',
  '/ca/post-sitemap2.xml',
  '/ca/page-sitemap.xml',
  '/ca/category-sitemap.xml',
  '/ca/post_tag-sitemap.xml',
  '/ca/author-sitemap.xml',
  '/ca/news-sitemap.xml',
  '/us/post-sitemap.xml',
  '/robots.txt',
  '/llms.txt',
  '/ca/llms.txt',
  '/us/llms.txt',
  '/ca/post-2/index.md',
  '/ca/post-5/index.md',
  '/ca/post-8/index.md',
  '/ca/post-9/index.md',
  '/ca/moved/index.md',
  '/ca/new-post/index.md',
  '/ca/above/below/index.md',
  '/ca/moved/below/index.md',
]

/** Reads of the API; their ids are known when the articles are made. */
function reads(): string[] {
  const posts = numbers.map((number) => `posts/${id(`post${number}`)}`)
  return [
    'posts',
    'posts?per_page=5&page=2',
    'posts?_embed',
    `posts?categories=${id('side')}`,
    `posts?categories=${id('child')}&_embed=wp:term`,
    `posts?tags=${id('tag')}&_fields=id,title,class_list`,
    'posts?author=1',
    'posts?orderby=modified',
    'posts?slug=new-post',
    'posts?search=text',
    'pages?_embed',
    'media',
    'categories',
    `categories/${id('side')}`,
    'tags',
    `tags/${id('tag')}`,
    'users',
    'users/1',
    'search?search=post',
    'search?type=term',
    'types/post',
    ...posts,
    `posts/${id('post3')}?_embed`,
    `pages/${id('below')}`,
    `pages/${id('lowest')}?_embed`,
  ].map((read) => `/ca/wp-json/wp/v2/${read}`)
}

const OLD = 'https://old.example/canada/'
const HEAD = { title: 'Of search', description: 'For results', ogTitle: 'Of networks' }
const oldTerm = (id: number, slug: string, taxonomy: 'category' | 'post_tag' = 'category') => ({
  id,
  taxonomy,
  slug,
  name: slug,
  description: '',
  parentId: 0,
})

function bringTag(seo: object) {
  const source = { hosts: ['old.example'], pathPrefix: '/canada/' }
  const terms = [{ ...oldTerm(702, 'tag', 'post_tag'), seo, source }]
  return meridian('POST', 'import/terms?purge=now', { terms })
}

async function answerOf(response: Response) {
  // Rows read are how it was made, not what it says.
  return {
    status: response.status,
    location: response.headers.get('Location'),
    html: await response.text(),
  }
}

async function fresh(path: string) {
  // What no route knows keeps an answer of the API out of the cache.
  if (path.includes('/wp-json/'))
    return answerOf(await get(`${path}${path.includes('?') ? '&' : '?'}new`))
  const response = await site.fetch(new Request(ORIGIN + path), { ...bindings, PAGE_MEMORY: 'off' })
  return answerOf(response)
}

/** The addresses that answer something old, after everything was asked for once before `change`. */
async function staleAfter(change: () => Promise<unknown>): Promise<string[]> {
  const addresses = [...ADDRESSES, ...reads(), ...variants]
  for (const path of addresses) await (await get(path)).text()
  await change()
  const stale: string[] = []
  for (const path of addresses) {
    const kept = await answerOf(await get(path))
    if (JSON.stringify(kept) !== JSON.stringify(await fresh(path))) stale.push(path)
  }
  return stale
}

const id = (name: string) => {
  const found = ids[name]
  if (found === undefined) throw new Error(`${name} was not made`)
  return found
}

const CHANGES: Record<string, () => Promise<unknown>> = {
  'a post is published at an address that was a 404': () =>
    make('posts', 'new', {
      title: 'New post',
      content: '<p>New.</p>',
      status: 'publish',
      categories: [id('grandchild'), id('side')],
      date_gmt: '2026-01-16T18:00:00',
    }),
  'a title changes': () => apiJson('PUT', `posts/${id('post5')}`, { title: 'Another title' }),
  'a lead picture is described': () =>
    apiJson('POST', `media/${id('lead')}`, { alt_text: 'A view', caption: 'Seen from above' }),
  'the region’s picture is described': () =>
    apiJson('POST', `media/${id('social')}`, { alt_text: 'A town' }),
  'the region has another picture': () =>
    meridian('PUT', 'regions/ca', { social_image_id: id('figure') }),
  'a picture of a body and of the region is deleted': () =>
    api('DELETE', `media/${id('figure')}?force=true`),
  'a lead picture is deleted': () => api('DELETE', `media/${id('lead')}?force=true`),
  'an editor types without saving': () =>
    apiJson('POST', `posts/${id('post5')}/autosaves`, { title: 'Not yet' }),
  'an excerpt changes': () => apiJson('PUT', `posts/${id('post6')}`, { excerpt: 'In short.' }),
  'a date changes': () =>
    apiJson('PUT', `posts/${id('post4')}`, { date_gmt: '2026-01-20T13:00:00' }),
  'categories change': () =>
    apiJson('PUT', `posts/${id('post7')}`, { categories: [id('side'), id('child')] }),
  'tags change': () => apiJson('PUT', `posts/${id('post3')}`, { tags: [id('tag')] }),
  'a slug changes': () => apiJson('PUT', `posts/${id('post8')}`, { slug: 'moved' }),
  'and changes back': () => apiJson('PUT', `posts/${id('post8')}`, { slug: 'post-8' }),
  'a post becomes a draft': () => apiJson('PUT', `posts/${id('post9')}`, { status: 'draft' }),
  'and is published again': () => apiJson('PUT', `posts/${id('post9')}`, { status: 'publish' }),
  'a post becomes sticky': () => apiJson('PUT', `posts/${id('post1')}`, { sticky: true }),
  'and is sticky no longer': () => apiJson('PUT', `posts/${id('post1')}`, { sticky: false }),
  'an author gets another slug': () => apiJson('PUT', 'users/1', { slug: 'chief' }),
  'and the old one': () => apiJson('PUT', 'users/1', { slug: 'admin' }),
  'a tag gets another slug': () => apiJson('PUT', `tags/${id('tag')}`, { slug: 'label' }),
  'another tag takes the old one': () => make('tags', 'heir', { name: 'Heir', slug: 'tag' }),
  'and goes': () => api('DELETE', `tags/${id('heir')}?force=true`),
  'which has it back': () => apiJson('PUT', `tags/${id('tag')}`, { slug: 'tag' }),
  'a post gets a password': () => apiJson('PUT', `posts/${id('post2')}`, { password: 'secret' }),
  'a post is trashed': () => api('DELETE', `posts/${id('post10')}`),
  'and restored': () => apiJson('PUT', `posts/${id('post10')}`, { status: 'publish' }),
  'a post is deleted': () => api('DELETE', `posts/${id('post11')}?force=true`),
  'the settings of the region change': () =>
    apiJson('POST', 'settings', { title: 'North', description: 'By the sea', posts_per_page: 4 }),
  'its language and time zone change': () =>
    apiJson('POST', 'settings', { language: 'en_GB', timezone: 'Pacific/Auckland' }),
  'and they change back': () =>
    apiJson('POST', 'settings', {
      language: 'en_CA',
      timezone: 'America/Toronto',
      posts_per_page: 10,
    }),
  'a region gets rules for crawlers': () =>
    meridian('PUT', 'regions/ca', { robots_rules: 'Disallow: /ca/tag/' }),
  'a category is described': () =>
    apiJson('PUT', `categories/${id('child')}`, { description: 'A <b>few</b> words.' }),
  'a category is renamed': () => apiJson('PUT', `categories/${id('child')}`, { name: 'Infant' }),
  'a category with children gets another slug': () =>
    apiJson('PUT', `categories/${id('parent')}`, { slug: 'renamed' }),
  'and its old one': () => apiJson('PUT', `categories/${id('parent')}`, { slug: 'parent' }),
  'a category moves below another': () =>
    apiJson('PUT', `categories/${id('child')}`, { parent: id('side') }),
  'and back': () => apiJson('PUT', `categories/${id('child')}`, { parent: id('parent') }),
  'a tag gets a description': () =>
    apiJson('PUT', `tags/${id('tag')}`, { description: 'What it is about.' }),
  'a tag gets the head that it had on an old site': () =>
    bringTag({ title: 'Of search', robots: { index: 'noindex' }, canonical: `${OLD}tag/other/` }),
  'a category gets one with an article of its own': () =>
    bring(
      documentOf(700, { categoryIds: [701] }, { terms: [{ ...oldTerm(701, 'side'), seo: HEAD }] }),
      '?purge=now',
    ),
  'a page with children gets another slug': () =>
    apiJson('PUT', `pages/${id('above')}`, { slug: 'moved' }),
  'and its old one back': () => apiJson('PUT', `pages/${id('above')}`, { slug: 'above' }),
  'a page with children is deleted': () => api('DELETE', `pages/${id('above')}?force=true`),
  'a category between others is deleted': () =>
    api('DELETE', `categories/${id('child')}?force=true`),
  'a category that was the only one of a post is deleted': () =>
    api('DELETE', `categories/${id('side')}?force=true`),
  'a post comes out today': () =>
    make('posts', 'today', { title: 'Today', status: 'publish', tags: [id('tag')] }),
  'its title changes': () => apiJson('PUT', `posts/${id('today')}`, { title: 'Now' }),
  'a region gets a version of it': async () => {
    const [ca, us] = [
      documentOf(720, { title: 'One', translationKey: 'one' }),
      documentOf(721, { title: 'Two', translationKey: 'one' }),
    ]
    await bring(ca, '?purge=now')
    await apiJson('POST', '../../../../us/wp-json/meridian/v1/import?purge=now', us)
  },
  'which moves': () => apiJson('PUT', '../../../../us/wp-json/wp/v2/posts/721', { slug: 'two' }),
  'and is withdrawn': () => api('DELETE', '../../../../us/wp-json/wp/v2/posts/721'),
  'a tag is deleted': () => api('DELETE', `tags/${id('tag')}?force=true`),
}

test('variants of pictures are kept, those of a lead and of a body', async () => {
  expect(new Set(variants.map((path) => path.split('/')[3]?.split('-')[0]))).toEqual(
    new Set([String(id('lead')), String(id('figure'))]),
  )
  for (const path of variants) {
    expect((await get(path)).status, path).toBe(200)
    expect(statusOf(await get(path)), path).toBe('HIT')
  }
})

test('reads of the API are kept as pages are', async () => {
  for (const path of reads()) {
    await (await get(path)).text()
    expect(statusOf(await get(path)), path).toBe('HIT')
  }
})

describe('nothing old is answered after', () => {
  test.each(Object.entries(CHANGES))(
    '%s',
    async (_, change) => {
      expect(await staleAfter(change)).toEqual([])
    },
    30_000,
  )
})

test('a post in a category below another is listed there too', async () => {
  const parent = await make('categories', 'outer', { name: 'Outer' })
  const child = await make('categories', 'inner', { name: 'Inner', parent })
  await make('posts', 'deep', { title: 'Deep', status: 'publish', categories: [child] })
  expect(await (await get('/ca/category/outer/')).text()).toContain('Deep')
})

async function listed(path: string): Promise<boolean> {
  return (await (await get(path)).text()).includes('In the middle')
}

test('posts follow a category that moves, and stay where they are listed of themselves', async () => {
  const a = await make('categories', 'listA', { name: 'List A' })
  const b = await make('categories', 'listB', { name: 'List B' })
  const c = await make('categories', 'listC', { name: 'List C', parent: a })
  const post = { title: 'In the middle', status: 'publish' }
  const only = await make('posts', 'inC', { ...post, categories: [c] })
  await apiJson('PUT', `categories/${c}`, { parent: b })
  expect([await listed('/ca/category/list-a/'), await listed('/ca/category/list-b/')]).toEqual([
    false,
    true,
  ])
  await apiJson('PUT', `posts/${only}`, { categories: [c, b] })
  await apiJson('PUT', `categories/${c}`, { parent: 0 })
  expect(await listed('/ca/category/list-b/')).toBe(true)
  await apiJson('PUT', `posts/${only}`, { categories: [c] })
  await apiJson('PUT', `categories/${c}`, { parent: a })
  expect(await listed('/ca/category/list-a/')).toBe(true)
  await api('DELETE', `categories/${c}?force=true`)
  expect(await listed('/ca/category/list-a/')).toBe(false)
  expect(await listed('/ca/category/uncategorized/')).toBe(true)
})

test('a page below another that moves is found at its new address, and its old one leads there', async () => {
  const page = { status: 'publish', content: '<p>Text.</p>' }
  const above = await make('pages', 'a', { ...page, title: 'Aa' })
  await make('pages', 'b', { ...page, title: 'Bb', parent: above })
  await apiJson('PUT', `pages/${above}`, { slug: 'cc' })
  expect((await get('/ca/cc/bb/')).status).toBe(200)
  expect((await get('/ca/aa/bb/')).headers.get('Location')).toBe('/ca/cc/bb/')
})

test('a page cannot be put below its own child', async () => {
  const page = { status: 'publish', content: '<p>Text.</p>' }
  const above = await make('pages', 'x', { ...page, title: 'Xx' })
  const below = await make('pages', 'y', { ...page, title: 'Yy', parent: above })
  expect((await api('PUT', `pages/${above}`, { parent: below })).status).toBe(400)
})

test('what an edit does not touch stays a hit', async () => {
  await make('posts', 'apart', {
    title: 'Apart',
    status: 'publish',
    date_gmt: '2020-01-01T00:00:00',
  })
  const paths = ['/ca/2020/', '/us/', '/']
  for (const path of paths) await (await get(path)).text()
  await apiJson('PUT', `posts/${id('post1')}`, { title: 'Changed' })
  for (const path of paths) expect(statusOf(await get(path)), path).toBe('HIT')
})
