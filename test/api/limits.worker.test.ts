import { exports } from 'cloudflare:workers'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { createUser, setPassword } from '#api/keys.ts'
import { openDatabase } from '#content/database.ts'
import { bindings, openPublication, ORIGIN, signUp } from '../publication.ts'

// Attempts come from addresses of their own in each test: the counters live for a minute.

const CHOSEN = 'correct horse battery'
const OTHER = 'battery horse correct'
let generated = ''

const basic = (user: string, password: string) => `Basic ${btoa(`${user}:${password}`)}`

beforeAll(async () => {
  await openPublication()
  const db = openDatabase(bindings.DB)
  const id = await createUser(db, { login: 'edith', name: 'Edith', role: 'editor' }, 1)
  await setPassword(db, id, 'Password', CHOSEN, 1)
  generated = await signUp('gina', 'editor')
})

/** The counters' minutes begin with those of the clock: a test that counts waits for one that is long enough. */
beforeEach(async () => {
  const left = 60_000 - (Date.now() % 60_000)
  if (left < 5000) await new Promise((resolve) => setTimeout(resolve, left))
})

/** Uses up a counter but for a few: the local one takes steps of any width. */
async function spend(limit: RateLimit | undefined, key: string, count: number): Promise<void> {
  await limit?.limit({ key, delta: count } as { key: string })
}

function ask(authorization: string, address: string, route = 'wp/v2/users/me') {
  return (exports as unknown as { default: Fetcher }).default.fetch(
    `${ORIGIN}/ca/wp-json/${route}`,
    { headers: { Authorization: authorization, 'CF-Connecting-IP': address } },
  )
}

const statusOf = async (authorization: string, address: string) =>
  (await ask(authorization, address)).status

test('guessing from one address is slowed, whatever names it tries; who is known to be right passes', async () => {
  const address = '192.0.2.1'
  await spend(bindings.SIGN_IN_LIMIT, address, 35)
  expect(await statusOf(basic('edith', CHOSEN), '198.51.100.1')).toBe(200)
  const answers: number[] = []
  for (let i = 0; i < 8; i++) answers.push(await statusOf(basic(`user${i}`, 'guess'), address))
  expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
  const refused = await ask(basic('edith', OTHER), address)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('Retry-After')).toBe('60')
  expect(await refused.json()).toMatchObject({ code: 'rest_too_many_attempts' })
  expect(await statusOf(basic('edith', CHOSEN), address)).toBe(200)
  expect(await statusOf(generated, address)).toBe(200)
}, 30_000)

test('guesses at one name from many addresses: each has one left, and the right key none to lose', async () => {
  const db = openDatabase(bindings.DB)
  const id = await createUser(db, { login: 'nora', name: 'Nora', role: 'author' }, 1)
  await setPassword(db, id, 'Password', CHOSEN, 1)
  await spend(bindings.SIGN_IN_LIMIT, 'name nora', 37)
  for (let i = 0; i < 3; i++) {
    expect(await statusOf(basic('Nora', `guess ${i}`), `2001:db8:${i}::1`)).toBe(401)
  }
  expect(await statusOf(basic('nora', 'one more'), '2001:db8:99::1')).toBe(429)
  // The address, and the rest of its network, is not even compared now.
  expect(await statusOf(basic('nora', CHOSEN), '2001:db8:99:0:aaaa::7')).toBe(429)
  expect(await statusOf(basic('nora', CHOSEN), '2001:db8:77::1')).toBe(200)
  expect(await statusOf(basic('gina', 'no'), '2001:db8:99::1')).toBe(401)
}, 30_000)

test('an unknown user and a wrong password are answered alike, and take as long', async () => {
  const asked = { unknown: basic('nobody', 'guess'), wrong: basic('edith', 'guess') }
  const bodies = new Set<string>()
  const times = { unknown: [] as number[], wrong: [] as number[] }
  for (let i = 0; i < 9; i++) {
    for (const kind of ['unknown', 'wrong'] as const) {
      const before = performance.now()
      const response = await ask(asked[kind], `198.51.100.${10 + i}`)
      bodies.add(`${response.status} ${await response.text()}`)
      times[kind].push(performance.now() - before)
    }
  }
  expect(bodies.size).toBe(1)
  const median = (list: number[]) => list.toSorted((a, b) => a - b)[4] ?? 0
  const ratio = median(times.unknown) / median(times.wrong)
  expect(ratio).toBeGreaterThan(0.6)
  expect(ratio).toBeLessThan(1.7)
}, 30_000)

test('a key that asks without end is stopped for a while, and no other', async () => {
  const busy = await signUp('busy', 'editor')
  const row = await bindings.DB.prepare(
    "select uuid from application_passwords join users using (user_id) where login = 'busy'",
  ).first<{ uuid: string }>()
  expect(await statusOf(busy, '203.0.113.1')).toBe(200)
  await spend(bindings.KEY_LIMIT, row?.uuid ?? '', 3000)
  let last = 200
  for (let i = 0; i < 200 && last === 200; i++) last = await statusOf(busy, '203.0.113.1')
  expect(last).toBe(429)
  const refused = await ask(busy, '203.0.113.2', 'wp/v2/posts')
  expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60'])
  expect(await statusOf(generated, '203.0.113.1')).toBe(200)
}, 30_000)
