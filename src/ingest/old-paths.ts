/** Where an old site begins: its host and the path in front of every address (`/`, `/ca/`). */
export interface SiteRoot {
  host: string
  pathPrefix: string
}

/** The root of the site at an address (`https://host/ca/` or `https://host/ca`); null for a relative one. */
export function siteRoot(address: string): SiteRoot | null {
  const url = URL.parse(address)
  if (url === null) return null
  return { host: url.host, pathPrefix: url.pathname.replace(/\/*$/, '/') }
}

/** The path of an address below the site's prefix, without slashes at the ends; empty for the home page. */
export function pathBelow(link: string, pathPrefix: string): string {
  const path = (URL.parse(link, 'http://relative.invalid')?.pathname ?? '').replace(/\/{2,}/g, '/')
  const below = path.startsWith(pathPrefix) ? path.slice(pathPrefix.length) : path
  return lowerEscapes(below.replace(/^\/+|\/+$/g, ''))
}

/** Percent escapes in lower case, as WordPress stores slugs. */
export function lowerEscapes(text: string): string {
  return text.replace(/%[0-9A-F]{2}/gi, (escape) => escape.toLowerCase())
}

/**
 * The addresses that led to an article and that its slug alone does not tell: its own where the permalinks had more in
 * them (a date, a category, the pages above it, `.html`), and those of former slugs and dates (`_wp_old_slug`, `_wp_old_date`).
 */
export function oldPathsOf(article: {
  link: string
  slug: string
  pathPrefix: string
  oldSlugs?: readonly string[]
  oldDates?: readonly string[]
}): string[] {
  const { link, pathPrefix } = article
  const slug = lowerEscapes(article.slug)
  const path = pathBelow(link, pathPrefix)
  const paths = new Set<string>()
  const isOwn = path === '' || path === encoded(slug) || path === slug
  if (!isOwn) paths.add(path)
  for (const old of article.oldSlugs ?? []) {
    const bare = lowerEscapes(old).replace(/^\/+|\/+$/g, '')
    if (bare === '' || bare === slug) continue
    paths.add(bare)
    if (!isOwn && slug !== '' && path.includes(encoded(slug)))
      paths.add(path.replace(encoded(slug), bare))
  }
  for (const date of article.oldDates ?? []) {
    const dated = /(?<=^|\/)\d{4}\/\d\d(?:\/\d\d)?(?=\/)/
    const parts = date.split('-')
    const given = dated.exec(path)?.[0]
    if (given && parts.length === 3)
      paths.add(path.replace(given, parts.slice(0, given.split('/').length).join('/')))
  }
  return [...paths].filter((item) => item !== '' && item.length <= 1000)
}

function encoded(path: string): string {
  return path
    .split('/')
    .map((part) => lowerEscapes(encodeURIComponent(decoded(part))))
    .join('/')
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** What stands in front of `/wp-json/` in the own links (`_links`) of an object of the REST API; null without them. */
export function apiPrefix(links: unknown): string | null {
  const self = (links as { self?: unknown } | null | undefined)?.self
  const [first] = Array.isArray(self) ? (self as unknown[]) : []
  const href = first !== null && typeof first === 'object' && 'href' in first ? first.href : null
  const path = URL.parse(String(href), 'http://relative.invalid')?.pathname ?? ''
  const at = path.indexOf('/wp-json/')
  return href === null || at < 0 ? null : path.slice(0, at + 1)
}
