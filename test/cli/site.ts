import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWorker, ROOT } from '../../src/cli/bundle.ts'
import { fill } from '../../src/cli/serve.ts'
import { readSettings } from '../../src/cli/settings.ts'
import { startMachine } from '../../src/cli/state.ts'
import { freePort } from '../free-port.ts'

// The product as it is served, and its command line as a process that can be killed.

const KEY = 'admin:a long enough password'
const PACKAGED = join(ROOT, 'node_modules/.bin/node')
const NODE = existsSync(PACKAGED) ? PACKAGED : process.execPath

export interface RunningSite {
  origin: string
  /** What the command line is told of the site. */
  target: string[]
  /** What an API route below `/{region}/wp-json/` answers. */
  api<T>(region: string, route: string): Promise<T>
  /** The Authorization header of the administrator. */
  authorization: string
  /** Runs the cron once. */
  tick(): Promise<void>
  stop(): Promise<void>
}

/** Serves an empty state with its three regions on a free port, with or without the edge cache in front. */
export async function startSite(
  edgeCache: 'on' | 'off' = 'off',
  more: Record<string, string> = {},
): Promise<RunningSite> {
  const module = await buildWorker('src/dev.ts')
  const stateDir = await mkdtemp(join(tmpdir(), 'meridian-site-'))
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const variables = { SITE_URL: origin, EDGE_CACHE: edgeCache, PURGE_RATE: 'off', ...more }
  const machine = await startMachine({ module, stateDir, port, variables })
  const settings = { PORT: String(port), STATE_DIR: stateDir, SEED: 'none', ADMIN_KEY: KEY }
  await fill(machine, readSettings(settings))
  const authorization = `Basic ${Buffer.from(KEY).toString('base64')}`
  return {
    origin,
    target: ['--to', origin, '--key', KEY],
    async api<T>(region: string, route: string) {
      const response = await fetch(`${origin}/${region}/wp-json/${route}`, {
        headers: { Authorization: authorization },
      })
      if (!response.ok) throw new Error(`${route}: ${await response.text()}`)
      return (await response.json()) as T
    },
    authorization,
    tick: () => machine.tick(),
    async stop() {
      await machine.stop()
      await rm(stateDir, { recursive: true, force: true })
    },
  }
}

/** What a command printed, and its exit code. */
export interface Ended {
  code: number
  output: string
}

/** Runs a command of the command line to its end. */
export function command(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(NODE, ['src/cli/main.ts', ...args], { cwd: ROOT }, (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr })
    })
  })
}

/** Starts a command as a process of its own. */
export function startCommand(args: readonly string[]): ChildProcess {
  return spawn(NODE, ['src/cli/main.ts', ...args], { cwd: ROOT, stdio: 'ignore' })
}
