import type { ArticleDocument, ListingAddress, ListingFound } from '#content/reading.ts'
import type { RegionLink, RegionSettings, TitledPage } from '#content/regions.ts'
import { toUtcTimestamp } from '#regions/format.ts'
import { hreflangCluster, openGraphLocale } from '#regions/hreflang.ts'
import {
  absoluteUrl,
  apiPath,
  articlePath,
  feedPath,
  homePath,
  mediaPath,
} from '#regions/permalink.ts'
import { variantShape } from '#regions/variants.ts'
import { wordsOf } from './body.ts'
import { toPictureView } from './images.ts'
import { fillTitle, TITLE_TEMPLATES, type TitleValues } from './title.ts'
import type { ApiLinks, PictureView, SeoView } from './views.ts'
import { wordsFor } from './words.ts'

// What the head of a page says to search engines and networks: what an editor chose, else what follows from the page.

const ROBOTS = {
  index: 'index',
  follow: 'follow',
  'max-snippet': 'max-snippet:-1',
  'max-image-preview': 'max-image-preview:large',
  'max-video-preview': 'max-video-preview:-1',
}

/** What an article's page is, for its head. */
interface ArticlePlace extends Pick<SeoView, 'section' | 'author' | 'readingTime'> {
  /** Its own address, root-relative or absolute. */
  address: string
  /** Its title, or what stands for one. */
  title: string
  image: PictureView | null
  /** Its Markdown form, root-relative. */
  markdown: string | null
}

/** The head of an article's page. */
export function toArticleSeo(
  siteUrl: string,
  regions: readonly RegionLink[],
  region: RegionSettings,
  article: ArticleDocument,
  { address, title: name, image, markdown, ...said }: ArticlePlace,
): SeoView {
  const { seo } = article
  const title =
    seo.title ||
    titleFor(region, article.type === 'page' ? 'page' : 'article', { ...said, title: name })
  const description = seo.description || article.excerpt || shorten(article.contentStart, 180)
  const versions = [{ region: region.code, path: article.path }, ...article.siblings]
  const { media } = article
  const own = media && [mediaPath(region, media.file), media.sourceUrl]
  const isLead = (url: string | undefined) => url === image?.src || own?.includes(url ?? '')
  const chosen = isLead(seo.ogImage?.url) ? undefined : seo.ogImage
  const socialImage = toSocialImage(siteUrl, region, chosen, image)
  return {
    ...ofSite(region),
    ...said,
    title,
    description,
    robots: robots(seo.robots),
    canonical: absoluteUrl(siteUrl, seo.canonical || address),
    ogType: 'article',
    publishedTime: article.type === 'post' ? toUtcTimestamp(article.publishedAt) : '',
    modifiedTime: toUtcTimestamp(article.modifiedAt),
    ogTitle: seo.ogTitle || title,
    ogDescription: seo.ogDescription || description,
    ogImage: socialImage,
    twitterCard: socialImage ? seo.twitterCard || 'summary_large_image' : 'summary',
    twitterTitle: unless(seo.twitterTitle, seo.ogTitle || title),
    twitterDescription: unless(seo.twitterDescription, seo.ogDescription || description),
    twitterImage:
      seo.twitterImage && !(isLead(seo.twitterImage) && !chosen)
        ? unless(absoluteUrl(siteUrl, seo.twitterImage), socialImage?.url ?? '')
        : '',
    alternates: articleCluster(siteUrl, regions, versions),
    feeds: feedsOf(siteUrl, region, region.name, homePath(region)),
    previousHref: null,
    nextHref: null,
    api: {
      ...apiLinks(siteUrl, region, `${article.type}s/${article.id}`),
      ...(markdown !== null && { markdown: absoluteUrl(siteUrl, markdown) }),
      embeds: absoluteUrl(siteUrl, address),
    },
  }
}

/** The hreflang cluster of an article, for its head and for sitemaps: two that differ would be believed by nobody. */
export function articleCluster(
  siteUrl: string,
  regions: readonly RegionLink[],
  versions: readonly { region: string; path: string }[],
): SeoView['alternates'] {
  const places = regions.flatMap((other) => {
    const version = versions.find((candidate) => candidate.region === other.code)
    if (!version) return []
    const { locale, isXDefault } = other
    return { locale, path: articlePath(other, version.path), isXDefault }
  })
  return hreflangCluster(siteUrl, places)
}

/** The head of a page for one pair of eyes: it is nobody's to find, and no copy of anything. */
export function toPrivateSeo(seo: SeoView): SeoView {
  return { ...seo, robots: 'noindex, nofollow', canonical: '', alternates: [] }
}

/** The picture that an editor chose for networks, else the lead, else the region's own. */
function toSocialImage(
  siteUrl: string,
  region: RegionSettings,
  chosen: ArticleDocument['seo']['ogImage'],
  lead: PictureView | null,
): SeoView['ogImage'] {
  if (chosen) {
    return {
      url: absoluteUrl(siteUrl, chosen.url),
      width: chosen.width ?? 0,
      height: chosen.height ?? 0,
      mimeType: chosen.type ?? '',
      alt: chosen.alt ?? '',
    }
  }
  const shown = lead ?? regionsOwn(region)
  return (
    shown && {
      url: absoluteUrl(siteUrl, shown.src),
      width: shown.width,
      height: shown.height,
      mimeType: shown.mimeType,
      alt: shown.alt,
      ...(!lead && { isDefault: true }),
    }
  )
}

/** The region's social image in the shape that networks show, or as it is where it cannot be cut. */
function regionsOwn(region: RegionSettings) {
  const medium = region.socialImage ?? null
  const whole = toPictureView(medium, region)
  return whole && medium && { ...whole, ...variantShape(region, medium, 'social') }
}

/** What every head of a region says. */
function ofSite(region: RegionSettings) {
  return { siteName: region.name, locale: openGraphLocale(region.locale) }
}

function titleFor(
  { name: site, tagline, head }: RegionSettings,
  kind: TitledPage,
  said: Partial<TitleValues>,
): string {
  const template = head?.titles?.[kind] ?? TITLE_TEMPLATES[kind] ?? TITLE_TEMPLATES.other ?? ''
  return fillTitle(template, { title: '', section: '', author: '', ...said, site, tagline })
}

/** The feeds of a listing by its address, named for what it lists. */
function feedsOf(
  siteUrl: string,
  { locale }: RegionSettings,
  name: string,
  listing: string,
): SeoView['feeds'] {
  const title = wordsFor(locale).feedOf(name)
  const feed = (format: 'rss' | 'json') => absoluteUrl(siteUrl, feedPath(listing, format))
  return [
    { title, href: feed('rss'), type: 'application/rss+xml' },
    { title, href: feed('json'), type: 'application/feed+json' },
  ]
}

/** A text that says something else than what stands for it anyway; empty otherwise. */
function unless(text: string | undefined, same: string): string {
  return text === undefined || text === same ? '' : text
}

/** The hreflang cluster of a region's home. */
export function homeCluster(siteUrl: string, regions: readonly RegionLink[]) {
  const homes = regions.map((region) => ({
    locale: region.locale,
    path: homePath(region),
    isXDefault: false,
  }))
  const cluster = hreflangCluster(siteUrl, homes)
  // The chooser speaks to everyone whom no region names.
  return cluster.length > 0
    ? [...cluster, { hreflang: 'x-default', href: absoluteUrl(siteUrl, '/') }]
    : []
}

/** Where the API gives what a page shows; `route` is below `wp/v2`. */
export function apiLinks(siteUrl: string, region: RegionSettings, route: string | null): ApiLinks {
  const api = (path?: string) => absoluteUrl(siteUrl, apiPath(region, path))
  return { root: api(), item: route && api(`wp/v2/${route}`) }
}

function listedRoute({ term, author }: Pick<ListingFound, 'term' | 'author'>): string | null {
  if (term) return `${term.taxonomy === 'category' ? 'categories' : 'tags'}/${term.id}`
  return author ? `users/${author.id}` : null
}

function robots(own: Record<string, string> | undefined): string {
  return Object.values({ ...ROBOTS, ...own }).join(', ')
}

/** What a listing's page is, for its head. */
interface ListingPlace {
  title: string
  /** Counted from 1. */
  page: number
  kind: ListingAddress['kind']
  path: string
  /** Of its first page. */
  firstPath: string
  previousPath: string | null
  nextPath: string | null
}

/** The head of a listing's page: a term's own fields; later pages say which they are, and are nobody else's copy. */
export function toListingSeo(
  siteUrl: string,
  found: Pick<ListingFound, 'term' | 'author' | 'regions'>,
  region: RegionSettings,
  { title, page, kind, path, firstPath, previousPath, nextPath }: ListingPlace,
): SeoView {
  const own = found.term?.seo ?? {}
  const isHome = kind === 'home'
  const suffix = page > 1 ? ` – ${wordsFor(region.locale).page(page)}` : ''
  const derived = isHome
    ? titleFor(region, kind, { title }) + suffix
    : titleFor(region, kind, { title: title + suffix })
  const seoTitle = own.title ? own.title + suffix : derived
  const about = wordsOf(found.term?.description ?? '') || found.author?.description || ''
  const description = own.description || about || (isHome ? region.tagline : '')
  const ogTitle = own.ogTitle ? own.ogTitle + suffix : seoTitle
  const ogDescription = own.ogDescription || description
  const ogImage = toSocialImage(siteUrl, region, own.ogImage, null)
  return {
    ...ofSite(region),
    publishedTime: '',
    modifiedTime: '',
    section: '',
    author: '',
    readingTime: '',
    title: seoTitle,
    description,
    robots: robots(own.robots),
    // It names the whole listing's first page: what an older page holds is not there.
    canonical: absoluteUrl(siteUrl, (page === 1 && own.canonical) || path),
    ogType: kind === 'author' ? 'profile' : 'website',
    ogTitle,
    ogDescription,
    ogImage,
    twitterCard: (ogImage && own.twitterCard) || (ogImage ? 'summary_large_image' : 'summary'),
    twitterTitle: own.twitterTitle ? unless(own.twitterTitle + suffix, ogTitle) : '',
    twitterDescription: unless(own.twitterDescription, ogDescription),
    twitterImage: own.twitterImage
      ? unless(absoluteUrl(siteUrl, own.twitterImage), ogImage?.url ?? '')
      : '',
    feeds: [
      ...feedsOf(siteUrl, region, region.name, homePath(region)),
      ...(isHome || kind === 'date' ? [] : feedsOf(siteUrl, region, title, firstPath)),
    ],
    alternates: isHome && page === 1 ? homeCluster(siteUrl, found.regions) : [],
    previousHref: previousPath && absoluteUrl(siteUrl, previousPath),
    nextHref: nextPath && absoluteUrl(siteUrl, nextPath),
    api: apiLinks(siteUrl, region, listedRoute(found)),
  }
}

/** A text on one line, cut between words. */
export function shorten(text: string, max: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= max ? line : `${line.slice(0, line.lastIndexOf(' ', max))}…`
}
