import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, get, openPublication } from '../publication.ts'

// What an editor sets of an article's head and structured data.

interface Post {
  id: number
  link: string
  categories: number[]
  seo: Record<string, unknown>
}
type Piece = Record<string, unknown>

let post: Post

const write = (body: object, path = `posts/${post.id}`) =>
  apiJson<Post & Record<string, unknown>>('POST', path, body)

beforeAll(async () => {
  await openPublication()
  post = await write({ title: 'Low water', content: '<p>Dry.</p>', status: 'publish' }, 'posts')
})

async function graphOf(path = new URL(post.link).pathname): Promise<Piece[]> {
  const html = await (await get(path)).text()
  const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? ''
  return (JSON.parse(json) as { '@graph': Piece[] })['@graph']
}

const pieceIn = (graph: Piece[], type: string) =>
  graph.find((piece) => [piece['@type']].flat().includes(type))

test('nothing is set at first, and nothing is told to strangers', async () => {
  expect((await apiJson<Post>('GET', `posts/${post.id}?context=edit`)).seo).toEqual({})
  const seen = (await (
    await api('GET', `posts/${post.id}`, undefined, { Authorization: '' })
  ).json()) as object
  expect(seen).not.toHaveProperty('seo')
})

test('fields that are sent change, the others stay, null takes one away', async () => {
  await write({ seo: { title: 'Mud', description: 'Of boats.', robots: { index: 'noindex' } } })
  const after = await write({ seo: { title: null, og_title: 'Ebb' } })
  expect(after.seo).toEqual({
    description: 'Of boats.',
    robots: { index: 'noindex' },
    og_title: 'Ebb',
  })
  const html = await (await get(new URL(post.link).pathname)).text()
  expect(html).toContain('<meta name="robots" content="noindex, ')
  expect(html).toContain('<title>Low water | ')
  expect(html).toContain('<meta property="og:title" content="Ebb">')
  await write({ seo: { robots: null } })
})

test.each(['NewsArticle', 'BlogPosting', 'TechArticle'])(
  'an editor calls it a %s',
  async (type) => {
    await write({ seo: { article_type: type } })
    expect(pieceIn(await graphOf(), 'Article')?.['@type']).toEqual(['Article', type])
  },
)

test('an article that is an Article alone says that', async () => {
  await write({ seo: { article_type: 'Article', page_type: null } })
  const graph = await graphOf()
  expect(pieceIn(graph, 'Article')?.['@type']).toBe('Article')
  expect(pieceIn(graph, 'WebPage')?.['@type']).toBe('WebPage')
})

test('a medical page says who has reviewed it, and when, to machines and readers', async () => {
  const reviewer = { name: 'Dr. Amal <Haddad>', url: 'https://clinic.example/haddad' }
  await write({
    seo: { page_type: 'MedicalWebPage', reviewed_by: reviewer, last_reviewed: '2025-11-04' },
  })
  expect(pieceIn(await graphOf(), 'WebPage')).toMatchObject({
    '@type': ['WebPage', 'MedicalWebPage'],
    lastReviewed: '2025-11-04',
    reviewedBy: { '@type': 'Person', ...reviewer },
  })
  const html = await (await get(new URL(post.link).pathname)).text()
  expect(html).toContain(
    'Reviewed by <a href="https://clinic.example/haddad">Dr. Amal &lt;Haddad&gt;</a>',
  )
  expect(html).toMatch(/Last reviewed <time datetime="2025-11-04">November 4, 2025<\/time>/)
})

test.each([
  ['article_type', 'Recipe'],
  ['page_type', 'NewsArticle'],
  ['last_reviewed', 'yesterday'],
  ['reviewed_by', { url: 'https://clinic.example/' }],
  ['reviewed_by', { name: 'X', url: 'javascript:alert(1)' }],
  ['canonical', 'javascript:alert(1)'],
  ['twitter_image', 'picture.png'],
  ['og_image', { url: '//elsewhere.example/x.png' }],
  ['robots', { index: 'noindex"><script>' }],
  ['title', 5],
])('%s is not %j', async (name, value) => {
  const before = await apiJson<Post>('GET', `posts/${post.id}?context=edit`)
  const answer = await api('POST', `posts/${post.id}`, { seo: { [name]: value } })
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ code: 'rest_invalid_param' })
  expect((await apiJson<Post>('GET', `posts/${post.id}?context=edit`)).seo).toEqual(before.seo)
})

test('a revision keeps what was set, from which it comes back', async () => {
  const [newest, older] = await apiJson<{ seo: object }[]>(
    'GET',
    `posts/${post.id}/revisions?context=edit`,
  )
  expect(newest?.seo).toMatchObject({ page_type: 'MedicalWebPage', last_reviewed: '2025-11-04' })
  expect(older?.seo).not.toHaveProperty('last_reviewed')
})

test('the primary category stands first once it is chosen', async () => {
  const ids = []
  for (const name of ['Ash', 'Birch']) ids.push((await write({ name }, 'categories')).id)
  const [ash = 0, birch = 0] = ids
  await write({ categories: [ash, birch] })
  await write({ seo: { primary_category_id: birch } })
  const trail = pieceIn(await graphOf(), 'BreadcrumbList')?.itemListElement as { name: string }[]
  expect(trail.map(({ name }) => name)).toEqual(['Home', 'Birch', 'Low water'])
})

test('questions of the body are told, on the page that answers them', async () => {
  const details = (question: string) =>
    `<details><summary>${question}</summary><p>Twice a day.</p></details>`
  await write({ content: details('When?') + details('How often?'), seo: { page_type: null } })
  const graph = await graphOf()
  const page = pieceIn(graph, 'WebPage')
  expect(page?.['@type']).toEqual(['WebPage', 'FAQPage'])
  const [first] = (page?.mainEntity ?? []) as Piece[]
  expect(graph.find((piece) => piece['@id'] === first?.['@id'])).toMatchObject({
    '@type': 'Question',
    name: 'When?',
    acceptedAnswer: { '@type': 'Answer', text: 'Twice a day.' },
  })
  // What a password protects is told to nobody.
  await write({ password: 'ebb' })
  expect(JSON.stringify(await graphOf())).not.toMatch(/Question|FAQPage|Twice a day/)
  await write({ password: '' })
})

test('an author’s page is about its person, a listing a collection', async () => {
  const author = await graphOf('/ca/author/admin/')
  const person = pieceIn(author, 'Person')
  expect(pieceIn(author, 'ProfilePage')?.mainEntity).toEqual({ '@id': person?.['@id'] })
  expect(pieceIn(await graphOf('/ca/category/birch/'), 'CollectionPage')).not.toHaveProperty(
    'mainEntity',
  )
})
