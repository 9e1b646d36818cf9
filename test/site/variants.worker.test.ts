import { beforeAll, describe, expect, test, vi } from 'vitest'
import { transform } from '#content/image-work.ts'
import { site } from '#site/routes.ts'
import { documentOf, mediaOf } from '../documents.ts'
import { bring, meridian, put } from '../imports.ts'
import {
  api,
  apiJson,
  bindings,
  get,
  openPublication,
  ORIGIN,
  runCron,
  send,
  signUp,
} from '../publication.ts'

// An AVIF of a wide picture takes seconds on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 })

interface Medium {
  id: number
  source_url: string
  media_details: { width: number; height: number; sizes: Record<string, { file: string }> }
}

/** A picture of one colour: a GIF of a pixel, made as large. */
async function draw(
  width: number,
  height: number,
  format: 'image/jpeg' | 'image/png',
  [red, green, blue] = [11, 93, 94],
) {
  const start = new TextEncoder().encode('GIF89a')
  const canvas = [1, 0, 1, 0, 0x80, 0, 0, red, green, blue, 0, 0, 0]
  const pixel = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b]
  const bytes = Uint8Array.from([...start, ...canvas, ...pixel].map((byte) => byte ?? 0))
  const output = await bindings.IMAGES.input(new Blob([bytes]).stream())
    .transform({ width, height, fit: 'cover' })
    .output({ format })
  return new Uint8Array(await output.response().arrayBuffer())
}

/** Large pictures are compared by what they hash to. */
async function hashOf(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).join()
}

async function upload(bytes: Uint8Array, fileName: string): Promise<Medium> {
  const headers = { 'Content-Disposition': `attachment; filename="${fileName}"` }
  const response = await api('POST', 'media', bytes, headers)
  if (!response.ok) throw new Error(await response.text())
  return response.json<Medium>()
}

const bytesOf = async (stored: R2ObjectBody | null) =>
  (await stored?.arrayBuffer()) ?? new ArrayBuffer(0)

async function keysOf(prefix: string): Promise<string[]> {
  return (await bindings.MEDIA.list({ prefix })).objects.map(({ key }) => key)
}

const pageOf = async (path: string) => (await get(path)).text()
/** The folders of variants that a page names. */
const foldersIn = (html: string) => [
  ...new Set([...html.matchAll(/\/ca\/images\/(\d+-[0-9a-f]{8})\//g)].map((match) => match[1])),
]

let photo: Medium
let folder = ''

beforeAll(async () => {
  await openPublication()
  photo = await upload(await draw(1600, 900, 'image/jpeg'), 'harbour.jpg')
  const { source_url: src } = await upload(
    await draw(1600, 900, 'image/jpeg', [200, 180, 90]),
    'boats.jpg',
  )
  await apiJson('POST', 'posts', {
    title: 'Of boats',
    slug: 'of-boats',
    status: 'publish',
    featured_media: photo.id,
    content: `<p>Boats.</p><figure><img src="${src}" alt="Boats"></figure>`,
  })
  folder = foldersIn(await pageOf('/ca/of-boats/'))[0] ?? ''
})

test('a portrait of a phone, two of whose sizes are one file, comes in and shows it', async () => {
  const portrait = await upload(await draw(900, 1200, 'image/jpeg'), 'portrait.jpg')
  const { large, medium_large: medium } = portrait.media_details.sizes
  expect(large?.file).toBe('portrait-768x1024.jpg')
  expect(medium?.file).toBe(large?.file)
  const path = new URL(portrait.source_url).pathname.replace('portrait', 'portrait-768x1024')
  expect((await get(path)).status).toBe(200)
})

describe('an upload', () => {
  test('has WordPress’s sizes, and its variants are no sizes of it', () => {
    expect(Object.keys(photo.media_details.sizes).toSorted()).toEqual([
      '1536x1536',
      'full',
      'large',
      'medium',
      'medium_large',
      'thumbnail',
    ])
    expect(folder).toMatch(new RegExp(`^${photo.id}-`))
  })

  test.each([
    ['320.avif', 'image/avif'],
    ['1600.webp', 'image/webp'],
    ['16x9.jpg', 'image/jpeg'],
    ['social.jpg', 'image/jpeg'],
  ])('is served as %s, kept for good', async (name, type) => {
    const response = await get(`/ca/images/${folder}/${name}`)
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, type])
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    const bytes = await response.arrayBuffer()
    const stored = await bindings.MEDIA.get(`_variants/ca/${folder}/${name}`)
    expect(await hashOf(bytes)).toBe(await hashOf(await bytesOf(stored)))
  })

  test.each(['721.avif', '0720.avif', '99999.webp', '320.jpg', '2x1.jpg', '16x9.png', 'x.svg'])(
    'is nothing as %s, and nothing is stored',
    async (name) => {
      expect((await get(`/ca/images/${folder}/${name}`)).status).toBe(404)
      expect(await keysOf(`_variants/ca/${folder}/${name}`)).toEqual([])
    },
  )

  test('of another file or of none leads to what there is', async () => {
    const other = await get(`/ca/images/${photo.id}-00000000/320.avif`)
    expect([other.status, other.headers.get('Location')]).toEqual([
      302,
      `/ca/images/${folder}/320.avif`,
    ])
    expect((await get('/ca/images/987654-00000000/320.avif')).status).toBe(404)
    expect((await get(`/zz/images/${folder}/320.avif`)).status).toBe(404)
  })

  test('is shown by the page: the lead at once, the body’s later, both with their room and colour', async () => {
    const html = await pageOf('/ca/of-boats/')
    const [lead = '', body = ''] = html.match(/<picture>[^]*?<\/picture>/g) ?? []
    expect(lead).toContain('fetchpriority="high"')
    expect(lead).not.toContain('lazy')
    expect(body).toMatch(/loading="lazy" decoding="async"/)
    const [first, second = ''] = foldersIn(html)
    expect(first).toBe(folder)
    for (const [picture, own] of [
      [lead, folder],
      [body, second],
    ] as const) {
      const types = [...picture.matchAll(/<source type="([^"]+)"/g)].map((match) => match[1])
      expect(types).toEqual(['image/avif', 'image/webp'])
      expect(picture).toMatch(/width="1600"\s+height="900"/)
      expect(picture).toMatch(/class="tone r[0-9a-f] g[0-9a-f] b[0-9a-f]"/)
      expect(picture).toContain(`/ca/images/${own}/720.avif 720w`)
    }
    const [, schema = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? []
    for (const shape of ['16x9', '4x3', '1x1']) {
      expect(schema).toContain(`"${ORIGIN}/ca/images/${folder}/${shape}.jpg"`)
    }
  })

  test('leads the body where nothing else does', async () => {
    await apiJson('POST', 'posts', {
      title: 'Alone',
      slug: 'alone',
      status: 'publish',
      content: `<p>See.</p><img src="${photo.source_url}" alt="Boats"><img src="${photo.source_url}" alt="Boats">`,
    })
    const images = (await pageOf('/ca/alone/')).match(/<img [^>]*alt="Boats"[^>]*>/g) ?? []
    expect(images.map((image) => image.includes('fetchpriority="high"'))).toEqual([true, false])
    expect(images.map((image) => image.includes('loading="lazy"'))).toEqual([false, true])
  })

  test('takes its variants with it when it is deleted', async () => {
    const { id, source_url: src } = await upload(await draw(700, 500, 'image/png'), 'gone.png')
    await apiJson('POST', 'posts', {
      title: 'Soon',
      slug: 'soon',
      status: 'publish',
      content: `<img src="${src}" alt="">`,
    })
    const [own = ''] = foldersIn(await pageOf('/ca/soon/'))
    const path = `/ca/images/${own}/320.webp`
    expect((await get(path)).status).toBe(200)
    await api('DELETE', `media/${id}?force=true`)
    expect((await get(path)).status).toBe(404)
    expect(await keysOf(`_variants/ca/${id}-`)).toEqual([])
  })
})

describe('pictures that are not made into others', () => {
  test.each<[string, () => Promise<Uint8Array>]>([
    ['one pixel', () => draw(1, 1, 'image/png')],
    // Its header alone: a film of 800 by 600.
    [
      'a film',
      async () =>
        Uint8Array.from(atob('UklGRhYAAABXRUJQVlA4WAoAAAACAAAAHwMAVwIA'), (char) =>
          char.charCodeAt(0),
        ),
    ],
  ])('%s is shown as it is', async (_, bytes) => {
    const { id, source_url: src } = await upload(await bytes(), 'odd.webp')
    const made = await apiJson<{ content: { rendered: string } }>('POST', 'posts', {
      title: 'Odd',
      content: `<img src="${src}" alt="">`,
    })
    expect(made.content.rendered).not.toContain('/ca/images/')
    expect(made.content.rendered).toMatch(/width="\d+" height="\d+"/)
    const answer = await get(`/ca/images/${id}-00000000/320.avif`)
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, new URL(src).pathname])
  })
})

describe('when Images fails', () => {
  const broken = (output: () => Promise<never>) => {
    const transformer = { transform: () => transformer, output }
    return { input: () => transformer } as unknown as ImagesBinding // as much of it as is used
  }
  const failing = broken(() => Promise.reject(new Error('9422')))

  test.each(['480.webp', '4x3.jpg'])('the original is served for %s', async (name) => {
    const request = new Request(`${ORIGIN}/ca/images/${folder}/${name}`)
    const answer = await site.fetch(request, { ...bindings, IMAGES: failing })
    const location = answer.headers.get('Location')
    expect([answer.status, location]).toEqual([302, '/ca/wp-content/uploads' + fileOf(photo)])
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=0')
    expect((await get(location ?? '')).status).toBe(200)
    expect((await get(`/ca/images/${folder}/${name}`)).status).toBe(200)
  })

  test('nobody waits for an answer that does not come', async () => {
    const silent = broken(() => new Promise(() => {}))
    const work = transform(silent, new Blob([]).stream(), {}, { format: 'image/avif' }, 0.05)
    await expect(work).rejects.toThrow('0.05 s')
  })
})

const fileOf = (medium: Medium) => medium.source_url.split('/wp-content/uploads')[1] ?? ''

describe('a file that replaces another at its old path', () => {
  const file = '2024/05/town.png'
  const page = '/ca/article-8200/'

  beforeAll(async () => {
    await put(file, await draw(1200, 800, 'image/png'))
    const sizes = [
      {
        name: 'medium',
        url: '',
        file: '2024/05/town-300x200.png',
        width: 300,
        height: 200,
        mimeType: 'image/png',
      },
    ]
    const media = [mediaOf(8201, file, { width: 1200, height: 800, sizes })]
    const contentRaw = `<p>Town.</p><img src="https://old.example/canada/wp-content/uploads/${file}" alt="">`
    await bring(documentOf(8200, { contentRaw }, { media }), '?purge=now')
  })

  test('has variants of its own, and nothing goes on showing the old', async () => {
    const [before = ''] = foldersIn(await pageOf(page))
    const old = `/ca/images/${before}/480.avif`
    const size = '/ca/wp-content/uploads/2024/05/town-300x200.png'
    expect((await get(old)).status).toBe(200)
    const sizeBefore = await (await get(size)).arrayBuffer()
    await put(file, await draw(1200, 1200, 'image/png', [250, 240, 30]), '?purge=now')
    // The cron purges what it touched: an import's files come by the thousand.
    await runCron(new Date())
    const [after = ''] = foldersIn(await pageOf(page))
    expect(after).toMatch(/^8201-/)
    expect(after).not.toBe(before)
    const moved = await get(old)
    expect([moved.status, moved.headers.get('Location')]).toEqual([
      302,
      `/ca/images/${after}/480.avif`,
    ])
    expect((await get(`/ca/images/${after}/480.avif`)).status).toBe(200)
    const sizeAfter = await (await get(size)).arrayBuffer()
    expect(await hashOf(sizeAfter)).not.toBe(await hashOf(sizeBefore))
    expect(await keysOf(`_variants/ca/${before}/`)).toEqual([])
    await meridian('POST', 'import/reclean?purge=now', {})
    expect(await pageOf(page)).toMatch(/width="1200" height="1200"/)
  })

  test('and is the same file changes nothing', async () => {
    const html = await pageOf(page)
    await put(file, await draw(1200, 1200, 'image/png', [250, 240, 30]), '?purge=now')
    expect(await pageOf(page)).toBe(html)
  })
})

describe('a photograph', () => {
  const large = async (bytes: number) => {
    const whole = new Uint8Array(bytes)
    // Decoders stop at the end of the image.
    whole.set(await draw(1000, 700, 'image/jpeg'))
    return whole
  }
  const form = (bytes: Uint8Array<ArrayBuffer>) => {
    const body = new FormData()
    body.set('title', 'Large')
    body.set('file', new File([bytes], 'large.jpg', { type: 'image/jpeg' }))
    body.set('alt_text', 'A wide view')
    return body
  }

  test('of many megabytes is taken as it comes, and in a form', async () => {
    const bytes = await large(12_000_000)
    const plain = await upload(bytes, 'plain.jpg')
    expect(plain.media_details).toMatchObject({ width: 1000, height: 700, filesize: 12_000_000 })
    const answer = await postForm(form(bytes))
    expect(answer.status).toBe(201)
    const medium = await answer.json<Medium & { alt_text: string; title: { raw: string } }>()
    expect(medium).toMatchObject({ alt_text: 'A wide view', title: { raw: 'Large' } })
    const stored = await bindings.MEDIA.get(`ca${fileOf(medium)}`)
    expect(await hashOf(await bytesOf(stored))).toBe(await hashOf(bytes))
  })

  test('beyond the limit is refused', async () => {
    const answer = await api('POST', 'media', new Uint8Array(41_000_000), {
      'Content-Disposition': 'attachment; filename="x.jpg"',
    })
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ code: 'rest_request_too_large' })
  })

  async function postForm(body: FormData): Promise<Response> {
    const sent = new Request(`${ORIGIN}/ca/wp-json/wp/v2/media`, { method: 'POST', body })
    sent.headers.set('Authorization', await signUp('poster', 'administrator'))
    return send(sent)
  }
})

test('a page without a picture of its own shows networks the region’s', async () => {
  const region = await meridian<{ social_image_id: number }>('PUT', 'regions/ca', {
    social_image_id: photo.id,
  })
  expect(region.social_image_id).toBe(photo.id)
  await apiJson('POST', 'posts', {
    title: 'Bare',
    slug: 'bare',
    status: 'publish',
    content: 'Text',
  })
  const social = `${ORIGIN}/ca/images/${folder}/social.jpg`
  for (const path of ['/ca/bare/', '/ca/']) {
    const html = await pageOf(path)
    expect(html, path).toContain(`<meta property="og:image" content="${social}"`)
    expect(html, path).toContain('<meta property="og:image:width" content="1200"')
    expect(html, path).toContain('<meta name="twitter:card" content="summary_large_image"')
  }
  // It stands for the article, and is none of it.
  expect(await pageOf('/ca/bare/')).not.toContain('#primaryimage')
  expect(await pageOf('/ca/of-boats/')).toContain(`content="${photo.source_url}"`)
  await apiJson('POST', `media/${photo.id}`, { alt_text: 'Boats at rest' })
  expect(await pageOf('/ca/bare/')).toContain('content="Boats at rest"')
  const other = await upload(await draw(900, 600, 'image/png'), 'other.png')
  await meridian('PUT', 'regions/ca', { social_image_id: other.id })
  expect(await pageOf('/ca/bare/')).toContain(`/ca/images/${other.id}-`)
  await api('DELETE', `media/${other.id}?force=true`)
  expect(await pageOf('/ca/bare/')).not.toContain('og:image"')
})
