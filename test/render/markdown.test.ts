import { marked } from 'marked'
import { describe, expect, test } from 'vitest'
import { parseBody, textBelow } from '#render/html-nodes.ts'
import { toMarkdown } from '#render/markdown.ts'

/** The body in Markdown alone. */
const bodyOf = (html: string) => toMarkdown({}, 'T', html).replace('---\n---\n\n# T\n', '').trim()

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The words that another program shows of Markdown. */
function shown(markdown: string): string {
  const html = marked.parse(markdown, { async: false }).replaceAll('&#39;', "'")
  return words(parseBody(html).map(textBelow).join(' '))
}

const words = (text: string) => text.replace(/\s+/g, ' ').trim()

describe('what stands in a line', () => {
  test.each([
    [
      '<p>One <strong>two</strong> <em>three</em> <del>four</del>.</p>',
      'One **two** *three* ~~four~~.',
    ],
    ['<p><strong> two </strong>three</p>', '**two** three'],
    ['<p>a<strong>b</strong>c</p>', 'a**b**c'],
    ['<p>a<strong>(b)</strong>c</p>', 'a<strong>(b)</strong>c'],
    ['<p><strong>a</strong><strong>b</strong></p>', '**a**<strong>b</strong>'],
    ['<p><em></em>x</p>', 'x'],
    ['<p>One<br>two<br></p>', 'One\\\ntwo'],
    ['<p>H<sub>2</sub>O</p>', 'H<sub>2</sub>O'],
    ['<p>See <a href="/a">this </a>one</p>', 'See [this](/a) one'],
    ['<p><a href="/a_(b)" title="A &quot;b&quot;">x</a></p>', '[x](</a_(b)> "A \\"b\\"")'],
    ['<p><a href="https://x.example/"></a></p>', '[https://x.example/](https://x.example/)'],
    ['<p><img src="/a b.png" alt="A [b]"></p>', '![A \\[b\\]](/a%20b.png)'],
    ['<p><a href="/a"><img src="/b.png" alt="B"></a></p>', '[![B](/b.png)](/a)'],
    ['<p><code>a `b` *c*</code></p>', '``a `b` *c*``'],
    [
      '<p>a &lt;b&gt; &amp;amp; *c* _d_ e_f [g] 1~2</p>',
      'a \\<b> \\&amp; \\*c\\* \\_d\\_ e_f \\[g\\] 1\\~2',
    ],
    ['<p>1986. A year</p>', '1986\\. A year'],
    [
      '<p># no heading<br>- no list<br>+ nor here<br>&gt; nor quoted</p>',
      '\\# no heading\\\n\\- no list\\\n\\+ nor here\\\n\\> nor quoted',
    ],
  ])('%s', (html, markdown) => {
    expect(bodyOf(html)).toBe(markdown)
  })
})

describe('blocks', () => {
  test.each([
    ['<h2 id="a">A</h2><p>b</p>', '## A\n\nb'],
    ['<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>', '- a\n- b\n  - c'],
    ['<ol start="9"><li>a</li><li>b<ol><li>c</li></ol></li></ol>', '9. a\n10. b\n    1. c'],
    ['<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>', '- a\n\n  b\n\n- c'],
    ['<ul><li>a</li></ul><ul><li>b</li></ul>', '- a\n\n* b'],
    ['<blockquote><p>a</p><p>b</p></blockquote>', '> a\n>\n> b'],
    [
      '<pre><code class="language-js">if (a &lt; b) {\n\n  `c`\n}\n</code></pre>',
      '```js\nif (a < b) {\n\n  `c`\n}\n```',
    ],
    ['<pre>a\n```\nb</pre>', '````\na\n```\nb\n````'],
    [
      '<figure><img src="/a.png" alt="A"><figcaption>Of <em>a</em></figcaption></figure>',
      '![A](/a.png)\n\nOf *a*',
    ],
    [
      '<figure><img src="/a.png" alt="A"><figcaption>Of a</figcaption></figure>',
      '![A](/a.png)\n\n*Of a*',
    ],
    [
      '<table><thead><tr><th>A</th><th>B|C</th></tr></thead><tbody><tr><td>1<br>2</td><td>3</td></tr><tr><td colspan="2">4</td></tr></tbody></table>',
      '| A | B\\|C |\n| --- | --- |\n| 1<br>2 | 3 |\n| 4 |  |',
    ],
    ['<hr>', '---'],
    ['<details><summary>More</summary><p>a</p></details>', '**More**\n\na'],
    ['<dl><dt>T</dt><dd>d</dd></dl>', '**T**\n\nd'],
    ['<iframe src="https://v.example/1" title="A film"></iframe>', '[A film](https://v.example/1)'],
    ['<video controls><source src="/v.mp4"></video>', '[/v.mp4](/v.mp4)'],
    ['<div>a<p>b</p>c</div>', 'a\n\nb\n\nc'],
    ['<p></p>', ''],
  ])('%s', (html, markdown) => {
    expect(bodyOf(html)).toBe(markdown)
  })
})

test('what is said of an article stands above it', () => {
  const matter = { title: 'A: "b"', date: '2026-01-01', tags: ['x', 'y'], none: '', nobody: [] }
  expect(toMarkdown(matter, 'A: *b*', '<p>c</p>')).toBe(
    '---\ntitle: "A: \\"b\\""\ndate: "2026-01-01"\ntags: ["x","y"]\n---\n\n# A: \\*b\\*\n\nc\n',
  )
})

/** Numbers that are the same each time (Park and Miller). */
function* numbers(seed: number): Generator<number> {
  for (let value = seed; ;) {
    value = (value * 48_271) % 2_147_483_647
    yield value
  }
}

test('any text is shown as it is by another program', () => {
  const pieces = [
    ...'*_`~[]()<>#!&\\|+-.>=:"',
    'a',
    'b',
    ' ',
    '1. ',
    '- ',
    '# ',
    '&amp;',
    '&#42;',
    '***',
    '___',
    '](x)',
    '<b>',
    '```',
    '---',
    'http://x.example',
    '\n',
  ]
  const random = numbers(7)
  const pick = () => pieces[(random.next().value as number) % pieces.length] ?? ''
  for (let round = 0; round < 5000; round++) {
    const text = Array.from({ length: 1 + (round % 12) }, pick).join('')
    const html = `<p>${escaped(text)}</p><ul><li>${escaped(text)}</li></ul>`
    const plain = words(text)
    expect(shown(bodyOf(html)), bodyOf(html)).toBe(words(`${plain} ${plain}`))
  }
})

test('any nesting of marks shows its words', () => {
  const tags = ['strong', 'em', 'del', 'code', 'span', 'sub']
  const texts = ['a', ' b', 'c ', '(d)', ' ', '.', '*', 'e f']
  const random = numbers(11)
  const pick = <T>(list: readonly T[]): T =>
    list[(random.next().value as number) % list.length] as T
  const make = (depth: number): string =>
    Array.from({ length: 3 }, () => {
      const tag = pick(tags)
      return depth === 0 ? pick(texts) : `<${tag}>${make(depth - 1)}</${tag}>`
    }).join('')
  for (let round = 0; round < 1000; round++) {
    const html = `<p>${make(round % 3)}</p>`
    const plain = words(parseBody(html).map(textBelow).join(''))
    expect(shown(bodyOf(html)).replaceAll(' ', ''), html).toBe(plain.replaceAll(' ', ''))
  }
})
