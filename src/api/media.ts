import * as z from 'zod'
import {
  createMedia,
  deleteMedia,
  findMedia,
  listMedia,
  mediaAddress,
  renditionsOf,
  updateMedia,
  type MediaRow,
} from '#content/media.ts'
import { toLocalDateTime, toUtcDateTime } from '#regions/format.ts'
import { absoluteUrl, apiPath, shortlinkPath } from '#regions/permalink.ts'
import { answer, answerPage, pickFields } from './answers.ts'
import {
  demand,
  MAX_BODY_BYTES,
  purgeNow,
  queryParams,
  readBytes,
  readParams,
  type ApiContext,
} from './context.ts'
import { ApiError, noRoute } from './errors.ts'
import { flag, integer, parseParams, rawText } from './input.ts'
import { can, type Principal } from './keys.ts'
import { selfLink } from './links.ts'
import { escapeText } from './post-shape.ts'
import { checkMatch, etagOf, retryUnmatched } from './preconditions.ts'

/** The longest text of a medium, in characters; each page that shows it carries it. */
const MAX_WORDS = 5000

export const mediaBody = z
  .object({
    title: rawText.pipe(z.string().max(MAX_WORDS)),
    alt_text: z.string().max(MAX_WORDS),
    caption: rawText.pipe(z.string().max(MAX_WORDS)),
    description: rawText.pipe(z.string().max(MAX_WORDS)),
  })
  .partial()

export const listQuery = z.object({
  page: integer.pipe(z.number().min(1).max(1_000_000)).default(1),
  per_page: integer.pipe(z.number().min(1).max(100)).default(10),
  offset: integer.pipe(z.number().min(0)).optional(),
  parent: integer.optional(),
})

/** GET of a list, newest first. */
export async function listMediaRoute(c: ApiContext): Promise<Response> {
  const query = parseParams(listQuery, queryParams(new URL(c.req.url).searchParams))
  const offset = query.offset ?? (query.page - 1) * query.per_page
  const { rows, total } = await listMedia(c.var.db, c.var.region.code, {
    limit: query.per_page,
    offset,
    ...(query.parent !== undefined && { parentId: query.parent }),
  })
  if (query.offset === undefined && query.page > 1 && total > 0 && offset >= total) {
    throw new ApiError(
      'rest_post_invalid_page_number',
      'The page number requested is larger than the number of pages available.',
      400,
    )
  }
  const items = rows.map((row) => toMedia(c, row, isEditContext(c)))
  return answerPage(c, items, { number: query.page, perPage: query.per_page, total })
}

/** GET of one. */
export async function getMedia(c: ApiContext): Promise<Response> {
  return answerMedia(c, await findOne(c), isEditContext(c))
}

function answerMedia(
  c: ApiContext,
  row: MediaRow,
  isEdit: boolean,
  options: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return answer(pickFields(c, toMedia(c, row, isEdit)), {
    ...options,
    headers: { ETag: etagOf(row), ...options.headers },
  })
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
  await deleteMedia({ db: c.var.db, now: c.var.now, bucket: c.env.MEDIA }, before)
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

/** Whoever uploads may change their own; editors may change any. */
function mayChange(principal: Principal | null, row: MediaRow): boolean {
  if (!can(principal, 'upload_files')) return false
  return row.authorId === principal?.userId || can(principal, 'edit_others_posts')
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

function apiUrl(c: ApiContext, route: string): string {
  return absoluteUrl(c.env.SITE_URL, apiPath(c.var.region, `wp/v2/${route}`))
}

/** A medium as WordPress gives it. */
function toMedia(c: ApiContext, row: MediaRow, isEdit: boolean): Record<string, unknown> {
  const { region } = c.var
  const text = (raw: string, isBlock = false) => {
    const rendered = raw === '' ? '' : isBlock ? `<p>${escapeText(raw)}</p>\n` : escapeText(raw)
    return isEdit ? { rendered, raw } : { rendered }
  }
  const address = (file: string) => absoluteUrl(c.env.SITE_URL, mediaAddress(row, region, file))
  const nameOf = (file: string) => file.split('/').at(-1)
  const size = (file: string, width: number, height: number, mimeType: string, bytes: number) => ({
    file: nameOf(file),
    width,
    height,
    ...(bytes > 0 && { filesize: bytes }),
    mime_type: mimeType,
    source_url: address(file),
  })
  const sizes = Object.fromEntries(
    renditionsOf(row).map((made) => [
      // WordPress has one file a size; the other formats of it are further sizes here.
      made.mimeType === row.mimeType ? made.name : `${made.name}-${made.mimeType.slice(6)}`,
      size(made.file, made.widthPx, made.heightPx, made.mimeType, made.bytes),
    ]),
  )
  return {
    id: row.id,
    date: toLocalDateTime(row.createdAt, region.timezone),
    date_gmt: toUtcDateTime(row.createdAt),
    guid: text(row.guid),
    modified: toLocalDateTime(row.modifiedAt, region.timezone),
    modified_gmt: toUtcDateTime(row.modifiedAt),
    slug: row.slug,
    status: 'inherit',
    type: 'attachment',
    link: absoluteUrl(
      c.env.SITE_URL,
      shortlinkPath(region, row.id).replace('?p=', '?attachment_id='),
    ),
    title: text(row.title),
    author: row.authorId,
    featured_media: 0,
    comment_status: 'closed',
    ping_status: 'closed',
    template: '',
    meta: JSON.parse(row.metaJson),
    class_list: [`post-${row.id}`, 'attachment', 'type-attachment', 'status-inherit', 'hentry'],
    description: text(row.description, true),
    caption: text(row.caption, true),
    alt_text: row.alt,
    media_type: row.mimeType.startsWith('image/') ? 'image' : 'file',
    mime_type: row.mimeType,
    media_details: {
      width: row.widthPx,
      height: row.heightPx,
      file: row.file,
      ...(row.bytes > 0 && { filesize: row.bytes }),
      sizes: {
        ...sizes,
        full: size(row.file, row.widthPx, row.heightPx, row.mimeType, row.bytes),
      },
      image_meta: {},
    },
    post: row.parentId || null,
    source_url: address(row.file),
    _links: {
      self: selfLink(apiUrl(c, `media/${row.id}`), mayChange(c.var.principal, row)),
      collection: [{ href: apiUrl(c, 'media') }],
      about: [{ href: apiUrl(c, 'types/attachment') }],
      author: [{ embeddable: true, href: apiUrl(c, `users/${row.authorId}`) }],
      replies: [{ embeddable: true, href: apiUrl(c, `comments?post=${row.id}`) }],
    },
  }
}
