// A request as WordPress takes it apart before it looks for a route.

/** Whether an absolute address is the API's: `/ca/wp-json`, `/ca/wp-json/…`, `/ca/?rest_route=/…`, or below a root region. */
export function isApiUrl(url: string): boolean {
  return (
    /^https?:\/\/[^/]+(?:\/[^/?#]+)?\/wp-json(?:[/?#]|$)/.test(url) ||
    /^https?:\/\/[^/]+\/(?:[^/?#]+\/?)?\?(?:[^#]*&)?rest_route=/.test(url)
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
