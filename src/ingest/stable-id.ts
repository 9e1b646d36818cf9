const FIRST = 10_000_000_000
const COUNT = 89_999_999_999

/**
 * An id for what its source gives none: the same for the same key in every run, and far above the ids that WordPress
 * counts up (11 digits), so that it meets none of them.
 */
export function stableId(key: string): number {
  let low = 0xdeadbeef
  let high = 0x41c6ce57
  for (const char of key) {
    const code = char.codePointAt(0) ?? 0
    low = Math.imul(low ^ code, 2654435761)
    high = Math.imul(high ^ code, 1597334677)
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  return FIRST + ((4294967296 * (2097151 & high) + (low >>> 0)) % COUNT)
}
