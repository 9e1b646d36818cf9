import { glob, mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { ROOT } from './bundle.ts'
import { putObjects, remoteDatabase, type StoredFile } from './remote-state.ts'
import { UsageError } from './settings.ts'

/** The bindings of a running Worker as Node reaches them. */
export interface Machine {
  d1: D1Database
  putObjects(files: readonly StoredFile[]): Promise<void>
  /** Runs the Worker's cron once. */
  tick(): Promise<void>
  stop(): Promise<void>
}

interface Cron {
  scheduled(options: { scheduledTime: Date; cron: string }): Promise<unknown>
}

interface MachineOptions {
  /** Path of the bundled main module; without it there is the state alone, and no cron. */
  module?: string
  stateDir: string
  /** Plain variables of the Worker. */
  variables?: Record<string, string>
  /** Where it listens, straight on workerd's own socket; nowhere without. */
  port?: number
}

/** D1, R2 and Images as in wrangler.toml; the folder is the one that `wrangler dev` keeps its state in. */
export async function startMachine(options: MachineOptions): Promise<Machine> {
  await mkdir(options.stateDir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `STATE_DIR: ${options.stateDir} cannot be made (${error.code}): name a folder that you may write to.`,
    )
  })
  const state = {
    compatibilityDate: '2026-11-17',
    d1Databases: { DB: '00000000-0000-0000-0000-000000000000' },
    r2Buckets: { MEDIA: 'meridian-media' },
    modules: true,
  }
  const beside = {
    ...state,
    name: 'state',
    scriptPath: join(import.meta.dirname, 'state-worker.js'),
  }
  const product = (scriptPath: string) => ({
    ...state,
    name: 'meridian',
    scriptPath,
    bindings: options.variables ?? {},
    images: { binding: 'IMAGES' },
    ratelimits: {
      SIGN_IN_LIMIT: { namespace_id: '1001', simple: { limit: 40, period: 60 } },
      KEY_LIMIT: { namespace_id: '1002', simple: { limit: 3000, period: 60 } },
    },
    versionMetadata: 'VERSION',
    ...(options.port !== undefined && {
      unsafeDirectSockets: [{ host: '127.0.0.1', port: options.port }],
    }),
  })
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      workers: options.module === undefined ? [beside] : [product(options.module), beside],
      resourcePersistencePath: join(options.stateDir, 'v3'),
      unsafeTriggerHandlers: true,
      // The visitor's country comes from the edge; nothing here may depend on it.
      cf: false,
      port: 0,
      telemetry: { enabled: false },
      log: new Log(LogLevel.ERROR),
    }),
  )
  await miniflare.ready
  // Miniflare's types are those of its own copy of the same declarations.
  const keeper = (await miniflare.getWorker('state')) as unknown as Fetcher
  const send = (request: Request) => keeper.fetch(request)
  return {
    d1: remoteDatabase(send),
    putObjects: (files) => putObjects(send, files),
    async tick() {
      const worker = (await miniflare.getWorker('meridian')) as unknown as Cron
      await worker.scheduled({ scheduledTime: new Date(), cron: '* * * * *' })
    },
    stop: () => miniflare.dispose(),
  }
}

/** Applies what is missing of migrations/, each in one batch with its entry in Wrangler's own table. */
export async function migrate(d1: D1Database): Promise<void> {
  await d1
    .prepare(
      'create table if not exists d1_migrations (id integer primary key autoincrement, name text unique, applied_at timestamp default current_timestamp not null)',
    )
    .run()
  const { results } = await d1.prepare('select name from d1_migrations').all<{ name: string }>()
  const applied = new Set(results.map((row) => row.name))
  const files: string[] = []
  for await (const file of glob('migrations/*.sql', { cwd: ROOT })) files.push(file)
  for (const file of files.toSorted()) {
    const name = basename(file)
    if (applied.has(name)) continue
    const sql = await readFile(join(ROOT, file), 'utf8')
    await d1.batch([
      ...splitStatements(sql).map((statement) => d1.prepare(statement)),
      d1.prepare('insert into d1_migrations (name) values (?1)').bind(name),
    ])
  }
}

/** The statements of a migration: each ends with a semicolon at a line's end, a trigger with `end;`. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = []
  let current: string[] = []
  for (const line of sql.split('\n')) {
    if (/^\s*(--.*)?$/.test(line)) continue
    current.push(line)
    const isTrigger = /^\s*create\s+trigger\b/i.test(current[0] ?? '')
    const isEnd = isTrigger ? /\bend;\s*$/i.test(line) : /;\s*(--.*)?$/.test(line)
    if (!isEnd) continue
    statements.push(current.join('\n'))
    current = []
  }
  if (current.length > 0) statements.push(current.join('\n'))
  return statements
}
