import { beforeAll, expect, test } from 'vitest'
import type { Role } from '#api/roles.ts'
import { api, apiJson, get, openPublication, upload, signUp } from '../publication.ts'

const MERIDIAN = '../../meridian/v1'
const keys: Record<string, string> = { anonymous: '' }

beforeAll(async () => {
  await openPublication()
  const people: [string, Role, string[]?][] = [
    ['editor', 'editor'],
    ['author', 'author'],
    ['contributor', 'contributor'],
    ['subscriber', 'subscriber'],
    ['ukadministrator', 'administrator', ['uk']],
    ['caadministrator', 'administrator', ['ca']],
    ['nowhere', 'administrator', []],
  ]
  for (const [login, role, regions] of people) keys[login] = await signUp(login, role, regions)
})

const ROUTES: [string, string, unknown?][] = [
  ['POST', 'cache/purge', { region: true }],
  ['GET', 'cache/queue'],
  ['GET', 'export'],
  ['GET', 'export/authors'],
  ['GET', 'export/media'],
  ['GET', 'export/navigation'],
  ['GET', 'export/site'],
  ['GET', 'export/terms'],
  ['POST', 'import', {}],
  ['POST', 'import/addresses', { paths: [] }],
  ['POST', 'import/authors', { authors: [] }],
  ['POST', 'import/batch', {}],
  ['POST', 'import/finish', {}],
  ['GET', 'import/media'],
  ['POST', 'import/media', { media: [] }],
  ['POST', 'import/navigation', {}],
  ['POST', 'import/reclean', {}],
  ['POST', 'import/siblings', { groups: [] }],
  ['POST', 'import/site', {}],
  ['POST', 'import/state', { items: [] }],
  ['POST', 'import/terms', { terms: [] }],
  ['GET', 'uploads/2025/none.png'],
  ['PUT', 'uploads/2025/none.png', 'no image'],
]

test.each(ROUTES)(
  '%s %s is for administrators of the region alone',
  async (method, route, body) => {
    for (const [who, Authorization] of Object.entries(keys)) {
      const { status } = await api(method, `${MERIDIAN}/${route}`, body, { Authorization })
      const isOpen = who === 'caadministrator' && route !== 'import/siblings'
      if (isOpen) expect([200, 400, 404], who).toContain(status)
      else expect([who, status]).toEqual([who, who === 'anonymous' ? 401 : 403])
    }
  },
)

const EVIL =
  '"><img src=x onerror=alert(1)></script><script>alert(2)</script>\u202e\r\nX-Evil: 1\0\ud800'

function hostile(id: number) {
  const seo = {
    title: EVIL,
    description: EVIL,
    canonical: 'javascript:alert(1)',
    ogTitle: EVIL,
    ogDescription: EVIL,
    ogImage: { url: 'javascript:alert(1)', type: EVIL, alt: EVIL },
    ogType: EVIL,
    twitterCard: EVIL,
    twitterTitle: EVIL,
    twitterDescription: EVIL,
    twitterImage: 'data:text/html,<script>alert(1)</script>',
    breadcrumbTitle: EVIL,
    robots: { [EVIL]: EVIL, index: EVIL },
  }
  return {
    source: { hosts: ['old.example', EVIL], pathPrefix: EVIL },
    // prettier-ignore
    article: {
      id, type: 'post', status: 'publish', slug: `hostile-${id}${EVIL}`, title: EVIL,
      contentRaw: `<p>Kept.</p>${EVIL}<a href="java&#9;script:alert(1)">x</a>`, excerptRaw: EVIL,
      publishedAt: 1_700_000_000, modifiedAt: 1_700_000_000,
      guid: `javascript:alert(${id})`, link: `https://old.example/h-${id}/`, featuredMediaId: 500 + id,
      isSticky: false, format: EVIL, template: EVIL, password: '', parentId: 0, commentStatus: EVIL,
      pingStatus: EVIL, menuOrder: 0, seo, categoryIds: [600 + id], tagIds: [],
      meta: JSON.parse(`{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"k":${JSON.stringify(EVIL)}}`),
      oldPaths: ['//evil.example/a', '/%2e%2e/%2e%2e/b', '\\\\evil.example', EVIL],
    },
    // prettier-ignore
    author: {
      id: 700 + id, name: EVIL, nicename: `h${id}${EVIL}`, description: EVIL, url: 'javascript:alert(1)',
      portraitUrl: 'javascript:alert(1)',
    },
    terms: [
      {
        id: 600 + id,
        taxonomy: 'category',
        slug: `h${id}${EVIL}`,
        name: EVIL,
        description: EVIL,
        seo,
      },
    ],
    media: [
      {
        id: 500 + id,
        sourceUrl: `https://old.example/wp-content/uploads/2025/${id}.jpg?"><script>alert(3)</script>`,
        file: `2025/${id}.jpg`,
        title: EVIL,
        alt: EVIL,
        caption: EVIL,
        description: EVIL,
        mimeType: EVIL,
        width: 900,
        height: 600,
        sizes: [],
      },
    ],
  }
}

test('hostile values come out as text on every page that shows them', async () => {
  const { link } = await apiJson('POST', `${MERIDIAN}/import`, hostile(41))
  const path = new URL(link).pathname
  const term = (await apiJson<{ link: string; id: number }[]>('GET', 'categories')).find(
    ({ id }) => id !== 1,
  )
  const pages = [path, '/ca/', new URL(term?.link ?? '').pathname, '/ca/no-such-page/']
  for (const page of pages) {
    const response = await get(page)
    const text = await response.text()
    expect(response.headers.get('X-Evil')).toBeNull()
    // Whatever has been printed as a tag is one of ours; its quoted values hold no markup.
    expect(text, page).not.toMatch(/<img src=x|<script>alert/i)
    expect(text.replace(/"[^"]*"/g, '""'), page).not.toMatch(/<[^>]*\sonerror=/i)
    expect(text, page).not.toMatch(/(?:href|src|content)="?\s*(?:javascript:|data:text)/i)
    for (const [, json] of text.matchAll(
      /<script type="application\/ld\+json">([^]*?)<\/script>/g,
    )) {
      expect(json).not.toContain('javascript:')
      expect(JSON.parse(json ?? '')).toHaveProperty('@graph')
    }
  }
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})

test('old paths lead to the article, and nowhere else', async () => {
  const before = await apiJson<{ link: string }[]>('GET', 'posts')
  for (const path of ['/ca/evil.example/a/', '/ca//evil.example/a', '/ca/h-41/']) {
    const response = await get(path)
    const to = response.headers.get('Location')
    if (to !== null)
      expect(new URL(to, 'https://publication.example').origin).toBe('https://publication.example')
  }
  expect(before).toHaveLength(1)
})

test.each([
  '../x.jpg',
  '2025/../../x.jpg',
  '2025//x.jpg',
  '/2025/x.jpg',
  '2025/./x.jpg',
  '2025\\x.jpg',
  '2025/x\u202egpj.jpg',
  '2025/x\r\ny.jpg',
  `${'é'.repeat(500)}.jpg`,
])('a medium at %j is refused, and so is its file', async (file) => {
  const document = hostile(43)
  Object.assign(document.media[0] ?? {}, { file })
  const refused = await api('POST', `${MERIDIAN}/import`, document)
  expect(refused.status).toBe(400)
  expect((await api('GET', 'posts/43')).status).toBe(404)
  const path = file.split('/').map(encodeURIComponent).join('%2F')
  const put = await api('PUT', `${MERIDIAN}/uploads/${path}`, new Uint8Array([1]))
  expect(await put.json()).toMatchObject({ code: 'rest_invalid_param' })
})

test('no import writes over a file that was uploaded here', async () => {
  const made = (await (await upload('mine.png')).json()) as { source_url: string }
  const { pathname } = new URL(made.source_url)
  const before = await (await get(pathname)).arrayBuffer()
  const file = pathname.split('/uploads/')[1]
  const other = new Uint8Array([...new Uint8Array(before), 0])
  const put = await api('PUT', `${MERIDIAN}/uploads/${file}`, other)
  expect([put.status, await put.json()]).toMatchObject([409, { code: 'meridian_import_conflict' }])
  expect(new Uint8Array(await (await get(pathname)).arrayBuffer())).toEqual(new Uint8Array(before))
})

test('a medium whose address would run is refused', async () => {
  const document = hostile(44)
  Object.assign(document.media[0] ?? {}, { sourceUrl: 'javascript:alert(1)' })
  expect((await api('POST', `${MERIDIAN}/import`, document)).status).toBe(400)
})
