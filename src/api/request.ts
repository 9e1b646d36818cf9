// A request as WordPress takes it apart before it looks for a route.

/**
 * Whether an absolute address is the API's: `/ca/wp-json`, `/ca/wp-json/…`, `/ca/?rest_route=/…`, each also behind
 * `index.php`, the same of a root region, the API's description, or what it says of signing in.
 */
export function isApiUrl(url: string): boolean {
  return (
    /^https?:\/\/[^/]+(?:\/[^/?#]+)?(?:\/index\.php)?\/wp-json(?:[/?#]|$)/.test(url) ||
    /^https?:\/\/[^/]+\/(?:[^/?#]+\/?)?(?:index\.php)?\?(?:[^#]*&)?rest_route=/.test(url) ||
    /^https?:\/\/[^/]+(?:\/openapi\.json|(?:\/[^/?#]+)?\/wp-admin\/authorize-application\.php)(?:[?#]|$)/.test(
      url,
    )
  )
}

/** The request with its route in the path, where `rest_route` names one, and without WordPress's `index.php`. */
export function toApiRequest(request: Request): Request {
  const url = new URL(request.url)
  url.pathname = url.pathname.replace(/\/index\.php(?=\/wp-json|$)/, '')
  const route = url.searchParams.get('rest_route')
  if (route !== null && !url.pathname.includes('/wp-json')) {
    url.searchParams.delete('rest_route')
    url.pathname = `${url.pathname.replace(/\/$/, '')}/wp-json/${route.replace(/^\/+/, '')}`
  }
  return url.href === request.url ? request : new Request(url, request)
}
