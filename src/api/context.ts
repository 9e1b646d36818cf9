import type { Context } from 'hono'
import { openDatabase, type Database } from '#content/database.ts'
import type { PrepareBody, WriteContext } from '#content/write-context.ts'
import { findFrame, type RegionSettings } from '#content/regions.ts'
import { recallFrame, type Recalled } from '#content/remembered.ts'
import { cacheOf, drainChanges } from '#edge/purge.ts'
import type { Env } from '../env.ts'
import { joinBytes, readPiece } from './bytes.ts'
import { ApiError, forbidden } from './errors.ts'
import { fieldsOf, parseForm } from './forms.ts'
import { can, type Principal } from './keys.ts'
import { isCleanlyEncoded, parseJsonObject } from './json-body.ts'
import type { Capability } from './roles.ts'
import { signIn } from './sign-in.ts'
import { openTrail } from './trail.ts'

/** What a request to the API carries from the door to the handler. */
export interface ApiVariables {
  db: Database
  region: RegionSettings
  principal: Principal | null
  prepare: PrepareBody
  /** Whether every stranger gets the same answer, which the edge may then keep. */
  isShared: boolean
  /** Epoch seconds. */
  now: number
}

export interface ApiEnv {
  Bindings: Env
  Variables: ApiVariables
}

export type ApiContext = Context<ApiEnv>

/** Bodies above this are refused (413). */
export const MAX_BODY_BYTES = 5_000_000

/**
 * Opens the door of a region: who asks, for which region. Gives what tells, when all is read, whether the region's
 * settings were today's.
 */
export async function enter(c: ApiContext, regionPath: string): Promise<Recalled['isCurrent']> {
  const { frame, d1, isCurrent } = isRead(c)
    ? await recallFrame(c.env.DB, regionPath)
    : { frame: await findFrame(c.env.DB, regionPath), d1: c.env.DB, isCurrent: async () => true }
  if (frame.region === null) {
    const known = frame.regions.map(({ path }) => `/${path}/`).join(', ')
    throw new ApiError(
      'rest_no_route',
      `There is no region at /${regionPath}/: there are ${known}.`,
      404,
    )
  }
  checkEncoding(new URL(c.req.url).search)
  const db = openDatabase(d1)
  c.set('db', db)
  c.set('region', frame.region)
  c.set('now', Math.floor(Date.now() / 1000))
  const principal = await signIn(c, db, frame.region.code)
  c.set('principal', principal)
  if (principal && !isRead(c)) openTrail(c, principal)
  return isCurrent
}

function isRead(c: ApiContext): boolean {
  return c.req.method === 'GET' || c.req.method === 'HEAD'
}

/** @throws ApiError 401 or 403 unless whoever asks may do that in this region */
export function demand(
  c: ApiContext,
  capability: Capability,
  code: string,
  message: string,
): Principal {
  const { principal } = c.var
  if (principal && can(principal, capability)) return principal
  throw forbidden(code, message, principal !== null)
}

/** @throws ApiError 401 or 403 unless whoever asks administers every region */
export function demandPublication(c: ApiContext, message: string): Principal {
  const principal = demand(c, 'manage_options', 'rest_forbidden', message)
  if (principal.isPublicationWide) return principal
  throw new ApiError('rest_forbidden', message, 403)
}

/** What the content rooms need for a write by this request's user. */
export function writeContext(c: ApiContext, principal: Principal): WriteContext {
  return {
    db: c.var.db,
    region: c.var.region,
    siteUrl: c.env.SITE_URL,
    now: c.var.now,
    prepare: c.var.prepare,
    userId: principal.userId,
  }
}

/**
 * Purges what was written, before the answer: whoever reads next reads the new. What fails stays queued for the cron, and
 * is no fault of the write: that is stored by now, and its author must hear so.
 */
export async function purgeNow(c: ApiContext): Promise<void> {
  try {
    await drainChanges(c.env.DB, cacheOf(c.executionCtx), c.var.now)
  } catch (error) {
    console.error(JSON.stringify({ event: 'purge_postponed', error: String(error) }))
  }
}

/** Of a body that is too large so much is read all the same: many clients hear no answer until they have sent all. */
const MAX_DRAINED_BYTES = 4 * MAX_BODY_BYTES

/** The body's bytes. @throws ApiError 413 above `maxBytes`, 400 for one that breaks off */
export async function readBytes(
  c: ApiContext,
  maxBytes = MAX_BODY_BYTES,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = c.req.raw.body?.getReader()
  if (!reader) return joinBytes([])
  const claimed = Number(c.req.header('Content-Length') ?? 0)
  const maxDrained = Math.max(MAX_DRAINED_BYTES, maxBytes)
  // A large one is not held twice, as pieces and as a whole.
  const whole = claimed > 0 && claimed <= maxBytes ? new Uint8Array(claimed) : null
  const chunks: Uint8Array[] = []
  let size = 0
  while (claimed <= maxDrained && size <= maxDrained) {
    const chunk = await readPiece(reader)
    if (chunk === null) break
    if (whole && size + chunk.length <= claimed) whole.set(chunk, size)
    else if (size + chunk.length <= maxBytes) chunks.push(chunk)
    else chunks.length = 0
    size += chunk.length
  }
  if (Math.max(size, claimed) <= maxBytes) {
    return whole && size <= claimed ? whole.subarray(0, size) : joinBytes(chunks)
  }
  await reader.cancel()
  throw new ApiError(
    'rest_request_too_large',
    `The body is larger than ${maxBytes} bytes. Send a smaller one.`,
    413,
  )
}

/** Parameters of a write: JSON or form body over the query. @throws ApiError `rest_invalid_json`, 413 */
export async function readParams(c: ApiContext): Promise<Record<string, unknown>> {
  const query = queryParams(new URL(c.req.url).searchParams)
  const bytes = await readBytes(c)
  if (bytes.length === 0) return query
  const type = c.req.header('Content-Type') ?? ''
  const isMultipart = /^multipart\/form-data/i.test(type)
  if (isMultipart || /^application\/x-www-form-urlencoded/i.test(type)) {
    const text = isMultipart
      ? fieldsOf(await parseForm(bytes, type)).toString()
      : new TextDecoder().decode(bytes)
    checkEncoding(text)
    return { ...query, ...queryParams(new URLSearchParams(text)) }
  }
  // An old site's texts are taken as they are, without what cannot be stored.
  const isStrict = !c.req.path.includes('/meridian/v1/import')
  return { ...query, ...parseJsonObject(bytes, isStrict) }
}

/** @throws ApiError 400 for a query or form body that is no text */
function checkEncoding(query: string): void {
  if (isCleanlyEncoded(query)) return
  throw new ApiError(
    'rest_invalid_param',
    'The parameters are no text: encode them as UTF-8, and leave NUL out.',
    400,
  )
}

/** Deeper brackets in a parameter's name than any parameter here has. */
const MAX_DEPTH = 5

/** Query parameters as PHP reads them: `a[]=1&a[]=2` and `a[0]=1` are lists, `a[b]=1` an object; the last of a name wins. */
export function queryParams(search: URLSearchParams): Record<string, unknown> {
  const params: Branch = new Map()
  for (const [name, value] of search) {
    const [, first = name, brackets = ''] = /^([^[]+)((?:\[[^\]]*\])+)$/.exec(name) ?? []
    const path = brackets === '' ? [first] : [first, ...brackets.slice(1, -1).split('][')]
    if (path.length <= MAX_DEPTH) grow(params, path, value)
  }
  return toObject(params)
}

/** PHP's arrays are lists and objects in one; which of them one is shows when all its keys are known. */
type Branch = Map<string, Branch | string>

function grow(branch: Branch, [key = '', ...rest]: string[], value: string): void {
  const name = key === '' ? String(branch.size) : key
  if (rest.length === 0) {
    branch.set(name, value)
    return
  }
  const below = branch.get(name)
  const next: Branch = below instanceof Map ? below : new Map()
  branch.set(name, next)
  grow(next, rest, value)
}

function toParam(value: Branch | string): unknown {
  if (typeof value === 'string') return value
  const isList = [...value.keys()].every((key) => /^\d+$/.test(key))
  return isList ? [...value.values()].map(toParam) : toObject(value)
}

function toObject(branch: Branch): Record<string, unknown> {
  return Object.fromEntries([...branch].map(([name, value]) => [name, toParam(value)]))
}
