import type { Database } from '#content/database.ts'
import { addressOf, customerOf } from '#edge/attempts.ts'
import type { ApiContext } from './context.ts'
import { ApiError } from './errors.ts'
import { findPrincipal, parseBasic, recordUse, type Principal } from './keys.ts'

/** The period of both limits in wrangler.toml. */
const PERIOD_SECONDS = 60

/** 429 with the time after which to ask again. */
export function tooMany(code: string, message: string): ApiError {
  const headers = { 'Retry-After': String(PERIOD_SECONDS) }
  return new ApiError(code, `${message} Wait a minute and try again.`, 429, {}, headers)
}

/**
 * Who signed a request; null for a stranger. @throws ApiError 401 where user and password do not belong together, 429
 * after too many of these, or too many requests with one key
 */
export async function signIn(
  c: ApiContext,
  db: Database,
  regionCode: string,
): Promise<Principal | null> {
  const credentials = parseBasic(c.req.header('Authorization') ?? null)
  if (credentials === null) return null
  const { now } = c.var
  const address = addressOf(c.req.raw)
  const network = customerOf(address)
  const name = credentials.user.toLowerCase().slice(0, 100)
  const principal = await findPrincipal(db, regionCode, credentials, now, () => {
    if (isBlocked(network, now) || isBlocked(`${network} ${name}`, now)) throw tooManyFailures()
  })
  if (principal === null) throw await failure(c, network, name)
  if (principal.isUseNews || principal.isWeaklyKept) {
    await recordUse(db, principal, { now, address, password: credentials.password })
  }
  await countUse(c, principal.keyUuid)
  return principal
}

/** One request in so many is counted: the others cost nothing. The limit in wrangler.toml is in these. */
const REQUESTS_PER_COUNT = 10

/** @throws ApiError 429 when a key has had its requests of this minute */
async function countUse(c: ApiContext, key: string): Promise<void> {
  const { now } = c.var
  if (Math.random() * REQUESTS_PER_COUNT < 1) {
    const allowance = await c.env.KEY_LIMIT?.limit({ key })
    if (allowance?.success === false) block(key, now)
  }
  if (isBlocked(key, now)) {
    throw tooMany('rest_too_many_requests', 'Too many requests with this key.')
  }
}

// The platform's counters count and answer in one: a right password would use them up if they were asked before it was
// looked at. So they count failures alone, and what they refuse is kept here until their period is over: whoever guesses
// is not even compared then. A password that is known to be right, and a generated one, which nobody guesses, pass.

const MAX_BLOCKED = 10_000
const blocked = new Map<string, number>()

function isBlocked(key: string, now: number): boolean {
  return (blocked.get(key) ?? 0) > now
}

function block(key: string, now: number): void {
  const [oldest] = blocked.keys()
  if (oldest !== undefined && blocked.size >= MAX_BLOCKED) blocked.delete(oldest)
  blocked.delete(key)
  blocked.set(key, now + PERIOD_SECONDS)
}

/**
 * What a failure is answered with. One address has so many in a minute, whatever names it tries. When all addresses
 * together have tried as many on one name, each has one more: whoever knows the password needs no second.
 */
async function failure(c: ApiContext, network: string, name: string): Promise<ApiError> {
  const limit = c.env.SIGN_IN_LIMIT
  const [byAddress, byName] = await Promise.all([
    limit?.limit({ key: network }),
    limit?.limit({ key: `name ${name}` }),
  ])
  if (byAddress?.success === false) block(network, c.var.now)
  if (byName?.success === false) block(`${network} ${name}`, c.var.now)
  if (byAddress?.success === false || byName?.success === false) return tooManyFailures()
  return new ApiError(
    'incorrect_password',
    'The user name or the application password is wrong. Spaces in the password do not matter; ask an administrator for a new one if it is lost.',
    401,
    {},
    // RFC 9110 §11.6.1 wants a challenge on 401, and browsers would ask readers for a password; only keys get one.
    { 'WWW-Authenticate': 'Basic realm="Meridian"' },
  )
}

const tooManyFailures = () => tooMany('rest_too_many_attempts', 'Too many failed sign-ins.')
