import type { ImportAuthor, ImportDocument, ImportTerm } from '#content/import-document.ts'
import { normalText, parseTree, textIn } from '#content/html-tree.ts'
import { MentionedMedia } from '../mentioned-media.ts'
import { findByline } from '../byline.ts'
import { fullerBody } from '../elementor/data.ts'
import { lowerEscapes, oldPathsOf, siteRoot } from '../old-paths.ts'
import { toStatus } from '../post-types.ts'
import { seoFromMeta } from '../seo/meta.ts'
import type { SourceDocument } from '../source.ts'
import { stableId } from '../stable-id.ts'
import { toEpoch } from '../times.ts'
import { CO_AUTHORS_NOTE } from '../wordpress/byline.ts'
import { withParents } from '../wordpress/document.ts'
import { parseOwnFields, withOwnFields } from './own-export.ts'
import type { WxrItem } from './wxr-reader.ts'
import type { WxrScan } from './wxr-scan.ts'

export interface ItemContext {
  scan: WxrScan
  onNote: (what: string, line: string) => void
}

/** Taxonomies that say how an article is kept, not what it is about. */
const INTERNAL_TAXONOMIES =
  /^(?:category|post_tag|tag|author|post_format|nav_menu|wp_theme|wp_template_part_area|language|term_language|post_translations|term_translations|elementor_library_\w+)$/

/** An item as an article; its id is that of the export, or follows from its address where there is none. */
export function toDocument(item: WxrItem, context: ItemContext): SourceDocument {
  const { scan } = context
  const text = (field: string) => item.fields.get(field)?.trim() ?? ''
  const type = text('wp:post_type') || 'post'
  const what = describeItem(item)
  const note = (line: string) => context.onNote(what, line)
  const id = idOf(item, note)
  const wanted = text('wp:status') || 'publish'
  const status = toStatus(wanted) ?? 'draft'
  if (status !== wanted) note(`has the status ${wanted}: it is imported as a draft`)
  const isCustom = type !== 'post' && type !== 'page'
  if (isCustom) note(`is of the type ${type}: it is imported as a post`)
  const { meta, isRead } = watchReads(metaOf(item))
  const body = bodyOf(item, meta, context, note)
  const slug = lowerEscapes(text('wp:post_name'))
  const link = text('link')
  const publishedAt = publishedAtOf(item, note)
  const terms = termsOf(item, scan)
  const [author, ...others] = writersOf(item, body.html, scan)
  if (others.length > 0) note(CO_AUTHORS_NOTE)
  const featuredMediaId = Number(meta._thumbnail_id) > 0 ? Number(meta._thumbnail_id) : 0
  const hosts = [...new Set([...scan.hosts, ...hostsOf(link, text('guid'))])]
  const modifiedAt =
    toEpoch(text('wp:post_modified_gmt')) ?? toEpoch(text('wp:post_modified')) ?? publishedAt
  const media = mediaOf({ id, html: body.html, featuredMediaId, hosts, scan })
  if (featuredMediaId > 0 && !scan.media.byId(featuredMediaId)) {
    note('has a lead picture that this source does not tell of')
  }
  const parentId = type === 'page' ? Number(text('wp:post_parent')) || 0 : 0
  const excerptRaw = item.fields.get('excerpt:encoded') ?? ''
  const document: ImportDocument = {
    article: {
      id,
      type: type === 'page' ? 'page' : 'post',
      status,
      slug,
      title: text('title'),
      contentRaw: body.html,
      contentFormat: body.format,
      excerptRaw,
      publishedAt,
      modifiedAt,
      guid: text('guid'),
      link,
      featuredMediaId,
      isSticky: text('wp:is_sticky') === '1',
      format: formatOf(item),
      template: meta._wp_page_template === 'default' ? '' : (meta._wp_page_template ?? ''),
      commentStatus: text('wp:comment_status') || 'closed',
      pingStatus: text('wp:ping_status') || 'closed',
      password: text('wp:post_password'),
      parentId,
      menuOrder: Math.trunc(Number(text('wp:menu_order')) || 0),
      meta: keptMeta(item, { type, isCustom, others }),
      categoryIds: terms.filter((term) => term.taxonomy === 'category').map((term) => term.id),
      tagIds: terms.filter((term) => term.taxonomy === 'post_tag').map((term) => term.id),
      seo: seoFromMeta(meta, {
        title: plain(text('title')),
        siteName: scan.title,
        siteDescription: scan.description,
        excerpt: plain(excerptRaw),
        categories: namesOf(terms, 'category'),
        tags: namesOf(terms, 'post_tag'),
        authorName: author?.name ?? '',
        publishedAt,
        modifiedAt,
        id,
      }),
      commentCount: item.comments,
      oldPaths: oldPathsOf({
        link,
        slug,
        pathPrefix: scan.pathPrefix,
        oldSlugs: valuesOf(item, '_wp_old_slug'),
        oldDates: valuesOf(item, '_wp_old_date'),
      }),
      keptRules: [],
      ...translationKeyOf(item, meta, hosts),
    },
    author: author ?? null,
    terms: withParents(terms, scan.termsById),
    media,
    source: { hosts, pathPrefix: scan.pathPrefix },
  }
  const own = parseOwnFields(meta._meridian_article)
  const whole = withOwnFields(document, own, item.fields.get('content:encoded'))
  const unread = unreadIn(item, isRead)
  return {
    ...whole,
    ...(Object.keys(unread).length > 0 && { unread }),
    ...(scan.title && { site: { name: scan.title, tagline: scan.description } }),
  }
}

/** An item as a person finds it again. */
export function describeItem(item: WxrItem): string {
  const text = (field: string) => item.fields.get(field)?.trim() ?? ''
  const name = text('link') || text('title') || `line ${item.line}`
  return `${text('wp:post_type') || 'post'} ${text('wp:post_id') || '?'} (${name})`
}

function idOf(item: WxrItem, note: (line: string) => void): number {
  const text = (field: string) => item.fields.get(field)?.trim() ?? ''
  const given =
    Number(text('wp:post_id')) || Number(/[?&;]p(?:age_id)?=(\d+)/.exec(text('guid'))?.[1])
  if (Number.isInteger(given) && given > 0) return given
  const id = stableId(text('link') || text('wp:post_name') || text('title'))
  note(`has no id: it is imported as ${id}`)
  return id
}

function publishedAtOf(item: WxrItem, note: (line: string) => void): number {
  const names = ['wp:post_date_gmt', 'wp:post_date', 'pubDate', 'wp:post_modified_gmt']
  const known = names.map((name) => toEpoch(item.fields.get(name)?.trim()))
  const first = known.find((time) => time !== null)
  if (first !== undefined && first !== null) return first
  note('has no date: it is imported with that of 1 January 1970')
  return 0
}

function metaOf(item: WxrItem): Record<string, string> {
  // A key that is given several times reads as WordPress's get_post_meta( …, true ) does: the first.
  return Object.fromEntries(item.meta.toReversed())
}

/** The fields, and which of them anybody has asked for since. */
function watchReads(fields: Record<string, string>) {
  const read = new Set<PropertyKey>()
  const meta = new Proxy(fields, {
    get(target, key, receiver): unknown {
      read.add(key)
      return Reflect.get(target, key, receiver)
    },
  })
  return { meta, isRead: (key: string) => read.has(key) }
}

// What WordPress itself notes of a post for its own screens, and what is read by its other name.
const INTERNAL_FIELDS =
  /^_(?:edit_lock|edit_last|pingme|encloseme|trackbackme|oembed_\w+|wp_old_slug|wp_old_date|wp_attach\w+|wp_trash_meta_\w+|wp_desired_post_slug|customize_\w+|menu_item_\w+)$/

/** Fields of plug-ins that nothing here reads, by key. Advanced Custom Fields' references say nothing of themselves. */
function unreadIn(item: WxrItem, isRead: (key: string) => boolean): Record<string, number> {
  const unread: Record<string, number> = {}
  for (const [key, value] of item.meta) {
    const isHidden = key.startsWith('_') && !INTERNAL_FIELDS.test(key) && !isRead(key)
    if (isHidden && !/^field_[0-9a-z]+$/.test(value)) unread[key] = (unread[key] ?? 0) + 1
  }
  return unread
}

function valuesOf(item: WxrItem, key: string): string[] {
  return item.meta.filter(([name]) => name === key).map(([, value]) => value)
}

/** Custom fields that editors see; those of plug-ins begin with an underscore and mean nothing elsewhere. */
function keptMeta(
  item: WxrItem,
  { type, isCustom, others }: { type: string; isCustom: boolean; others: readonly ImportAuthor[] },
): Record<string, unknown> {
  const open = item.meta.filter(([key]) => !key.startsWith('_') && key !== 'footnotes')
  const taxonomies: Record<string, string[]> = {}
  for (const { domain, name } of item.categories) {
    if (!INTERNAL_TAXONOMIES.test(domain)) (taxonomies[domain] ??= []).push(plain(name))
  }
  return {
    ...Object.fromEntries(open.toReversed()),
    ...(isCustom && { original_type: type }),
    ...(Object.keys(taxonomies).length > 0 && { original_terms: taxonomies }),
    ...(others.length > 0 && {
      co_authors: others.map(({ name, nicename }) => ({ name, nicename })),
    }),
  }
}

/**
 * What joins the translations of an article: Polylang's term of all of them (`post_translations`, a unique name), or the
 * group that WPML's exporter writes beside each post. Both are unique to their site.
 */
function translationKeyOf(
  item: WxrItem,
  meta: Record<string, string>,
  hosts: readonly string[],
): { translationKey?: string } {
  const term = item.categories.find(({ domain }) => domain === 'post_translations')
  const group = term?.nicename || meta._wpml_import_translation_group
  return group ? { translationKey: `${hosts[0] ?? ''}:${group}`.slice(0, 500) } : {}
}

function formatOf(item: WxrItem): string {
  const format = item.categories.find(({ domain }) => domain === 'post_format')
  return format?.nicename.replace(/^post-format-/, '') || 'standard'
}

function termsOf(item: WxrItem, scan: WxrScan): ImportTerm[] {
  const found = new Set<ImportTerm>()
  for (const { domain, nicename } of item.categories) {
    const taxonomy = domain === 'tag' ? 'post_tag' : domain
    const term = scan.terms.get(`${taxonomy}:${lowerEscapes(nicename)}`)
    if (term) found.add(term)
  }
  return [...found]
}

function namesOf(terms: readonly ImportTerm[], taxonomy: ImportTerm['taxonomy']): string[] {
  return terms.filter((term) => term.taxonomy === taxonomy).map((term) => term.name)
}

/** Who wrote it, the byline first: as the body says, else Co-Authors Plus, else the account. */
function writersOf(item: WxrItem, html: string, scan: WxrScan): ImportAuthor[] {
  const account = scan.authors.get(item.fields.get('dc:creator')?.trim() ?? '') ?? null
  const byline = findByline(html)
  if (byline) {
    const { name, portraitUrl } = byline
    const id = account?.id ?? 0
    return [{ id, name, nicename: name, description: '', url: '', portraitUrl }]
  }
  const guests = new Map<string, ImportAuthor>()
  for (const { domain, nicename, name } of item.categories) {
    if (domain !== 'author') continue
    const bare = nicename.replace(/^cap-/, '')
    const known = [...scan.authors.values()].find((author) => author.nicename === bare)
    const rest = { description: '', url: '', portraitUrl: '' }
    const made = {
      id: stableId(`author:${bare}`),
      name: plain(name) || bare,
      nicename: bare,
      ...rest,
    }
    guests.set(bare, known ?? made)
  }
  return guests.size > 0 ? [...guests.values()] : account ? [account] : []
}

function hostsOf(...addresses: string[]): string[] {
  return addresses.flatMap((address) => siteRoot(address)?.host ?? [])
}

interface Body {
  html: string
  format: 'raw' | 'rendered'
}

function bodyOf(
  item: WxrItem,
  meta: Record<string, string>,
  { scan }: ItemContext,
  note: (line: string) => void,
): Body {
  const stored = item.fields.get('content:encoded') ?? ''
  const whole = withFootnotes(withBlocks(stored, scan.blocks, note), meta.footnotes)
  const data = meta._elementor_data
  // Elementor keeps its record of a page that went back to the editor, and shows the editor's text.
  if (!data || meta._elementor_edit_mode !== 'builder') return { html: whole, format: 'raw' }
  const { html, unknown, contentFormat } = fullerBody(whole, data)
  for (const widget of unknown) note(`has an Elementor widget that is not understood: ${widget}`)
  return { html, format: contentFormat }
}

/** Reusable blocks stand in an article by their id: their text takes that place, as WordPress shows it. */
function withBlocks(
  html: string,
  blocks: WxrScan['blocks'],
  note: (line: string) => void,
  depth = 0,
): string {
  return html.replace(/<!--\s*wp:block\s*(\{[^}]*\})\s*\/-->/g, (reference, json: string) => {
    const block = blocks.get(Number(/"ref"\s*:\s*(\d+)/.exec(json)?.[1]))
    if (block === undefined || depth > 5) {
      note('shows a reusable block that is not in the export')
      return reference
    }
    return withBlocks(block, blocks, note, depth + 1)
  })
}

/** Footnotes are kept beside the body and printed where their block stands (render_block_core_footnotes). */
function withFootnotes(html: string, json: string | undefined): string {
  const marker = /<!--\s*wp:footnotes(?:\s*\{[^}]*\})?\s*\/-->/
  if (!json || !marker.test(html)) return html
  let notes: unknown
  try {
    notes = JSON.parse(json)
  } catch {
    return html
  }
  if (!Array.isArray(notes)) return html
  const items = notes.flatMap((entry: unknown) => {
    const { id, content } = (entry ?? {}) as { id?: unknown; content?: unknown }
    if (typeof id !== 'string' || typeof content !== 'string' || !/^[\w-]+$/.test(id)) return []
    return [`<li id="${id}">${content} <a href="#${id}-link">↩︎</a></li>`]
  })
  return html.replace(marker, () => `<ol class="wp-block-footnotes">${items.join('')}</ol>`)
}

function mediaOf(article: {
  id: number
  html: string
  featuredMediaId: number
  hosts: readonly string[]
  scan: WxrScan
}): ImportDocument['media'] {
  const { id, html, featuredMediaId, hosts, scan } = article
  const found = new MentionedMedia(hosts, scan.media)
  const galleries = [...html.matchAll(/\[(?:gallery|playlist)\b([^\]]*)\]/g)].flatMap(
    ([, attributes = '']) => {
      const ids = /ids=["'”″]?([\d,\s]+)/.exec(attributes)?.[1]
      return ids ? ids.split(',').map(Number) : (scan.attachedTo.get(id) ?? [])
    },
  )
  const named = [...html.matchAll(/(?:wp-image-|attachment_|"(?:id|mediaId)":\s*)(\d+)/g)]
  for (const mediaId of [featuredMediaId, ...galleries, ...named.map(([, text]) => Number(text))]) {
    const known = scan.media.byId(mediaId)
    if (known) found.addKnown(known)
  }
  found.addBody(html)
  return found.list()
}

function plain(html: string): string {
  return normalText(textIn(parseTree(html)))
}
