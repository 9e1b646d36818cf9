import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseTree, printTree, textIn } from '#content/html-tree.ts'
import { cleanBody } from '#ingest/clean.ts'
import type { CleanContext } from '#ingest/context.ts'
import { addParagraphs, withParagraphs } from '#ingest/paragraphs.ts'
import { CORPUS, hasCorpus, NO_CONTEXT } from './corpus.ts'

const embed = (address: string) => `<div class="wp-block-embed__wrapper">\n${address}\n</div>`
const lines = (...parts: string[]) => parts.join('\n')

test.each([
  ['blank lines part paragraphs', 'one\n\n  \ntwo', lines('<p>one</p>', '<p>two</p>')],
  ['whatever ends a line', 'one\r\n\r\ntwo\rthree', lines('<p>one</p>', '<p>two<br>', 'three</p>')],
  ['a line’s end is a break', 'one\ntwo', lines('<p>one<br>', 'two</p>')],
  [
    'a break of the author’s own is one',
    'one<br />\ntwo<br>three',
    lines('<p>one<br>', 'two<br>', 'three</p>'),
  ],
  ['inline markup may span lines', 'a <em>b\nc</em>', lines('<p>a <em>b<br>', 'c</em></p>')],
  [
    'blocks stand between paragraphs',
    'one\n<h2>Two</h2>\nthree\n<ul>\n<li>a\n\nb</li>\n</ul>\nfour',
    lines(
      '<p>one</p>',
      '<h2>Two</h2>',
      '<p>three</p>',
      '<ul>\n<li>a\n\nb</li>\n</ul>',
      '<p>four</p>',
    ),
  ],
  [
    'code keeps its lines',
    '<pre>a\n\nb <b>c\n</b></pre>\nd',
    lines('<pre>a\n\nb <b>c\n</b></pre>', '<p>d</p>'),
  ],
  [
    'so do scripts',
    'x\n<script>a\n\nb < c</script>',
    lines('<p>x</p>', '<script>a\n\nb < c</script>'),
  ],
  [
    'so do tables, those in them too',
    '<table><tr><td>a\n\nb<table></table>\n\n</td></tr></table>\nx',
    lines('<table><tr><td>a\n\nb<table></table>\n\n</td></tr></table>', '<p>x</p>'),
  ],
  [
    'a quotation’s lines are paragraphs',
    '<blockquote>a\n\nb</blockquote>',
    lines('<blockquote>', '<p>a</p>', '<p>b</p>', '</blockquote>'),
  ],
  [
    'a division’s too',
    '<div class="x">a\n\nb</div>',
    lines('<div class="x">', '<p>a</p>', '<p>b</p>', '</div>'),
  ],
  [
    'a tagged paragraph between bare ones has breaks',
    '<p style="x">a\nb</p>\n\nc',
    lines('<p style="x">a<br>', 'b</p>', '<p>c</p>'),
  ],
  ['lines within a tag say nothing', '<img alt="a\n\nb"> c', '<p><img alt="a\n\nb"> c</p>'],
  ['a comparison is no tag', 'a < b\n\nc <3', lines('<p>a < b</p>', '<p>c <3</p>')],
  [
    'the marks of teaser and page stand alone',
    'one <!--more--> two\n\n<!--nextpage-->\nthree <!-- note --> four',
    lines('<p>one</p>', '<!--more-->', '<p>two</p>', '<!--nextpage-->', '<p>three  four</p>'),
  ],
  [
    'an address alone in its line is an embed, one in a sentence is not',
    'one\nhttps://youtu.be/abcdefghijk\ntwo https://a.example/',
    lines('<p>one</p>', embed('https://youtu.be/abcdefghijk'), '<p>two https://a.example/</p>'),
  ],
  [
    'blocks of the block editor stay; the text between them gets its paragraphs',
    '<!-- wp:html -->\na\n\nb\n<!-- /wp:html -->\n\nfree\n\ntext\n<!-- wp:spacer /-->',
    '<!-- wp:html -->\na\n\nb\n<!-- /wp:html --><p>free</p>\n<p>text</p><!-- wp:spacer /-->',
  ],
  [
    'what has its paragraphs is finished',
    '<p>a\nb</p>\n<h2>c</h2>\n\n',
    '<p>a\nb</p>\n<h2>c</h2>\n\n',
  ],
  ['nothing is nothing', ' \n\n ', ' \n\n '],
])('%s', (_, given, expected) => {
  const made = addParagraphs(given)
  expect(made).toBe(expected)
  expect(addParagraphs(made)).toBe(made)
})

test.each([
  ['one\n\ntwo <b>x</b>', '<p>one</p>\n<p>two <b>x</b></p>'],
  ['one line', 'one line'],
  ['one<br>\ntwo\n\nthree', 'one<br>\ntwo\n\nthree'],
  ['<div>one\n\ntwo</div>', '<div>one\n\ntwo</div>'],
])('finished HTML is left alone, plain text of several lines is not: %j', (given, expected) => {
  expect(withParagraphs(given, 'rendered')).toBe(expected)
})

test.each([
  ['line ends', '\n'.repeat(100_000)],
  ['paragraphs', 'a\n\n'.repeat(30_000)],
  ['comments', '<!--'.repeat(25_000)],
  ['open tags', 'x<p>'.repeat(25_000)],
  ['broken tags', `x<p>${'<a '.repeat(30_000)}`],
  ['brackets', '<'.repeat(100_000)],
])('100 KB of %s take a moment', (_, given) => {
  const start = performance.now()
  addParagraphs(given)
  expect(performance.now() - start).toBeLessThan(1000)
})

/** The fields of an export's items that matter here; the real reader is another's test. */
function itemsOf(name: string) {
  const xml = readFileSync(join(CORPUS, name), 'utf8')
  return [...xml.matchAll(/<item>([\s\S]*?)<\/item>/g)].map(([, item = '']) => ({
    title: /<title>(?:<!\[CDATA\[)?([\s\S]*?)(?:\]\]>)?<\/title>/.exec(item)?.[1] ?? '',
    content: /<content:encoded><!\[CDATA\[([\s\S]*?)\]\]><\/content:encoded>/.exec(item)?.[1] ?? '',
  }))
}

const context: CleanContext = { ...NO_CONTEXT, articleId: 1, hosts: [], contentFormat: 'raw' }

test.skipIf(!hasCorpus)('WordPress’s own sample texts come out in paragraphs', () => {
  const items = itemsOf('wxr-theme-unit-test.xml')
  const cleaned = (title: string) =>
    printTree(cleanBody(items.find((item) => item.title === title)?.content ?? '', context).root)
  expect(cleaned('Post Format: Standard').match(/<p>/g)).toHaveLength(7)
  expect(cleaned('Post Format: Image (Caption)')).toMatch(
    /^<figure[^>]*><a href="[^"]+100_5478\.jpg"><img[^>]+><\/a><figcaption>Bell on wharf in San Francisco<\/figcaption><\/figure>$/,
  )
  expect(cleaned('Post Format: Video (YouTube)')).toMatch(/^<figure><iframe [^>]*SQEQr7c0-dw/)
  expect(cleaned('Post Format: Audio')).toContain('stlouisblues.mp3"></audio>')
  for (const { content } of items) {
    const html = printTree(cleanBody(content, context).root)
    expect(html).not.toMatch(/\[\/?(?:caption|gallery|embed|audio|video)[\s\]]/)
    expect(textIn(parseTree(html))).not.toMatch(/\]\]>/)
  }
})
