import { beforeAll, describe, expect, test } from 'vitest'
import { meridian } from '../imports.ts'
import { apiJson, get, openPublication, ORIGIN, upload } from '../publication.ts'

// Icons and manifests, and what else a region says of its heads.

beforeAll(async () => {
  await openPublication()
  await apiJson('POST', 'posts', { title: 'Ebb', status: 'publish', content: 'x', excerpt: 'Low.' })
})

const settings = (body: object) => meridian('PUT', 'regions/ca', body)
const bytesOf = async (path: string) => new Uint8Array(await (await get(path)).arrayBuffer())
const headOf = async (path: string) => (await (await get(path)).text()).split('</head>')[0] ?? ''

/** Width, height and first pixel of a PNG, as Images reads it. */
function sizeOf(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset)
  expect([...png.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47])
  return [view.getUint32(16), view.getUint32(20)]
}

describe.each(['/ca/', '/us/', '/'])('at %s', (root) => {
  test.each([
    ['icon-180.png', 180],
    ['icon-512.png', 512],
  ])('%s has %i pixels', async (name, size) => {
    const response = await get(root + name)
    expect(response.headers.get('Content-Type')).toBe('image/png')
    const png = new Uint8Array(await response.arrayBuffer())
    expect(sizeOf(png)).toEqual([size, size])
    expect(png.length).toBeLessThan(20_000)
    const again = await get(root + name, { 'If-None-Match': response.headers.get('ETag') ?? '' })
    expect(again.status).toBe(304)
  })

  test('favicon.ico holds a picture of 32 pixels', async () => {
    const ico = await bytesOf(`${root}favicon.ico`)
    const view = new DataView(ico.buffer)
    expect([view.getUint16(2, true), view.getUint16(4, true)]).toEqual([1, 1])
    const [length, offset] = [view.getUint32(14, true), view.getUint32(18, true)]
    expect(ico.length).toBe(offset + length)
    expect(sizeOf(ico.subarray(offset))).toEqual([32, 32])
  })

  test('every icon of the page is there', async () => {
    const links = (await headOf(root)).matchAll(
      /<link rel="(?:icon|apple-touch-icon|manifest)"[^>]* href="([^"]+)"/g,
    )
    const hrefs = [...links].map(([, href]) => href ?? '')
    expect(hrefs).toContain(`${root}icon.svg`)
    for (const href of hrefs) expect((await get(href)).status, href).toBe(200)
  })
})

test('a manifest names its region and icons that are there', async () => {
  const response = await get('/ca/site.webmanifest')
  expect(response.headers.get('Content-Type')).toBe('application/manifest+json')
  const said = (await response.json()) as { icons: { src: string }[] }
  expect(said).toMatchObject({ lang: 'en-CA', dir: 'ltr', start_url: '/ca/', scope: '/ca/' })
  for (const { src } of said.icons) expect((await get(src)).status, src).toBe(200)
  expect((await get('/xx/site.webmanifest')).status).toBe(404)
})

test('spelled otherwise they are found, and nothing stands below them', async () => {
  const response = await get('/CA/Icon.SVG/')
  expect(response.status).toBe(301)
  expect(response.headers.get('Location')).toBe('/ca/icon.svg')
  expect((await get('/ca/icon-64.png')).status).toBe(404)
})

test('a new accent shows at once', async () => {
  const before = await bytesOf('/ca/icon-180.png')
  await settings({ accent: '#8a1c1c' })
  expect(await (await get('/ca/icon.svg')).text()).toContain('fill="#8a1c1c"')
  expect(await bytesOf('/ca/icon-180.png')).not.toEqual(before)
  expect(await (await get('/ca/site.webmanifest')).text()).toContain('"theme_color":"#8a1c1c"')
  expect(await headOf('/ca/')).toContain('<meta name="theme-color" content="#8a1c1c">')
})

test('icons are made of a region’s own picture', async () => {
  const drawn = await bytesOf('/ca/icon-180.png')
  const { source_url: url } = (await (await upload('sign.png')).json()) as { source_url: string }
  await settings({ head: { icon: url.replace(ORIGIN, '') } })
  const made = await bytesOf('/ca/icon-180.png')
  expect(sizeOf(made)).toEqual([180, 180])
  expect(made).not.toEqual(drawn)
  expect(await bytesOf('/ca/icon-180.png')).toEqual(made)
  expect((await get('/ca/icon.svg')).status).toBe(404)
  expect(await headOf('/ca/')).not.toContain('icon.svg')
  await settings({ head: { icon: '/ca/wp-content/uploads/gone.png' } })
  expect(await bytesOf('/ca/icon-180.png')).toEqual(drawn)
  await settings({ head: {} })
})

test('titles follow the region’s templates', async () => {
  const { name } = await meridian<{ name: string }>('GET', 'regions/ca')
  expect(await headOf('/ca/ebb/')).toContain(`<title>Ebb | ${name}</title>`)
  await settings({
    head: {
      titles: {
        article: '{site}: {title} – {section}',
        home: 'Front of {site}',
        author: '{title}',
      },
    },
  })
  expect(await headOf('/ca/ebb/')).toContain(`<title>${name}: Ebb – Uncategorized</title>`)
  expect(await headOf('/ca/')).toContain(`<title>Front of ${name}</title>`)
  expect(await headOf('/ca/author/admin/')).toContain('<title>admin</title>')
  expect(await headOf('/ca/category/uncategorized/')).toContain(
    `<title>Uncategorized | ${name}</title>`,
  )
  const post = await apiJson<{ yoast_head_json: { title: string } }[]>('GET', 'posts?slug=ebb')
  expect(JSON.stringify(post)).toContain(`${name}: Ebb – Uncategorized`)
  await settings({ head: {} })
})

test.each([
  [{ titles: { article: 'No name at all' } }],
  [{ titles: { article: '{title} {nonsense}' } }],
  [{ titles: { front: '{site}' } }],
  [{ icon: 'https://elsewhere.example/x.png' }],
  [{ icon: '/ca/about/' }],
])('%j is refused', async (head) => {
  await expect(settings({ head })).rejects.toThrow('rest_invalid_param')
})

test('pages lead to the feeds of what they list', async () => {
  const article = await headOf('/ca/ebb/')
  expect(article).toContain(`type="application/rss+xml" title="`)
  expect(article.match(/feed\//g)).toHaveLength(2)
  const category = await headOf('/ca/category/uncategorized/')
  for (const [, href = ''] of category.matchAll(
    /type="application\/(?:rss\+xml|feed\+json)"[^>]* href="([^"]+)"/g,
  )) {
    expect((await get(href.replace(ORIGIN, ''))).status, href).toBe(200)
  }
  expect(category).toContain(`href="${ORIGIN}/ca/category/uncategorized/feed/json/"`)
})

test('who has no logo is known by the icon', async () => {
  const html = await headOf('/ca/ebb/')
  expect(html).toContain(`"url":"${ORIGIN}/ca/icon-512.png"`)
})
