import { expect, test } from 'vitest'
import { attributeOf, elementsIn, parseTree } from '#content/html-tree.ts'
import { htmlToText, sanitizeBody } from '#content/sanitize.ts'

const clean = (html: string) => sanitizeBody(html, { cleanerVersion: 1, mediaIds: [] }).html

test.each([
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="java&#10;script:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<svg><script>alert(1)</script></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src="https://evil.example/"></iframe>',
  '<p style="background:url(javascript:alert(1))">x</p>',
  '<template><img src=x onerror=alert(1)></template>',
  '<object data="javascript:alert(1)"></object>',
  '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
  '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">x</button></form>',
  '<video><source onerror="alert(1)" src="javascript:alert(1)"></video>',
  '<details open ontoggle=alert(1)>x</details>',
])('nothing of %s can run', (payload) => {
  for (const element of elementsIn(parseTree(clean(payload)))) {
    expect(['script', 'style', 'object', 'template', 'svg', 'math', 'form']).not.toContain(
      element.tagName,
    )
    for (const { name, value } of element.attrs) {
      expect(name).not.toMatch(/^on|^style$|^srcdoc$/)
      if (name === 'href' || name === 'src')
        expect(value).toMatch(/^(?:https?:|\/|x$|mailto:|tel:|#)/)
    }
  }
})

test('ten thousand nested elements do not exhaust the stack', () => {
  expect(clean('<div>'.repeat(10_000) + 'deep')).toContain('deep')
})

test('headings get an anchor each, and a repeated one a number', () => {
  const html = clean('<h2>Light</h2><h2>Light</h2>')
  const ids = elementsIn(parseTree(html)).map((element) => attributeOf(element, 'id'))
  expect(ids).toEqual(['light', 'light-2'])
})

test('a title is text, decoded once', () => {
  expect(htmlToText('A &amp; B <b>&amp;amp;</b>')).toBe('A & B &amp;')
})

test.each([
  ['https://www.shop.example/offers/?from=post', 'shop.example/offers'],
  ['/ca/about/', 'ca/about'],
  ['mailto:desk@paper.example', 'desk@paper.example'],
])('a link to %s that holds a picture without words is named %s', (href, name) => {
  const html = clean(`<p><a href="${href}"><img src="/a.png" alt=""></a></p>`)
  expect(html).toContain(`alt="${name}"`)
})

test('a link that has a name keeps it, and a picture outside of links says nothing', () => {
  const kept = [
    '<p><a href="/a/"><img src="/a.png" alt="A gate"></a></p>',
    '<p><a href="/a/"><img src="/a.png" alt=""> A gate</a></p>',
    '<p><a href="/a/" title="A gate"><img src="/a.png" alt=""></a></p>',
    '<p><img src="/a.png" alt=""></p>',
  ]
  for (const html of kept) expect(clean(html)).toBe(html)
})
