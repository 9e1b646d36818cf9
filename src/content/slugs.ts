/**
 * A slug as WordPress makes it (sanitize_title_with_dashes): tags and entities gone, accents of Latin letters
 * folded, other scripts percent-encoded in lower case, words joined by hyphens, at most 200 characters.
 */
export function toSlug(title: string): string {
  const folded = title
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);/gi, '')
    .replace(/ß/g, 'ss')
    .replace(/[æÆ]/g, 'ae')
    .replace(/[øØ]/g, 'o')
    .replace(/[œŒ]/g, 'oe')
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u00a0\u2013\u2014\s./×]+/g, '-')
    .replace(/[^\p{L}\p{M}\p{N}_\s%-]/gu, '')
    // Encoded ASCII would be a dot, a slash or a letter in disguise.
    .replace(/%(?![89a-f][0-9a-f])(?:[0-7][0-9a-f])?/gi, '')
  const encoded = [...folded]
    .map((char) => (/[a-z0-9_%-]/.test(char) ? char : encodeURIComponent(char).toLowerCase()))
    .join('')
  return cutEncoded(encoded.replace(/-{2,}/g, '-').replace(/^-+|-+$/g, ''), 200)
}

/** Cuts to `max` characters without halving a percent-encoded letter. */
function cutEncoded(slug: string, max: number): string {
  if (slug.length <= max) return slug
  let cut = slug.slice(0, max)
  while (cut !== '' && !isDecodable(cut)) cut = cut.slice(0, -1)
  return cut.replace(/-+$/, '')
}

function isDecodable(slug: string): boolean {
  try {
    decodeURIComponent(slug)
    return true
  } catch {
    return false
  }
}

/** Slugs that WordPress will not give a post, since their addresses mean something else. */
const RESERVED = new Set([
  'feed',
  'page',
  'category',
  'tag',
  'author',
  'wp-json',
  'wp-content',
  'embed',
  'comments',
])

/**
 * The `attempt`th form of a slug: itself, then `-2`, `-3` … A purely numeric slug would read as a date or a page
 * number and begins with `-2` (WordPress's rule: `2020` becomes `2020-2`).
 */
export function slugCandidate(slug: string, attempt: number): string {
  const offset = /^\d+$/.test(slug) || RESERVED.has(slug) ? 1 : 0
  const number = attempt + offset
  return number === 0 ? slug : `${cutEncoded(slug, 196)}-${number + 1}`
}
