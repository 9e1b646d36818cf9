import * as z from 'zod'
import { MAX_TITLE_LENGTH, type ArticleInput } from '#content/article-input.ts'
import type { ArticleRow, ArticleStatus } from '#content/article-row.ts'
import { findAuthor } from '#content/authors.ts'
import { findMedia } from '#content/media.ts'
import type { ApiContext } from './context.ts'
import { dateTime, toEpoch } from './dates.ts'
import { ApiError } from './errors.ts'
import { flag, integer, listOf, rawText } from './input.ts'
import { can, type Principal } from './keys.ts'
import { seoBody, toSeoChanges } from './seo-input.ts'

/** What an editor may set. */
export const STATUSES = ['publish', 'future', 'draft', 'pending', 'private'] as const
export const FORMATS = [
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
] as const

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
  format: z.enum(FORMATS),
  sticky: flag,
  template: z
    .string()
    .refine((name) => name === '', 'There are no templates here: leave it empty.'),
  password: z.string().max(255),
  categories: listOf(integer),
  tags: listOf(integer),
  parent: integer,
  menu_order: integer,
  seo: seoBody,
})
export const articleBody = articleFields.partial()

/** What the body of a write means. @throws ApiError for what this user may not set, and for what cannot be */
export async function toInput(
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
  if (body.seo !== undefined) input.seoChanges = toSeoChanges(body.seo)
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

/** The moment that a body gives, null where it takes the date away, undefined where it says nothing. */
export function dateOf(
  body: { date?: string | null | undefined; date_gmt?: string | null | undefined },
  timezone: string,
): number | null | undefined {
  if (body.date === null || body.date_gmt === null) return null
  if (body.date !== undefined) return toEpoch(body.date, timezone, 'date')
  return body.date_gmt === undefined ? undefined : toEpoch(body.date_gmt, 'UTC', 'date_gmt')
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

/** The author that a body names. @throws ApiError for one that is not there, or not this user's to name */
export async function checkAuthor(
  c: ApiContext,
  principal: Principal,
  id: number,
): Promise<number> {
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
