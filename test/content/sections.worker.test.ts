import { beforeAll, expect, test } from 'vitest'
import { createArticle } from '#content/articles.ts'
import { openDatabase } from '#content/database.ts'
import { findListingPage } from '#content/reading.ts'
import { listRegions } from '#content/regions.ts'
import { SECTIONS_SQL } from '#content/sections.ts'
import { createTerm } from '#content/terms.ts'
import { prepareBody } from '#ingest/prepare.ts'
import { bindings, get, openPublication } from '../publication.ts'

const NOW = 1_790_000_000
const NAMES = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven']
const ids: number[] = []

async function publish(from: number, to: number): Promise<void> {
  const [region] = await listRegions(bindings.DB)
  if (!region) throw new Error('no region')
  const db = openDatabase(bindings.DB)
  const context = { db, region, siteUrl: 'https://x.example', now: NOW, prepare: prepareBody }
  for (let n = from; n < to; n++) {
    await createArticle({ ...context, userId: 1 }, 'post', {
      status: 'publish',
      title: `Post ${n}`,
      content: '<p>Text.</p>',
      // The third has the most, the seventh the fewest.
      categoryIds: [ids[n % 8 === 7 ? 2 : n % 8 === 6 && n % 16 === 6 ? 3 : n % 7] ?? 1],
      publishedAt: NOW - 1_000_000 + n * 60,
    })
  }
}

const front = () => findListingPage(bindings.DB, 'ca', { kind: 'home' }, 1)
const names = async () => (await front()).sections.map(({ term }) => term.name)

function setMenu(urls: readonly string[]) {
  const items = JSON.stringify(urls.map((url) => ({ label: 'A label', url })))
  return bindings.DB.prepare(
    `insert into navigation (region_code, location, items_json) values ('ca', 'primary', ?1)
     on conflict do update set items_json = ?1`,
  )
    .bind(items)
    .run()
}

beforeAll(async () => {
  await openPublication()
  const place = { db: openDatabase(bindings.DB), regionCode: 'ca', now: NOW }
  for (const name of NAMES) ids.push((await createTerm(place, 'category', { name })).id)
  await publish(0, 64)
}, 60_000)

test('without a menu the biggest categories are the sections', async () => {
  await setMenu([])
  const biggest = await names()
  expect(biggest).toHaveLength(5)
  expect(biggest[0]).toBe('Three')
})

test('the menu’s categories are the sections, in its order and at most five', async () => {
  await setMenu([
    '/ca/',
    '/ca/category/six/',
    'https://x.example/ca/category/five/',
    '/us/category/five/',
    '/ca/category/one/two/',
    '/ca/category/nothing/',
    '/ca/category/two',
    ...['four', 'one', 'three', 'seven'].map((slug) => `/ca/category/${slug}/`),
  ])
  expect(await names()).toEqual(['Six', 'Two', 'Four', 'One', 'Three'])
})

test('a section shows its newest posts that do not stand above it', async () => {
  const { cards, sections } = await front()
  const above = cards.slice(0, 5).map(({ id }) => id)
  for (const { term, cards: shown } of sections) {
    const { results } = await bindings.DB.prepare(
      `select article_id as id from listings where region_code = 'ca' and subject = ?1
       and article_id not in (select value from json_each(?2)) order by published_at desc limit 4`,
    )
      .bind(`term:${term.id}`, JSON.stringify(above))
      .all<{ id: number }>()
    expect(shown.map(({ id }) => id)).toEqual(results.map(({ id }) => id))
    expect(shown).toHaveLength(4)
  }
})

test('it reads a bounded number of rows, by their keys', async () => {
  const before = await front()
  expect(before.rowsRead).toBeLessThanOrEqual(150)
  await publish(64, 96)
  expect((await front()).rowsRead).toBeLessThanOrEqual(before.rowsRead + 5)
  const plan = await bindings.DB.prepare(`explain query plan ${SECTIONS_SQL}`)
    .bind('ca')
    .all<{ detail: string }>()
  const steps = plan.results.map(({ detail }) => detail)
  // Nothing is walked through but what was gathered before, and the menu's own list.
  const walked = steps.filter((step) => step.startsWith('SCAN'))
  expect(
    walked.filter((step) => !/^SCAN (?:in_menu|s|l|last_above|json_each |\(sub)/.test(step)),
  ).toEqual([])
  expect(steps.join()).toContain('terms_by_count')
}, 60_000)

test('the page is stamped with its sections', async () => {
  const page = await get('/ca/')
  const html = await page.text()
  expect(html).toContain('<div class="fronts">')
  const [six] = (await front()).sections
  const shown = six?.cards[0]
  const { headers } = await (await import('#site/routes.ts')).site.request('/ca/', {}, bindings)
  const tags = headers.get('Cache-Tag')?.split(',') ?? []
  expect(tags).toEqual(
    expect.arrayContaining([
      `list:ca:term:${six?.term.id}`,
      `term:ca:${six?.term.id}`,
      `article:ca:${shown?.id}`,
    ]),
  )
  expect(new Set(tags).size).toBeLessThan(100)
})
