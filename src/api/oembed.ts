import * as z from 'zod'
import type { Subject } from '#content/changes.ts'
import {
  findArticlePage,
  findQueryTarget,
  type Article,
  type MediaFields,
} from '#content/reading.ts'
import { xml } from '#render/xml.ts'
import { canonicalPath } from '#regions/paths.ts'
import {
  absoluteUrl,
  articlePath,
  authorPath,
  mediaAddress,
  regionRoot,
} from '#regions/permalink.ts'
import { answer, answerShared, pickFields } from './answers.ts'
import { demand, queryParams, type ApiContext } from './context.ts'
import { ApiError } from './errors.ts'
import { checkRequired, flag, integer, parseParams } from './input.ts'
import { escapeQuoted, renderParagraphs } from './post-shape.ts'

// https://oembed.com as WordPress speaks it (WP_oEmbed_Controller, get_oembed_response_data).

/** PHP's absint: whatever it is, a number that is none is 0. */
const width = z.preprocess((given) => Math.abs(Number.parseInt(String(given), 10)) || 0, z.int())
const url = z.url().max(4000)

export const embedQuery = z.object({
  url,
  // Whatever is no format is JSON.
  format: z.preprocess((given) => (given === 'xml' ? 'xml' : 'json'), z.enum(['json', 'xml'])),
  maxwidth: width.default(600),
})

export const proxyQuery = z.object({
  url,
  format: z.enum(['json', 'xml']).default('json'),
  maxwidth: integer.default(600),
  maxheight: integer.optional(),
  discover: flag.default(true),
})

const MIN_WIDTH = 200
const MAX_WIDTH = 600

/** GET oembed/1.0/embed: how another site shows one of this region's articles. */
export async function embedRoute(c: ApiContext): Promise<Response> {
  const query = parseQuery(c, embedQuery)
  const { embed, shows } = await findEmbed(c, query.url, query.maxwidth)
  return query.format === 'xml' ? answerXml(embed) : answerShared(c, pickFields(c, embed), shows)
}

/** GET oembed/1.0/proxy, for whoever writes: this region's own articles. No other site is asked for anything. */
export async function proxyRoute(c: ApiContext): Promise<Response> {
  const message = 'Sorry, you are not allowed to make proxied oEmbed requests.'
  demand(c, 'edit_posts', 'rest_forbidden', message)
  const query = parseQuery(c, proxyQuery)
  const { embed } = await findEmbed(c, query.url, Math.abs(query.maxwidth))
  return answer(pickFields(c, embed))
}

function parseQuery<T extends z.ZodObject>(c: ApiContext, schema: T): z.output<T> {
  const params = queryParams(new URL(c.req.url).searchParams)
  checkRequired(schema, params)
  return parseParams(schema, params)
}

/** @throws ApiError 404 for whatever is no article that is out here */
async function findEmbed(c: ApiContext, address: string, maxWidth: number) {
  const path = await pathOf(c, address)
  const { region, article } =
    path === null ? { region: null, article: null } : await findArticlePage(...placeOf(c, path))
  if (region === null || article === null) {
    throw new ApiError('oembed_invalid_url', 'Not Found', 404)
  }
  const widthPx = Math.min(Math.max(MIN_WIDTH, maxWidth), MAX_WIDTH)
  return { embed: toEmbed(c, article, widthPx), shows: subjectsOf(region.code, article) }
}

/** Whose change changes what is told of an article. */
function subjectsOf(region: string, { id, path, author, media }: Article): Subject[] {
  return [
    { kind: 'article', region, id },
    { kind: 'path', region, path },
    ...(author ? [{ kind: 'author', id: author.id } as const] : []),
    ...(media ? [{ kind: 'media', region, id: media.id } as const] : []),
  ]
}

const placeOf = (c: ApiContext, path: string) => [c.env.DB, c.var.region.path, path] as const

/** The article's path below the region that an address of it has, the short form (`?p=9`) included; null for others. */
async function pathOf(c: ApiContext, address: string): Promise<string | null> {
  const { searchParams, ...named } = toParts(address)
  const root = regionRoot(c.var.region)
  const isOwn = named.host === toParts(c.env.SITE_URL).host
  const path = canonicalPath(named.pathname) ?? named.pathname
  if (!isOwn || !path.startsWith(root)) return null
  const below = path.slice(root.length).replace(/\/$/, '')
  if (below !== '') return below
  const id = searchParams.get('p') ?? searchParams.get('page_id') ?? ''
  if (!/^\d{1,15}$/.test(id)) return null
  const wanted = { kind: 'article', id: Number(id) } as const
  const { target } = await findQueryTarget(c.env.DB, c.var.region.path, wanted)
  return target?.kind === 'article' ? target.path : null
}

/** Neither the scheme nor `www.` makes it another site. */
function toParts(address: string) {
  const { host, pathname, searchParams } = new URL(address)
  return { host: host.replace(/^www\./, ''), pathname, searchParams }
}

function toEmbed(c: ApiContext, article: Article, widthPx: number): Record<string, unknown> {
  const { region } = c.var
  const absolute = (path: string) => absoluteUrl(c.env.SITE_URL, path)
  const { author, media } = article
  return {
    version: '1.0',
    provider_name: region.name,
    provider_url: absolute(regionRoot(region)).replace(/\/$/, ''),
    ...(author && {
      author_name: author.name,
      author_url: absolute(authorPath(region, author.nicename)),
    }),
    title: article.title,
    type: 'rich',
    width: widthPx,
    height: Math.max(Math.ceil((widthPx / 16) * 9), MIN_WIDTH),
    html: quoteOf(article, absolute(articlePath(region, article.path))),
    ...(media?.mimeType.startsWith('image/') && thumbnailOf(c, media, widthPx)),
  }
}

/** A link with what it leads to: readers' pages stand in no frame of another site. */
function quoteOf(article: Article, href: string): string {
  const link = `<a href="${escapeQuoted(href)}">${escapeQuoted(article.title)}</a>`
  const excerpt = article.isProtected ? '' : renderParagraphs(article.excerpt).trim()
  return `<blockquote class="wp-embedded-content"><p>${link}</p>${excerpt}</blockquote>`
}

/** The smallest file that fills the width, and how large it is then. */
function thumbnailOf(c: ApiContext, media: MediaFields, widthPx: number) {
  const own = media.files.filter(([, , mimeType]) => mimeType === media.mimeType)
  const [file] = own.find(([, fileWidth]) => fileWidth >= widthPx) ?? [media.file]
  const shownPx = Math.min(widthPx, media.widthPx)
  return {
    thumbnail_url: absoluteUrl(c.env.SITE_URL, mediaAddress(media, c.var.region, file)),
    thumbnail_width: shownPx,
    thumbnail_height: Math.round((media.heightPx * shownPx) / (media.widthPx || 1)),
  }
}

function answerXml(embed: Record<string, unknown>): Response {
  const elements = Object.entries(embed).map(
    ([name, value]) => xml`<${name}>${String(value)}</${name}>`,
  )
  const document = xml`<?xml version="1.0" encoding="utf-8"?><oembed>${elements}</oembed>`
  const { headers } = answer(null)
  headers.set('Content-Type', 'text/xml; charset=utf-8')
  return new Response(String(document), { headers })
}
