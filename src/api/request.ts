// A request as WordPress takes it apart before it looks for a route.

const OVERRIDES = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** Whether an absolute address is the API's: `/ca/wp-json`, `/ca/wp-json/…`, `/ca/?rest_route=/…`, or below a root region. */
export function isApiUrl(url: string): boolean {
  return (
    /^https?:\/\/[^/]+(?:\/[^/?#]+)?\/wp-json(?:[/?#]|$)/.test(url) ||
    /^https?:\/\/[^/]+\/(?:[^/?#]+\/?)?\?(?:[^#]*&)?rest_route=/.test(url)
  )
}

/** The request with its route in the path, and with the method that it means (`_method`, X-HTTP-Method-Override). */
export function toApiRequest(request: Request): Request {
  const url = new URL(request.url)
  const route = url.searchParams.get('rest_route')
  const isRouted = route !== null && !url.pathname.includes('/wp-json')
  if (isRouted) {
    url.searchParams.delete('rest_route')
    url.pathname = `${url.pathname.replace(/\/$/, '')}/wp-json/${route.replace(/^\/+/, '')}`
  }
  const wanted = url.searchParams.get('_method') ?? request.headers.get('X-HTTP-Method-Override')
  const method = OVERRIDES.find((known) => known === wanted?.toUpperCase()) ?? request.method
  // A body that came with a POST is no part of what a GET may hold.
  const isOverridden = method !== request.method && request.method === 'POST' && !isRead(method)
  if (!isRouted && !isOverridden) return request
  return new Request(url, isOverridden ? new Request(request, { method }) : request)
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}
