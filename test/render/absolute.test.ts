import { expect, test } from 'vitest'
import { withAbsoluteAddresses } from '#render/absolute.ts'

const SITE = 'https://x.example'

test.each([
  ['<a href="/ca/a/">a</a>', '<a href="https://x.example/ca/a/">a</a>'],
  ['<a title="a > b" href="/ca/">a</a>', '<a title="a > b" href="https://x.example/ca/">a</a>'],
  ['<a href="#part">a</a>', '<a href="https://x.example/ca/p/#part">a</a>'],
  ['<a href="//other.example/">a</a>', '<a href="//other.example/">a</a>'],
  ['<a href="mailto:a@b.example">a</a>', '<a href="mailto:a@b.example">a</a>'],
  [
    '<blockquote cite="/ca/q/">q</blockquote>',
    '<blockquote cite="https://x.example/ca/q/">q</blockquote>',
  ],
  [
    '<img src="/a.png" srcset="/a.png 100w, https://y.example/b.png 200w, //z.example/c.png 300w">',
    '<img src="https://x.example/a.png" srcset="https://x.example/a.png 100w, https://y.example/b.png 200w, //z.example/c.png 300w">',
  ],
  [
    '<video poster="/p.jpg" controls><source src="/v.mp4"></video>',
    '<video poster="https://x.example/p.jpg" controls><source src="https://x.example/v.mp4"></video>',
  ],
  ['<code>href="/x" &lt;a href="/y"&gt;</code>', '<code>href="/x" &lt;a href="/y"&gt;</code>'],
])('%s', (given, expected) => {
  expect(withAbsoluteAddresses(given, SITE, `${SITE}/ca/p/`)).toBe(expected)
})

test('a long text with quotes takes no time that grows with its square', () => {
  const text = `<p>${'" <a '.repeat(50_000)}</p>`
  const startedAt = performance.now()
  expect(withAbsoluteAddresses(text, SITE, SITE)).toHaveLength(text.length)
  expect(performance.now() - startedAt).toBeLessThan(2000)
})
