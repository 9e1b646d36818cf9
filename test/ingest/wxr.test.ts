import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importDocument, type ImportDocument } from '#content/import-document.ts'
import { phpUnserialize } from '#ingest/php-unserialize.ts'
import type { SourceDocument, SourceOptions } from '#ingest/source.ts'
import { openSource } from '#ingest/sources/open.ts'
import { collect } from './collect.ts'

const CORPUS = join(import.meta.dirname, '../../../shared/corpus')
const corpus = existsSync(CORPUS) ? readdirSync(CORPUS).filter((name) => name.endsWith('.xml')) : []

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wxr-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const HEAD = `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Our Site</title><link>https://example.com/ca</link><language>en-CA</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://example.com/</wp:base_site_url>
<wp:base_blog_url>https://example.com/ca</wp:base_blog_url>
<wp:author><wp:author_id>7</wp:author_id><wp:author_login><![CDATA[ada]]></wp:author_login>
<wp:author_display_name><![CDATA[Ada Writer]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>sleep</wp:category_nicename>
<wp:category_parent>health</wp:category_parent><wp:cat_name><![CDATA[Sleep &amp; rest]]></wp:cat_name></wp:category>
<wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>health</wp:category_nicename>
<wp:category_parent></wp:category_parent><wp:cat_name><![CDATA[Health]]></wp:cat_name></wp:category>
<wp:term><wp:term_id>9</wp:term_id><wp:term_taxonomy>nav_menu</wp:term_taxonomy>
<wp:term_slug>bottom-footer</wp:term_slug><wp:term_name>Bottom Footer</wp:term_name></wp:term>`
const TAIL = '</channel></rss>'

type Fields = Record<string, string | number>

function item(fields: Fields, meta: [string, string][] = [], more = ''): string {
  const all: Fields = {
    'wp:post_type': 'post',
    'wp:status': 'publish',
    'wp:post_date_gmt': '2025-01-02 03:04:05',
    'wp:post_modified_gmt': '2025-01-03 03:04:05',
    'dc:creator': 'ada',
    ...fields,
  }
  const texts = Object.entries(all).map(([name, text]) => `<${name}><![CDATA[${text}]]></${name}>`)
  const metas = meta.map(
    ([key, value]) =>
      `<wp:postmeta><wp:meta_key>${key}</wp:meta_key><wp:meta_value><![CDATA[${value}]]></wp:meta_value></wp:postmeta>`,
  )
  return `<item>${texts.join('\n')}${metas.join('')}${more}</item>`
}

function post(id: number, fields: Fields = {}, meta: [string, string][] = [], more = ''): string {
  const base = { 'wp:post_id': id, 'wp:post_name': `post-${id}`, title: `Post ${id}` }
  const link = `https://example.com/ca/post-${id}/`
  return item({ ...base, link, 'content:encoded': `Text ${id}.`, ...fields }, meta, more)
}

let files = 0
function write(text: string | Buffer): string {
  const file = join(folder, `export-${++files}.xml`)
  writeFileSync(file, text)
  return file
}

async function read(text: string | Buffer, options: SourceOptions = {}) {
  const notes: string[] = []
  const onNote = (line: string) => notes.push(line)
  const source = await openSource(write(text), { ...options, onNote })
  const terms = await collect(source.terms())
  const media = await collect(source.media())
  const { values: documents, failures } = await collect(source.documents())
  const navigation = await collect(source.navigation())
  return { source, terms, media, documents, failures, navigation: navigation.values, notes }
}

const articlesOf = (documents: ImportDocument[]) => documents.map(({ article }) => article)

test.each(corpus)('%s of the corpus is read without a failure', async (name) => {
  const source = await openSource(join(CORPUS, name), {})
  const streams = [source.terms(), source.authors(), source.media(), source.navigation()]
  for (const stream of streams) expect((await collect<unknown>(stream)).failures).toEqual([])
  const { values, failures } = await collect(source.documents())
  expect(failures).toEqual([])
  expect(values.length).toBe((source.totals?.posts ?? 0) + (source.totals?.pages ?? 0))
  for (const { unread: _, site: __, ...document } of values as SourceDocument[])
    expect(importDocument.parse(document)).toEqual(document)
})

test('an article comes with its terms, author, comments, dates and former addresses', async () => {
  const comment = (approved: string, type = '') =>
    `<wp:comment><wp:comment_approved>${approved}</wp:comment_approved><wp:comment_type>${type}</wp:comment_type></wp:comment>`
  const more = [
    '<category domain="category" nicename="sleep"><![CDATA[Sleep &amp; rest]]></category>',
    '<category domain="post_tag" nicename="new-tag"><![CDATA[New tag]]></category>',
    '<category domain="post_format" nicename="post-format-aside"><![CDATA[Aside]]></category>',
    '<category domain="topic" nicename="night"><![CDATA[Night]]></category>',
    comment('1'),
    comment('1', 'pingback'),
    comment('0'),
    comment('spam'),
  ].join('')
  const { documents } = await read(
    HEAD +
      post(
        11,
        {
          'wp:is_sticky': 1,
          'wp:post_password': 'open sesame',
          link: 'https://example.com/ca/2025/01/post-11/',
        },
        [
          ['_wp_old_slug', 'first-name'],
          ['_wp_old_slug', 'second-name'],
          ['_wp_old_date', '2024-12-30'],
          ['_edit_lock', '1:2'],
          ['_shop_price', '12'],
          ['_shop_price', '13'],
          ['_yoast_wpseo_title', 'Of search'],
          ['_reading_level', 'field_5f1a'],
          ['reading_level', 'easy'],
        ],
        more,
      ) +
      TAIL,
  )
  expect(documents).toHaveLength(1)
  expect(documents[0]?.terms).toMatchObject([
    { id: 2, slug: 'health' },
    { id: 3, slug: 'sleep', name: 'Sleep & rest', parentId: 2 },
    { slug: 'new-tag', taxonomy: 'post_tag' },
  ])
  expect(documents[0]?.author).toMatchObject({ id: 7, name: 'Ada Writer', nicename: 'ada' })
  expect(documents[0]).toMatchObject({ unread: { _shop_price: 2 } })
  expect(Object.keys((documents[0] as SourceDocument).unread ?? {})).toEqual(['_shop_price'])
  expect(documents[0]?.source).toEqual({ hosts: ['example.com'], pathPrefix: '/ca/' })
  expect(documents[0]?.article).toMatchObject({
    id: 11,
    contentFormat: 'raw',
    isSticky: true,
    password: 'open sesame',
    format: 'aside',
    commentCount: 2,
    publishedAt: Date.UTC(2025, 0, 2, 3, 4, 5) / 1000,
    categoryIds: [3],
    meta: { reading_level: 'easy', original_terms: { topic: ['Night'] } },
    oldPaths: [
      '2025/01/post-11',
      'first-name',
      '2025/01/first-name',
      'second-name',
      '2025/01/second-name',
      '2024/12/post-11',
    ],
  })
})

test('an attachment brings its sizes, and an article those that it shows', async () => {
  const details =
    'a:6:{s:5:"width";i:2560;s:6:"height";i:1707;s:4:"file";s:24:"2025/01/été-scaled.jpg";' +
    's:5:"sizes";a:1:{s:6:"medium";a:4:{s:4:"file";s:17:"été-300x200.jpg";s:5:"width";i:300;' +
    's:6:"height";i:200;s:9:"mime-type";s:10:"image/jpeg";}}s:10:"image_meta";a:0:{}' +
    's:14:"original_image";s:9:"été.jpg";}'
  const attachment = item(
    {
      'wp:post_id': 20,
      'wp:post_type': 'attachment',
      'wp:status': 'inherit',
      title: 'Summer',
      'excerpt:encoded': 'A <em>caption</em>',
      'wp:attachment_url':
        'https://example.com/ca/wp-content/uploads/sites/7/2025/01/%C3%A9t%C3%A9-scaled.jpg',
    },
    [
      ['_wp_attached_file', '2025/01/été-scaled.jpg'],
      ['_wp_attachment_metadata', details],
      ['_wp_attachment_image_alt', 'A field &amp; a tree'],
    ],
  )
  const { media, documents } = await read(
    HEAD +
      post(11, { 'content:encoded': '[gallery ids="20"]' }, [['_thumbnail_id', '20']]) +
      attachment +
      TAIL,
  )
  expect(media.values).toMatchObject([
    {
      id: 20,
      file: 'sites/7/2025/01/été-scaled.jpg',
      alt: 'A field & a tree',
      caption: 'A <em>caption</em>',
      width: 2560,
      sizes: [
        { name: 'medium', file: 'sites/7/2025/01/été-300x200.jpg', width: 300 },
        { name: 'original', file: 'sites/7/2025/01/été.jpg' },
      ],
    },
  ])
  expect(documents[0]?.article.featuredMediaId).toBe(20)
  expect(documents[0]?.media).toEqual(media.values)
})

test('a menu becomes a navigation tree under its place', async () => {
  const entry = (id: number, order: number, fields: Fields, meta: [string, string][]) =>
    item(
      { 'wp:post_id': id, 'wp:post_type': 'nav_menu_item', 'wp:menu_order': order, ...fields },
      meta,
      '<category domain="nav_menu" nicename="bottom-footer"><![CDATA[Bottom Footer]]></category>',
    )
  const { navigation, notes } = await read(
    HEAD +
      post(11) +
      entry(32, 2, { title: 'Out' }, [
        ['_menu_item_type', 'custom'],
        ['_menu_item_url', 'https://elsewhere.example/'],
        ['_menu_item_menu_item_parent', '31'],
      ]) +
      entry(31, 1, { title: '' }, [
        ['_menu_item_type', 'post_type'],
        ['_menu_item_object_id', '11'],
      ]) +
      entry(33, 3, { title: '' }, [
        ['_menu_item_type', 'taxonomy'],
        ['_menu_item_object_id', '3'],
      ]) +
      entry(34, 4, { title: 'Lost' }, [
        ['_menu_item_type', 'post_type'],
        ['_menu_item_object_id', '999'],
      ]) +
      TAIL,
  )
  expect(navigation).toMatchObject([
    {
      location: 'footer',
      items: [
        {
          label: 'Post 11',
          url: 'https://example.com/ca/post-11/',
          items: [{ label: 'Out', url: 'https://elsewhere.example/' }],
        },
        { label: 'Sleep & rest', url: 'https://example.com/ca/category/health/sleep/' },
      ],
    },
  ])
  expect(notes.join('\n')).toContain('"Lost"')
})

test('what stands beside the body takes its place in it', async () => {
  const body =
    '<p>A<sup data-fn="n1" id="n1-link">1</sup></p><!-- wp:block {"ref":50} /--><!-- wp:footnotes /-->'
  const { documents } = await read(
    HEAD +
      item({ 'wp:post_id': 50, 'wp:post_type': 'wp_block', 'content:encoded': '<p>Shared.</p>' }) +
      post(11, { 'content:encoded': body }, [['footnotes', '[{"content":"A note.","id":"n1"}]']]) +
      TAIL,
  )
  expect(documents[0]?.article.contentRaw).toBe(
    '<p>A<sup data-fn="n1" id="n1-link">1</sup></p><p>Shared.</p>' +
      '<ol class="wp-block-footnotes"><li id="n1">A note. <a href="#n1-link">↩︎</a></li></ol>',
  )
})

test('a page built with Elementor has its body from its record, and the SEO meta is read', async () => {
  const widgets = [
    {
      elType: 'widget',
      widgetType: 'text-editor',
      settings: { editor: '<p>The page in full</p>' },
    },
    { elType: 'widget', widgetType: 'weather', settings: {} },
  ]
  const meta: [string, string][] = [
    ['_elementor_data', JSON.stringify([{ elType: 'section', elements: widgets }])],
    ['_yoast_wpseo_title', 'T: %%title%% %%sep%% %%sitename%%'],
  ]
  const isBuilt: [string, string] = ['_elementor_edit_mode', 'builder']
  const text =
    HEAD + post(11, { 'content:encoded': '' }, [...meta, isBuilt]) + post(12, {}, meta) + TAIL
  const { documents, notes } = await read(text)
  expect(articlesOf(documents)).toMatchObject([
    { contentRaw: expect.stringContaining('<p>The page in full</p>'), contentFormat: 'rendered' },
    { contentRaw: 'Text 12.', contentFormat: 'raw', seo: { title: 'T: Post 12 - Our Site' } },
  ])
  expect(notes).toEqual([expect.stringContaining('not understood: weather')])
})

test('pages come after their parents, and custom types and co-authors are not lost', async () => {
  const page = (id: number, parent: number) =>
    post(id, { 'wp:post_type': 'page', 'wp:post_parent': parent })
  const author = '<category domain="author" nicename="cap-bo"><![CDATA[Bo]]></category>'
  const ada = '<category domain="author" nicename="cap-ada"><![CDATA[ada]]></category>'
  const { documents, notes } = await read(
    HEAD +
      page(3, 2) +
      page(2, 1) +
      page(1, 0) +
      page(5, 99) +
      post(
        8,
        { 'wp:post_type': 'recipe', link: 'https://example.com/ca/recipe/post-8/' },
        [],
        author + ada,
      ) +
      post(9, { 'wp:post_type': 'oembed_cache' }) +
      post(10, { 'wp:status': 'trash' }) +
      TAIL,
  )
  expect(articlesOf(documents).map(({ id, parentId }) => [id, parentId])).toEqual([
    [1, 0],
    [2, 1],
    [3, 2],
    [8, 0],
    [5, 99],
  ])
  const recipe = documents.find(({ article }) => article.id === 8)
  expect(recipe?.author).toMatchObject({ name: 'Bo', nicename: 'bo' })
  expect(recipe?.article).toMatchObject({
    type: 'post',
    oldPaths: ['recipe/post-8'],
    meta: { original_type: 'recipe', co_authors: [{ name: 'Ada Writer', nicename: 'ada' }] },
  })
  expect(notes).toEqual(
    expect.arrayContaining([
      'Left out: 1 × oembed_cache.',
      'Left out: 1 × post (trash).',
      expect.stringContaining('it is imported as a post'),
      expect.stringContaining('stands alone'),
      expect.stringContaining('more than one author'),
    ]),
  )
})

test('an export in several files is one site', async () => {
  const parts = mkdtempSync(join(folder, 'parts-'))
  const attachment = item({
    'wp:post_id': 20,
    'wp:post_type': 'attachment',
    'wp:attachment_url': 'https://example.com/ca/wp-content/uploads/a.png',
  })
  writeFileSync(join(parts, 'site.001.xml'), HEAD + post(11, {}, [['_thumbnail_id', '20']]) + TAIL)
  writeFileSync(join(parts, 'site.002.xml'), HEAD + post(12) + attachment + TAIL)
  const source = await openSource(parts, {})
  expect(source.totals).toEqual({ posts: 2, pages: 0, media: 1, terms: 2, authors: 1 })
  const { values } = await collect(source.documents())
  expect(values.map(({ article, media }) => [article.id, media.length])).toEqual([
    [11, 1],
    [12, 0],
  ])
})

test('an item given twice comes once, and a shared id is parted', async () => {
  const other = { 'wp:post_name': 'other', link: 'https://example.com/ca/other/' }
  const { documents, notes } = await read(HEAD + post(11) + post(11) + post(11, other) + TAIL)
  const [first, second] = articlesOf(documents)
  expect([first?.id, second?.slug, documents.length]).toEqual([11, 'other', 2])
  expect(second?.id).toBeGreaterThan(1_000_000_000)
  expect(notes).toHaveLength(2)
})

describe('a damaged file', () => {
  test('that is cut off gives all before the cut, then one line', async () => {
    const whole =
      HEAD + post(11) + '\n' + post(12) + '\n' + post(13, { title: 'The lost one' }) + TAIL
    const { documents, failures } = await read(whole.slice(0, -150))
    expect(articlesOf(documents).map(({ id }) => id)).toEqual([11, 12])
    expect(failures).toHaveLength(1)
    expect(failures[0]).toMatch(/line \d+: the file is cut off in the middle of the item/)
  })

  test('with control characters, unknown entities and bare markup is mended and told', async () => {
    const broken = post(11).replace(
      '<title><![CDATA[Post 11]]></title>',
      '<title>A &nbsp;\u0003 <b>B</b> & C</title>',
    )
    const { documents, notes, failures } = await read(HEAD + broken + post(12) + TAIL)
    expect(failures).toEqual([])
    expect(articlesOf(documents).map(({ id }) => id)).toEqual([11, 12])
    expect(documents[0]?.article.title).toMatch(/^A .*<b>B<\/b> .*C$/)
    expect(notes[0]).toMatch(
      /\d+ places that XML does not allow were mended, the first in line \d+/,
    )
  })

  test('in another encoding is read in it', async () => {
    const text = (HEAD + post(11, { title: 'Café' }) + TAIL).replace('UTF-8', 'ISO-8859-1')
    const { documents } = await read(Buffer.from(text, 'latin1'))
    expect(documents[0]?.article.title).toBe('Café')
  })

  test.each([
    [
      '<rss version="2.0"><channel><title>Feed</title><item/></channel></rss>',
      /is a feed, no WordPress export/,
    ],
    [
      '<!doctype html><html><body><p>Log in</p></body></html>',
      /is a web page, no WordPress export/,
    ],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', /is XML of something else \(<svg>\)/],
    ['PK\u0003\u0004', /is packed: unpack it first/],
    ['', /is empty/],
  ])('%s is refused in one line', async (text, expected) => {
    await expect(read(text)).rejects.toThrow(expected)
  })
})

test('since and limit narrow what comes', async () => {
  const late = { 'wp:post_modified_gmt': '2025-06-01 00:00:00' }
  const text = HEAD + post(11) + post(12, late) + post(13, late) + TAIL
  const since = Date.UTC(2025, 5, 1) / 1000
  expect(articlesOf((await read(text, { since })).documents).map(({ id }) => id)).toEqual([12, 13])
  expect((await read(text, { limit: 1 })).documents).toHaveLength(1)
})

test.each<[string, unknown]>([
  ['i:5;', 5],
  ['b:1;', true],
  ['N;', null],
  ['d:0.5;', 0.5],
  ['s:6:"été!";', 'été!'],
  ['a:2:{i:0;s:1:"a";s:1:"k";a:1:{i:0;N;}}', { 0: 'a', k: { 0: null } }],
  ['s:9:"short";', 'short'],
  ['s:9:"short', undefined],
  ['a:99:{i:0;', undefined],
  ['O:8:"stdClass":0:{}', undefined],
  ['hello', undefined],
])('PHP reads %s', (text, expected) => {
  expect(phpUnserialize(text)).toEqual(expected)
})

test('what Polylang and WPML say of translations is one key for all versions', async () => {
  const polylang =
    '<category domain="language" nicename="fr"><![CDATA[Français]]></category>' +
    '<category domain="post_translations" nicename="pll_65a1b"><![CDATA[pll_65a1b]]></category>'
  const { documents } = await read(
    HEAD +
      post(61, {}, [], polylang) +
      post(62, {}, [['_wpml_import_translation_group', '77']]) +
      post(63, {}) +
      TAIL,
  )
  const keys = documents.map(({ article }) => article.translationKey)
  expect(keys).toEqual(['example.com:pll_65a1b', 'example.com:77', undefined])
  expect(documents[0]?.article.meta).not.toHaveProperty('original_terms')
})
