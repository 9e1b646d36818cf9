import { beforeAll, describe, expect, test } from 'vitest'
import { secured } from '#edge/transport.ts'
import { documentHeaders } from '#site/headers.ts'
import { speculationRules } from '#site/speculation.ts'
import { api, apiJson, get, openPublication, ORIGIN, send, upload } from '../publication.ts'

// Which answers say what to a browser about what it may do with them.

const paths: Record<string, string> = {}

beforeAll(async () => {
  await openPublication()
  const post = await apiJson('POST', 'posts', { title: 'Ebb', status: 'publish', content: 'x' })
  await apiJson('POST', 'posts', {
    title: 'Shut',
    status: 'publish',
    content: 'x',
    password: 'ebb',
  })
  const { preview_link: preview } = await apiJson<{ preview_link: string }>(
    'GET',
    `posts/${post.id}?context=edit`,
  )
  const picture = (await (await upload('leaf.png')).json()) as { source_url: string }
  const home = await (await get('/ca/')).text()
  const rules = (await get('/ca/')).headers.get('Speculation-Rules') ?? ''
  Object.assign(paths, {
    'the chooser': '/',
    'a front page': '/ca/',
    'an article': '/ca/ebb/',
    'an article behind a password': '/ca/shut/',
    'a category': '/ca/category/uncategorized/',
    'a preview': preview.replace(ORIGIN, ''),
    'what is nowhere': '/ca/nowhere/',
    'what is in no region': '/nowhere/',
    'a forged preview': preview.replace(ORIGIN, '').replace('preview_by=', 'preview_by=7'),
    'another spelling': '/CA',
    'a picture': picture.source_url.replace(ORIGIN, ''),
    'a stylesheet': /\/assets\/[^"]+\.css/.exec(home)?.[0] ?? '',
    'rules of speculation': JSON.parse(rules) as string,
    'an avatar': '/assets/avatar.svg',
    'the API': '/ca/wp-json/wp/v2/posts',
  })
})

const PAGES = [
  ['the chooser', 200],
  ['a front page', 200],
  ['an article', 200],
  ['an article behind a password', 200],
  ['a category', 200],
  ['a preview', 200],
  ['what is nowhere', 404],
  ['what is in no region', 404],
  ['a forged preview', 403],
] as const
const OTHERS = [
  ['another spelling', 301],
  ['a picture', 200],
  ['a stylesheet', 200],
  ['rules of speculation', 200],
  ['an avatar', 200],
  ['the API', 200],
] as const

const answerOf = (name: string) => get(paths[name] ?? '')

test.each([...PAGES, ...OTHERS])(
  '%s (%i) is what it says, and comes over https alone',
  async (name, status) => {
    const response = await answerOf(name)
    expect(response.status).toBe(status)
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(response.headers.get('Strict-Transport-Security')).toBe('max-age=63072000')
  },
)

/** A policy by its directives. */
function directivesOf(response: Response): Record<string, string[]> {
  const policy = response.headers.get('Content-Security-Policy') ?? ''
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources]
    }),
  )
}

describe.each(PAGES)('%s', (name) => {
  test('runs nothing but files of this site', async () => {
    const response = await answerOf(name)
    expect(directivesOf(response)).toMatchObject({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'connect-src': ["'self'"],
      'form-action': ["'self'"],
      'base-uri': ["'none'"],
      'object-src': ["'none'"],
      'frame-ancestors': ["'self'"],
      'upgrade-insecure-requests': [],
    })
    const html = await response.text()
    // Whatever stands in the page keeps to it: no style or script of its own, no handler.
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+="|<script(?! type="application\/ld\+json">)/)
  })

  test('asks for nothing of the reader’s machine, and keeps to itself', async () => {
    const { headers } = await answerOf(name)
    expect(headers.get('Permissions-Policy')).toMatch(
      /camera=\(\).*geolocation=\(\).*microphone=\(\)/,
    )
    expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
    const isKey = name.endsWith('preview')
    expect(headers.get('Referrer-Policy')).toBe(
      isKey ? 'no-referrer' : 'strict-origin-when-cross-origin',
    )
  })

  test('can be gone back to, unless it is for one pair of eyes', async () => {
    const isKept = !name.endsWith('preview')
    const cacheControl = (await answerOf(name)).headers.get('Cache-Control')
    if (isKept) expect(cacheControl).toBe('public, max-age=0')
    else expect(cacheControl).toContain('no-store')
  })
})

test.each(OTHERS)('%s has no policy of a page', async (name) => {
  const { headers } = await answerOf(name)
  expect(headers.get('Cross-Origin-Opener-Policy')).toBeNull()
  expect(headers.get('Speculation-Rules')).toBeNull()
})

test.each(['a front page', 'an article', 'a category', 'what is nowhere'])(
  '%s says its language, its stylesheet ahead, and what may be fetched',
  async (name) => {
    const { headers } = await answerOf(name)
    expect(headers.get('Content-Language')).toBe('en-CA')
    expect(headers.get('Link')).toContain(`<${paths['a stylesheet']}>; rel="preload"; as="style"`)
    expect(headers.get('Speculation-Rules')).toBe(`"${paths['rules of speculation']}"`)
  },
)

test('a page that its reader has is answered with the same headers', async () => {
  const page = await answerOf('an article')
  const again = await get('/ca/ebb/', { 'If-None-Match': page.headers.get('ETag') ?? '' })
  expect(again.status).toBe(304)
  for (const name of ['Content-Security-Policy', 'Link', 'Strict-Transport-Security']) {
    expect(again.headers.get(name), name).toBe(page.headers.get(name))
  }
})

test('what cannot be written to says so as plainly', async () => {
  const response = await send(new Request(`${ORIGIN}/ca/ebb/`, { method: 'DELETE' }))
  expect(response.status).toBe(405)
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
})

test('a site at http asks no browser for https', () => {
  const response = secured(new Response(''), 'http://127.0.0.1:8787')
  expect(response.headers.get('Strict-Transport-Security')).toBeNull()
  expect(documentHeaders('http://127.0.0.1:8787')['Content-Security-Policy']).not.toContain(
    'upgrade',
  )
})

test('rules are for the region’s own pages, kept for ever under their name', async () => {
  const response = await answerOf('rules of speculation')
  expect(response.headers.get('Content-Type')).toBe('application/speculationrules+json')
  expect(response.headers.get('Cache-Control')).toContain('immutable')
  const { prefetch } = (await response.json()) as {
    prefetch: [{ where: { and: object[] }; eagerness: string }]
  }
  expect(prefetch[0].eagerness).toBe('moderate')
  expect(prefetch[0].where.and[0]).toEqual({ href_matches: '/ca/*' })
  expect((await get('/assets/xx.0123456789abcdef.json')).status).toBe(404)
  const old = await get('/assets/ca.0123456789abcdef.json')
  expect(old.headers.get('Cache-Control')).not.toContain('immutable')
})

test.each([
  ['/ca/', '/ca/ebb/', true],
  ['/ca/', '/ca/category/tides/page/2/', true],
  ['/ca/', '/us/ebb/', false],
  ['/ca/', '/', false],
  ['/ca/', '/ca/?s=tide', false],
  ['/ca/', '/ca/wp-json/wp/v2/posts', false],
  ['/ca/', '/ca/wp-content/uploads/a.png', false],
  ['/ca/', '/ca/feed/', false],
  ['/ca/', '/ca/tag/x/feed/json/', false],
  ['/ca/', '/ca/ebb/index.md', false],
  ['/', '/ebb/', true],
  ['/', '/assets/avatar.svg', false],
])('below %s a link to %s may be fetched early: %s', (root, path, isWanted) => {
  interface Rule {
    where: { and: [{ href_matches: string }, { not: { href_matches: string[] } }] }
  }
  const [{ where }] = (JSON.parse(speculationRules(root)) as { prefetch: [Rule] }).prefetch
  const matches = (pattern: string) => new URLPattern(pattern, ORIGIN).test(ORIGIN + path)
  const [own, { not }] = where.and
  expect(matches(own.href_matches) && !not.href_matches.some(matches)).toBe(isWanted)
})

test('an answer of the API is no page', async () => {
  const response = await api('GET', 'posts')
  expect(response.headers.get('Content-Security-Policy')).toBeNull()
})
