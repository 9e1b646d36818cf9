import { cdata, xml, type Xml } from './xml.ts'

/** A feed of a listing; addresses are absolute, times epoch seconds. */
export interface FeedView {
  title: string
  description: string
  /** BCP 47. */
  language: string
  homeUrl: string
  /** Its own address, by the format. */
  selfUrl: string
  /** The WebSub hub that is told of changes; null for none. */
  hubUrl: string | null
  /** Of the publisher; null for none. */
  logo: string | null
  items: FeedItemView[]
}

export interface FeedItemView {
  /** As WordPress gave it, for good: readers know by it what they have seen. */
  guid: string
  url: string
  title: string
  author: { name: string; url: string } | null
  publishedAt: number
  modifiedAt: number
  /** Plain text. */
  summary: string
  html: string
  categories: string[]
  image: {
    url: string
    /** In pixels; 0 when unknown, as the bytes are. */
    width: number
    height: number
    mimeType: string
    bytes: number
    alt: string
  } | null
}

/** RSS 2.0 with the whole text, in the modules that WordPress writes. */
export function rssFeed(view: FeedView): string {
  const { items, logo } = view
  const updatedAt = Math.max(0, ...items.map((item) => item.modifiedAt))
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
<title>${view.title}</title>
<link>${view.homeUrl}</link>
<description>${view.description || view.title}</description>
<language>${view.language}</language>
<atom:link href="${view.selfUrl}" rel="self" type="application/rss+xml"/>
${view.hubUrl && xml`<atom:link href="${view.hubUrl}" rel="hub"/>\n`}${
    updatedAt > 0 && xml`<lastBuildDate>${rfc822(updatedAt)}</lastBuildDate>\n`
  }${
    logo &&
    xml`<image><url>${logo}</url><title>${view.title}</title><link>${view.homeUrl}</link></image>\n`
  }${items.map(rssItem)}</channel>
</rss>
`.toString()
}

function rssItem(item: FeedItemView): Xml {
  const { image } = item
  const size = image && image.width > 0 && xml` width="${image.width}" height="${image.height}"`
  return xml`<item>
<title>${item.title}</title>
<link>${item.url}</link>
<guid isPermaLink="false">${item.guid}</guid>
<pubDate>${rfc822(item.publishedAt)}</pubDate>
${item.author && xml`<dc:creator>${item.author.name}</dc:creator>\n`}${item.categories.map(
    (name) => xml`<category>${name}</category>\n`,
  )}<description>${item.summary}</description>
<content:encoded>${cdata(item.html)}</content:encoded>
${
  image &&
  xml`<media:content url="${image.url}" type="${image.mimeType}" medium="image"${size}${
    image.bytes > 0 && xml` fileSize="${image.bytes}"`
  }>${image.alt && xml`<media:description>${image.alt}</media:description>`}</media:content>
${image.bytes > 0 && xml`<enclosure url="${image.url}" length="${image.bytes}" type="${image.mimeType}"/>\n`}`
}</item>
`
}

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export function jsonFeed(view: FeedView): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: view.title,
    home_page_url: view.homeUrl,
    feed_url: view.selfUrl,
    description: view.description || undefined,
    icon: view.logo ?? undefined,
    language: view.language,
    hubs: view.hubUrl ? [{ type: 'WebSub', url: view.hubUrl }] : undefined,
    items: view.items.map((item) => ({
      id: item.guid,
      url: item.url,
      title: item.title,
      content_html: item.html,
      summary: item.summary || undefined,
      image: item.image?.url,
      date_published: rfc3339(item.publishedAt),
      date_modified: rfc3339(item.modifiedAt),
      authors: item.author ? [item.author] : undefined,
      tags: item.categories,
      language: view.language,
      attachments: item.image
        ? [
            {
              url: item.image.url,
              mime_type: item.image.mimeType,
              size_in_bytes: item.image.bytes || undefined,
            },
          ]
        : undefined,
    })),
  })
}

/** `Tue, 04 Nov 2025 17:33:47 GMT` (RFC 822 with the four-digit years of RFC 1123, as RSS 2.0 asks). */
function rfc822(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toUTCString()
}

function rfc3339(epochSeconds: number): string {
  return `${new Date(epochSeconds * 1000).toISOString().slice(0, 19)}Z`
}
