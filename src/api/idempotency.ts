import { readBytes, type ApiContext } from './context.ts'
import { joinBytes } from './bytes.ts'
import { ApiError } from './errors.ts'
import { streamOf } from '#content/image-work.ts'

// A creation that is sent twice creates once (draft-ietf-httpapi-idempotency-key-header): whoever heard no answer asks again
// with the same key, and hears the first one. Kept for each user, for a day.

const DAY = 24 * 3600
/** How long the second of two at once waits for the first. */
const MAX_WAIT_MS = 10_000

type Handler = (c: ApiContext) => Promise<Response>

interface Row {
  fingerprint: string
  status: number | null
  headers_json: string
  body: number[] | null
}

/**
 * A handler of creations that runs once for each Idempotency-Key of a user; without the header it runs as it is. Bodies may
 * have `maxBytes`.
 */
export function once(handler: Handler, maxBytes?: number): Handler {
  return async (c) => {
    const header = c.req.header('Idempotency-Key')
    if (header === undefined || c.var.principal === null) return handler(c)
    const key = parseKey(header)
    const bytes = await readBytes(c, maxBytes)
    const fingerprint = await fingerprintOf(c, bytes)
    // The handler reads the body itself.
    c.req.raw = new Request(c.req.raw, { method: 'POST', body: streamOf(bytes) })
    for (let waitMs = 50; ; waitMs *= 2) {
      const known = await claim(c, key, fingerprint)
      if (known === null) return finish(c, handler, key)
      if (known.fingerprint !== fingerprint) throw reused()
      if (known.status !== null) return replay(known, known.status)
      if (waitMs > MAX_WAIT_MS / 2) throw unfinished()
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
}

/** Forgets what was answered more than a day ago. */
export async function forgetAnswers(d1: D1Database, now: number): Promise<void> {
  await d1
    .prepare('delete from stored_answers where created_at <= ?1')
    .bind(now - DAY)
    .run()
}

/** The draft writes a quoted string; clients that came before it send the bare key. */
function parseKey(header: string): string {
  const [, quoted, bare] = /^(?:"([!#-~]{1,255})"|([!#-~]{1,255}))$/.exec(header.trim()) ?? []
  const key = quoted ?? bare
  if (key !== undefined) return key
  throw new ApiError(
    'rest_invalid_idempotency_key',
    'An Idempotency-Key has 1 to 255 printable ASCII characters, without spaces and quotes: a UUID will do.',
    400,
  )
}

async function fingerprintOf(c: ApiContext, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { pathname, search } = new URL(c.req.url)
  const names = ['Content-Type', 'Content-Disposition']
  const asked = [pathname, search, ...names.map((name) => c.req.header(name) ?? '')].join('\n')
  const hash = async (of: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', of))
  // By the body's own hash: a photograph is not copied to stand behind a line.
  const digest = await hash(joinBytes([new TextEncoder().encode(`${asked}\n`), await hash(bytes)]))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Null when the key is this request's from now on, else what is known of the one that has it. */
async function claim(c: ApiContext, key: string, fingerprint: string): Promise<Row | null> {
  const { DB } = c.env
  const { principal, now } = c.var
  const [claimed, known] = await DB.batch<Row>([
    DB.prepare(
      `insert into stored_answers (user_id, idempotency_key, fingerprint, created_at) values (?1, ?2, ?3, ?4)
        on conflict do update set fingerprint = excluded.fingerprint, status = null, created_at = excluded.created_at
        where created_at <= excluded.created_at - ${DAY} returning fingerprint`,
    ).bind(principal?.userId, key, fingerprint, now),
    ofKey(c, 'select fingerprint, status, headers_json, body from stored_answers', key),
  ])
  return claimed?.results.length ? null : (known?.results[0] ?? null)
}

function ofKey(c: ApiContext, sql: string, key: string, ...more: unknown[]): D1PreparedStatement {
  return c.env.DB.prepare(`${sql} where user_id = ?1 and idempotency_key = ?2`).bind(
    c.var.principal?.userId,
    key,
    ...more,
  )
}

/** Runs to its end, also when whoever asked has hung up: they will ask again. */
function finish(c: ApiContext, handler: Handler, key: string): Promise<Response> {
  const work = runAndKeep(c, handler, key)
  c.executionCtx.waitUntil(work.catch(() => {}))
  return work
}

async function runAndKeep(c: ApiContext, handler: Handler, key: string): Promise<Response> {
  // A refusal has made nothing: the same key may try again.
  const forget = () => ofKey(c, 'delete from stored_answers', key).run()
  const response = await handler(c).catch(async (error: unknown) => {
    await forget()
    throw error
  })
  if (!response.ok) {
    await forget()
    return response
  }
  const headers = JSON.stringify([...response.headers])
  // A body is stored as sent and as cleaned: in full it could be more than a row of D1 holds.
  const packed = await pipe(response.clone(), new CompressionStream('gzip')).arrayBuffer()
  const sql = 'update stored_answers set status = ?3, headers_json = ?4, body = ?5'
  await ofKey(c, sql, key, response.status, headers, packed)
    .run()
    .catch((error: unknown) => {
      console.error(JSON.stringify({ event: 'answer_not_kept', error: String(error) }))
    })
  return response
}

function pipe(response: Response, through: ReadableWritablePair<Uint8Array, Uint8Array>): Response {
  return new Response(response.body?.pipeThrough(through))
}

async function replay({ headers_json: headers, body }: Row, status: number): Promise<Response> {
  const packed = new Response(new Uint8Array(body ?? []))
  const text = await pipe(packed, new DecompressionStream('gzip')).text()
  return new Response(text, { status, headers: JSON.parse(headers) as [string, string][] }) // of runAndKeep
}

const reused = () =>
  new ApiError(
    'rest_idempotency_key_reused',
    'This Idempotency-Key came with another request before. Use a new key for each thing that you create.',
    422,
  )

const unfinished = () =>
  new ApiError(
    'rest_idempotency_in_progress',
    'A request with this Idempotency-Key has begun and not ended yet. Ask again in a moment; if it never ends, look whether its item is there before you use another key.',
    409,
  )
