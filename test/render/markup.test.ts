import { expect, test } from 'vitest'
import type { SafeHtml } from '#content/body.ts'
import { renderBody } from '#render/body.ts'
import { linkTags, pageTags, renderHead, seoTags } from '#render/head.ts'
import { html } from '#render/markup.ts'
import { renderSchema } from '#render/structured-data.ts'
import { wordsFor } from '#render/words.ts'

test.each([
  ['text', '<b>&"\'', '&lt;b&gt;&amp;&quot;&#39;'],
  ['a number', 7, '7'],
  ['zero', 0, '0'],
  ['nothing', null, ''],
  ['what was not given', undefined, ''],
  ['a condition that does not hold', false, ''],
  ['a list', ['<', html`<i>${'&'}</i>`, [1, null]], '&lt;<i>&amp;</i>1'],
])('%s is printed as HTML', (_, value, printed) => {
  expect(html`<p>${value}</p>`.toString()).toBe(`<p>${printed}</p>`)
})

test('an object that only looks like markup is no way around the escaping', () => {
  const posing = { toString: () => '<script>', isEscaped: true } as unknown as string
  expect(html`${posing}`.toString()).toBe('')
})

test('a body goes in as the sanitiser left it', () => {
  expect(html`<div>${renderBody('<p>a &amp; b</p>' as SafeHtml)}</div>`.toString()).toBe(
    '<div><p>a &amp; b</p></div>',
  )
})

test('JSON-LD ends no script and breaks no line, and says the same', () => {
  const headline = '</script><!--\u2028\u2029&'
  const printed = renderSchema({
    '@context': 'https://schema.org',
    '@graph': [{ headline }],
  }).toString()
  expect(printed.match(/<\/script>/g)).toHaveLength(1)
  expect(printed).not.toMatch(/<!--|[\u2028\u2029]/)
  const json = printed.replace(/^<script[^>]*>|<\/script>$/g, '')
  expect(JSON.parse(json)).toMatchObject({ '@graph': [{ headline }] })
})

const seo = {
  title: 'A "title" & more',
  siteName: 'X',
  locale: 'en_CA',
  publishedTime: '',
  modifiedTime: '',
  section: '',
  author: '',
  readingTime: '',
  description: '',
  robots: 'index',
  canonical: 'https://x.example/ca/a/',
  ogType: 'article' as const,
  ogTitle: 'A title',
  ogDescription: 'In short',
  ogImage: null,
  twitterCard: 'summary',
  twitterTitle: '',
  twitterDescription: '',
  twitterImage: '',
  alternates: [{ hreflang: 'en-GB', href: 'https://x.example/uk/a/' }],
  feeds: [{ title: 'Feed', href: 'https://x.example/ca/feed/', type: 'application/rss+xml' }],
  previousHref: null,
  nextHref: null,
  api: { root: 'https://x.example/ca/wp-json/', item: null },
}
const head = (accent = '#0b5d5e') =>
  renderHead([
    ...pageTags('/assets/x.css', { homeHref: '/ca/', accent, hasOwnIcon: false }),
    ...linkTags(seo),
    ...seoTags(seo, wordsFor('en-CA')),
  ]).toString()

test('the head says what is known and leaves out what is empty', () => {
  const printed = head()
  expect(printed).toContain('<title>A &quot;title&quot; &amp; more</title>')
  expect(printed).toContain('<link rel="canonical" href="https://x.example/ca/a/">')
  expect(printed).toContain('<meta property="og:locale" content="en_CA">')
  expect(printed).toContain('hreflang="en-GB"')
  expect(printed).toContain('<meta property="og:locale:alternate" content="en_GB">')
  expect(printed).toContain(
    '<link rel="alternate" type="application/rss+xml" title="Feed" href="https://x.example/ca/feed/">',
  )
  expect(printed).toContain('<link rel="manifest" href="/ca/site.webmanifest">')
  expect(printed).not.toMatch(
    /content=""|og:image|article:published_time|name="description"|twitter:label/,
  )
})

test('an accent colour cannot leave its attribute', () => {
  expect(head('"><script>')).not.toContain('<script')
})
