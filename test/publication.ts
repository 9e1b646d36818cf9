import { applyD1Migrations, reset } from 'cloudflare:test'
import { env, exports } from 'cloudflare:workers'
import { createKey, createUser } from '#api/keys.ts'
import type { Role } from '#api/roles.ts'
import { openDatabase } from '#content/database.ts'
import type { Env } from '../src/env.ts'
// What the Worker loads at its first write is loaded here: under Vitest a module comes over the network, and whoever waits
// for one that another request asked for would wait for ever. In the bundle it is there already.
import '#ingest/prepare.ts'
import '#content/sanitize.ts'

// A publication with its three empty regions and one administrator, as a test file's Worker serves it.

type Migrations = Parameters<typeof applyD1Migrations>[1]

export const bindings = env as unknown as Env & { TEST_MIGRATIONS: Migrations } // of vitest.worker.config.ts
export const ORIGIN = 'https://publication.example'
let authorization = ''

const worker = () => (exports as unknown as { default: Fetcher }).default

/** An empty publication: migrated, nothing in the cache, and with the administrator whose key `api` sends. */
export async function openPublication(): Promise<void> {
  await reset()
  await applyD1Migrations(bindings.DB, bindings.TEST_MIGRATIONS)
  authorization = await signUp('admin', 'administrator')
  // Test files share the Worker, and with it the cache stand-in.
  const purge = `${ORIGIN}/ca/wp-json/meridian/v1/cache/purge`
  const headers = { Authorization: authorization, 'Content-Type': 'application/json' }
  await worker().fetch(purge, { method: 'POST', headers, body: '{"everything":true}' })
}

/** Makes an account with the role, everywhere or in `regions`; the Authorization header that signs it in. */
export async function signUp(
  login: string,
  role: Role,
  regions?: readonly string[],
): Promise<string> {
  const db = openDatabase(bindings.DB)
  const id = await createUser(db, { login, name: login, role, ...(regions && { regions }) }, 1)
  const { password } = await createKey(db, id, { name: 'test' }, 1)
  return `Basic ${btoa(`${login}:${password}`)}`
}

/** A request of any kind, as it is. */
export const send = (request: Request): Promise<Response> => worker().fetch(request)

/** A reader's request. */
export function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return worker().fetch(ORIGIN + path, { redirect: 'manual', headers })
}

/** A request to `/ca/wp-json/wp/v2/…`, signed unless `headers` say otherwise. */
export function api(method: string, path: string, body?: unknown, headers = {}): Promise<Response> {
  return worker().fetch(`${ORIGIN}/ca/wp-json/wp/v2/${path}`, {
    method,
    headers: { Authorization: authorization, 'Content-Type': 'application/json', ...headers },
    ...(body !== undefined && { body: bodyOf(body) }),
  })
}

function bodyOf(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return new Uint8Array(body)
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** What `api` answers, when it was a success. */
export async function apiJson<T = { id: number; link: string; slug: string }>(
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const response = await api(method, path, body)
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
  return (await response.json()) as T
}

/** Uploads a PNG of one pixel. */
export function upload(fileName: string): Promise<Response> {
  const pixel = atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  )
  return worker().fetch(`${ORIGIN}/ca/wp-json/wp/v2/media`, {
    method: 'POST',
    headers: {
      Authorization: authorization,
      'Content-Disposition': `attachment; filename="${fileName}"`,
    },
    body: Uint8Array.from(pixel, (char) => char.charCodeAt(0)),
  })
}

export const statusOf = (response: Response) => response.headers.get('cf-cache-status')

/** What the cron does at a time. */
export async function runCron(scheduledTime: Date): Promise<void> {
  const cron = worker() as Fetcher & {
    scheduled(options: { scheduledTime: Date; cron: string }): Promise<unknown>
  }
  await cron.scheduled({ scheduledTime, cron: '* * * * *' })
}
