import { beforeAll, describe, expect, test } from 'vitest'
import { serveMedia } from '../../src/site/media.ts'
import { bindings, get, openPublication } from '../publication.ts'

const PATH = '/ca/wp-content/uploads/2025/11/ten.png'
const BYTES = new TextEncoder().encode('0123456789')

beforeAll(async () => {
  await openPublication()
  await bindings.MEDIA.put('ca/2025/11/ten.png', BYTES, {
    httpMetadata: { contentType: 'image/png' },
  })
})

describe.each([
  ['behind the cache', (headers: Record<string, string>) => get(PATH, headers)],
  [
    'from R2 itself',
    async (headers: Record<string, string>) => {
      const request = new Request(`https://publication.example${PATH}`, { headers })
      const served = await serveMedia(bindings.MEDIA, 'ca', '2025/11/ten.png', request)
      if (!served) throw new Error('no file')
      return served
    },
  ],
])('%s', (_name, ask) => {
  test('a file is kept for good and cannot run as a document', async () => {
    const response = await ask({})
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('0123456789')
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('Content-Type')).toBe('image/png')
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  })

  test('who holds it already gets 304', async () => {
    const etag = (await ask({})).headers.get('ETag') ?? ''
    const response = await ask({ 'If-None-Match': etag })
    expect(response.status).toBe(304)
    expect(await response.text()).toBe('')
  })

  test.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-4', 206, '6789', 'bytes 6-9/10'],
    ['bytes=0-1,4-5', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
  ])('Range: %s', async (range, status, body, contentRange) => {
    const response = await ask({ Range: range })
    expect([response.status, await response.text(), response.headers.get('Content-Range')]).toEqual(
      [status, body, contentRange],
    )
  })
})

test('a file that is not there is a 404 page', async () => {
  const response = await get('/ca/wp-content/uploads/none.png')
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('<h1')
})
