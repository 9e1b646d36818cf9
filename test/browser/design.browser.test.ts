import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { KEY, withProduct } from './product.ts'

const LONG_READ = '/ca/how-long-is-the-shore/'

const here = withProduct()

async function open(path: string, options: BrowserContextOptions): Promise<Page> {
  const context = await here.browser.newContext({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  await page.goto(here.product.origin + path)
  return page
}

const phone = { viewport: { width: 320, height: 700 } }
const desk = { viewport: { width: 1440, height: 900 } }

async function call(method: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(here.product.origin + path, {
    method,
    headers: { Authorization: `Basic ${btoa(KEY)}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
}

test('the menu opens and closes without a script, by keyboard too', async () => {
  const page = await open('/ca/', { ...phone, javaScriptEnabled: false })
  const isShown = () => page.locator('.menu').getByRole('link', { name: 'Cities' }).isVisible()
  expect(await isShown()).toBe(false)
  await page.getByRole('button', { name: 'Menu' }).press('Enter')
  expect(await isShown()).toBe(true)
  await page.keyboard.press('Escape')
  expect(await isShown()).toBe(false)
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('button', { name: 'Close' }).click()
  expect(await isShown()).toBe(false)
  await page.context().close()
})

test('a page asks nobody else for anything', async () => {
  const page = await open(LONG_READ, desk)
  const asked = new Set<string>()
  page.on('request', (request) => asked.add(new URL(request.url()).origin))
  await page.reload()
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 500) {
      window.scrollTo(0, y)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })
  await page.waitForLoadState('networkidle')
  expect([...asked]).toEqual([here.product.origin])
  expect(await page.locator('iframe').count()).toBe(0)
  expect(await page.locator('a.embed').getAttribute('href')).toContain('openstreetmap.org')
  await page.context().close()
})

test('contents stand beside a long piece, and each of them leads somewhere', async () => {
  const page = await open(LONG_READ, desk)
  const contents = page.getByRole('navigation', { name: 'In this article' })
  const targets = await contents
    .getByRole('link')
    .evaluateAll((links) =>
      links.map((link) => document.querySelector((link as HTMLAnchorElement).hash)?.tagName),
    )
  expect(targets).toEqual(['H2', 'H3', 'H3', 'H3', 'H2', 'H2', 'H2'])
  const [list, text] = await Promise.all([
    contents.boundingBox(),
    page.locator('.prose').boundingBox(),
  ])
  expect((list?.x ?? 0) + (list?.width ?? 0)).toBeLessThanOrEqual(text?.x ?? 0)
  await page.context().close()
})

test('a table and a program scroll in themselves on a telephone', async () => {
  const page = await open(LONG_READ, phone)
  const widths = await page
    .locator('.scroll, .prose pre')
    .evaluateAll((boxes) =>
      boxes.map((box) => [box.clientWidth <= 288, box.scrollWidth > box.clientWidth]),
    )
  expect(widths).toEqual([
    [true, true],
    [true, true],
  ])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await page.context().close()
})

test('paper gets the article, its details and its address, and nothing to press', async () => {
  const page = await open(LONG_READ, desk)
  await page.emulateMedia({ media: 'print' })
  const isVisible = (selector: string) => page.locator(selector).first().isVisible()
  for (const gone of ['.bar', '.menu-button', '.contents', '.share', '.tags', '.more', '.call']) {
    expect(await isVisible(gone), gone).toBe(false)
  }
  expect(await page.locator('.source').innerText()).toBe(here.product.origin + LONG_READ)
  expect(await page.locator('.prose details p').first().isVisible()).toBe(true)
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  expect(background).toBe('rgb(255, 255, 255)')
  await page.context().close()
})

test('forty sections, deep ones, stay within the page', async () => {
  const below = [{ label: 'Below', url: 'https://x.example/b/' }]
  const items = Array.from({ length: 40 }, (_, index) => ({
    label: `A section with number ${index}`,
    url: `https://x.example/${index}/`,
    items: [{ label: 'Further down', url: 'https://x.example/a/', items: below }],
  }))
  await call('PUT', '/us/wp-json/meridian/v1/navigation/primary', { items })
  for (const options of [phone, desk]) {
    const page = await open('/us/', options)
    expect(await page.locator('.bar a:visible').count()).toBe(options === phone ? 0 : 9)
    await page.getByRole('button', { name: 'Menu' }).click()
    const last = page.locator('.menu').getByRole('link', { name: 'Below' }).last()
    await last.scrollIntoViewIfNeeded()
    expect(await last.isVisible()).toBe(true)
    const { width } = options.viewport
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    await page.context().close()
  }
})

test('right to left, everything stands on the other side', async () => {
  await call('PUT', '/uk/wp-json/meridian/v1/regions/uk', { direction: 'rtl', accent: '#ffee00' })
  const page = await open('/uk/the-tide-tables-of-a-grandmother/', desk)
  const box = async (selector: string) => (await page.locator(selector).first().boundingBox())?.x
  const [button = 0, name = 0] = [await box('.menu-button'), await box('.nameplate a')]
  expect(button).toBeGreaterThan(name)
  const [portrait = 0, words = 0] = [await box('.byline .portrait'), await box('.byline p')]
  expect(portrait).toBeGreaterThan(words)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1440)
  await page.context().close()
})
