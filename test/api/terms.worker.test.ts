import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, get, openPublication, signUp } from '../publication.ts'

interface Term {
  id: number
  slug: string
  parent: number
  description: string
}

let author = ''
const STRANGER = { Authorization: '' }
const ids: Record<string, number> = {}

beforeAll(async () => {
  await openPublication()
  author = await signUp('arthur', 'author')
  const make = async (route: string, name: string, body: object) => {
    ids[name] = (await apiJson('POST', route, body)).id
  }
  await make('categories', 'top', { name: 'Top', description: 'Of <em>all</em> & sundry' })
  await make('categories', 'middle', { name: 'Middle', parent: ids.top })
  await make('categories', 'low', { name: 'Low', parent: ids.middle })
  for (const name of ['ash', 'birch', 'cedar'])
    await make('tags', name, { name, slug: `t-${name}` })
  await make('posts', 'draft', { title: 'Draft', tags: [ids.ash] })
  await make('posts', 'out', { title: 'Out', status: 'publish', categories: [ids.top] })
  await make('pages', 'page', { title: 'Page', status: 'publish' })
}, 30_000)

const outcome = async (path: string, headers = {}, method = 'GET', body?: unknown) => {
  const response = await api(method, path, body, headers)
  const json = (await response.json()) as { code?: string }
  return json.code === undefined ? [response.status] : [response.status, json.code]
}

test('a category below itself becomes one at the top', async () => {
  const own = await apiJson<Term>('POST', `categories/${ids.middle}`, { parent: ids.middle })
  expect(own.parent).toBe(0)
  await apiJson('POST', `categories/${ids.middle}`, { parent: ids.top })
  const below = await apiJson<Term>('POST', `categories/${ids.top}`, { parent: ids.low })
  expect(below.parent).toBe(0)
  expect((await apiJson<Term>('GET', `categories/${ids.low}`)).parent).toBe(ids.middle)
})

test('a description keeps its markup and every word, and runs nothing', async () => {
  const description =
    'On <a href="https://out.example/" onclick="x()">this</a><script>alert(1)</script> & "that"'
  const sent = await apiJson<Term>('POST', `categories/${ids.top}`, { description })
  expect(sent.description).toBe('On <a href="https://out.example/">this</a>alert(1) &amp; "that"')
  const again = await apiJson<Term>('PUT', `categories/${ids.top}`, {
    description: sent.description,
  })
  expect(again.description).toBe(sent.description)
  const html = await (await get('/ca/category/top/')).text()
  expect(html).toContain(`<p class="standfirst">${sent.description}</p>`)
  expect(html).toContain(
    '<meta name="description" content="On thisalert(1) &amp; &quot;that&quot;">',
  )
  await apiJson('PUT', `categories/${ids.top}`, { description: '<p>One.</p><p>Two.</p>' })
  expect(await (await get('/ca/category/top/')).text()).toContain(
    '<div class="standfirst"><p>One.</p><p>Two.</p></div>',
  )
})

test('edit context is for whoever manages categories, embed context says less', async () => {
  for (const path of ['categories?context=edit', `categories/${ids.top}?context=edit`]) {
    expect(await outcome(path, STRANGER)).toEqual([401, 'rest_forbidden_context'])
    expect(await outcome(path, { Authorization: author })).toEqual([403, 'rest_forbidden_context'])
    expect(await outcome(path)).toEqual([200])
  }
  const embedded = await apiJson<object>('GET', `tags/${ids.ash}?context=embed`)
  expect(Object.keys(embedded)).toEqual(
    expect.arrayContaining(['id', 'link', 'name', 'yoast_head']),
  )
  for (const key of ['description', 'count', 'meta']) expect(embedded).not.toHaveProperty(key)
  expect(await outcome('tags?context=all')).toEqual([400, 'rest_invalid_param'])
})

test("an article's terms are for whoever may read it", async () => {
  const terms = `tags?post=${ids.draft}`
  expect(await outcome(terms, STRANGER)).toEqual([401, 'rest_forbidden_context'])
  expect(await apiJson<Term[]>('GET', terms)).toMatchObject([{ id: ids.ash }])
  expect(await outcome(`categories?post=${ids.out}`, STRANGER)).toEqual([200])
  expect(await outcome(`categories?post=${ids.page}`, STRANGER)).toEqual([
    401,
    'rest_forbidden_context',
  ])
  expect(await outcome('tags?post=99999', STRANGER)).toEqual([400, 'rest_post_invalid_id'])
})

test('what is not there is not found, whoever asks to change it', async () => {
  for (const method of ['PUT', 'DELETE']) {
    expect(await outcome('tags/99999', STRANGER, method)).toEqual([404, 'rest_term_invalid'])
    expect(await outcome(`tags/${ids.ash}`, STRANGER, method)).toEqual([
      401,
      method === 'PUT' ? 'rest_cannot_update' : 'rest_cannot_delete',
    ])
  }
})

test('tags may begin at an offset, whose links lead to the pages around it', async () => {
  const response = await api('GET', 'tags?per_page=1&offset=1')
  expect(await response.json()).toMatchObject([{ slug: 't-birch' }])
  expect(response.headers.get('Link')).toContain('page=1>; rel="prev"')
  expect(response.headers.get('Link')).toContain('page=3>; rel="next"')
  // A tree has no offset in WordPress: the parameter is unknown there, and ignored.
  expect(await apiJson<Term[]>('GET', 'categories?per_page=1&offset=1&orderby=id')).toMatchObject([
    { slug: 'uncategorized' },
  ])
})

test('terms are found by their slugs too, and ordered by a list of them', async () => {
  const found = await apiJson<Term[]>('GET', 'tags?search=T-CED')
  expect(found.map(({ slug }) => slug)).toEqual(['t-cedar'])
  const listed = await apiJson<Term[]>('GET', 'tags?slug=t-cedar,t-ash&orderby=include_slugs')
  expect(listed.map(({ slug }) => slug)).toEqual(['t-cedar', 't-ash'])
})
