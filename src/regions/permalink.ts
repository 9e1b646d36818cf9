import type { Region } from './region.ts'

// The only place that spells a public address. All are root-relative; `absoluteUrl` adds the origin, which comes
// from configuration and never from a Host header: the edge cache key has no host.

type Place = Pick<Region, 'path'>

/** The region's root, with a slash at both ends: `/ca/`, or `/` for a root region. */
export function regionRoot(region: Place): string {
  return region.path === '' ? '/' : `/${region.path}/`
}

/** Absolute form of a root-relative path; absolute addresses come back unchanged. */
export function absoluteUrl(siteUrl: string, path: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(path) ? path : siteUrl + path
}

/** `page` 1 is the listing's own address, later ones add `page/N/` (WordPress's form). */
function paged(address: string, page: number): string {
  return page > 1 ? `${address}page/${page}/` : address
}

/** `/ca/`, `/ca/page/2/`. */
export function homePath(region: Place, page = 1): string {
  return paged(regionRoot(region), page)
}

/** `/ca/?s=two+words`, `/ca/page/2/?s=…`, `/ca/?s=…&cat=4`: spelled as browsers send a form. */
export function searchPath(
  region: Place,
  { text, category }: { text: string; category?: string | number | null },
  page = 1,
): string {
  const query = new URLSearchParams({ s: text })
  if (category != null) query.set('cat', String(category))
  return `${homePath(region, page)}?${query.toString()}`
}

/** `/ca/{slug}/` or `/ca/{parent}/{child}/`. */
export function articlePath(region: Place, path: string): string {
  return `${regionRoot(region)}${path}/`
}

/** The address that works before an article has a slug, and WordPress's guid: `/ca/?p=11533`. */
export function shortlinkPath(region: Place, id: number, type: 'post' | 'page' = 'post'): string {
  return `${regionRoot(region)}?${type === 'page' ? 'page_id' : 'p'}=${id}`
}

/** `/ca/category/{path}/` or `/ca/tag/{path}/`. */
export function termPath(
  region: Place,
  taxonomy: 'category' | 'post_tag',
  path: string,
  page = 1,
): string {
  return paged(
    `${regionRoot(region)}${taxonomy === 'category' ? 'category' : 'tag'}/${path}/`,
    page,
  )
}

/** `/ca/author/{nicename}/`. */
export function authorPath(region: Place, nicename: string, page = 1): string {
  return paged(`${regionRoot(region)}author/${nicename}/`, page)
}

/** `/ca/2025/`, `/ca/2025/11/`, `/ca/2025/11/04/`; `date` is `2025`, `2025-11` or `2025-11-04`. */
export function datePath(region: Place, date: string, page = 1): string {
  return paged(`${regionRoot(region)}${date.replaceAll('-', '/')}/`, page)
}

/** The feed of a listing: `/ca/feed/`, `/ca/tag/news/feed/json/`. */
export function feedPath(listing: string, format: 'rss' | 'json' = 'rss'): string {
  return format === 'json' ? `${listing}feed/json/` : `${listing}feed/`
}

/** The Markdown form of an article: `/ca/{slug}/index.md`. */
export function markdownPath(region: Place, path: string): string {
  return `${articlePath(region, path)}index.md`
}

/** A file for machines below a region: `/ca/sitemap_index.xml`. */
export function filePath(region: Place, name: string): string {
  return regionRoot(region) + name
}

/** Yoast's name of a sitemap: `post-sitemap.xml`, `post-sitemap2.xml`. */
export function sitemapName(kind: string, number: number): string {
  return `${kind}-sitemap${number > 1 ? number : ''}.xml`
}

/** Where a file of the uploads folder is served: `/ca/wp-content/uploads/2025/11/name.webp`. */
export function mediaPath(region: Place, file: string): string {
  // Most names need no encoding, and a page has dozens.
  const path = /^[\w./-]*$/.test(file) ? file : file.split('/').map(encodeURIComponent).join('/')
  return `${regionRoot(region)}wp-content/uploads/${path}`
}

/** Address of one of a medium's files; what R2 does not have yet is shown from where the import found it. */
export function mediaAddress(
  row: { isStored: number | boolean; sourceUrl: string | null },
  region: Place,
  file: string,
): string {
  if (row.isStored || row.sourceUrl === null) return mediaPath(region, file)
  return row.sourceUrl.replace(/[^/]*$/, '') + encodeURIComponent(file.split('/').at(-1) ?? '')
}

/** An address of the API; `route` without a slash in front: `wp/v2/posts/9`. */
export function apiPath(region: Place, route = ''): string {
  return `${regionRoot(region)}wp-json/${route}`
}

/** The picture of whoever has none: the same for everybody, so that it tells nothing of them. */
export const AVATAR_PATH = '/assets/avatar.svg'
