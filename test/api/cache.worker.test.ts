import { beforeAll, beforeEach, expect, test } from 'vitest'
import { meridian } from '../imports.ts'
import { api, apiJson, bindings, get, openPublication, signUp, statusOf } from '../publication.ts'

const ROUTE = '../../meridian/v1/cache'
const PATHS = ['/', '/ca/', '/ca/one/', '/ca/nothing/', '/us/']
let regional = {}
let editor = {}

beforeAll(async () => {
  await openPublication()
  await apiJson('POST', 'posts', { title: 'One', status: 'publish' })
  regional = { Authorization: await signUp('rita', 'administrator', ['ca']) }
  editor = { Authorization: await signUp('ed', 'editor') }
})

beforeEach(async () => {
  for (const path of PATHS) await (await get(path)).text()
})

/** Which of the pages are rendered anew after a purge. */
async function purgedBy(body: object, headers = {}): Promise<string[]> {
  const response = await api('POST', `${ROUTE}/purge`, body, headers)
  expect([response.status, await response.json()]).toEqual([200, { purged: true, pending: 0 }])
  const purged: string[] = []
  for (const path of PATHS) if (statusOf(await get(path)) !== 'HIT') purged.push(path)
  return purged
}

test.each<[object, string[]]>([
  [{ paths: ['/ca/one/'] }, ['/ca/one/']],
  [{ paths: ['/CA//One'] }, ['/ca/one/']],
  [{ paths: ['https://publication.example/ca/one/'] }, ['/ca/one/']],
  [{ paths: ['/ca/nothing/', '/ca/'] }, ['/ca/', '/ca/nothing/']],
  [{ paths: ['/'] }, ['/']],
  [{ region: true }, ['/', '/ca/', '/ca/one/', '/ca/nothing/']],
  [{ everything: true }, PATHS],
])('a purge of %o renders %j anew', async (body, purged) => {
  expect(await purgedBy(body)).toEqual(purged)
})

test('what a regional administrator may purge ends with the region', async () => {
  expect(await purgedBy({ paths: ['/ca/one/'] }, regional)).toEqual(['/ca/one/'])
  expect(await purgedBy({ region: true }, regional)).not.toContain('/us/')
  for (const body of [{ everything: true }, { paths: ['/'] }]) {
    expect((await api('POST', `${ROUTE}/purge`, body, regional)).status).toBe(403)
  }
  expect((await api('POST', `${ROUTE}/purge`, { paths: ['/us/'] }, regional)).status).toBe(400)
})

test.each([
  [{}],
  [{ paths: [] }],
  [{ paths: 'all' }],
  [{ paths: ['ca/one/'] }],
  [{ paths: ['/us/'] }],
  [{ paths: ['//elsewhere.example/ca/'] }],
  [{ paths: ['https://elsewhere.example/ca/'] }],
  [{ paths: Array(101).fill('/ca/') }],
  [{ everything: 'perhaps' }],
])('a purge of %j is refused', async (body) => {
  expect((await api('POST', `${ROUTE}/purge`, body)).status).toBe(400)
})

/** A purge of the page that was refused so many seconds ago. */
async function refuse(secondsAgo: number): Promise<void> {
  const subjects = JSON.stringify([{ kind: 'path', region: 'ca', path: 'one' }])
  const now = Math.floor(Date.now() / 1000)
  await bindings.DB.prepare(
    'insert into changes (subjects_json, created_at, due_at, attempts) values (?1, ?2, ?3, 7)',
  )
    .bind(subjects, now - 90, now - secondsAgo + 60)
    .run()
}

test('the queue tells what waits, and a retry purges it', async () => {
  await refuse(20)
  expect(await meridian('GET', 'cache/queue')).toMatchObject({
    pending: 1,
    failed: 1,
    oldest_at: expect.stringMatching(/^20.*Z$/),
    oldest_age: expect.toSatisfy((age: number) => age >= 90 && age < 100),
    retry_at: expect.stringMatching(/^20.*Z$/),
  })
  expect(statusOf(await get('/ca/one/'))).toBe('HIT')
  expect(await meridian('POST', 'cache/retry')).toEqual({
    pending: 0,
    failed: 0,
    oldest_at: null,
    oldest_age: null,
    retry_at: null,
  })
  expect(statusOf(await get('/ca/one/'))).toBe('MISS')
})

test('a retry right after a refusal is told to wait', async () => {
  await refuse(2)
  const response = await api('POST', `${ROUTE}/retry`)
  expect(response.status).toBe(429)
  const seconds = Number(response.headers.get('Retry-After'))
  expect(seconds).toBeGreaterThan(5)
  expect(seconds).toBeLessThanOrEqual(10)
  expect(statusOf(await get('/ca/one/'))).toBe('HIT')
  await bindings.DB.exec('delete from changes')
})

test('the queue is for administrators', async () => {
  for (const [method, route] of [
    ['GET', 'queue'],
    ['POST', 'retry'],
    ['POST', 'purge'],
  ] as const) {
    expect((await api(method, `${ROUTE}/${route}`, undefined, editor)).status).toBe(403)
    expect((await api(method, `${ROUTE}/${route}`, undefined, { Authorization: '' })).status).toBe(
      401,
    )
  }
})
