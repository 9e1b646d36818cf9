import * as z from 'zod'
import { MAX_ID } from '#content/import-document.ts'
import { textsInFields } from '../custom-fields.ts'
import { isInternalType } from '../post-types.ts'
import { stableId } from '../stable-id.ts'

/** What was given is no post or page of WordPress's REST API; the message says why in one line. */
export class NotAPostError extends Error {}

const html = z.union([
  z.string().transform((rendered) => ({ rendered, raw: undefined, protected: false })),
  z.looseObject({
    rendered: z.string().optional(),
    /** Given with `context=edit` only. */
    raw: z.string().optional(),
    protected: z.boolean().catch(false).default(false),
  }),
])
const nothing = { rendered: undefined, raw: undefined, protected: false }
const idNumber = z.coerce.number().int().min(0).max(MAX_ID).catch(0).default(0)
const idList = z.array(z.coerce.number().int().min(1).max(MAX_ID)).catch([]).default([])
const word = (fallback: string) => z.string().catch(fallback).default(fallback)

const postSchema = z.looseObject({
  id: z.coerce.number().int().min(1).max(MAX_ID).optional().catch(undefined),
  type: word('post'),
  status: word('publish'),
  slug: word(''),
  date: word(''),
  date_gmt: word(''),
  modified: word(''),
  modified_gmt: word(''),
  guid: html.catch(nothing).default(nothing),
  link: word(''),
  title: html.catch(nothing).default(nothing),
  // Types without an editor have none.
  content: html.optional(),
  excerpt: html.catch(nothing).default(nothing),
  author: idNumber,
  featured_media: idNumber,
  /** What the API was before it came into WordPress called it. */
  featured_image: idNumber,
  comment_status: word('closed'),
  ping_status: word('closed'),
  sticky: z.boolean().catch(false).default(false),
  template: word(''),
  format: word('standard'),
  parent: idNumber,
  menu_order: z.coerce.number().int().catch(0).default(0),
  password: word(''),
  // PHP writes an empty object as an empty list.
  meta: z.record(z.string(), z.unknown()).catch({}).default({}),
  categories: idList,
  tags: idList,
  class_list: z
    .union([z.array(z.string()), z.record(z.string(), z.string())])
    .catch([])
    .default([]),
  yoast_head_json: z.record(z.string(), z.unknown()).optional().catch(undefined),
  _embedded: z.record(z.string(), z.unknown()).optional().catch(undefined),
  _links: z.record(z.string(), z.unknown()).optional().catch(undefined),
})

export type WpPost = z.output<typeof postSchema> & {
  content: NonNullable<z.output<typeof postSchema>['content']>
  id: number
  /** The body: rendered, or as the editor stored it where nothing else is given. */
  html: string
  isRaw: boolean
  /** Whether the type has parents: only those give the field. */
  isHierarchical: boolean
  /** What was read otherwise than it stands, in words. */
  notes: string[]
}

/**
 * Reads what the REST API gave for one post, page or object of a custom type. Thin and old objects will do: a body
 * and a title or slug. One without an id gets an id that follows from its slug.
 * @throws NotAPostError
 */
export function parseRestPost(json: unknown): WpPost {
  const value = Array.isArray(json) && json.length === 1 ? (json[0] as unknown) : json
  if (Array.isArray(value)) {
    throw new NotAPostError(`it is a list of ${value.length} objects: give one post a file.`)
  }
  if (value === null || typeof value !== 'object') throw new NotAPostError('it is no JSON object.')
  const parsed = postSchema.safeParse(value)
  if (!parsed.success || !isArticle(parsed.data)) {
    throw new NotAPostError(
      "it is no post or page of WordPress's REST API: it has no content.rendered.",
    )
  }
  return complete(parsed.data, 'parent' in value)
}

function isArticle({ content, slug, link, title }: z.output<typeof postSchema>): boolean {
  return content !== undefined || (slug !== '' && link !== '' && title.rendered !== undefined)
}

function complete(post: z.output<typeof postSchema>, isHierarchical: boolean): WpPost {
  const { title, slug } = post
  const content = post.content ?? nothing
  if (isInternalType(post.type)) throw new NotAPostError(`its type ${post.type} is no article.`)
  const name = slug || title.rendered || title.raw || ''
  if (name === '' && post.id === undefined) {
    throw new NotAPostError("it is no post or page of WordPress's REST API: no id, slug or title.")
  }
  const notes: string[] = []
  const id = post.id ?? idOf(post) ?? stableId(name)
  if (id === stableId(name)) notes.push(`has no id: it is imported as ${id}`)
  const isRaw = content.rendered === undefined || (content.rendered === '' && !!content.raw)
  const body = (isRaw ? content.raw : content.rendered) ?? ''
  const texts = body.trim() === '' && !content.protected ? textsInFields(post.acf) : []
  if (texts.length > 0) notes.push('has its text in custom fields: they are imported as its body')
  return {
    ...post,
    content,
    featured_media: post.featured_media || post.featured_image,
    id,
    html: texts.length > 0 ? texts.join('\n') : body,
    isRaw: isRaw && body !== '',
    isHierarchical,
    notes,
  }
}

/** The id in a shortlink (`?p=9`, `?page_id=9`) that the object carries instead of a field. */
function idOf(post: z.output<typeof postSchema>): number | null {
  for (const address of [post.guid.rendered, post.link]) {
    const found = /[?&;](?:p|page_id)=(\d{1,12})\b/.exec(address ?? '')?.[1]
    if (found) return Number(found)
  }
  return null
}

/** The objects that the API embedded under a relation; refusals among them are left out. */
export function embeddedList(
  post: { _embedded?: Record<string, unknown> | undefined },
  key: string,
): Record<string, unknown>[] {
  const list = post._embedded?.[key]
  if (!Array.isArray(list)) return []
  return list
    .flat()
    .filter((item): item is Record<string, unknown> => item !== null && typeof item === 'object')
    .filter((item) => !(typeof item.code === 'string' && 'message' in item))
}
