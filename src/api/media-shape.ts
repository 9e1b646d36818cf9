import { renditionsOf, type MediaRow } from '#content/media.ts'
import { toLocalDateTime, toUtcDateTime } from '#regions/format.ts'
import { absoluteUrl, apiPath, mediaAddress, shortlinkPath } from '#regions/permalink.ts'
import type { ApiContext } from './context.ts'
import { can, type Principal } from './keys.ts'
import { CURIES, methodsFor, selfLink } from './links.ts'
import { escapeText } from './post-shape.ts'

/** Whoever uploads may change their own; editors may change any. */
export function mayChange(principal: Principal | null, row: MediaRow): boolean {
  if (!can(principal, 'upload_files')) return false
  return row.authorId === principal?.userId || can(principal, 'edit_others_posts')
}

/** Below wp/v2 of the request's region. */
export function apiUrl(c: ApiContext, route: string): string {
  return absoluteUrl(c.env.SITE_URL, apiPath(c.var.region, `wp/v2/${route}`))
}

/** What WordPress tells of a picture whose file says nothing of its camera (wp_read_image_metadata); nothing here reads it. */
const NO_CAMERA_DATA = {
  aperture: '0',
  credit: '',
  camera: '',
  caption: '',
  created_timestamp: '0',
  copyright: '',
  focal_length: '0',
  iso: '0',
  shutter_speed: '0',
  title: '',
  orientation: '0',
  keywords: [],
}

/** A line as a paragraph; what is one already stays as it is (wpautop). */
function asParagraph(html: string): string {
  if (html === '') return ''
  return /^<(?:p|ul|ol|div|blockquote|h[1-6])\b/.test(html) ? `${html}\n` : `<p>${html}</p>\n`
}

/** A medium as WordPress gives it; raw values and what may be done with it come in edit context. */
export function toMedia(c: ApiContext, row: MediaRow, isEdit: boolean): Record<string, unknown> {
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
  const attachmentPage = absoluteUrl(
    c.env.SITE_URL,
    shortlinkPath(region, row.id).replace('?p=', '?attachment_id='),
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
    link: attachmentPage,
    title: text(row.title),
    author: row.authorId,
    featured_media: 0,
    comment_status: 'closed',
    ping_status: 'closed',
    template: '',
    meta: JSON.parse(row.metaJson),
    class_list: [`post-${row.id}`, 'attachment', 'type-attachment', 'status-inherit', 'hentry'],
    description: text(row.description, true),
    caption: {
      rendered: asParagraph(row.captionHtml),
      ...(isEdit && { raw: row.caption }),
    },
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
      ...(row.mimeType.startsWith('image/') && { image_meta: NO_CAMERA_DATA }),
    },
    post: row.parentId || null,
    source_url: address(row.file),
    ...(isEdit && {
      permalink_template: attachmentPage,
      generated_slug: row.slug,
      // Sizes are made when somebody asks for them: none is ever missing.
      missing_image_sizes: [],
    }),
    _links: {
      self: selfLink(apiUrl(c, `media/${row.id}`), methodsFor(mayChange(c.var.principal, row))),
      collection: [{ href: apiUrl(c, 'media') }],
      about: [{ href: apiUrl(c, 'types/attachment') }],
      author: [{ embeddable: true, href: apiUrl(c, `users/${row.authorId}`) }],
      replies: [{ embeddable: true, href: apiUrl(c, `comments?post=${row.id}`) }],
      ...(isEdit &&
        can(c.var.principal, 'edit_others_posts') && {
          'wp:action-assign-author': [{ href: apiUrl(c, `media/${row.id}`) }],
        }),
      curies: CURIES,
    },
  }
}
