import { exports } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import type { ImportDocument } from '#content/import-document.ts'
import { documentOf } from '../documents.ts'
import { get, openPublication, ORIGIN, signUp } from '../publication.ts'

let authorization = ''
beforeAll(async () => {
  await openPublication()
  authorization = await signUp('mover', 'administrator')
})

async function send<T>(region: string, route: string, body?: unknown): Promise<T> {
  const { default: worker } = exports as unknown as { default: Fetcher }
  const url = `${ORIGIN}/${region}/wp-json/meridian/v1/${route}`
  const headers = {
    Authorization: authorization,
    'Content-Type': 'application/json',
  }
  const response = await worker.fetch(url, {
    headers,
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as T
}

const bring = (region: string, ...documents: ImportDocument[]) =>
  send(region, 'import/batch?purge=now', { documents })

/** The languages that a page says it has versions in. */
async function versionsOf(path: string): Promise<string[]> {
  const page = await (await get(path)).text()
  return [...page.matchAll(/hreflang="([a-z]{2}-[A-Z]{2})" href/g)].map(([, tag]) => tag ?? '')
}

async function keyOf(region: string, id: number): Promise<string | undefined> {
  const page = await send<{ documents: ImportDocument[] }>(region, `export?limit=1&after=${id - 1}`)
  return page.documents[0]?.article.translationKey
}

test('regions that come one after the other find each other’s articles by their key', async () => {
  const translationKey = 'old.example:pll_1'
  await bring('ca', documentOf(301, { translationKey }))
  expect(await versionsOf('/ca/article-301/')).toEqual([])
  await bring('us', documentOf(302, { translationKey }), documentOf(303))
  expect(await versionsOf('/ca/article-301/')).toEqual(['en-CA', 'en-US'])
  expect(await versionsOf('/us/article-302/')).toEqual(['en-CA', 'en-US'])
  expect(await keyOf('ca', 301)).toBe(translationKey)
  expect(await keyOf('us', 303)).toBeUndefined()
})

test('a group has one article a region, and no page among posts', async () => {
  const translationKey = 'old.example:pll_2'
  await bring('ca', documentOf(311, { translationKey }), documentOf(312, { translationKey }))
  await bring('ca', documentOf(313, { translationKey }))
  await bring('us', documentOf(314, { translationKey, type: 'page' }))
  expect(await keyOf('ca', 311)).toBe(translationKey)
  for (const id of [312, 313]) expect(await keyOf('ca', id)).toBeUndefined()
  expect(await keyOf('us', 314)).toBeUndefined()
})

test('what was joined here is found again by a key of its own', async () => {
  await bring('ca', documentOf(321))
  await bring('us', documentOf(322))
  const groups = [
    [
      { region: 'ca', id: 321 },
      { region: 'us', id: 322 },
    ],
  ]
  await send('ca', 'import/siblings?purge=now', { groups })
  const translationKey = await keyOf('ca', 321)
  expect(translationKey).toMatch(/^https:\/\/publication\.example\/#translations-\d+$/)
  if (translationKey === undefined) return
  await bring('uk', documentOf(323, { translationKey }))
  expect(await versionsOf('/uk/article-323/')).toEqual(['en-CA', 'en-US', 'en-GB'])
  // Elsewhere nobody knows that group: the key makes it anew.
  const foreign = 'https://another.example/#translations-1'
  await bring('ca', documentOf(324, { translationKey: foreign }))
  await bring('us', documentOf(325, { translationKey: foreign }))
  expect(await versionsOf('/us/article-325/')).toEqual(['en-CA', 'en-US'])
})
