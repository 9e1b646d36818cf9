import { and, eq, sql } from 'drizzle-orm'
import { matchPath, matchRootPath, type PlaceMatch } from '#regions/paths.ts'
import { regionRoot, termPath } from '#regions/permalink.ts'
import { articlePages, redirects, terms } from '../schema.ts'
import { findAddresses, ownAddress } from './addresses.ts'
import { inJson, type Database } from './database.ts'
import { ContentError } from './errors.ts'
import { sourcesOf } from './reading.ts'
import type { Goal } from './redirects.ts'
import type { RegionSettings } from './regions.ts'

// What may be redirected, and where to. Nothing leads to what leads on, so that readers hop once.

/** What the rules look at besides the redirect itself. */
export interface RuleContext {
  db: Database
  region: RegionSettings
  regions: readonly RegionSettings[]
  siteUrl: string
}

/** Where a redirect leads: to an address, or to a thing wherever that is. */
export interface Target extends Goal {
  target: string | null
}

/** More hops than this are a loop, or as good as one. */
const MAX_HOPS = 10

export function refuse(field: 'from' | 'to', message: string): never {
  throw new ContentError('invalid_setting', { details: { field, message } })
}

/** The region that an own path is in, and what it names there; null where it is in none. */
function placeIn(regions: readonly RegionSettings[], path: string) {
  const match = matchPath(path)
  const named = regions.find((region) => region.path !== '' && region.path === match.regionPath)
  const region = named ?? regions.find((candidate) => candidate.path === '')
  if (!region) return null
  return { region, place: named ? match.place : matchRootPath(path) }
}

/** The names under which redirects from a place are stored; none where readers' requests look for none. */
function sourcesAt(place: PlaceMatch): string[] {
  switch (place.kind) {
    case 'article':
      return [place.path]
    case 'category':
    case 'tag':
    case 'author':
      return place.page === 1 ? sourcesOf(place) : []
    default:
      return []
  }
}

/**
 * The source of a redirect from an address of the region, as the router looks for it.
 * @throws ContentError `invalid_setting` for an address elsewhere, one that is never looked up, and one where something is
 */
export async function checkSource(
  context: RuleContext,
  from: string,
  isForced: boolean,
): Promise<string> {
  const { region, regions, siteUrl } = context
  const root = regionRoot(region)
  const own = ownAddress(from, siteUrl)
  if (own === null || own.rest !== '') {
    refuse('from', `Give a path below ${root} without a query: ${root}old-address/.`)
  }
  const found = placeIn(regions, own.path)
  if (found?.region.code !== region.code) {
    refuse('from', `${from} is not below ${root}: ask the API of its own region.`)
  }
  const [source] = sourcesAt(found.place)
  if (source === undefined || /^(?:wp-json|wp-content|assets)(?:\/|$)/.test(source)) {
    refuse('from', `${from} is no address that a redirect can begin at.`)
  }
  const leadsTo = await leadsToOf(context, own.path)
  if (!isForced && leadsTo !== null && leadsTo !== 'redirect') {
    refuse(
      'from',
      `At ${own.path} there is something already (${leadsTo}). Send "force": true for a redirect that waits until it is gone.`,
    )
  }
  return source
}

async function leadsToOf({ db, regions }: RuleContext, path: string) {
  const paths = regions.map((region) => region.path)
  const [leadsTo = null] = await findAddresses(db.$client, paths, [path])
  return leadsTo
}

/**
 * Where a redirect from `source` shall lead: past what only leads on, and to a thing rather than to its address of today.
 * @throws ContentError `invalid_setting` for what is no address, for a 404 unless forced, and for a loop
 */
export async function checkTarget(
  context: RuleContext,
  source: string,
  to: string,
  isForced: boolean,
): Promise<Target & { isCollapsed: boolean }> {
  const own = ownAddress(to, context.siteUrl)
  if (own === null) return { target: checkForeign(to), isCollapsed: false }
  const leadsTo = await leadsToOf(context, own.path + own.rest)
  const end = await follow(context, source, own.path)
  if (end !== null && leadsTo === 'redirect') return { ...end, isCollapsed: true }
  if ((leadsTo === null || leadsTo === 'redirect') && !isForced) {
    refuse('to', `There is nothing of its own at ${to}. Publish it first, or send "force": true.`)
  }
  const pinned = own.rest === '' ? await pin(context, own.path) : null
  return { ...(pinned ?? { target: own.path + own.rest }), isCollapsed: false }
}

function checkForeign(to: string): string {
  const url = URL.parse(to)
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    refuse('to', 'Give a path of this publication (/ca/new-address/) or an https:// address.')
  }
  return url.href
}

/**
 * Where the redirects that begin at a path end; null where none does. What is published there now counts for nothing here: a
 * loop that opens only when it goes is one as well.
 */
async function follow(context: RuleContext, source: string, path: string): Promise<Target | null> {
  let end: Target | null = null
  let at = path
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    const found = placeIn(context.regions, at)
    const sources = found ? sourcesAt(found.place) : []
    if (!found || sources.length === 0) return end
    if (found.region.code === context.region.code && sources.includes(source)) {
      refuse('to', `That would be a loop: ${path} leads back to where it began.`)
    }
    const row = await findRow(context.db, found.region.code, sources)
    if (row === null || row.status === 410) return end
    const { target, articleId, termId, authorId } = row
    // A thing of another region has no number here: its address stands for it.
    if (target === null) {
      return found.region.code === context.region.code
        ? { target, articleId, termId, authorId }
        : { target: at }
    }
    end = { target }
    const own = ownAddress(target, context.siteUrl)
    if (own === null) return end
    at = own.path
  }
  refuse('to', `${path} leads on more than ${MAX_HOPS} times.`)
}

async function findRow(db: Database, regionCode: string, sources: readonly string[]) {
  const rows = await db
    .select()
    .from(redirects)
    .where(and(eq(redirects.regionCode, regionCode), inJson(redirects.source, sources)))
  return sources.flatMap((source) => rows.find((row) => row.source === source) ?? [])[0] ?? null
}

/** The article or term of this region at a path: it is found when it moves on. */
async function pin({ db, region, regions }: RuleContext, path: string): Promise<Target | null> {
  const found = placeIn(regions, path)
  if (found?.region.code !== region.code) return null
  const { place } = found
  if (place.kind === 'article') {
    const [article] = await db
      .select({ id: articlePages.articleId })
      .from(articlePages)
      .where(and(eq(articlePages.regionCode, region.code), eq(articlePages.path, place.path)))
      // A post and a page may share a slug; readers get the page.
      .orderBy(articlePages.type)
      .limit(1)
    return article ? { target: null, articleId: article.id } : null
  }
  if ((place.kind !== 'category' && place.kind !== 'tag') || place.page > 1) return null
  const taxonomy = place.kind === 'tag' ? 'post_tag' : 'category'
  const [term] = await db
    .select({ id: terms.id, path: terms.path })
    .from(terms)
    .where(
      and(
        eq(terms.regionCode, region.code),
        eq(terms.taxonomy, taxonomy),
        eq(terms.slug, place.path.split('/').at(-1) ?? ''),
      ),
    )
  return term && termPath(region, taxonomy, term.path) === path
    ? { target: null, termId: term.id }
    : null
}

/** The redirects that lead to an address of the region, which is about to lead on. */
export async function findLeadingTo({ db, region }: RuleContext, source: string) {
  const path = `${regionRoot(region)}${source}/`
  return db
    .select({ region: redirects.regionCode, path: redirects.source })
    .from(redirects)
    .where(sql`${redirects.target} = ${path}`)
}
