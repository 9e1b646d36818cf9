import type { Subject } from '#content/changes.ts'
import type { Found } from '#content/reading.ts'
import type { RegionSettings } from '#content/regions.ts'
import {
  findNews,
  findSitemap,
  findSitemapIndex,
  listSitemaps,
  SITEMAP_INDEX,
  sitemapListing,
  type SitemapEntry,
  type SitemapKind,
  type SitemapPart,
} from '#content/sitemaps.ts'
import { newsPolicy, PAGE } from '#edge/policy.ts'
import {
  absoluteUrl,
  articlePath,
  authorPath,
  filePath,
  homePath,
  mediaPath,
  sitemapName,
  termPath,
} from '#regions/permalink.ts'
import { toPublisherView } from '#render/publisher.ts'
import { articleCluster, homeCluster } from '#render/seo.ts'
import {
  newsLanguage,
  newsSitemap,
  sitemap,
  sitemapIndex,
  type SitemapUrlView,
} from '#render/sitemap.ts'
import { file } from './files.ts'
import { missing, redirect, type Answer, type Visit } from './routes.ts'
import { frame, newsSubjects } from './subjects.ts'

const XML = 'application/xml; charset=utf-8'
/** What Google takes for news (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap). */
const NEWS_SECONDS = 2 * 24 * 3600

/** A sitemap of a region by its name, or the index of them; null for a name that is none's. */
export async function serveSitemap(
  visit: Visit,
  regionPath: string,
  name: string,
): Promise<Answer | null> {
  if (name === 'sitemap_index.xml') return serveIndex(visit, regionPath)
  if (name === 'news-sitemap.xml') return serveNews(visit, regionPath)
  const [, kind, digits = ''] = /^([a-z_]+)-sitemap(\d*)\.xml$/.exec(name) ?? []
  if (kind === undefined || kind === 'wp') return null
  // The names that paths.ts lets through.
  return serveOne(visit, regionPath, kind as SitemapKind, digits)
}

/** The sitemaps of all regions: an index may not name another. */
export async function serveWholeIndex(visit: Visit): Promise<Response> {
  const found = await listSitemaps(visit.env.DB)
  const subjects: Subject[] = found.regions.flatMap((region) => [
    ...frame(region),
    ...indexSubjects(region),
  ])
  return indexFile(visit, found, found.parts, subjects)
}

async function serveIndex(visit: Visit, regionPath: string): Promise<Answer> {
  const found = await findSitemapIndex(visit.env.DB, regionPath)
  const { region } = found
  const response = async () =>
    region === null
      ? missing(visit, found)
      : indexFile(visit, found, found.parts, [...frame(region), ...indexSubjects(region)])
  return { ...found, response }
}

function indexSubjects({ code: region }: RegionSettings): Subject[] {
  return [
    { kind: 'listing', region, listing: SITEMAP_INDEX },
    { kind: 'collection', region, of: 'terms' },
    { kind: 'authors' },
  ]
}

function indexFile(
  visit: Visit,
  { rowsRead }: Found,
  parts: readonly SitemapPart[],
  subjects: readonly Subject[],
): Response {
  const views = parts.map(({ kind, number, modifiedAt, ...region }) => ({
    url: absoluteUrl(visit.env.SITE_URL, filePath(region, sitemapName(kind, number))),
    modifiedAt,
  }))
  return file(visit, sitemapIndex(views), XML, PAGE, subjects, { rowsRead })
}

async function serveOne(
  visit: Visit,
  regionPath: string,
  kind: SitemapKind,
  digits: string,
): Promise<Answer> {
  const number = digits === '' ? 1 : Number(digits)
  const found = await findSitemap(visit.env.DB, regionPath, kind, number)
  const { region, entries } = found
  const response = async () => {
    if (region === null) return missing(visit, found)
    const subjects = [...frame(region), ...sitemapSubjects(region, kind, number)]
    const own = filePath(region, sitemapName(kind, number))
    const hasHome = kind === 'page' && number === 1
    if (entries.length === 0 && !hasHome) return missing(visit, found, subjects)
    if (own !== visit.url.pathname) return redirect(own, subjects)
    const { SITE_URL: siteUrl } = visit.env
    const home: SitemapUrlView = {
      url: absoluteUrl(siteUrl, homePath(region)),
      modifiedAt: found.homeModifiedAt,
      images: [],
      alternates: homeCluster(siteUrl, found.regions),
    }
    const urls = entries.flatMap((entry) => toUrl(siteUrl, found, region, kind, entry))
    const body = sitemap(hasHome ? [home, ...urls] : urls)
    return file(visit, body, XML, PAGE, subjects, { rowsRead: found.rowsRead })
  }
  return { ...found, response }
}

function sitemapSubjects(
  { code: region }: RegionSettings,
  kind: SitemapKind,
  number: number,
): Subject[] {
  if (kind === 'author') return [{ kind: 'authors' }]
  if (kind === 'category' || kind === 'post_tag')
    return [{ kind: 'collection', region, of: 'terms' }]
  return [
    { kind: 'listing', region, listing: sitemapListing(kind, number) },
    // The region's home is among its pages.
    ...(kind === 'page' && number === 1
      ? [{ kind: 'listing' as const, region, listing: 'home' }]
      : []),
  ]
}

/** An entry, unless its page names another as the one to be listed. */
function toUrl(
  siteUrl: string,
  { regions }: Found,
  region: RegionSettings,
  kind: SitemapKind,
  entry: SitemapEntry,
): SitemapUrlView[] {
  const absolute = (path: string) => absoluteUrl(siteUrl, path)
  const url = absolute(addressOf(region, kind, entry.path))
  if (entry.canonical !== '' && absolute(entry.canonical) !== url) return []
  const versions = [{ region: region.code, path: entry.path }, ...entry.siblings]
  return [
    {
      url,
      modifiedAt: entry.modifiedAt,
      images: entry.images.map((image) => absolute(mediaPath(region, image))),
      alternates: entry.siblings.length > 0 ? articleCluster(siteUrl, regions, versions) : [],
    },
  ]
}

function addressOf(region: RegionSettings, kind: SitemapKind, path: string): string {
  if (kind === 'author') return authorPath(region, path)
  return kind === 'category' || kind === 'post_tag'
    ? termPath(region, kind, path)
    : articlePath(region, path)
}

async function serveNews(visit: Visit, regionPath: string): Promise<Answer> {
  const now = Math.floor(Date.now() / 1000)
  const found = await findNews(visit.env.DB, regionPath, now - NEWS_SECONDS)
  const { region, news } = found
  const response = async () => {
    if (region === null) return missing(visit, found)
    const { SITE_URL: siteUrl } = visit.env
    const publication = {
      name: toPublisherView(siteUrl, region).organisation.name,
      language: newsLanguage(region.locale),
    }
    const body = newsSitemap(
      news.map(({ path, title, publishedAt }) => ({
        ...publication,
        url: absoluteUrl(siteUrl, articlePath(region, path)),
        title,
        publishedAt,
      })),
    )
    const oldest = news.at(-1)
    const policy = newsPolicy(oldest ? oldest.publishedAt + NEWS_SECONDS - now : null)
    return file(visit, body, XML, policy, newsSubjects(found, region), { rowsRead: found.rowsRead })
  }
  return { ...found, response }
}
