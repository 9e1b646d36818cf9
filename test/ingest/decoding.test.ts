import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareBody } from '#ingest/prepare.ts'
import { openSource } from '#ingest/sources/open.ts'
import { toImportMedia } from '#ingest/wordpress/media.ts'
import { toImportAuthor, toImportTerm } from '#ingest/wordpress/terms.ts'
import { collect } from './collect.ts'
import { NO_CONTEXT } from './corpus.ts'

// WordPress hands out names as HTML: each is decoded once, so that a name about `&amp;` still says so.

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'decoding-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const NAMES: [given: string, name: string][] = [
  ['Bread & butter', 'Bread & butter'],
  ['Bread &amp; butter', 'Bread & butter'],
  ['Writing &amp;amp; in HTML', 'Writing &amp; in HTML'],
  ['It&#8217;s &quot;fine&quot;', 'It’s "fine"'],
  ['a &lt;b&gt; c', 'a <b> c'],
]

test.each(NAMES)('REST: %j is %j', async (given, name) => {
  expect(toImportTerm({ id: 1, taxonomy: 'category', slug: 'x', name: given })?.name).toBe(name)
  expect(toImportAuthor({ id: 1, slug: 'x', name: given })?.name).toBe(name)
  const source_url = 'https://old.example/wp-content/uploads/2025/01/a.png'
  const media = toImportMedia({ id: 1, source_url, title: { rendered: given } })
  expect(media?.title).toBe(name)
})

test.each(NAMES)('WXR: %j is %j', async (given, name) => {
  const file = join(folder, 'export.xml')
  const menu = '<category domain="nav_menu" nicename="main"><![CDATA[Main]]></category>'
  const meta = (key: string, value: string) =>
    `<wp:postmeta><wp:meta_key>${key}</wp:meta_key><wp:meta_value>${value}</wp:meta_value></wp:postmeta>`
  writeFileSync(
    file,
    `<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
    <title>Old</title><link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version>
    <wp:author><wp:author_id>7</wp:author_id><wp:author_login>ada</wp:author_login>
    <wp:author_display_name><![CDATA[${given}]]></wp:author_display_name></wp:author>
    <wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>x</wp:category_nicename>
    <wp:cat_name><![CDATA[${given}]]></wp:cat_name></wp:category>
    <wp:term><wp:term_id>9</wp:term_id><wp:term_taxonomy>nav_menu</wp:term_taxonomy>
    <wp:term_slug>main</wp:term_slug><wp:term_name>Main</wp:term_name></wp:term>
    <item><title><![CDATA[${given}]]></title><wp:post_id>1</wp:post_id><wp:post_type>nav_menu_item</wp:post_type>
    <wp:status>publish</wp:status>${menu}${meta('_menu_item_type', 'custom')}${meta('_menu_item_url', 'https://a.example/')}</item>
    </channel></rss>`,
  )
  const source = await openSource(file, {})
  expect((await collect(source.terms())).values.map((term) => term.name)).toEqual([name])
  expect((await collect(source.authors())).values.map((author) => author.name)).toEqual([name])
  const [placed] = (await collect(source.navigation())).values
  expect(placed?.items.map(({ label }) => label)).toEqual([name])
})

test.each([...NAMES, ['A <em>fine</em> day', 'A fine day']])(
  'as a title %j reads %j',
  async (title, text) => {
    const { titleText } = await prepareBody({ title, content: '', excerpt: '' }, NO_CONTEXT)
    expect(titleText).toBe(text)
  },
)

test.each(NAMES)('as a caption %j reads %j', async (given, text) => {
  const content = `<figure class="wp-block-image"><img src="https://a.example/a.png" alt=""><figcaption>${given}</figcaption></figure>`
  const { body } = await prepareBody({ title: '', content, excerpt: '' }, NO_CONTEXT)
  expect(body.text).toContain(text)
})
