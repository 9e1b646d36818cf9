import { beforeAll, expect, test } from 'vitest'
import { documentOf, mediaOf } from '../documents.ts'
import { bring, meridian } from '../imports.ts'
import { apiJson, get, openPublication } from '../publication.ts'

beforeAll(() => openPublication())

const category = (id: number, slug: string) =>
  ({ id, taxonomy: 'category', slug, name: slug, description: '', parentId: 0 }) as const

async function headOf(path: string): Promise<string> {
  const response = await get(path)
  expect(response.status).toBe(200)
  return (await response.text()).split('</head>')[0] ?? ''
}

test('what the old site told networks and search engines is told here', async () => {
  await bring(
    documentOf(
      61,
      {
        categoryIds: [8, 9],
        seo: {
          title: 'Of search',
          description: 'For results',
          robots: { index: 'noindex', follow: 'nofollow' },
          canonical: 'https://old.example/canada/the-original/',
          ogTitle: 'Of networks',
          ogDescription: 'For sharing',
          ogImage: { url: 'https://cdn.example/card.png', width: 1200, height: 630 },
          twitterCard: 'summary',
          twitterTitle: 'Of birds',
          twitterDescription: 'For birds',
          twitterImage: 'https://cdn.example/bird.png',
          breadcrumbTitle: 'Short',
          primaryCategoryId: 9,
        },
      },
      { terms: [category(8, 'first'), category(9, 'main')] },
    ),
  )
  const head = await headOf('/ca/article-61/')
  for (const tag of [
    '<title>Of search</title>',
    '<meta name="description" content="For results">',
    '<meta name="robots" content="noindex, nofollow',
    '<link rel="canonical" href="https://publication.example/ca/the-original/">',
    '<meta property="og:title" content="Of networks">',
    '<meta property="og:description" content="For sharing">',
    '<meta property="og:image" content="https://cdn.example/card.png">',
    '<meta property="og:image:width" content="1200">',
    '<meta name="twitter:card" content="summary">',
    '<meta name="twitter:title" content="Of birds">',
    '<meta name="twitter:description" content="For birds">',
    '<meta name="twitter:image" content="https://cdn.example/bird.png">',
    '<meta property="article:section" content="main">',
    '"name":"Short"',
  ]) {
    expect(head).toContain(tag)
  }
  expect(head).not.toContain('og:image:type')
})

test('what says nothing else than the article is not said twice', async () => {
  const lead = mediaOf(70, '2024/01/lead.png')
  await bring(
    documentOf(
      62,
      {
        featuredMediaId: 70,
        seo: {
          ogImage: { url: lead.sourceUrl, width: 1600, height: 900 },
          twitterTitle: 'Article 62 | Meridian',
          twitterImage: lead.sourceUrl,
        },
      },
      { media: [lead] },
    ),
  )
  const head = await headOf('/ca/article-62/')
  expect(head.match(/og:image"/g)).toHaveLength(1)
  expect(head).toContain('<meta property="og:image:type" content="image/png">')
  expect(head).not.toContain('twitter:image')
})

test('a listing says what the old site told of its term, on every page which it is', async () => {
  const source = { hosts: ['old.example'], pathPrefix: '/canada/' }
  const seo = {
    title: 'Of search',
    description: 'For results',
    robots: { index: 'noindex' },
    canonical: 'https://old.example/canada/category/other/',
    ogTitle: 'Of networks',
    ogImage: { url: 'https://cdn.example/card.png', width: 1200, height: 630 },
    twitterTitle: 'Of birds',
  }
  await meridian('POST', 'import/terms', {
    terms: [{ ...category(21, 'known'), description: 'In words.', seo, source }],
  })
  for (let number = 0; number < 11; number++) {
    await apiJson('POST', 'posts', { title: `Of ${number}`, status: 'publish', categories: [21] })
  }
  const first = await headOf('/ca/category/known/')
  for (const tag of [
    '<title>Of search</title>',
    '<meta name="description" content="For results">',
    '<meta name="robots" content="noindex, follow',
    '<link rel="canonical" href="https://publication.example/ca/category/other/">',
    '<meta property="og:title" content="Of networks">',
    '<meta property="og:description" content="For results">',
    '<meta property="og:image" content="https://cdn.example/card.png">',
    '<meta name="twitter:card" content="summary_large_image">',
    '<meta name="twitter:title" content="Of birds">',
  ]) {
    expect(first).toContain(tag)
  }
  const second = await headOf('/ca/category/known/page/2/')
  for (const tag of [
    '<title>Of search – Page 2</title>',
    '<meta name="robots" content="noindex, follow',
    '<link rel="canonical" href="https://publication.example/ca/category/known/page/2/">',
    '<link rel="prev" href="https://publication.example/ca/category/known/">',
    '<meta property="og:title" content="Of networks – Page 2">',
  ]) {
    expect(second).toContain(tag)
  }
})

test('a lead picture of unknown size is shown, and nothing is said of its size', async () => {
  const media = [mediaOf(971, '2013/03/sea.jpg', { mimeType: 'image/jpeg', width: 0, height: 0 })]
  await bring(documentOf(970, { featuredMediaId: 971 }, { media }))
  const page = await (await get('/ca/article-970/')).text()
  const address = 'https://old.example/canada/wp-content/uploads/2013/03/sea.jpg'
  const [lead = ''] = /<figure class="lead-image">.*?<\/figure>/s.exec(page) ?? []
  expect(lead).toContain(`src="${address}"`)
  expect(lead).not.toMatch(/width=|height=|srcset=/)
  expect(page).toContain(`<meta property="og:image" content="${address}">`)
  expect(page).not.toContain('og:image:width')
  expect(page).not.toContain('"width":0')
})

test('a lead picture’s caption keeps its links, and runs nothing', async () => {
  const caption =
    'Photo: <a href="https://photos.example/ann">Ann</a> &amp; <em>others</em><script>alert(1)</script><img src=x onerror=alert(2)>'
  await bring(
    documentOf(
      980,
      { featuredMediaId: 981 },
      { media: [mediaOf(981, '2020/01/sea.png', { caption })] },
    ),
  )
  const page = await (await get('/ca/article-980/')).text()
  const [words = ''] = /<figcaption>.*?<\/figcaption>/s.exec(page) ?? []
  expect(words).toMatch(
    /Photo: <a href="https:\/\/photos\.example\/ann">Ann<\/a> &amp; <em>others<\/em>/,
  )
  expect(page).not.toMatch(/alert\(|onerror/)
  expect(page).toMatch(/"caption":"Photo: Ann (?:&|\\u0026) others/)
  const medium = (
    await apiJson<{ id: number; caption: { rendered: string; raw: string } }[]>(
      'GET',
      'media?include=981&context=edit',
    )
  )[0]
  expect(medium?.caption.raw).toBe(caption)
  expect(medium?.caption.rendered).toContain('<em>others</em>')
  await apiJson('POST', 'media/981', { caption: '5 < 6 & <b>bold</b>' })
  expect(await (await get('/ca/article-980/')).text()).toContain('5 &lt; 6 &amp; <b>bold</b>')
})
