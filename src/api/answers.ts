import type { Subject } from '#content/changes.ts'
import { etagOf } from '#edge/etag.ts'
import { PAGE } from '#edge/policy.ts'
import { cacheHeaders, conditional } from '#edge/stamp.ts'
import { queryParams, type ApiContext } from './context.ts'
import { joinItems, type ItemText } from './item-texts.ts'
import { withHash } from './preconditions.ts'

/** What an answer has beside its body. */
export interface AnswerOptions {
  status?: number
  headers?: Record<string, string>
}

/** JSON that no cache keeps: for one user. */
export function answer(body: unknown, options: AnswerOptions = {}): Response {
  return answerText(JSON.stringify(body), options)
}

/**
 * JSON that shows those subjects and the region's settings; where it is the same for every stranger the edge keeps it,
 * until one of them changes.
 */
export function answerShared(
  c: ApiContext,
  body: unknown,
  shows: readonly Subject[],
  headers: Record<string, string> = {},
): Response {
  const text = JSON.stringify(body)
  return c.var.isShared
    ? answerStored(c, text, etagOf(text), shows, headers)
    : answerText(text, { headers })
}

/** JSON that was written already, as `answerShared` answers it. */
export function answerWhole(
  c: ApiContext,
  { bytes, hash }: { bytes: Uint8Array; hash: string },
  shows: readonly Subject[],
  headers: Record<string, string>,
): Response {
  return answerStored(c, bytes, `"${hash}"`, shows, headers)
}

function answerStored(
  c: ApiContext,
  text: string | Uint8Array,
  etag: string,
  shows: readonly Subject[],
  headers: Record<string, string>,
): Response {
  const subjects: Subject[] = [{ kind: 'region', region: c.var.region.code }, ...shows]
  const response = answerText(text, {
    headers: {
      ...headers,
      ETag: withHash(headers.ETag, etag),
      ...cacheHeaders(PAGE, subjects),
    },
  })
  return conditional(c.req.raw, response)
}

function answerText(text: string | Uint8Array, options: AnswerOptions): Response {
  return new Response(text, {
    status: options.status ?? 200,
    headers: {
      'Content-Type': 'application/json; charset=UTF-8',
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
      'Access-Control-Expose-Headers': 'X-WP-Total, X-WP-TotalPages, Link, ETag',
      ...options.headers,
    },
  })
}

/** An item that stands for itself, as `_fields` wants it: its links come whole or not at all. */
export function pickFields(c: ApiContext, item: Record<string, unknown>): Picked {
  const wanted = wantedFields(c)
  if (wanted === null) return item
  const picked = pick(item, wanted)
  const withLinks = [...wanted.keys()].some((name) => name === '_links' || name === '_embedded')
  return withLinks && item._links ? { ...picked, _links: item._links } : picked
}

/** Whether `_fields` leaves a key of an item, or a part of it. */
export function asksFor(c: ApiContext, key: string): boolean {
  return wantedFields(c)?.has(key) ?? true
}

/** PHP writes an object that has lost all its keys as an empty list, and so do we: clients were made for that. */
export type Picked = Record<string, unknown> | never[]

/** Keys to keep, with those below them; null for all that is there. */
type Fields = Map<string, Fields | null>

/** What `_fields` names: `id,title.rendered`, or a list. */
function wantedFields(c: ApiContext): Fields | null {
  const params = queryParams(new URL(c.req.url).searchParams)
  const given = Array.isArray(params._fields) ? params._fields.join() : params._fields
  const paths = typeof given === 'string' ? given.split(/[\s,]+/).filter(Boolean) : []
  if (paths.length === 0) return null
  const fields: Fields = new Map()
  for (const path of paths) addPath(fields, path.split('.'))
  return fields
}

function addPath(fields: Fields, [key = '', ...rest]: string[]): void {
  if (fields.get(key) === null) return
  if (rest.length === 0) {
    fields.set(key, null)
    return
  }
  const below: Fields = fields.get(key) ?? new Map()
  fields.set(key, below)
  addPath(below, rest)
}

function pick(item: Record<string, unknown>, fields: Fields): Picked {
  const entries = Object.entries(item)
    .filter(([key]) => fields.has(key))
    .map(([key, value]) => {
      const below = fields.get(key)
      return [key, below && isObject(value) ? pick(value, below) : value]
    })
  return entries.length > 0 ? Object.fromEntries(entries) : []
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object'
}

/** An item of a list, as `_fields` wants it. */
export function pickListed(c: ApiContext, item: Record<string, unknown>): Picked {
  const wanted = wantedFields(c)
  return wanted ? pick(item, wanted) : item
}

/** How long a list is, and which part of it is given. */
interface PageOf {
  number: number
  perPage: number
  total: number
}

/** A page of a list with WordPress's headers; `finish` adds to an item what its fields have left in it. */
export function answerPage(
  c: ApiContext,
  items: readonly Record<string, unknown>[],
  page: PageOf,
  options: {
    headers?: Record<string, string>
    finish?: (picked: Picked, index: number) => Picked
    /** What the list shows; kept by no cache when absent. */
    shows?: readonly Subject[]
  } = {},
): Response {
  const { finish = (picked) => picked } = options
  const body = items.map((item, index) => finish(pickListed(c, item), index))
  const headers = { ...pageHeaders(c, page), ...options.headers }
  return options.shows ? answerShared(c, body, options.shows, headers) : answer(body, { headers })
}

/** A page of items whose texts were made already, for every stranger. */
export function answerItems(
  c: ApiContext,
  items: readonly ItemText[],
  page: PageOf,
  shows: readonly Subject[],
  headers: Record<string, string>,
): Response {
  return answerWhole(c, joinItems(items), shows, { ...pageHeaders(c, page), ...headers })
}

function pageHeaders(c: ApiContext, page: PageOf): Record<string, string> {
  const pages = Math.ceil(page.total / page.perPage)
  const url = new URL(c.env.SITE_URL + new URL(c.req.url).pathname + new URL(c.req.url).search)
  const link = (number: number, rel: string) => {
    url.searchParams.set('page', String(number))
    return `<${url.href}>; rel="${rel}"`
  }
  const links = [
    ...(page.number > 1 ? [link(Math.min(page.number - 1, pages), 'prev')] : []),
    ...(page.number < pages ? [link(page.number + 1, 'next')] : []),
  ]
  return {
    'X-WP-Total': String(page.total),
    'X-WP-TotalPages': String(pages),
    ...(links.length > 0 && { Link: links.join(', ') }),
  }
}
