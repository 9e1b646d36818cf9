import type {
  ImportAuthor,
  ImportMedia,
  ImportNavigation,
  ImportNavigationItem,
  ImportTerm,
  SeoFields,
} from '#content/import-document.ts'
import { toLocalDateTime, toUtcDateTime } from '#regions/format.ts'
import type { ExportDocument, ExportMedia, ExportSite } from './export-answers.ts'
import { ownFieldsOf } from './export-post-meta.ts'

// The objects of WordPress's REST API v2, as its own routes give them with `_embed`.

type Json = Record<string, unknown>

/**
 * One post or page with its body as it was received, or the clean one. What an editor stored is no rendered HTML: there the
 * clean one stands in `rendered`, the other in `raw`. What WordPress has no field for stands in `meridian`.
 */
export function restArticle(document: ExportDocument, site: ExportSite, isClean: boolean): Json {
  const { article, author, terms, media } = document
  const raw = isClean ? article.contentHtml : article.contentRaw
  const rendered = article.contentFormat === 'raw' ? article.contentHtml : raw
  const featured = media.find((item) => item.id === article.featuredMediaId)
  return {
    id: article.id,
    ...dates(article.publishedAt, article.modifiedAt, site),
    guid: { rendered: article.guid },
    slug: article.slug,
    status: article.status,
    type: article.type,
    link: article.link,
    title: { rendered: article.title },
    content: { rendered, raw, protected: article.password !== '' },
    excerpt: { rendered: article.excerptRaw, protected: false },
    author: author?.id ?? 0,
    featured_media: article.featuredMediaId,
    ...(article.type === 'page' && { parent: article.parentId, menu_order: article.menuOrder }),
    comment_status: article.commentStatus,
    ping_status: article.pingStatus,
    ...(article.password !== '' && { password: article.password }),
    ...(article.type === 'post' && { sticky: article.isSticky, format: article.format }),
    template: article.template,
    meta: article.meta,
    ...(article.type === 'post' && { categories: article.categoryIds, tags: article.tagIds }),
    yoast_head_json: yoastHead(article.seo, article.link),
    meridian: ownFieldsOf(document, site, isClean),
    _embedded: {
      ...(author && { author: [restUser(author)] }),
      ...(featured && { 'wp:featuredmedia': [mediaFields(featured)] }),
      'wp:term': [
        terms.filter(({ taxonomy }) => taxonomy === 'category').map(restTerm),
        terms.filter(({ taxonomy }) => taxonomy === 'post_tag').map(restTerm),
      ],
    },
  }
}

/** One medium. */
export function restMedia(media: ExportMedia, site: ExportSite): Json {
  const at = media.publishedAt ?? 0
  return {
    ...dates(at, at, site),
    guid: { rendered: media.sourceUrl },
    slug: media.slug ?? '',
    status: 'inherit',
    type: 'attachment',
    post: media.parentId || null,
    description: { rendered: media.description ?? '' },
    ...mediaFields(media, media.bytes),
  }
}

function mediaFields(media: ImportMedia, bytes: ExportMedia['bytes'] = {}): Json {
  const sizes = media.sizes.map(({ name, file, url, width, height, mimeType }, index) => {
    // WordPress has one file a size; further formats of one get a name of their own.
    const isSecond = media.sizes.findIndex((size) => size.name === name) !== index
    const entry = {
      file: file.split('/').at(-1),
      width,
      height,
      ...(bytes[file] && { filesize: bytes[file] }),
      mime_type: mimeType,
      source_url: url,
    }
    return [isSecond ? `${name}-${mimeType.split('/').at(-1)}` : name, entry] as const
  })
  return {
    id: media.id,
    link: media.sourceUrl,
    title: { rendered: media.title },
    caption: { rendered: media.caption },
    alt_text: media.alt,
    media_type: media.mimeType.startsWith('image/') ? 'image' : 'file',
    mime_type: media.mimeType,
    media_details: {
      width: media.width,
      height: media.height,
      file: media.file,
      ...(bytes[media.file] && { filesize: bytes[media.file] }),
      sizes: Object.fromEntries(sizes),
    },
    source_url: media.sourceUrl,
  }
}

/** A category or tag. */
export function restTerm({
  id,
  taxonomy,
  slug,
  name,
  description,
  parentId,
  seo,
}: ImportTerm): Json {
  return {
    id,
    name,
    slug,
    description,
    taxonomy,
    ...(taxonomy === 'category' && { parent: parentId }),
    ...(seo && { yoast_head_json: yoastHead(seo, ''), meridian: { seo } }),
  }
}

/**
 * The entries of a menu as the route of menu items gives them to its editors; their ids are given from `firstId` on, the
 * menu's own is `menuId`.
 */
export function restMenu(menu: ImportNavigation, menuId: number, firstId: number): Json[] {
  const items: Json[] = []
  const add = (entries: readonly ImportNavigationItem[], parent: number) => {
    for (const { label, url, items: below } of entries) {
      const id = firstId + items.length
      items.push({
        id,
        title: { rendered: label },
        status: 'publish',
        type: 'custom',
        object: 'custom',
        object_id: id,
        url,
        parent,
        menu_order: items.length + 1,
        menus: menuId,
        meridian: { location: menu.location, source: menu.source },
      })
      add(below ?? [], id)
    }
  }
  add(menu.items, 0)
  return items
}

/** An author. */
export function restUser({
  id,
  name,
  nicename,
  description,
  url,
  portraitUrl,
}: ImportAuthor): Json {
  return {
    id,
    name,
    slug: nicename,
    description,
    url,
    // Also where there is none: by it files of users are told from others.
    avatar_urls: portraitUrl === '' ? {} : { 96: portraitUrl },
  }
}

function yoastHead(seo: SeoFields, link: string): Json {
  return withoutAbsent({
    title: seo.title,
    description: seo.description,
    robots: seo.robots,
    canonical: seo.canonical ?? (link || undefined),
    og_title: seo.ogTitle,
    og_description: seo.ogDescription,
    og_type: seo.ogType,
    og_image: seo.ogImage && [seo.ogImage],
    twitter_card: seo.twitterCard,
    twitter_title: seo.twitterTitle,
    twitter_description: seo.twitterDescription,
    twitter_image: seo.twitterImage,
  })
}

function withoutAbsent(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function dates(publishedAt: number, modifiedAt: number, { timezone }: ExportSite): Json {
  return {
    date: toLocalDateTime(publishedAt, timezone),
    date_gmt: toUtcDateTime(publishedAt),
    modified: toLocalDateTime(modifiedAt, timezone),
    modified_gmt: toUtcDateTime(modifiedAt),
  }
}
