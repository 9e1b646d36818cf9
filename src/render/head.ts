import { escapeToBuffer } from 'hono/utils/html'
import { Markup } from './markup.ts'
import type { ApiLinks, SeoView } from './views.ts'

/** One element of the head, as data until it is printed. */
export interface HeadTag {
  name: 'title' | 'meta' | 'link'
  attributes?: Record<string, string>
  text?: string
}

interface HeadInput {
  seo: SeoView
  siteName: string
  locale: string
  stylesheetHref: string
  /** #rrggbb */
  accent: string
  /** ISO 8601; for articles only. */
  published?: string
  modified?: string
  section?: string
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

/** The head of a page as a list in the order in which it is printed; what has no value is left out. */
export function headTags(input: HeadInput): HeadTag[] {
  const { seo } = input
  const image = seo.ogImage
  const tags: HeadTag[] = [
    { name: 'meta', attributes: { charset: 'utf-8' } },
    meta('viewport', 'width=device-width, initial-scale=1'),
    { name: 'title', text: seo.title },
    link('stylesheet', input.stylesheetHref),
    iconTag(input.accent),
    meta('description', seo.description),
    meta('robots', seo.robots),
    link('canonical', seo.canonical),
    ...seo.alternates.map(({ hreflang, href }) => link('alternate', href, { hreflang })),
    ...apiTags(seo.api),
    ...(seo.previousHref ? [link('prev', seo.previousHref)] : []),
    ...(seo.nextHref ? [link('next', seo.nextHref)] : []),
    meta('color-scheme', 'light dark'),
    property('og:site_name', input.siteName),
    property('og:locale', input.locale.replace('-', '_')),
    property('og:type', seo.ogType),
    property('og:title', seo.ogTitle),
    property('og:description', seo.ogDescription),
    property('og:url', seo.canonical),
    property('article:published_time', input.published ?? ''),
    property('article:modified_time', input.modified ?? ''),
    property('article:section', input.section ?? ''),
    ...(image
      ? [
          property('og:image', image.url),
          property('og:image:width', String(image.width || '')),
          property('og:image:height', String(image.height || '')),
          property('og:image:type', image.mimeType),
          property('og:image:alt', image.alt),
        ]
      : []),
    meta('twitter:card', seo.twitterCard),
    meta('twitter:title', seo.twitterTitle),
    meta('twitter:description', seo.twitterDescription),
    meta('twitter:image', seo.twitterImage),
  ]
  return tags.filter((tag) => tag.attributes?.content !== '')
}

/** What leads writing tools and other programs from a page to the API (WordPress: rest_output_link_wp_head). */
function apiTags({ root, item }: ApiLinks): HeadTag[] {
  const json = { type: 'application/json', title: 'JSON' }
  return [link('https://api.w.org/', root), ...(item ? [link('alternate', item, json)] : [])]
}

/** The same as a Link header (RFC 8288). */
export function apiLinkHeader({ root, item }: ApiLinks): string {
  const links = [`<${root}>; rel="https://api.w.org/"`]
  if (item) links.push(`<${item}>; rel="alternate"; title="JSON"; type="application/json"`)
  return links.join(', ')
}

// Encoded once: it is on every page.
const ICON = encodeURIComponent(
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='8' fill='ACCENT'/><path d='M8 1v14M2 8h12' stroke='white' fill='none'/><ellipse cx='8' cy='8' rx='3.5' ry='7' stroke='white' fill='none'/></svg>",
)

/** An icon in the accent colour (#rrggbb), in the page itself: browsers then ask for no /favicon.ico. */
export function iconTag(accent: string): HeadTag {
  const svg = ICON.replace('ACCENT', encodeURIComponent(accent))
  return link('icon', `data:image/svg+xml,${svg}`, { type: 'image/svg+xml' })
}

/** The printed head. Built as one string: a template for each of its fifty attributes took over a third of a page's time. */
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
    if (tag.name !== 'title') continue
    escapeToBuffer(tag.text ?? '', buffer)
    buffer[0] += '</title>'
  }
  return new Markup(buffer[0])
}
