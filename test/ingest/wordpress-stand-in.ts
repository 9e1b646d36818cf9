import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How a stand-in misbehaves. Counts are over the requests to its API. */
export interface Faults {
  /** Every nth request is answered with 429 and Retry-After: 0. */
  throttleEvery?: number
  /** Every nth request is answered with 500. */
  failEvery?: number
  /** Every nth answer breaks off half-way. */
  cutEvery?: number
  /** From the nth request on, a login page comes instead of JSON. */
  loginFrom?: number
  /** Pages that hold this post fail with 500, always. */
  brokenPost?: number
  /** Asked for this post's content, the server breaks the connection without an answer. */
  crashPost?: number
  /** Larger pages are refused with 400. */
  maxPerPage?: number
  /** The API is switched off by a plug-in. */
  isApiOff?: boolean
  /** The whole site is a page of something else. */
  page?: { status?: number; html: string }
  /** Everything is sent on to this address. */
  redirectTo?: string
  /** No Link header and element: the API must be found where it usually is. */
  isUnannounced?: boolean
  /** Nobody may ask for drafts of pages. */
  hasPrivatePages?: boolean
  /** Permalinks are plain: the API is at ?rest_route= only. */
  isPlain?: boolean
  /** Head elements of every page that is no API's. */
  head?: string
  /** From the nth request on, connections are refused without an answer. */
  deadFrom?: number
}

export interface StandInOptions {
  /** Posts 1001, 1002, …: `Post 1`, `post-1`, modified a day apart from 2025-01-01 on. */
  posts?: number
  /** Pages 5001, …: `Page 1`, `page-1`; every second one is a child of the one before it. */
  pages?: number
  /** Media 8001, …: `2025/01/picture-1.png` with the size 300x200. Post n shows picture n. */
  media?: number
  /** Drafts 9001, …: only for `editor:secret`. */
  drafts?: number
  /** A navigation block with two entries. */
  hasMenu?: boolean
  faults?: Faults
  /** Path in front of everything, as on a network: `/ca`. */
  prefix?: string
}

export interface StandIn {
  /** The site's address, with a slash at its end. */
  url: string
  /** Path and query of each request so far. */
  requests: string[]
  /** Changes how it misbehaves, from now on. */
  setFaults(faults: Faults): void
  close(): Promise<void>
}

type Json = Record<string, unknown>

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const DAY_MS = 86_400_000
const FIRST_DAY = Date.UTC(2025, 0, 1, 12)

/** A small WordPress on loopback: pages, embeds, totals, media files, a Link header, and every fault one asks for. */
export async function startWordPress(options: StandInOptions = {}): Promise<StandIn> {
  const requests: string[] = []
  let faults = options.faults ?? {}
  let home = ''
  let asked = 0
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    requests.push(path)
    const url = new URL(path, home)
    if (faults.redirectTo) return send(response, 302, '', { Location: faults.redirectTo })
    if (faults.page) return send(response, faults.page.status ?? 200, faults.page.html, HTML)
    if (url.pathname.includes('/wp-content/uploads/')) return send(response, 200, PNG, IMAGE)
    const route = routeOf(url, home)
    const isMissing = faults.isPlain && url.pathname.includes('/wp-json')
    if (isMissing) return send(response, 404, '<html><body>Not found</body></html>', HTML)
    if (route === null) return sendHome(response, home, faults)
    asked++
    if (faults.deadFrom && asked >= faults.deadFrom) return request.socket.destroy()
    if (misbehave(response, faults, asked)) return
    const site = makeSite(home, options)
    const answer = answerTo(site, route, url, { request, faults })
    if (answer.isCrash) return request.socket.destroy()
    const body = JSON.stringify(answer.json)
    const isCut = faults.cutEvery && asked % faults.cutEvery === 0
    const headers = { ...JSON_TYPE, ...answer.headers }
    if (!isCut) return send(response, answer.status ?? 200, body, headers)
    response.writeHead(200, { ...headers, 'Content-Length': Buffer.byteLength(body) })
    response.write(body.slice(0, body.length / 2), () => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is an object.
  const { port } = server.address() as AddressInfo
  home = `http://127.0.0.1:${port}${options.prefix ?? ''}/`
  return {
    url: home,
    requests,
    setFaults: (next) => {
      faults = next
      asked = 0
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

const HTML = { 'Content-Type': 'text/html; charset=UTF-8' }
const IMAGE = { 'Content-Type': 'image/png' }
const JSON_TYPE = { 'Content-Type': 'application/json; charset=UTF-8' }
export const LOGIN_PAGE =
  '<!DOCTYPE html><html><body class="login"><form id="loginform" action="/wp-login.php"></form></body></html>'

function send(
  response: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Record<string, string | number>,
): void {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body)
}

function sendHome(response: ServerResponse, home: string, faults: Faults): void {
  const link = faults.isUnannounced ? {} : { Link: `<${home}wp-json/>; rel="https://api.w.org/"` }
  const page =
    '<!DOCTYPE html><html><head><title>Stand-in</title>' +
    `${faults.head ?? ''}</head><body>Hello</body></html>`
  send(response, 200, page, { ...HTML, ...link })
}

function routeOf(url: URL, home: string): string | null {
  const root = new URL(home).pathname
  const rest = url.searchParams.get('rest_route')
  if (rest !== null) return rest.replace(/^\//, '')
  return url.pathname.startsWith(`${root}wp-json`)
    ? url.pathname.slice(`${root}wp-json`.length).replace(/^\//, '')
    : null
}

/** Answers in place of the API when it is time to misbehave. */
function misbehave(response: ServerResponse, faults: Faults, asked: number): boolean {
  const isTime = (every: number | undefined) => every !== undefined && asked % every === 0
  if (faults.loginFrom && asked >= faults.loginFrom) send(response, 200, LOGIN_PAGE, HTML)
  else if (faults.isApiOff) {
    const refusal = {
      code: 'rest_disabled',
      message: 'REST API is disabled.',
      data: { status: 401 },
    }
    send(response, 401, JSON.stringify(refusal), JSON_TYPE)
  } else if (isTime(faults.throttleEvery)) send(response, 429, 'Slow down', { 'Retry-After': 0 })
  else if (isTime(faults.failEvery)) send(response, 500, 'Internal error', {})
  else return false
  return true
}

interface Site {
  home: string
  lists: Record<string, Json[]>
}

interface Reply {
  isCrash?: boolean
  status?: number
  json: unknown
  headers?: Record<string, string | number>
}

function refuse(status: number, code: string, message: string): Reply {
  return { status, json: { code, message, data: { status } } }
}

function answerTo(
  site: Site,
  route: string,
  url: URL,
  { request, faults }: { request: IncomingMessage; faults: Faults },
): Reply {
  const { authorization } = request.headers
  const isSignedIn = authorization === `Basic ${Buffer.from('editor:secret').toString('base64')}`
  if (authorization && !isSignedIn) {
    return refuse(401, 'incorrect_password', 'The provided password is invalid.')
  }
  if (route === '') {
    const { home } = site
    return {
      json: { name: 'Stand-in', home: home.slice(0, -1), namespaces: ['wp/v2'], routes: {} },
    }
  }
  if (route === 'wp/v2/users/me') {
    return isSignedIn ? { json: { id: 3 } } : refuse(401, 'rest_not_logged_in', 'Not logged in.')
  }
  if (route === 'wp/v2/types') return { json: {} }
  const list = site.lists[route.replace('wp/v2/', '')]
  if (!list) return refuse(404, 'rest_no_route', 'No route was found.')
  if (url.searchParams.get('context') === 'edit' && !isSignedIn) {
    return refuse(401, 'rest_forbidden_context', 'Sorry, you are not allowed to edit posts.')
  }
  if (faults.hasPrivatePages && route === 'wp/v2/pages' && url.searchParams.has('status')) {
    return refuse(400, 'rest_invalid_param', 'Invalid parameter(s): status')
  }
  const open = list.filter((item) => item.status !== 'draft' || url.searchParams.has('status'))
  return page(open, url, faults)
}

function page(list: readonly Json[], url: URL, faults: Faults): Reply {
  const number = (name: string, fallback: number) => Number(url.searchParams.get(name) ?? fallback)
  const perPage = number('per_page', 10)
  const at = number('page', 1)
  if (perPage > (faults.maxPerPage ?? 100)) {
    return refuse(400, 'rest_invalid_param', 'Invalid parameter(s): per_page')
  }
  const since = url.searchParams.get('modified_after')
  const post = url.searchParams.get('post')
  const kept = list
    .filter((item) => since === null || `${item.modified_gmt}Z` > since)
    .filter((item) => post === null || item.post === Number(post))
  const totalPages = Math.ceil(kept.length / perPage)
  if (at > Math.max(1, totalPages)) {
    return refuse(400, 'rest_post_invalid_page_number', 'The page number is too large.')
  }
  const items = kept.slice((at - 1) * perPage, at * perPage)
  const fields = url.searchParams.get('_fields')?.split(',')
  if (!fields && items.some((item) => item.id === faults.brokenPost)) {
    return refuse(500, 'internal_server_error', 'There has been a critical error on this website.')
  }
  const isCrash = !fields && items.some((item) => item.id === faults.crashPost)
  return {
    isCrash,
    json: items.map((item) => shape(item, fields, url.searchParams.has('_embed'))),
    headers: { 'X-WP-Total': kept.length, 'X-WP-TotalPages': totalPages },
  }
}

function shape(item: Json, fields: string[] | undefined, isEmbedded: boolean): Json {
  const entries = Object.entries(item).filter(
    ([name]) => (fields?.includes(name) ?? true) && (isEmbedded || name !== '_embedded'),
  )
  return Object.fromEntries(entries)
}

function makeSite(home: string, options: StandInOptions): Site {
  const count = (amount: number | undefined) => Array.from({ length: amount ?? 0 }, (_, i) => i + 1)
  const users = [
    { id: 3, name: 'Ada Writer', slug: 'ada', description: 'Writes.', url: '', avatar_urls: {} },
    { id: 4, name: 'Bo &amp; Co', slug: 'bo', description: '', url: '', avatar_urls: {} },
  ]
  const terms = [
    { id: 21, taxonomy: 'category', slug: 'health', name: 'Health', parent: 0 },
    { id: 22, taxonomy: 'category', slug: 'sleep', name: 'Sleep &amp; rest', parent: 21 },
    { id: 23, taxonomy: 'post_tag', slug: 'tips', name: 'Tips' },
  ]
  const media = count(options.media).map((n) => makeMedia(home, n))
  const posts = count(options.posts).map((n) => makePost(home, n, { users, terms, media }))
  const drafts = count(options.drafts).map((n) => makeDraft(home, n))
  const pages = count(options.pages).map((n) => makePage(home, n))
  return {
    home,
    lists: {
      categories: terms.filter((term) => term.taxonomy === 'category'),
      tags: terms.filter((term) => term.taxonomy === 'post_tag'),
      users,
      media,
      posts: [...posts, ...drafts],
      pages,
      comments: posts.length > 0 ? [1, 2, 3].map((id) => ({ id, post: 1001 })) : [],
      navigation: options.hasMenu ? [makeMenu(home)] : [],
    },
  }
}

function timeOf(n: number): string {
  return new Date(FIRST_DAY + (n - 1) * DAY_MS).toISOString().slice(0, 19)
}

function makeEntry(home: string, entry: { id: number; n: number; slug: string; title: string }) {
  const { id, n, slug, title } = entry
  const time = timeOf(n)
  return {
    id,
    date: time,
    date_gmt: time,
    modified: time,
    modified_gmt: time,
    slug,
    status: 'publish',
    link: `${home}${slug}/`,
    guid: { rendered: `${home}?p=${id}` },
    title: { rendered: title },
    excerpt: { rendered: `<p>About ${title}.</p>`, protected: false },
    comment_status: 'open',
    ping_status: 'closed',
    template: '',
    meta: [],
  }
}

function makePost(home: string, n: number, site: { users: Json[]; terms: Json[]; media: Json[] }) {
  const picture = site.media[n - 1]
  const author = site.users[n % 2]
  const shown = picture ? `<img class="wp-image-${8000 + n}" src="${picture.source_url}" />` : ''
  return {
    ...makeEntry(home, { id: 1000 + n, n, slug: `post-${n}`, title: `Post ${n}` }),
    type: 'post',
    content: { rendered: `<p>Text of post ${n}.</p>${shown}`, protected: false },
    author: author?.id,
    featured_media: picture ? 8000 + n : 0,
    sticky: n === 1,
    format: 'standard',
    categories: [22],
    tags: [23],
    _embedded: {
      author: [author],
      'wp:term': [[site.terms[1]], [site.terms[2]]],
      ...(picture && { 'wp:featuredmedia': [picture] }),
    },
  }
}

function makeDraft(home: string, n: number) {
  const entry = makeEntry(home, { id: 9000 + n, n, slug: '', title: `Draft ${n}` })
  const content = { rendered: `<p>Draft ${n}.</p>`, raw: `Draft ${n}.`, protected: false }
  const link = `${home}?p=${9000 + n}`
  return { ...entry, link, type: 'post', status: 'draft', content, categories: [], tags: [] }
}

function makePage(home: string, n: number) {
  const parent = n % 2 === 0 ? 5000 + n - 1 : 0
  const entry = makeEntry(home, { id: 5000 + n, n, slug: `page-${n}`, title: `Page ${n}` })
  const link = parent ? `${home}page-${n - 1}/page-${n}/` : entry.link
  const content = { rendered: `<p>Text of page ${n}.</p>`, protected: false }
  return { ...entry, type: 'page', link, content, parent, menu_order: n, author: 3 }
}

function makeMenu(home: string) {
  const links = [1, 2].map(
    (n) =>
      `<li class="wp-block-navigation-item"><a href="${home}page-${n}/"><span>Page ${n}</span></a></li>`,
  )
  const content = { rendered: `<ul>${links.join('')}</ul>`, protected: false }
  return { id: 7001, slug: 'main', title: { rendered: 'Main' }, status: 'publish', content }
}

function makeMedia(home: string, n: number) {
  const file = `2025/01/picture-${n}.png`
  const small = `picture-${n}-300x200.png`
  const folder = `${home}wp-content/uploads/2025/01/`
  return {
    ...makeEntry(home, { id: 8000 + n, n, slug: `picture-${n}`, title: `Picture ${n}` }),
    type: 'attachment',
    status: 'inherit',
    media_type: 'image',
    mime_type: 'image/png',
    alt_text: `What picture ${n} shows`,
    caption: { rendered: `<p>Caption ${n}</p>\n` },
    source_url: `${folder}picture-${n}.png`,
    media_details: {
      width: 1200,
      height: 800,
      file,
      sizes: {
        medium: {
          file: small,
          width: 300,
          height: 200,
          mime_type: 'image/png',
          source_url: folder + small,
        },
      },
    },
  }
}
