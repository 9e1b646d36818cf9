import * as z from 'zod'
import type { ArticleRow, ArticleType } from '#content/article-row.ts'
import { updateArticle } from '#content/articles.ts'
import {
  findRevision,
  listAutosaves,
  listRevisions,
  saveAutosave,
  type RevisionRow,
} from '#content/revisions.ts'
import { answer, answerPage, pickFields } from './answers.ts'
import { purgeNow, queryParams, readParams, writeContext, type ApiContext } from './context.ts'
import { ApiError, forbidden, noRoute } from './errors.ts'
import { collectionParams, flag, integer, listOf, parseCollection, parseParams } from './input.ts'
import type { Principal } from './keys.ts'
import { articleBody, toInput } from './post-input.ts'
import { checkOrder } from './post-query.ts'
import { mayEdit, type View } from './post-shape.ts'
import { findEditable, findListed } from './posts.ts'
import { retryUnmatched } from './preconditions.ts'
import { toOwnAutosave, toRevision } from './revision-shape.ts'

/** Each body is cleaned when it is read, so that many at a time are too many. */
const MAX_PER_PAGE = 100

export const revisionsQuery = z.object({
  ...collectionParams,
  per_page: integer.pipe(z.number().min(1).max(MAX_PER_PAGE)).optional(),
  offset: integer.optional(),
  include: listOf(integer, 1000).optional(),
  exclude: listOf(integer, 1000).optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
  orderby: z
    .enum(['date', 'id', 'include', 'relevance', 'slug', 'include_slugs', 'title'])
    .default('date'),
})

/** GET posts/{id}/revisions: what the post said, the latest first. */
export async function listRevisionsRoute(c: ApiContext, type: ArticleType): Promise<Response> {
  const query = parseCollection(revisionsQuery, queryParams(new URL(c.req.url).searchParams))
  const { article, principal } = await findReadable(c, type, 'revisions')
  checkOrder(query)
  const limit = query.per_page ?? MAX_PER_PAGE
  const { orderby } = query
  const { rows, total } = await listRevisions(c.var.db, article, {
    limit,
    offset: query.offset === undefined ? (query.page - 1) * limit : Math.abs(query.offset),
    // All revisions of a post have slugs alike, and none is more to the point than another.
    orderBy: orderby === 'id' || orderby === 'include' || orderby === 'title' ? orderby : 'date',
    isAscending: query.order === 'asc',
    search: query.search,
    include: query.include,
    exclude: query.exclude,
  })
  const perPage = query.per_page ?? Math.max(total, 1)
  if (total > 0) checkPage(query, total, perPage)
  const items = await toRevisions(c, principal, article, rows, query.context)
  return answerPage(c, items, { number: query.page, perPage, total }, { headers: READ_ONLY })
}

const READ_ONLY = { Allow: 'GET' }

function checkPage(query: z.output<typeof revisionsQuery>, total: number, perPage: number): void {
  const than = 'requested is larger than or equal to the number of'
  if (query.offset !== undefined && Math.abs(query.offset) >= total) {
    const message = `The offset number ${than} available revisions.`
    throw new ApiError('rest_revision_invalid_offset_number', message, 400)
  }
  if (!query.offset && query.page > Math.ceil(total / perPage)) {
    const message = 'The page number requested is larger than the number of pages available.'
    throw new ApiError('rest_revision_invalid_page_number', message, 400)
  }
}

export const revisionQuery = z.object({ context: collectionParams.context })

/** GET posts/{id}/revisions/{revision}. */
export async function getRevision(c: ApiContext, type: ArticleType): Promise<Response> {
  const { context } = parseParams(revisionQuery, queryParams(new URL(c.req.url).searchParams))
  const { article, principal } = await findReadable(c, type, 'revisions')
  const row = await findRevisionOf(c, article, idOf(c, 'revision'))
  return answerOne(c, principal, article, row, context)
}

/** DELETE of a revision: what was said stays said, for administrators as well (WordPress: `delete_post` on a revision). */
export async function deleteRevision(c: ApiContext, type: ArticleType): Promise<Response> {
  parseParams(z.object({ force: flag.default(false) }), await readParams(c))
  const { article } = await findReadable(c, type, 'revisions', 'rest_cannot_delete')
  await findRevisionOf(c, article, idOf(c, 'revision'))
  const message = 'Sorry, you are not allowed to delete this revision.'
  throw new ApiError('rest_cannot_delete', message, 403)
}

/** GET posts/{id}/autosaves: what editors had typed and not saved, one each. */
export async function listAutosavesRoute(c: ApiContext, type: ArticleType): Promise<Response> {
  const { context } = parseParams(revisionQuery, queryParams(new URL(c.req.url).searchParams))
  const { article, principal } = await findReadable(c, type, 'autosaves')
  const rows = await listAutosaves(c.var.db, article)
  const items = await toRevisions(c, principal, article, rows, context)
  return answer(
    items.map((item) => pickFields(c, item)),
    { headers: { Allow: 'GET, POST' } },
  )
}

/** GET posts/{id}/autosaves/{autosave}: the latest of the post; WordPress looks at no other id either. */
export async function getAutosave(c: ApiContext, type: ArticleType): Promise<Response> {
  const { context } = parseParams(revisionQuery, queryParams(new URL(c.req.url).searchParams))
  const { article, principal } = await findReadable(c, type, 'revisions')
  idOf(c, 'revision')
  const [row] = await listAutosaves(c.var.db, article)
  if (row === undefined) {
    const message = 'There is no autosave revision for this post.'
    throw new ApiError('rest_post_no_autosave', message, 404)
  }
  return answerOne(c, principal, article, row, context)
}

/** POST posts/{id}/autosaves: kept beside the post, or, since nobody else reads one's own draft, in it. */
export async function createAutosave(c: ApiContext, type: ArticleType): Promise<Response> {
  const params = await readParams(c)
  const body = parseParams(articleBody, params)
  const { article, principal } = await findEditable(c, type)
  const context = writeContext(c, principal)
  const input = await toInput(c, principal, body, article)
  const headers = { Allow: 'GET, POST' }
  if (article.status === 'draft' && article.authorId === principal.userId) {
    const written = await retryUnmatched(
      c,
      article,
      async () => (await findListed(c, type)).article,
      (before) => updateArticle(context, before, input),
    )
    await purgeNow(c)
    return answer(pickFields(c, await toOwnAutosave(c, written.article)), { headers })
  }
  const row = await saveAutosave(context, article, input)
  return answer(pickFields(c, await toRevision(c, context, article, row, 'edit')), { headers })
}

async function answerOne(
  c: ApiContext,
  principal: Principal,
  article: ArticleRow,
  row: RevisionRow,
  view: View,
): Promise<Response> {
  const item = await toRevision(c, writeContext(c, principal), article, row, view)
  return answer(pickFields(c, item), { headers: READ_ONLY })
}

async function toRevisions(
  c: ApiContext,
  principal: Principal,
  article: ArticleRow,
  rows: readonly RevisionRow[],
  view: View,
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = []
  // One after the other: each may ask for the media of its body, and D1 takes six at a time.
  for (const row of rows) {
    items.push(await toRevision(c, writeContext(c, principal), article, row, view))
  }
  return items
}

/** The post whose history is asked for, by somebody who may change it. @throws ApiError 404, 401, 403 */
export async function findReadable(
  c: ApiContext,
  type: ArticleType,
  what: 'revisions' | 'autosaves',
  code = 'rest_cannot_read',
): Promise<{ article: ArticleRow; principal: Principal }> {
  const noParent = ['rest_post_invalid_parent', 'Invalid post parent ID.'] as const
  const { article } = await findListed(c, type, { refusal: noParent })
  const { principal } = c.var
  if (principal === null || !mayEdit(principal, article)) {
    const verb = code === 'rest_cannot_delete' ? 'delete' : 'view'
    const message = `Sorry, you are not allowed to ${verb} ${what} of this post.`
    throw forbidden(code, message, principal !== null)
  }
  return { article, principal }
}

/** A revision or autosave of the post. @throws ApiError 404 */
export async function findRevisionOf(
  c: ApiContext,
  article: ArticleRow,
  id: number,
): Promise<RevisionRow> {
  const row = await findRevision(c.var.db, article.regionCode, id)
  if (row === null) throw new ApiError('rest_post_invalid_id', 'Invalid revision ID.', 404)
  if (row.articleId !== article.id) {
    const message = `The revision does not belong to the specified parent with id of "${article.id}"`
    throw new ApiError('rest_revision_parent_id_mismatch', message, 404)
  }
  return row
}

function idOf(c: ApiContext, name: string): number {
  const id = c.req.param(name) ?? ''
  if (!/^\d{1,15}$/.test(id)) throw noRoute()
  return Number(id)
}
