import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { openDatabase, type Database } from '#content/database.ts'
import { createKey, createUser, hasUsers, setPassword } from '#api/keys.ts'
import { buildWorker } from './bundle.ts'
import { seedDemo } from './seed.ts'
import { UsageError, type Settings } from './settings.ts'
import { migrate, startMachine, type Machine } from './state.ts'

const CRON_SECONDS = 60

/**
 * Serves the bundled Worker until SIGTERM or SIGINT: migrates, fills an empty state, prints where things are, and
 * `ready URL` as the last line. Its cron runs each minute, as on the platform.
 */
export async function serve(settings: Settings): Promise<void> {
  await checkPort(settings.port)
  const bundling = buildWorker('src/dev.ts')
  // Its failure is told where it is awaited, also when that is after the filling.
  bundling.catch(() => {})
  // A first start fills its state while Wrangler bundles: each keeps one core busy.
  const isFirst = !existsSync(settings.stateDir)
  if (isFirst) {
    const state = await startMachine({ stateDir: settings.stateDir })
    const stopEnding = endWith(state)
    await fill(state, settings)
    await state.stop()
    stopEnding()
  }
  const machine = await startMachine({
    module: await bundling,
    stateDir: settings.stateDir,
    port: settings.port,
    variables: {
      SITE_URL: settings.siteUrl,
      ...settings.pings,
      EDGE_CACHE: settings.edgeCache,
      PURGE_RATE: settings.purgeRate,
    },
  })
  endWith(machine)
  if (!isFirst) await fill(machine, settings)
  const origin = `http://127.0.0.1:${settings.port}`
  console.log(`Readers' pages  ${origin}/`)
  console.log(`The API         ${origin}/ca/wp-json/`)
  startCron(machine)
  console.log(`ready ${origin}`)
}

/** Migrates, and gives a state without accounts its content and its administrator. */
export async function fill(machine: Machine, settings: Settings): Promise<void> {
  await migrate(machine.d1)
  const db = openDatabase(machine.d1)
  if (await hasUsers(db)) {
    console.log('Sign in         with the application password printed at the first start')
    return
  }
  if (settings.seed === 'demo') await seedDemo(machine, settings.siteUrl)
  const now = Math.floor(Date.now() / 1000)
  const login = settings.adminKey?.login ?? 'admin'
  // The account comes last: a start that was interrupted is a first start still.
  const userId = await createUser(db, { login, name: 'Administrator', role: 'administrator' }, now)
  const shown = await firstKey(db, userId, settings, now)
  console.log(`Sign in         user ${login}, application password ${shown}`)
}

async function firstKey(db: Database, userId: number, { adminKey }: Settings, now: number) {
  const name = 'First start'
  if (adminKey === null) return (await createKey(db, userId, { name }, now)).password
  await setPassword(db, userId, name, adminKey.password, now)
  // One of one's own choosing is known already.
  return 'the password of ADMIN_KEY'
}

/** Miniflare would listen elsewhere or crash late: the port's owner is told at once. */
async function checkPort(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', () =>
      reject(new UsageError(`port ${port} is in use: stop what listens there, or set PORT.`)),
    )
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()))
  })
}

function startCron(machine: Machine): void {
  const tick = () =>
    machine.tick().catch((error: unknown) => {
      console.error(JSON.stringify({ event: 'cron_failed', error: String(error) }))
    })
  setInterval(tick, CRON_SECONDS * 1000)
}

/** Ends the machine with this process; what it gives back takes that back. */
function endWith(machine: Machine): () => void {
  let isEnding = false
  const end = () => {
    if (isEnding) return
    isEnding = true
    void machine.stop().finally(() => process.exit(0))
  }
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, end)
  return () => {
    for (const signal of signals) process.off(signal, end)
  }
}
