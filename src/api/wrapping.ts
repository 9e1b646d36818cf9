import type { MiddlewareHandler } from 'hono'
import type { ApiEnv } from './context.ts'
import { ApiError } from './errors.ts'

/** A method that no route has: the platform lets no unknown ones through. */
const NO_METHOD = 'MKCOL'
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * The request that a POST stands for, by `_method` or X-HTTP-Method-Override: for clients and proxies that know no others.
 * WordPress lets a GET stand for a write as well; here it stays safe (RFC 9110 §9.2.1).
 */
export function withMethod(request: Request): Request {
  if (request.method !== 'POST') return request
  const { searchParams } = new URL(request.url)
  const wanted = searchParams.get('_method') ?? request.headers.get('X-HTTP-Method-Override')
  if (!wanted) return request
  const name = wanted.toUpperCase()
  const method = METHODS.includes(name) ? name : NO_METHOD
  return method === 'GET' || method === 'HEAD'
    ? new Request(request.url, { method, headers: request.headers })
    : new Request(request, { method })
}

/** Headers that an envelope carries inside, as WordPress spells them. */
const ENVELOPED = ['X-WP-Total', 'X-WP-TotalPages', 'Link', 'Allow', 'Location', 'ETag']

/** `_envelope` puts status and headers into the document, `_jsonp` the document into a call of a function. */
export const wrapAnswers: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const { searchParams } = new URL(c.req.url)
  const callback = searchParams.get('_jsonp')
  // Only what is a name can be called: anything else would be a script of the caller's choice.
  if (callback !== null && !/^[\w.]{1,100}$/.test(callback)) {
    throw new ApiError('rest_callback_invalid', 'Invalid JSONP callback function.', 400)
  }
  await next()
  if (searchParams.has('_envelope')) replace(c, await toEnvelope(c.res))
  if (callback !== null) replace(c, await toScript(c.res, callback))
}

function replace(c: Parameters<typeof wrapAnswers>[0], response: Response): void {
  // Hono adds the headers of an answer to those of the one that takes its place.
  c.res = undefined
  c.res = response
}

async function toEnvelope(response: Response): Promise<Response> {
  const envelope = await enveloped(response, ENVELOPED)
  return new Response(JSON.stringify(envelope), { headers: outside(response) })
}

/** An answer as a document, with those of the named headers that it has. */
export async function enveloped(response: Response, names: readonly string[]) {
  const text = await response.text()
  const body: unknown = text === '' ? null : JSON.parse(text)
  const headers = names.flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, /^\d+$/.test(value) ? Number(value) : value] as const]
  })
  return { body, status: response.status, headers: Object.fromEntries(headers) }
}

async function toScript(response: Response, callback: string): Promise<Response> {
  const headers = outside(response)
  headers.set('Content-Type', 'application/javascript; charset=UTF-8')
  // The comment in front keeps the file from being read as anything but a script (as WordPress has it).
  const script = `/**/${callback}(${await response.text()})`
  return new Response(script, { status: response.status, headers })
}

/** The headers of an answer whose bytes are others now. */
function outside(response: Response): Headers {
  const headers = new Headers(response.headers)
  headers.delete('ETag')
  return headers
}
