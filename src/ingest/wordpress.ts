import * as z from 'zod'
import { attributeOf, classesOf, elementsIn, parseTree } from '#content/html-tree.ts'
import {
  MAX_ID,
  type ImportDocument,
  type ImportMedia,
  type ImportTerm,
} from '#content/import-document.ts'
import { findByline } from './byline.ts'
import { seoOf } from './yoast.ts'
import { uploadPath } from './steps/addresses.ts'

/** What was given is no post or page of WordPress's REST API; the message says why in one line. */
export class NotAPostError extends Error {}

const rendered = z.object({ rendered: z.string() })

const postSchema = z.looseObject({
  id: z.number().int().min(1),
  type: z.enum(['post', 'page']),
  status: z.enum(['publish', 'future', 'draft', 'pending', 'private']).default('publish'),
  slug: z.string(),
  date_gmt: z.string(),
  modified_gmt: z.string(),
  guid: rendered,
  link: z.url(),
  title: rendered,
  content: rendered,
  excerpt: rendered,
  author: z.number().int().default(0),
  featured_media: z.number().int().default(0),
  comment_status: z.string().default('closed'),
  ping_status: z.string().default('closed'),
  sticky: z.boolean().default(false),
  template: z.string().default(''),
  format: z.string().default('standard'),
  parent: z.number().int().default(0),
  menu_order: z.number().int().default(0),
  // PHP writes an empty object as an empty list.
  meta: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]).optional(),
  categories: z.array(z.number().int()).default([]),
  tags: z.array(z.number().int()).default([]),
  class_list: z.union([z.array(z.string()), z.record(z.string(), z.string())]).optional(),
  yoast_head_json: z.record(z.string(), z.unknown()).optional(),
  _embedded: z.record(z.string(), z.unknown()).optional(),
})

export type WpPost = z.output<typeof postSchema>

/** Reads what the REST API gave for one post or page. @throws NotAPostError */
export function parseRestPost(json: unknown): WpPost {
  const value = Array.isArray(json) && json.length === 1 ? (json[0] as unknown) : json
  if (Array.isArray(value)) {
    throw new NotAPostError(`it is a list of ${value.length} objects: give one post a file.`)
  }
  if (value === null || typeof value !== 'object') throw new NotAPostError('it is no JSON object.')
  const parsed = postSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new NotAPostError(
    `it is no post or page of WordPress's REST API: ${issue?.path.join('.') || 'the object'}: ${issue?.message}`,
  )
}

/** The post with its author, terms and media, as an import takes them. */
export function toImportDocument(post: WpPost): ImportDocument {
  const link = new URL(post.link)
  const byline = findByline(post.content.rendered)
  const hosts = [...new Set([link.host, URL.parse(post.guid.rendered)?.host ?? link.host])]
  return {
    article: {
      id: post.id,
      type: post.type,
      status: post.status,
      slug: post.slug,
      title: post.title.rendered,
      contentRaw: post.content.rendered,
      excerptRaw: post.excerpt.rendered,
      publishedAt: toEpoch(post.date_gmt),
      modifiedAt: toEpoch(post.modified_gmt),
      guid: post.guid.rendered,
      link: post.link,
      featuredMediaId: post.featured_media,
      isSticky: post.sticky,
      format: post.format,
      template: post.template,
      commentStatus: post.comment_status,
      pingStatus: post.ping_status,
      password: '',
      parentId: post.parent,
      menuOrder: post.menu_order,
      meta: Array.isArray(post.meta) ? {} : (post.meta ?? {}),
      categoryIds: post.categories,
      tagIds: post.tags,
      seo: seoOf(post.yoast_head_json ?? {}, post.link),
      contentFormat: 'rendered',
      commentCount: 0,
      oldPaths: [],
      keptRules: [],
    },
    author: authorOf(post, byline),
    terms: termsOf(post),
    media: mediaOf(post),
    source: { hosts, pathPrefix: prefixOf(link, post.slug) },
  }
}

function toEpoch(gmt: string): number {
  const epoch = Date.parse(/Z|[+-]\d\d:\d\d$/.test(gmt) ? gmt : `${gmt}Z`) / 1000
  if (!Number.isInteger(epoch))
    throw new NotAPostError(`${gmt} is no date: write 2025-11-04T17:33:47.`)
  return epoch
}

/** `/ca/` of https://host/ca/{slug}/: what stands before the post's own path on a site of a network. */
function prefixOf(link: URL, slug: string): string {
  const at = slug === '' ? -1 : link.pathname.lastIndexOf(`/${slug}`)
  const before = at < 0 ? '/' : link.pathname.slice(0, at + 1)
  // A dated or categorised permalink is longer than the site's path: the first segment alone can be a site's.
  return /^\/(?:[a-z]{2,3}(?:-[a-z]{2})?\/)?/i.exec(before)?.[0] ?? '/'
}

function authorOf(post: WpPost, byline: ReturnType<typeof findByline>): ImportDocument['author'] {
  const embedded = embeddedList(post, 'author')[0]
  const account = String(embedded?.name ?? post.yoast_head_json?.author ?? '')
  const name = byline?.name ?? account
  if (name === '') return null
  return {
    id: post.author,
    name,
    nicename: byline ? byline.name : String(embedded?.slug ?? account),
    description: byline ? '' : String(embedded?.description ?? ''),
    url: '',
    portraitUrl: byline?.portraitUrl ?? '',
  }
}

function embeddedList(post: WpPost, key: string): Record<string, unknown>[] {
  const list = post._embedded?.[key]
  if (!Array.isArray(list)) return []
  return list
    .flat()
    .filter((item): item is Record<string, unknown> => item !== null && typeof item === 'object')
}

/** Terms by `_embedded`; without it the slug from class_list and the name from Yoast's articleSection. */
function termsOf(post: WpPost): ImportTerm[] {
  const embedded = embeddedList(post, 'wp:term')
  const classes = Object.values(post.class_list ?? {})
  const sections = graphOf(post).flatMap((piece) => piece.articleSection ?? []) as unknown[]
  const make = (ids: readonly number[], taxonomy: ImportTerm['taxonomy'], prefix: string) => {
    const slugs = classes
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
    return ids.map((id, index) => {
      const known = embedded.find((term) => term.id === id)
      const slug = String(known?.slug ?? slugs[index] ?? `${prefix}${id}`)
      const section = taxonomy === 'category' ? sections[index] : undefined
      const name = String(known?.name ?? section ?? slug.replaceAll('-', ' '))
      return { id, taxonomy, slug, name, description: '', parentId: 0 }
    })
  }
  return [...make(post.categories, 'category', 'category-'), ...make(post.tags, 'post_tag', 'tag-')]
}

function graphOf(post: WpPost): Record<string, unknown>[] {
  const schema = post.yoast_head_json?.schema
  const graph =
    schema !== null && typeof schema === 'object' && '@graph' in schema ? schema['@graph'] : []
  return Array.isArray(graph) ? (graph as Record<string, unknown>[]) : []
}

const MIME_TYPES: Record<string, string> = {
  webp: 'image/webp',
  avif: 'image/avif',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
}

function mimeTypeOf(file: string): string | undefined {
  return MIME_TYPES[file.split('.').at(-1)?.toLowerCase() ?? '']
}

/** A file's name without its size suffix (-1024x475, -scaled): the original's. */
function originalOf(address: string): string {
  return address.replace(/-(?:\d+x\d+|scaled)(?=\.[a-z0-9]+$)/i, '')
}

/** The pictures of the body and the lead, one entry an original, with every size that is mentioned. */
function mediaOf(post: WpPost): ImportMedia[] {
  const found = new Map<string, ImportMedia>()
  const add = (address: string, more: Partial<ImportMedia>) => {
    const file = uploadPath(address)
    const mimeType = file && mimeTypeOf(file)
    if (!file || !mimeType) return
    const sourceUrl = originalOf(address)
    const key = originalOf(file)
    const known = found.get(key)
    const base: ImportMedia = known ?? {
      id: null,
      sourceUrl,
      file: key,
      title: '',
      alt: '',
      caption: '',
      mimeType,
      width: 0,
      height: 0,
      sizes: [],
    }
    const given = Object.fromEntries(
      Object.entries(more).filter(([, value]) => value !== null && value !== 0 && value !== ''),
    )
    const merged = { ...base, ...given }
    addSize(merged, address, file, mimeType)
    found.set(key, merged)
  }
  addLead(post, add)
  for (const image of elementsIn(parseTree(post.content.rendered))) {
    if (image.tagName === 'img') addImage(image, add)
  }
  return [...found.values()]
}

type Add = (address: string, more: Partial<ImportMedia>) => void

function addSize(media: ImportMedia, url: string, file: string, mimeType: string): void {
  const size = /-(\d+)x(\d+)\.[a-z0-9]+$/i.exec(file)
  if (!size || media.sizes.some((known) => known.file === file)) return
  const [, width = '0', height = '0'] = size
  const name = `${width}x${height}`
  media.sizes.push({ name, url, file, width: toPixels(width), height: toPixels(height), mimeType })
}

function addLead(post: WpPost, add: Add): void {
  const images = post.yoast_head_json?.og_image
  const image = Array.isArray(images)
    ? (images[0] as Record<string, unknown> | undefined)
    : undefined
  const embedded = embeddedList(post, 'wp:featuredmedia')[0]
  const address = embedded?.source_url ?? image?.url
  if (post.featured_media === 0 || typeof address !== 'string') return
  const details = (embedded?.media_details ?? image ?? {}) as Record<string, unknown>
  add(address, {
    id: post.featured_media,
    width: toPixels(details.width),
    height: toPixels(details.height),
    alt: String(embedded?.alt_text ?? ''),
  })
}

/** A width or height in pixels; 0, which is unknown, for `100%`, `auto` and the like. */
function toPixels(value: unknown): number {
  const pixels = /^\s*\d{1,6}(?:\.\d+)?(?:px)?\s*$/i.test(String(value ?? ''))
    ? Number.parseFloat(String(value))
    : 0
  return Math.round(pixels)
}

function addImage(image: Parameters<typeof attributeOf>[0], add: Add): void {
  const source = attributeOf(image, 'src') ?? ''
  const id = classesOf(image)
    .map((name) => /^wp-image-(\d+)$/.exec(name)?.[1])
    .find(Boolean)
  const candidates = (attributeOf(image, 'srcset') ?? '')
    .split(/,\s+/)
    .map((part) => part.trim().split(/\s+/))
  const file = uploadPath(source) ?? ''
  const isOriginal = originalOf(file) === file
  const full = candidates.find(
    ([address = '', size = '']) => originalOf(address) === address && size,
  )
  const width = toPixels(attributeOf(image, 'width'))
  const height = toPixels(attributeOf(image, 'height'))
  const fullWidth = toPixels(full?.[1]?.replace(/w$/, ''))
  add(source, {
    id: id && Number(id) <= MAX_ID ? Number(id) : null,
    alt: attributeOf(image, 'alt') ?? '',
    ...(isOriginal && !full && { width, height }),
    ...(full &&
      width > 0 && { width: fullWidth, height: Math.round((fullWidth * height) / width) }),
  })
  for (const [address = ''] of candidates) if (address) add(address, {})
}
