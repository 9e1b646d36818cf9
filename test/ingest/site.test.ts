import { afterEach, expect, test } from 'vitest'
import type { ImportDocument } from '#content/import-document.ts'
import { SiteGoneError, SourceError, type Source, type SourceOptions } from '#ingest/source.ts'
import { openSource } from '#ingest/sources/open.ts'
import { collect } from './collect.ts'
import {
  LOGIN_PAGE,
  startWordPress,
  type StandIn,
  type StandInOptions,
} from './wordpress-stand-in.ts'

const running: StandIn[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((site) => site.close()))
})

async function start(options: StandInOptions): Promise<StandIn> {
  const site = await startWordPress(options)
  running.push(site)
  return site
}

async function open(options: StandInOptions, more: SourceOptions = {}) {
  const site = await start(options)
  const source = await openSource(site.url, {
    privateHosts: ['127.0.0.1'],
    retryDelayMs: 1,
    ...more,
  })
  return { site, source }
}

async function readSource(source: Source) {
  const terms = await collect(source.terms())
  const authors = await collect(source.authors())
  const media = await collect(source.media())
  const documents = await collect(source.documents())
  await source.close()
  return { terms, authors, media, documents }
}

const idsOf = (documents: readonly ImportDocument[]) => documents.map(({ article }) => article.id)
const range = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i)

test('a site comes whole and in order in spite of 429s, 500s and broken connections', async () => {
  const faults = { throttleEvery: 5, failEvery: 11, cutEvery: 7 }
  const { source } = await open({ posts: 230, pages: 11, media: 120, faults })
  expect(source.totals).toEqual({ posts: 230, pages: 11, media: 120, terms: 3, authors: 2 })
  const { terms, authors, media, documents } = await readSource(source)
  expect(documents.failures).toEqual([])
  expect(idsOf(documents.values)).toEqual([...range(1001, 230), ...range(5001, 11)])
  expect(terms.values.map((term) => term.name)).toEqual(['Health', 'Sleep & rest', 'Tips'])
  expect(authors.values.map((author) => author.name)).toEqual(['Ada Writer', 'Bo & Co'])
  expect(media.values).toHaveLength(120)
})

test('a post brings its author, its terms with those above them, its media and its comments', async () => {
  const { source } = await open({ posts: 2, media: 2, prefix: '/ca' })
  const { documents } = await readSource(source)
  const [first] = documents.values
  expect(first?.article).toMatchObject({
    id: 1001,
    slug: 'post-1',
    commentCount: 3,
    featuredMediaId: 8001,
    categoryIds: [22],
    oldPaths: [],
  })
  expect(first?.author).toMatchObject({ id: 4, name: 'Bo & Co', nicename: 'bo' })
  expect(first?.terms.map((term) => term.slug)).toEqual(['health', 'sleep', 'tips'])
  expect(first?.media).toMatchObject([
    {
      id: 8001,
      file: '2025/01/picture-1.png',
      alt: 'What picture 1 shows',
      caption: 'Caption 1',
      width: 1200,
      sizes: [{ name: 'medium', file: '2025/01/picture-1-300x200.png' }],
    },
  ])
  expect(first?.source).toMatchObject({ pathPrefix: '/ca/' })
})

test('a post that breaks its page costs one failure, and its neighbours come', async () => {
  const { source } = await open({ posts: 120, faults: { brokenPost: 1057 } })
  const { documents } = await readSource(source)
  expect(idsOf(documents.values)).toEqual(range(1001, 120).filter((id) => id !== 1057))
  expect(documents.failures).toHaveLength(1)
  expect(documents.failures[0]).toMatch(/^posts 1057 \(http.*post-57\/\): .*critical error/)
})

test('a server that refuses large pages is asked for small ones', async () => {
  const { source } = await open({ posts: 45, faults: { maxPerPage: 20 } })
  const { documents } = await readSource(source)
  expect(idsOf(documents.values)).toEqual(range(1001, 45))
  expect(documents.failures).toEqual([])
})

test.each([{ isUnannounced: true }, { isUnannounced: true, isPlain: true }, { isPlain: true }, {}])(
  'the API is found, %o',
  async (faults) => {
    const { source } = await open({ posts: 1, faults })
    expect((await readSource(source)).documents.values).toHaveLength(1)
  },
)

test('drafts come with --auth', async () => {
  const { source } = await open({ posts: 2, drafts: 1 }, { auth: 'editor:secret' })
  const { documents } = await readSource(source)
  expect(documents.values.map(({ article }) => article.status)).toEqual([
    'publish',
    'publish',
    'draft',
  ])
})

test('what the account may not see is read as visitors see it', async () => {
  const notes: string[] = []
  const options = { auth: 'editor:secret', onNote: (line: string) => notes.push(line) }
  const faults = { hasPrivatePages: true }
  const { source } = await open({ posts: 1, drafts: 1, pages: 2, faults }, options)
  const { documents } = await readSource(source)
  expect(idsOf(documents.values)).toEqual([1001, 9001, 5001, 5002])
  expect(documents.failures).toEqual([])
  expect(notes).toContain(
    'The user of --auth may not see all pages: only what visitors see is read.',
  )
})

test('since and limit narrow what comes', async () => {
  const since = Date.UTC(2025, 0, 8, 12) / 1000
  const newer = await open({ posts: 10, pages: 2 }, { since })
  expect(idsOf((await readSource(newer.source)).documents.values)).toEqual([1008, 1009, 1010])
  const few = await open({ posts: 10, pages: 2 }, { limit: 3 })
  expect(idsOf((await readSource(few.source)).documents.values)).toEqual([1001, 1002, 1003])
  expect(few.site.requests.join('\n')).toContain('per_page=3')
})

test('a navigation block becomes a menu, and a site without one is told of', async () => {
  const notes: string[] = []
  const { site, source } = await open({ hasMenu: true })
  const { values } = await collect(source.navigation())
  expect(values).toMatchObject([
    {
      location: 'primary',
      items: [
        { label: 'Page 1', url: `${site.url}page-1/` },
        { label: 'Page 2', url: `${site.url}page-2/` },
      ],
    },
  ])
  const without = await open({}, { onNote: (line) => notes.push(line) })
  expect((await collect(without.source.navigation())).values).toEqual([])
  expect(notes).toEqual([expect.stringMatching(/^No menu is told to visitors/)])
  await source.close()
  await without.source.close()
})

test('of a site that prints hreflang, the translations of each article are read', async () => {
  const head = '<link rel="alternate" hreflang="en-US" href="https://example.com/us/post-1/">'
  const { source } = await open({ posts: 2, faults: { head } })
  await readSource(source)
  const href = 'https://example.com/us/post-1/'
  expect(source.alternates()).toEqual([
    { id: 1001, hreflang: 'en-US', href },
    { id: 1002, hreflang: 'en-US', href },
  ])
})

test('a loopback address is refused unless private networks are allowed', async () => {
  const { url } = await start({ posts: 1 })
  await expect(openSource(url, {})).rejects.toThrow(
    /127\.0\.0\.1 is an address on a private network: give --allow-private/,
  )
})

test('an address with a password in it is sent to --auth', async () => {
  await expect(openSource('https://a:b@example.com/', {})).rejects.toThrow(/with --auth/)
})

test('a login page half-way ends a list with one line', async () => {
  const { site, source } = await open({ posts: 500 })
  const documents: number[] = []
  const failures: string[] = []
  for await (const { value, failure } of source.documents()) {
    if (value) documents.push(value.article.id)
    else failures.push(`${failure?.what}: ${failure?.message}`)
    if (documents.length === 50) site.setFaults({ loginFrom: 1 })
  }
  expect(documents.length).toBeGreaterThanOrEqual(100)
  const ofPosts = failures.filter((line) => line.includes('posts'))
  expect(ofPosts.at(-1)).toMatch(/^the rest of posts: a login page came instead of JSON/)
  expect(ofPosts.length).toBeLessThan(3)
  await source.close()
})

test('a site that answers no more ends what is read of it, once and for all', async () => {
  const { site, source } = await open({ posts: 500 })
  let count = 0
  const read = async () => {
    for await (const { value } of source.documents()) {
      if (value && ++count === 10) site.setFaults({ deadFrom: 1 })
    }
  }
  await expect(read()).rejects.toThrow(SiteGoneError)
  expect(count).toBeGreaterThanOrEqual(100)
  const asked = site.requests.length
  const { host } = new URL(site.url)
  await expect(collect(source.terms())).rejects.toThrow(`${host} answers no more`)
  // One request may find out whether it is back.
  expect(site.requests.length - asked).toBeLessThan(2)
  await source.close()
})

test('a page that breaks its connection every time is no site that is gone', async () => {
  const { source } = await open({ posts: 30, faults: { crashPost: 1005 } })
  const { values, failures } = await collect(source.documents())
  expect(values).toHaveLength(29)
  expect(failures).toEqual([expect.stringContaining('1005')])
  await source.close()
})

const PAGES: [string, StandInOptions, RegExp][] = [
  [
    'a site of something else',
    { faults: { page: { html: '<html>Shop</html>' } } },
    /is no WordPress site/,
  ],
  [
    'an API that is switched off',
    { faults: { isApiOff: true } },
    /switched off \(401 rest_disabled\).*WXR/,
  ],
  ['a login page', { faults: { page: { html: LOGIN_PAGE } } }, /a login page came instead of JSON/],
  [
    'a maintenance page',
    {
      faults: {
        page: { status: 503, html: '<html>Briefly unavailable for scheduled maintenance.</html>' },
      },
    },
    /a maintenance page .*try again/,
  ],
  [
    'a redirect to another scheme',
    { faults: { redirectTo: 'ftp://example.com/' } },
    /only http and https/,
  ],
]

test.each(PAGES)('%s is refused in one line', async (_, options, expected) => {
  const failure = await open(options).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(SourceError)
  const { message } = failure as SourceError
  expect(message).toMatch(expected)
  expect(message).not.toContain('\n')
})

test('a wrong --auth is refused', async () => {
  await expect(open({ posts: 1 }, { auth: 'editor:wrong' })).rejects.toThrow(/--auth/)
})
