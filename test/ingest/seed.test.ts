import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { elementsIn, attributeOf, normalText, parseTree, textIn } from '#content/html-tree.ts'
import { prepareBody } from '#ingest/prepare.ts'
import { NotAPostError, parseRestPost, toImportDocument } from '#ingest/wordpress/document.ts'

const CORPUS = join(import.meta.dirname, '../../../shared/corpus')
const hasCorpus = existsSync(CORPUS)

async function prepareSeed() {
  const json: unknown = JSON.parse(readFileSync(join(CORPUS, 'seed-post.json'), 'utf8'))
  const document = toImportDocument(parseRestPost(json))
  const { article, source } = document
  const prepare = (content: string) =>
    prepareBody(
      { title: article.title, content, excerpt: article.excerptRaw },
      {
        title: article.title,
        authorName: document.author?.name ?? null,
        featuredMediaId: article.featuredMediaId,
        ...source,
        region: {
          code: 'ca',
          path: 'ca',
          locale: 'en-CA',
          direction: 'ltr',
          timezone: 'America/Toronto',
        },
        siteUrl: 'https://publication.example',
        media: new Map(),
        mediaById: new Map(),
        contentFormat: 'rendered',
        keptRules: [],
      },
    )
  return { document, prepare, prepared: await prepare(article.contentRaw) }
}

test.skipIf(!hasCorpus)('a real Elementor post keeps its text and loses its chrome', async () => {
  const { document, prepared, prepare } = await prepareSeed()
  const expected = JSON.parse(readFileSync(join(CORPUS, 'expectations/seed-post.json'), 'utf8'))
  const { html } = prepared.body
  const root = parseTree(html)
  const text = normalText(textIn(root))
  for (const part of expected.text_contains) expect(text).toContain(part)
  for (const part of expected.text_not_contains) expect(text).not.toContain(part)
  for (const part of expected.must_not_contain) expect(html).not.toContain(part)
  for (const [part, times] of Object.entries(expected.text_times)) {
    expect(text.split(part).length - 1, part).toBe(times)
  }
  expect(prepared.body.headings.map((heading) => [`h${heading.level}`, heading.text])).toEqual(
    expected.headings.map(([, heading]: [string, string]) => ['h2', heading]),
  )
  const links = elementsIn(root).filter((element) => element.tagName === 'a')
  for (const link of expected.links) {
    const found = links.find(
      (element) =>
        (link.text === undefined || normalText(textIn(element)) === link.text) &&
        (link.href === undefined || attributeOf(element, 'href') === link.href) &&
        (link.href_contains === undefined ||
          attributeOf(element, 'href')?.includes(link.href_contains)) &&
        (!link.wraps_image || elementsIn(element).some((inner) => inner.tagName === 'img')),
    )
    expect(found, JSON.stringify(link)).toBeDefined()
    const rel = ((found && attributeOf(found, 'rel')) ?? '').split(' ')
    for (const word of link.rel_has ?? []) expect(rel).toContain(word)
    for (const word of link.rel_lacks ?? []) expect(rel).not.toContain(word)
  }
  const count = (tag: string) =>
    elementsIn(root).filter((element) => element.tagName === tag).length
  expect(count('p')).toBeGreaterThanOrEqual(expected.counts.p.min)
  expect(count('p')).toBeLessThanOrEqual(expected.counts.p.max)
  expect(count('strong')).toBeGreaterThanOrEqual(expected.counts.strong.min)
  expect(count('img')).toBe(1)
  expect(html).toContain('no-referrals-needed-2MDOpinion')
  expect(html.length / document.article.contentRaw.length).toBeLessThan(expected.max_ratio)
  expect(links.find((link) => attributeOf(link, 'class') === 'button')).toBeDefined()
  for (const block of root.childNodes) expect(['p', 'h2', 'figure']).toContain(block.nodeName)
  const again = await prepare(html)
  expect(again.body.html).toBe(html)
})

test.each([[[]], [null], [{ id: 1 }], ['text'], [{ id: 1, type: 'attachment' }]])(
  '%o is refused as no post',
  (json) => {
    expect(() => parseRestPost(json)).toThrow(NotAPostError)
  },
)
