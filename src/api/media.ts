import * as z from 'zod'
import { createMedia, deleteMedia, findMedia, updateMedia, type MediaRow } from '#content/media.ts'
import { listMedia, MEDIA_ORDERS } from '#content/media-lists.ts'
import { answer, answerPage, answerShared, pickFields, type AnswerOptions } from './answers.ts'
import {
  demand,
  MAX_BODY_BYTES,
  purgeNow,
  queryParams,
  readBytes,
  readParams,
  type ApiContext,
} from './context.ts'
import { dateTime, toEpoch } from './dates.ts'
import { ApiError, noRoute } from './errors.ts'
import { flag, integer, listOf, parseParams, rawText } from './input.ts'
import type { Principal } from './keys.ts'
import { apiUrl, mayChange, toMedia } from './media-shape.ts'
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
  })
  .partial()

export const listQuery = z.object({
  page: integer.pipe(z.number().min(1).max(1_000_000)).default(1),
  per_page: integer.pipe(z.number().min(1).max(100)).default(10),
  offset: integer.pipe(z.number().min(0).max(10_000_000)).optional(),
  media_type: z.enum(['image', 'video', 'text', 'application', 'audio']).optional(),
  mime_type: z.string().max(100).optional(),
  search: z.string().max(200).optional(),
  slug: listOf(z.string()).optional(),
  include: listOf(integer).optional(),
  exclude: listOf(integer).optional(),
  author: listOf(integer).optional(),
  parent: listOf(integer).optional(),
  after: dateTime.optional(),
  before: dateTime.optional(),
  order: z.enum(['asc', 'desc']).default('desc'),
  orderby: z.enum(MEDIA_ORDERS).default('date'),
})

/** GET of a list, the newest first unless another order is asked for. */
export async function listMediaRoute(c: ApiContext): Promise<Response> {
  const query = parseParams(listQuery, queryParams(new URL(c.req.url).searchParams))
  const offset = query.offset ?? (query.page - 1) * query.per_page
  const { timezone } = c.var.region
  const { rows, total } = await listMedia(
    c.var.db,
    c.var.region.code,
    {
      mediaType: query.media_type,
      mimeType: query.mime_type,
      search: query.search,
      slugs: query.slug,
      include: query.include,
      exclude: query.exclude,
      authorIds: query.author,
      parentIds: query.parent,
      after: query.after === undefined ? undefined : toEpoch(query.after, timezone, 'after'),
      before: query.before === undefined ? undefined : toEpoch(query.before, timezone, 'before'),
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
  const items = rows.map((row) => toMedia(c, row, isEditContext(c)))
  const page = { number: query.page, perPage: query.per_page, total }
  return answerPage(c, items, page, { shows: [collection(c.var.region.code, 'media')] })
}

/** GET of one. */
export async function getMedia(c: ApiContext): Promise<Response> {
  return answerMedia(c, await findOne(c), isEditContext(c))
}

function answerMedia(
  c: ApiContext,
  row: MediaRow,
  isEdit: boolean,
  options: AnswerOptions = {},
): Response {
  const body = pickFields(c, toMedia(c, row, isEdit))
  const headers = { ETag: etagOf(row), ...options.headers }
  if (options.status !== undefined) return answer(body, { status: options.status, headers })
  return answerShared(c, body, [{ kind: 'media', region: row.regionCode, id: row.id }], headers)
}

function isEditContext(c: ApiContext): boolean {
  return new URL(c.req.url).searchParams.get('context') === 'edit'
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
  const row = await createMedia(mediaContext(c, principal), c.env.IMAGES, {
    bytes,
    fileName,
    ...(body.title !== undefined && { title: body.title }),
    ...(body.alt_text !== undefined && { alt: body.alt_text }),
    ...(body.caption !== undefined && { caption: body.caption }),
    ...(body.description !== undefined && { description: body.description }),
  })
  await purgeNow(c)
  const headers = { Location: apiUrl(c, `media/${row.id}`) }
  return answerMedia(c, row, true, { status: 201, headers })
}

/** POST, PUT and PATCH of one: its words. */
export async function updateMediaRoute(c: ApiContext): Promise<Response> {
  const { before } = await findMine(c, 'rest_cannot_edit', 'edit')
  const body = parseParams(mediaBody, await readParams(c))
  checkMatch(c, before)
  const words = {
    ...(body.title !== undefined && { title: body.title }),
    ...(body.alt_text !== undefined && { alt: body.alt_text }),
    ...(body.caption !== undefined && { caption: body.caption }),
    ...(body.description !== undefined && { description: body.description }),
  }
  const row = await retryUnmatched(
    c,
    before,
    () => findOne(c),
    (read) => updateMedia({ db: c.var.db, now: c.var.now }, read, words),
  )
  await purgeNow(c)
  return answerMedia(c, row, true)
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

interface Upload {
  bytes: Uint8Array
  fileName: string
  fields: Record<string, unknown>
}

async function readUpload(c: ApiContext): Promise<Upload> {
  const query = queryParams(new URL(c.req.url).searchParams)
  const type = c.req.header('Content-Type') ?? ''
  // Read before it is parsed: the limit holds for forms as well.
  const bytes = await readBytes(c)
  await checkHash(c, bytes)
  if (!/^multipart\/form-data/i.test(type)) {
    if (bytes.length === 0) throw new ApiError('rest_upload_no_data', 'No data supplied.', 400)
    const fileName = fileNameOf(c.req.header('Content-Disposition') ?? '')
    return { bytes, fileName, fields: query }
  }
  const form = await parseForm(bytes, type)
  const file = form.get('file')
  if (!(file instanceof File)) {
    throw new ApiError(
      'rest_upload_no_data',
      'No data supplied: send the file in the form field "file".',
      400,
    )
  }
  const fields = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
  return {
    bytes: new Uint8Array(await file.arrayBuffer()),
    fileName: file.name || 'image',
    fields: { ...query, ...fields },
  }
}

/** Whether the bytes arrived as they left. @throws ApiError 412 when Content-MD5 (hex, as WordPress has it) says no */
async function checkHash(c: ApiContext, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const wanted = c.req.header('Content-MD5')?.trim().toLowerCase()
  if (!wanted) return
  const digest = new Uint8Array(await crypto.subtle.digest('MD5', bytes))
  if ([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') === wanted) return
  throw new ApiError('rest_upload_hash_mismatch', 'Content hash did not match expected.', 412)
}

async function parseForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'Content-Type': type } }).formData()
  } catch (error) {
    throw Object.assign(
      new ApiError(
        'rest_upload_no_data',
        `The form could not be read: send multipart/form-data of at most ${MAX_BODY_BYTES} bytes.`,
        400,
      ),
      { cause: error },
    )
  }
}

/** The name in a Content-Disposition header (RFC 6266; `filename*` wins). */
function fileNameOf(header: string): string {
  if (!header) {
    throw new ApiError(
      'rest_upload_no_content_disposition',
      'No Content-Disposition supplied: send Content-Disposition: attachment; filename="name.jpg".',
      400,
    )
  }
  const extended = /filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(header)?.[1]
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(header)
  const name = (extended && safeDecode(extended)) || plain?.[1] || plain?.[2]
  if (!name) {
    throw new ApiError(
      'rest_upload_invalid_disposition',
      'Invalid Content-Disposition supplied: it has no filename.',
      400,
    )
  }
  return name.split(/[\\/]/).at(-1) || 'image'
}

function safeDecode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
