import type { Subject } from '#content/changes.ts'
import { etagOf } from '#edge/etag.ts'
import type { Policy } from '#edge/policy.ts'
import { cacheHeaders, conditional } from '#edge/stamp.ts'
import type { Visit } from './routes.ts'

/** What is made for programs, as it leaves, or that its reader has it already. Search engines list none of it. */
export function file(
  visit: Visit,
  body: string,
  contentType: string,
  policy: Policy,
  subjects: readonly Subject[],
  more: { rowsRead?: number; headers?: Record<string, string> } = {},
): Response {
  const response = new Response(body, {
    headers: {
      'Content-Type': contentType,
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
      'Server-Timing': `d1;desc="rows read ${more.rowsRead ?? 0}"`,
      ETag: etagOf(body),
      ...more.headers,
      ...cacheHeaders(policy, subjects),
    },
  })
  return conditional(visit.request, response)
}
