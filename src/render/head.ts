import { escapeToBuffer } from 'hono/utils/html'
import { openGraphLocale } from '#regions/hreflang.ts'
import { Markup } from './markup.ts'
import type { ApiLinks, RegionView, SeoView } from './views.ts'
import type { Words } from './words.ts'

/** One element of the head, as data until it is printed. */
export interface HeadTag {
  name: 'title' | 'meta' | 'link'
  attributes?: Record<string, string>
  text?: string
}

const meta = (name: string, content: string): HeadTag => ({
  name: 'meta',
  attributes: { name, content },
})
const property = (name: string, content: string): HeadTag => ({
  name: 'meta',
  attributes: { property: name, content },
})
const link = (rel: string, href: string, more: Record<string, string> = {}): HeadTag => ({
  name: 'link',
  attributes: { rel, ...more, href },
})

/** What a browser needs to know of a page before it shows it; `home` is where the icons are, with a manifest or without. */
export function pageTags(
  stylesheetHref: string,
  { homeHref, accent, hasOwnIcon }: Pick<RegionView, 'homeHref' | 'accent' | 'hasOwnIcon'>,
  hasManifest = true,
): HeadTag[] {
  return [
    { name: 'meta', attributes: { charset: 'utf-8' } },
    meta('viewport', 'width=device-width, initial-scale=1'),
    link('stylesheet', stylesheetHref),
    link('icon', `${homeHref}favicon.ico`, { sizes: '32x32' }),
    ...(hasOwnIcon ? [] : [link('icon', `${homeHref}icon.svg`, { type: 'image/svg+xml' })]),
    link('apple-touch-icon', `${homeHref}icon-180.png`),
    ...(hasManifest ? [link('manifest', `${homeHref}site.webmanifest`)] : []),
    meta('theme-color', accent),
    meta('color-scheme', 'light dark'),
  ]
}

/** Where else a page is: in other regions, as a feed, and in the API. */
export function linkTags(seo: Pick<SeoView, 'alternates' | 'feeds' | 'api' | 'locale'>): HeadTag[] {
  const locales = seo.alternates
    .filter(({ hreflang }) => hreflang.includes('-') && hreflang !== 'x-default')
    .map(({ hreflang }) => openGraphLocale(hreflang))
  return [
    ...seo.alternates.map(({ hreflang, href }) => link('alternate', href, { hreflang })),
    ...[...new Set(locales)]
      .filter((locale) => locale !== seo.locale)
      .map((locale) => property('og:locale:alternate', locale)),
    ...seo.feeds.map(({ title, href, type }) => link('alternate', href, { type, title })),
    ...apiTags(seo.api),
  ]
}

/**
 * What a head says to search engines and networks, in the order of Yoast's; what has no value is left out. The API gives
 * these very tags as `yoast_head`, and their names and values as `yoast_head_json`.
 */
export function seoTags(seo: SeoView, words: Words): HeadTag[] {
  const image = seo.ogImage
  const labelled: [string, string][] = [
    [words.writtenBy, seo.author],
    [words.readingTime, seo.readingTime],
  ]
  const tags: HeadTag[] = [
    { name: 'title', text: seo.title },
    meta('description', seo.description),
    meta('robots', seo.robots),
    link('canonical', seo.canonical),
    ...(seo.previousHref ? [link('prev', seo.previousHref)] : []),
    ...(seo.nextHref ? [link('next', seo.nextHref)] : []),
    property('og:locale', seo.locale),
    property('og:type', seo.ogType),
    property('og:title', seo.ogTitle),
    property('og:description', seo.ogDescription),
    property('og:url', seo.canonical),
    property('og:site_name', seo.siteName),
    property('article:published_time', seo.publishedTime),
    property('article:modified_time', seo.modifiedTime),
    property('article:section', seo.section),
    ...(image
      ? [
          property('og:image', image.url),
          property('og:image:width', String(image.width || '')),
          property('og:image:height', String(image.height || '')),
          property('og:image:type', image.mimeType),
          property('og:image:alt', image.alt),
        ]
      : []),
    meta('author', seo.author),
    meta('twitter:card', seo.twitterCard),
    meta('twitter:title', seo.twitterTitle),
    meta('twitter:description', seo.twitterDescription),
    meta('twitter:image', seo.twitterImage),
    ...labelled
      .filter(([, value]) => value !== '')
      .flatMap(([label, value], index) => [
        meta(`twitter:label${index + 1}`, label),
        meta(`twitter:data${index + 1}`, value),
      ]),
  ]
  return tags.filter(({ attributes }) => attributes?.content !== '' && attributes?.href !== '')
}

/** What leads writing tools and other programs from a page to the API (WordPress: rest_output_link_wp_head). */
function apiTags({ root, item, embeds }: ApiLinks): HeadTag[] {
  const json = { type: 'application/json', title: 'JSON' }
  return [
    link('https://api.w.org/', root),
    ...(item ? [link('alternate', item, json)] : []),
    ...(embeds ? embedTags(`${root}oembed/1.0/embed?url=${encodeURIComponent(embeds)}`) : []),
  ]
}

/** How other sites may show the page (https://oembed.com, discovery). */
function embedTags(href: string): HeadTag[] {
  return [
    link('alternate', href, { type: 'application/json+oembed', title: 'oEmbed (JSON)' }),
    link('alternate', `${href}&format=xml`, { type: 'text/xml+oembed', title: 'oEmbed (XML)' }),
  ]
}

/** The same as a Link header (RFC 8288). */
export function apiLinkHeader({ root, item, markdown }: ApiLinks): string {
  const links = [`<${root}>; rel="https://api.w.org/"`]
  if (item) links.push(`<${item}>; rel="alternate"; title="JSON"; type="application/json"`)
  if (markdown) links.push(`<${markdown}>; rel="alternate"; type="text/markdown"`)
  return links.join(', ')
}

/** The printed head, a tag a line. Built as one string: a template for each of its fifty attributes took over a third of a page's time. */
export function renderHead(tags: readonly HeadTag[]): Markup {
  const buffer: [string] = ['']
  for (const tag of tags) {
    buffer[0] += `<${tag.name}`
    for (const name in tag.attributes) {
      buffer[0] += ` ${name}="`
      escapeToBuffer(tag.attributes[name] ?? '', buffer)
      buffer[0] += '"'
    }
    buffer[0] += '>'
    if (tag.name === 'title') {
      escapeToBuffer(tag.text ?? '', buffer)
      buffer[0] += '</title>'
    }
    buffer[0] += '\n'
  }
  return new Markup(buffer[0])
}
