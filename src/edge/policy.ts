// What each kind of answer may be kept for, by whom. Browsers read Cache-Control; the edge reads
// Cloudflare-CDN-Cache-Control, which takes precedence there and is stripped from the reply.

export interface Policy {
  cacheControl: string
  /** Null where the edge goes by Cache-Control. */
  edge: string | null
}

const MINUTE = 60
const DAY = 24 * 60 * MINUTE
const WEEK = 7 * DAY
const YEAR = 365 * DAY

/** Browsers ask each time (and get 304); the edge keeps a day, and a week more while it fetches anew. */
export const PAGE: Policy = {
  cacheControl: 'public, max-age=0',
  edge: `max-age=${DAY}, stale-while-revalidate=${WEEK}, stale-if-error=${WEEK}`,
}

/** A negative answer: briefly, since nobody purges what a typing error asked for. */
export const NOT_FOUND: Policy = {
  cacheControl: 'public, max-age=0',
  edge: `max-age=${3 * MINUTE}, stale-if-error=0`,
}

/** Results of a search: they are as true as a page, but nobody asks most of them twice, and there is no end of them. */
export const SEARCH: Policy = {
  cacheControl: 'public, max-age=0',
  edge: `max-age=${10 * MINUTE}, stale-if-error=0`,
}

/** To today's address of something; purged with the thing it leads to. */
export const REDIRECT: Policy = {
  cacheControl: `public, max-age=0`,
  edge: `max-age=${DAY}, stale-if-error=0`,
}

/** To where a file is until it comes here: as briefly as a negative answer. */
export const AWAY: Policy = NOT_FOUND

/**
 * A page from which something falls out by itself in so many seconds; null when nothing will. Nobody purges it then, so
 * that nothing older is ever shown.
 */
export function newsPolicy(seconds: number | null): Policy {
  const life = Math.max(1, Math.min(DAY, seconds ?? DAY))
  return { cacheControl: 'public, max-age=0', edge: `max-age=${life}, stale-if-error=0` }
}

/** Files whose address changes with their content. */
export const MEDIA: Policy = { cacheControl: `public, max-age=${YEAR}, immutable`, edge: null }

export const STYLESHEET: Policy = MEDIA

/** For one pair of eyes, or an error: kept nowhere. */
export const PRIVATE: Policy = { cacheControl: 'private, no-store', edge: null }
