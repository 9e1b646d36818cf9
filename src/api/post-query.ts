import * as z from 'zod'
import {
  ARTICLE_ORDERS,
  type ArticleFilter,
  type ArticleOrder,
  type TermClause,
} from '#content/article-filter.ts'
import type { ArticleType } from '#content/article-row.ts'
import { toSlug } from '#content/slugs.ts'
import type { Taxonomy } from '#content/terms.ts'
import { queryParams, type ApiContext } from './context.ts'
import { dateTime, toEpoch } from './dates.ts'
import { ApiError, invalidParams } from './errors.ts'
import { collectionParams, flag, integer, listOf, parseCollection } from './input.ts'
import { can, type Principal } from './keys.ts'
import { FORMATS, STATUSES } from './post-input.ts'

/** Statuses that WordPress knows; those that no article here has find nothing. */
const KNOWN_STATUSES = [
  ...STATUSES,
  'trash',
  'auto-draft',
  'inherit',
  'request-pending',
  'request-confirmed',
  'request-failed',
  'request-completed',
  'any',
]

const ids = listOf(integer, 1000)
const ORDERS = ARTICLE_ORDERS.filter((order) => order !== 'menu_order')

/** Terms as a list of ids, or as an object that says how they are meant. */
function termQuery<T extends z.ZodRawShape>(options: T) {
  return z.union([ids, z.strictObject({ terms: ids.default([]), ...options })]).optional()
}
const operator = z.enum(['AND', 'OR']).default('OR')
const include_children = flag.default(false)

const common = z.object({
  ...collectionParams,
  offset: integer.optional(),
  search_semantics: z.enum(['exact']).optional(),
  search_columns: listOf(z.enum(['post_title', 'post_content', 'post_excerpt'])).default([]),
  slug: listOf(z.string(), 1000).optional(),
  include: ids.optional(),
  exclude: ids.optional(),
  author: ids.optional(),
  author_exclude: ids.optional(),
  after: dateTime.optional(),
  before: dateTime.optional(),
  modified_after: dateTime.optional(),
  modified_before: dateTime.optional(),
  // Which of them its reader may ask for is for the role to say, not for the schema.
  status: listOf(z.string()).optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
})

const ofPosts = z.object({
  tax_relation: z.enum(['AND', 'OR']).optional(),
  categories: termQuery({ operator, include_children }),
  categories_exclude: termQuery({ include_children }),
  tags: termQuery({ operator }),
  tags_exclude: termQuery({}),
  sticky: flag.optional(),
  ignore_sticky: flag.default(true),
  format: listOf(z.enum(FORMATS)).optional(),
})

const ofPages = z.object({
  parent: ids.optional(),
  parent_exclude: ids.optional(),
  menu_order: integer.optional(),
})

/** What a list of each type takes. */
export const queries = {
  post: common.extend(ofPosts.shape).extend({ orderby: z.enum(ORDERS).default('date') }),
  page: common.extend(ofPages.shape).extend({ orderby: z.enum(ARTICLE_ORDERS).default('date') }),
}

export type PostQuery = z.output<typeof common> &
  Partial<z.output<typeof ofPosts>> &
  Partial<z.output<typeof ofPages>> & { orderby: ArticleOrder }

/**
 * The parameters of a list of posts or pages; those of the other type are unknown here, and ignored.
 * @throws ApiError 400 that names each bad one
 */
export function parsePostQuery(c: ApiContext, type: ArticleType): PostQuery {
  const params = queryParams(new URL(c.req.url).searchParams)
  const query: PostQuery = parseCollection(queries[type], params)
  checkStatuses(c.var.principal, type, query.status ?? [])
  return query
}

/** @throws ApiError 400 for an order that needs what was not sent with it */
export function checkOrder(query: {
  orderby: string
  search?: string | undefined
  include?: readonly number[] | undefined
}): void {
  if (query.orderby === 'relevance' && !query.search) {
    const message = 'You need to define a search term to order by relevance.'
    throw new ApiError('rest_no_search_term_defined', message, 400)
  }
  if (query.orderby === 'include' && !query.include?.length) {
    const message = 'You need to define an include parameter to order by include.'
    throw new ApiError('rest_orderby_include_missing_include', message, 400)
  }
}

interface Paged {
  page: number
  per_page: number
  offset?: number | undefined
}

/** What a page of posts or media begins at. WordPress takes an offset below zero for one above it. */
export function offsetOf({ page, per_page: limit, offset }: Paged) {
  return { limit, offset: offset === undefined ? (page - 1) * limit : Math.abs(offset) }
}

/** Which articles a query asks for, in its order. */
export function pageOf(query: PostQuery) {
  return { ...offsetOf(query), orderBy: query.orderby, isAscending: query.order === 'asc' }
}

/**
 * How many there are. Rows that were not found are not counted either, unless it is for the page's number alone that there
 * are none. @throws ApiError 400 for a page beyond the last
 */
export function totalOf(
  { page, per_page, offset }: Paged,
  { rows, total }: { rows: readonly unknown[]; total: number },
): number {
  if (rows.length === 0 && (offset !== undefined || page === 1)) return 0
  if (total > 0 && page > Math.ceil(total / per_page)) {
    throw new ApiError(
      'rest_post_invalid_page_number',
      'The page number requested is larger than the number of pages available.',
      400,
    )
  }
  return total
}

/** Published ones are everybody's to ask for; others are for who may write, whatever their names. */
function checkStatuses(principal: Principal | null, type: ArticleType, wanted: readonly string[]) {
  const isWriter = can(principal, type === 'page' ? 'edit_pages' : 'edit_posts')
  for (const [index, status] of wanted.entries()) {
    if (status === 'publish') continue
    const maySee = isWriter || (status === 'private' && can(principal, 'edit_others_posts'))
    if (!maySee) {
      const data = { status: principal === null ? 401 : 403 }
      const fault = { code: 'rest_forbidden_status', message: 'Status is forbidden.', data }
      throw invalidParams({ status: fault })
    }
    if (!KNOWN_STATUSES.includes(status)) {
      const message = `status[${index}] is not one of ${KNOWN_STATUSES.join(', ')}.`
      throw invalidParams({ status: { code: 'rest_not_in_enum', message } })
    }
  }
}

/** The query as the content room understands it. */
export function toFilter(c: ApiContext, type: ArticleType, query: PostQuery): ArticleFilter {
  const time = (name: 'after' | 'before' | 'modified_after' | 'modified_before') => {
    const text = query[name]
    return text === undefined ? undefined : toEpoch(text, c.var.region.timezone, name)
  }
  const { principal } = c.var
  const statuses = query.status?.length ? query.status : ['publish']
  return {
    type,
    statuses: statuses.includes('any') ? STATUSES : statuses,
    search: query.search
      ? {
          text: query.search,
          columns: query.search_columns,
          isExact: query.search_semantics === 'exact',
          seesProtected: principal !== null,
          ...(!can(principal, 'edit_others_posts') && { draftsOf: principal?.userId ?? 0 }),
        }
      : undefined,
    slugs: query.slug?.map(toSlug),
    include: query.include,
    exclude: query.exclude,
    authorIds: query.author,
    notAuthorIds: query.author_exclude,
    terms: [
      ...clauseOf('category', query.categories, false),
      ...clauseOf('category', query.categories_exclude, true),
      ...clauseOf('post_tag', query.tags, false),
      ...clauseOf('post_tag', query.tags_exclude, true),
    ],
    isAnyTermClause: query.tax_relation === 'OR',
    formats: query.format,
    after: time('after'),
    before: time('before'),
    modifiedAfter: time('modified_after'),
    modifiedBefore: time('modified_before'),
    isSticky: query.sticky,
    parentIds: query.parent,
    notParentIds: query.parent_exclude,
    menuOrder: query.menu_order,
  }
}

interface TermsObject {
  terms: readonly number[]
  operator?: 'AND' | 'OR'
  include_children?: boolean
}

function clauseOf(
  taxonomy: Taxonomy,
  given: readonly number[] | TermsObject | undefined,
  isExclusion: boolean,
): TermClause[] {
  if (given === undefined) return []
  const { terms, operator, include_children }: TermsObject =
    'terms' in given ? given : { terms: given }
  return [
    {
      taxonomy,
      ids: terms,
      operator: isExclusion ? 'none' : operator === 'AND' ? 'all' : 'any',
      withChildren: include_children ?? false,
    },
  ]
}
