import { canonicalPath, matchPath, matchRootPath, type PlaceMatch } from '#regions/paths.ts'
import {
  placeOf,
  placeStatements,
  sourcesOf,
  targetStatement,
  type ListingAddress,
  type QueryTarget,
} from './reading.ts'
import { fileCandidates } from './upload-paths.ts'

/** What an address of this publication leads to; null: a 404. */
export type LeadsTo = 'article' | 'redirect' | 'listing' | 'media' | 'other' | null

/** An address of this publication in its one spelling, root-relative; `rest` is its query and fragment. Null for any other. */
export function ownAddress(
  address: string,
  siteUrl: string,
): { path: string; rest: string } | null {
  const url = /^\/(?![/\\])/.test(address) ? URL.parse(address, siteUrl) : URL.parse(address)
  if (url === null || url.origin !== new URL(siteUrl).origin) return null
  const { pathname, search, hash } = url
  return { path: canonicalPath(pathname) ?? pathname, rest: search + hash }
}

/** Statements, and what their results mean. */
interface Question {
  statements: D1PreparedStatement[]
  answer: (results: D1Result<Row>[]) => LeadsTo
}

type Row = Record<string, string | number | null>

/** What root-relative addresses lead to, whichever region they are in, in their order; one batch for all. */
export async function findAddresses(
  d1: D1Database,
  regionPaths: readonly string[],
  paths: readonly string[],
): Promise<LeadsTo[]> {
  const questions = paths.map((path) => ask(d1, regionPaths, path))
  const statements = questions.flatMap((question) => question.statements)
  const results = statements.length === 0 ? [] : await d1.batch<Row>(statements)
  let at = 0
  return questions.map((question) => {
    const own = results.slice(at, at + question.statements.length)
    at += question.statements.length
    return question.answer(own)
  })
}

const always = (leadsTo: LeadsTo): Question => ({ statements: [], answer: () => leadsTo })

function ask(d1: D1Database, regionPaths: readonly string[], path: string): Question {
  const url = URL.parse(path, 'http://publication')
  if (url === null || url.host !== 'publication') return always(null)
  const pathname = canonicalPath(url.pathname) ?? url.pathname
  const match = matchPath(pathname)
  const isRegion = regionPaths.includes(match.regionPath)
  if (!isRegion && !regionPaths.includes('')) {
    return always(pathname === '/' ? 'listing' : isOther(pathname) ? 'other' : null)
  }
  const regionPath = isRegion ? match.regionPath : ''
  const place = isRegion && regionPath !== '' ? match.place : matchRootPath(pathname)
  const target = place.kind === 'home' ? targetOf(url.searchParams) : null
  if (target !== null) {
    return {
      statements: [targetStatement(d1, regionPath, target)],
      answer: ([found]) => (found?.results.length ? 'redirect' : null),
    }
  }
  if (isOther(regionPath === '' ? pathname : pathname.slice(regionPath.length + 1)))
    return always('other')
  return askPlace(d1, regionPath, place)
}

/** The API and stylesheets. */
function isOther(pathname: string): boolean {
  return /^\/(?:wp-json|assets)(?:\/|$)/.test(pathname)
}

function targetOf(query: URLSearchParams): QueryTarget | null {
  if (query.has('s')) return null
  const id = query.get('p') ?? query.get('page_id')
  if (id && /^[1-9]\d{0,14}$/.test(id)) return { kind: 'article', id: Number(id) }
  const attachment = query.get('attachment_id')
  if (attachment && /^[1-9]\d{0,14}$/.test(attachment)) {
    return { kind: 'attachment', id: Number(attachment) }
  }
  const category = query.get('cat')
  return category && /^[1-9]\d{0,14}$/.test(category)
    ? { kind: 'term', taxonomy: 'category', key: category }
    : null
}

function askPlace(d1: D1Database, regionPath: string, place: PlaceMatch): Question {
  const region = '(select code from regions where path = ?1)'
  const one = (leadsTo: LeadsTo, sql: string, value: string): Question => ({
    statements: [d1.prepare(`${sql} limit 1`).bind(regionPath, value)],
    answer: ([found]) => (found?.results.length ? leadsTo : null),
  })
  const listing = (address: ListingAddress, sql: string, value: string): Question => {
    const redirect = `select 'redirect' from json_each(?3) n join redirects r
      on r.region_code = ${region} and r.source = n.value`
    const statement = d1.prepare(`${sql} union all ${redirect}`)
    return {
      statements: [statement.bind(regionPath, value, JSON.stringify(sourcesOf(address)))],
      answer: ([found]) => (found?.results[0]?.leads_to ?? null) as LeadsTo, // of the two literals
    }
  }
  switch (place.kind) {
    case 'home':
      return always('listing')
    case 'search':
      return always('redirect')
    case 'feed':
      return askPlace(d1, regionPath, place.of)
    case 'file':
      return always('other')
    case 'markdown':
    case 'article':
      return { statements: placeStatements(d1, regionPath, place.path), answer: placeOf }
    case 'category':
    case 'tag':
      return listing(
        place,
        `select 'listing' as leads_to from terms where region_code = ${region} and slug = ?2
          and taxonomy = '${place.kind === 'tag' ? 'post_tag' : 'category'}'`,
        place.path.split('/').at(-1) ?? '',
      )
    case 'author':
      return listing(
        place,
        "select 'listing' as leads_to from authors where ?1 = ?1 and nicename = ?2",
        place.nicename,
      )
    case 'date':
      return one(
        'listing',
        `select 1 from listing_counts where region_code = ${region} and subject = ?2 and total > 0`,
        `${{ 4: 'year', 7: 'month', 10: 'day' }[place.date.length] ?? 'day'}:${place.date}`,
      )
    case 'media':
      return one(
        'media',
        `select 1 from media_files where region_code = ${region}
          and file in (select value from json_each(?2))`,
        JSON.stringify(fileCandidates(place.file)),
      )
    case 'variant':
      return one(
        'media',
        `select 1 from media where region_code = ${region} and id = ?2`,
        String(place.id),
      )
    case 'none':
      return always(null)
  }
}
