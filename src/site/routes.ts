import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import { fileSubject } from '#content/media.ts'
import { makeSize } from '#content/media-sizes.ts'
import {
  findArticlePage,
  findListingPage,
  findQueryTarget,
  findRecent,
  findUpload,
  sourcesOf,
  type Found,
  type ListingAddress,
  type ListingFound,
  type Moved,
  type MovedMedia,
  type QueryFound,
  type QueryTarget,
} from '#content/reading.ts'
import { toSearchText } from '#content/search-query.ts'
import { countHit } from '#content/redirects.ts'
import { findFrame, listRegions, type Frame, type RegionSettings } from '#content/regions.ts'
import { fileCandidates } from '#content/upload-paths.ts'
import { AWAY, NOT_FOUND, PAGE, PRIVATE, REDIRECT, STYLESHEET } from '#edge/policy.ts'
import { etagOf } from '#edge/etag.ts'
import { cacheHeaders, conditional, stamp } from '#edge/stamp.ts'
import type { Policy } from '#edge/policy.ts'
import type { SearchAsked } from '#content/search-pages.ts'
import type { Subject } from '#content/changes.ts'
import { canonicalPath, matchPath, matchRootPath, type PlaceMatch } from '#regions/paths.ts'
import {
  articlePath,
  authorPath,
  AVATAR_PATH,
  feedPath,
  filePath,
  mediaAddress,
  mediaPath,
  regionRoot,
  searchPath,
  termPath,
} from '#regions/permalink.ts'
import { articlePage } from '#render/article.ts'
import { chooserPage } from '#render/chooser.ts'
import { errorPage } from '#render/error-page.ts'
import { listingPath } from '#render/listing-head.ts'
import { listingPage } from '#render/listing.ts'
import { toRegionView } from '#render/publisher.ts'
import { apiLinks } from '#render/seo.ts'
import { stylesheetFor } from '#render/stylesheet.ts'
import type { Env } from '../env.ts'
import { serveAvatar } from './avatar.ts'
import { serveFeed } from './feeds.ts'
import { documentHeaders, regionHeaders } from './headers.ts'
import { serveIcon } from './icons.ts'
import { serveMarkdown } from './markdown.ts'
import { serveMedia } from './media.ts'
import { rememberPage } from './remembered-pages.ts'
import { serveLlms, serveRootFile } from './root-files.ts'
import { serveSearchFeed } from './search-feed.ts'
import { answerSearch, readSearch, wordsOfPath } from './search.ts'
import { serveSitemap } from './sitemaps.ts'
import { serveSpeculationRules } from './speculation.ts'
import { PUBLICATION_ACCENT, PUBLICATION_SHEET, stylesheetHref } from './stylesheet.ts'
import { serveVariant, variantSubjects, type VariantAddress } from './variants.ts'
import {
  articleSubjects,
  chooserSubjects,
  listingSubjects,
  missingSubjects,
  movedSubjects,
  redirectSubjects,
} from './subjects.ts'
import { toArticleView, toCardView, toListingView, toSiteView } from './views.ts'

/** A reader's request, its address in its one spelling. */
export interface Visit {
  env: Env
  request: Request
  url: URL
  /** Work that the reader does not wait for; absent where nobody would see to it. */
  after?: ((work: Promise<unknown>) => void) | undefined
}

/** Old queries that name a thing; each is answered with a redirect to that thing's address. */
const TARGET_QUERIES = ['p', 'page_id', 'attachment_id', 'cat', 'tag', 'author'] as const

/** Readers' addresses: everything but the API. Anything a reader gets leaves through `stamp`. */
export const site = new Hono<{ Bindings: Env }>()

site.get('/assets/:file{(?:[a-z0-9-]+)\\.[0-9a-f]{16}\\.css}', (c) =>
  serveStylesheet({ env: c.env, request: c.req.raw, url: new URL(c.req.url) }),
)
site.get('/assets/:file{(?:[a-z0-9-]+)\\.[0-9a-f]{16}\\.json}', async (c) => {
  const rules = await serveSpeculationRules(c.env.DB, c.req.raw)
  const visit = { env: c.env, request: c.req.raw, url: new URL(c.req.url) }
  return rules ?? chooser(visit, await listRegions(c.env.DB), 404)
})
site.get(AVATAR_PATH, serveAvatar)
site.get('*', async (c) => {
  const url = new URL(c.req.url)
  const asFeed = feedOfQuery(url)
  const spelling = asFeed?.path ?? canonicalPath(url.pathname)
  const asked = asFeed ? '' : url.search
  if (asFeed) url.search = ''
  if (spelling !== null) url.pathname = spelling
  const query = readQuery(url)
  if (query.kind !== 'target') url.search = ''
  const visit = { env: c.env, request: c.req.raw, url, after: afterOf(c) }
  if (spelling !== null) {
    const isEndless = query.kind === 'unknown' || query.kind === 'search' || asFeed?.isMore
    const policy = isEndless ? PRIVATE : REDIRECT
    return respelled(await answer(visit, query), spelling + asked, policy)
  }
  if (query.kind === 'unknown') return withoutUnknown(visit, c.executionCtx, query.known)
  return answer(visit, query)
})
site.all('*', () => notAllowed())
site.onError((error, c) => pageFailed(error, c))

/** 405: nothing here is written to. */
export function notAllowed(): Response {
  return stamp(
    new Response('Only GET and HEAD are answered here.\n', {
      status: 405,
      headers: { Allow: 'GET, HEAD', 'Content-Type': 'text/plain; charset=utf-8' },
    }),
    PRIVATE,
    [],
  )
}

/** 500, and a line in the log. */
export function pageFailed(error: Error, c: Context<{ Bindings: Env }>): Promise<Response> {
  const url = new URL(c.req.url)
  console.error(JSON.stringify({ event: 'page_failed', path: url.pathname, error: String(error) }))
  return serverError(c.env, url)
}

/** What runs on after the answer; nothing without the platform's context, as in a test of the site alone. */
function afterOf(c: Context<{ Bindings: Env }>): Visit['after'] {
  try {
    const { executionCtx: context } = c
    return (work) => context.waitUntil(work)
  } catch {
    return undefined
  }
}

type Query =
  | { kind: 'none' }
  | { kind: 'target'; target: QueryTarget }
  | { kind: 'search'; search: SearchAsked }
  /** Something in it has no meaning here; `known` is what has, and may be empty. */
  | { kind: 'unknown'; known: string; target: QueryTarget | null; search?: SearchAsked }

/** Splits a query string into what has a meaning here and what has none (`utm_source`, a reader's typo). */
function readQuery(url: URL): Query {
  if (url.search === '') return { kind: 'none' }
  const search = readSearch(url)
  if (search) {
    const known = searchPath({ path: '' }, search).slice(1)
    if (known === url.search) return { kind: 'search', search }
    return { kind: 'unknown', known, target: null, search }
  }
  for (const name of isRoot(url.pathname) ? TARGET_QUERIES : []) {
    const value = url.searchParams.get(name)
    const target = value === null ? null : toTarget(name, value)
    if (target === null) continue
    const feed = url.searchParams.get('feed') ?? ''
    const known = `?${name}=${encodeURIComponent(value ?? '')}${FEED_NAME.test(feed) ? `&feed=${feed}` : ''}`
    return known === url.search ? { kind: 'target', target } : { kind: 'unknown', known, target }
  }
  return { kind: 'unknown', known: '', target: null }
}

const FEED_NAME = /^(?:comments-)?(?:rss2?|atom|rdf|json|feed)$/

/** The address of the feed that `?feed=rss2` asks for beside a page, and whether more is asked; null for none. */
function feedOfQuery(url: URL): { path: string; isMore: boolean } | null {
  const name = url.searchParams.get('feed') ?? ''
  const page = canonicalPath(url.pathname) ?? url.pathname
  const isNamed = TARGET_QUERIES.some((query) => url.searchParams.has(query))
  if (!FEED_NAME.test(name) || isNamed || !page.endsWith('/')) return null
  const words = toSearchText(url.searchParams.get('s') ?? '')
  const below = words === '' ? '' : `search/${encodeURIComponent(words).toLowerCase()}/`
  const path = feedPath(page.replace(/page\/\d+\/$/, '') + below, name === 'json' ? 'json' : 'rss')
  return { path, isMore: url.search !== `?feed=${name}` }
}

/** Whether a canonical path may be a region's own, the only one at which such a query means something. */
function isRoot(pathname: string): boolean {
  const { place } = matchPath(pathname)
  return place.kind === 'home' && place.page === 1
}

const NAMED_BY_ID = { author: 'author', attachment_id: 'attachment' } as const

function toTarget(name: (typeof TARGET_QUERIES)[number], value: string): QueryTarget | null {
  if (value === '') return null
  if (name === 'tag') return { kind: 'term', taxonomy: 'post_tag', key: value.toLowerCase() }
  if (!/^[1-9]\d{0,14}$/.test(value)) return null
  if (name === 'cat') return { kind: 'term', taxonomy: 'category', key: value }
  const kind = name === 'p' || name === 'page_id' ? 'article' : NAMED_BY_ID[name]
  return { kind, id: Number(value) }
}

/** What a canonical address answers; `query` is what has a meaning of its query string. */
function answer(visit: Visit, query: Query): Promise<Response> {
  if (query.kind === 'none') return answerPath(visit)
  if ('search' in query) return answerSearch(visit, query.search)
  return query.target === null ? answerPath(visit) : answerQuery(visit, query.target)
}

/**
 * The answer to an address in another spelling than its own: a redirect to its own where there is something, and in one
 * hop to where that leads, if it leads on. What is nowhere is a 404 under any spelling. A query without a meaning makes
 * an endless number of addresses: none of them is stored.
 */
function respelled(response: Response, own: string, policy: Policy): Response {
  if (response.status !== 200 && response.status !== 304) return response
  const headers = new Headers({ Location: own })
  const tags = response.headers.get('Cache-Tag')
  if (tags !== null) headers.set('Cache-Tag', tags)
  return stamp(new Response(null, { status: 301, headers }), policy, [])
}

/**
 * Serves an address with unknown parameters as the address without them, through this Worker's own cached
 * entrypoint: it costs no second rendering, and the answer under the long name is not stored.
 */
async function withoutUnknown(visit: Visit, context: unknown, known: string): Promise<Response> {
  const { exports } = context as { exports?: { default?: Fetcher } } // typed per project by wrangler; ours is the default
  const url = new URL(visit.url)
  url.search = known
  const request = new Request(url, visit.request)
  const response = exports?.default
    ? await exports.default.fetch(request)
    : await site.fetch(request, visit.env)
  const answer = new Response(response.body, response)
  answer.headers.set('Cache-Control', 'private, max-age=0, must-revalidate')
  answer.headers.delete('Cloudflare-CDN-Cache-Control')
  answer.headers.delete('Cache-Tag')
  return answer
}

async function answerPath(visit: Visit): Promise<Response> {
  const file = await serveRootFile(visit)
  if (file) return file
  const match = matchPath(visit.url.pathname)
  if (match.regionPath === '') return answerRoot(visit)
  const below = await answerPlace(visit, match.regionPath, match.place)
  if (below.region !== null) return below.response()
  if (!below.regions.some((region) => region.path === '')) return chooser(visit, below.regions, 404)
  const root = await answerPlace(visit, '', matchRootPath(visit.url.pathname))
  return root.response()
}

/** `/`: the root region's home where there is one, else the chooser. */
async function answerRoot(visit: Visit): Promise<Response> {
  const home = await answerPlace(visit, '', { kind: 'home', page: 1 })
  return home.region ? home.response() : chooser(visit, home.regions, 200)
}

/** What a place would answer; asked for only when its region is there. */
export type Answer = Frame & { response: () => Promise<Response> }

async function answerPlace(visit: Visit, regionPath: string, place: PlaceMatch): Promise<Answer> {
  switch (place.kind) {
    case 'article':
      return article(visit, regionPath, place.path)
    case 'feed':
      return feed(visit, regionPath, place)
    case 'media':
      return mediaFile(visit, regionPath, place.file)
    case 'file':
      return machineFile(visit, regionPath, place.name)
    case 'variant':
      return variant(visit, regionPath, place)
    case 'markdown':
      return serveMarkdown(visit, regionPath, place.path)
    case 'none':
      return nothing(visit, regionPath)
    case 'search':
      return movedSearch(visit, regionPath, place)
    default:
      return listing(visit, regionPath, place, place.page)
  }
}

/** A sitemap, robots.txt …; names that led to the index before Yoast's lead to it. */
async function machineFile(visit: Visit, regionPath: string, name: string): Promise<Answer> {
  if (name === 'llms.txt') return serveLlms(visit, regionPath)
  const made =
    (await serveIcon(visit, regionPath, name)) ?? (await serveSitemap(visit, regionPath, name))
  if (made) return made
  const found = await findRecent(visit.env.DB, regionPath)
  const { region } = found
  const response = async () => {
    if (region === null) return missing(visit, found)
    const own = name.endsWith('.xml') ? filePath(region, 'sitemap_index.xml') : `/${name}`
    return redirect(own, [{ kind: 'region', region: region.code }])
  }
  return { ...found, response }
}

/** A feed; that of an article was of its comments, of which there are none: it leads to the article. */
async function feed(
  visit: Visit,
  regionPath: string,
  { of, format }: Extract<PlaceMatch, { kind: 'feed' }>,
): Promise<Answer> {
  if (of.kind === 'search') return serveSearchFeed(visit, regionPath, of.text, format)
  if (of.kind !== 'article') return serveFeed(visit, regionPath, of, format)
  const url = new URL(`${regionRoot({ path: regionPath })}${of.path}/`, visit.url)
  const found = await article({ ...visit, url }, regionPath, of.path)
  return {
    ...found,
    response: async () => respelled(await found.response(), url.pathname, REDIRECT),
  }
}

async function nothing(visit: Visit, regionPath: string): Promise<Answer> {
  const found = await findRecent(visit.env.DB, regionPath)
  return { ...found, response: async () => missing(visit, found) }
}

/** WordPress's long form leads to the short one, whatever it finds. */
async function movedSearch(
  visit: Visit,
  regionPath: string,
  { text, page: number }: Extract<PlaceMatch, { kind: 'search' }>,
): Promise<Answer> {
  const frame = await findFrame(visit.env.DB, regionPath)
  const response = async () =>
    redirect(searchPath({ path: regionPath }, { text }, number), [], AWAY, 301)
  return { ...frame, response }
}

async function article(visit: Visit, regionPath: string, path: string): Promise<Answer> {
  const found = await findArticlePage(visit.env.DB, regionPath, path)
  const { region } = found
  const response = async () => {
    if (region === null) return missing(visit, found)
    if (found.article) {
      const view = await toArticleView(visit.env.SITE_URL, found, region, found.article)
      const subjects = articleSubjects(found, region, found.article)
      // The newest article has no next one: whatever is published changes that.
      if (!found.next && found.article.type === 'post') {
        subjects.push({ kind: 'listing', region: region.code, listing: 'home' })
      }
      const headers = regionHeaders(view.site, view.seo.api, view.image)
      return page(visit, articlePage(view), 200, PAGE, subjects, found.rowsRead, headers)
    }
    const moved = found.redirect
    const target = moved && addressOf(visit, moved, region)
    const subjects = moved ? redirectSubjects(moved, region, path) : []
    return lead(visit, found, moved, target, subjects)
  }
  return { ...found, response: () => rememberPage(visit, found.rows, response) }
}

/** Leads on from an old address, or says that there is nothing, or nothing any more. */
export function lead(
  visit: Visit,
  found: Found,
  moved: Moved | null,
  target: string | null,
  subjects: readonly Subject[],
): Response | Promise<Response> {
  const status = moved?.status ?? 301
  if (!moved || (target === null && status !== 410)) return missing(visit, found, subjects)
  if (moved.source && found.region) {
    visit.after?.(countHit(visit.env.DB, found.region.code, moved.source))
  }
  return target === null || status === 410
    ? missing(visit, found, subjects, 410)
    : redirect(target, subjects, REDIRECT, status)
}

/** Where an old address leads, to the same page of a listing; null when what it led to is not live. */
export function addressOf(
  visit: Visit,
  moved: Moved,
  region: RegionSettings,
  number = 1,
): string | null {
  if (moved.target) return moved.target
  if (moved.term) return termPath(region, moved.term.taxonomy, moved.term.path, number)
  if (moved.author) return authorPath(region, moved.author.nicename, number)
  if (moved.path) return articlePath(region, moved.path)
  return moved.media ? uploadAddress(visit, moved.media, region, moved.media.file) : null
}

/** Where a file of a medium is: here, or where the import found it as long as that is another site. */
function uploadAddress(
  { env }: Visit,
  media: MovedMedia,
  region: RegionSettings,
  file: string,
): string {
  const address = mediaAddress(media, region, file)
  const isHere = URL.parse(address)?.host === new URL(env.SITE_URL).host
  return isHere ? mediaPath(region, file) : address
}

async function listing(
  visit: Visit,
  regionPath: string,
  address: ListingAddress,
  number: number,
): Promise<Answer> {
  const found = await findListingPage(visit.env.DB, regionPath, address, number)
  const { region, subject } = found
  const response = async () => {
    if (region === null) return missing(visit, found)
    if (subject === null) return movedListing(visit, found, region, address, number)
    const own = listingPath(region, address, found, number)
    const subjects = [
      ...listingSubjects(found, region, subject),
      { kind: 'path' as const, region: region.code, path: pathBelow(visit, region) },
    ]
    if (own !== visit.url.pathname) return redirect(own, subjects)
    const isEmptyFirst = number === 1 && address.kind !== 'date'
    if (found.cards.length === 0 && !isEmptyFirst) return missing(visit, found, subjects)
    const view = await toListingView(visit.env.SITE_URL, found, region, address, number)
    const headers = regionHeaders(view.site, view.seo.api)
    return page(visit, listingPage(view), 200, PAGE, subjects, found.rowsRead, headers)
  }
  return { ...found, response: () => rememberPage(visit, found.rows, response) }
}

/** An address at which nothing is listed: whatever takes it, under whichever parents, changes its answer on every page. */
function movedListing(
  visit: Visit,
  found: ListingFound,
  region: RegionSettings,
  address: ListingAddress,
  number: number,
): Response | Promise<Response> {
  const subjects = sourcesOf(address).map((path): Subject => ({
    kind: 'path',
    region: region.code,
    path,
  }))
  const target = found.redirect && addressOf(visit, found.redirect, region, number)
  if (found.redirect) {
    subjects.push(...redirectSubjects(found.redirect, region, pathBelow(visit, region)))
  }
  return lead(visit, found, found.redirect, target, subjects)
}

async function mediaFile(visit: Visit, regionPath: string, file: string): Promise<Answer> {
  // With what a 404 would show, so that any answer costs one round trip.
  const found = await findUpload(visit.env.DB, regionPath, fileCandidates(file))
  const { region, upload } = found
  const response = async () => {
    const { MEDIA: bucket, IMAGES: images } = visit.env
    if (region === null) return missing(visit, found)
    const serve = () => serveMedia(bucket, region.code, file, visit.request)
    const stored = await serve()
    if (stored) return stored
    if (upload === null) return missing(visit, found)
    if (await makeSize({ bucket, images, region }, upload, file)) {
      return (await serve()) ?? missing(visit, found)
    }
    const target = uploadAddress(visit, upload, region, upload.isStored ? upload.file : file)
    if (target === visit.url.pathname) return missing(visit, found)
    const subjects: Subject[] = [
      fileSubject(region.code, file),
      { kind: 'media', region: region.code, id: upload.id },
    ]
    return redirect(target, subjects, AWAY)
  }
  return { ...found, response }
}

async function variant(visit: Visit, regionPath: string, asked: VariantAddress): Promise<Answer> {
  const found = await findUpload(visit.env.DB, regionPath, asked.id)
  const { region, upload } = found
  const response = async () => {
    if (region === null || upload === null) return missing(visit, found)
    const subjects = variantSubjects(region, upload)
    const served = await serveVariant(visit.env, region, upload, asked, visit.request)
    if (served === undefined) return missing(visit, found, subjects)
    if (served instanceof Response) return served
    return redirect(served ?? uploadAddress(visit, upload, region, upload.file), subjects, AWAY)
  }
  return { ...found, response }
}

/** Stands for a region in a page that could not ask for one. */
function placeholder(): RegionSettings {
  return {
    code: PUBLICATION_SHEET,
    path: '',
    locale: 'en',
    direction: 'ltr',
    timezone: 'UTC',
    name: 'Meridian',
    tagline: '',
    label: '',
    accent: PUBLICATION_ACCENT,
    organisation: {},
    footer: {},
    callToAction: null,
    postsPerPage: 10,
    searchDiacritics: 'fold',
    defaultCategoryId: 1,
    isXDefault: false,
    position: 0,
    version: 0,
    navigation: {},
    socialImage: null,
  }
}

/** `?p=9` and its kin: one hop to today's address, or a 404 that publishing clears. */
async function answerQuery(visit: Visit, target: QueryTarget): Promise<Response> {
  const { regionPath } = matchPath(visit.url.pathname)
  const found = await findQueryTarget(visit.env.DB, regionPath, target)
  const { region } = found
  if (region === null || visit.url.pathname !== regionRoot(region)) return missing(visit, found)
  const subjects: Subject[] = [{ kind: 'region', region: region.code }]
  if (target.kind === 'article' || target.kind === 'attachment') {
    subjects.push({ kind: 'article', region: region.code, id: target.id })
    subjects.push({ kind: 'media', region: region.code, id: target.id })
  }
  if (target.kind === 'author') subjects.push({ kind: 'author', id: target.id })
  if (target.kind === 'term' && target.taxonomy === 'category') {
    subjects.push({ kind: 'term', region: region.code, id: Number(target.key) })
  }
  if (target.kind === 'term' && target.taxonomy === 'post_tag') {
    subjects.push({ kind: 'path', region: region.code, path: `tag/${target.key}` })
  }
  if (found.target === null) return missing(visit, found, subjects)
  if (found.target.kind === 'media') {
    const { moved } = found.target
    const address = addressOf(visit, moved, region)
    const shown = [...subjects, ...movedSubjects(moved, region)]
    return address ? redirect(address, shown) : missing(visit, found, shown)
  }
  const feed = visit.url.searchParams.get('feed')
  const address = targetPath(region, found.target)
  // An article's feed was of its comments.
  return feed === null || found.target.kind === 'article'
    ? redirect(address, subjects)
    : redirect(feedPath(address, feed === 'json' ? 'json' : 'rss'), subjects)
}

function targetPath(
  region: RegionSettings,
  target: Exclude<NonNullable<QueryFound['target']>, { kind: 'media' }>,
): string {
  if (target.kind === 'author') return authorPath(region, target.path)
  if (target.kind === 'term') return termPath(region, target.taxonomy, target.path)
  return articlePath(region, target.path)
}

async function serveStylesheet(visit: Visit): Promise<Response> {
  const [name = ''] = visit.url.pathname.split('/').at(-1)?.split('.') ?? []
  // The publication's own asks nothing of the database: the page that says it is down wants it too.
  const regions = name === PUBLICATION_SHEET ? [] : await listRegions(visit.env.DB)
  const region = regions.find((candidate) => candidate.code === name) ?? null
  if (region === null && name !== PUBLICATION_SHEET) return chooser(visit, regions, 404)
  const body = stylesheetFor(region?.accent ?? PUBLICATION_ACCENT)
  const response = new Response(body, {
    headers: {
      'Content-Type': 'text/css; charset=utf-8',
      ETag: etagOf(body),
    },
  })
  // A page from before the last release may still ask for the old name: it gets today's, for a while.
  const isCurrent = (await stylesheetHref(region)) === visit.url.pathname
  return conditional(visit.request, stamp(response, isCurrent ? STYLESHEET : NOT_FOUND, []))
}

export async function chooser(
  visit: Visit,
  regions: readonly RegionSettings[],
  status: 200 | 404,
): Promise<Response> {
  const html = chooserPage({
    siteUrl: visit.env.SITE_URL,
    title: 'Meridian',
    description: regions.map((region) => region.label).join(', '),
    stylesheetHref: await stylesheetHref(null),
    accent: PUBLICATION_ACCENT,
    regions: regions.map(toRegionView),
    isNotFound: status === 404,
  })
  return page(visit, html, status, status === 200 ? PAGE : NOT_FOUND, chooserSubjects(regions), 0)
}

/** A 404 that helps, kept briefly under the address's own tag: publishing there clears it at once. */
export async function missing(
  visit: Visit,
  found: Found,
  extra: readonly Subject[] = [],
  status: 404 | 410 = 404,
): Promise<Response> {
  const { region } = found
  if (region === null) return chooser(visit, found.regions, 404)
  const view = {
    site: await toSiteView(visit.env.SITE_URL, found.regions, region, visit.url.pathname),
    status,
    recent: found.recent.map((card) => toCardView(card, region)),
    search: wordsOfPath(visit.url.pathname, region),
  }
  const subjects = [...missingSubjects(found, region, pathBelow(visit, region)), ...extra]
  const headers = regionHeaders(view.site, apiLinks(visit.env.SITE_URL, region, null))
  return page(visit, errorPage(view), status, NOT_FOUND, subjects, found.rowsRead, headers)
}

async function serverError(env: Env, url: URL): Promise<Response> {
  const region = placeholder()
  const view = {
    site: await toSiteView(env.SITE_URL, [], region, url.pathname),
    status: 500 as const,
    recent: [],
  }
  return stamp(
    new Response(errorPage(view), {
      status: 500,
      headers: documentHeaders(env.SITE_URL),
    }),
    PRIVATE,
    [],
  )
}

/** The address below its region, without slashes at the ends: what the path's tag holds. */
export function pathBelow(visit: Visit, region: RegionSettings): string {
  return visit.url.pathname.slice(regionRoot(region).length).replace(/\/$/, '')
}

/** To where something is for good; by another policy, to where it is for now. */
export function redirect(
  location: string,
  subjects: readonly Subject[],
  policy: Policy = REDIRECT,
  status = policy === REDIRECT ? 301 : 302,
): Response {
  return stamp(new Response(null, { status, headers: { Location: location } }), policy, subjects)
}

/** A page as it leaves, or that its reader has it already. */
export async function page(
  visit: Visit,
  html: string,
  status: number,
  policy: Policy,
  subjects: readonly Subject[],
  rowsRead: number,
  own: Record<string, string> = {},
): Promise<Response> {
  const response = new Response(html, {
    status,
    headers: {
      ...documentHeaders(visit.env.SITE_URL),
      ...own,
      'Server-Timing': `d1;desc="rows read ${rowsRead}"`,
      ...(status === 200 && { ETag: etagOf(html) }),
      ...cacheHeaders(policy, subjects),
    },
  })
  return conditional(visit.request, response)
}
