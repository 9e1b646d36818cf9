import { beforeAll, expect, test } from 'vitest'
import { meridian } from '../imports.ts'
import { api, apiJson, bindings, get, openPublication, signUp, statusOf } from '../publication.ts'

interface Menu {
  location: string
  items: { label: string; url: string; items?: Menu['items'] }[]
}

const ROUTE = '../../meridian/v1/navigation'
const ids: Record<string, number> = {}

beforeAll(async () => {
  await openPublication()
  const page = { status: 'publish', content: '<p>Text.</p>' }
  ids.about = (await apiJson('POST', 'pages', { ...page, title: 'About us', slug: 'about' })).id
  const parent = ids.about
  ids.team = (await apiJson('POST', 'pages', { ...page, title: 'Team', slug: 'team', parent })).id
  ids.news = (await apiJson('POST', 'categories', { name: 'News & views', slug: 'news' })).id
  ids.draft = (await apiJson('POST', 'posts', { title: 'Not yet' })).id
})

const put = (location: string, items: unknown, more = {}) =>
  meridian<Menu>('PUT', `navigation/${location}`, { items, ...more })

/** The links of a page's menus: what stands in its head, or at its end. */
async function linksOf(path: string, part: 'sections' | 'colophon'): Promise<string[]> {
  const html = await (await get(path)).text()
  const [, inside = ''] =
    new RegExp(`class="${part}"([\\s\\S]*?)</${part === 'sections' ? 'nav' : 'footer'}>`).exec(
      html,
    ) ?? []
  return [...inside.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)</g)].map(
    ([, to, label]) => `${label} ${to}`,
  )
}

test('a menu is on every page of its region from the next request on', async () => {
  const menus = '/ca/wp-json/meridian/v1/navigation'
  for (const path of ['/ca/', '/ca/about/', '/us/', menus]) await (await get(path)).text()
  expect(statusOf(await get(menus))).toBe('HIT')
  const menu = await put('primary', [
    {
      object: { type: 'page', id: ids.about },
      items: [{ label: 'People', url: '/ca/about/team/' }],
    },
    { object: { type: 'category', id: ids.news } },
    { label: 'Elsewhere', url: 'https://elsewhere.example/x' },
    { label: 'Write to us', url: 'mailto:desk@publication.example' },
    { label: 'Here', url: 'https://publication.example/CA/About#people' },
  ])
  expect(menu.items[0]).toEqual({
    label: 'About us',
    url: '/ca/about/',
    items: [{ label: 'People', url: '/ca/about/team/' }],
  })
  await put('footer', [{ label: 'Imprint', url: '/ca/about/' }])
  const shown = [
    'About us /ca/about/',
    'People /ca/about/team/',
    'News &amp; views /ca/category/news/',
    'Elsewhere https://elsewhere.example/x',
    'Write to us mailto:desk@publication.example',
    'Here /ca/about/#people',
  ]
  expect(await linksOf('/ca/', 'sections')).toEqual(shown)
  expect(await linksOf('/ca/about/', 'sections')).toEqual(shown)
  expect(await linksOf('/ca/', 'colophon')).toContain('Imprint /ca/about/')
  expect(await (await get(menus)).text()).toContain('Write to us')
  expect(await linksOf('/us/', 'sections')).toEqual([])
  expect(statusOf(await get('/us/')), 'other regions stay').toBe('HIT')
})

test('a menu follows what it links to when that moves, on pages that were cached', async () => {
  await put('primary', [
    {
      object: { type: 'page', id: ids.about },
      items: [{ object: { type: 'page', id: ids.team } }],
    },
    { object: { type: 'category', id: ids.news } },
  ])
  await (await get('/ca/')).text()
  await apiJson('PUT', `pages/${ids.about}`, { slug: 'who-we-are' })
  await apiJson('PUT', `categories/${ids.news}`, { slug: 'latest' })
  const moved = [
    'About us /ca/who-we-are/',
    'Team /ca/who-we-are/team/',
    'News &amp; views /ca/category/latest/',
  ]
  expect(await linksOf('/ca/', 'sections')).toEqual(moved)
  await apiJson('PUT', `pages/${ids.about}`, { slug: 'about' })
  await apiJson('PUT', `categories/${ids.news}`, { slug: 'news' })
  expect((await linksOf('/ca/', 'sections'))[1]).toBe('Team /ca/about/team/')
})

test('what moves and stands in no menu leaves the pages of others alone', async () => {
  const { id } = await apiJson('POST', 'posts', {
    title: 'Apart',
    status: 'publish',
    date_gmt: '2019-01-01T00:00:00',
  })
  await (await get('/ca/about/')).text()
  await apiJson('PUT', `posts/${id}`, { slug: 'aside' })
  expect(statusOf(await get('/ca/about/'))).toBe('HIT')
})

test('everybody may read the menus, and _fields picks', async () => {
  const anonymous = { Authorization: '' }
  const all = await api('GET', `${ROUTE}?_fields=location`, undefined, anonymous)
  expect(await all.json()).toEqual([{ location: 'footer' }, { location: 'primary' }])
  expect((await api('GET', `${ROUTE}/primary`, undefined, anonymous)).status).toBe(200)
  expect((await api('GET', `${ROUTE}/sidebar`)).status).toBe(404)
})

test.each<[unknown, string]>([
  [undefined, 'items'],
  ['none', 'items'],
  [[{ label: 'No address' }], 'items'],
  [[{ url: '/ca/about/' }], 'items'],
  [[{ label: 'Script', url: 'javascript:alert(1)' }], 'items'],
  [[{ label: 'Script', url: ' data:text/html,x' }], 'items'],
  [[{ label: 'Other scheme', url: '//elsewhere.example/' }], 'items'],
  [[{ label: 'Dead', url: '/ca/nothing-here/' }], 'items'],
  [[{ object: { type: 'post', id: 'draft' } }], 'items'],
  [[{ object: { type: 'page', id: 999_999 } }], 'items'],
  [[{ object: { type: 'user', id: 1 } }], 'items'],
  [Array(201).fill({ label: 'x', url: '#' }), 'items'],
  [
    [
      {
        label: '1',
        url: '#',
        items: [
          {
            label: '2',
            url: '#',
            items: [{ label: '3', url: '#', items: [{ label: '4', url: '#' }] }],
          },
        ],
      },
    ],
    'items',
  ],
  [
    Array(100).fill({
      label: 'x',
      url: '#',
      items: [
        { label: 'y', url: '#' },
        { label: 'z', url: '#' },
      ],
    }),
    'items',
  ],
])('the menu %j is refused', async (items, param) => {
  const before = await meridian('GET', 'navigation')
  const sent = JSON.parse(JSON.stringify({ items }).replace('"draft"', String(ids.draft)))
  const response = await api('PUT', `${ROUTE}/primary`, sent)
  expect(response.status).toBe(400)
  const { data } = (await response.json()) as { data: { params: object } }
  expect(Object.keys(data.params)).toEqual([param])
  expect(await meridian('GET', 'navigation')).toEqual(before)
})

test('markup in a label is text on the page', async () => {
  await put('primary', [{ label: '<img src=x onerror=alert(1)>', url: '/ca/about/' }])
  expect(await (await get('/ca/')).text()).not.toContain('<img src=x')
})

test('a dead address may be linked to on purpose, and a menu be taken away', async () => {
  await put('footer', [{ label: 'Soon', url: '/ca/soon/' }], { force: true })
  expect(await linksOf('/ca/', 'colophon')).toContain('Soon /ca/soon/')
  expect((await api('DELETE', `${ROUTE}/footer`)).status).toBe(200)
  expect(await linksOf('/ca/', 'colophon')).not.toContain('Soon /ca/soon/')
  expect((await api('DELETE', `${ROUTE}/footer`)).status).toBe(404)
})

test('administrators of the region edit its menus, and nobody else', async () => {
  const editor = { Authorization: await signUp('ed', 'editor') }
  const us = { Authorization: await signUp('uma', 'administrator', ['us']) }
  const body = { items: [] }
  expect((await api('PUT', `${ROUTE}/primary`, body, editor)).status).toBe(403)
  expect((await api('DELETE', `${ROUTE}/primary`, undefined, us)).status).toBe(403)
  expect((await api('PUT', `${ROUTE}/primary`, body, { Authorization: '' })).status).toBe(401)
  expect((await api('PUT', `${ROUTE}/sidebar`, body)).status).toBe(404)
  const { items } = (await bindings.DB.prepare(
    "select items_json as items from navigation where location = 'primary'",
  ).first()) as { items: string }
  expect(items).not.toBe('[]')
})
