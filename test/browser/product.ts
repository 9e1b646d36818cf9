import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { openBrowser } from '../../src/cli/browser.ts'
import { freePort } from '../free-port.ts'

// The product as `npm run serve` starts it, and a browser to look at it with.

export const ROOT = join(import.meta.dirname, '../..')
export const KEY = 'admin:a long enough password'

export interface Product {
  origin: string
  stop(): Promise<void>
}

/** Serves the demonstration from an empty state on a free port. */
async function serveProduct(): Promise<Product> {
  const stateDir = await mkdtemp(join(tmpdir(), 'meridian-browser-'))
  const port = await freePort()
  const server = spawn('npm', ['run', '--silent', 'serve'], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      STATE_DIR: join(stateDir, 'state'),
      ADMIN_KEY: KEY,
      PURGE_RATE: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await readyLine(server, `ready http://127.0.0.1:${port}`)
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
      await rm(stateDir, { recursive: true, force: true })
    },
  }
}

function readyLine(server: ChildProcess, line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    server.stdout?.on('data', (data: Buffer) => {
      output += data.toString()
      if (output.trimEnd().endsWith(line)) resolve()
    })
    server.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${output}`)))
  })
}

/** The product and a browser for all tests of a file: there from its first test to its last. */
export function withProduct(): { product: Product; browser: Browser } {
  const here = {} as { product: Product; browser: Browser } // filled before any test runs
  beforeAll(async () => {
    ;[here.product, here.browser] = await Promise.all([serveProduct(), openBrowser()])
  }, 180_000)
  afterAll(async () => {
    await here.browser?.close()
    await here.product?.stop()
  })
  return here
}
