import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { KEY, ROOT, withProduct } from './product.ts'

const SEED = join(ROOT, '../shared/corpus/seed-post.json')
const SECOND_OPINION = '/ca/will-my-doctor-be-offended-if-i-get-a-second-opinion/'
const PAGES = [
  '/',
  '/ca/',
  '/us/',
  '/uk/',
  '/ca/page/2/',
  '/ca/the-last-light-on-the-point/',
  '/ca/how-long-is-the-shore/',
  '/us/learning-to-see-in-the-dark/',
  '/uk/the-tide-tables-of-a-grandmother/',
  '/ca/category/science/',
  '/ca/category/science/space/',
  '/ca/tag/water/',
  '/ca/author/amara-osei/',
  '/ca/2026/10/',
  '/ca/about/',
  '/ca/there-is-no-such-page/',
  '/zz/',
]

const here = withProduct()

async function open(
  path: string,
  width: number,
  colorScheme: 'light' | 'dark',
): Promise<{ page: Page; problems: string[]; close: () => Promise<void> }> {
  const context = await here.browser.newContext({ viewport: { width, height: 800 }, colorScheme })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => {
    if (/Security Policy|Permissions-Policy|preload/i.test(message.text())) {
      problems.push(message.text())
    }
  })
  page.on('response', (response) => {
    const isPage = response.url() === here.product.origin + path
    if (response.status() >= 400 && !isPage) problems.push(`${response.status()} ${response.url()}`)
  })
  await page.goto(here.product.origin + path)
  return { page, problems, close: () => context.close() }
}

/** How bright a colour is (WCAG relative luminance, 0 to 1). */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).map(Number)
  const linear = (value: number) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

describe.each(PAGES)('%s', (path) => {
  test.each([
    [320, 'light'],
    [1280, 'dark'],
  ] as const)('is whole at %i pixels, %s', async (width, scheme) => {
    const { page, problems, close } = await open(path, width, scheme)
    // Lazy pictures load as a reader comes to them.
    await page.evaluate(async () => {
      for (let y = 0; y < document.body.scrollHeight; y += 400) {
        window.scrollTo(0, y)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })
    await page.waitForLoadState('networkidle')
    const seen = await page.evaluate(() => ({
      overflow: document.documentElement.scrollWidth - window.innerWidth,
      headings: document.querySelectorAll('h1').length,
      landmarks: document.querySelectorAll('main').length,
      scripts: [...document.scripts].filter((script) => script.type !== 'application/ld+json')
        .length,
      unnamed: [...document.querySelectorAll('img:not([alt])')].length,
      broken: [...document.images]
        .filter((image) => image.complete && image.naturalWidth === 0)
        .map((image) => image.src),
      colors: [
        getComputedStyle(document.body).color,
        getComputedStyle(document.body).backgroundColor,
      ],
      language: document.documentElement.lang,
      graphs: [...document.querySelectorAll('script[type="application/ld+json"]')].map(
        (script) => JSON.parse(script.textContent ?? '')['@context'],
      ),
    }))
    expect(seen).toMatchObject({ headings: 1, landmarks: 1, scripts: 0, unnamed: 0, broken: [] })
    expect(seen.overflow).toBeLessThanOrEqual(0)
    expect(seen.language).toMatch(/^en-/)
    expect(new Set(seen.graphs)).toEqual(new Set(seen.graphs.map(() => 'https://schema.org')))
    const [text = 0, ground = 0] = seen.colors.map(luminance)
    expect(ground > text).toBe(scheme === 'light')
    const contrast = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05)
    expect(contrast).toBeGreaterThan(7)
    expect(problems).toEqual([])
    await close()
  })
})

test('the keyboard reaches the matter first', async () => {
  const { page, close } = await open('/ca/', 1280, 'light')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  await close()
})

test('the switcher leads to the same article in another country', async () => {
  const { page, close } = await open('/ca/what-slow-bread-knows/', 1280, 'light')
  await page.getByRole('banner').getByRole('link', { name: 'United Kingdom' }).click()
  expect(new URL(page.url()).pathname).toBe('/uk/what-slow-bread-knows/')
  await close()
})

function api(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = {
    Authorization: `Basic ${btoa(KEY)}`,
    'Content-Type': 'application/json',
  }
  return fetch(`${here.product.origin}/ca/wp-json/wp/v2/${path}`, { ...init, headers })
}

const ask = async (path: string) => {
  const response = await fetch(here.product.origin + path, { redirect: 'manual' })
  return {
    status: response.status,
    cache: response.headers.get('cf-cache-status'),
    location: response.headers.get('location'),
    html: await response.text(),
  }
}

test('an edit is seen on the next request of every page that shows it, and others stay cached', async () => {
  const [post] = (await (await api('posts?slug=soup-for-a-hundred')).json()) as { id: number }[]
  const shown = [
    '/ca/soup-for-a-hundred/',
    '/ca/category/food/',
    '/ca/author/priya-raman/',
    '/ca/page/2/',
  ]
  const other = '/ca/the-train-that-stops-if-you-wave/'
  for (const path of [...shown, other]) await ask(path)
  for (const path of [...shown, other]) expect((await ask(path)).cache, path).toBe('HIT')
  const put = await api(`posts/${post?.id}`, {
    method: 'PUT',
    body: JSON.stringify({ title: 'Soup for a hundred and one' }),
  })
  expect(put.status).toBe(200)
  for (const path of shown) {
    const page = await ask(path)
    expect(page.cache, path).toBe('MISS')
    expect(page.html).toContain('Soup for a hundred and one')
  }
  expect((await ask(other)).cache).toBe('HIT')
})

const importSeed = (source: string) =>
  promisify(execFile)(
    'npm',
    [
      'run',
      '--silent',
      'import',
      '--',
      source,
      '--region',
      'ca',
      '--to',
      here.product.origin,
      '--key',
      KEY,
    ],
    { cwd: ROOT },
  )

test.skipIf(!existsSync(SEED))(
  'a WordPress post is imported and read at its old address',
  async () => {
    const { stdout } = await importSeed(SEED)
    expect(stdout).toContain('11533')
    expect(await ask('/ca/?p=11533')).toMatchObject({ status: 301, location: SECOND_OPINION })
    const { page, close } = await open(SECOND_OPINION, 320, 'light')
    expect(await page.locator('.story').locator('h1, h2, h3').count()).toBe(8)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await close()
  },
)

test('nothing that an article holds makes a page wider than a telephone', async () => {
  const word = 'wide'.repeat(23)
  const cells = `<td>${word}</td>`.repeat(9)
  const content = `<p>${word}</p><h2>${word}</h2><p><a class="button" href="https://x.example/">${word}</a></p><ul><li>${word}</li></ul><pre><code>${word}</code></pre><blockquote><table><tr>${cells}</tr><tr>${cells}</tr></table></blockquote><details open><summary>${word}</summary><p>${word}</p></details>`
  const created = await fetch(`${here.product.origin}/ca/wp-json/wp/v2/posts`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(KEY)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: word, excerpt: word, content, slug: 'wide', status: 'publish' }),
  })
  expect(created.status).toBe(201)
  for (const path of ['/ca/wide/', '/ca/']) {
    const { page, close } = await open(path, 320, 'light')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await close()
  }
})

test('a paragraph of another direction is set in its own', async () => {
  const content = '<p>שלום עולם.</p><p>Hello world.</p>'
  const created = await fetch(`${here.product.origin}/ca/wp-json/wp/v2/posts`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(KEY)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Two ways', content, slug: 'two-ways', status: 'publish' }),
  })
  expect(created.status).toBe(201)
  const { page, close } = await open('/ca/two-ways/', 700, 'light')
  const isAtStart = await page.locator('.prose > p').evaluateAll((paragraphs) =>
    paragraphs.map((paragraph) => {
      const range = document.createRange()
      range.selectNodeContents(paragraph)
      return range.getBoundingClientRect().left - paragraph.getBoundingClientRect().left < 1
    }),
  )
  expect(isAtStart).toEqual([false, true])
  await close()
})

test('a file that is no post is refused in one line', async () => {
  const refused = importSeed('package.json')
  await expect(refused).rejects.toMatchObject({ code: 1 })
  const { stderr } = (await refused.catch((error: unknown) => error)) as { stderr: string }
  expect(stderr.trim().split('\n')).toHaveLength(1)
})
