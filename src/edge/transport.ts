/** Two years, after which a browser asks anew whether there is https. */
const STRICT_TRANSPORT_SECURITY = 'max-age=63072000'

/**
 * An answer as it leaves, of whatever kind: browsers take it for what it says that it is, and where the publication is at
 * https they never ask for it in the clear (RFC 6797). Other hosts of the domain are their owner's to decide on.
 */
export function secured(response: Response, siteUrl: string): Response {
  response.headers.set('X-Content-Type-Options', 'nosniff')
  if (siteUrl.startsWith('https:')) {
    response.headers.set('Strict-Transport-Security', STRICT_TRANSPORT_SECURITY)
  }
  return response
}
