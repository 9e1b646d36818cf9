import { evaluate, type Held } from '#edge/conditions.ts'
import type { Env } from './env.ts'
import production from './worker.ts'

// The production worker behind a local stand-in for Workers Cache, which no local runtime has. Development, tests and
// measuring start here; the production bundle is made from worker.ts and holds nothing of this. Rules from
// developers.cloudflare.com/workers/cache: what is stored and for how long, the key, tags, purge and its limits.

interface DevEnv extends Env {
  /** `off`: no cache in front, and none to purge. */
  EDGE_CACHE?: string
  /** `off`: any number of purges; else the platform's 5 a minute with 25 saved up. */
  PURGE_RATE?: string
}

type Purge = { tags?: string[]; pathPrefixes?: string[]; purgeEverything?: boolean }
type Run = (request: Request) => Promise<Response>

interface Entry {
  status: number
  headers: Headers
  body: ArrayBuffer
  path: string
  tags: Set<string>
  storedAt: number
  freshMs: number
  staleMs: number
  staleIfErrorMs: number
}

interface Slot {
  vary: string[]
  variants: Map<string, Entry>
}

interface Filled {
  entry?: Entry
  response?: Response
  status: string
}

const HEURISTIC_SECONDS: Record<number, number> = {
  200: 7200,
  203: 7200,
  204: 7200,
  300: 1200,
  301: 1200,
  404: 180,
  405: 60,
  410: 180,
  414: 60,
  501: 60,
}
const KEYED_HEADERS = new Set([
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
  'x-forwarded-host',
  'x-host',
  'x-forwarded-scheme',
  'x-original-url',
  'x-rewrite-url',
  'forwarded',
])
const CONDITIONAL_HEADERS = [
  'range',
  'if-range',
  'if-none-match',
  'if-modified-since',
  'if-match',
  'if-unmodified-since',
]
/** Read by the edge, never sent on. */
const EDGE_HEADERS = ['cache-tag', 'cloudflare-cdn-cache-control', 'cdn-cache-control']
const MAX_ENTRIES = 4000
const MAX_BYTES = 128_000_000
const BUCKET = { size: 25, perMinute: 5 }

function directivesOf(header: string): Map<string, string> {
  return new Map(
    header
      .toLowerCase()
      .split(',')
      .map((part) => {
        const [name = '', value = ''] = part.trim().split('=')
        return [name, value.replace(/^"|"$/g, '')]
      }),
  )
}

/** How long an answer may be kept, or null. */
function lifetimeOf(request: Request, response: Response) {
  const { headers, status } = response
  if (status === 206 || status === 304 || (status >= 520 && status <= 526)) return null
  if (headers.get('vary')?.includes('*') || headers.has('set-cookie')) return null
  const raw =
    headers.get('cloudflare-cdn-cache-control') ??
    headers.get('cdn-cache-control') ??
    headers.get('cache-control')
  const has = directivesOf(raw ?? '')
  if (has.has('no-store') || has.has('private')) return null
  const mayStoreSigned = has.has('public') || has.has('must-revalidate') || has.has('s-maxage')
  if (request.headers.has('authorization') && !mayStoreSigned) return null
  const seconds = (name: string) => {
    const value = has.get(name)
    return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined
  }
  const explicit = has.has('no-cache') ? 0 : (seconds('s-maxage') ?? seconds('max-age'))
  const fresh =
    explicit ?? (raw === null || has.has('public') ? HEURISTIC_SECONDS[status] : undefined)
  if (fresh === undefined) return null
  const isStrict = has.has('s-maxage') || has.has('must-revalidate') || has.has('proxy-revalidate')
  return {
    freshMs: fresh * 1000,
    staleMs: isStrict ? 0 : (seconds('stale-while-revalidate') ?? 0) * 1000,
    staleIfErrorMs: isStrict ? 0 : (seconds('stale-if-error') ?? Infinity) * 1000,
  }
}

/** Workers Cache for one site; `limit` is the allowance of purges, null for none. */
export class WorkersCache {
  readonly #slots = new Map<string, Slot>()
  readonly #running = new Map<string, Promise<Filled>>()
  readonly #limit: { size: number; perMinute: number } | null
  #bytes = 0
  #tokens: number
  #refilledAt = Date.now()

  constructor(limit: { size: number; perMinute: number } | null) {
    this.#limit = limit
    this.#tokens = limit?.size ?? 0
  }

  /** `ctx.cache.purge`: never throws; refusals are in the answer, as on the platform. */
  purge = async (what: Purge) => {
    const refuse = (message: string) => ({ success: false, errors: [{ code: 1, message }] })
    const count = (what.tags?.length ?? 0) + (what.pathPrefixes?.length ?? 0)
    if (what.purgeEverything && count > 0) return refuse('purgeEverything stands alone')
    if (!what.purgeEverything && count === 0) return refuse('nothing to purge')
    if (count > 100) return refuse('more than 100 tags and prefixes')
    if (!this.#takeToken()) return refuse('rate limited')
    if (what.purgeEverything) {
      this.#slots.clear()
      this.#bytes = 0
    }
    const tags = new Set(what.tags?.map((tag) => tag.toLowerCase()))
    for (const [key, slot] of this.#slots) {
      const isHit = [...slot.variants.values()].some(
        (entry) =>
          what.pathPrefixes?.some((prefix) => entry.path.startsWith(prefix)) ||
          [...entry.tags].some((tag) => tags.has(tag)),
      )
      if (isHit) this.#drop(key)
    }
    return { success: true, errors: [] }
  }

  async fetch(request: Request, context: ExecutionContext, run: Run): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return passOn(await run(request), 'BYPASS', request)
    }
    const key = keyOf(request)
    const entry = this.#find(key, request)
    const age = entry ? Date.now() - entry.storedAt : 0
    if (entry && age < entry.freshMs) return reply(entry, 'HIT', request)
    if (entry && age < entry.freshMs + entry.staleMs) {
      context.waitUntil(this.#fillOnce(key, request, run, entry).catch(() => {}))
      return reply(entry, 'UPDATING', request)
    }
    const isJoining = this.#running.has(key)
    const filled = await this.#fillOnce(key, request, run, entry)
    if (filled.entry) return reply(filled.entry, filled.status, request)
    // What one visitor got unstored is not another's: whoever waited for it asks for themselves.
    const response = isJoining ? await run(request) : filled.response
    return passOn(response ?? new Response(null, { status: 500 }), filled.status, request)
  }

  #fillOnce(key: string, request: Request, run: Run, old: Entry | undefined) {
    const running = this.#running.get(key)
    if (running) return running
    const started = this.#fill(key, request, run, old).finally(() => this.#running.delete(key))
    this.#running.set(key, started)
    return started
  }

  async #fill(key: string, request: Request, run: Run, old: Entry | undefined): Promise<Filled> {
    const headers = new Headers(request.headers)
    for (const name of CONDITIONAL_HEADERS) headers.delete(name)
    const etag = old?.headers.get('etag')
    if (etag) headers.set('if-none-match', etag)
    const response = await run(new Request(request, { method: 'GET', headers })).catch(
      (error: unknown) => {
        if (old && Date.now() - old.storedAt < old.freshMs + old.staleIfErrorMs) return null
        throw error
      },
    )
    const isStaleOk = old && Date.now() - old.storedAt < old.freshMs + old.staleIfErrorMs
    if (isStaleOk && (response === null || response.status >= 500))
      return { entry: old, status: 'STALE' }
    if (response === null)
      return { response: new Response(null, { status: 500 }), status: 'BYPASS' }
    if (old && response.status === 304) {
      old.storedAt = Date.now()
      return { entry: old, status: 'REVALIDATED' }
    }
    const lifetime = lifetimeOf(request, response)
    if (lifetime === null) return { response, status: 'BYPASS' }
    const entry: Entry = {
      ...lifetime,
      status: response.status,
      headers: storedHeaders(response),
      body: await response.arrayBuffer(),
      path: new URL(request.url).pathname,
      tags: tagsOf(response),
      storedAt: Date.now(),
    }
    this.#store(key, request, response, entry)
    return { entry, status: old ? 'EXPIRED' : 'MISS' }
  }

  #find(key: string, request: Request): Entry | undefined {
    const slot = this.#slots.get(key)
    return slot?.variants.get(variantOf(slot.vary, request))
  }

  #store(key: string, request: Request, response: Response, entry: Entry): void {
    const vary = (response.headers.get('vary') ?? '')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean)
    const known = this.#slots.get(key)
    const variants = known && known.vary.join() === vary.join() ? known.variants : new Map()
    this.#drop(key)
    variants.set(variantOf(vary, request), entry)
    this.#slots.set(key, { vary, variants })
    this.#bytes += sizeOf({ vary, variants })
    // Insertion order is age: the oldest goes first.
    for (const oldest of this.#slots.keys()) {
      if (this.#slots.size <= MAX_ENTRIES && this.#bytes <= MAX_BYTES) break
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    const slot = this.#slots.get(key)
    if (!slot) return
    this.#bytes -= sizeOf(slot)
    this.#slots.delete(key)
  }

  #takeToken(): boolean {
    if (this.#limit === null) return true
    const elapsed = (Date.now() - this.#refilledAt) / 60_000
    this.#tokens = Math.min(this.#limit.size, this.#tokens + elapsed * this.#limit.perMinute)
    this.#refilledAt = Date.now()
    if (this.#tokens < 1) return false
    this.#tokens--
    return true
  }
}

function sizeOf(slot: Slot): number {
  return [...slot.variants.values()].reduce((sum, entry) => sum + entry.body.byteLength, 0)
}

function tagsOf(response: Response): Set<string> {
  const tags = (response.headers.get('cache-tag') ?? '')
    .split(',')
    .map((tag) => tag.trim().toLowerCase())
  return new Set(tags.filter((tag) => /^[\x21-\x7e]{1,1024}$/.test(tag)).slice(0, 1000))
}

/** The address from its path on (the host is no part of the key), and the headers that are one. */
function keyOf(request: Request): string {
  const path = request.url.slice(request.url.indexOf('/', 'https://'.length))
  let key = path
  for (const name of request.headers.keys()) {
    if (KEYED_HEADERS.has(name)) key += `\n${name}:${request.headers.get(name)}`
  }
  return key
}

function variantOf(vary: readonly string[], request: Request): string {
  return vary.map((name) => request.headers.get(name) ?? '\0').join('\n')
}

function storedHeaders(response: Response): Headers {
  const headers = new Headers(response.headers)
  for (const name of EDGE_HEADERS) headers.delete(name)
  return headers
}

/** A stored answer, as the conditional, range or HEAD request wants it. */
function reply(entry: Entry, status: string, request: Request): Response {
  const response = toAnswer(entry, request)
  response.headers.set('cf-cache-status', status)
  if (status !== 'MISS') {
    response.headers.set('age', String(Math.floor((Date.now() - entry.storedAt) / 1000)))
  }
  return response
}

function toAnswer({ body, headers, status }: Entry, request: Request): Response {
  const bytes = body.byteLength
  const outcome =
    status === 200 ? evaluate(request, heldOf(headers, bytes)) : { kind: 'whole' as const }
  switch (outcome.kind) {
    case 'unchanged': {
      const unchanged = new Response(null, { status: 304, headers })
      unchanged.headers.delete('content-length')
      return unchanged
    }
    case 'failed':
      return new Response(null, { status: 412, headers: { 'cache-control': 'no-store' } })
    case 'unsatisfiable': {
      const refused = new Response(null, { status: 416, headers })
      refused.headers.set('content-range', `bytes */${bytes}`)
      return refused
    }
    case 'part': {
      const { from, to } = outcome
      const part = new Response(body.slice(from, to + 1), { status: 206, headers })
      part.headers.set('content-range', `bytes ${from}-${to}/${bytes}`)
      part.headers.set('content-length', String(to - from + 1))
      return part
    }
    case 'whole':
      break
  }
  if (request.method === 'HEAD') {
    const head = new Response(null, { status, headers, encodeBody: 'manual' })
    head.headers.set('content-length', String(bytes))
    return head
  }
  const hasBody = ![101, 204, 205, 304].includes(status)
  return new Response(hasBody ? body : null, { status, headers })
}

function heldOf(headers: Headers, bytes: number): Held {
  const modifiedAt = Math.floor(Date.parse(headers.get('last-modified') ?? '') / 1000)
  return { etag: headers.get('etag'), bytes, ...(!Number.isNaN(modifiedAt) && { modifiedAt }) }
}

/** An answer that is not kept. Its own headers are changed: a copy would turn its body into a stream, which is slower. */
function passOn(response: Response, status: string, request: Request): Response {
  if (request.method === 'HEAD' && response.body !== null) {
    return markUnstored(new Response(null, response), status)
  }
  try {
    return markUnstored(response, status)
  } catch {
    // It came from another Worker and is not ours to change.
    return markUnstored(new Response(response.body, response), status)
  }
}

function markUnstored(response: Response, status: string): Response {
  response.headers.set('cf-cache-status', status)
  for (const name of EDGE_HEADERS) response.headers.delete(name)
  return response
}

// One isolate serves one site here: what the platform keeps beside the Worker is kept in it.
let shared: WorkersCache | undefined

function cacheOf(env: DevEnv): WorkersCache | null {
  if (env.EDGE_CACHE === 'off') return null
  shared ??= new WorkersCache(env.PURGE_RATE === 'off' ? null : BUCKET)
  return shared
}

/** Gives the context what the platform gives: the property is there and configurable, but empty. */
function withCache(context: ExecutionContext, cache: WorkersCache): void {
  Object.defineProperty(context, 'cache', { value: { purge: cache.purge }, configurable: true })
}

export default {
  async fetch(request, env, context) {
    const cache = cacheOf(env)
    const run: Run = async (asked) => {
      if (cache !== null) withCache(context, cache)
      return production.fetch(asked as typeof request, env, context)
    }
    if (cache === null) return passOn(await run(request), 'BYPASS', request)
    return cache.fetch(request, context, run)
  },

  async scheduled(controller, env, context) {
    const cache = cacheOf(env)
    if (cache !== null) withCache(context, cache)
    await production.scheduled(controller, env, context)
  },
} satisfies ExportedHandler<DevEnv>
