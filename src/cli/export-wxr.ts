import type {
  ImportAuthor,
  ImportNavigation,
  ImportNavigationItem,
  ImportTerm,
} from '#content/import-document.ts'
import { toLocalDateTime, toUtcDateTime } from '#regions/format.ts'
import { cdata, xml, type Xml } from '#render/xml.ts'
import type { ExportDocument, ExportMedia, ExportSite } from './export-answers.ts'
import { phpSerialize } from './php-serialize.ts'
import { ownFieldsOf, postMetaOf, type PostMeta } from './export-post-meta.ts'

// WXR 1.2, as WordPress's own export writes it (wp-admin/includes/export.php) and its importer reads it.

/** The channel up to its first item: the site, its authors, categories, tags and menus. */
export function wxrStart(
  site: ExportSite,
  parts: {
    authors: readonly ImportAuthor[]
    terms: readonly ImportTerm[]
    menus: readonly ImportNavigation[]
    createdAt: Date
  },
): Xml {
  const { authors, terms, menus, createdAt } = parts
  const root = new URL(site.url)
  const bySlug = (id: number) => terms.find((term) => term.id === id)?.slug ?? ''
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>${site.title}</title>
<link>${withoutSlash(site.url)}</link>
<description>${site.description}</description>
<pubDate>${createdAt.toUTCString().replace('GMT', '+0000')}</pubDate>
<language>${site.language}</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>${root.origin}</wp:base_site_url>
<wp:base_blog_url>${withoutSlash(site.url)}</wp:base_blog_url>
${authors.map(authorElement)}${terms.map((term) => termElement(term, bySlug(term.parentId)))}${menus.map(menuElement)}<generator>Meridian</generator>
`
}

/** What closes the channel. */
export const WXR_END = '</channel>\n</rss>\n'

function authorElement({ id, name, nicename }: ImportAuthor): Xml {
  return xml`<wp:author><wp:author_id>${id}</wp:author_id><wp:author_login>${cdata(nicename)}</wp:author_login><wp:author_email>${cdata('')}</wp:author_email><wp:author_display_name>${cdata(name)}</wp:author_display_name><wp:author_first_name>${cdata('')}</wp:author_first_name><wp:author_last_name>${cdata('')}</wp:author_last_name></wp:author>
`
}

function termElement({ id, taxonomy, slug, name, description }: ImportTerm, parent: string): Xml {
  const about = description ? cdata(description) : ''
  return taxonomy === 'category'
    ? xml`<wp:category><wp:term_id>${id}</wp:term_id><wp:category_nicename>${cdata(slug)}</wp:category_nicename><wp:category_parent>${cdata(parent)}</wp:category_parent><wp:cat_name>${cdata(name)}</wp:cat_name><wp:category_description>${about}</wp:category_description></wp:category>
`
    : xml`<wp:tag><wp:term_id>${id}</wp:term_id><wp:tag_slug>${cdata(slug)}</wp:tag_slug><wp:tag_name>${cdata(name)}</wp:tag_name><wp:tag_description>${about}</wp:tag_description></wp:tag>
`
}

function menuElement({ location }: ImportNavigation): Xml {
  return xml`<wp:term><wp:term_taxonomy>${cdata('nav_menu')}</wp:term_taxonomy><wp:term_slug>${cdata(location)}</wp:term_slug><wp:term_parent>${cdata('')}</wp:term_parent><wp:term_name>${cdata(location)}</wp:term_name></wp:term>
`
}

/** One post or page with its body as it was received, or the clean one. */
export function wxrArticle(document: ExportDocument, site: ExportSite, isClean: boolean): Xml {
  const { article, author, terms } = document
  const chosen = terms.filter(({ id, taxonomy }) =>
    (taxonomy === 'category' ? article.categoryIds : article.tagIds).includes(id),
  )
  return item({
    ...article,
    site,
    creator: author?.nicename ?? '',
    content: isClean ? article.contentHtml : article.contentRaw,
    excerpt: article.excerptRaw,
    type: article.type,
    name: article.slug,
    more: [
      ...chosen.map(
        ({ taxonomy, slug, name }) =>
          xml`<category domain="${taxonomy}" nicename="${slug}">${cdata(name)}</category>\n`,
      ),
      ...(article.format === 'standard' || article.format === ''
        ? []
        : [
            xml`<category domain="post_format" nicename="post-format-${article.format}">${cdata(article.format)}</category>\n`,
          ]),
    ],
    meta: postMetaOf(document, ownFieldsOf(document, site, isClean)),
  })
}

/** One medium with its sizes. */
export function wxrAttachment(media: ExportMedia, site: ExportSite): Xml {
  const address = media.sourceUrl
  const stem =
    media.file
      .split('/')
      .at(-1)
      ?.replace(/\.[a-z0-9]+$/i, '') ?? ''
  return item({
    site,
    id: media.id,
    title: media.title,
    link: address,
    guid: address,
    creator: '',
    content: media.description ?? '',
    excerpt: media.caption,
    publishedAt: media.publishedAt ?? 0,
    modifiedAt: media.publishedAt ?? 0,
    commentStatus: 'closed',
    pingStatus: 'closed',
    name: media.slug || stem.toLowerCase(),
    status: 'inherit',
    parentId: media.parentId ?? 0,
    menuOrder: 0,
    type: 'attachment',
    password: '',
    isSticky: false,
    more: [xml`<wp:attachment_url>${cdata(address)}</wp:attachment_url>\n`],
    meta: [
      ['_wp_attached_file', media.file],
      ...(media.alt === '' ? [] : [['_wp_attachment_image_alt', media.alt] as [string, string]]),
      ['_wp_attachment_metadata', phpSerialize(metadataOf(media))],
    ],
  })
}

function metadataOf(media: ExportMedia) {
  const sizes = media.sizes.map(({ name, file, width, height, mimeType }, index) => {
    // WordPress has one file a size; further formats of one get a name of their own.
    const isSecond = media.sizes.findIndex((size) => size.name === name) !== index
    return [
      isSecond ? `${name}-${mimeType.split('/').at(-1)}` : name,
      {
        file: file.split('/').at(-1) ?? file,
        width,
        height,
        'mime-type': mimeType,
        ...filesize(media, file),
      },
    ] as const
  })
  return {
    width: media.width,
    height: media.height,
    file: media.file,
    ...filesize(media, media.file),
    sizes: Object.fromEntries(sizes),
    image_meta: {},
  }
}

function filesize({ bytes }: ExportMedia, file: string): { filesize?: number } {
  const size = bytes[file]
  return size ? { filesize: size } : {}
}

/** The entries of a menu, each an item of its own; their ids are given from `firstId` on. */
export function wxrMenu(menu: ImportNavigation, site: ExportSite, firstId: number): Xml[] {
  const items: Xml[] = []
  const add = (entries: readonly ImportNavigationItem[], parentId: number) => {
    for (const { label, url, items: below } of entries) {
      const id = firstId + items.length
      items.push(menuItem({ id, label, url, parentId, order: items.length + 1 }, menu, site))
      add(below ?? [], id)
    }
  }
  add(menu.items, 0)
  return items
}

function menuItem(
  entry: { id: number; label: string; url: string; parentId: number; order: number },
  { location }: ImportNavigation,
  site: ExportSite,
): Xml {
  return item({
    site,
    id: entry.id,
    title: entry.label,
    link: entry.url,
    guid: `${site.url}?p=${entry.id}`,
    creator: '',
    content: '',
    excerpt: '',
    publishedAt: 0,
    modifiedAt: 0,
    commentStatus: 'closed',
    pingStatus: 'closed',
    name: String(entry.id),
    status: 'publish',
    parentId: 0,
    menuOrder: entry.order,
    type: 'nav_menu_item',
    password: '',
    isSticky: false,
    more: [xml`<category domain="nav_menu" nicename="${location}">${cdata(location)}</category>\n`],
    meta: [
      ['_menu_item_type', 'custom'],
      ['_menu_item_menu_item_parent', String(entry.parentId)],
      ['_menu_item_object_id', String(entry.id)],
      ['_menu_item_object', 'custom'],
      ['_menu_item_target', ''],
      ['_menu_item_classes', phpSerialize([''])],
      ['_menu_item_xfn', ''],
      ['_menu_item_url', entry.url],
    ],
  })
}

interface Item {
  site: ExportSite
  id: number
  title: string
  link: string
  guid: string
  creator: string
  content: string
  excerpt: string
  publishedAt: number
  modifiedAt: number
  commentStatus: string
  pingStatus: string
  name: string
  status: string
  parentId: number
  menuOrder: number
  type: string
  password: string
  isSticky: boolean
  more: readonly Xml[]
  meta: PostMeta
}

function item(it: Item): Xml {
  const local = (at: number) => toLocalDateTime(at, it.site.timezone).replace('T', ' ')
  const utc = (at: number) => toUtcDateTime(at).replace('T', ' ')
  return xml`<item>
<title>${cdata(it.title)}</title>
<link>${it.link}</link>
<pubDate>${new Date(it.publishedAt * 1000).toUTCString().replace('GMT', '+0000')}</pubDate>
<dc:creator>${cdata(it.creator)}</dc:creator>
<guid isPermaLink="false">${it.guid}</guid>
<description></description>
<content:encoded>${cdata(it.content)}</content:encoded>
<excerpt:encoded>${cdata(it.excerpt)}</excerpt:encoded>
<wp:post_id>${it.id}</wp:post_id>
<wp:post_date>${cdata(local(it.publishedAt))}</wp:post_date>
<wp:post_date_gmt>${cdata(utc(it.publishedAt))}</wp:post_date_gmt>
<wp:post_modified>${cdata(local(it.modifiedAt))}</wp:post_modified>
<wp:post_modified_gmt>${cdata(utc(it.modifiedAt))}</wp:post_modified_gmt>
<wp:comment_status>${cdata(it.commentStatus)}</wp:comment_status>
<wp:ping_status>${cdata(it.pingStatus)}</wp:ping_status>
<wp:post_name>${cdata(it.name)}</wp:post_name>
<wp:status>${cdata(it.status)}</wp:status>
<wp:post_parent>${it.parentId}</wp:post_parent>
<wp:menu_order>${it.menuOrder}</wp:menu_order>
<wp:post_type>${cdata(it.type)}</wp:post_type>
<wp:post_password>${cdata(it.password)}</wp:post_password>
<wp:is_sticky>${it.isSticky ? 1 : 0}</wp:is_sticky>
${it.more}${it.meta.map(
    ([key, value]) =>
      xml`<wp:postmeta><wp:meta_key>${cdata(key)}</wp:meta_key><wp:meta_value>${cdata(value)}</wp:meta_value></wp:postmeta>\n`,
  )}</item>
`
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}
