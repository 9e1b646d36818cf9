import type { Region } from '#regions/region.ts'
import { shortlinkPath } from '#regions/permalink.ts'
import type { ArticleRow } from './article-row.ts'
import { isSigned, sign, type Claim } from './signing.ts'

// `?p=9&preview=true&preview_by=3&preview_until=…&preview_sign=…` shows what an editor has written and not published;
// `?p=9&access_until=…&access_sign=…` what a password protects, to who has given it. Both are for one region's article.

const HOUR = 3600
/** As long as a preview holds in WordPress (the life of a nonce), and about as long as a reader reads. */
const LIFETIME = 24 * HOUR

/** A full hour, so that a link stays the same for a while. */
const untilFrom = (now: number) => Math.ceil(now / HOUR) * HOUR + LIFETIME

type Signed = Pick<ArticleRow, 'id' | 'type' | 'regionCode'>

const previewClaim = ({ regionCode, id }: Signed, userId: number, until: number): Claim => [
  'preview',
  regionCode,
  id,
  userId,
  until,
]

/** Another password ends every link that the old one opened. */
const accessClaim = (
  { regionCode, id, password }: Signed & Pick<ArticleRow, 'password'>,
  until: number,
): Claim => ['access', regionCode, id, password, until]

/** The path at which the user's version of the article is shown in its page. */
export async function previewPath(
  d1: D1Database,
  region: Pick<Region, 'path'>,
  article: Signed,
  userId: number,
  now: number,
): Promise<string> {
  const until = untilFrom(now)
  const signature = await sign(d1, previewClaim(article, userId, until))
  const link = shortlinkPath(region, article.id, article.type)
  return `${link}&preview=true&preview_by=${userId}&preview_until=${until}&preview_sign=${signature}`
}

/** The path at which the article is shown to a reader who has given its password. */
export async function accessPath(
  d1: D1Database,
  region: Pick<Region, 'path'>,
  article: Signed & Pick<ArticleRow, 'password'>,
  now: number,
): Promise<string> {
  const until = untilFrom(now)
  const signature = await sign(d1, accessClaim(article, until))
  const link = shortlinkPath(region, article.id, article.type)
  return `${link}&access_until=${until}&access_sign=${signature}`
}

/** A link as its query has it; nothing is checked yet. */
export interface SignedLink {
  kind: 'preview' | 'access'
  id: number
  /** 0 for `access`. */
  userId: number
  until: number
  signature: string
}

/** Whether an absolute address is a signed link, a good one or not. */
export function isSignedUrl(url: string): boolean {
  return /[?&](?:preview|access)_sign=/.test(url)
}

/** The parts of a signed link; numbers that are none are 0, which nothing is signed for. */
export function parseSignedLink(query: URLSearchParams): SignedLink {
  const number = (name: string) => {
    const value = query.get(name) ?? ''
    return /^[1-9]\d{0,14}$/.test(value) ? Number(value) : 0
  }
  const kind = query.has('preview_sign') ? 'preview' : 'access'
  return {
    kind,
    id: number('p') || number('page_id'),
    userId: number('preview_by'),
    until: number(`${kind}_until`),
    signature: query.get(`${kind}_sign`) ?? '',
  }
}

/** Whether a preview's link is good for an article of the region, which may be gone. */
export function isPreviewAllowed(
  d1: D1Database,
  regionCode: string,
  { id, userId, until, signature }: SignedLink,
  now: number,
): Promise<boolean> | boolean {
  const claim = previewClaim({ regionCode, id, type: 'post' }, userId, until)
  return until > now && isSigned(d1, claim, signature)
}

/** Whether a link opens what the article's password protects today. */
export function isAccessAllowed(
  d1: D1Database,
  article: Signed & Pick<ArticleRow, 'password'>,
  { until, signature }: SignedLink,
  now: number,
): Promise<boolean> | boolean {
  return until > now && isSigned(d1, accessClaim(article, until), signature)
}
