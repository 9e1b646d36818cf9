import { beforeAll, describe, expect, test } from 'vitest'
import { serveMedia } from '../../src/site/media.ts'
import { mediaOf } from '../documents.ts'
import { meridian, put } from '../imports.ts'
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

describe('a file that is not stored', () => {
  const size = (name: string, width: number, height: number) => ({
    name,
    url: '',
    file: `2024/01/large-${width}x${height}.png`,
    width,
    height,
    mimeType: 'image/png',
  })
  const uploads = '/ca/wp-content/uploads/2024/01/'

  beforeAll(async () => {
    // A grey picture, as the Images binding makes one of a pixel.
    const pixel = atob(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    )
    const bytes = Uint8Array.from(pixel, (char) => char.charCodeAt(0))
    const output = await bindings.IMAGES.input(new Blob([bytes]).stream())
      .transform({ width: 600, height: 400, fit: 'cover' })
      .output({ format: 'image/png' })
    const large = new Uint8Array(await output.response().arrayBuffer())
    await put('2024/01/large.png', large)
    const sizes = [size('medium', 300, 200), size('thumbnail', 150, 150)]
    const away = mediaOf(7102, '2024/01/away.png', {
      sizes: [{ ...size('m', 300, 200), file: '2024/01/away-300x200.png' }],
    })
    const here = mediaOf(7103, '2024/01/here.png', {
      sourceUrl: 'https://publication.example/ca/wp-content/uploads/2024/01/here.png',
    })
    const media = [
      mediaOf(7101, '2024/01/large.png', { width: 600, height: 400, sizes }),
      away,
      here,
    ]
    await meridian('POST', 'import/media?purge=now', { media })
  })

  test.each([
    ['large-300x200.png', [300, 200]],
    ['large-150x150.png', [150, 150]],
  ])('is made of the original when it is a registered size: %s', async (name, dimensions) => {
    const response = await get(uploads + name)
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, 'image/png'])
    expect(response.headers.get('Cache-Control')).toContain('immutable')
    const view = new DataView(await response.arrayBuffer())
    expect([view.getUint32(16), view.getUint32(20)]).toEqual(dimensions)
    expect(await bindings.MEDIA.head(`ca/2024/01/${name}`)).not.toBeNull()
  })

  test.each([
    ['large-299x199.png', `${uploads}large.png`],
    ['large-scaled.png', `${uploads}large.png`],
    ['away.png', 'https://old.example/canada/wp-content/uploads/2024/01/away.png'],
    ['away-300x200.png', 'https://old.example/canada/wp-content/uploads/2024/01/away-300x200.png'],
  ])('leads to where it is for now: %s', async (name, to) => {
    const response = await get(uploads + name)
    expect([response.status, response.headers.get('Location')]).toEqual([302, to])
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=0')
    expect(await bindings.MEDIA.head(`ca/2024/01/${name}`)).toBeNull()
  })

  test('and would be looked for here again is nowhere', async () => {
    expect((await get(`${uploads}here.png`)).status).toBe(404)
  })
})
