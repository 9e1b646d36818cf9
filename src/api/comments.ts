import * as z from 'zod'
import { findArticle } from '#content/article-row.ts'
import { searchArticles } from '#content/search-results.ts'
import { answerPage } from './answers.ts'
import { queryParams, readParams, type ApiContext } from './context.ts'
import { dateTime } from './dates.ts'
import { ApiError, forbidden, noRoute } from './errors.ts'
import {
  collectionParams,
  integer,
  listOf,
  parseCollection,
  parseParams,
  rawText,
} from './input.ts'
import { can } from './keys.ts'
import { mayRead } from './post-shape.ts'

// Nothing here takes comments: their lists are empty, for whoever may ask for them.

const ids = listOf(integer, 1000)

export const commentsQuery = z.object({
  ...collectionParams,
  after: dateTime.optional(),
  author: ids.optional(),
  author_exclude: ids.optional(),
  author_email: z.email().optional(),
  before: dateTime.optional(),
  exclude: ids.default([]),
  include: ids.default([]),
  offset: integer.optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
  orderby: z
    .enum(['date', 'date_gmt', 'id', 'include', 'post', 'parent', 'type'])
    .default('date_gmt'),
  parent: ids.default([]),
  parent_exclude: ids.default([]),
  post: ids.default([]),
  status: z.string().default('approve'),
  type: z.string().default('comment'),
  password: z.string().optional(),
})

export const commentQuery = z.object({
  context: collectionParams.context,
  password: z.string().optional(),
})

export const commentBody = z
  .object({
    author: integer,
    author_email: z.string(),
    author_ip: z.union([z.ipv4(), z.ipv6()]),
    author_name: z.string(),
    author_url: z.string(),
    author_user_agent: z.string(),
    content: rawText,
    date: dateTime.nullable(),
    date_gmt: dateTime.nullable(),
    parent: integer,
    post: integer,
    status: z.string(),
  })
  .partial()

/** GET comments: none, for whoever may ask. */
export async function listComments(c: ApiContext): Promise<Response> {
  const query = parseCollection(commentsQuery, queryParams(new URL(c.req.url).searchParams))
  const { db, region, principal } = c.var
  const refuse = (code: string, message: string) => forbidden(code, message, principal !== null)
  const named = { type: 'any' as const, statuses: [], include: query.post }
  const page = { limit: query.post.length, offset: 0 }
  const { rows: posts } = await searchArticles(db, region.code, named, page)
  if (posts.some((post) => !mayRead(principal, post))) {
    const message = 'Sorry, you are not allowed to read the post for this comment.'
    throw refuse('rest_cannot_read_post', message)
  }
  const isModerator = can(principal, 'moderate_comments')
  if (query.post.includes(0) && !isModerator) {
    const message = 'Sorry, you are not allowed to read comments without a post.'
    throw refuse('rest_cannot_read', message)
  }
  if (query.context === 'edit' && !isModerator) {
    throw refuse('rest_forbidden_context', 'Sorry, you are not allowed to edit comments.')
  }
  const asked = writersOnly(query)
  if (asked.length > 0 && !can(principal, 'edit_posts')) {
    throw refuse('rest_forbidden_param', `Query parameter not permitted: ${asked.join(', ')}`)
  }
  return answerPage(c, [], { number: 1, perPage: query.per_page, total: 0 })
}

/** What a query asks that is for whoever writes. */
function writersOnly(query: z.output<typeof commentsQuery>): string[] {
  return [
    ...(query.author?.length ? ['author'] : []),
    ...(query.author_exclude?.length ? ['author_exclude'] : []),
    ...(query.author_email ? ['author_email'] : []),
    ...(query.type === 'comment' ? [] : ['type']),
    ...(query.status === 'approve' ? [] : ['status']),
  ]
}

/** GET, POST, PUT, PATCH and DELETE of one: there is none. */
export async function getComment(c: ApiContext): Promise<Response> {
  if (!/^\d+$/.test(c.req.param('id') ?? '')) throw noRoute()
  if (c.req.method === 'GET') {
    parseParams(commentQuery, queryParams(new URL(c.req.url).searchParams))
  } else {
    parseParams(commentBody, await readParams(c))
  }
  throw new ApiError('rest_comment_invalid_id', 'Invalid comment ID.', 404)
}

/** POST to the collection: refused, after all that WordPress looks at before it sees whether a post takes comments. */
export async function createComment(c: ApiContext): Promise<Response> {
  const { db, region, principal } = c.var
  const body = parseParams(commentBody, await readParams(c))
  if (principal === null) {
    const message = 'Sorry, you must be logged in to comment.'
    throw new ApiError('rest_comment_login_required', message, 401)
  }
  const isModerator = can(principal, 'moderate_comments')
  const own = { author: body.author === principal.userId, author_ip: false, status: false }
  for (const name of ['author', 'author_ip', 'status'] as const) {
    if (body[name] === undefined || own[name] || isModerator) continue
    const message = `Sorry, you are not allowed to edit '${name}' for comments.`
    throw new ApiError(`rest_comment_invalid_${name}`, message, 403)
  }
  const post = body.post ? await findArticle(db, region.code, body.post) : null
  const refuse = (code: string, message: string) => new ApiError(code, message, 403)
  if (post === null) {
    const message = 'Sorry, you are not allowed to create this comment without a post.'
    throw refuse('rest_comment_invalid_post_id', message)
  }
  if (post.status === 'draft' || post.status === 'trash') {
    const message = 'Sorry, you are not allowed to create a comment on this post.'
    throw refuse(`rest_comment_${post.status}_post`, message)
  }
  if (!mayRead(principal, post)) {
    const message = 'Sorry, you are not allowed to read the post for this comment.'
    throw refuse('rest_cannot_read_post', message)
  }
  if (post.commentStatus === 'open' && !body.content?.trim()) {
    throw new ApiError('rest_comment_content_invalid', 'Invalid comment content.', 400)
  }
  throw refuse('rest_comment_closed', 'Sorry, comments are closed for this item.')
}
