import { xml, type Xml } from './xml.ts'

/** One sitemap in an index; addresses here are absolute, times epoch seconds, 0 for none. */
export interface SitemapPartView {
  url: string
  modifiedAt: number
}

export interface SitemapUrlView extends SitemapPartView {
  images: string[]
  /** As in its page's head. */
  alternates: readonly { hreflang: string; href: string }[]
}

export interface NewsView {
  url: string
  /** Of the publication, and its language as Google's news names it. */
  name: string
  language: string
  title: string
  publishedAt: number
}

const SITEMAPS = 'http://www.sitemaps.org/schemas/sitemap/0.9'
/** Google reads no more of one page. */
const MAX_IMAGES = 1000

/** A list of sitemaps (https://www.sitemaps.org/protocol.html). */
export function sitemapIndex(parts: readonly SitemapPartView[]): string {
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="${SITEMAPS}">
${parts.map(({ url, modifiedAt }) => xml`<sitemap><loc>${url}</loc>${lastmod(modifiedAt)}</sitemap>\n`)}</sitemapindex>
`.toString()
}

/** A sitemap with images and the versions in other languages. */
export function sitemap(urls: readonly SitemapUrlView[]): string {
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="${SITEMAPS}" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${urls.map(urlElement)}</urlset>
`.toString()
}

function urlElement({ url, modifiedAt, images, alternates }: SitemapUrlView): Xml {
  return xml`<url><loc>${url}</loc>${lastmod(modifiedAt)}${alternates.map(
    ({ hreflang, href }) =>
      xml`<xhtml:link rel="alternate" hreflang="${hreflang}" href="${href}"/>`,
  )}${images
    .slice(0, MAX_IMAGES)
    .map((image) => xml`<image:image><image:loc>${image}</image:loc></image:image>`)}</url>\n`
}

/** The articles of the last two days (https://www.google.com/schemas/sitemap-news/0.9). */
export function newsSitemap(news: readonly NewsView[]): string {
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="${SITEMAPS}" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${news.map(
  (item) =>
    xml`<url><loc>${item.url}</loc><news:news><news:publication><news:name>${item.name}</news:name><news:language>${item.language}</news:language></news:publication><news:publication_date>${timestamp(item.publishedAt)}</news:publication_date><news:title>${item.title}</news:title></news:news></url>\n`,
)}</urlset>
`.toString()
}

/** ISO 639 of a locale as Google's news wants it: two or three letters, and of Chinese which script it is in. */
export function newsLanguage(locale: string): string {
  const { language, script, region = '' } = new Intl.Locale(locale)
  if (language !== 'zh') return language
  const isTraditional = script === 'Hant' || (!script && ['TW', 'HK', 'MO'].includes(region))
  return isTraditional ? 'zh-tw' : 'zh-cn'
}

function lastmod(epochSeconds: number): Xml | null {
  return epochSeconds > 0 ? xml`<lastmod>${timestamp(epochSeconds)}</lastmod>` : null
}

/** W3C date and time. */
function timestamp(epochSeconds: number): string {
  return `${new Date(epochSeconds * 1000).toISOString().slice(0, 19)}+00:00`
}
