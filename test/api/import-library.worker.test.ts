import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { documentOf, mediaOf } from '../documents.ts'
import { bring, meridian, put } from '../imports.ts'
import { api, apiJson, bindings, get, openPublication, ORIGIN, signUp } from '../publication.ts'

const PIXEL = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  ),
  (char) => char.charCodeAt(0),
)

beforeAll(() => openPublication())

interface Results {
  results: { id: number | null; action?: string; media_id?: number; is_stored?: boolean }[]
}

describe('terms', () => {
  const term = (id: number, slug: string, parentId = 0, rest = {}) => ({
    id,
    taxonomy: 'category' as const,
    slug,
    name: `Name of ${slug}`,
    description: '',
    parentId,
    ...rest,
  })
  const pathOf = (slug: string) =>
    bindings.DB.prepare("select path from terms where region_code = 'ca' and slug = ?1")
      .bind(slug)
      .first('path')

  test('find their parents in any order, also in another request, and change nothing twice', async () => {
    const terms = [term(13, 'leaf', 12), term(12, 'twig', 11)]
    const first = await meridian<Results>('POST', 'import/terms', { terms })
    expect(first.results.map(({ action }) => action)).toEqual(['created', 'created'])
    expect(await pathOf('leaf')).toBe('twig/leaf')
    await meridian('POST', 'import/terms', { terms: [term(11, 'branch')] })
    expect(await pathOf('leaf')).toBe('branch/twig/leaf')
    const all = [...terms, term(11, 'branch')]
    const again = await meridian<Results>('POST', 'import/terms', { terms: all })
    expect(again.results.map(({ action }) => action)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
    ])
  })

  test('that came before are found by the ids that an article names', async () => {
    await apiJson('POST', 'tags', { name: 'Takes an id' })
    await meridian('POST', 'import/terms', {
      terms: [term(31, 'by-id', 0, { seo: { title: 'Seen' } })],
    })
    await bring(documentOf(601, { categoryIds: [31] }))
    const html = await (await get('/ca/article-601/')).text()
    expect(html).toContain('/ca/category/by-id/')
    const seo = await bindings.DB.prepare("select seo_json from terms where slug = 'by-id'").first(
      'seo_json',
    )
    expect(seo).toBe('{"title":"Seen"}')
  })

  test('keep a name with a literal entity as it is', async () => {
    await meridian('POST', 'import/terms', { terms: [term(41, 'r-d', 0, { name: 'R&D <lab>' })] })
    const [stored] = await apiJson<{ name: string }[]>('GET', 'categories?slug=r-d')
    expect(stored?.name).toBe('R&amp;D &lt;lab&gt;')
  })

  test('of a circle are all there, one of them at the top, and so is the article that brings them', async () => {
    const terms = [term(51, 'x', 52), term(52, 'y', 51), term(53, 'z')]
    const { results } = await meridian<Results>('POST', 'import/terms', { terms })
    expect(results.filter(({ action }) => action === undefined)).toEqual([])
    const paths = [await pathOf('x'), await pathOf('y')]
    expect(paths).toHaveLength(2)
    expect(paths.filter((path) => !String(path).includes('/'))).toHaveLength(1)
    const circle = [term(56, 'p', 57), term(57, 'q', 56)]
    await bring(documentOf(602, { categoryIds: [56] }, { terms: circle }))
    expect((await get('/ca/article-602/')).status).toBe(200)
  })

  test('come in hundreds with one article', { timeout: 30_000 }, async () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      term(1000 + index, `many-${index}`, 0, { taxonomy: index < 150 ? 'category' : 'post_tag' }),
    )
    const ids = many.map(({ id }) => id)
    const article = { categoryIds: ids.slice(0, 150), tagIds: ids.slice(150) }
    await bring(documentOf(603, article, { terms: many }))
    const post = await apiJson<{ categories: number[]; tags: number[] }>('GET', 'posts/603')
    expect([post.categories.length, post.tags.length]).toEqual([150, 150])
  })
})

test('authors are made once, and what is blank is filled in later', async () => {
  const author = { id: 77, name: 'Ann Author', nicename: 'ann' }
  const send = async (more = {}) =>
    (await meridian<Results>('POST', 'import/authors', { authors: [{ ...author, ...more }] }))
      .results
  expect(await send()).toMatchObject([{ id: 77, action: 'created' }])
  expect(await send({ description: 'Writes.' })).toMatchObject([{ action: 'updated' }])
  expect(await send({ description: 'Wrote.' })).toMatchObject([{ action: 'unchanged' }])
})

describe('media', () => {
  const send = async (...media: unknown[]) =>
    (await meridian<Results>('POST', 'import/media', { media })).results

  test('keep the old ids and are brought once', async () => {
    const item = mediaOf(801, '2020/01/one.png', { slug: 'one', description: 'Of one.' })
    expect(await send(item)).toMatchObject([{ id: 801, action: 'created', media_id: 801 }])
    expect(await send(item)).toMatchObject([{ action: 'unchanged' }])
    expect(await apiJson('GET', 'media/801')).toMatchObject({ slug: 'one' })
  })

  test.each([
    'https://old.example/canada/wp-content/uploads/2020/02/two-scaled.png',
    'https://old.example/canada/wp-content/uploads/2020/02/two.png',
    'https://old.example/canada/wp-content/uploads/2020/02/two-300x169.png',
    '//old.example/canada//wp-content/uploads/2020/02/two-scaled-300x169.png',
    'https://i0.wp.com/old.example/canada/wp-content/uploads/2020/02/two.png?resize=300%2C169',
  ])('of any address are one row: %s', async (address) => {
    await send(mediaOf(802, '2020/02/two-scaled.png'))
    const id = 8000 + address.length
    await bring(documentOf(id, { contentRaw: `<p>See</p><p><img src="${address}" alt="Two"></p>` }))
    const ids = await bindings.DB.prepare('select media_ids_json from articles where id = ?1')
      .bind(id)
      .first('media_ids_json')
    expect(ids).toBe('[802]')
  })

  test('without an id of their own are in the way of no article', async () => {
    const shown = documentOf(811, {}, { media: [mediaOf(null, '2020/03/nameless.png')] })
    const { media } = await bring(shown)
    expect(media[0]?.id).toBeGreaterThan(1_000_000_000)
    expect(await bring(documentOf(812))).toMatchObject({ action: 'created' })
    const { id } = await apiJson('POST', 'posts', { title: 'Next' })
    expect(id).toBeLessThan(1_000_000_000)
  })

  test('that came before lead the article that names them by id alone', async () => {
    await send(mediaOf(821, '2020/04/lead.png'))
    await bring(documentOf(822, { featuredMediaId: 821 }))
    expect(await apiJson('GET', 'posts/822')).toMatchObject({ featured_media: 821 })
  })

  test('whose files come later are listed until then, and the articles that show them are cleaned anew', async () => {
    const file = '2020/05/late.png'
    const size = {
      name: 'medium',
      url: '',
      file: '2020/05/late-300x169.png',
      width: 300,
      height: 169,
      mimeType: 'image/png',
    }
    await send(mediaOf(831, file, { sizes: [size] }))
    const document = documentOf(832, {
      contentRaw: `<p>Text.</p><p><img src="https://old.example/canada/wp-content/uploads/${file}" alt="Late"></p>`,
    })
    await bring(document)
    const missing = await meridian<{ items: { id: number; files: unknown[] }[] }>(
      'GET',
      'import/media?stored=false&after=830&limit=1',
    )
    expect(missing).toMatchObject({
      next: 831,
      items: [
        {
          id: 831,
          source_url: `https://old.example/canada/wp-content/uploads/${file}`,
          files: [
            { file, bytes: 0 },
            {
              file: size.file,
              bytes: 0,
              url: 'https://old.example/canada/wp-content/uploads/2020/05/late-300x169.png',
            },
          ],
        },
      ],
    })
    expect(await (await get('/ca/article-832/')).text()).toContain('src="https://old.example/')
    expect((await put(file, PIXEL)).status).toBe(201)
    const recleaned = await meridian<{ results: { id: number; action: string }[] }>(
      'POST',
      'import/reclean?purge=now',
      {},
    )
    expect(recleaned.results).toContainEqual(
      expect.objectContaining({ id: 832, action: 'changed' }),
    )
    expect(await (await get('/ca/article-832/')).text()).toContain(
      `src="/ca/wp-content/uploads/${file}"`,
    )
    expect(await bring(document)).toMatchObject({ action: 'unchanged' })
    expect(await meridian('POST', 'import/reclean', {})).toEqual({ results: [], next: null })
  })

  test('whose files came before their rows are stored from the start', async () => {
    await put('2020/06/early.png', PIXEL)
    expect(await send(mediaOf(841, '2020/06/early.png'))).toMatchObject([{ is_stored: true }])
  })
})

describe('uploads', () => {
  test.each([
    ['2021/01/paper.pdf', '%PDF-1.7 and so on', 'application/pdf'],
    ['2021/01/talk.mp3', 'ID3 and so on', 'audio/mpeg'],
    ['2021/01/film.mp4', '0000ftypisom', 'video/mp4'],
    ['2021/01/list.csv', 'a,b', 'text/csv; charset=utf-8'],
    ['2021/01/misnamed.jpg', PIXEL, 'image/png'],
  ])('take %s', async (file, bytes, type) => {
    const response = await put(file, bytes)
    expect([response.status, await response.json()]).toEqual([
      201,
      { file, bytes: bytes.length, mime_type: type },
    ])
    expect((await put(file, bytes)).status).toBe(200)
    const served = await get(`/ca/wp-content/uploads/${file}`)
    expect([served.status, served.headers.get('Content-Type')]).toEqual([200, type])
    const head = await api('HEAD', `../../meridian/v1/uploads/${file}`)
    expect([head.status, head.headers.get('X-Content-Length')]).toEqual([200, String(bytes.length)])
  })

  test.each([
    ['2021/02/page.jpg', '<!doctype html><p>Sign in</p>'],
    ['2021/02/page.pdf', ' <html><body>Not found</body></html>'],
    ['2021/02/empty.png', ''],
    ['2021/02/script.js', 'alert(1)'],
    ['2021/02/page.html', '<p>x</p>'],
    ['2021/02/code.php.txt.php', 'x'],
  ])('refuse %s', async (file, bytes) => {
    expect((await put(file, bytes)).status).toBe(400)
    expect((await api('HEAD', `../../meridian/v1/uploads/${file}`)).status).toBeGreaterThanOrEqual(
      400,
    )
    expect(await bindings.MEDIA.head(`ca/${file}`)).toBeNull()
  })

  test('that are not there are a 404', async () => {
    expect((await api('HEAD', '../../meridian/v1/uploads/2021/none.pdf')).status).toBe(404)
  })

  test('of more than the platform takes are refused unread', async () => {
    const response = await api('PUT', '../../meridian/v1/uploads/2021/huge.mp4', 'x', {
      'Content-Length': '4000000000',
    })
    expect([response.status, await response.json()]).toMatchObject([
      413,
      { code: 'rest_request_too_large' },
    ])
  })
})

describe('a menu', () => {
  const menu = {
    location: 'primary',
    items: [
      {
        label: 'About',
        url: 'https://old.example/canada/about/',
        items: [{ label: 'Team', url: '/ca/team/' }],
      },
      { label: 'Elsewhere', url: 'https://elsewhere.example/' },
      { label: 'Bad', url: 'javascript:alert(1)' },
    ],
    source: { hosts: ['old.example'], pathPrefix: '/canada/' },
  }

  test('has addresses of this publication, and is on every page after its purge', async () => {
    await get('/ca/')
    expect(await meridian('POST', 'import/navigation?purge=now', menu)).toEqual({
      location: 'primary',
      action: 'created',
      items: [
        { label: 'About', url: '/ca/about/', items: [{ label: 'Team', url: '/ca/team/' }] },
        { label: 'Elsewhere', url: 'https://elsewhere.example/' },
      ],
    })
    expect(await (await get('/ca/')).text()).toContain('/ca/about/')
    expect(await meridian('POST', 'import/navigation', menu)).toMatchObject({ action: 'unchanged' })
  })
})

describe('siblings', () => {
  async function bringTo(region: string, id: number): Promise<void> {
    const key = await administrator()
    const response = await (exports as unknown as { default: Fetcher }).default.fetch(
      `${ORIGIN}/${region}/wp-json/meridian/v1/import`,
      {
        method: 'POST',
        headers: { Authorization: key, 'Content-Type': 'application/json' },
        body: JSON.stringify(documentOf(id)),
      },
    )
    if (!response.ok) throw new Error(await response.text())
  }
  let known = ''
  async function administrator(): Promise<string> {
    if (known) return known
    known = await signUp('second', 'administrator')
    return known
  }

  test('are joined once, and linked from each other', async () => {
    for (const region of ['ca', 'us', 'uk']) await bringTo(region, 901)
    const group = ['ca', 'us', 'uk'].map((region) => ({ region, id: 901 }))
    const join = (groups: unknown) => meridian('POST', 'import/siblings?purge=now', { groups })
    await get('/ca/article-901/')
    expect(await join([group.slice(0, 2)])).toEqual({ joined: 1, unchanged: 0, refused: [] })
    expect(await join([group])).toEqual({ joined: 1, unchanged: 0, refused: [] })
    expect(await join([group])).toEqual({ joined: 0, unchanged: 1, refused: [] })
    expect(await (await get('/ca/article-901/')).text()).toContain('/uk/article-901/')
    // To be joined is no edit.
    expect(await bring(documentOf(901, { modifiedAt: 1_800_000_000 }))).toMatchObject({
      action: 'updated',
    })
    await bringTo('us', 902)
    expect(
      await join([
        [
          { region: 'ca', id: 901 },
          { region: 'us', id: 902 },
        ],
        [
          { region: 'ca', id: 901 },
          { region: 'us', id: 99_999 },
        ],
      ]),
    ).toEqual({
      joined: 0,
      unchanged: 0,
      refused: [
        { group: 0, message: expect.stringContaining('Two of them would be in us') },
        { group: 1, message: expect.stringContaining('no published article') },
      ],
    })
  })
})

test('addresses are told by what they lead to', async () => {
  await bring(documentOf(951, { slug: 'new-slug', oldPaths: ['old-slug', 'news/old-slug'] }))
  const expected: Record<string, string | null> = {
    '/': 'listing',
    '/ca/': 'listing',
    '/ca/new-slug/': 'article',
    '/ca/new-slug/#part': 'article',
    '/CA/New-Slug': 'article',
    '/ca/old-slug/': 'redirect',
    '/ca/news/old-slug/': 'redirect',
    '/ca/?p=951': 'redirect',
    '/ca/?p=123456': null,
    '/ca/2023/11/': 'listing',
    '/ca/1999/': null,
    '/ca/category/uncategorized/': 'listing',
    '/ca/category/none/': null,
    '/ca/author/admin/': 'listing',
    '/ca/wp-json/': 'other',
    '/ca/none/': null,
    '/zz/none/': null,
    '//elsewhere.example/': null,
  }
  const paths = Object.keys(expected)
  const { results } = await meridian<{ results: unknown[] }>('POST', 'import/addresses', { paths })
  expect(results).toEqual(paths.map((path) => ({ path, leads_to: expected[path] })))
})

test('bodies are cleaned anew page by page, and what comes out the same is not touched', async () => {
  await bindings.DB.prepare(
    "update articles set cleaner_version = 0, content_html = 'old' where id = 951",
  ).run()
  const before = await apiJson<{ modified: string }>('GET', 'posts/951')
  type Page = { results: { id: number; action: string; report: unknown }[]; next: number | null }
  const seen: Page['results'] = []
  let after: number | null = 0
  while (after !== null) {
    const page: Page = await meridian<Page>('POST', 'import/reclean', {
      all: true,
      limit: 7,
      after,
    })
    seen.push(...page.results)
    after = page.next
  }
  const changed = seen.filter(({ action }) => action !== 'unchanged')
  expect(changed).toContainEqual(
    expect.objectContaining({
      id: 951,
      action: 'changed',
      report: expect.objectContaining({ needsReview: false }),
    }),
  )
  expect(changed.length).toBeLessThan(seen.length)
  expect(seen.length).toBeGreaterThan(10)
  expect(await apiJson<{ modified: string }>('GET', 'posts/951')).toMatchObject({
    modified: before.modified,
  })
})

test('what lost a construct is answered with its body, and cleaned anew with its original beside it', async () => {
  const contentRaw = '<p>Words that stay.</p><form><input name="a"></form>'
  const first = await meridian('POST', 'import', documentOf(958, { contentRaw }))
  expect(first).toMatchObject({ html: expect.stringContaining('Words that stay.') })
  const second = documentOf(959, { contentRaw: '<p>Words alone.</p>' })
  expect(await meridian('POST', 'import', second)).toMatchObject({ html: null })
  const { results } = await meridian<{ results: unknown[] }>('POST', 'import/reclean', {
    all: true,
    after: 957,
  })
  expect(results).toContainEqual(
    expect.objectContaining({ id: 958, html: first.html, source: contentRaw }),
  )
  expect(results).toContainEqual(expect.objectContaining({ id: 959, html: null, source: null }))
})
