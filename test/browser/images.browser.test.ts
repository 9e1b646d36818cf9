import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { withProduct } from './product.ts'

// Pictures as a browser chooses, loads and lays them out.

const here = withProduct()
const ARTICLE = '/ca/the-last-light-on-the-point/'

/** How far what `sizes` says may be from the layout: a twentieth too little, an eighth too much. */
const MIN_RATIO = 0.95
const MAX_RATIO = 1.125

interface View {
  width: number
  height?: number
  scale?: number
}

async function open(
  path: string,
  { width, height = 800, scale = 1 }: View,
): Promise<{ page: Page; loaded: { url: string; bytes: number; type: string }[] }> {
  const context = await here.browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const loaded: { url: string; bytes: number; type: string }[] = []
  page.on('requestfinished', async (request) => {
    const { responseBodySize: bytes } = await request.sizes()
    loaded.push({ url: request.url(), bytes, type: request.resourceType() })
  })
  await page.goto(here.product.origin + path)
  return { page, loaded }
}

/** Comes to every picture, as a reader does. */
async function readToEnd(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 300) {
      window.scrollTo(0, y)
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    // Late ones are waited for.
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})))
  })
  await page.waitForLoadState('networkidle')
}

describe.each(['/ca/', '/ca/page/2/', ARTICLE, '/ca/category/science/', '/ca/none/'])(
  '%s',
  (path) => {
    test.each([320, 768, 1280])(
      'asks for pictures as wide as they are at %i pixels',
      async (width) => {
        const { page } = await open(path, { width })
        await readToEnd(page)
        const seen = await page.evaluate(() =>
          [...document.querySelectorAll<HTMLImageElement>('picture img')].map((image) => ({
            source: new URL(image.currentSrc).pathname,
            isSized: image.getAttribute('width') !== null && image.getAttribute('height') !== null,
            // In a browser's eyes a picture is as wide as `sizes` says.
            ratio: image.naturalWidth / image.getBoundingClientRect().width,
          })),
        )
        expect(seen.length).toBeGreaterThan(0)
        for (const { source, isSized, ratio } of seen) {
          expect(source).toMatch(/^\/ca\/images\/\d+-[0-9a-f]{8}\/\d+\.avif$/)
          expect(isSized, source).toBe(true)
          expect(ratio, source).toBeGreaterThan(MIN_RATIO)
          expect(ratio, source).toBeLessThan(MAX_RATIO)
        }
        await page.context().close()
      },
    )
  },
)

test('the first picture is asked for at once, the others when a reader comes near', async () => {
  for (const path of ['/ca/', ARTICLE, '/ca/category/science/']) {
    const { page } = await open(path, { width: 412 })
    const told = await page.evaluate(() =>
      [...document.querySelectorAll('picture img')].map((image) =>
        ['fetchpriority', 'loading', 'decoding'].map((name) => image.getAttribute(name)).join(),
      ),
    )
    const [first, ...others] = told
    expect(first).toBe('high,,')
    expect(new Set(others), path).toEqual(new Set([',lazy,async']))
    await page.context().close()
  }
})

test('until it comes, a picture’s place has its size and its colour, and nothing moves', async () => {
  const { page } = await open('/', { width: 412 })
  await page.route('**/images/**', () => {})
  await page.goto(here.product.origin + ARTICLE, { waitUntil: 'domcontentloaded' })
  await page.waitForFunction(() => getComputedStyle(document.body).margin === '0px')
  const places = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLImageElement>('picture img')].map((image) => {
      const { width, height } = image.getBoundingClientRect()
      return { ratio: width / height, color: getComputedStyle(image).backgroundColor }
    }),
  )
  for (const { ratio, color } of places) {
    expect(ratio).toBeCloseTo(16 / 9, 1)
    expect(color).toMatch(/^rgb\(\d+, \d+, \d+\)$/)
  }
  expect(new Set(places.map(({ color }) => color)).size).toBeGreaterThan(1)
  await page.context().close()
})

test('a whole article on a telephone loads little', async () => {
  // Lighthouse's telephone.
  const { page, loaded } = await open(ARTICLE, { width: 412, height: 823, scale: 1.75 })
  await readToEnd(page)
  const images = loaded.filter(({ type }) => type === 'image')
  const sum = (of: readonly { bytes: number }[]) =>
    of.reduce((total, { bytes }) => total + bytes, 0)
  const lead = await page.evaluate(
    () => document.querySelector<HTMLImageElement>('.lead-image img')?.currentSrc,
  )
  expect(lead).toMatch(/\.avif$/)
  expect(images.find(({ url }) => url === lead)?.bytes).toBeLessThanOrEqual(60_000)
  expect(sum(images)).toBeLessThanOrEqual(200_000)
  expect(sum(loaded)).toBeLessThanOrEqual(300_000)
  expect(loaded.length).toBeLessThanOrEqual(15)
  await page.context().close()
})
