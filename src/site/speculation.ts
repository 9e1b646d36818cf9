import { listRegions } from '#content/regions.ts'
import { etagOf } from '#edge/etag.ts'
import { MEDIA, NOT_FOUND } from '#edge/policy.ts'
import { conditional, stamp } from '#edge/stamp.ts'
import { regionRoot } from '#regions/permalink.ts'

const hrefs = new Map<string, string>()

/** Where the rules of the pages below a region's root (`/ca/`) are; the name holds a hash of them, so that it never goes stale. */
export function speculationHref(code: string, root: string): string {
  const key = `${code} ${root}`
  const known = hrefs.get(key)
  if (known !== undefined) return known
  const href = `/assets/${code}.${etagOf(speculationRules(root)).slice(1, 17)}.json`
  hrefs.set(key, href)
  return href
}

/**
 * Which links a browser may fetch before they are followed (HTML, speculation rules): pages of the same region, once the
 * pointer rests on them. Nothing with a query, no file and no feed: a reader who points at those does not mean to read on.
 */
export function speculationRules(root: string): string {
  const others = ['*\\?(.+)', 'wp-*', '*feed/*', '*.*'].map((pattern) => root + pattern)
  return JSON.stringify({
    prefetch: [
      {
        source: 'document',
        where: {
          and: [
            { href_matches: `${root}*` },
            { not: { href_matches: [...others, '/assets/*'] } },
            { not: { selector_matches: '[rel~="nofollow"],[download],[target="_blank"]' } },
          ],
        },
        eagerness: 'moderate',
      },
    ],
  })
}

/** A region's rules by the name that speculationHref gives them; null where there is no such region. */
export async function serveSpeculationRules(
  d1: D1Database,
  request: Request,
): Promise<Response | null> {
  const { pathname } = new URL(request.url)
  const code = pathname.split('/').at(-1)?.split('.')[0]
  const region = (await listRegions(d1)).find((candidate) => candidate.code === code)
  if (!region) return null
  const root = regionRoot(region)
  const body = speculationRules(root)
  const headers = { 'Content-Type': 'application/speculationrules+json', ETag: etagOf(body) }
  // A page from before the last release may still ask for the old name: it gets today's, for a while.
  const policy = speculationHref(region.code, root) === pathname ? MEDIA : NOT_FOUND
  return conditional(request, stamp(new Response(body, { headers }), policy, []))
}
