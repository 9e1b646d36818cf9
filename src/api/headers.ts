import { absoluteUrl, apiPath } from '#regions/permalink.ts'
import type { ApiContext } from './context.ts'
import { findDescription, methodsOf } from './descriptions.ts'

/** What a script of another site may send along, in WordPress's order. */
const ALLOWED = [
  'Authorization',
  'X-WP-Nonce',
  'Content-Disposition',
  'Content-MD5',
  'Content-Type',
]
/** Taken as well, and named to whoever asks for them. */
const ALSO_ALLOWED = ['If-Match', 'Idempotency-Key', 'X-HTTP-Method-Override']

const METHODS = 'OPTIONS, GET, POST, PUT, PATCH, DELETE'

/**
 * The headers that every answer of the API has (WP_REST_Server::serve_request, rest_send_cors_headers): where the API is,
 * what may be done here, and that scripts of any site may read it. No rights of a browser's own
 * travel along: whoever asks for more sends a key.
 */
export function setApiHeaders(c: ApiContext): void {
  const { headers } = c.res
  const origin = c.req.header('Origin')
  headers.set('Access-Control-Allow-Headers', allowedHeaders(c).join(', '))
  if (origin !== undefined) {
    headers.set('Access-Control-Allow-Origin', originOf(origin))
    headers.set('Access-Control-Allow-Methods', METHODS)
  }
  headers.append('Vary', 'Authorization, Origin')
  if (c.var.region === undefined) return
  const root = absoluteUrl(c.env.SITE_URL, apiPath(c.var.region))
  headers.append('Link', `<${root}>; rel="https://api.w.org/"`)
  if (!headers.has('Allow')) setAllow(c)
}

/** An origin as it may stand in a header; what is none at all is answered with no origin's name. */
function originOf(origin: string): string {
  return URL.parse(origin)?.origin === origin ? origin : 'null'
}

function allowedHeaders(c: ApiContext): string[] {
  const asked = (c.req.header('Access-Control-Request-Headers') ?? '').toLowerCase()
  return [...ALLOWED, ...ALSO_ALLOWED.filter((name) => asked.includes(name.toLowerCase()))]
}

/** What this user may do here; nothing where the resource may not be read. */
function setAllow(c: ApiContext): void {
  const { status } = c.res
  if (status === 401 || status === 403 || status === 404) return
  const path = `/${c.req.path.split('/wp-json/')[1] ?? ''}`.replace(/\/$/, '')
  const route = findDescription(path)
  const methods = route && methodsOf(route, c.var.principal)
  if (methods && methods.length > 0) c.res.headers.set('Allow', [...new Set(methods)].join(', '))
}
