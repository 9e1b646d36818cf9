import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWordPress, type StandIn } from '../ingest/wordpress-stand-in.ts'
import { command, startCommand, startSite, type RunningSite } from './site.ts'

// A whole move, by the commands that an editor types: into a running site, out of it, and in again.

const POSTS = 60
const PAGES = 6
const MEDIA = 6

let wordpress: StandIn
let site: RunningSite
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'meridian-move-'))
  site = await startSite()
  wordpress = await startWordPress({ posts: POSTS, pages: PAGES, media: MEDIA, prefix: '/ca' })
}, 60_000)

afterAll(async () => {
  await wordpress.close()
  await site.stop()
  await rm(folder, { recursive: true })
})

interface Article extends Record<string, unknown> {
  contentHtml: string
}

/** Fields that name the place where an article is now. */
const OF_THE_PLACE = ['link']

interface Page {
  documents: {
    article: Article
    author: { name: string } | null
    terms: { slug: string; taxonomy: string }[]
    media: { file: string }[]
  }[]
  next: number | null
}

/** Everything of a region as a reader or an editor would tell it apart, without what names the region. */
async function contentOf(region: string): Promise<unknown[]> {
  const all: unknown[] = []
  let after: number | null = 0
  while (after !== null) {
    const route: string = `meridian/v1/export?limit=50&after=${after}`
    const page: Page = await site.api(region, route)
    for (const { article, author, terms, media } of page.documents) {
      const { contentHtml, ...fields } = article
      for (const name of OF_THE_PLACE) delete fields[name]
      all.push({
        ...fields,
        html: contentHtml.replaceAll(`"/${region}/`, '"/region/'),
        author: author?.name,
        terms: terms.map((term) => `${term.taxonomy}:${term.slug}`),
        media: media.map(({ file }) => file),
      })
    }
    after = page.next
  }
  return all
}

const countOf = async () => (await contentOf('ca')).length
const imports = (...args: string[]) => ['import', ...args, ...site.target]

test('a site that throttles, fails and cuts connections comes in whole, across a kill', async () => {
  wordpress.setFaults({ throttleEvery: 7, failEvery: 11, cutEvery: 13 })
  const run = imports(wordpress.url, '--region', 'ca', '--allow-private', '--media', 'now')
  // One batch at a time: what is on its way at the kill still lands.
  const first = startCommand([...run, '--concurrency', '1'])
  const ended = once(first, 'exit')
  while ((await countOf()) === 0 && first.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  first.kill('SIGKILL')
  await ended
  const before = await countOf()
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(POSTS + PAGES)

  const second = await command(run)
  expect(second.output).toMatch(/ 0 skipped, 0 failed/)
  expect(second.code).toBe(0)
  expect(await countOf()).toBe(POSTS + PAGES)

  wordpress.setFaults({})
  const content = await contentOf('ca')
  const third = await command(run)
  expect(third.output).toMatch(new RegExp(`nothing changed: .* ${POSTS + PAGES} unchanged`))
  expect(third.code).toBe(0)
  expect(await contentOf('ca')).toEqual(content)
}, 60_000)

test('its pictures are here with all their sizes, and shown from here', async () => {
  const missing = await site.api<{ items: unknown[] }>(
    'ca',
    'meridian/v1/import/media?stored=false',
  )
  expect(missing.items).toEqual([])
  const response = await fetch(`${site.origin}/ca/wp-content/uploads/2025/01/picture-1-300x200.png`)
  expect(response.status).toBe(200)
  const { source_url } = await site.api<{ source_url: string }>('ca', 'wp/v2/media/8002')
  expect(source_url).toBe(`${site.origin}/ca/wp-content/uploads/2025/01/picture-2.png`)
})

test.each([
  ['us', 'a WXR file', 'ca.wxr.xml'],
  ['uk', 'REST JSON', 'ca'],
])(
  'what is exported comes into %s as the same content from %s',
  async (region, _, file) => {
    const out = join(folder, region)
    const exported = await command(['export', '--region', 'ca', '--out', out, ...site.target])
    expect(exported.output).toContain(`${POSTS + PAGES} articles, ${MEDIA} media`)
    expect(exported.code).toBe(0)
    const run = imports(join(out, file), '--region', region)
    const imported = await command(run)
    expect(imported.output).toMatch(new RegExp(`${POSTS + PAGES} created, .* 0 failed`))
    expect(imported.code).toBe(0)
    expect(await contentOf(region)).toEqual(await contentOf('ca'))
    const list = await readFile(join(out, 'ca.media.csv'), 'utf8')
    expect(list.trim().split('\r\n')).toHaveLength(1 + MEDIA * 2)
    const again = await command(run)
    expect(again.output).toContain('nothing changed')
  },
  60_000,
)
