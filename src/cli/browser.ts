import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type Browser } from 'playwright-core'
import { ROOT } from './bundle.ts'

const BROWSERS = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  chromium.executablePath(),
]

/** Chromium, wherever this machine has it, else Playwright's own, fetched. @throws when there is none to be had */
export async function openBrowser(): Promise<Browser> {
  const find = () => BROWSERS.find((path) => path !== '' && existsSync(path))
  if (find() === undefined) await fetchBrowser()
  const executablePath = find()
  if (executablePath === undefined) {
    throw new Error(
      'Chromium is missing: install it (apt-get install chromium), or say where it is by CHROMIUM_PATH.',
    )
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}

async function fetchBrowser(): Promise<void> {
  const cli = join(ROOT, 'node_modules/playwright-core/cli.js')
  // Its own message says why; the caller's says what else to do.
  await promisify(execFile)(process.execPath, [cli, 'install', '--no-shell', 'chromium']).catch(
    (error: unknown) => console.error(String(error)),
  )
}
