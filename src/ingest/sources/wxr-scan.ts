import type { ImportAuthor, ImportMedia, ImportTerm } from '#content/import-document.ts'
import { MediaIndex } from '../media-index.ts'
import { mimeTypeOf } from '../mime-types.ts'
import { lowerEscapes, siteRoot } from '../old-paths.ts'
import { phpUnserialize } from '../php-unserialize.ts'
import { isInternalType, toStatus } from '../post-types.ts'
import { stableId } from '../stable-id.ts'
import { fileOf, plainText, toSizes, mediaFields } from '../wordpress/media.ts'
import { toEpoch } from '../times.ts'
import { readWxr, type WxrEnd, type WxrItem } from './wxr-reader.ts'

/** What an export holds beside its articles, gathered in a first pass: small, whatever the size of the file. */
export interface WxrScan {
  /** By file. */
  ends: Map<string, WxrEnd>
  title: string
  description: string
  language: string
  /** The site's own address, with a slash at its end; empty when the export does not say. */
  home: string
  hosts: string[]
  pathPrefix: string
  /** By login name. */
  authors: Map<string, ImportAuthor>
  /** By `taxonomy:slug`. */
  terms: Map<string, ImportTerm>
  termsById: Map<number, ImportTerm>
  media: MediaIndex
  attachments: ImportMedia[]
  /** Ids of the attachments that were uploaded to an article, in order. */
  attachedTo: Map<number, number[]>
  /** Addresses and titles of articles, for menus. */
  articles: Map<number, { link: string; title: string }>
  /** Reusable blocks, whose text stands in the articles by their id only. */
  blocks: Map<number, string>
  menuItems: WxrItem[]
  menuNames: Map<string, string>
  counts: { posts: number; pages: number }
  /** How many items are left out, by why. */
  leftOut: Map<string, number>
  /** Attachments that say no address. */
  unusable: string[]
}

/** Reads an export, of which a large site gives several files, through once. */
export async function scanWxr(files: readonly string[]): Promise<WxrScan> {
  const site = new Map<string, string>()
  const categoryParents = new Map<ImportTerm, string>()
  const scan = emptyScan()
  for (const file of files) {
    for await (const part of readWxr(file)) {
      if (part.kind === 'site') {
        if (!site.has(part.name)) site.set(part.name, part.text)
      } else if (part.kind === 'record') addRecord(scan, part.name, part.fields, categoryParents)
      else if (part.kind === 'item') scanItem(scan, part.item)
      else scan.ends.set(file, part.end)
    }
  }
  for (const [term, slug] of categoryParents) {
    term.parentId = scan.terms.get(`category:${lowerEscapes(slug)}`)?.id ?? 0
  }
  scan.termsById = new Map([...scan.terms.values()].map((term) => [term.id, term]))
  const home = site.get('wp:base_blog_url') || site.get('link') || ''
  const root = siteRoot(home)
  const hosts = [root?.host, siteRoot(site.get('link') ?? '')?.host]
  return {
    ...scan,
    title: site.get('title') ?? '',
    description: site.get('description') ?? '',
    language: site.get('language') ?? '',
    home: root ? home.replace(/\/*$/, '/') : '',
    hosts: [...new Set(hosts.filter((host) => host !== undefined))],
    pathPrefix: root?.pathPrefix ?? '/',
  }
}

function emptyScan(): WxrScan {
  return {
    ends: new Map(),
    title: '',
    description: '',
    language: '',
    home: '',
    hosts: [],
    pathPrefix: '/',
    authors: new Map(),
    terms: new Map(),
    termsById: new Map(),
    media: new MediaIndex(),
    attachments: [],
    attachedTo: new Map(),
    articles: new Map(),
    blocks: new Map(),
    menuItems: [],
    menuNames: new Map(),
    counts: { posts: 0, pages: 0 },
    leftOut: new Map(),
    unusable: [],
  }
}

function addRecord(
  scan: WxrScan,
  name: string,
  fields: Map<string, string>,
  parents: Map<ImportTerm, string>,
): void {
  const text = (field: string) => fields.get(field)?.trim() ?? ''
  if (name === 'wp:author') {
    const login = text('wp:author_login')
    const whole = `${text('wp:author_first_name')} ${text('wp:author_last_name')}`.trim()
    if (login) addAuthor(scan, login, text('wp:author_display_name') || whole, text('wp:author_id'))
    return
  }
  const prefix = name === 'wp:term' ? 'wp:term_' : name === 'wp:tag' ? 'wp:tag_' : 'wp:category_'
  const taxonomy =
    name === 'wp:term' ? text('wp:term_taxonomy') : name === 'wp:tag' ? 'post_tag' : 'category'
  const slug = text(`${prefix}slug`) || text(`${prefix}nicename`)
  const label = text(`${prefix}name`) || text('wp:cat_name')
  if (taxonomy === 'nav_menu') scan.menuNames.set(slug, plainText(label))
  if (slug === '' || (taxonomy !== 'category' && taxonomy !== 'post_tag')) return
  const term = addTerm(scan, taxonomy, slug, label, text('wp:term_id'))
  term.description = text(`${prefix}description`)
  const parent = text(`${prefix}parent`)
  if (parent !== '' && taxonomy === 'category') parents.set(term, parent)
}

function addAuthor(scan: WxrScan, login: string, name: string, id: string): void {
  if (scan.authors.has(login)) return
  scan.authors.set(login, {
    id: Number(id) > 0 ? Number(id) : stableId(`author:${login}`),
    name: plainText(name) || login,
    // The export has no nicename; WordPress makes it of the login name in this way.
    nicename: login
      .toLowerCase()
      .replace(/[\s.@]+/g, '-')
      .replace(/^-+|-+$/g, ''),
    description: '',
    url: '',
    portraitUrl: '',
  })
}

function addTerm(
  scan: WxrScan,
  taxonomy: ImportTerm['taxonomy'],
  nicename: string,
  label: string,
  id = '',
): ImportTerm {
  const slug = lowerEscapes(nicename)
  const key = `${taxonomy}:${slug}`
  const known = scan.terms.get(key)
  if (known) return known
  const term: ImportTerm = {
    id: Number(id) > 0 ? Number(id) : stableId(key),
    taxonomy,
    slug,
    name: plainText(label) || slug,
    description: '',
    parentId: 0,
  }
  scan.terms.set(key, term)
  return term
}

function scanItem(scan: WxrScan, item: WxrItem): void {
  const text = (field: string) => item.fields.get(field)?.trim() ?? ''
  const type = text('wp:post_type') || 'post'
  const id = Number(text('wp:post_id'))
  const status = text('wp:status') || 'publish'
  if (type === 'attachment') return scanAttachment(scan, item)
  if (type === 'nav_menu_item') {
    scan.menuItems.push({ ...item, fields: withoutBody(item.fields) })
    for (const { domain, nicename, name } of item.categories) {
      if (domain === 'nav_menu' && !scan.menuNames.has(nicename))
        scan.menuNames.set(nicename, plainText(name))
    }
    return
  }
  if (type === 'wp_block')
    scan.blocks.set(id, Buffer.from(item.fields.get('content:encoded') ?? '').toString())
  if (isInternalType(type)) return countLeftOut(scan, type)
  if (toStatus(status) === null) return countLeftOut(scan, `${type} (${status})`)
  scan.counts[type === 'page' ? 'pages' : 'posts']++
  scan.articles.set(id, { link: text('link'), title: text('title') })
  const creator = text('dc:creator')
  if (creator && !scan.authors.has(creator)) addAuthor(scan, creator, creator, '')
  for (const { domain, nicename, name } of item.categories) {
    if (nicename && (domain === 'category' || domain === 'post_tag' || domain === 'tag'))
      addTerm(scan, domain === 'tag' ? 'post_tag' : domain, nicename, name)
  }
}

function withoutBody(fields: Map<string, string>): Map<string, string> {
  return new Map([...fields].filter(([name]) => !name.endsWith(':encoded')))
}

function countLeftOut(scan: WxrScan, what: string): void {
  scan.leftOut.set(what, (scan.leftOut.get(what) ?? 0) + 1)
}

function scanAttachment(scan: WxrScan, item: WxrItem): void {
  const media = toMedia(item)
  if (media === null) {
    const name = item.fields.get('title') || item.fields.get('wp:post_id') || ''
    scan.unusable.push(`attachment "${name}" (line ${item.line})`)
    return
  }
  scan.attachments.push(media)
  scan.media.add(media)
  const parent = Number(item.fields.get('wp:post_parent') ?? 0)
  if (parent > 0 && media.id !== null) {
    scan.attachedTo.set(parent, [...(scan.attachedTo.get(parent) ?? []), media.id])
  }
}

/** An attachment as a medium; null when it says no address. */
function toMedia(item: WxrItem): ImportMedia | null {
  const text = (field: string) => item.fields.get(field)?.trim() ?? ''
  const meta = new Map(item.meta)
  const address = text('wp:attachment_url') || text('guid')
  if (!/^(?:https?:)?\/|^\//.test(address)) return null
  const id = Number(text('wp:post_id'))
  const details = readDetails(meta.get('_wp_attachment_metadata') ?? '')
  const file = fileOf(address, meta.get('_wp_attached_file') ?? details.file)
  if (file === '') return null
  const mimeType = mimeTypeOf(file) ?? 'application/octet-stream'
  const folder = file.replace(/[^/]*$/, '')
  const base = address.replace(/[?#].*$/, '').replace(/[^/]*$/, '')
  return {
    id: id > 0 ? id : null,
    sourceUrl: address,
    file,
    title: plainText(text('title')),
    alt: plainText(meta.get('_wp_attachment_image_alt') ?? ''),
    caption: text('excerpt:encoded'),
    ...mediaFields({
      description: text('content:encoded'),
      slug: lowerEscapes(text('wp:post_name')),
      parentId: Number(text('wp:post_parent')),
      publishedAt: toEpoch(text('wp:post_date_gmt')) ?? toEpoch(text('wp:post_date')),
    }),
    mimeType,
    width: details.width,
    height: details.height,
    sizes: toSizes({ ...details, file, folder, base, mimeType }),
  }
}

function readDetails(serialized: string) {
  const value = phpUnserialize(serialized.trim())
  const details = (value !== null && typeof value === 'object' ? value : {}) as Record<
    string,
    unknown
  >
  const { width, height, file, original_image, sizes } = details
  const pixels = (size: unknown) => (Number.isInteger(Number(size)) ? Number(size ?? 0) : 0)
  return {
    width: Math.max(0, pixels(width)),
    height: Math.max(0, pixels(height)),
    file: typeof file === 'string' ? file : '',
    original_image: typeof original_image === 'string' ? original_image : '',
    sizes: dashed(sizes),
  }
}

/** In the database a size's type is spelled `mime-type`. */
function dashed(sizes: unknown): Record<string, unknown> {
  if (sizes === null || typeof sizes !== 'object') return {}
  return Object.fromEntries(
    Object.entries(sizes).map(([name, size]: [string, unknown]) => {
      const { 'mime-type': mimeType, ...rest } = (size ?? {}) as Record<string, unknown>
      return [name, { ...rest, ...(typeof mimeType === 'string' && { mime_type: mimeType }) }]
    }),
  )
}
