import { beforeAll, beforeEach, expect, test } from 'vitest'
import { recordChange } from '#content/changes.ts'
import { openDatabase } from '#content/database.ts'
import { sendPings, type PingSettings } from '#edge/pings.ts'
import { documentOf } from '../documents.ts'
import { bring } from '../imports.ts'
import { api, apiJson, bindings, openPublication, ORIGIN, runCron } from '../publication.ts'

const NOW = 1_790_000_000
const KEY = 'a-key-of-ours'
const HUB = 'https://hub.example/'
const INDEXNOW = 'https://indexnow.example/'
const BOTH: PingSettings = {
  SITE_URL: ORIGIN,
  INDEXNOW_KEY: KEY,
  INDEXNOW_ENDPOINT: INDEXNOW,
  WEBSUB_HUB: HUB,
}

interface Call {
  url: string
  body: string
}

/** Services that answer so, and what they were told. */
function services(statuses: Record<string, number> = {}) {
  const calls: Call[] = []
  const send = (async (input: string, init: RequestInit) => {
    calls.push({ url: input, body: String(init.body) })
    return new Response('ok', { status: statuses[input] ?? 200 })
  }) as typeof fetch // called with an address and options alone
  return { calls, send }
}

const run = (send: typeof fetch, now = NOW, settings = BOTH) =>
  sendPings(bindings.DB, settings, { now, hasCache: true, send })

/** The paths that IndexNow was told of. */
function told(calls: readonly Call[]): string[] {
  const [call] = calls.filter(({ url }) => url === INDEXNOW)
  const { urlList = [] } = JSON.parse(call?.body ?? '{}') as { urlList?: string[] }
  return urlList.map((url) => url.replace(ORIGIN, '')).toSorted()
}

const owed = async () => {
  const { results } = await bindings.DB.prepare(
    'select path, is_indexnow_owed as indexnow, is_websub_owed as websub, attempts from pings order by path',
  ).all()
  return results
}

const post = { status: 'publish', content: '<p>Text.</p>' }
let tag = 0

beforeAll(async () => {
  await openPublication()
  tag = (await apiJson('POST', 'tags', { name: 'Water' })).id
})
beforeEach(async () => {
  await bindings.DB.exec('delete from pings')
})

test('what is published, changed, moved and withdrawn is told, once', async () => {
  const { calls, send } = services()
  const { id } = await apiJson('POST', 'posts', { ...post, title: 'One', tags: [tag] })
  expect(await run(send)).toEqual({ addresses: 1, feeds: 8, failed: 0 })
  expect(JSON.parse(calls.find(({ url }) => url === INDEXNOW)?.body ?? '')).toEqual({
    host: 'publication.example',
    key: KEY,
    keyLocation: `${ORIGIN}/${KEY}.txt`,
    urlList: [`${ORIGIN}/ca/one/`],
  })
  const form = new URLSearchParams(calls.find(({ url }) => url === HUB)?.body)
  expect(form.get('hub.mode')).toBe('publish')
  const feeds = ['/ca/', '/ca/category/uncategorized/', '/ca/tag/water/', '/ca/author/admin/']
  expect(form.getAll('hub.url')).toEqual(
    feeds.flatMap((path) => [`${ORIGIN}${path}feed/`, `${ORIGIN}${path}feed/json/`]),
  )
  expect(await run(send)).toEqual({ addresses: 0, feeds: 0, failed: 0 })
  for (const [change, expected] of [
    [() => apiJson('PUT', `posts/${id}`, { excerpt: 'Short.' }), ['/ca/one/']],
    [() => apiJson('PUT', `posts/${id}`, { slug: 'two' }), ['/ca/one/', '/ca/two/']],
    [() => apiJson('PUT', `posts/${id}`, { comment_status: 'closed' }), []],
    [() => apiJson('PUT', `posts/${id}`, { password: 'secret' }), ['/ca/two/']],
    [() => apiJson('PUT', `posts/${id}`, { content: '<p>Hidden.</p>' }), []],
    [() => apiJson('PUT', `posts/${id}`, { password: '' }), ['/ca/two/']],
    [() => api('DELETE', `posts/${id}?force=true`), ['/ca/two/']],
  ] as const) {
    const next = services()
    await change()
    await run(next.send)
    expect(told(next.calls), String(change)).toEqual(expected)
  }
}, 30_000)

test('nobody is told of what nobody may find', async () => {
  await apiJson('POST', 'posts', { ...post, title: 'Draft', status: 'draft' })
  await apiJson('POST', 'posts', { ...post, title: 'Private', status: 'private' })
  await apiJson('POST', 'posts', { ...post, title: 'Locked', password: 'secret' })
  await apiJson('POST', 'posts', {
    ...post,
    title: 'Ahead',
    status: 'future',
    date_gmt: '2036-01-01T00:00:00',
  })
  await bring(documentOf(600, { seo: { robots: { index: 'noindex' } } }), '?purge=now')
  const { calls, send } = services()
  await run(send)
  expect(calls).toEqual([])
})

test('nothing goes out before the purge of what changed', async () => {
  await apiJson('POST', 'posts', { ...post, title: 'Early' })
  await recordChange(openDatabase(bindings.DB), [{ kind: 'article', region: 'ca', id: 1 }], NOW)
  const { calls, send } = services()
  expect(await run(send)).toMatchObject({ addresses: 0 })
  expect(calls).toEqual([])
  await bindings.DB.exec(`update changes set purged_at = ${NOW}`)
  expect(await run(send)).toMatchObject({ addresses: 1 })
})

test('who refuses is asked again, later each time, and who did not is not', async () => {
  await apiJson('POST', 'posts', { ...post, title: 'Again' })
  const down = services({ [INDEXNOW]: 429 })
  expect(await run(down.send)).toMatchObject({ addresses: 0, failed: 1 })
  expect(await owed()).toEqual([{ path: 'again', indexnow: 1, websub: 0, attempts: 1 }])
  await run(down.send, NOW + 59)
  expect(down.calls).toHaveLength(2)
  await run(down.send, NOW + 60)
  await run(down.send, NOW + 60 + 119)
  expect(down.calls.map(({ url }) => url).filter((url) => url === INDEXNOW)).toHaveLength(2)
  const up = services()
  expect(await run(up.send, NOW + 60 + 120)).toEqual({ addresses: 1, feeds: 0, failed: 0 })
  expect(await owed()).toEqual([])
})

test('a service that cannot be reached is given up after twelve times', async () => {
  await apiJson('POST', 'posts', { ...post, title: 'Lost' })
  const send = (() => Promise.reject(new Error('no route'))) as typeof fetch
  let now = NOW
  for (let attempt = 0; attempt < 12; attempt++) {
    expect(await owed()).toHaveLength(1)
    await run(send, now)
    now += 6 * 3600
  }
  expect(await owed()).toEqual([])
})

test('what changes while it is told is told again', async () => {
  const { id } = await apiJson('POST', 'posts', { ...post, title: 'Twice' })
  const slow = services()
  const send = (async (url: string, init: RequestInit) => {
    if (url === INDEXNOW) await apiJson('PUT', `posts/${id}`, { excerpt: 'Meanwhile.' })
    return slow.send(url, init)
  }) as typeof fetch // as in services
  await run(send)
  const next = services()
  await run(next.send)
  expect(told(next.calls)).toEqual(['/ca/twice/'])
})

test('without configuration nobody is told, and nothing is kept; a key that is none counts as none', async () => {
  await apiJson('POST', 'posts', { ...post, title: 'Quiet' })
  expect(await owed()).toHaveLength(1)
  const { calls, send } = services()
  await run(send, NOW, { SITE_URL: ORIGIN, INDEXNOW_KEY: '../etc', WEBSUB_HUB: '' })
  expect([calls, await owed()]).toEqual([[], []])
  await apiJson('POST', 'posts', { ...post, title: 'Quiet too' })
  await runCron(new Date())
  expect(await owed()).toEqual([])
})
