import type { Subject } from '#content/changes.ts'
import { findFeed, type FeedFound, type FeedItem } from '#content/feeds.ts'
import { sourcesOf, type ListingAddress } from '#content/reading.ts'
import type { RegionSettings } from '#content/regions.ts'
import { PAGE, type Policy } from '#edge/policy.ts'
import type { FeedFormat } from '#regions/paths.ts'
import { absoluteUrl, articlePath, authorPath, feedPath } from '#regions/permalink.ts'
import { withAbsoluteAddresses } from '#render/absolute.ts'
import { titleOf } from '#render/article-head.ts'
import { jsonFeed, rssFeed, type FeedItemView, type FeedView } from '#render/feed.ts'
import { toPictureView } from '#render/images.ts'
import { html } from '#render/markup.ts'
import { listingPath, toListingHead } from '#render/listing-head.ts'
import { toPublisherView } from '#render/publisher.ts'
import { shorten } from '#render/seo.ts'
import type { PictureView } from '#render/views.ts'
import { file } from './files.ts'
import { addressOf, lead, missing, pathBelow, redirect, type Answer, type Visit } from './routes.ts'
import { feedSubjects, redirectSubjects } from './subjects.ts'

const TYPES = { rss: 'application/rss+xml', json: 'application/feed+json' }

/** The feed of a listing, at its one address: what else WordPress called it leads there. */
export async function serveFeed(
  visit: Visit,
  regionPath: string,
  address: ListingAddress,
  format: FeedFormat,
): Promise<Answer> {
  const found = await findFeed(visit.env.DB, regionPath, address)
  const { region, subject } = found
  const response = async () => {
    if (region === null) return missing(visit, found)
    if (subject === null) return movedFeed(visit, found, region, address, format)
    const own = feedPath(listingPath(region, address, found, 1), format)
    const subjects: Subject[] = [
      ...feedSubjects(found, region, subject),
      { kind: 'path', region: region.code, path: pathBelow(visit, region) },
    ]
    if (own !== visit.url.pathname) return redirect(own, subjects)
    // A day on which nothing came out has no page, and no feed.
    if (address.kind === 'date' && found.items.length === 0) return missing(visit, found, subjects)
    const { SITE_URL: siteUrl } = visit.env
    const { seo } = toListingHead(siteUrl, region, address, found)
    const view = toFeedView(siteUrl, region, found.items, {
      title: address.kind === 'home' ? region.name : seo.title,
      description: seo.description,
      homeUrl: absoluteUrl(siteUrl, listingPath(region, address, found, 1)),
      selfUrl: absoluteUrl(siteUrl, own),
    })
    return feedFile(visit, view, format, { policy: PAGE, subjects, rowsRead: found.rowsRead })
  }
  return { ...found, response }
}

/** Where the feed of a listing is that has moved, if it has. */
function movedFeed(
  visit: Visit,
  found: FeedFound,
  region: RegionSettings,
  address: ListingAddress,
  format: FeedFormat,
): Response | Promise<Response> {
  const moved = found.redirect
  const subjects: Subject[] = sourcesOf(address).map((path) => ({
    kind: 'path',
    region: region.code,
    path,
  }))
  if (moved) subjects.push(...redirectSubjects(moved, region, pathBelow(visit, region)))
  const target = moved && addressOf(visit, moved, region)
  const isListing = moved?.target === null && (moved.term || moved.author)
  const to = target !== null && isListing ? feedPath(target, format) : target
  return lead(visit, found, moved, to, subjects)
}

/** A feed as it leaves; the hub, if there is one, learns of its changes. */
export function feedFile(
  visit: Visit,
  view: FeedView,
  format: FeedFormat,
  {
    policy,
    subjects,
    rowsRead,
  }: { policy: Policy; subjects: readonly Subject[]; rowsRead: number },
): Response {
  const hubUrl = (policy === PAGE && visit.env.WEBSUB_HUB) || null
  const own = { ...view, hubUrl }
  const body = format === 'json' ? jsonFeed(own) : rssFeed(own)
  const links = [
    `<${view.selfUrl}>; rel="self"; type="${TYPES[format]}"`,
    ...(hubUrl ? [`<${hubUrl}>; rel="hub"`] : []),
  ]
  return file(visit, body, `${TYPES[format]}; charset=utf-8`, policy, subjects, {
    rowsRead,
    // Feeds are read by scripts on other sites; they hold what everybody may read.
    headers: { Link: links.join(', '), 'Access-Control-Allow-Origin': '*' },
  })
}

/** A feed of a region's articles. */
export function toFeedView(
  siteUrl: string,
  region: RegionSettings,
  items: readonly FeedItem[],
  about: Pick<FeedView, 'title' | 'description' | 'homeUrl' | 'selfUrl'>,
): FeedView {
  const { logo } = toPublisherView(siteUrl, region).organisation
  return {
    ...about,
    language: region.locale,
    hubUrl: null,
    logo: logo && absoluteUrl(siteUrl, logo.src),
    items: items.map((item) => toItemView(siteUrl, region, item)),
  }
}

/** The body with its lead picture above it, as the page shows both. */
function withLead(body: string, image: PictureView | null): string {
  if (image === null) return body
  const size = image.width > 0 ? html` width="${image.width}" height="${image.height}"` : null
  return `${html`<figure><img src="${image.src}" alt="${image.alt}" ${size} /></figure>`.toString()}${body}`
}

function toItemView(siteUrl: string, region: RegionSettings, item: FeedItem): FeedItemView {
  const url = absoluteUrl(siteUrl, articlePath(region, item.path))
  const title = titleOf(item, region)
  const image = toPictureView(item.media, region, title)
  const { author } = item
  return {
    guid: item.guid,
    url,
    title,
    author: author && {
      name: author.name,
      url: absoluteUrl(siteUrl, authorPath(region, author.nicename)),
    },
    publishedAt: item.publishedAt,
    modifiedAt: item.modifiedAt,
    summary: item.excerpt || shorten(item.contentStart, 180),
    html: withAbsoluteAddresses(withLead(item.html, image), siteUrl, url),
    categories: item.terms.map((term) => term.name),
    image: image && {
      url: absoluteUrl(siteUrl, image.src),
      width: image.width,
      height: image.height,
      mimeType: image.mimeType,
      bytes: item.imageBytes,
      alt: image.alt,
    },
  }
}
