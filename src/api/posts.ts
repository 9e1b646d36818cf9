import * as z from 'zod'
import { MAX_TITLE_LENGTH, type ArticleInput } from '#content/article-input.ts'
import {
  findArticle,
  type ArticleRow,
  type ArticleStatus,
  type ArticleType,
} from '#content/article-row.ts'
import { createArticle, deleteArticle, trashArticle, updateArticle } from '#content/articles.ts'
import {
  ARTICLE_ORDERS,
  listArticles,
  listBeside,
  NOTHING,
  type Beside,
} from '#content/article-lists.ts'
import { findAuthor } from '#content/authors.ts'
import { findMedia } from '#content/media.ts'
import { fromLocalDateTime } from '#regions/format.ts'
import { absoluteUrl, apiPath } from '#regions/permalink.ts'
import { answer, answerPage, pickFields } from './answers.ts'
import {
  demand,
  purgeNow,
  queryParams,
  readParams,
  writeContext,
  type ApiContext,
} from './context.ts'
import { ApiError, forbidden, invalidParams, noRoute } from './errors.ts'
import { flag, integer, listOf, parseParams, rawText } from './input.ts'
import { can, type Principal } from './keys.ts'
import { checkMatch, etagOf, retryUnmatched } from './preconditions.ts'
import { methodsFor } from './links.ts'
import { articleLink, mayEdit, toPost, type ShapeContext } from './post-shape.ts'

const STATUSES = ['publish', 'future', 'draft', 'pending', 'private'] as const
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i

/** Time zones before railways, and years of five digits, are written otherwise. */
const MIN_YEAR = 1900
const MAX_YEAR = 9998

const dateTime = z.string().regex(DATE, 'Invalid date: write 2025-11-04T12:33:47.')

/** The fields of a post or page that a client may send; unknown ones are ignored, as WordPress does. */
const articleFields = z.object({
  title: rawText
    .pipe(z.string().max(MAX_TITLE_LENGTH, `At most ${MAX_TITLE_LENGTH} characters.`))
    .nullable(),
  content: rawText.nullable(),
  excerpt: rawText.nullable(),
  status: z.enum(STATUSES, `Must be one of ${STATUSES.join(', ')}.`),
  slug: z.string().max(1000),
  date: dateTime.nullable(),
  date_gmt: dateTime.nullable(),
  author: integer,
  featured_media: integer,
  comment_status: z.enum(['open', 'closed']),
  ping_status: z.enum(['open', 'closed']),
  format: z.enum([
    'standard',
    'aside',
    'chat',
    'gallery',
    'link',
    'image',
    'quote',
    'status',
    'video',
    'audio',
  ]),
  sticky: flag,
  template: z.literal('', 'There are no templates here: leave it empty.'),
  password: z.string().max(255),
  categories: listOf(integer),
  tags: listOf(integer),
  parent: integer,
  menu_order: integer,
})
export const articleBody = articleFields.partial()

export const listQuery = z
  .object({
    page: integer.pipe(z.number().min(1).max(1_000_000)).default(1),
    per_page: integer.pipe(z.number().min(1).max(100)).default(10),
    offset: integer.pipe(z.number().min(0).max(10_000_000)),
    search: z.string().max(200),
    slug: listOf(z.string()),
    include: listOf(integer),
    exclude: listOf(integer),
    author: listOf(integer),
    categories: listOf(integer),
    tags: listOf(integer),
    parent: listOf(integer),
    after: dateTime,
    before: dateTime,
    modified_after: dateTime,
    modified_before: dateTime,
    sticky: flag,
    status: listOf(z.enum([...STATUSES, 'trash', 'any'])),
    context: z.enum(['view', 'embed', 'edit']).default('view'),
    order: z.enum(['asc', 'desc']).default('desc'),
    orderby: z.enum(ARTICLE_ORDERS).default('date'),
  })
  .partial({
    offset: true,
    search: true,
    slug: true,
    include: true,
    exclude: true,
    author: true,
    categories: true,
    tags: true,
    parent: true,
    after: true,
    before: true,
    modified_after: true,
    modified_before: true,
    sticky: true,
    status: true,
  })

/** GET of a list. */
export async function listPosts(c: ApiContext, type: ArticleType): Promise<Response> {
  const { db, region, principal } = c.var
  const query = parseParams(listQuery, queryParams(new URL(c.req.url).searchParams))
  const time = (text: string | undefined) =>
    text === undefined ? undefined : toEpoch(text, region.timezone)
  if (query.context === 'edit') {
    demand(
      c,
      type === 'page' ? 'edit_pages' : 'edit_posts',
      'rest_forbidden_context',
      'Sorry, you are not allowed to edit posts in this post type.',
    )
  }
  const statuses = readableStatuses(principal, query.status ?? ['publish'])
  const offset = query.offset ?? (query.page - 1) * query.per_page
  const { rows, total } = await listArticles(
    db,
    region.code,
    {
      type,
      statuses,
      ownDraftsOf: can(principal, 'edit_others_posts') ? null : (principal?.userId ?? 0),
      search: query.search,
      slugs: query.slug,
      include: query.include,
      exclude: query.exclude,
      authorIds: query.author,
      categoryIds: query.categories,
      tagIds: query.tags,
      parentIds: query.parent,
      after: time(query.after),
      before: time(query.before),
      modifiedAfter: time(query.modified_after),
      modifiedBefore: time(query.modified_before),
      isSticky: query.sticky,
    },
    { limit: query.per_page, offset, orderBy: query.orderby, isAscending: query.order === 'asc' },
  )
  if (query.offset === undefined && query.page > 1 && total > 0 && offset >= total) {
    throw new ApiError(
      'rest_post_invalid_page_number',
      'The page number requested is larger than the number of pages available.',
      400,
    )
  }
  const shape = shapeContext(c)
  // In edit context WordPress leaves out what this user may not edit; the totals keep counting it.
  const shown =
    query.context === 'edit' ? rows.filter(({ article }) => mayEdit(principal, article)) : rows
  const items = shown.map(({ article, beside }) => toPost(shape, article, beside, query.context))
  return answerPage(c, items, { number: query.page, perPage: query.per_page, total })
}

/** GET of one. What is not published answers 401 to strangers, not 404: WordPress's rule. */
export async function getPost(c: ApiContext, type: ArticleType): Promise<Response> {
  const article = await findOne(c, type)
  const { principal } = c.var
  const isPublic = article.status === 'publish'
  if (!isPublic && !mayEdit(principal, article)) {
    throw forbidden('rest_forbidden', 'Sorry, you are not allowed to do that.', principal !== null)
  }
  const view = new URL(c.req.url).searchParams.get('context') ?? 'view'
  if (!['view', 'embed', 'edit'].includes(view)) {
    throw invalidParams({
      context: {
        code: 'rest_not_in_enum',
        message: 'context is not one of view, embed, and edit.',
      },
    })
  }
  if (view === 'edit' && !mayEdit(principal, article)) {
    throw forbidden(
      'rest_forbidden_context',
      'Sorry, you are not allowed to edit this post.',
      principal !== null,
    )
  }
  const isProtected = article.password !== '' && view !== 'edit'
  const password = new URL(c.req.url).searchParams.get('password')
  if (isProtected && password !== null && password !== article.password) {
    throw new ApiError('rest_post_incorrect_password', 'Incorrect post password.', 403)
  }
  const shown =
    isProtected && password === article.password ? { ...article, password: '' } : article
  return answerPost(c, shown, { view: view as 'view' | 'embed' | 'edit' }) // checked above
}

/** POST to the collection. */
export async function createPost(c: ApiContext, type: ArticleType): Promise<Response> {
  const principal = demand(
    c,
    type === 'page' ? 'edit_pages' : 'edit_posts',
    'rest_cannot_create',
    'Sorry, you are not allowed to create posts as this user.',
  )
  const params = await readParams(c)
  if (params.id) throw new ApiError('rest_post_exists', 'Cannot create existing post.', 400)
  const input = await toInput(c, principal, parseParams(articleBody, params), null)
  const written = await createArticle(writeContext(c, principal), type, input)
  await purgeNow(c)
  const route = apiPath(c.var.region, `wp/v2/${type}s/${written.article.id}`)
  return answerPost(c, written.article, {
    view: 'edit',
    status: 201,
    headers: { Location: absoluteUrl(c.env.SITE_URL, route) },
  })
}

/** POST, PUT and PATCH of one: only the fields sent change. */
export async function updatePost(c: ApiContext, type: ArticleType): Promise<Response> {
  const principal = await editor(c, type)
  const article = await findOne(c, type)
  if (!mayEdit(principal, article)) {
    throw new ApiError('rest_cannot_edit', 'Sorry, you are not allowed to edit this post.', 403)
  }
  const body = parseParams(articleBody, await readParams(c))
  const input = await toInput(c, principal, body, article)
  checkMatch(c, article)
  const written = await retryUnmatched(
    c,
    article,
    () => findOne(c, type),
    (before) => updateArticle(writeContext(c, principal), before, input),
  )
  await purgeNow(c)
  return answerPost(c, written.article, { view: 'edit' })
}

/** DELETE: into the trash, with `force` for good. */
export async function deletePost(c: ApiContext, type: ArticleType): Promise<Response> {
  const principal = await editor(c, type, 'rest_cannot_delete')
  const article = await findOne(c, type)
  if (!mayEdit(principal, article)) {
    throw new ApiError('rest_cannot_delete', 'Sorry, you are not allowed to delete this post.', 403)
  }
  const params = parseParams(z.object({ force: flag.default(false) }), await readParams(c))
  checkMatch(c, article)
  const context = writeContext(c, principal)
  const reread = () => findOne(c, type)
  if (!params.force) {
    const written = await retryUnmatched(c, article, reread, (before) =>
      trashArticle(context, before),
    )
    await purgeNow(c)
    return answerPost(c, written.article, { view: 'edit' })
  }
  const previous = toPost(shapeContext(c), article, await findBeside(c, article), 'edit')
  await retryUnmatched(c, article, reread, (before) => deleteArticle(context, before))
  await purgeNow(c)
  return answer({ deleted: true, previous })
}

function shapeContext(c: ApiContext): ShapeContext {
  return { siteUrl: c.env.SITE_URL, region: c.var.region, principal: c.var.principal }
}

async function editor(
  c: ApiContext,
  type: ArticleType,
  code: 'rest_cannot_edit' | 'rest_cannot_delete' = 'rest_cannot_edit',
): Promise<Principal> {
  const { principal } = c.var
  if (principal === null) await findOne(c, type)
  return demand(c, 'edit_posts', code, 'Sorry, you are not allowed to change this post.')
}

async function findOne(c: ApiContext, type: ArticleType): Promise<ArticleRow> {
  const id = c.req.param('id') ?? ''
  if (!/^\d{1,15}$/.test(id)) throw noRoute()
  const article = await findArticle(c.var.db, c.var.region.code, Number(id))
  if (article === null || article.type !== type) {
    throw new ApiError('rest_post_invalid_id', 'Invalid post ID.', 404)
  }
  return article
}

async function findBeside(c: ApiContext, { regionCode, id }: ArticleRow): Promise<Beside> {
  return (await listBeside(c.var.db, regionCode, [id])).get(id) ?? NOTHING
}

async function answerPost(
  c: ApiContext,
  article: ArticleRow,
  options: { view: 'view' | 'embed' | 'edit'; status?: number; headers?: Record<string, string> },
): Promise<Response> {
  const shape = shapeContext(c)
  const beside = await findBeside(c, article)
  const body = pickFields(c, toPost(shape, article, beside, options.view))
  return answer(body, {
    status: options.status ?? 200,
    headers: {
      ETag: etagOf(article),
      Allow: methodsFor(mayEdit(c.var.principal, article)).join(', '),
      Link: `<${articleLink(shape, article)}>; rel="alternate"; type=text/html`,
      ...options.headers,
    },
  })
}

async function toInput(
  c: ApiContext,
  principal: Principal,
  body: z.output<typeof articleBody>,
  before: ArticleRow | null,
): Promise<ArticleInput> {
  const input: ArticleInput = {}
  // Null leaves a text as it is.
  if (body.title != null) input.title = body.title
  if (body.content != null) input.content = body.content
  if (body.excerpt != null) input.excerpt = body.excerpt
  if (body.slug !== undefined) input.slug = body.slug
  if (body.comment_status !== undefined) input.commentStatus = body.comment_status
  if (body.ping_status !== undefined) input.pingStatus = body.ping_status
  if (body.format !== undefined) input.format = body.format
  if (body.sticky !== undefined) input.isSticky = body.sticky
  if (body.password !== undefined) input.password = body.password
  if (body.categories !== undefined) input.categoryIds = body.categories
  if (body.tags !== undefined) input.tagIds = body.tags
  if (body.parent !== undefined) input.parentId = body.parent
  if (body.menu_order !== undefined) input.menuOrder = body.menu_order
  const isSticky = body.sticky ?? before?.isSticky === 1
  if (isSticky && (body.password ?? before?.password ?? '') !== '') {
    throw new ApiError('rest_invalid_field', 'A post can not be sticky and have a password.', 400)
  }
  const publishedAt = dateOf(body, c.var.region.timezone)
  if (publishedAt !== undefined) input.publishedAt = publishedAt
  if (body.status !== undefined) input.status = checkStatus(principal, body.status)
  // An author of 0 is no wish, in WordPress as well: clients send back what they were given.
  if (body.author) input.authorId = await checkAuthor(c, principal, body.author)
  if (body.featured_media !== undefined) {
    input.featuredMediaId = await checkMedia(c, body.featured_media)
  }
  return input
}

function dateOf(
  body: { date?: string | null | undefined; date_gmt?: string | null | undefined },
  timezone: string,
): number | null | undefined {
  if (body.date === null || body.date_gmt === null) return null
  if (body.date !== undefined) return toEpoch(body.date, timezone)
  return body.date_gmt === undefined ? undefined : toEpoch(body.date_gmt, 'UTC')
}

/** Epoch seconds of a date with a zone, or on the region's wall. @throws ApiError for a day or time that is none */
function toEpoch(text: string, timezone: string): number {
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(text.slice(16))
  const wall = text.length === 16 ? `${text}:00` : text.slice(0, 19)
  // Date.parse takes February 30 for March 2: what comes back must be what went in.
  const isDay = new Date(Date.parse(`${wall}Z`)).toJSON()?.startsWith(wall)
  const year = Number(text.slice(0, 4))
  if (!isDay || year < MIN_YEAR || year > MAX_YEAR) {
    throw badDate(`${text} is no day and time between ${MIN_YEAR} and ${MAX_YEAR}`)
  }
  const epoch = zoned ? Math.floor(Date.parse(text) / 1000) : fromLocalDateTime(wall, timezone)
  if (!Number.isFinite(epoch)) throw badDate(`${text} has no such zone`)
  return epoch
}

function badDate(why: string): ApiError {
  return invalidParams({ date: { code: 'rest_invalid_date', message: `Invalid date: ${why}.` } })
}

function checkStatus(principal: Principal, status: ArticleStatus): ArticleStatus {
  const needsRight = status === 'publish' || status === 'future' || status === 'private'
  if (needsRight && !can(principal, 'publish_posts')) {
    throw new ApiError(
      'rest_cannot_publish',
      'Sorry, you are not allowed to publish posts in this post type.',
      403,
    )
  }
  return status
}

async function checkAuthor(c: ApiContext, principal: Principal, id: number): Promise<number> {
  if (id !== principal.userId && !can(principal, 'edit_others_posts')) {
    throw new ApiError(
      'rest_cannot_edit_others',
      'Sorry, you are not allowed to create posts as this user.',
      403,
    )
  }
  if (!(await findAuthor(c.var.db, id))) {
    throw new ApiError('rest_invalid_author', 'Invalid author ID.', 400)
  }
  return id
}

async function checkMedia(c: ApiContext, id: number): Promise<number> {
  // WordPress takes what is not there for no picture.
  return id !== 0 && (await findMedia(c.var.db, c.var.region.code, id)) ? id : 0
}

/** @throws ApiError 400 for what is out of this user's reach: a bad parameter, as WordPress sees it */
function readableStatuses(
  principal: Principal | null,
  wanted: readonly (ArticleStatus | 'any')[],
): ArticleStatus[] {
  const statuses = wanted.includes('any') ? STATUSES : wanted.filter((status) => status !== 'any')
  const isPublicOnly = statuses.every((status) => status === 'publish')
  if (!isPublicOnly && !can(principal, 'edit_posts')) {
    const data = { status: principal === null ? 401 : 403 }
    const fault = { code: 'rest_forbidden_status', message: 'Status is forbidden.', data }
    throw invalidParams({ status: fault })
  }
  return [...statuses]
}
