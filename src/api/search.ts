import * as z from 'zod'
import { listArticles } from '#content/article-lists.ts'
import { searchArticles, type FoundArticle } from '#content/search-results.ts'
import { listTerms } from '#content/term-lists.ts'
import type { TermRow } from '#content/terms.ts'
import { absoluteUrl, articlePath, termPath } from '#regions/permalink.ts'
import { answerPage, type Picked } from './answers.ts'
import { queryParams, type ApiContext } from './context.ts'
import { parseEmbeds } from './embeds.ts'
import { ApiError } from './errors.ts'
import { collectionParams, integer, listOf, parseCollection } from './input.ts'
import { can } from './keys.ts'
import { methodsFor } from './links.ts'
import { apiUrl } from './media-shape.ts'
import { escapeText, inEmbedContext, mayEdit, toPost } from './post-shape.ts'
import { withHead } from './posts.ts'
import { collection, everything } from './shows.ts'
import { ROUTES, toTerm } from './terms.ts'
import { headForms } from './yoast.ts'

/** What can be looked for, by type; formats have no pages of their own here, so that none is ever found. */
const SUBTYPES = { post: ['post', 'page'], term: ['category', 'post_tag'], 'post-format': [] }
const types = ['post', 'term', 'post-format'] as const
const subtypes = ['post', 'page', 'category', 'post_tag', 'any'] as const

export const searchQuery = z.object({
  ...collectionParams,
  context: z.enum(['view', 'embed']).default('view'),
  type: z.enum(types).default('post'),
  subtype: listOf(z.enum(subtypes)).default(['any']),
  include: listOf(integer, 1000).optional(),
  exclude: listOf(integer, 1000).optional(),
})
type SearchQuery = z.output<typeof searchQuery>

interface Results {
  items: Record<string, unknown>[]
  total: number
  /** What each item stands for, in embed context. */
  embedded: () => Promise<Record<string, unknown>[]>
}

/** GET search: what is published, or the terms it is filed under, wherever it is. */
export async function searchRoute(c: ApiContext): Promise<Response> {
  const query = parseCollection(searchQuery, queryParams(new URL(c.req.url).searchParams))
  const { items, total, embedded } = await find(c, query)
  if (total > 0 && query.page > Math.ceil(total / query.per_page)) {
    throw new ApiError(
      'rest_search_invalid_page_number',
      'The page number requested is larger than the number of pages available.',
      400,
    )
  }
  const embeds = parseEmbeds(c)
  const isFollowed = embeds === 'all' || embeds?.includes('self')
  const selves = isFollowed ? await embedded() : []
  const page = { number: query.page, perPage: query.per_page, total }
  const { code } = c.var.region
  return answerPage(c, items, page, {
    shows: [
      collection(code, query.type === 'term' ? 'terms' : 'articles'),
      // Heads name authors and pictures.
      ...(isFollowed ? everything(code) : []),
    ],
    finish: (picked, index) => withSelf(picked, selves[index]),
  })
}

function withSelf(picked: Picked, self: Record<string, unknown> | undefined): Picked {
  if (Array.isArray(picked) || !picked._links || self === undefined) return picked
  return { ...picked, _embedded: { self: [self] } }
}

async function find(c: ApiContext, query: SearchQuery): Promise<Results> {
  const own: readonly string[] = SUBTYPES[query.type]
  const isAny = query.subtype.includes('any')
  const wanted = own.filter((name) => isAny || query.subtype.some((subtype) => subtype === name))
  const [only] = wanted
  if (only === undefined) return { items: [], total: 0, embedded: () => Promise.resolve([]) }
  const one = wanted.length > 1 ? 'any' : only
  // The names are those of SUBTYPES.
  return query.type === 'term'
    ? findTerms(c, query, one as 'any' | TermRow['taxonomy'])
    : findArticles(c, query, one as 'any' | FoundArticle['type'])
}

function placeOf({ page, per_page }: SearchQuery) {
  return { limit: per_page, offset: (page - 1) * per_page }
}

async function findArticles(
  c: ApiContext,
  query: SearchQuery,
  type: 'any' | FoundArticle['type'],
): Promise<Results> {
  const { db, region, principal } = c.var
  const { search: text, include, exclude } = query
  const seesProtected = principal !== null
  const search = text ? { text, columns: [], isExact: false, seesProtected } : undefined
  const filter = { type, statuses: ['publish'], search, include, exclude }
  const { rows, total } = await searchArticles(db, region.code, filter, placeOf(query))
  const embedded = async () => {
    const ids = rows.map(({ id }) => id)
    const all = { type: 'any' as const, statuses: ['publish'], include: ids }
    const order = { orderBy: 'include' as const, isAscending: true }
    const page = { limit: ids.length, offset: 0, ...order }
    const shape = withHead(c)
    const { rows: found } = await listArticles(db, region.code, all, page, {
      documents: shape.head && 'published',
    })
    return found.map(({ article, beside }) => toPost(shape, article, beside, 'embed'))
  }
  return { items: rows.map((row) => toArticleResult(c, row)), total, embedded }
}

function toArticleResult(c: ApiContext, row: FoundArticle): Record<string, unknown> {
  const self = apiUrl(c, `${row.type}s/${row.id}`)
  return {
    id: row.id,
    title: escapeText(row.titleText),
    url: absoluteUrl(c.env.SITE_URL, articlePath(c.var.region, row.path)),
    type: 'post',
    subtype: row.type,
    _links: linksOf(c, self, mayEdit(c.var.principal, row), `types/${row.type}`),
  }
}

async function findTerms(
  c: ApiContext,
  query: SearchQuery,
  taxonomy: 'any' | TermRow['taxonomy'],
): Promise<Results> {
  const { db, region } = c.var
  const { search, include, exclude } = query
  const { rows, total, listed } = await listTerms(
    db,
    region.code,
    { taxonomy, search, include, exclude },
    { ...placeOf(query), orderBy: 'name', isAscending: true },
  )
  return {
    items: rows.map((row) => toTermResult(c, row)),
    total,
    embedded: () => {
      const forms = headForms(c)
      const items = rows.map((row) => toTerm(c, row, forms, listed.get(row.id)))
      return Promise.resolve(items.map((item) => inEmbedContext('term', item)))
    },
  }
}

/** Its taxonomy stands where an article has its type: WordPress's way. */
function toTermResult(c: ApiContext, row: TermRow): Record<string, unknown> {
  const { taxonomy } = row
  const self = apiUrl(c, `${ROUTES[taxonomy]}/${row.id}`)
  const mayChange = can(c.var.principal, 'manage_categories')
  return {
    id: row.id,
    title: escapeText(row.name),
    url: absoluteUrl(c.env.SITE_URL, termPath(c.var.region, taxonomy, row.path)),
    type: taxonomy,
    _links: linksOf(c, self, mayChange, `taxonomies/${taxonomy}`),
  }
}

function linksOf(c: ApiContext, href: string, mayChange: boolean, about: string) {
  return {
    self: [{ embeddable: true, href, targetHints: { allow: methodsFor(mayChange) } }],
    about: [{ href: apiUrl(c, about) }],
    collection: [{ href: apiUrl(c, 'search') }],
  }
}
