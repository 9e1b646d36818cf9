import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WorkersCache } from '../src/dev.ts'

// The rules are those of developers.cloudflare.com/workers/cache, as far as Meridian leans on them.

const START = Date.UTC(2026, 10, 4, 12)

beforeEach(() => vi.useFakeTimers({ now: START, toFake: ['Date'] }))
afterEach(() => vi.useRealTimers())

/** A cache in front of a worker that answers `headers` with the number of the run as its body. */
function cached(headers: Record<string, string>, status = 200, limit: Limit = null) {
  const cache = new WorkersCache(limit)
  const pending: Promise<unknown>[] = []
  const context = { waitUntil: (work: Promise<unknown>) => pending.push(work) }
  let runs = 0
  let next: () => Response = () => new Response(`run ${runs}`, { status, headers })
  const ask = async (path: string, init: RequestInit = {}) => {
    const request = new Request(`https://publication.example${path}`, init)
    const response = await cache.fetch(request, context as never, async () => {
      runs++
      return next()
    })
    return {
      status: response.status,
      cache: response.headers.get('cf-cache-status'),
      headers: response.headers,
      body: await response.text(),
    }
  }
  return {
    cache,
    ask,
    runs: () => runs,
    settle: () => Promise.all(pending),
    answer: (make: () => Response) => (next = make),
  }
}

type Limit = ConstructorParameters<typeof WorkersCache>[0]
const PUBLIC = { 'Cache-Control': 'public, max-age=60' }
const later = (seconds: number) => vi.setSystemTime(START + seconds * 1000)

describe('what is stored', () => {
  test.each<[string, Record<string, string>, number, string, string]>([
    ['a public page', PUBLIC, 200, 'MISS', 'HIT'],
    [
      'a page for the edge alone',
      { 'Cache-Control': 'max-age=0', 'Cloudflare-CDN-Cache-Control': 'max-age=60' },
      200,
      'MISS',
      'HIT',
    ],
    ['no-store', { 'Cache-Control': 'no-store' }, 200, 'BYPASS', 'BYPASS'],
    ['private', { 'Cache-Control': 'private, max-age=60' }, 200, 'BYPASS', 'BYPASS'],
    ['a cookie', { ...PUBLIC, 'Set-Cookie': 'a=1' }, 200, 'BYPASS', 'BYPASS'],
    ['Vary: *', { ...PUBLIC, Vary: '*' }, 200, 'BYPASS', 'BYPASS'],
    ['a partial answer', PUBLIC, 206, 'BYPASS', 'BYPASS'],
    ['a 404 with a lifetime', PUBLIC, 404, 'MISS', 'HIT'],
    ['a page without any header', {}, 200, 'MISS', 'HIT'],
    ['an error without any header', {}, 500, 'BYPASS', 'BYPASS'],
  ])('%s', async (_name, headers, status, first, second) => {
    const { ask } = cached(headers, status)
    expect((await ask('/a')).cache).toBe(first)
    expect((await ask('/a')).cache).toBe(second)
  })

  test('a signed request is stored only where the answer allows it', async () => {
    const headers = { Authorization: 'Basic x' }
    const shy = cached({ 'Cache-Control': 'max-age=60' })
    expect((await shy.ask('/a', { headers })).cache).toBe('BYPASS')
    const open = cached(PUBLIC)
    expect((await open.ask('/a', { headers })).cache).toBe('MISS')
  })

  test('nothing but GET and HEAD', async () => {
    const { ask } = cached(PUBLIC)
    expect((await ask('/a', { method: 'POST' })).cache).toBe('BYPASS')
    expect((await ask('/a')).cache).toBe('MISS')
    const head = await ask('/a', { method: 'HEAD' })
    expect(head).toMatchObject({ cache: 'HIT', body: '' })
  })
})

test('the whole query is part of the key, the host is not', async () => {
  const { ask, cache } = cached(PUBLIC)
  await ask('/a?x=1')
  expect((await ask('/a?x=2')).cache).toBe('MISS')
  expect((await ask('/a')).cache).toBe('MISS')
  const elsewhere = await cache.fetch(
    new Request('https://other.example/a'),
    {} as never,
    async () => new Response('other'),
  )
  expect(elsewhere.headers.get('cf-cache-status')).toBe('HIT')
})

test('variants are kept by the headers that Vary names', async () => {
  const { ask } = cached({ ...PUBLIC, Vary: 'Accept' })
  await ask('/a', { headers: { Accept: 'image/avif' } })
  expect((await ask('/a', { headers: { Accept: 'image/webp' } })).cache).toBe('MISS')
  expect((await ask('/a', { headers: { Accept: 'image/avif' } })).cache).toBe('HIT')
})

test('what the edge reads never reaches a client', async () => {
  const { ask } = cached({
    ...PUBLIC,
    'Cache-Tag': 'a',
    'Cloudflare-CDN-Cache-Control': 'max-age=9',
  })
  for (const answer of [await ask('/a'), await ask('/a')]) {
    expect(answer.headers.has('cache-tag')).toBe(false)
    expect(answer.headers.has('cloudflare-cdn-cache-control')).toBe(false)
  }
})

test('a page grows old: fresh, then stale while it is fetched anew, then gone', async () => {
  const { ask, settle } = cached({ 'Cache-Control': 'max-age=60, stale-while-revalidate=30' })
  await ask('/a')
  later(59)
  expect(await ask('/a')).toMatchObject({ cache: 'HIT', body: 'run 1' })
  later(70)
  expect(await ask('/a')).toMatchObject({ cache: 'UPDATING', body: 'run 1' })
  await settle()
  expect(await ask('/a')).toMatchObject({ cache: 'HIT', body: 'run 2' })
  later(70 + 91)
  expect(await ask('/a')).toMatchObject({ cache: 'EXPIRED', body: 'run 3' })
})

test('a failing worker is hidden behind the old page', async () => {
  const { ask, answer } = cached({ 'Cache-Control': 'max-age=60, stale-if-error=600' })
  await ask('/a')
  later(120)
  answer(() => new Response('broken', { status: 500 }))
  expect(await ask('/a')).toMatchObject({ status: 200, cache: 'STALE', body: 'run 1' })
  later(700)
  expect(await ask('/a')).toMatchObject({ status: 500, body: 'broken' })
})

test('requests at once cost one run', async () => {
  const { ask, runs } = cached(PUBLIC)
  await Promise.all([ask('/a'), ask('/a'), ask('/a')])
  expect(runs()).toBe(1)
})

test('ranges and conditions are answered from the stored whole', async () => {
  const { ask, runs, answer } = cached({})
  answer(() => new Response('0123456789', { headers: { ...PUBLIC, ETag: '"v"' } }))
  expect(await ask('/a', { headers: { Range: 'bytes=2-4' } })).toMatchObject({
    status: 206,
    body: '234',
  })
  expect(await ask('/a', { headers: { Range: 'bytes=-2' } })).toMatchObject({ body: '89' })
  expect(await ask('/a', { headers: { Range: 'bytes=20-' } })).toMatchObject({ status: 416 })
  expect(await ask('/a', { headers: { 'If-None-Match': '"v"' } })).toMatchObject({ status: 304 })
  expect(runs()).toBe(1)
})

describe('a purge', () => {
  const tagged = { ...PUBLIC, 'Cache-Tag': 'One,two' }

  test('drops what has the tag, whatever its case, and nothing else', async () => {
    const { ask, cache, answer } = cached(tagged)
    await ask('/a')
    answer(() => new Response('b', { headers: { ...PUBLIC, 'Cache-Tag': 'three' } }))
    await ask('/b')
    expect(await cache.purge({ tags: ['ONE'] })).toEqual({ success: true, errors: [] })
    expect((await ask('/a')).cache).toBe('MISS')
    expect((await ask('/b')).cache).toBe('HIT')
  })

  test('drops everything when told to', async () => {
    const { ask, cache } = cached(PUBLIC)
    await ask('/a')
    await cache.purge({ purgeEverything: true })
    expect((await ask('/a')).cache).toBe('MISS')
  })

  test('is refused when it is empty, ambiguous or too long', async () => {
    const { cache } = cached(PUBLIC)
    for (const what of [
      {},
      { tags: [] },
      { tags: ['a'], purgeEverything: true },
      { tags: Array.from({ length: 101 }, (_, index) => `t${index}`) },
    ]) {
      expect((await cache.purge(what)).success).toBe(false)
    }
  })

  test('is limited to 25 saved up and 5 a minute', async () => {
    const { cache } = cached(PUBLIC, 200, { size: 25, perMinute: 5 })
    const spend = async () => {
      let granted = 0
      while ((await cache.purge({ tags: ['a'] })).success) granted++
      return granted
    }
    expect(await spend()).toBe(25)
    later(60)
    expect(await spend()).toBe(5)
    later(60 + 3600)
    expect(await spend()).toBe(25)
  })
})
