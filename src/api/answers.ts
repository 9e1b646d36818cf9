import type { ApiContext } from './context.ts'

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

/** Keeps the keys that `_fields` names; nested ones by dots (`title.rendered`). */
export function pickFields(c: ApiContext, item: Record<string, unknown>): Record<string, unknown> {
  const wanted = new URL(c.req.url).searchParams.get('_fields')
  if (!wanted) return item
  const picked: Record<string, unknown> = {}
  for (const path of wanted.split(/[\s,]+/).filter(Boolean)) copyPath(item, picked, path.split('.'))
  return picked
}

function copyPath(from: unknown, to: Record<string, unknown>, path: readonly string[]): void {
  const [key = '', ...rest] = path
  if (from === null || typeof from !== 'object' || !Object.hasOwn(from, key)) return
  const value = (from as Record<string, unknown>)[key] // own property, checked above
  if (rest.length === 0) {
    to[key] = value
    return
  }
  const inner = (to[key] ?? {}) as Record<string, unknown> // made by this function alone
  to[key] = inner
  copyPath(value, inner, rest)
}

/** A page of a list with WordPress's headers: X-WP-Total, X-WP-TotalPages, Link next and prev. */
export function answerPage(
  c: ApiContext,
  items: readonly Record<string, unknown>[],
  page: { number: number; perPage: number; total: number },
): Response {
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
  return answer(
    items.map((item) => pickFields(c, item)),
    {
      headers: {
        'X-WP-Total': String(page.total),
        'X-WP-TotalPages': String(pages),
        ...(links.length > 0 && { Link: links.join(', ') }),
      },
    },
  )
}
