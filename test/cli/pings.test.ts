import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSite, type RunningSite } from './site.ts'

// The product on its own runtime, telling servers of this machine that stand in for IndexNow and for a WebSub hub.

const KEY = 'a-key-of-ours'
const received: { path: string; type: string; body: string }[] = []
let isDown = true
let server: Server
let site: RunningSite

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      const type = request.headers['content-type'] ?? ''
      received.push({ path: request.url ?? '', type, body })
      response.writeHead(isDown ? 503 : 202).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // of a server that listens on a port
  const there = `http://127.0.0.1:${port}`
  site = await startSite('on', {
    INDEXNOW_KEY: KEY,
    INDEXNOW_ENDPOINT: `${there}/indexnow`,
    WEBSUB_HUB: `${there}/hub`,
  })
}, 60_000)
afterAll(async () => {
  await site.stop()
  await new Promise((resolve) => server.close(resolve))
})

test('what is published reaches both services by the cron, when they answer', async () => {
  const response = await fetch(`${site.origin}/ca/wp-json/wp/v2/posts`, {
    method: 'POST',
    headers: { Authorization: site.authorization, 'Content-Type': 'application/json' },
    body: '{"title":"Told","content":"<p>Text.</p>","status":"publish"}',
  })
  expect(response.status).toBe(201)
  await site.tick()
  expect(received.map(({ path }) => path).toSorted()).toEqual(['/hub', '/indexnow'])
  isDown = false
  await site.tick()
  // Asked again after a minute: neither sooner nor more often.
  expect(received).toHaveLength(2)
  const [told] = received.filter(({ path }) => path === '/indexnow')
  expect(JSON.parse(told?.body ?? '')).toMatchObject({
    key: KEY,
    urlList: [`${site.origin}/ca/told/`],
  })
  const [hub] = received.filter(({ path }) => path === '/hub')
  expect(hub?.type).toMatch(/^application\/x-www-form-urlencoded/)
  expect(new URLSearchParams(hub?.body).getAll('hub.url')).toContain(`${site.origin}/ca/feed/`)
  const key = await fetch(`${site.origin}/${KEY}.txt`)
  expect(await key.text()).toBe(KEY)
  const feed = await (await fetch(`${site.origin}/ca/feed/`)).text()
  expect(feed).toContain('rel="hub"')
}, 60_000)
