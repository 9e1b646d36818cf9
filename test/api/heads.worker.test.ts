import { beforeAll, describe, expect, test } from 'vitest'
import { attributeOf, elementsIn, parseTree, textIn } from '#content/html-tree.ts'
import { documentOf, mediaOf } from '../documents.ts'
import { bring } from '../imports.ts'
import { api, apiJson, get, openPublication, ORIGIN, signUp } from '../publication.ts'

// What the API says of a page's head is what the page says.

interface Headed {
  id: number
  link: string
  slug: string
  status?: string
  yoast_head: string
  yoast_head_json: Record<string, unknown> & { schema: { '@graph': Record<string, unknown>[] } }
}

let authorId = 0

beforeAll(async () => {
  await openPublication()
  const category = {
    id: 8,
    taxonomy: 'category',
    slug: 'tides',
    name: 'Tides & <moons>',
    description: 'Of the sea.',
    parentId: 0,
    seo: {
      ogTitle: 'Tides, shared',
      ogImage: { url: 'https://cdn.example/tides.png', width: 1200, height: 630 },
    },
  } as const
  const tag = { id: 9, taxonomy: 'post_tag', slug: 'moon', name: 'Moon' } as const
  const author = {
    id: 7,
    name: 'Ann O’Hara "Nan"',
    nicename: 'ann-ohara',
    description: 'Writes of water.',
    url: 'https://ann.example/',
    portraitUrl: 'https://old.example/canada/wp-content/uploads/2024/ann.png',
  }
  const lead = mediaOf(71, '2024/01/lead.png', { alt: 'A quay', caption: 'At <b>dusk</b>' })
  const { id } = await bring(
    documentOf(
      70,
      {
        title: 'High &amp; low <em>water</em>',
        contentRaw: `<p>${'water '.repeat(700)}</p>`,
        featuredMediaId: 71,
        categoryIds: [8],
        tagIds: [9],
        seo: {
          robots: { index: 'noindex', 'max-snippet': 'max-snippet:20' },
          twitterTitle: 'A bird',
        },
      },
      {
        terms: [
          { ...category, seo: { ...category.seo } },
          { ...tag, description: '', parentId: 0 },
        ],
        author,
        media: [lead],
      },
    ),
  )
  authorId = (await apiJson<{ author: number }>('GET', `posts/${id}`)).author
  for (let number = 0; number < 11; number++) {
    await apiJson('POST', 'posts', {
      title: `Of ${number}`,
      status: 'publish',
      categories: [8],
      tags: [9],
      author: authorId,
    })
  }
  await apiJson('POST', 'pages', { title: 'About', status: 'publish', content: 'We.' })
})

async function itemAt(route: string): Promise<Headed> {
  const answer = await apiJson<Headed | Headed[]>('GET', route)
  const item = Array.isArray(answer) ? answer[0] : answer
  if (item === undefined) throw new Error(`nothing at ${route}`)
  return item
}

/** A head's tags by the rules by which Yoast names them in JSON. */
function parseHead(head: string): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  const labels: string[] = []
  const values: string[] = []
  const images: Record<string, unknown>[] = []
  for (const element of elementsIn(parseTree(head))) {
    const content = attributeOf(element, 'content') ?? ''
    const name = attributeOf(element, 'property') ?? attributeOf(element, 'name') ?? ''
    if (element.tagName === 'title') found.title = textIn(element)
    else if (element.tagName === 'script') found.schema = JSON.parse(textIn(element))
    else if (element.tagName === 'link') {
      found[attributeOf(element, 'rel') ?? ''] = attributeOf(element, 'href')
    } else if (name === 'robots') {
      found.robots = content.split(', ')
    } else if (name.startsWith('og:image')) {
      const [, , part] = name.split(':')
      if (part === undefined) images.push({ url: content })
      else
        Object.assign(images.at(-1) ?? {}, {
          [part]: /^\d+$/.test(content) ? Number(content) : content,
        })
    } else if (name.startsWith('twitter:label')) labels.push(content)
    else if (name.startsWith('twitter:data')) values.push(content)
    else found[name.replace(/:/g, '_')] = content
  }
  if (images.length > 0) found.og_image = images
  if (labels.length > 0) {
    found.twitter_misc = Object.fromEntries(labels.map((label, index) => [label, values[index]]))
  }
  return found
}

describe.each([
  ['an article', 'posts/70'],
  ['an article without picture or terms of its own', 'posts?search=Of 3'],
  ['a page', 'pages?search=About'],
  ['a category', 'categories?slug=tides'],
  ['a category by its id', 'categories/8'],
  ['a tag', 'tags/9'],
  ['an author', 'users?search=O’Hara'],
])('%s', (_, route) => {
  test('has the tags of its page’s head', async () => {
    const item = await itemAt(route)
    const page = await (await get(new URL(item.link).pathname)).text()
    const [head = ''] = page.split('</head>')
    expect(item.yoast_head).toContain('<title>')
    expect(head).toContain(item.yoast_head)
    // Nothing that says something of the article is left for the page alone to say.
    const rest = head.replace(item.yoast_head, '')
    expect(rest).not.toMatch(/<title|og:|twitter:|article:|ld\+json|description|robots|canonical/)
  })

  test('has the same by their names', async () => {
    const { yoast_head: head, yoast_head_json: json } = await itemAt(route)
    const { robots, ...rest } = json
    expect({ ...rest, robots: Object.values(robots as object) }).toEqual(parseHead(head))
  })

  test('has references to its own pieces only', async () => {
    const { yoast_head_json: json } = await itemAt(route)
    const graph = json.schema['@graph']
    const ids = graph.flatMap((piece) => [
      piece['@id'],
      (piece.logo as { '@id'?: string })?.['@id'],
    ])
    const text = JSON.stringify(graph)
    for (const [, id] of text.matchAll(/\{"@id":"([^"]+)"\}/g)) expect(ids).toContain(id)
  })
})

test('the head of an article says what Yoast’s says', async () => {
  const { yoast_head_json: json } = await itemAt('posts/70')
  expect(json).toMatchObject({
    title: 'High & low water | Meridian Canada',
    robots: { index: 'noindex', follow: 'follow', 'max-snippet': 'max-snippet:20' },
    canonical: `${ORIGIN}/ca/article-70/`,
    og_locale: 'en_CA',
    og_type: 'article',
    og_site_name: 'Meridian Canada',
    article_published_time: '2023-11-14T22:14:30+00:00',
    article_modified_time: '2023-11-14T22:22:50+00:00',
    og_image: [{ width: 1600, height: 900, type: 'image/png', alt: 'A quay' }],
    author: 'Ann O’Hara "Nan"',
    twitter_card: 'summary_large_image',
    twitter_title: 'A bird',
    twitter_misc: { 'Written by': 'Ann O’Hara "Nan"', 'Est. reading time': '4 minutes' },
  })
  const types = json.schema['@graph'].map((piece) => piece['@type'])
  expect(types).toEqual([
    'Article',
    'WebPage',
    'ImageObject',
    'BreadcrumbList',
    'WebSite',
    'Organization',
    'Person',
  ])
  expect(json.schema['@graph'][2]).toMatchObject({ caption: 'At dusk' })
  const listed = (await itemAt('categories/8')).yoast_head_json
  expect(listed.next).toBe(`${ORIGIN}/ca/category/tides/page/2/`)
  expect(listed.og_title).toBe('Tides, shared')
  const person = (await itemAt(`users/${authorId}`)).yoast_head_json.schema['@graph'].at(-1)
  expect(person).toMatchObject({
    description: 'Writes of water.',
    sameAs: ['https://ann.example/'],
  })
})

test('_fields leaves the head out, or a part of it in', async () => {
  const only = async (fields: string) =>
    Object.keys(await apiJson<object>('GET', `posts/70?_fields=${fields}`))
  expect(await only('id,title')).toEqual(['id', 'title'])
  expect(await only('yoast_head')).toEqual(['yoast_head'])
  expect(await apiJson('GET', 'posts/70?_fields=yoast_head_json.og_type')).toEqual({
    yoast_head_json: { og_type: 'article' },
  })
  expect(await apiJson('GET', 'categories/8?_fields=yoast_head_json.og_type')).toEqual({
    yoast_head_json: { og_type: 'website' },
  })
  expect(Object.keys(await itemAt('posts/70?context=embed'))).toContain('yoast_head')
})

test('a draft has its head for whoever may edit it', async () => {
  const draft = await apiJson<Headed>('POST', 'posts', { title: 'Not yet', content: 'Soon.' })
  expect(draft.yoast_head_json).toMatchObject({
    title: 'Not yet | Meridian Canada',
    canonical: `${ORIGIN}/ca/?p=${draft.id}`,
    og_description: 'Soon.',
  })
  const read = await itemAt(`posts/${draft.id}?context=edit`)
  expect(read.yoast_head).toBe(draft.yoast_head)
  const secret = await apiJson<Headed>('POST', `posts/${draft.id}`, { status: 'private' })
  expect(secret.yoast_head_json.robots).toMatchObject({ index: 'noindex' })
  const editor = await signUp('other', 'contributor')
  const refused = await api('GET', `posts/${draft.id}`, undefined, { Authorization: editor })
  expect(await refused.text()).not.toContain('Not yet')
})

test('what a password protects is not told in the head', async () => {
  const locked = await apiJson<Headed>('POST', 'posts', {
    title: 'Locked',
    content: 'Hidden words.',
    excerpt: 'Hidden too.',
    status: 'publish',
    password: 'key',
  })
  expect(JSON.stringify(await itemAt(`posts/${locked.id}`))).not.toContain('Hidden')
})

test('a change is told at once', async () => {
  const { id } = await apiJson('POST', 'posts', { title: 'Before', status: 'publish' })
  await apiJson('POST', `users/${authorId}`, { name: 'Nan' })
  const after = await apiJson<Headed>('POST', `posts/${id}`, { title: 'After', author: authorId })
  expect(after.yoast_head_json).toMatchObject({
    og_title: 'After | Meridian Canada',
    author: 'Nan',
  })
})

test('what strangers read of a listing’s head is purged when it gets a second page', async () => {
  const { id: term } = await apiJson('POST', 'categories', { name: 'Growing' })
  const { id: author } = await apiJson('POST', 'users', {
    username: 'grower',
    email: 'grower@example.org',
    password: 'long enough',
    roles: ['author'],
  })
  const routes = [
    `categories/${term}`,
    `categories?include=${term}`,
    `users/${author}`,
    'users?search=grower',
  ]
  const nexts = () =>
    Promise.all(
      routes.map(async (route) => {
        const answer = (await (await get(`/ca/wp-json/wp/v2/${route}`)).json()) as Headed | Headed[]
        const [item] = [answer].flat()
        return item?.yoast_head_json?.next !== undefined
      }),
    )
  const post = (title: string) =>
    apiJson('POST', 'posts', { title, status: 'publish', categories: [term], author })
  for (let number = 0; number < 10; number++) await post(`Growing ${number}`)
  expect(await nexts()).toEqual([false, false, false, false])
  const last = await post('Growing on')
  expect(await nexts()).toEqual([true, true, true, true])
  await apiJson('DELETE', `posts/${last.id}`)
  expect(await nexts()).toEqual([false, false, false, false])
})

test('OPTIONS describes both fields', async () => {
  for (const route of ['posts', 'pages', 'categories', 'tags', 'users']) {
    const { schema } = (await (await api('OPTIONS', route)).json()) as {
      schema: { properties: Record<string, unknown> }
    }
    expect(schema.properties).toMatchObject({
      yoast_head: { type: 'string', readonly: true },
      yoast_head_json: { type: 'object', readonly: true },
    })
  }
})
