import { findAuthor, listAuthors, type AuthorRow } from '#content/authors.ts'
import { absoluteUrl, apiPath, authorPath } from '#regions/permalink.ts'
import { answer, answerPage, pickFields } from './answers.ts'
import { queryParams, type ApiContext } from './context.ts'
import { ApiError, noRoute } from './errors.ts'
import { integer, parseParams } from './input.ts'
import { capabilitiesOf, type Principal } from './keys.ts'
import { selfLink } from './links.ts'
import * as z from 'zod'

const listQuery = z.object({
  page: integer.pipe(z.number().min(1).max(1_000_000)).default(1),
  per_page: integer.pipe(z.number().min(1).max(100)).default(10),
})

/** GET users/me: who the credentials belong to. */
export async function getMe(c: ApiContext): Promise<Response> {
  const { principal } = c.var
  if (principal === null) {
    throw new ApiError('rest_not_logged_in', 'You are not currently logged in.', 401)
  }
  const author = await findAuthor(c.var.db, principal.userId)
  if (author === null) throw new ApiError('rest_user_invalid_id', 'Invalid user ID.', 404)
  return answer(pickFields(c, toUser(c, author, principal)))
}

/** GET users/{id}: a byline. */
export async function getUser(c: ApiContext): Promise<Response> {
  const id = c.req.param('id') ?? ''
  if (!/^\d{1,15}$/.test(id)) throw noRoute()
  const author = await findAuthor(c.var.db, Number(id))
  if (author === null) throw new ApiError('rest_user_invalid_id', 'Invalid user ID.', 404)
  const isMe = c.var.principal?.userId === author.authorId
  return answer(pickFields(c, toUser(c, author, isMe ? c.var.principal : null)))
}

/** GET users: the bylines that have a live article in this region, by name. */
export async function listUsers(c: ApiContext): Promise<Response> {
  const query = parseParams(listQuery, queryParams(new URL(c.req.url).searchParams))
  const { rows, total } = await listAuthors(c.var.db, c.var.region.code, {
    limit: query.per_page,
    offset: (query.page - 1) * query.per_page,
  })
  const items = rows.map((author) => toUser(c, author, null))
  return answerPage(c, items, { number: query.page, perPage: query.per_page, total })
}

/** An author as WordPress gives a user; the account's own fields only to its owner, in edit context. */
export function toUser(
  c: ApiContext,
  author: AuthorRow,
  principal: Principal | null,
): Record<string, unknown> {
  const { region } = c.var
  const api = (route: string) => absoluteUrl(c.env.SITE_URL, apiPath(region, `wp/v2/${route}`))
  const isEdit = principal !== null && new URL(c.req.url).searchParams.get('context') === 'edit'
  const portrait = author.portrait && absoluteUrl(c.env.SITE_URL, author.portrait)
  return {
    id: author.authorId,
    name: author.name,
    url: author.url,
    description: author.description,
    link: absoluteUrl(c.env.SITE_URL, authorPath(region, author.nicename)),
    slug: author.nicename,
    avatar_urls: portrait ? { 24: portrait, 48: portrait, 96: portrait } : {},
    meta: [],
    ...(isEdit && {
      username: principal.login,
      email: principal.email,
      roles: principal.role ? [principal.role] : [],
      capabilities: capabilitiesOf(principal.role),
      locale: region.locale.replace('-', '_'),
    }),
    _links: {
      self: selfLink(api(`users/${author.authorId}`), false),
      collection: [{ href: api('users') }],
    },
  }
}
