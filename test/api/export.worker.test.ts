import { exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import type { ImportDocument, ImportMedia } from '#content/import-document.ts'
import { documentOf, mediaOf } from '../documents.ts'
import { bring, meridian } from '../imports.ts'
import { apiJson, openPublication, ORIGIN, signUp } from '../publication.ts'

type Exported = ImportDocument & { article: { contentHtml: string } }
interface Page {
  documents: Exported[]
  next: number | null
}

const terms = [
  {
    id: 21,
    taxonomy: 'category' as const,
    slug: 'cities',
    name: 'Cities & towns',
    description: 'All of them.',
    parentId: 0,
  },
  {
    id: 22,
    taxonomy: 'category' as const,
    slug: 'parks',
    name: 'Parks',
    description: '',
    parentId: 21,
    seo: { title: 'Parks!' },
  },
  {
    id: 23,
    taxonomy: 'post_tag' as const,
    slug: 'trees',
    name: 'Trees',
    description: '',
    parentId: 0,
  },
]
const author = {
  id: 30,
  name: 'Ann Author',
  nicename: 'ann-author',
  description: 'Writes.',
  url: '',
  portraitUrl: '',
}
const lead = mediaOf(41, '2020/01/lead.png', { title: 'Lead', alt: 'A lead.', slug: 'lead' })

let authorization = ''

beforeAll(async () => {
  await openPublication()
  authorization = await signUp('mover', 'administrator')
  await bring(
    documentOf(
      1001,
      {
        contentRaw:
          '<p>See <a href="https://old.example/canada/article-1002/">the next</a>.</p><p><img class="wp-image-41" src="https://old.example/canada/wp-content/uploads/2020/01/lead.png" alt="Lead"></p>',
        excerptRaw: '<p>In short.</p>',
        categoryIds: [22],
        tagIds: [23],
        featuredMediaId: 41,
        isSticky: true,
        password: 'secret',
        meta: { footnotes: '', mine: 'yes' },
        commentCount: 3,
        oldPaths: ['2020/01/first'],
        seo: {
          title: 'Found by',
          canonical: 'https://old.example/canada/article-1002/',
          primaryCategoryId: 22,
        },
      },
      { terms, author, media: [lead] },
    ),
  )
  await bring(
    documentOf(1002, { contentRaw: 'One\n\nTwo', contentFormat: 'raw', keptRules: ['byline'] }),
  )
  await bring(documentOf(1003, { type: 'page', parentId: 1004 }))
  await bring(documentOf(1004, { type: 'page' }))
  await bring(documentOf(1005, { status: 'draft', slug: '' }))
  await bring(documentOf(1006))
  await apiJson('DELETE', 'posts/1006')
  await apiJson('POST', 'posts', {
    title: 'Written here',
    content: '<p>Here.</p>',
    status: 'publish',
  })
})

async function send<T>(region: string, method: string, route: string, body?: unknown): Promise<T> {
  const response = await (exports as unknown as { default: Fetcher }).default.fetch(
    `${ORIGIN}/${region}/wp-json/meridian/v1/${route}`,
    {
      method,
      headers: {
        Authorization: authorization,
        'Content-Type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    },
  )
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as T
}

async function everything(region: string): Promise<Exported[]> {
  const documents: Exported[] = []
  let after: number | null = 0
  while (after !== null) {
    const page: Page = await send<Page>(region, 'GET', `export?limit=2&after=${after}`)
    documents.push(...page.documents)
    after = page.next
  }
  return documents
}

/** What is the same of an article wherever it is. */
function essence({ article, author: by, terms: about }: Exported) {
  const { link: _link, contentHtml, ...rest } = article
  return { ...rest, contentHtml: contentHtml.replaceAll(/\/(ca|us)\//g, '/'), by, about }
}

test('an export that is imported elsewhere is the same content', async () => {
  const given = await everything('ca')
  expect(given.map(({ article }) => article.id)).toEqual([
    1001,
    1002,
    1003,
    1004,
    1005,
    expect.any(Number),
  ])
  const { terms: allTerms } = await send<{ terms: unknown[] }>('ca', 'GET', 'export/terms')
  const { authors } = await send<{ authors: unknown[] }>('ca', 'GET', 'export/authors')
  const { media, next } = await send<{ media: ImportMedia[]; next: null }>(
    'ca',
    'GET',
    'export/media',
  )
  expect(next).toBeNull()
  await send('us', 'POST', 'import/terms', { terms: allTerms })
  await send('us', 'POST', 'import/authors', { authors })
  await send('us', 'POST', 'import/media', { media })
  const { results } = await send<{ results: { status: number }[] }>('us', 'POST', 'import/batch', {
    documents: given,
  })
  expect(results.map(({ status }) => status)).toEqual(given.map(() => 201))
  const taken = await everything('us')
  const sorted = (documents: Exported[]) =>
    documents.map(essence).map((one) => ({ ...one, oldPaths: [...one.oldPaths].sort() }))
  expect(sorted(taken)).toEqual(sorted(given))
  const again = await send<{ results: { body: { action: string } }[] }>(
    'us',
    'POST',
    'import/batch',
    {
      documents: given,
    },
  )
  expect(again.results.map(({ body }) => body.action)).toEqual(given.map(() => 'unchanged'))
})

test('an export gives addresses of today, and the body as it was received beside the clean one', async () => {
  const [first, second] = await everything('ca')
  expect(first?.article).toMatchObject({
    link: `${ORIGIN}/ca/article-1001/`,
    guid: 'https://old.example/canada/?p=1001',
    contentRaw: expect.stringContaining('https://old.example/canada/article-1002/'),
    contentHtml: expect.stringContaining('href="/ca/article-1002/"'),
    password: 'secret',
    commentCount: 3,
  })
  expect(first?.media).toMatchObject([
    { id: 41, alt: 'A lead.', slug: 'lead', file: '2020/01/lead.png' },
  ])
  expect(second?.article).toMatchObject({ contentFormat: 'raw', keptRules: ['byline'] })
})

test('a menu comes back as it went', async () => {
  const source = { hosts: ['publication.example'], pathPrefix: '/ca/' }
  const items = [
    { label: 'One', url: '/ca/one/', items: [{ label: 'Two', url: 'https://x.example/' }] },
  ]
  await meridian('POST', 'import/navigation', { location: 'footer', items, source })
  const { navigation } = await send<{ navigation: unknown[] }>('ca', 'GET', 'export/navigation')
  expect(navigation).toHaveLength(1)
  expect(await send('us', 'POST', 'import/navigation', navigation[0])).toMatchObject({
    items: [{ label: 'One', url: '/us/one/', items: [{ url: 'https://x.example/' }] }],
  })
})

test('a site says what stands above everything', async () => {
  expect(await send('ca', 'GET', 'export/site')).toEqual({
    title: 'Meridian Canada',
    description: '',
    language: 'en-CA',
    url: `${ORIGIN}/ca/`,
    timezone: 'America/Toronto',
  })
})
