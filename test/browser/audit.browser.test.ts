import axe from 'axe-core'
import { HtmlValidate } from 'html-validate'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { brokenLinks } from './crawl.ts'
import { KEY, withProduct } from './product.ts'

// Every kind of page against what machines can tell: accessibility, HTML, links, the keyboard.

const PAGES = {
  chooser: '/',
  'front page': '/ca/',
  'later front page': '/ca/page/2/',
  article: '/ca/the-last-light-on-the-point/',
  'long article': '/ca/how-long-is-the-shore/',
  category: '/ca/category/science/',
  tag: '/ca/tag/water/',
  author: '/ca/author/amara-osei/',
  date: '/ca/2026/10/',
  'search that finds': '/ca/?s=water',
  'search that finds nothing': '/ca/?s=zzqqxx',
  'search to begin': '/ca/?s=',
  page: '/ca/about/',
  'missing page': '/ca/there-is-no-such-page/',
  'missing region': '/zz/',
  'password form': '/ca/under-lock/',
  'Arabic front page': '/ae/',
  'later Arabic front page': '/ae/page/2/',
  'Arabic article': '/ae/tide/',
  'Arabic category': '/ae/category/news/',
  'Arabic search': `/ae/?s=${encodeURIComponent('البحر')}`,
}

const here = withProduct()

async function call(route: string, body: object, method = 'POST'): Promise<{ id: number }> {
  const response = await fetch(here.product.origin + route, {
    method,
    headers: { Authorization: `Basic ${btoa(KEY)}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${route}: ${await response.text()}`)
  return (await response.json()) as { id: number }
}

const GULF = {
  code: 'ae',
  path: 'ae',
  locale: 'ar-AE',
  direction: 'rtl',
  timezone: 'Asia/Dubai',
  name: 'ميريديان الخليج',
  label: 'الخليج',
  tagline: 'أخبار البحر',
  posts_per_page: 2,
}
const TIDE = {
  title: 'كيف يتنفس البحر',
  excerpt: 'المد والجزر كما يراهما صياد.',
  content:
    '<p>يرتفع البحر مرتين كل يوم.</p><h2>القمر</h2><p>القمر يجذب الماء.</p><blockquote><p>البحر لا ينام.</p></blockquote><table><tr><th>الساعة</th><td>12</td></tr></table>',
  status: 'publish',
}

beforeAll(async () => {
  const lock = { slug: 'under-lock', content: '<p>Nobody reads this.</p>', password: 'key' }
  await call('/ca/wp-json/wp/v2/posts', { title: 'Under lock', status: 'publish', ...lock })
  await call('/ca/wp-json/meridian/v1/regions', GULF)
  const { id } = await call('/ae/wp-json/wp/v2/categories', { name: 'أخبار', slug: 'news' })
  const items = [{ label: 'أخبار', url: '/ae/category/news/' }]
  await call('/ae/wp-json/meridian/v1/navigation/primary', { items }, 'PUT')
  for (const slug of ['first', 'second', 'third', 'tide']) {
    await call('/ae/wp-json/wp/v2/posts', { ...TIDE, slug, categories: [id] })
  }
}, 60_000)

const OPTIONS: axe.RunOptions = {
  resultTypes: ['violations'],
  // The only criterion new in WCAG 2.2 that axe knows; it does not run by itself.
  rules: { 'target-size': { enabled: true } },
}

/** What axe finds wrong: each rule with the elements that break it. */
async function violations(page: Page): Promise<string[]> {
  const found = await page.evaluate(async (options) => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(options)
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  }, OPTIONS)
  return found
}

/** A page with axe in it, and what its console says. */
async function open(path: string): Promise<{ page: Page; said: string[] }> {
  const context = await here.browser.newContext({ reducedMotion: 'reduce' })
  const page = await context.newPage()
  const said: string[] = []
  page.on('pageerror', (error) => said.push(String(error)))
  page.on('console', (message) => {
    const isError = ['error', 'warning'].includes(message.type())
    // A browser notes a missing page's own status.
    if (isError && message.location().url !== page.url()) said.push(message.text())
  })
  await page.goto(here.product.origin + path, { waitUntil: 'load' })
  await page.evaluate(axe.source)
  return { page, said }
}

const sizes = { telephone: { width: 320, height: 700 }, desk: { width: 1280, height: 900 } }

describe('axe finds nothing', () => {
  test.each(Object.entries(PAGES))('on a %s, light and dark, at 320 and 1280', async (_, path) => {
    const { page, said } = await open(path)
    for (const size of Object.values(sizes)) {
      await page.setViewportSize(size)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await violations(page), `${size.width}, ${colorScheme}`).toEqual([])
      }
      const { scrollWidth } = await page.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
      }))
      expect(scrollWidth).toBe(size.width)
    }
    expect(said).toEqual([])
    await page.context().close()
  })

  test('in an open menu and in a broken page, where it does', async () => {
    const { page } = await open(PAGES['long article'])
    await page.setViewportSize(sizes.telephone)
    await page.getByRole('button', { name: 'Menu' }).click()
    expect(await violations(page)).toEqual([])
    await page.evaluate(() => {
      document.querySelector('h1')?.insertAdjacentHTML('beforebegin', '<img src="/x">')
    })
    expect(await violations(page)).toEqual([expect.stringMatching(/^image-alt: /)])
    await page.context().close()
  })
})

const checker = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
})

async function mistakes(html: string): Promise<string[]> {
  const { results } = await checker.validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `${line} ${ruleId}: ${message}`),
  )
}

describe('the HTML has no mistake', () => {
  test.each(Object.entries(PAGES))('of a %s', async (_, path) => {
    expect(await mistakes(await (await fetch(here.product.origin + path)).text())).toEqual([])
  })

  test('where there is one, it is found', async () => {
    const html = await (await fetch(here.product.origin + PAGES.article)).text()
    const broken = html.replace('</h1>', '</h1><p><div></p>').replace('<main', '<main id="main"')
    expect((await mistakes(broken)).map((mistake) => mistake.split(/[ :]/)[1])).toEqual(
      expect.arrayContaining(['no-dup-attr', 'close-order']),
    )
  })
})

test('a reader gets everywhere by keyboard, without scripts, and sees where', async () => {
  const context = await here.browser.newContext({
    javaScriptEnabled: false,
    reducedMotion: 'reduce',
    viewport: sizes.desk,
  })
  const page = await context.newPage()
  await page.goto(here.product.origin + PAGES['front page'])
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement as HTMLElement
      const { outlineStyle, outlineWidth } = getComputedStyle(at)
      const box = at.getBoundingClientRect()
      const isSeen = box.bottom > 0 && box.top < innerHeight && box.width > 0
      const isMarked = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
      const name = at.getAttribute('aria-label') ?? at.textContent?.trim()
      return { tag: at.tagName, name, isSeen, isMarked }
    })
  const walked: string[] = []
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab')
    const { tag, name, isSeen, isMarked } = await focused()
    expect([name, isSeen, isMarked]).toEqual([name, true, true])
    walked.push(`${tag} ${name}`)
  }
  expect(walked[0]).toBe('A Skip to the article')
  console.log(walked.join('\n'))
  await context.close()
})

test('right to left, a page starts at the right and its numbers are its own', async () => {
  const { page } = await open(PAGES['later Arabic front page'])
  await page.setViewportSize(sizes.desk)
  const { lang, dir } = await page.evaluate(() => {
    const { lang, dir } = document.documentElement
    return { lang, dir }
  })
  expect([lang, dir]).toEqual(['ar-AE', 'rtl'])
  await page.context().close()
})

test('every link, picture and fragment of the demonstration leads somewhere', async () => {
  const start = ['/', '/ca/', '/us/', '/uk/', '/robots.txt', '/llms.txt', '/sitemap_index.xml']
  const { broken, asked } = await brokenLinks(here.product.origin, start)
  expect(broken).toEqual([])
  expect(asked).toBeGreaterThan(200)
}, 60_000)
