import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importDocument, importMedia } from '#content/import-document.ts'
import { SourceError, type SourceDocument, type SourceOptions } from '#ingest/source.ts'
import { openSource } from '#ingest/sources/open.ts'
import { parseRestPost, toImportDocument } from '#ingest/wordpress/document.ts'
import { collect } from './collect.ts'
import { LOGIN_PAGE } from './wordpress-stand-in.ts'

const CORPUS = join(import.meta.dirname, '../../../shared/corpus')
const corpus = existsSync(CORPUS)
  ? readdirSync(CORPUS).filter((name) => name.endsWith('.json'))
  : []

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rest-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
function write(content: unknown, name = `file-${++files}.json`): string {
  const file = join(folder, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

async function read(spec: string, options: SourceOptions = {}) {
  const notes: string[] = []
  const source = await openSource(spec, { ...options, onNote: (line) => notes.push(line) })
  const terms = await collect(source.terms())
  const authors = await collect(source.authors())
  const media = await collect(source.media())
  const documents = await collect(source.documents())
  const navigation = await collect(source.navigation())
  return { source, terms, authors, media, documents, navigation, notes }
}

function makePost(id: number, more: Record<string, unknown> = {}) {
  return {
    id,
    date_gmt: '2025-01-02T03:04:05',
    modified_gmt: '2025-01-03T03:04:05',
    slug: `post-${id}`,
    status: 'publish',
    type: 'post',
    link: `https://example.com/ca/post-${id}/`,
    guid: { rendered: `https://example.com/ca/?p=${id}` },
    title: { rendered: `Post ${id}` },
    content: { rendered: `<p>Text ${id}.</p>`, protected: false },
    excerpt: { rendered: '' },
    author: 7,
    _links: { self: [{ href: `https://example.com/ca/wp-json/wp/v2/posts/${id}` }] },
    ...more,
  }
}

test.each(corpus)('%s of the corpus is read without a failure', async (name) => {
  const { documents, terms, authors, media } = await read(join(CORPUS, name))
  expect([documents, terms, authors, media].flatMap(({ failures }) => failures)).toEqual([])
  const kinds = { media: media.values, category: terms.values, user: authors.values }
  const kind = Object.entries(kinds).find(([prefix]) => name.startsWith(`${prefix}-object`))
  expect(kind ? kind[1] : documents.values).toHaveLength(1)
  for (const { site: _, ...document } of documents.values as SourceDocument[]) {
    expect(importDocument.parse(document)).toEqual(document)
  }
  for (const medium of media.values) expect(importMedia.parse(medium)).toEqual(medium)
})

test('a folder of every kind of object is one site', async () => {
  const place = (name: string) => join('site', name)
  write([makePost(2, { categories: [3], featured_media: 9 }), makePost(1)], place('posts-1.json'))
  write(
    [makePost(10, { type: 'page', parent: 11, link: 'https://example.com/ca/a/b/' })],
    place('b.json'),
  )
  write({ pages: [makePost(11, { type: 'page', parent: 0 })] }, place('sub/dump.json'))
  write(
    [{ id: 3, taxonomy: 'category', slug: 'sleep', name: 'Sleep &amp; rest', parent: 4 }],
    place('c.json'),
  )
  write({ id: 4, taxonomy: 'category', slug: 'health', name: 'Health', parent: 0 }, place('d.json'))
  write(
    [
      {
        id: 7,
        name: 'Ada',
        slug: 'ada',
        avatar_urls: { 24: 'https://a.example/24', 96: 'https://a.example/96' },
      },
    ],
    place('u.json'),
  )
  write(
    [{ id: 1, post: 2, author_name: 'x', content: { rendered: 'y' }, status: 'approved' }],
    place('comments.json'),
  )
  write(
    [
      {
        id: 9,
        type: 'attachment',
        media_type: 'image',
        mime_type: 'image/png',
        source_url: 'https://example.com/ca/wp-content/uploads/sites/7/a.png',
        media_details: { width: 10, height: 5, sizes: [] },
      },
    ],
    place('media.json'),
  )
  write(
    [
      {
        id: 1,
        menus: 5,
        url: 'https://example.com/ca/',
        object: 'custom',
        menu_order: 1,
        title: { rendered: 'Home' },
        parent: 0,
      },
    ],
    place('menu.json'),
  )
  write('[{"id": 5, "title"', place('posts-2.json'))
  const { source, terms, authors, media, documents, navigation } = await read(join(folder, 'site'))
  expect(source.totals).toEqual({ posts: 2, pages: 2, media: 1, terms: 2, authors: 1 })
  expect(terms.values.map((term) => term.name)).toEqual(['Sleep & rest', 'Health'])
  expect(authors.values).toMatchObject([{ id: 7, portraitUrl: 'https://a.example/96' }])
  expect(documents.values.map(({ article }) => article.id)).toEqual([2, 1, 11, 10])
  expect(documents.values[0]).toMatchObject({
    article: { commentCount: 1, featuredMediaId: 9 },
    author: { name: 'Ada' },
    terms: [{ slug: 'health' }, { slug: 'sleep', parentId: 4 }],
    media: [{ id: 9, file: 'sites/7/a.png' }],
    source: { hosts: ['example.com'], pathPrefix: '/ca/' },
  })
  expect(documents.failures).toEqual([expect.stringMatching(/posts-2\.json: it is no JSON/)])
  expect(media.values).toHaveLength(1)
  expect(navigation.values).toMatchObject([
    { location: 'primary', items: [{ label: 'Home', url: 'https://example.com/ca/' }] },
  ])
})

test('a mirror of the API is read, whatever its files are called', async () => {
  write(makePost(1), 'mirror/wp-json/wp/v2/posts/1')
  write('<html></html>', 'mirror/index.html')
  const { documents } = await read(join(folder, 'mirror'))
  expect(documents.values.map(({ article }) => article.id)).toEqual([1])
})

test('one bad object of a list is one failure', async () => {
  const list = [makePost(1), makePost(2, { status: 'trash' }), makePost(3)]
  const { documents } = await read(write(list))
  expect(documents.values.map(({ article }) => article.id)).toEqual([1, 3])
  expect(documents.failures).toEqual([
    expect.stringMatching(/^object 2 .*lies in the old site's bin/),
  ])
})

test.each<[string, unknown, RegExp]>([
  ['a text that is no JSON', 'id: 1', /is no JSON: /],
  ['a login page', LOGIN_PAGE, /is no JSON but a login page/],
  ['an empty file', '', /is empty/],
  ['an empty list', [], /is an empty list/],
  ['JSON of something else', { name: 'package' }, /is JSON of something else/],
  ['a list of something else', [1, 'two'], /is JSON of something else/],
  [
    'a refusal',
    { code: 'rest_forbidden', message: 'No.', data: { status: 401 } },
    /rest_forbidden/,
  ],
])('%s is refused in one line', async (_, content, expected) => {
  const failure = await read(write(content)).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(SourceError)
  expect((failure as SourceError).message).toMatch(expected)
  expect((failure as SourceError).message).not.toContain('\n')
})

test.each([
  ['/no/such/file.json', /is no file or folder/],
  ['example.com/ca', /for a site, write https:\/\/example\.com\/ca/],
  ['ftp://example.com/', /is no address of a site/],
])('%s is refused in one line', async (spec, expected) => {
  await expect(read(spec)).rejects.toThrow(expected)
})

test('a folder without anything to read is refused', async () => {
  write('x', 'empty/readme.txt')
  await expect(read(join(folder, 'empty'))).rejects.toThrow(/holds no \.json and no \.xml file/)
})

function translate(
  more: Record<string, unknown>,
  keep?: (json: Record<string, unknown>) => object,
) {
  const notes: string[] = []
  const json = makePost(5, more)
  const post = parseRestPost(keep ? keep(json) : json)
  const onNote = (what: string, line: string) => notes.push(`${what} ${line}`)
  return { ...toImportDocument(post, { onNote }), notes }
}

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  [
    'a date without a zone is UTC',
    { date_gmt: '2025-01-02T00:00:00' },
    { publishedAt: 1735776000 },
  ],
  ['a date with a zone', { date_gmt: '2025-01-02T01:00:00+01:00' }, { publishedAt: 1735776000 }],
  ['a date alone', { date_gmt: null, date: '2025-01-02' }, { publishedAt: 1735776000 }],
  ['a draft without a date', { date_gmt: null, date: null }, { publishedAt: 1735873445 }],
  ['no status', { status: undefined }, { status: 'publish' }],
  ['a status of a plug-in', { status: 'in-review' }, { status: 'draft' }],
  ['only raw content', { content: { raw: 'Raw.' } }, { contentRaw: 'Raw.', contentFormat: 'raw' }],
  [
    'both',
    { content: { raw: 'Raw.', rendered: '<p>R</p>' } },
    { contentRaw: '<p>R</p>', contentFormat: 'rendered' },
  ],
  [
    'a locked text',
    { content: { rendered: '', protected: true } },
    { status: 'draft', contentRaw: '' },
  ],
  ['a password', { password: 'sesame' }, { password: 'sesame' }],
  [
    'a private title',
    { status: 'private', title: { raw: 'T', rendered: 'Privé : T' } },
    { title: 'T' },
  ],
  [
    'a dated link',
    { link: 'https://example.com/ca/2025/01/post-5/' },
    { oldPaths: ['2025/01/post-5'] },
  ],
  [
    'a child page',
    { type: 'page', parent: 4, link: 'https://example.com/ca/a/post-5/' },
    { oldPaths: ['a/post-5'], parentId: 4 },
  ],
  ['a relative link', { link: '/2025/post-5/', _links: {} }, { oldPaths: ['2025/post-5'] }],
  ['a custom type', { type: 'recipe' }, { type: 'post', meta: { original_type: 'recipe' } }],
  ['a custom type with parents', { type: 'place', parent: 0 }, { type: 'page' }],
  ['meta as PHP empties it', { meta: [] }, { meta: {} }],
  [
    'fields of wrong kinds',
    { categories: 'none', sticky: 'yes', author: null },
    { categoryIds: [], isSticky: false },
  ],
])('%s is understood', (_, more, expected) => {
  expect(translate(more).article).toMatchObject(expected)
})

test('a page without an editor has its text in custom fields', () => {
  const acf = {
    colour: 'blue',
    sections: [
      { kind: 'text', body: '<h2>Why</h2><p>Because.</p>' },
      { kind: 'image', id: 7 },
    ],
  }
  const { article, notes } = translate({ content: undefined, acf })
  expect(article.contentRaw).toBe('<h2>Why</h2><p>Because.</p>')
  expect(article.contentFormat).toBe('rendered')
  expect(notes).toEqual([expect.stringContaining('custom fields')])
  expect(translate({ acf }).article.contentRaw).toBe('<p>Text 5.</p>')
})

test('four fields are enough, and the id stays the same', () => {
  const thin = ({ slug, title, content }: Record<string, unknown>) => ({
    date: '2025-01-02T03:04:05',
    slug,
    title,
    content,
  })
  const first = translate({}, thin)
  expect(first.article.id).toBe(translate({}, thin).article.id)
  expect(first.article.id).toBeGreaterThan(1_000_000_000)
  expect(first.notes).toEqual([expect.stringContaining('has no id')])
  expect(translate({}, (json) => ({ ...json, id: undefined })).article.id).toBe(5)
})

test('co-authors and terms of other taxonomies are kept beside', () => {
  const { article, author, notes } = translate({
    _embedded: {
      author: [{ id: 7, name: 'Ada', slug: 'ada' }],
      'wp:term': [
        [
          { id: 50, taxonomy: 'author', slug: 'cap-bo', name: 'Bo' },
          { id: 51, taxonomy: 'author', slug: 'cap-ada', name: 'Ada' },
        ],
        [{ id: 60, taxonomy: 'topic', slug: 'night', name: 'Night &amp; day' }],
      ],
    },
  })
  expect(author).toMatchObject({ name: 'Bo', nicename: 'bo' })
  expect(notes).toEqual([expect.stringContaining('more than one author')])
  expect(article.meta).toEqual({
    co_authors: [{ name: 'Ada', nicename: 'ada' }],
    original_terms: { topic: ['Night & day'] },
  })
})

test('an author that only Yoast names keeps the old address', () => {
  const { author } = translate({
    yoast_head_json: {
      author: 'Ada Writer',
      schema: { '@graph': [{ '@type': 'Person', url: 'https://example.com/ca/author/ada-w/' }] },
    },
  })
  expect(author).toMatchObject({ id: 7, name: 'Ada Writer', nicename: 'ada-w' })
})

test('uploads of other sites are not taken for own ones', () => {
  const uploads = 'wp-content/uploads/2025/01'
  const { media } = translate({
    content: {
      rendered: `
        <img src="https://other.example/${uploads}/theirs.png">
        <img src="https://www.example.com/${uploads}/ours-300x200.png" alt="Ours" width="300" height="200">
        <img class="wp-image-12" src="https://cdn.example.net/${uploads}/served.png">
        <img src="//i0.wp.com/example.com/${uploads}/photon.jpg?resize=5">
        <a href="https://example.com/${uploads}/paper.pdf">Paper</a>`,
    },
  })
  expect(media.map(({ id, file, mimeType }) => [id, file, mimeType])).toEqual([
    [null, '2025/01/ours.png', 'image/png'],
    [12, '2025/01/served.png', 'image/png'],
    [null, '2025/01/photon.jpg', 'image/jpeg'],
    [null, '2025/01/paper.pdf', 'application/pdf'],
  ])
  expect(media[0]?.sizes).toMatchObject([{ file: '2025/01/ours-300x200.png', width: 300 }])
})
