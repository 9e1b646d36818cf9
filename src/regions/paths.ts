/** A listing or an article by its address. */
type PageMatch =
  | { kind: 'home'; page: number }
  | { kind: 'category' | 'tag'; path: string; page: number }
  | { kind: 'author'; nicename: string; page: number }
  | { kind: 'date'; date: string; page: number }
  | { kind: 'article'; path: string }

interface SearchMatch {
  kind: 'search'
  text: string
  page: number
}

/** What an address below a region names. */
export type PlaceMatch =
  | PageMatch
  /** A feed of that page, in any of the forms that WordPress knows. */
  | { kind: 'feed'; of: PageMatch | SearchMatch; format: FeedFormat }
  /** The Markdown form of an article. */
  | { kind: 'markdown'; path: string }
  /** A file for machines by its name: `post-sitemap2.xml`. */
  | { kind: 'file'; name: string }
  | { kind: 'media'; file: string }
  /** WordPress's long form of a search: `search/two+words`. */
  | SearchMatch
  /** A picture's variant: variantPath. */
  | { kind: 'variant'; id: number; key: string; name: string }
  | { kind: 'none' }

export type FeedFormat = 'rss' | 'json'

/** A public address taken apart; `regionPath` is the first segment, which may or may not be a region's. */
export interface PathMatch {
  regionPath: string
  /** What the rest names, should the first segment be a region's. */
  place: PlaceMatch
}

const UPLOADS = 'wp-content/uploads/'

const INDEX = /^((?:\/[^/]+)?)\/index\.php(?=\/|$)/i
/** Addresses that end without a slash. WordPress has no dots in slugs. */
const FILE =
  /^(.*\/(?:[^/]+\.(?:xml|txt|md)|icon\.svg|icon-(?:180|512)\.png|favicon\.ico|site\.webmanifest))\/?$/i
/** The files for machines of a region: Yoast's names of sitemaps, and those that led to them before it. */
const MACHINE_FILE =
  /^(?:sitemap(?:_index)?|wp-sitemap(?:-[\w-]+)?|(?:post|page|category|post_tag|author)-sitemap\d*|news-sitemap)\.xml$|^(?:robots|llms)\.txt$/
/** A region's icons and manifest. */
const ICON_FILE = /^(?:icon\.svg|icon-(?:180|512)\.png|favicon\.ico|site\.webmanifest)$/
/** Whoever set a key chose its letters (https://www.indexnow.org/documentation): it keeps them. */
const KEY_FILE = /^\/[^/]+\.txt$/
const FIRST_PAGE = /\/page\/0*1\/?$/
const VARIANT = /^(?:\/[^/]+)?\/images\/\d+-[0-9a-f]{8}\/\w+\.\w+$/
const UPLOADED = /^(\/(?:[^/]+\/)?wp-content\/uploads\/)(.+?)\/?$/i
/** Letters, digits, `-`, `.`, `_` and `~` encoded: they mean the same as they are (RFC 3986 §6.2.2.2). */
const UNRESERVED = /%(?:2[de]|3\d|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])/gi

/**
 * The one spelling of a path: lower case, single slashes, a slash at the end, no `/index.php` in front and no
 * `page/1`; null when it is spelled so already. Files for machines end without a slash; names of uploaded files,
 * variants and stylesheets keep theirs.
 */
export function canonicalPath(pathname: string): string | null {
  const plain = pathname.replace(UNRESERVED, decodeURIComponent).replace(/\/{2,}/g, '/')
  const own = spell(repeat(plain, (path) => path.replace(INDEX, '$1')))
  return own === pathname ? null : own
}

function spell(path: string): string {
  const [, folder, file] = UPLOADED.exec(path) ?? []
  if (folder !== undefined) return folder.toLowerCase() + file
  if (path.startsWith('/assets/') || VARIANT.test(path)) return path
  const [, name] = FILE.exec(path) ?? []
  if (name !== undefined) return KEY_FILE.test(name) ? name : name.toLowerCase()
  const unpaged = repeat(path.toLowerCase(), (paged) => paged.replace(FIRST_PAGE, '/'))
  return unpaged.endsWith('/') ? unpaged : `${unpaged}/`
}

function repeat(text: string, step: (text: string) => string): string {
  const next = step(text)
  return next === text ? text : repeat(next, step)
}

/** A canonical path as below the region that its first segment names; the database alone knows whether that is one. */
export function matchPath(pathname: string): PathMatch {
  const end = pathname.indexOf('/', 1)
  const regionPath = end === -1 ? pathname.slice(1) : pathname.slice(1, end)
  return { regionPath, place: matchPlace(end === -1 ? '' : pathname.slice(end + 1)) }
}

/** A canonical path as below a region at the root. */
export function matchRootPath(pathname: string): PlaceMatch {
  return matchPlace(pathname.slice(1))
}

/** What a path below a region (without its first slash) names; no tail is accepted after what is known. */
function matchPlace(path: string): PlaceMatch {
  if (path.startsWith(UPLOADS)) {
    const file = decode(path.slice(UPLOADS.length))
    return file && !file.split('/').includes('..') ? { kind: 'media', file } : { kind: 'none' }
  }
  if (ICON_FILE.test(path)) return { kind: 'file', name: path }
  const variant = /^images\/(\d{1,15})-([0-9a-f]{8})\/(\w+\.\w+)$/.exec(path)
  if (variant) {
    const [, id, key = '', name = ''] = variant
    return { kind: 'variant', id: Number(id), key, name }
  }
  if (/\.(?:xml|txt|md)$/.test(path)) return matchFile(path)
  const feed = matchFeed(path)
  if (feed) return feed
  const { base, page } = splitPage(path)
  if (page === 0) return { kind: 'none' }
  if (base === '') return { kind: 'home', page }
  const search = /^search\/(.+)$/.exec(base)?.[1]
  if (search !== undefined) return matchSearch(search, page)
  const listing = /^(category|tag|author)\/(.+)$/.exec(base)
  if (listing) return matchListing(listing[1] ?? '', listing[2] ?? '', page)
  const date = /^(\d{4})(?:\/(\d{2})(?:\/(\d{2}))?)?$/.exec(base)
  if (date) return { kind: 'date', date: date.slice(1).filter(Boolean).join('-'), page }
  return page > 1 || /^(category|tag|author|page)$/.test(base)
    ? { kind: 'none' }
    : { kind: 'article', path: base }
}

function matchFile(path: string): PlaceMatch {
  const article = /^(.+)\/index\.md$/.exec(path)?.[1]
  if (article !== undefined) return { kind: 'markdown', path: article }
  return MACHINE_FILE.test(path) ? { kind: 'file', name: path } : { kind: 'article', path }
}

/** Feeds as WordPress names them: `feed/`, `category/news/feed/atom/`, `comments/feed/`, and the files of its first years. */
function matchFeed(path: string): PlaceMatch | null {
  const found =
    /^((?:.+\/)?)feed\/(?:(json|rss2?|atom|rdf)\/)?$/.exec(path) ??
    /^()wp-(?:atom|commentsrss2|feed|rdf|rss2?)\.php\/$/.exec(path)
  if (!found) return null
  const [, above = '', format] = found
  const of = matchPlace(above === 'comments/' ? '' : above)
  const isPage = of.kind !== 'media' && of.kind !== 'none' && of.kind !== 'file'
  const isOther = of.kind === 'feed' || of.kind === 'markdown' || of.kind === 'variant'
  return isPage && !isOther
    ? { kind: 'feed', of, format: format === 'json' ? 'json' : 'rss' }
    : { kind: 'none' }
}

/** Addresses that WordPress's other permalink settings give an article, and those of its attachments' pages. */
export interface OldForms {
  /** `2025/11/04/slug`, `2025/11/slug`: the slug, and the listing that its post must be in. */
  dated: { slug: string; listing: string } | null
  /** `archives/123` */
  id: number | null
  /** `slug`, `parent/slug`, `parent/attachment/slug`, `2025/11/parent/slug`: a medium's slug below its article's path. */
  attachment: { slug: string; parentPath: string }
}

/** What else than an article's own address a path below a region may be, without slashes at the ends. */
export function oldForms(path: string): OldForms {
  const [, year, month, day, dated] = /^(\d{4})\/(\d{2})(?:\/(\d{2}))?\/([^/]+)$/.exec(path) ?? []
  const id = /^archives\/([1-9]\d{0,14})$/.exec(path)?.[1]
  const end = path.lastIndexOf('/')
  return {
    dated: dated
      ? { slug: dated, listing: day ? `day:${year}-${month}-${day}` : `month:${year}-${month}` }
      : null,
    id: id ? Number(id) : null,
    attachment: {
      slug: path.slice(end + 1),
      parentPath: path
        .slice(0, Math.max(0, end))
        .replace(/\/attachment$/, '')
        .replace(/^\d{4}\/\d{2}(?:\/\d{2})?\//, ''),
    },
  }
}

function matchSearch(words: string, page: number): PlaceMatch {
  const text = decode(words.replaceAll('+', ' '))
  return text === null ? { kind: 'none' } : { kind: 'search', text, page }
}

function matchListing(word: string, path: string, page: number): PlaceMatch {
  if (word === 'category') return { kind: 'category', path, page }
  if (path.includes('/')) return { kind: 'none' }
  return word === 'tag' ? { kind: 'tag', path, page } : { kind: 'author', nicename: path, page }
}

/** `a/page/2/` → `a`, 2. Page 0 stands for a number that is no page's. */
function splitPage(path: string): { base: string; page: number } {
  const bare = path.replace(/\/$/, '')
  const paged = /^(?:(.*)\/)?page\/(\d{1,6})$/.exec(bare)
  return paged ? { base: paged[1] ?? '', page: Number(paged[2]) } : { base: bare, page: 1 }
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}
