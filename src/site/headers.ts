import { apiLinkHeader } from '#render/head.ts'
import type { ApiLinks, SiteView } from '#render/views.ts'
import { speculationHref } from './speculation.ts'

/**
 * What a page may load and do. Nothing runs but files of this site; structured data is no script to a browser. Pictures and
 * films come from wherever an import found them until they are here; which players may be framed the sanitiser decides
 * (content/players.ts), whose addresses are all https. `connect-src` is for whoever reads robots.txt from within a page, as
 * Lighthouse does.
 */
const contentSecurityPolicy = (
  elsewhere: string,
) => `default-src 'none'; script-src 'self'; style-src 'self'; \
img-src 'self' data: ${elsewhere}; media-src 'self' ${elsewhere}; font-src 'self'; frame-src https:; connect-src 'self'; \
manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'`

/** What no page asks a reader for, nor a frame in it. */
const PERMISSIONS_POLICY = [
  'camera',
  'display-capture',
  'geolocation',
  'microphone',
  'payment',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ')

const COMMON = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': PERMISSIONS_POLICY,
  'Referrer-Policy': 'strict-origin-when-cross-origin',
}
const OVER_HTTP = {
  ...COMMON,
  // An old site's pictures may be at http; a page that is itself there may show them.
  'Content-Security-Policy': contentSecurityPolicy('http: https:'),
}
const OVER_HTTPS = {
  ...COMMON,
  'Content-Security-Policy': `${contentSecurityPolicy('https:')}; upgrade-insecure-requests`,
}

/** The headers of every HTML answer to a reader, whatever its status. */
export function documentHeaders(siteUrl: string): Record<string, string> {
  return siteUrl.startsWith('https:') ? OVER_HTTPS : OVER_HTTP
}

/**
 * What a page of a region says in headers besides: the stylesheet, which the edge can send for ahead of the page (103 Early
 * Hints), where the API is, and which links may be fetched before they are followed.
 */
export function regionHeaders(
  { region, stylesheetHref }: Pick<SiteView, 'region' | 'stylesheetHref'>,
  api: ApiLinks,
): Record<string, string> {
  return {
    'Content-Language': region.locale,
    Link: `<${stylesheetHref}>; rel="preload"; as="style", ${apiLinkHeader(api)}`,
    'Speculation-Rules': `"${speculationHref(region.code, region.homeHref)}"`,
  }
}
