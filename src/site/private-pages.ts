import { Hono } from 'hono'
import { findArticle } from '#content/article-row.ts'
import { openDatabase } from '#content/database.ts'
import { findPreview, openTexts } from '#content/private-reading.ts'
import { findArticlePage, findRecent, type Article, type ArticleFound } from '#content/reading.ts'
import type { RegionSettings } from '#content/regions.ts'
import {
  accessPath,
  isAccessAllowed,
  isPreviewAllowed,
  isSignedUrl,
  parseSignedLink,
} from '#content/signed-links.ts'
import { isSameSecret } from '#content/signing.ts'
import type { PrepareBody } from '#content/write-context.ts'
import { mayAttempt } from '#edge/attempts.ts'
import { PRIVATE } from '#edge/policy.ts'
import { stamp } from '#edge/stamp.ts'
import { canonicalPath, matchPath, matchRootPath } from '#regions/paths.ts'
import { articlePath, regionRoot, shortlinkPath } from '#regions/permalink.ts'
import { articlePage } from '#render/article.ts'
import { errorPage } from '#render/error-page.ts'
import type { ArticleView } from '#render/views.ts'
import type { Env } from '../env.ts'
import { missing, notAllowed, page, pageFailed, type Visit } from './routes.ts'
import { toArticleView, toSiteView } from './views.ts'

// What one reader sees and the next one does not: previews, and what a password opens. The edge key knows no cookie, so
// that each is at an address of its own, which is signed and expires; nothing here is stored anywhere.

/** Whether a request is answered here. */
export function isPrivate({ method, url }: Request): boolean {
  return method === 'POST' || isSignedUrl(url)
}

/** The app of signed links, and of the form that asks for an article's password. */
export function createPrivatePages(prepare: PrepareBody) {
  const pages = new Hono<{ Bindings: Env }>()
  pages.get('*', (c) => answerLink(visitOf(c.env, c.req.raw), prepare))
  pages.post('*', (c) => answerForm(visitOf(c.env, c.req.raw)))
  pages.all('*', () => notAllowed())
  pages.onError(pageFailed)
  return pages
}

function visitOf(env: Env, request: Request): Visit {
  const url = new URL(request.url)
  url.pathname = canonicalPath(url.pathname) ?? url.pathname
  return { env, request, url }
}

const seconds = () => Math.floor(Date.now() / 1000)

/** `?p=9&preview=true&…` and `?p=9&access_…`. */
async function answerLink(visit: Visit, prepare: PrepareBody): Promise<Response> {
  const { env, url } = visit
  const { regionPath } = matchPath(url.pathname)
  const frame = await findRecent(env.DB, regionPath)
  if (frame.region === null || url.pathname !== regionRoot(frame.region)) {
    return withoutStore(await missing(visit, frame))
  }
  const { region } = frame
  const now = seconds()
  const link = parseSignedLink(url.searchParams)
  if (link.kind === 'access') {
    const row = await findArticle(openDatabase(env.DB), region.code, link.id)
    const isOpen =
      row?.status === 'publish' &&
      row.password !== '' &&
      (await isAccessAllowed(env.DB, row, link, now))
    // Whoever comes too late is asked again, where the article is.
    if (!isOpen) return goTo(shortlinkPath(region, link.id))
    const found = await findArticlePage(env.DB, region.path, row.path)
    if (!found.article) return withoutStore(await missing(visit, frame))
    return show(visit, region, found, { ...found.article, ...openTexts(row) }, 'unlocked')
  }
  const context = { siteUrl: env.SITE_URL, now, prepare }
  const isGood = await isPreviewAllowed(env.DB, region.code, link, now)
  const found = isGood ? await findPreview(env.DB, frame, link, context) : null
  if (found) return show(visit, region, found, found.article, 'preview')
  const site = await toSiteView(env.SITE_URL, frame.regions, region, url.pathname)
  return send(visit, errorPage({ site, status: 403, recent: [] }), 403)
}

/** The form of a protected article, sent to the article's own address: leads on to its signed link. */
async function answerForm(visit: Visit): Promise<Response> {
  const { env, request, url } = visit
  const password = await readPassword(request)
  const found = password === null ? null : await findProtected(visit)
  if (password === null || found === null) return notAllowed()
  const { region, article } = found
  if (!(await mayAttempt(env.SIGN_IN_LIMIT, request))) {
    const response = await show(visit, region, found, article, 'everybody', 'tooOften')
    response.headers.set('Retry-After', '60')
    return response
  }
  const row = await findArticle(openDatabase(env.DB), region.code, article.id)
  if (row === null) return goTo(url.pathname)
  if (!(await isSameSecret(env.DB, row.password, password))) {
    return show(visit, region, found, article, 'everybody', 'wrongPassword')
  }
  return goTo(await accessPath(env.DB, region, row, seconds()))
}

/** Far above the longest password, once it is encoded. */
const MAX_FORM_BYTES = 5000

async function readPassword(request: Request): Promise<string | null> {
  const isForm = /^application\/x-www-form-urlencoded/i.test(
    request.headers.get('Content-Type') ?? '',
  )
  const bytes = Number(request.headers.get('Content-Length') ?? Number.NaN)
  if (!isForm || !(bytes <= MAX_FORM_BYTES)) return null
  const password = (await request.formData()).get('post_password')
  return typeof password === 'string' ? password : null
}

/** The protected article at the address, in its region or in the one at the root. */
async function findProtected({ env, url }: Visit) {
  const match = matchPath(url.pathname)
  const places = [
    [match.regionPath, match.place],
    ['', matchRootPath(url.pathname)],
  ] as const
  for (const [regionPath, place] of places) {
    if (place.kind !== 'article') continue
    const found = await findArticlePage(env.DB, regionPath, place.path)
    if (found.region === null) continue
    const { region, article } = found
    return article?.isProtected && articlePath(region, article.path) === url.pathname
      ? { ...found, region, article }
      : null
  }
  return null
}

async function show(
  visit: Visit,
  region: RegionSettings,
  found: ArticleFound,
  article: Article,
  audience: ArticleView['audience'],
  problem: 'wrongPassword' | 'tooOften' | null = null,
): Promise<Response> {
  const view = await toArticleView(visit.env.SITE_URL, found, region, article, audience, problem)
  const status = problem === null ? 200 : problem === 'wrongPassword' ? 403 : 429
  return send(visit, articlePage(view), status)
}

async function send(visit: Visit, html: string, status: number): Promise<Response> {
  return withoutStore(await page(visit, html, status, PRIVATE, [], 0))
}

/** The address is a key: no cache keeps what it opens, no other site hears of it. */
function withoutStore(response: Response): Response {
  response.headers.delete('Cache-Tag')
  response.headers.delete('Cloudflare-CDN-Cache-Control')
  response.headers.set('Referrer-Policy', 'no-referrer')
  response.headers.set('X-Robots-Tag', 'noindex')
  return stamp(response, PRIVATE, [])
}

function goTo(location: string): Response {
  return withoutStore(new Response(null, { status: 303, headers: { Location: location } }))
}
