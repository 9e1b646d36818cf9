import ky, { HTTPError } from 'ky'
import { Agent, fetch as undiciFetch } from 'undici'
import type { SourceOptions } from '../source.ts'
import { FetchError, toFetchError } from './fetch-error.ts'
import { isNamed, publicLookup, refusePrivateHost } from './private-networks.ts'
import { Reachability } from './reachability.ts'

/** What a site answered, read whole. */
export interface Answer {
  status: number
  /** Address that answered, after redirects. */
  url: string
  headers: Headers
  bytes: Uint8Array<ArrayBuffer>
}

export interface FetchInit {
  headers?: Record<string, string>
  /** Longest answer that is read. */
  maxBytes?: number
  /** How often it is asked again after 429, 5xx or a broken connection. */
  retries?: number
  /** Looks at an answer before its body is read. @throws FetchError to refuse it */
  inspect?: (head: { status: number; url: string; headers: Headers }) => void
}

/**
 * Asks for one address and gives what came, whatever its status.
 * @throws FetchError when nothing came
 */
export interface PoliteFetch {
  (url: string, init?: FetchInit): Promise<Answer>
  close(): Promise<void>
}

const USER_AGENT = 'Meridian-Importer/1.0 (moves a WordPress site, on behalf of its owner)'
const TIMEOUT_MS = 30_000
const MAX_BYTES = 50_000_000
const MAX_REDIRECTS = 5
const RETRIES = 5
const RETRY_STATUSES = [408, 429, 500, 502, 503, 504]
const MAX_WAIT_MS = 60_000
/** Hosts that ask for longer than this are asked again all the same. */
const MAX_RETRY_AFTER_MS = 120_000

export interface FetchOptions extends Pick<
  SourceOptions,
  'privateHosts' | 'onNote' | 'retryDelayMs'
> {
  timeoutMs?: number
}

/**
 * A fetch that is gentle with the site it asks (it waits and asks again after 429, 5xx and broken connections, as
 * Retry-After says or ever longer, RFC 9110 §10.2.3; a host that answers no more is given up), reads no more than it must
 * and reaches no private network but the hosts named: the address is checked where the connection is made, so that neither
 * a redirect nor a changing DNS answer leads there.
 */
export function createFetch(options: FetchOptions = {}): PoliteFetch {
  const { privateHosts = [], onNote, retryDelayMs = 1000, timeoutMs = TIMEOUT_MS } = options
  const agentWith = (connect: { lookup?: typeof publicLookup }) =>
    new Agent({ connections: 4, connect: { timeout: 15_000, ...connect } })
  const agents = { open: agentWith({ lookup: publicLookup }), named: agentWith({}) }
  const agentFor = (url: URL) => {
    if (isNamed(url, privateHosts)) return agents.named
    refusePrivateHost(url)
    return agents.open
  }
  const reachability = new Reachability(retryDelayMs)
  const closing = new AbortController()
  const client = ky.create({
    signal: closing.signal,
    timeout: timeoutMs,
    headers: { 'User-Agent': USER_AGENT },
    redirect: 'manual',
  })
  const ask = async (address: string, init: FetchInit = {}): Promise<Answer> => {
    const url = toUrl(address)
    let answered = url.href
    if (!reachability.mayAsk(url, Date.now())) throw goneError(url)
    // One that is given up is asked once, to see whether it is back.
    const retries = reachability.isGone(url) ? 0 : (init.retries ?? RETRIES)
    try {
      const response = await client.get(url, {
        ...(init.headers && { headers: init.headers }),
        // The body is read within the attempt: a connection that breaks half-way is asked again like any other.
        fetch: async (request) => {
          const given = request instanceof Request ? request : new Request(request)
          const { response, finalUrl } = await follow(given, { agentFor, reachability, init })
          answered = finalUrl
          return response
        },
        retry: {
          limit: retries,
          methods: ['get'],
          statusCodes: RETRY_STATUSES,
          afterStatusCodes: [429, 503],
          maxRetryAfter: MAX_RETRY_AFTER_MS,
          backoffLimit: MAX_WAIT_MS,
          delay: (attempt) => retryDelayMs * 2 ** (attempt - 1),
          jitter: (delay) => delay * (0.75 + Math.random() / 2),
          retryOnTimeout: true,
          shouldRetry: ({ error, retryCount }) => {
            const isOver = closing.signal.aborted || reachability.isGone(url)
            const reason = isOver ? null : retryReason(error, url)
            if (reason === null) return false
            onNote?.(`${url.host}: ${reason}; asking again (${retryCount} of ${retries}).`)
            return undefined
          },
        },
      })
      return await toAnswer(response, answered)
    } catch (error) {
      if (error instanceof HTTPError) return toAnswer(error.response, answered)
      const fault = toFetchError(error, url)
      throw reachability.isGone(url) ? goneError(url, fault) : fault
    }
  }
  return Object.assign(ask, {
    close: () => {
      closing.abort()
      return Promise.all([agents.open.destroy(), agents.named.destroy()]).then(() => undefined)
    },
  })
}

async function toAnswer(response: Response, url: string): Promise<Answer> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  return { status: response.status, url, headers: response.headers, bytes }
}

/** Why one may ask again, in words; null when nothing would change. */
function retryReason(error: Error, url: URL): string | null {
  if (error instanceof HTTPError) {
    const { status, headers } = error.response
    if (!RETRY_STATUSES.includes(status)) return null
    const after = headers.get('Retry-After')
    const wait = after === null ? '' : /^\d+$/.test(after) ? `${after} s` : `until ${after}`
    return `answered ${status}${wait && `, asks to be left alone ${wait}`}`
  }
  const { trouble, message } = toFetchError(error, url)
  return trouble === 'network' || trouble === 'timeout' ? message.replace(/\.$/, '') : null
}

function goneError(url: URL, cause?: FetchError): FetchError {
  const why = cause ? ` (${cause.message.replace(/\.$/, '')})` : ''
  return new FetchError('gone', `${url.host} answers no more${why}.`, { cause })
}

interface Hop {
  /** @throws FetchError for an address that may not be asked */
  agentFor: (url: URL) => Agent
  reachability: Reachability
  init: FetchInit
}

async function follow(
  request: Request,
  hop: Hop,
): Promise<{ response: Response; finalUrl: string }> {
  const headers = new Headers(request.headers)
  let url = toUrl(request.url)
  for (let hops = 0; ; hops++) {
    const response = await askOnce(url, headers, request.signal, hop)
    const location = response.headers.get('Location')
    if (response.status < 300 || response.status > 399 || location === null) {
      return { response: await readWhole(response, url, hop.init), finalUrl: url.href }
    }
    await response.body?.cancel()
    if (hops === MAX_REDIRECTS) {
      throw new FetchError('redirect', `${request.url} redirects more than ${MAX_REDIRECTS} times.`)
    }
    const next = toUrl(location, url)
    // Credentials are for the site that they were given for, and never go where anybody on the way can read them that
    // could not before.
    const isOpener = url.protocol === 'https:' && next.protocol === 'http:'
    if (next.host !== url.host || isOpener) headers.delete('Authorization')
    url = next
  }
}

async function askOnce(
  url: URL,
  headers: Headers,
  signal: AbortSignal,
  { agentFor, reachability }: Hop,
) {
  const dispatcher = agentFor(url)
  try {
    const response = await undiciFetch(url.href, {
      dispatcher,
      redirect: 'manual',
      headers: Object.fromEntries(headers),
      signal,
    })
    reachability.answered(url)
    return response
  } catch (error) {
    if (toFetchError(error, url).trouble === 'network') reachability.failed(url, Date.now())
    throw error
  }
}

/** @throws FetchError for what is no http(s) address */
function toUrl(address: string, base?: URL): URL {
  const url = URL.parse(address, base)
  if (url === null) throw new FetchError('address', `${address} is no address.`)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    const what = base ? `${base.href} redirects to ${url.href}` : url.href
    throw new FetchError('redirect', `${what}: only http and https are followed.`)
  }
  return url
}

async function readWhole(
  response: Awaited<ReturnType<typeof undiciFetch>>,
  url: URL,
  { maxBytes = MAX_BYTES, inspect }: FetchInit,
): Promise<Response> {
  const headers = new Headers(Array.from(response.headers))
  const { status } = response
  try {
    inspect?.({ status, url: url.href, headers })
    const announced = Number(headers.get('Content-Length') ?? 0)
    if (announced > maxBytes) throw tooLarge(url, maxBytes, announced)
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response.body ?? []) {
      const bytes = chunk as Uint8Array // fetch's bodies are streams of bytes
      length += bytes.length
      if (length > maxBytes) throw tooLarge(url, maxBytes)
      chunks.push(bytes)
    }
    const hasBody = ![204, 205, 304].includes(status)
    return new Response(hasBody ? new Uint8Array(Buffer.concat(chunks)) : null, { status, headers })
  } catch (error) {
    if (!response.body?.locked) await response.body?.cancel()
    throw error
  }
}

function tooLarge(url: URL, maxBytes: number, bytes?: number): FetchError {
  const size = bytes === undefined ? 'goes on after' : `has ${inMegabytes(bytes)}, more than`
  return new FetchError('too-large', `${url.href} ${size} ${inMegabytes(maxBytes)}: left out.`)
}

function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / 100_000) / 10} MB`
}
