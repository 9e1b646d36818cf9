import * as z from 'zod'
import type { ArticleTerm } from '#content/article-lists.ts'
import { findArticle } from '#content/article-row.ts'
import {
  createTerm,
  deleteTerm,
  findTerm,
  updateTerm,
  type Taxonomy,
  type TermRow,
} from '#content/terms.ts'
import { countListed } from '#content/listings.ts'
import { listTerms, TERM_ORDERS } from '#content/term-lists.ts'
import { absoluteUrl, apiPath, termPath } from '#regions/permalink.ts'
import { answer, answerPage, answerShared, pickFields, type AnswerOptions } from './answers.ts'
import { demand, purgeNow, queryParams, readParams, type ApiContext } from './context.ts'
import { ApiError, forbidden, noRoute } from './errors.ts'
import {
  checkRequired,
  collectionParams,
  flag,
  integer,
  listOf,
  parseCollection,
  parseParams,
} from './input.ts'
import { can } from './keys.ts'
import { CURIES, methodsFor, selfLink } from './links.ts'
import { escapeText, inEmbedContext, mayRead, type View } from './post-shape.ts'
import { checkMatch, etagOf, retryUnmatched } from './preconditions.ts'
import { collection } from './shows.ts'
import { headForms, termHead, type HeadForms } from './yoast.ts'

export const termBody = z
  .object({
    name: z.string().trim().min(1, 'A name has at least one character.').max(200),
    slug: z.string().max(200),
    description: z.string().max(5000),
    parent: integer,
  })
  .partial()

export const newTermBody = termBody.required({ name: true })

const common = z.object({
  ...collectionParams,
  slug: listOf(z.string()).optional(),
  include: listOf(integer).optional(),
  exclude: listOf(integer).optional(),
  post: integer.optional(),
  hide_empty: flag.default(false),
  order: z.enum(['asc', 'desc']).default('asc'),
  orderby: z.enum(TERM_ORDERS).default('name'),
})

const oneQuery = z.object({ context: collectionParams.context })

/** What a list of each takes: those of a tree are narrowed by parent, the others may begin anywhere. */
export const queries = {
  category: common.extend({ parent: integer.optional() }),
  post_tag: common.extend({ offset: integer.pipe(z.number().min(0)).optional() }),
}
type TermQuery = z.output<typeof common> & {
  parent?: number | undefined
  offset?: number | undefined
}

/** Of each taxonomy below wp/v2. */
export const ROUTES = { category: 'categories', post_tag: 'tags' } as const

/** GET of a list. A page past the end is an empty list: WordPress's rule for terms. */
export async function listTermsRoute(c: ApiContext, taxonomy: Taxonomy): Promise<Response> {
  const params = queryParams(new URL(c.req.url).searchParams)
  const query: TermQuery = parseCollection(queries[taxonomy], params)
  const { db, region } = c.var
  if (query.context === 'edit') demandEditing(c, 'rest_forbidden_context', 'edit terms')
  if (query.post) await checkPost(c, taxonomy, query.post)
  const forms = headForms(c)
  const offset = query.offset || (query.page - 1) * query.per_page
  const { rows, total, listed } = await listTerms(
    db,
    region.code,
    {
      taxonomy,
      search: query.search,
      slugs: query.slug,
      include: query.include,
      exclude: query.exclude,
      parentId: query.parent,
      articleId: query.post,
      hideEmpty: query.hide_empty,
    },
    {
      limit: query.per_page,
      offset,
      orderBy: query.orderby,
      isAscending: query.order === 'asc',
    },
  )
  const items = rows.map((term) =>
    inContext(toTerm(c, term, forms, listed.get(term.id)), query.context),
  )
  // An offset leads to the pages around it.
  const number = Math.ceil(offset / query.per_page) + 1
  const page = { number, perPage: query.per_page, total }
  return answerPage(c, items, page, { shows: [collection(region.code, 'terms')] })
}

/** @throws ApiError for an article that is not there, has no such terms, or is not for this user to read */
async function checkPost(c: ApiContext, taxonomy: Taxonomy, id: number): Promise<void> {
  const { db, region, principal } = c.var
  const article = await findArticle(db, region.code, id)
  if (article === null) throw new ApiError('rest_post_invalid_id', 'Invalid post ID.', 400)
  if (article.type === 'post' && mayRead(principal, article)) return
  const message = `Sorry, you are not allowed to view the ${taxonomy} terms of this post.`
  throw forbidden('rest_forbidden_context', message, principal !== null)
}

/** GET of one. */
export async function getTerm(c: ApiContext, taxonomy: Taxonomy): Promise<Response> {
  const { context } = parseParams(oneQuery, queryParams(new URL(c.req.url).searchParams))
  const { term, total } = await findShown(c, taxonomy)
  if (context === 'edit') demandEditing(c, 'rest_forbidden_context', 'edit this term')
  return answerTerm(c, term, { context, total })
}

function demandEditing(c: ApiContext, code: string, what: string): void {
  demand(c, 'manage_categories', code, `Sorry, you are not allowed to ${what}.`)
}

function inContext(item: Record<string, unknown>, view: View | undefined) {
  return view === 'embed' ? inEmbedContext('term', item) : item
}

/** The term that the address names, with the number of its articles where its head tells of it. @throws ApiError 404 */
async function findShown(c: ApiContext, taxonomy: Taxonomy) {
  if (headForms(c) === null) return { term: await findOne(c, taxonomy), total: 0 }
  const { rows, listed } = await listTerms(
    c.var.db,
    c.var.region.code,
    { taxonomy, include: [idOf(c)] },
    { limit: 1, offset: 0, orderBy: 'id', isAscending: true },
  )
  const term = rows[0] ?? refuseMissing()
  return { term, total: listed.get(term.id) ?? 0 }
}

async function answerTerm(
  c: ApiContext,
  term: TermRow,
  options: AnswerOptions & { total?: number; context?: View } = {},
): Promise<Response> {
  const forms = headForms(c)
  const total = forms && (options.total ?? (await countListed(c.var.db, term)))
  const item = toTerm(c, term, forms, total ?? 0)
  const body = pickFields(c, inContext(item, options.context))
  const headers = { ETag: etagOf(term), ...options.headers }
  if (options.status !== undefined) return answer(body, { status: options.status, headers })
  const { regionCode: region, id } = term
  const shows = [
    { kind: 'term', region, id },
    { kind: 'listing', region, listing: `term:${id}` },
  ] as const
  return answerShared(c, body, shows, headers)
}

/** @throws ApiError 400 for a parent in a taxonomy that has none */
function checkHierarchy(taxonomy: Taxonomy, body: { parent?: number | undefined }): void {
  if (taxonomy === 'category' || body.parent === undefined) return
  throw new ApiError(
    'rest_taxonomy_not_hierarchical',
    'Cannot set parent term, taxonomy is not hierarchical.',
    400,
  )
}

/** POST to the collection. */
export async function createTermRoute(c: ApiContext, taxonomy: Taxonomy): Promise<Response> {
  demand(
    c,
    // Whoever writes may name what it is about (WordPress: assign_terms for flat taxonomies).
    taxonomy === 'category' ? 'manage_categories' : 'edit_posts',
    'rest_cannot_create',
    'Sorry, you are not allowed to create terms in this taxonomy.',
  )
  const params = await readParams(c)
  checkRequired(newTermBody, params)
  const body = parseParams(newTermBody, params)
  checkHierarchy(taxonomy, body)
  const term = await createTerm(termContext(c), taxonomy, {
    name: body.name,
    ...toInput(body),
  })
  await purgeNow(c)
  return answerTerm(c, term, { status: 201, headers: { Location: termRoute(c, term) } })
}

/** POST, PUT and PATCH of one. */
export async function updateTermRoute(c: ApiContext, taxonomy: Taxonomy): Promise<Response> {
  const before = await findOne(c, taxonomy)
  demandEditing(c, 'rest_cannot_update', 'edit this term')
  const body = parseParams(termBody, await readParams(c))
  checkHierarchy(taxonomy, body)
  checkMatch(c, before)
  const term = await retryUnmatched(
    c,
    before,
    () => findOne(c, taxonomy),
    (read) => updateTerm(termContext(c), read, toInput(body), { isLenient: true }),
  )
  await purgeNow(c)
  return answerTerm(c, term)
}

/** DELETE with `force`: terms have no trash, so without it the answer is 501. */
export async function deleteTermRoute(c: ApiContext, taxonomy: Taxonomy): Promise<Response> {
  const term = await findOne(c, taxonomy)
  demandEditing(c, 'rest_cannot_delete', 'delete this term')
  const { force } = parseParams(z.object({ force: flag.default(false) }), await readParams(c))
  if (!force) {
    throw new ApiError(
      'rest_trash_not_supported',
      "Terms do not support trashing. Set 'force=true' to delete.",
      501,
    )
  }
  checkMatch(c, term)
  const previous = toTerm(c, term)
  await retryUnmatched(
    c,
    term,
    () => findOne(c, taxonomy),
    (read) => deleteTerm(termContext(c), read, c.var.region.defaultCategoryId),
  )
  await purgeNow(c)
  return answer({ deleted: true, previous })
}

function termContext(c: ApiContext) {
  return { db: c.var.db, regionCode: c.var.region.code, now: c.var.now }
}

function toInput(body: z.output<typeof termBody>) {
  return {
    ...(body.name !== undefined && { name: body.name }),
    ...(body.slug !== undefined && { slug: body.slug }),
    ...(body.description !== undefined && { description: body.description }),
    ...(body.parent !== undefined && { parentId: body.parent }),
  }
}

async function findOne(c: ApiContext, taxonomy: Taxonomy): Promise<TermRow> {
  return (await findTerm(c.var.db, c.var.region.code, taxonomy, idOf(c))) ?? refuseMissing()
}

function idOf(c: ApiContext): number {
  const id = c.req.param('id') ?? ''
  if (!/^\d{1,15}$/.test(id)) throw noRoute()
  return Number(id)
}

function refuseMissing(): never {
  throw new ApiError('rest_term_invalid', 'Term does not exist.', 404)
}

function termRoute(c: ApiContext, term: Pick<TermRow, 'taxonomy' | 'id'>): string {
  const route = apiPath(c.var.region, `wp/v2/${ROUTES[term.taxonomy]}/${term.id}`)
  return absoluteUrl(c.env.SITE_URL, route)
}

/** A category or tag as WordPress gives it, with its head where forms of that are asked for; `total` counts what it lists. */
export function toTerm(
  c: ApiContext,
  term: TermRow,
  forms: HeadForms | null = null,
  total = 0,
): Record<string, unknown> {
  const { region } = c.var
  return {
    id: term.id,
    count: term.count,
    description: term.descriptionHtml,
    link: linkOf(c, term),
    name: escapeText(term.name),
    slug: term.slug,
    taxonomy: term.taxonomy,
    ...(term.taxonomy === 'category' && { parent: term.parentId }),
    meta: [],
    ...(forms && termHead({ siteUrl: c.env.SITE_URL, region }, term, total, forms)),
    _links: linksOf(c, term),
  }
}

/** A term as it comes along with an article. */
export function toEmbeddedTerm(c: ApiContext, term: ArticleTerm): Record<string, unknown> {
  return {
    id: term.id,
    link: linkOf(c, term),
    name: escapeText(term.name),
    slug: term.slug,
    taxonomy: term.taxonomy,
    _links: linksOf(c, term),
  }
}

function linkOf(c: ApiContext, term: ArticleTerm): string {
  return absoluteUrl(c.env.SITE_URL, termPath(c.var.region, term.taxonomy, term.path))
}

function linksOf(c: ApiContext, term: ArticleTerm): Record<string, unknown> {
  const { region, principal } = c.var
  const api = (route: string) => absoluteUrl(c.env.SITE_URL, apiPath(region, `wp/v2/${route}`))
  const filter = term.taxonomy === 'category' ? 'categories' : 'tags'
  return {
    self: selfLink(termRoute(c, term), methodsFor(can(principal, 'manage_categories'))),
    collection: [{ href: api(ROUTES[term.taxonomy]) }],
    about: [{ href: api(`taxonomies/${term.taxonomy}`) }],
    ...(term.parentId > 0 && {
      up: [{ embeddable: true, href: api(`${ROUTES[term.taxonomy]}/${term.parentId}`) }],
    }),
    'wp:post_type': [{ href: api(`posts?${filter}=${term.id}`) }],
    curies: CURIES,
  }
}
