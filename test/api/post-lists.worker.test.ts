import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, openPublication, signUp } from '../publication.ts'

// Lists of posts and pages, narrowed and ordered as WordPress does it.

const ids: Record<string, number> = {}
let contributor = ''

beforeAll(async () => {
  await openPublication()
  contributor = await signUp('coralie', 'contributor', ['ca'])
  for (const [name, parent] of [['outer'], ['inner', 'outer'], ['other']] as const) {
    const body = { name, ...(parent && { parent: ids[parent] }) }
    ids[name] = (await apiJson('POST', 'categories', body)).id
  }
  for (const name of ['red', 'blue']) ids[name] = (await apiJson('POST', 'tags', { name })).id
  const posts = [
    ['maple', { categories: ['outer'], tags: ['red', 'blue'], content: '<p>sap and syrup</p>' }],
    ['birch', { categories: ['inner'], tags: ['red'], content: '<p>École of maple bark</p>' }],
    ['cedar', { categories: ['other'], tags: ['blue'], format: 'quote', password: 'hush' }],
    ['draft', { categories: ['outer'], status: 'draft' }],
  ] as const
  for (const [index, [slug, fields]] of posts.entries()) {
    const date = `2020-0${index + 1}-01T10:00:00`
    const of = (names: readonly string[] = []) => names.map((name) => ids[name])
    const tags = of('tags' in fields ? fields.tags : [])
    const body = { title: slug, slug, status: 'publish', date, content: '<p>wood</p>', ...fields }
    const made = await apiJson('POST', 'posts', {
      ...body,
      categories: of(fields.categories),
      tags,
    })
    ids[slug] = made.id
  }
})

async function slugs(query: string, type = 'posts', headers = { Authorization: '' }) {
  const response = await api('GET', `${type}?${query}`, undefined, headers)
  const list = (await response.json()) as { slug: string }[]
  if (!Array.isArray(list)) throw new Error(JSON.stringify(list))
  return list.map(({ slug }) => slug).join()
}

async function refusal(query: string, headers: Record<string, string> = { Authorization: '' }) {
  const response = await api('GET', `posts?${query}`, undefined, headers)
  const body = (await response.json()) as {
    code: string
    data: { details?: Record<string, { code: string }> }
  }
  const faults = Object.entries(body.data.details ?? {}).map(([name, { code }]) => [name, code])
  return [response.status, body.code, Object.fromEntries(faults)]
}

test('orders follow a given list, the words searched for, or a column', async () => {
  const { birch, cedar, maple } = ids
  expect(await slugs(`orderby=include&order=desc&include=${birch},${cedar},${maple}`)).toBe(
    'birch,cedar,maple',
  )
  expect(await slugs('orderby=include_slugs&slug=maple,cedar')).toBe('maple,cedar')
  expect(await slugs('orderby=date&search=maple')).toBe('birch,maple')
  expect(await slugs('orderby=relevance&search=maple')).toBe('maple,birch')
  expect(await slugs('orderby=parent')).toBe('cedar,birch,maple')
})

test('an order without what it needs is refused', async () => {
  expect(await refusal('orderby=relevance')).toEqual([400, 'rest_no_search_term_defined', {}])
  expect(await refusal('orderby=include')).toEqual([
    400,
    'rest_orderby_include_missing_include',
    {},
  ])
  expect(await refusal('orderby=menu_order')).toEqual([
    400,
    'rest_invalid_param',
    { orderby: 'rest_not_in_enum' },
  ])
})

test.each([
  ['tags[terms]=RED,BLUE&tags[operator]=AND', 'maple'],
  ['tags[terms][]=RED&tags[terms][]=BLUE', 'cedar,birch,maple'],
  ['tags[terms]=RED,99999&tags[operator]=AND', ''],
  ['tags_exclude=BLUE', 'birch'],
  ['tags=OUTER', ''],
  ['categories=OUTER', 'maple'],
  ['categories[terms]=OUTER&categories[include_children]=true', 'birch,maple'],
  ['categories_exclude[terms]=OUTER&categories_exclude[include_children]=1', 'cedar'],
  ['categories=OTHER&tags=RED', ''],
  ['categories=OTHER&tags=RED&tax_relation=OR', 'cedar,birch,maple'],
  ['format=quote', 'cedar'],
  ['exclude=MAPLE', 'cedar,birch'],
  ['exclude=MAPLE&include=MAPLE', 'maple'],
  ['include=', 'cedar,birch,maple'],
  ['parent=5', 'cedar,birch,maple'],
  ['author_exclude=1', ''],
  ['modified_before=2020-01-15T00:00:00', 'maple'],
  ['modified_after=2020-01-15T00:00:00', 'cedar,birch'],
  ['slug=MAPLE', 'maple'],
])('?%s gives %s', async (query, expected) => {
  const filled = query.replace(/(?<![a-z])[A-Z]{3,}/g, (name) => {
    return query.startsWith('slug') || name === 'AND' ? name : String(ids[name.toLowerCase()])
  })
  expect(await slugs(filled)).toBe(expected)
})

test.each([
  ['search=syrup maple', 'maple'],
  ['search="sap and syrup"', 'maple'],
  ['search="syrup sap"', ''],
  ['search=maple -syrup', 'birch'],
  ['search=école', 'birch'],
  ['search=maple&search_columns=post_title', 'maple'],
  ['search=map&search_columns[]=post_title&search_semantics=exact', ''],
  ['search=MAPLE&search_columns[]=post_title&search_semantics=exact', 'maple'],
  ['search=cedar', ''],
])('?%s finds %s', async (query, expected) => {
  expect(await slugs(encodeURI(query))).toBe(expected)
})

test('whoever signed in searches what a password protects', async () => {
  expect(await slugs('search=cedar', 'posts', { Authorization: contributor })).toBe('cedar')
})

test('faults of what all lists share hide the others', async () => {
  expect(await refusal('per_page=0&order=x&page=0')).toEqual([
    400,
    'rest_invalid_param',
    { page: 'rest_out_of_bounds', per_page: 'rest_out_of_bounds' },
  ])
  expect(await refusal('tags=x')).toEqual([
    400,
    'rest_invalid_param',
    { tags: 'rest_no_matching_schema' },
  ])
  expect(await refusal('modified_after=2020-02-30T00:00:00')).toEqual([
    400,
    'rest_invalid_param',
    { modified_after: 'rest_invalid_date' },
  ])
})

test('unknown statuses are forbidden to strangers and unknown to writers', async () => {
  const forbidden = { status: 'rest_forbidden_status' }
  expect(await refusal('status=evil')).toEqual([400, 'rest_invalid_param', forbidden])
  expect(await refusal('status=evil', { Authorization: contributor })).toEqual([
    400,
    'rest_invalid_param',
    { status: 'rest_not_in_enum' },
  ])
})

test('totals count what a contributor may not read, and the list leaves it out', async () => {
  const response = await api('GET', 'posts?status=any', undefined, { Authorization: contributor })
  const list = (await response.json()) as { slug: string }[]
  expect(list.map(({ slug }) => slug)).toEqual(['cedar', 'birch', 'maple'])
  expect(response.headers.get('X-WP-Total')).toBe('4')
})

test("a search tells a contributor nothing of others' drafts, and an editor all", async () => {
  const found = async (headers?: Record<string, string>) => {
    const response = await api('GET', 'posts?status=draft&search=wood', undefined, headers)
    return response.headers.get('X-WP-Total')
  }
  expect(await found({ Authorization: contributor })).toBe('0')
  expect(await found()).toBe('1')
})

test('an offset may be negative, and beyond the end nothing is counted', async () => {
  expect(await slugs('offset=-1')).toBe('birch,maple')
  const beyond = await api('GET', 'posts?offset=50')
  expect([beyond.status, beyond.headers.get('X-WP-Total')]).toEqual([200, '0'])
  expect(await refusal('offset=1&per_page=2&page=9')).toEqual([
    400,
    'rest_post_invalid_page_number',
    {},
  ])
})

test('pages are narrowed by their parents and their place', async () => {
  const page = (slug: string, fields = {}) =>
    apiJson('POST', 'pages', { title: slug, slug, status: 'publish', content: 'x', ...fields })
  const { id } = await page('upper', { menu_order: 7 })
  await page('lower', { parent: id })
  expect(await slugs(`parent=${id}`, 'pages')).toBe('lower')
  expect(await slugs(`parent_exclude=${id}`, 'pages')).toBe('upper')
  expect(await slugs('menu_order=7', 'pages')).toBe('upper')
  expect(await slugs('orderby=menu_order&order=asc&sticky=true', 'pages')).toBe('lower,upper')
})

test('an order is judged after whoever asks', async () => {
  expect(await refusal('orderby=relevance&context=edit')).toEqual([
    401,
    'rest_forbidden_context',
    {},
  ])
})

const HUGE = '9007199254740991'

test.each([
  'search=%00%22',
  "search=' or 1=1 --",
  'search="*" NEAR(a b)',
  'search=%FF%FE',
  'search=- -- "',
  `offset=${HUGE}`,
  `offset=-${HUGE}`,
  `include=${HUGE},-1,0`,
  `exclude[7]=1&exclude[x]=2`,
  'tags[terms][a]=1',
  'tags[evil]=1',
  'categories[__proto__]=1',
  'slug[a][b][c][d][e][f]=1',
  'slug[]=%00&slug[]=a%20b',
  'search[]=a',
  'orderby[]=date',
  '_fields[a][b]=c',
  '_embed[a][b]=c',
  'after=9999-99-99T99:99:99',
  '__proto__[page]=5&constructor=1',
  'search_columns=post_password',
  'menu_order=1e9',
])('?%s is answered or refused, never a fault', async (query) => {
  for (const type of ['posts', 'pages', `posts/${ids.maple}/revisions`]) {
    const response = await api('GET', `${type}?${query}`)
    expect([200, 400]).toContain(response.status)
    if (response.status === 400) expect(await response.json()).toHaveProperty('data.status', 400)
  }
})
