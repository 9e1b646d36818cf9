import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { openBrowser } from './browser.ts'
import { buildWorker, ROOT } from './bundle.ts'
import { fill } from './serve.ts'
import { readSettings, UsageError } from './settings.ts'
import { startMachine } from './state.ts'

/** The picture that the README opens with, a path below the root. */
export const README_PICTURE = 'src/cli/demo/article.webp'
/** What it may weigh: it is the first thing that a visitor of the repository loads. */
export const PICTURE_MAX_BYTES = 200_000

const PORT = 18_805
const ARTICLE = '/ca/the-last-light-on-the-point/'
const DESK = { width: 1280, height: 1120 }
const PHONE = { width: 390, height: 780 }
/** Where the phone lies on the picture, in CSS pixels, and how much of its size is left. */
const SCENE = { width: 1440, height: 1190, phoneScale: 0.92 }
const OUTPUT_WIDTH_PX = 1600

/**
 * Draws the README's picture anew: an article of the demonstration as a desk and a phone show it, by the production
 * bundle and a real browser. Run it after a change of the design. @throws UsageError when it comes out too large
 */
export async function picture(): Promise<void> {
  const stateDir = await mkdtemp(join(tmpdir(), 'meridian-picture-'))
  const settings = readSettings({ PORT: String(PORT), STATE_DIR: stateDir, EDGE_CACHE: 'off' })
  const module = await buildWorker('src/dev.ts')
  const variables = { SITE_URL: settings.siteUrl, EDGE_CACHE: settings.edgeCache }
  const machine = await startMachine({ module, stateDir, port: PORT, variables })
  const browser = await openBrowser()
  try {
    await fill(machine, settings)
    const desk = await photograph(browser, settings.siteUrl + ARTICLE, DESK)
    const phone = await photograph(browser, settings.siteUrl + ARTICLE, PHONE)
    const webp = await sharp(await arrange(browser, desk, phone))
      .resize({ width: OUTPUT_WIDTH_PX })
      .webp({ quality: 86, effort: 6 })
      .toBuffer()
    if (webp.byteLength > PICTURE_MAX_BYTES) {
      throw new UsageError(`the picture has ${webp.byteLength} bytes: lower its quality or width.`)
    }
    await writeFile(join(ROOT, README_PICTURE), webp)
    console.log(`${README_PICTURE}: ${webp.byteLength} bytes`)
  } finally {
    await browser.close()
    await machine.stop()
    await rm(stateDir, { recursive: true, force: true })
  }
}

interface Size {
  width: number
  height: number
}

/** The first screen of a page, as PNG of twice its size. */
async function photograph(browser: Browser, url: string, viewport: Size): Promise<Buffer> {
  const page = await browser.newPage({ viewport, deviceScaleFactor: 2 })
  await page.goto(url, { waitUntil: 'networkidle' })
  const png = await page.screenshot()
  await page.close()
  return png
}

/** Both on nothing, framed: the README has a light and a dark ground. */
async function arrange(browser: Browser, desk: Buffer, phone: Buffer): Promise<Buffer> {
  const page = await browser.newPage({ viewport: SCENE, deviceScaleFactor: 2 })
  const source = (png: Buffer) => `data:image/png;base64,${png.toString('base64')}`
  await page.setContent(`<style>
    body { margin: 0; position: relative; height: ${SCENE.height}px }
    img { position: absolute; display: block; box-sizing: border-box; border: solid #2b2b2b }
    .desk { top: 12px; left: 12px; width: ${DESK.width}px; border-width: 10px; border-radius: 18px }
    .phone { bottom: 12px; right: 12px; width: ${PHONE.width * SCENE.phoneScale}px; border-width: 9px; border-radius: 36px;
      box-shadow: 0 18px 50px rgb(0 0 0 / 45%) }
    </style><img class="desk" src="${source(desk)}"><img class="phone" src="${source(phone)}">`)
  await page.waitForLoadState('networkidle')
  const png = await page.screenshot({ omitBackground: true })
  await page.close()
  return png
}
