import type { Subject } from '#content/changes.ts'
import type { Policy } from './policy.ts'
import { tagOf } from './tags.ts'

/** The platform reads at most this many tags of a response. */
const MAX_TAGS = 1000

/**
 * Puts the policy's caching headers and a tag for every subject on a response. Each response carries the tag
 * `everything` of its own accord in purgeEverything, so none is spelled for it.
 */
export function stamp(response: Response, policy: Policy, subjects: readonly Subject[]): Response {
  response.headers.set('Cache-Control', policy.cacheControl)
  if (policy.edge !== null) response.headers.set('Cloudflare-CDN-Cache-Control', policy.edge)
  const tags = [...new Set(subjects.map(tagOf))]
  // A page with more would be purged by some of its subjects and not by others: it is not stored at all.
  if (tags.length > MAX_TAGS) return stamp(response, { ...policy, edge: 'no-store' }, [])
  if (tags.length > 0) response.headers.set('Cache-Tag', tags.join(','))
  return response
}

/** A strong validator of a page: the first 128 bits of its SHA-256 (RFC 9110 §8.8.3). */
export async function etagOf(body: BufferSource): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', body)
  return `"${btoa(String.fromCharCode(...new Uint8Array(digest, 0, 16)))}"`
}

/** 304 when the client holds this very page already (RFC 9110 §13.1.2), else the response itself. */
export function conditional(request: Request, response: Response): Response {
  const etag = response.headers.get('ETag')
  const wanted = request.headers.get('If-None-Match')
  if (etag === null || wanted === null || response.status !== 200) return response
  const isHeld =
    wanted.trim() === '*' ||
    wanted.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  return isHeld ? new Response(null, { status: 304, headers: response.headers }) : response
}
