import type { Subject } from '#content/changes.ts'
import { evaluate } from './conditions.ts'
import { PRIVATE, type Policy } from './policy.ts'
import { tagOf } from './tags.ts'

/** The platform reads at most this many tags of a response. */
const MAX_TAGS = 1000

/**
 * The headers that say how long an answer may be kept and what it shows: the policy's own, and a tag for every subject.
 * purgeEverything needs no tag.
 */
export function cacheHeaders(policy: Policy, subjects: readonly Subject[]): Record<string, string> {
  const tags = [...new Set(subjects.map(tagOf))]
  // A page with more would be purged by some of its subjects and not by others: it is not stored at all.
  const isStorable = tags.length <= MAX_TAGS
  const edge = isStorable ? policy.edge : 'no-store'
  return {
    'Cache-Control': policy.cacheControl,
    ...(edge !== null && { 'Cloudflare-CDN-Cache-Control': edge }),
    ...(tags.length > 0 && isStorable && { 'Cache-Tag': tags.join(',') }),
  }
}

/** The response with its `cacheHeaders`; every answer to a reader has them. */
export function stamp(response: Response, policy: Policy, subjects: readonly Subject[]): Response {
  for (const [name, value] of Object.entries(cacheHeaders(policy, subjects))) {
    response.headers.set(name, value)
  }
  return response
}

/** 304 when the client holds this very page already, 412 when it wants another, else the response itself. */
export function conditional(request: Request, response: Response): Response {
  if (response.status !== 200) return response
  const { kind } = evaluate(request, { etag: response.headers.get('ETag') })
  if (kind === 'unchanged') return new Response(null, { status: 304, headers: response.headers })
  return kind === 'failed' ? stamp(new Response(null, { status: 412 }), PRIVATE, []) : response
}
