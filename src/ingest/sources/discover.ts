import { attributeOf, elementsIn, parseTree } from '#content/html-tree.ts'
import { SourceError } from '../source.ts'
import { plainText } from '../wordpress/media.ts'
import { ApiError, parseAnswer } from './api-answer.ts'
import { FetchError } from './fetch-error.ts'
import type { Answer, PoliteFetch } from './fetch.ts'

/** A WordPress site that answers. */
export interface WordPressSite {
  /** Root of its API: `https://host/ca/wp-json/` or `https://host/?rest_route=/`. */
  api: string
  /** Its home as it names itself, with a slash at its end. */
  home: string
  name: string
  tagline: string
  routes: ReadonlySet<string>
  /** Whether its pages name their translations in their heads. */
  hasAlternates: boolean
}

const REL = 'https://api.w.org/'

/**
 * Finds the REST API of a site by its address: the Link header or element of its page (REST API handbook, Discovery),
 * else the usual places.
 * @throws SourceError when there is none, in one line
 */
export async function discoverSite(
  fetch: PoliteFetch,
  address: string,
  headers: Record<string, string> = {},
): Promise<WordPressSite> {
  const asked = address.replace(/\/wp-json(?:\/.*)?$/, '/')
  const page = await askPage(fetch, asked)
  const html = page ? new TextDecoder().decode(page.bytes) : ''
  const base = folderOf(page && page.status < 400 ? page.url : asked)
  const troubles: string[] = []
  for (const api of candidatesOf(page, html, base, folderOf(asked))) {
    const found = await askApi(fetch, api, headers, troubles)
    if (found) return { ...found, hasAlternates: /<link[^>]+hreflang=/i.test(html) }
  }
  throw new SourceError(explain(address, page, html, troubles))
}

async function askPage(fetch: PoliteFetch, address: string): Promise<Answer | null> {
  try {
    return await fetch(address, { headers: { Accept: 'text/html,*/*' }, retries: 3 })
  } catch (error) {
    // A home page that is too large says nothing about the API.
    if (error instanceof FetchError && error.trouble === 'too-large') return null
    if (error instanceof FetchError) throw new SourceError(`${address}: ${error.message}`)
    throw error
  }
}

function candidatesOf(
  page: Answer | null,
  html: string,
  base: string,
  asked: string,
): ReadonlySet<string> {
  const linked = page ? [fromHeader(page), fromElement(html, page.url)] : []
  const found = linked.filter((api) => api !== null)
  return new Set([
    ...found,
    `${base}wp-json/`,
    `${base}?rest_route=/`,
    `${asked}wp-json/`,
    `${asked}?rest_route=/`,
  ])
}

function fromHeader(page: Answer): string | null {
  const header = page.headers.get('Link') ?? ''
  const link = /<([^>]+)>\s*;[^,]*rel="?https:\/\/api\.w\.org\/"?/i.exec(header)?.[1]
  return link === undefined ? null : (URL.parse(link, page.url)?.href ?? null)
}

function fromElement(html: string, base: string): string | null {
  if (!html.includes(REL)) return null
  const link = elementsIn(parseTree(html)).find(
    (element) => element.tagName === 'link' && attributeOf(element, 'rel') === REL,
  )
  const href = link && attributeOf(link, 'href')
  return href ? (URL.parse(href, base)?.href ?? null) : null
}

async function askApi(
  fetch: PoliteFetch,
  api: string,
  headers: Record<string, string>,
  troubles: string[],
): Promise<Omit<WordPressSite, 'hasAlternates'> | null> {
  try {
    const index = parseAnswer(await fetch(api, { headers, retries: 3 }))
    const site = readIndex(index)
    if (site) return { api, ...site, home: site.home ?? folderOf(api.replace(/wp-json\/$/, '')) }
    troubles.push(`${api} gives JSON of something else`)
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof FetchError)) throw error
    troubles.push(error.message)
  }
  return null
}

function readIndex(
  index: unknown,
): (Pick<WordPressSite, 'name' | 'tagline' | 'routes'> & { home: string | null }) | null {
  if (index === null || typeof index !== 'object') return null
  const { namespaces, name, description, home, routes } = index as Record<string, unknown>
  if (!Array.isArray(namespaces) || !namespaces.includes('wp/v2')) return null
  return {
    name: typeof name === 'string' ? plainText(name) : '',
    tagline: typeof description === 'string' ? plainText(description) : '',
    home: typeof home === 'string' && URL.canParse(home) ? folderOf(home) : null,
    routes: new Set(routes !== null && typeof routes === 'object' ? Object.keys(routes) : []),
  }
}

/** An address without its query and file name, with a slash at its end. */
function folderOf(address: string): string {
  const url = new URL(address)
  const path = url.pathname.replace(/\/[^/]*\.(?:php|html?)$/i, '/')
  return `${url.origin}${path.replace(/\/*$/, '/')}`
}

const WAY_OUT =
  'allow it for the import, or export a WXR file there (Tools, Export) and import that'

/** The most telling of the troubles: a refusal by WordPress itself says more than a missing page. */
function explain(
  address: string,
  page: Answer | null,
  html: string,
  troubles: readonly string[],
): string {
  const isWordPress =
    /wp-content|wp-includes|api\.w\.org/.test(html) || page?.headers.has('X-Pingback')
  const find = (pattern: RegExp) => troubles.find((line) => pattern.test(line))
  const auth = find(/--auth|application passwords/)
  if (auth) return `${address}: ${auth}.`
  const off = find(/REST API (?:is switched off|refuses)/)
  if (off) return `${address}: ${off}: ${WAY_OUT}.`
  const page2 = find(/^a (?:login|maintenance|bot)|fatal error/)
  if (page2) return `${address}: ${page2}.`
  const failed = find(/private network|certificate|in time|broke|\(5\d\d/)
  if (failed) return `${address}: ${failed.replace(/\.$/, '')}.`
  if (isWordPress) return `${address} is a WordPress whose REST API does not answer: ${WAY_OUT}.`
  const status = page && page.status >= 400 ? ` (it answers ${page.status})` : ''
  return `${address} is no WordPress site${status}: no REST API is found there; check the address.`
}
