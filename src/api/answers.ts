import { queryParams, type ApiContext } from './context.ts'

/** JSON that no cache keeps: the API answers each user for themselves, and the edge key has no Authorization. */
export function answer(
  body: unknown,
  options: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return new Response(JSON.stringify(body), {
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

/** A page of a list with WordPress's headers; `finish` adds to an item what its fields have left in it. */
export function answerPage(
  c: ApiContext,
  items: readonly Record<string, unknown>[],
  page: { number: number; perPage: number; total: number },
  options: {
    headers?: Record<string, string>
    finish?: (picked: Picked, index: number) => Picked
  } = {},
): Response {
  const { finish = (picked) => picked } = options
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
  const wanted = wantedFields(c)
  return answer(
    items.map((item, index) => finish(wanted ? pick(item, wanted) : item, index)),
    {
      headers: {
        'X-WP-Total': String(page.total),
        'X-WP-TotalPages': String(pages),
        ...(links.length > 0 && { Link: links.join(', ') }),
        ...options.headers,
      },
    },
  )
}
