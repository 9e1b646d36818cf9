import type { ArticleRow } from '#content/article-row.ts'
import { NO_AUTHOR } from '#content/authors.ts'
import type { ArticleTerm, Beside, History } from '#content/article-lists.ts'
import { TRASHED } from '#content/page-tree.ts'
import type { RegionSettings } from '#content/regions.ts'
import { slugCandidate, toSlug } from '#content/slugs.ts'
import { toLocalDateTime, toUtcDateTime } from '#regions/format.ts'
import { absoluteUrl, apiPath, articlePath, regionRoot, shortlinkPath } from '#regions/permalink.ts'
import type { ApiContext } from './context.ts'
import { can, type Principal } from './keys.ts'
import { actionLinks, CURIES, methodsFor, selfLink } from './links.ts'
import { seoOf } from './seo-input.ts'
import { articleHead, type HeadForms } from './yoast.ts'

/** Where links of the API lead. */
export interface ShapeContext {
  siteUrl: string
  region: RegionSettings
  principal: Principal | null
  /** Which forms of its head an article is given with; none when absent. */
  head?: HeadForms | null
}

/** Links as this request's user sees them, in its region. */
export function shapeContext(c: ApiContext): ShapeContext {
  return { siteUrl: c.env.SITE_URL, region: c.var.region, principal: c.var.principal }
}

/** Words of the text that stand for an excerpt which nobody wrote (WordPress: excerpt_length). */
const EXCERPT_WORDS = 55

/** Text as HTML: the characters that would be markup escaped. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Text as HTML that may stand in an attribute as well (WordPress: esc_html). */
export function escapeQuoted(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll("'", '&#039;')
}

/** The text that `escapeQuoted` made HTML of: clients send back what they were given. */
export function unescapeText(html: string): string {
  return html.replace(/&(?:amp|lt|gt|quot|#0?39);/g, (entity) => ENTITIES[entity] ?? "'")
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

/** What decides who may change an article. */
type Owned = Pick<ArticleRow, 'type' | 'authorId' | 'status' | 'statusBeforeTrash'>

/** Whether this user may change the article: their own, or anybody's for editors. */
export function mayEdit(principal: Principal | null, article: Owned): boolean {
  if (principal === null) return false
  if (article.type === 'page') return can(principal, 'edit_pages')
  if (article.authorId !== principal.userId) return can(principal, 'edit_others_posts')
  // What was out is no contributor's to bring back from the trash, or to end there.
  const status = article.status === 'trash' ? article.statusBeforeTrash : article.status
  const isOut = ['publish', 'future', 'private'].includes(status ?? '')
  return can(principal, isOut ? 'edit_published_posts' : 'edit_posts')
}

/** Whether this user may see the article: what is out, what is their own, and what they may change. */
export function mayRead(principal: Principal | null, article: Owned): boolean {
  if (article.status === 'publish') return true
  const isOwn = principal?.userId === article.authorId && can(principal, 'read')
  return isOwn || mayEdit(principal, article)
}

/** An article's address as WordPress gives it: pretty when it is out, `?p=` before. */
export function articleLink(context: ShapeContext, article: ArticleRow): string {
  const { region, siteUrl } = context
  const isPretty = article.slug !== '' && ['publish', 'private'].includes(article.status)
  return absoluteUrl(
    siteUrl,
    isPretty ? articlePath(region, article.path) : shortlinkPath(region, article.id, article.type),
  )
}

/** What items keep where another shows them, beside what plug-ins add (`yoast_head`). */
export const EMBED_KEYS = {
  post: ['date', 'type', 'title', 'excerpt', 'author', 'featured_media'],
  media: [
    'date',
    'type',
    'title',
    'author',
    'featured_media',
    'caption',
    'alt_text',
    'media_type',
    'mime_type',
    'media_details',
    'source_url',
  ],
  term: ['name', 'taxonomy'],
  user: ['name', 'url', 'description', 'avatar_urls'],
} as const

/** An item as WordPress gives it in embed context. */
export function inEmbedContext(
  kind: keyof typeof EMBED_KEYS,
  item: Record<string, unknown>,
): Record<string, unknown> {
  const keys: readonly string[] = [...EMBED_KEYS[kind], 'id', 'link', 'slug', '_links']
  return Object.fromEntries(
    Object.entries(item).filter(([key]) => keys.includes(key) || key.startsWith('yoast_head')),
  )
}

/** How much of an item is given; `edit` is for who may change it. */
export type View = 'view' | 'embed' | 'edit'

/**
 * An article as `wp/v2/posts` and `wp/v2/pages` give it. Raw values and the slug to be come in edit context;
 * what a password protects also for who `isUnlocked` says has given it.
 */
export function toPost(
  context: ShapeContext,
  article: ArticleRow,
  { terms, history, document }: Beside,
  view: View = 'view',
  isUnlocked = false,
): Record<string, unknown> {
  const { region } = context
  const isEdit = view === 'edit'
  const isProtected = article.password !== ''
  const hidden = isProtected && !isEdit && !isUnlocked
  const link = articleLink(context, article)
  const categories = terms.filter((term) => term.taxonomy === 'category')
  const tags = terms.filter((term) => term.taxonomy === 'post_tag')
  const post: Record<string, unknown> = {
    id: article.id,
    date: toLocalDateTime(article.publishedAt, region.timezone),
    date_gmt: toUtcDateTime(article.publishedAt),
    guid: { rendered: article.guid, ...(isEdit && { raw: article.guid }) },
    modified: toLocalDateTime(article.modifiedAt, region.timezone),
    modified_gmt: toUtcDateTime(article.modifiedAt),
    slug: article.slug,
    status: article.status,
    type: article.type,
    link,
    title: { rendered: escapeText(article.titleText), ...(isEdit && { raw: article.title }) },
    content: {
      rendered: hidden ? '' : article.contentHtml,
      protected: isProtected,
      ...(isEdit && { raw: article.contentRaw, block_version: hasBlocks(article) ? 1 : 0 }),
    },
    excerpt: {
      rendered: hidden ? '' : renderExcerpt(article),
      protected: isProtected,
      ...(isEdit && { raw: article.excerptRaw }),
    },
    author: article.authorId,
    featured_media: article.featuredMediaId,
    ...(article.type === 'page' && { parent: article.parentId, menu_order: article.menuOrder }),
    comment_status: article.commentStatus,
    ping_status: article.pingStatus,
    ...(article.type === 'post' && { sticky: article.isSticky === 1 }),
    template: article.template,
    ...(article.type === 'post' && { format: article.format }),
    meta: JSON.parse(article.metaJson),
    ...(article.type === 'post' && {
      categories: categories.map((term) => term.id),
      tags: tags.map((term) => term.id),
    }),
    class_list: classList(article, categories, tags),
    ...(context.head && document && articleHead(context, article, document, link, context.head)),
    ...(isEdit && {
      password: article.password,
      seo: seoOf(article),
      permalink_template: permalinkTemplate(context, article, link),
      generated_slug: slugToBe(article),
    }),
    _links: linksOf(context, article, history, isEdit),
  }
  return view === 'embed' ? inEmbedContext('post', post) : post
}

/** Whether the block editor wrote it (WordPress: has_blocks). */
function hasBlocks({ contentRaw }: ArticleRow): boolean {
  return contentRaw.includes('<!-- wp:')
}

/** Its address with a name for the slug, for editors that let it be changed; in the trash there is none to change. */
function permalinkTemplate(context: ShapeContext, article: ArticleRow, link: string): string {
  if (article.status === 'trash') return link
  const prefix = article.path.slice(0, article.path.length - article.slug.length)
  const name = article.type === 'page' ? '%pagename%' : '%postname%'
  return `${absoluteUrl(context.siteUrl, regionRoot(context.region))}${prefix}${name}/`
}

/** The slug that it has, or would get today: of its title, and of its id where that says nothing. */
function slugToBe({ slug, titleText, id }: ArticleRow): string {
  return slug.replace(TRASHED, '') || slugCandidate(toSlug(titleText) || String(id), 0)
}

function renderExcerpt(article: ArticleRow): string {
  const own = article.excerptText.trim()
  const text = own || firstWords(article.contentText)
  return renderParagraphs(text)
}

/** Lines of text as paragraphs. */
export function renderParagraphs(text: string): string {
  const lines = text.split(/\n+/).filter((line) => line.trim() !== '')
  return lines.map((line) => `<p>${escapeText(line.trim())}</p>\n`).join('')
}

function firstWords(text: string): string {
  const words = text.split(/\s+/).filter(Boolean)
  return words.length <= EXCERPT_WORDS
    ? words.join(' ')
    : `${words.slice(0, EXCERPT_WORDS).join(' ')} […]`
}

function classList(
  article: ArticleRow,
  categories: readonly ArticleTerm[],
  tags: readonly ArticleTerm[],
): string[] {
  return [
    `post-${article.id}`,
    article.type,
    `type-${article.type}`,
    `status-${article.status}`,
    ...(article.password === '' ? [] : ['post-password-required']),
    ...(article.type === 'post' ? [`format-${article.format}`] : []),
    ...(article.featuredMediaId > 0 ? ['has-post-thumbnail'] : []),
    'hentry',
    ...categories.map((term) => `category-${term.slug}`),
    ...tags.map((term) => `tag-${term.slug}`),
  ]
}

function linksOf(
  context: ShapeContext,
  article: ArticleRow,
  history: History,
  isEdit: boolean,
): Record<string, unknown> {
  const { region, siteUrl, principal } = context
  const api = (route: string) => absoluteUrl(siteUrl, apiPath(region, `wp/v2/${route}`))
  const route = article.type === 'page' ? 'pages' : 'posts'
  const self = api(`${route}/${article.id}`)
  return {
    self: selfLink(self, methodsFor(mayEdit(principal, article))),
    collection: [{ href: api(route) }],
    about: [{ href: api(`types/${article.type}`) }],
    ...(article.authorId !== NO_AUTHOR && {
      author: [{ embeddable: true, href: api(`users/${article.authorId}`) }],
    }),
    replies: [{ embeddable: true, href: api(`comments?post=${article.id}`) }],
    'version-history': [{ count: history.count, href: `${self}/revisions` }],
    ...(history.count > 0 && {
      'predecessor-version': [
        { id: history.latestId, href: `${self}/revisions/${history.latestId}` },
      ],
    }),
    ...(article.parentId > 0 && {
      up: [{ embeddable: true, href: api(`${route}/${article.parentId}`) }],
    }),
    ...(article.featuredMediaId > 0 && {
      'wp:featuredmedia': [{ embeddable: true, href: api(`media/${article.featuredMediaId}`) }],
    }),
    'wp:attachment': [{ href: api(`media?parent=${article.id}`) }],
    ...(article.type === 'post' && {
      'wp:term': [
        { taxonomy: 'category', embeddable: true, href: api(`categories?post=${article.id}`) },
        { taxonomy: 'post_tag', embeddable: true, href: api(`tags?post=${article.id}`) },
      ],
    }),
    ...(isEdit && actionLinks(principal, article, self)),
    curies: CURIES,
  }
}
