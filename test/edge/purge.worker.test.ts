import { beforeAll, beforeEach, expect, test } from 'vitest'
import { recordChange, releaseChanges, type Subject } from '#content/changes.ts'
import { openDatabase } from '#content/database.ts'
import { drainChanges, queueState, retryFailed, type CachePurger } from '#edge/purge.ts'
import { bindings, openPublication } from '../publication.ts'

const NOW = 1_790_000_000
type Call = Parameters<CachePurger['purge']>[0]

/** A cache that notes its purges and grants the first `granted` of them. */
function purger(granted = Infinity) {
  const calls: Call[] = []
  const cache: CachePurger = {
    async purge(what) {
      calls.push(what)
      return calls.length <= granted
        ? { success: true, errors: [] }
        : { success: false, errors: [{ code: 1, message: 'rate limited' }] }
    },
  }
  return { cache, calls }
}

const article = (id: number): Subject => ({ kind: 'article', region: 'ca', id })
const record = (subjects: Subject[], at = NOW) =>
  recordChange(openDatabase(bindings.DB), subjects, at)

beforeAll(() => openPublication())
beforeEach(async () => {
  await bindings.DB.exec('delete from changes')
})

test('a change is purged at once and once more a minute later, and then forgotten', async () => {
  await record([article(1)])
  const { cache, calls } = purger()
  expect(await drainChanges(bindings.DB, cache, NOW)).toEqual({ rows: 1, isPurged: true })
  expect(await queueState(bindings.DB)).toMatchObject({ pending: 0, oldestAt: null })
  await drainChanges(bindings.DB, cache, NOW + 59)
  expect(calls).toHaveLength(1)
  await drainChanges(bindings.DB, cache, NOW + 60)
  const tags = ['article:ca:1', 'all:ca:articles']
  expect(calls).toEqual([{ tags }, { tags }])
  await drainChanges(bindings.DB, cache, NOW + 600)
  expect(calls).toHaveLength(2)
})

const hold = (at = NOW) => recordChange(openDatabase(bindings.DB), [article(1)], at, 'later')

test('what is held back is one purge of everything when it is released, and once more a minute later', async () => {
  for (let write = 0; write < 300; write++) await hold(NOW + Math.floor(write / 100))
  await record([article(2)], NOW + 4)
  const { cache, calls } = purger()
  await releaseChanges(openDatabase(bindings.DB), NOW + 5)
  await drainChanges(bindings.DB, cache, NOW + 5)
  expect(calls).toEqual([{ purgeEverything: true }])
  await drainChanges(bindings.DB, cache, NOW + 65)
  await drainChanges(bindings.DB, cache, NOW + 1000)
  expect(calls).toHaveLength(2)
})

test('what is held back and never released is purged by the cron ten minutes later', async () => {
  await hold()
  await hold(NOW + 300)
  const { cache, calls } = purger()
  await drainChanges(bindings.DB, cache, NOW + 599)
  expect(calls).toEqual([])
  await drainChanges(bindings.DB, cache, NOW + 600)
  expect(calls).toEqual([{ purgeEverything: true }])
})

test('a write just before a held row is due is not covered by it', async () => {
  await hold()
  await hold(NOW + 595)
  expect(await queueState(bindings.DB)).toMatchObject({ pending: 2 })
})

test('many changes are one call, each tag once', async () => {
  await record([article(1), article(2)])
  await record([article(2), article(3)])
  const { cache, calls } = purger()
  await drainChanges(bindings.DB, cache, NOW)
  const tags = ['article:ca:1', 'all:ca:articles', 'article:ca:2', 'article:ca:3']
  expect(calls).toEqual([{ tags }])
})

test('a call holds a hundred tags, and more than three calls become one of everything', async () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => article(index + 1))
  await record(many(250))
  const some = purger()
  await drainChanges(bindings.DB, some.cache, NOW)
  expect(some.calls.map((call) => ('tags' in call ? call.tags.length : 'everything'))).toEqual([
    100, 100, 51,
  ])
  await bindings.DB.exec('delete from changes')
  await record(many(300))
  const all = purger()
  await drainChanges(bindings.DB, all.cache, NOW)
  expect(all.calls).toEqual([{ purgeEverything: true }])
})

test('everything stands alone', async () => {
  await record([article(1), { kind: 'everything' }])
  const { cache, calls } = purger()
  await drainChanges(bindings.DB, cache, NOW)
  expect(calls).toEqual([{ purgeEverything: true }])
})

test('a refused purge stays in the outbox and is tried again, later each time', async () => {
  await record([article(1)])
  const { cache } = purger(0)
  expect(await drainChanges(bindings.DB, cache, NOW)).toEqual({ rows: 1, isPurged: false })
  expect(await queueState(bindings.DB)).toMatchObject({ pending: 1, oldestAt: NOW })
  expect((await drainChanges(bindings.DB, cache, NOW)).rows).toBe(0)
  const due = await bindings.DB.prepare('select due_at, attempts from changes').first()
  expect(due).toEqual({ due_at: NOW + 1, attempts: 1 })
  for (let attempt = 0; attempt < 9; attempt++) {
    await bindings.DB.exec('update changes set due_at = 0')
    await drainChanges(bindings.DB, cache, NOW)
  }
  expect(await bindings.DB.prepare('select due_at from changes').first('due_at')).toBe(NOW + 60)
  const works = purger()
  await drainChanges(bindings.DB, works.cache, NOW + 60)
  expect(await queueState(bindings.DB)).toMatchObject({ pending: 0, oldestAt: null })
})

test('a purge that throws counts as refused', async () => {
  await record([article(1)])
  const cache: CachePurger = { purge: () => Promise.reject(new Error('gone')) }
  expect((await drainChanges(bindings.DB, cache, NOW)).isPurged).toBe(false)
  expect((await queueState(bindings.DB)).pending).toBe(1)
})

test('without a cache in front the outbox waits for one', async () => {
  await record([article(1)])
  expect((await drainChanges(bindings.DB, undefined, NOW)).rows).toBe(0)
  expect((await queueState(bindings.DB)).pending).toBe(1)
})

test('what no page can still hold is forgotten, however often its purge failed', async () => {
  await record([article(1)], NOW - 9 * 24 * 3600)
  await drainChanges(bindings.DB, purger(0).cache, NOW)
  expect((await queueState(bindings.DB)).pending).toBe(0)
})

test('what was refused is retried when the allowance has grown, and not sooner', async () => {
  await record([article(1)])
  const { cache, calls } = purger(0)
  await drainChanges(bindings.DB, cache, NOW)
  await drainChanges(bindings.DB, cache, NOW + 1)
  await drainChanges(bindings.DB, cache, NOW + 3)
  expect(calls).toHaveLength(3)
  expect(await queueState(bindings.DB)).toEqual({
    pending: 1,
    oldestAt: NOW,
    failed: 1,
    retryAt: NOW + 7,
  })
  expect(await retryFailed(bindings.DB, NOW + 4)).toBe(11)
  expect(await queueState(bindings.DB)).toMatchObject({ retryAt: NOW + 7 })
  await bindings.DB.exec(`update changes set due_at = ${NOW + 63}, attempts = 7`)
  expect(await retryFailed(bindings.DB, NOW + 20)).toBe(0)
  const granting = purger()
  expect(await drainChanges(bindings.DB, granting.cache, NOW + 20)).toMatchObject({ rows: 1 })
  expect(granting.calls).toEqual([{ tags: ['article:ca:1', 'all:ca:articles'] }])
  expect(await queueState(bindings.DB)).toMatchObject({ pending: 0, failed: 0, retryAt: null })
})

test('a retry leaves alone what an import holds back', async () => {
  await hold()
  expect(await retryFailed(bindings.DB, NOW + 30)).toBe(0)
  const { cache, calls } = purger()
  await drainChanges(bindings.DB, cache, NOW + 30)
  expect(calls).toEqual([])
})
