import type {
  ImportAuthor,
  ImportDocument,
  ImportSite,
  ImportTerm,
} from '#content/import-document.ts'
import type { SourceDocument } from '../source.ts'
import { withOwnFields } from '../sources/own-export.ts'
import { MentionedMedia, toPixels } from '../mentioned-media.ts'
import type { MediaIndex } from '../media-index.ts'
import { apiPrefix, lowerEscapes, oldPathsOf, siteRoot } from '../old-paths.ts'
import { toStatus } from '../post-types.ts'
import { toEpoch } from '../times.ts'
import { CO_AUTHORS_NOTE, writersOf } from './byline.ts'
import { plainText, toImportMedia } from './media.ts'
import { embeddedList, NotAPostError, type WpPost } from './post.ts'
import { toImportTerm } from './terms.ts'
import { seoFromTrail } from '../seo/breadcrumbs.ts'
import { captionOf, personKeyOf, pieceOf, siteOf, wordCountOf } from '../seo/graph.ts'
import { seoFromRest } from '../seo/rest.ts'

export { NotAPostError, parseRestPost, type WpPost } from './post.ts'

/** What is known of a post's site beside the post. */
export interface RestContext {
  /** The site's home (`https://example.com/ca/`). */
  home?: string
  /** The site's terms, by id. */
  terms?: ReadonlyMap<number, ImportTerm>
  authors?: ReadonlyMap<number, ImportAuthor>
  media?: MediaIndex
  comments?: ReadonlyMap<number, number>
  /** What the site says of itself, where the post says nothing of it. */
  site?: ImportSite
  /** Called for each thing that is imported otherwise than it stands. */
  onNote?: (what: string, line: string) => void
}

/**
 * The post with its author, terms and media, as an import takes them.
 * @throws NotAPostError for what its owners threw away, and for what has no text for want of a password
 */
export function toImportDocument(post: WpPost, context: RestContext = {}): SourceDocument {
  const note = (line: string) => context.onNote?.(describe(post), line)
  for (const line of post.notes) note(line)
  const status = statusOf(post, note)
  const type = typeOf(post, note)
  const source = sourceOf(post, context)
  const [author, ...others] = writersOf(post, context.authors)
  if (others.length > 0) note(CO_AUTHORS_NOTE)
  const terms = termsOf(post, context.terms)
  const publishedAt = publishedAtOf(post, note)
  const wordCount = wordCountOf(post)
  const schemaKey = personKeyOf(post)
  const site = siteOf(post) ?? context.site
  const isPage = type === 'page'
  const media = mediaOf(post, source.hosts, context.media)
  if (post.featured_media > 0 && !media.some((item) => item.id === post.featured_media)) {
    note('has a lead picture that this source does not tell of')
  }
  const document: ImportDocument = {
    article: {
      id: post.id,
      type,
      status,
      slug: lowerEscapes(post.slug),
      title: titleOf(post),
      contentRaw: post.html,
      excerptRaw: post.excerpt.rendered ?? post.excerpt.raw ?? '',
      publishedAt,
      modifiedAt: toEpoch(post.modified_gmt) ?? toEpoch(post.modified) ?? publishedAt,
      guid: post.guid.rendered ?? post.guid.raw ?? '',
      link: post.link,
      featuredMediaId: post.featured_media,
      isSticky: post.sticky,
      format: post.format,
      template: post.template,
      commentStatus: post.comment_status,
      pingStatus: post.ping_status,
      password: post.password,
      parentId: isPage ? post.parent : 0,
      menuOrder: post.menu_order,
      meta: metaOf(post, others),
      categoryIds: post.categories,
      tagIds: post.tags,
      seo: { ...seoFromTrail(post, terms, titleOf(post)), ...seoFromRest(post) },
      contentFormat: post.isRaw ? 'raw' : 'rendered',
      commentCount: context.comments?.get(post.id) ?? commentsOf(post),
      oldPaths: oldPathsOf({
        link: post.link,
        slug: post.slug,
        pathPrefix: source.pathPrefix,
      }),
      keptRules: [],
      ...(wordCount !== undefined && { wordCount }),
    },
    // The graph names the account, and whoever wrote under it.
    author: author
      ? { ...author, ...(author.id === post.author && schemaKey && { schemaKey }) }
      : null,
    terms,
    media,
    source,
  }
  return {
    ...withOwnFields(document, post.meridian, post.content.raw),
    ...(site && { site }),
  }
}

/** A post as a person finds it again. */
export function describe(post: { id: number; link: string; slug: string; type: string }): string {
  return `${post.type} ${post.id} (${post.link || post.slug || 'no address'})`
}

type Note = (line: string) => void

function statusOf(post: WpPost, note: Note): ImportDocument['article']['status'] {
  const status = toStatus(post.status)
  if (status === null) throw new NotAPostError(`it lies in the old site's bin (${post.status}).`)
  if (status !== post.status) note(`has the status ${post.status}: it is imported as a draft`)
  if (post.content.protected && post.html === '') {
    note('is protected by a password: it is imported as a draft without its text; --auth brings it')
    return 'draft'
  }
  return status
}

function typeOf(post: WpPost, note: Note): ImportDocument['article']['type'] {
  if (post.type === 'post' || post.type === 'page') return post.type
  const isFiled = post.categories.length + post.tags.length > 0
  const type = post.isHierarchical && !isFiled ? 'page' : 'post'
  note(`is of the type ${post.type}: it is imported as a ${type}`)
  return type
}

function titleOf(post: WpPost): string {
  const { rendered, raw } = post.title
  // WordPress writes "Private:" and "Protected:", in the site's language, in front of what it renders.
  const isPrefixed = post.status === 'private' || post.password !== ''
  return (isPrefixed ? raw : undefined) ?? rendered ?? raw ?? ''
}

function publishedAtOf(post: WpPost, note: Note): number {
  const known = [post.date_gmt, post.date, post.modified_gmt, post.modified]
    .map(toEpoch)
    .find((time) => time !== null)
  if (known !== undefined && known !== null) return known
  note('has no date: it is imported with that of 1 January 1970')
  return 0
}

function metaOf(post: WpPost, others: readonly ImportAuthor[]): Record<string, unknown> {
  const taxonomies: Record<string, string[]> = {}
  for (const term of embeddedList(post, 'wp:term')) {
    const { taxonomy, name } = term
    if (typeof taxonomy !== 'string' || typeof name !== 'string') continue
    if (['category', 'post_tag', 'author', 'post_format'].includes(taxonomy)) continue
    ;(taxonomies[taxonomy] ??= []).push(plainText(name))
  }
  const isCustom = post.type !== 'post' && post.type !== 'page'
  return {
    ...post.meta,
    ...(isCustom && { original_type: post.type }),
    ...(Object.keys(taxonomies).length > 0 && { original_terms: taxonomies }),
    ...(others.length > 0 && {
      co_authors: others.map(({ name, nicename }) => ({ name, nicename })),
    }),
  }
}

/** Comments by `_embed`, where there are so few that the first page holds all. */
function commentsOf(post: WpPost): number {
  return embeddedList(post, 'replies').filter((reply) => typeof reply.id === 'number').length
}

function sourceOf(post: WpPost, context: RestContext): ImportDocument['source'] {
  const guid = URL.parse(post.guid.rendered ?? '')
  const home = context.home ? siteRoot(context.home) : null
  const hosts = [home?.host, URL.parse(post.link)?.host, guid?.host].filter(
    (host): host is string => host !== undefined && host !== '',
  )
  return { hosts: [...new Set(hosts)], pathPrefix: home?.pathPrefix ?? prefixOf(post) }
}

/** `/ca/` of https://host/ca/{slug}/: what stands before the post's own path on a site of a network. */
function prefixOf(post: WpPost): string {
  const api = apiPrefix(post._links)
  if (api !== null && api !== '/') return api
  const path = new URL(post.link || '/', 'http://relative.invalid').pathname
  const at = post.slug === '' ? -1 : lowerEscapes(path).lastIndexOf(`/${lowerEscapes(post.slug)}`)
  const before = at < 0 ? '/' : path.slice(0, at + 1)
  // A dated or categorised permalink is longer than the site's path: the first segment alone can be a site's.
  const found = /^\/(?:([a-z]{2,3}(?:-[a-z]{2})?)\/)?/i.exec(before)
  const isCategory = Object.values(post.class_list).includes(`category-${found?.[1] ?? ''}`)
  return isCategory ? '/' : (found?.[0] ?? '/')
}

/**
 * Terms as the site lists them, with the categories above; else by `_embedded`; else the slug from class_list and the
 * name from Yoast's articleSection.
 */
function termsOf(post: WpPost, known: RestContext['terms']): ImportTerm[] {
  const embedded = embeddedList(post, 'wp:term').flatMap((term) => toImportTerm(term) ?? [])
  const classes = Object.values(post.class_list)
  const sections = [pieceOf(post, 'Article')?.articleSection ?? []].flat() as unknown[]
  const make = (ids: readonly number[], taxonomy: ImportTerm['taxonomy'], prefix: string) => {
    const slugs = classes
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
    return ids.map((id, index) => {
      const given = known?.get(id) ?? embedded.find((term) => term.id === id)
      if (given?.taxonomy === taxonomy) return given
      const slug = slugs[index] ?? `${prefix}${id}`
      const section = taxonomy === 'category' ? sections[index] : undefined
      const name = plainText(String(section ?? slug.replaceAll('-', ' ')))
      return { id, taxonomy, slug, name, description: '', parentId: 0 }
    })
  }
  const own = [
    ...make(post.categories, 'category', 'category-'),
    ...make(post.tags, 'post_tag', 'tag-'),
  ]
  return withParents(own, known)
}

/** The terms and, before them, those above them that the site lists. */
export function withParents(
  terms: readonly ImportTerm[],
  known: RestContext['terms'],
): ImportTerm[] {
  const found = new Map<number, ImportTerm>()
  const add = (term: ImportTerm, depth: number) => {
    const parent = known?.get(term.parentId)
    if (parent && depth < 20 && !found.has(parent.id)) add(parent, depth + 1)
    found.set(term.id, term)
  }
  for (const term of terms) add(term, 0)
  return [...found.values()]
}

/** The pictures and files of the body and the lead. */
function mediaOf(
  post: WpPost,
  hosts: readonly string[],
  known: MediaIndex | undefined,
): ImportDocument['media'] {
  const found = new MentionedMedia(hosts, known)
  const embedded = embeddedList(post, 'wp:featuredmedia')[0]
  const lead = known?.byId(post.featured_media) ?? toImportMedia(embedded)
  if (lead && lead.id === post.featured_media) found.addKnown(lead)
  else if (post.featured_media > 0) addYoastLead(post, found)
  found.addBody(post.html)
  return found.list()
}

/** Yoast's social image is the featured one unless an editor chose another. */
function addYoastLead(post: WpPost, found: MentionedMedia): void {
  const images = post.yoast_head_json?.og_image
  const image = (Array.isArray(images) ? images[0] : undefined) as
    Record<string, unknown> | undefined
  const address = image?.url ?? post.jetpack_featured_media_url
  if (typeof address !== 'string') return
  found.add(
    address,
    {
      id: post.featured_media,
      alt: captionOf(post, image?.url) ?? '',
      width: toPixels(image?.width),
      height: toPixels(image?.height),
      isOriginal: true,
    },
    true,
  )
}
