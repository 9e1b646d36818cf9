import * as z from 'zod'
import { findArticle } from '#content/article-row.ts'
import {
  createMedia,
  deleteMedia,
  findMedia,
  updateMedia,
  type MediaInput,
  type MediaRow,
} from '#content/media.ts'
import { findHiddenParents, listMedia, MEDIA_ORDERS } from '#content/media-lists.ts'
import { toSlug } from '#content/slugs.ts'
import { makeFirstVariants } from '#content/variants.ts'
import { answer, answerPage, answerShared, pickFields, type AnswerOptions } from './answers.ts'
import { demand, purgeNow, queryParams, readParams, type ApiContext } from './context.ts'
import { dateTime, toEpoch } from './dates.ts'
import { ApiError, badParam, forbidden, invalidParams, noRoute } from './errors.ts'
import {
  collectionParams,
  flag,
  integer,
  listOf,
  parseCollection,
  parseParams,
  rawText,
} from './input.ts'
import type { Principal } from './keys.ts'
import { apiUrl, mayChange, toMedia } from './media-shape.ts'
import { checkAuthor, dateOf } from './post-input.ts'
import { checkOrder, offsetOf, totalOf } from './post-query.ts'
import { inEmbedContext, mayEdit, mayRead, type View } from './post-shape.ts'
import { readUpload } from './upload-body.ts'
import { checkMatch, etagOf, retryUnmatched } from './preconditions.ts'
import { collection } from './shows.ts'

/** The longest text of a medium, in characters; each page that shows it carries it. */
const MAX_WORDS = 5000

/**
 * A line of text as WordPress's sanitize_text_field leaves it: what looks like a tag is taken off. For the look alone;
 * whoever prints it escapes it.
 */
function withoutTags(text: string): string {
  const plain = text
    .replace(/<(script|style)\b[^>]*>.*?<\/\1\s*>/gis, '')
    .replace(/<\/?[a-z!][^>]*>/gi, '')
  return plain.replace(/\s+/g, ' ').trim()
}

export const mediaBody = z
  .object({
    title: rawText.pipe(z.string().max(MAX_WORDS)),
    alt_text: z.string().max(MAX_WORDS).transform(withoutTags),
    caption: rawText.pipe(z.string().max(MAX_WORDS)),
    description: rawText.pipe(z.string().max(MAX_WORDS)),
    slug: z.string().max(200),
    author: integer,
    /** The article that it belongs to; 0 for none. */
    post: integer,
    date: dateTime.nullable(),
    date_gmt: dateTime.nullable(),
  })
  .partial()

const ids = listOf(integer, 1000)
export const oneQuery = z.object({ context: collectionParams.context })

export const listQuery = z.object({
  ...collectionParams,
  offset: integer.pipe(z.number().max(10_000_000)).optional(),
  media_type: z.enum(['image', 'video', 'text', 'application', 'audio']).optional(),
  mime_type: z.string().max(100).optional(),
  slug: listOf(z.string(), 1000).optional(),
  include: ids.optional(),
  exclude: ids.optional(),
  author: ids.optional(),
  author_exclude: ids.optional(),
  parent: ids.optional(),
  parent_exclude: ids.optional(),
  after: dateTime.optional(),
  before: dateTime.optional(),
  modified_after: dateTime.optional(),
  modified_before: dateTime.optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
  orderby: z.enum(MEDIA_ORDERS).default('date'),
})

/** GET of a list, the newest first unless another order is asked for. */
export async function listMediaRoute(c: ApiContext): Promise<Response> {
  const query = parseCollection(listQuery, queryParams(new URL(c.req.url).searchParams))
  const { db, region, principal } = c.var
  if (query.context === 'edit') {
    const message = 'Sorry, you are not allowed to edit posts in this post type.'
    demand(c, 'edit_posts', 'rest_forbidden_context', message)
  }
  checkOrder(query)
  const time = (name: 'after' | 'before' | 'modified_after' | 'modified_before') => {
    const text = query[name]
    return text === undefined ? undefined : toEpoch(text, region.timezone, name)
  }
  const page = offsetOf(query)
  const listed = await listMedia(
    db,
    region.code,
    {
      mediaType: query.media_type,
      mimeType: query.mime_type,
      search: query.search,
      slugs: query.slug?.map(toSlug),
      include: query.include,
      exclude: query.exclude,
      authorIds: query.author,
      notAuthorIds: query.author_exclude,
      parentIds: query.parent,
      notParentIds: query.parent_exclude,
      after: time('after'),
      before: time('before'),
      modifiedAfter: time('modified_after'),
      modifiedBefore: time('modified_before'),
    },
    { ...page, orderBy: query.orderby, isAscending: query.order === 'asc' },
  )
  const total = totalOf(query, listed)
  const isEdit = query.context === 'edit'
  const visible = await onlyVisible(c, listed.rows)
  const shown = visible.filter((row) => !isEdit || mayChange(principal, row))
  const items = shown.map((row) => inContext(c, row, query.context))
  const number = query.page
  const hasParents = listed.rows.some((row) => row.parentId > 0)
  const shows = [
    collection(region.code, 'media'),
    ...(hasParents ? [collection(region.code, 'articles')] : []),
  ]
  return answerPage(c, items, { number, perPage: query.per_page, total }, { shows })
}

function inContext(c: ApiContext, row: MediaRow, view: View): Record<string, unknown> {
  const item = toMedia(c, row, view === 'edit')
  return view === 'embed' ? inEmbedContext('media', item) : item
}

/** GET of one. */
export async function getMedia(c: ApiContext): Promise<Response> {
  const { context } = parseParams(oneQuery, queryParams(new URL(c.req.url).searchParams))
  const row = await findOne(c)
  if (context === 'edit' && !mayChange(c.var.principal, row)) {
    const message = 'Sorry, you are not allowed to edit this post.'
    throw forbidden('rest_forbidden_context', message, c.var.principal !== null)
  }
  if ((await onlyVisible(c, [row])).length === 0) {
    const message = 'Sorry, you are not allowed to do that.'
    throw forbidden('rest_forbidden', message, c.var.principal !== null)
  }
  return answerMedia(c, row, context)
}

/** What this user may see: media of an article that is not out are as hidden as it, and those of none are out. */
async function onlyVisible(c: ApiContext, rows: readonly MediaRow[]): Promise<MediaRow[]> {
  const hidden = await findHiddenParents(c.var.db, c.var.region.code, rows)
  return rows.filter((row) => {
    const parent = hidden.get(row.parentId)
    return parent === undefined || mayRead(c.var.principal, parent)
  })
}

function answerMedia(
  c: ApiContext,
  row: MediaRow,
  view: View,
  options: AnswerOptions = {},
): Response {
  const body = pickFields(c, inContext(c, row, view))
  const headers = { ETag: etagOf(row), ...options.headers }
  if (options.status !== undefined) return answer(body, { status: options.status, headers })
  const { regionCode: region, id, parentId } = row
  const parent = parentId > 0 ? [{ kind: 'article', region, id: parentId } as const] : []
  return answerShared(c, body, [{ kind: 'media', region, id }, ...parent], headers)
}

/**
 * POST of a file: its bytes as the body with a name in Content-Disposition, or a form field `file`. The file's own
 * first bytes say what it is; what the request says of its type is not believed.
 */
export async function uploadMedia(c: ApiContext): Promise<Response> {
  const principal = demand(
    c,
    'upload_files',
    'rest_cannot_create',
    'Sorry, you are not allowed to upload media on this site.',
  )
  const { bytes, fileName, fields } = await readUpload(c)
  const body = parseParams(mediaBody, fields)
  const { title, alt, caption, description, parentId } = await toInput(c, principal, body)
  const row = await createMedia(mediaContext(c, principal), c.env.IMAGES, {
    bytes,
    fileName,
    ...(title !== undefined && { title }),
    ...(alt !== undefined && { alt }),
    ...(caption !== undefined && { caption }),
    ...(description !== undefined && { description }),
    ...(parentId !== undefined && { parentId }),
  })
  await purgeNow(c)
  const { MEDIA: bucket, IMAGES: images } = c.env
  c.executionCtx.waitUntil(makeFirstVariants({ bucket, images, region: c.var.region }, row))
  const headers = { Location: apiUrl(c, `media/${row.id}`) }
  return answerMedia(c, row, 'edit', { status: 201, headers })
}

/** What the body of a write means. @throws ApiError for what is not there, or not this user's to give */
async function toInput(
  c: ApiContext,
  principal: Principal,
  body: z.output<typeof mediaBody>,
): Promise<MediaInput> {
  const { title, alt_text: alt, caption, description, slug, author, post } = body
  const article = post ? await findArticle(c.var.db, c.var.region.code, post) : null
  if (post && article === null) throw invalidParams({ post: badParam('Invalid parent type.') })
  if (article && !mayEdit(principal, article)) {
    const message = 'Sorry, you are not allowed to upload media to this post.'
    throw new ApiError('rest_cannot_edit', message, 403)
  }
  const createdAt = dateOf(body, c.var.region.timezone)
  return {
    ...(title !== undefined && { title }),
    ...(alt !== undefined && { alt }),
    ...(caption !== undefined && { caption }),
    ...(description !== undefined && { description }),
    ...(slug !== undefined && { slug }),
    ...(author && { authorId: await checkAuthor(c, principal, author) }),
    ...(post !== undefined && { parentId: post }),
    ...(createdAt != null && { createdAt }),
  }
}

/** POST, PUT and PATCH of one: what is said of it. */
export async function updateMediaRoute(c: ApiContext): Promise<Response> {
  const { before, principal } = await findMine(c, 'rest_cannot_edit', 'edit')
  const body = parseParams(mediaBody, await readParams(c))
  checkMatch(c, before)
  const input = await toInput(c, principal, body)
  const row = await retryUnmatched(
    c,
    before,
    () => findOne(c),
    (read) => updateMedia({ db: c.var.db, now: c.var.now }, read, input),
  )
  await purgeNow(c)
  return answerMedia(c, row, 'edit')
}

/** DELETE with `force`: media have no trash, so without it the answer is 501. */
export async function deleteMediaRoute(c: ApiContext): Promise<Response> {
  const { before } = await findMine(c, 'rest_cannot_delete', 'delete')
  const { force } = parseParams(z.object({ force: flag.default(false) }), await readParams(c))
  if (!force) {
    throw new ApiError(
      'rest_trash_not_supported',
      "The post does not support trashing. Set 'force=true' to delete.",
      501,
    )
  }
  checkMatch(c, before)
  const previous = toMedia(c, before, true)
  const context = { db: c.var.db, now: c.var.now, bucket: c.env.MEDIA }
  await retryUnmatched(
    c,
    before,
    () => findOne(c),
    (read) => deleteMedia(context, read),
  )
  await purgeNow(c)
  return answer({ deleted: true, previous })
}

function mediaContext(c: ApiContext, principal: Principal) {
  const { db, region, now } = c.var
  return {
    db,
    bucket: c.env.MEDIA,
    region,
    siteUrl: c.env.SITE_URL,
    now,
    userId: principal.userId,
  }
}

async function findOne(c: ApiContext): Promise<MediaRow> {
  const id = c.req.param('id') ?? ''
  if (!/^\d{1,15}$/.test(id)) throw noRoute()
  const row = await findMedia(c.var.db, c.var.region.code, Number(id))
  if (row === null) throw new ApiError('rest_post_invalid_id', 'Invalid post ID.', 404)
  return row
}

async function findMine(
  c: ApiContext,
  code: string,
  verb: string,
): Promise<{ before: MediaRow; principal: Principal }> {
  const message = `Sorry, you are not allowed to ${verb} this post.`
  const principal = demand(c, 'upload_files', code, message)
  const before = await findOne(c)
  if (!mayChange(principal, before)) {
    throw new ApiError(code, message, 403)
  }
  return { before, principal }
}
