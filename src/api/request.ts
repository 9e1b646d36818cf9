// A request as WordPress takes it apart before it looks for a route.

/**
 * Whether an absolute address is the API's: `/ca/wp-json`, `/ca/wp-json/…`, `/ca/?rest_route=/…`, the same of a root region, or
 * the API's description.
 */
export function isApiUrl(url: string): boolean {
  return (
    /^https?:\/\/[^/]+(?:\/[^/?#]+)?\/wp-json(?:[/?#]|$)/.test(url) ||
    /^https?:\/\/[^/]+\/(?:[^/?#]+\/?)?\?(?:[^#]*&)?rest_route=/.test(url) ||
    /^https?:\/\/[^/]+\/openapi\.json(?:[?#]|$)/.test(url)
  )
}

/** The request with its route in the path, where `rest_route` names one. */
export function toApiRequest(request: Request): Request {
  const url = new URL(request.url)
  const route = url.searchParams.get('rest_route')
  if (route === null || url.pathname.includes('/wp-json')) return request
  url.searchParams.delete('rest_route')
  url.pathname = `${url.pathname.replace(/\/$/, '')}/wp-json/${route.replace(/^\/+/, '')}`
  return new Request(url, request)
}

/** The address that the request came from, as the platform saw it. */
export function addressOf(request: Request): string {
  return request.headers.get('CF-Connecting-IP') ?? '127.0.0.1'
}
