import { expect, test } from 'vitest'
import { KEY, withProduct } from './product.ts'

// What a browser makes of a password's form and of a preview, with scripts switched off.

const here = withProduct()

async function publish(body: object): Promise<{ link: string; preview_link: string }> {
  const response = await fetch(`${here.product.origin}/ca/wp-json/wp/v2/posts`, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(KEY)}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await response.json()) as { link: string; preview_link: string }
}

async function openPage() {
  const viewport = { width: 320, height: 800 }
  const context = await here.browser.newContext({ javaScriptEnabled: false, viewport })
  return { page: await context.newPage(), close: () => context.close() }
}

test('a reader types the password, wrong and right, and reads on after a reload', async () => {
  const { link } = await publish({
    title: 'Under lock',
    content: '<p>Nobody else reads this.</p>',
    status: 'publish',
    password: 'ключ & key',
  })
  const { page, close } = await openPage()
  await page.goto(link)
  await page.getByLabel('Password').fill('lock')
  await page.getByRole('button', { name: 'Open the article' }).click()
  expect(await page.getByRole('alert').innerText()).toMatch(/not the password/)
  expect(page.url()).toBe(link)
  await page.getByLabel('Password').fill('ключ & key')
  await page.keyboard.press('Enter')
  await page.getByText('Nobody else reads this.').waitFor()
  await page.reload()
  await page.getByText('Nobody else reads this.').waitFor()
  expect(await page.getByLabel('Password').count()).toBe(0)
  const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(scrolls).toBe(false)
  await close()
  const other = await openPage()
  await other.page.goto(link)
  expect(await other.page.getByText('Nobody else reads this.').count()).toBe(0)
  await other.close()
}, 30_000)

test('a preview says what it is', async () => {
  const { preview_link: link } = await publish({ title: 'Not yet', content: '<p>Soon.</p>' })
  const { page, close } = await openPage()
  await page.goto(link)
  expect(await page.getByRole('status').innerText()).toMatch(/preview/)
  await page.getByText('Soon.').waitFor()
  await close()
}, 30_000)
