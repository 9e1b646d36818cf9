import { beforeAll, expect, test } from 'vitest'
import { api, get, openPublication, signUp, statusOf } from '../publication.ts'

interface Group {
  id: number
  articles: {
    region: string
    id: number
    title: string | null
    link: string | null
    status: string | null
  }[]
}

const at = (region: string, route: string) => `../../../../${region}/wp-json/${route}`
const GROUPS = 'meridian/v1/translations'

async function json<T>(response: Response, status: number): Promise<T> {
  const text = await response.text()
  expect([response.status, response.status === status ? '' : text]).toEqual([status, ''])
  return JSON.parse(text) as T
}

async function make(region: string, title: string, more = {}): Promise<number> {
  const body = {
    title,
    slug: title.toLowerCase(),
    content: '<p>Text.</p>',
    status: 'publish',
    ...more,
  }
  return (await json<{ id: number }>(await api('POST', at(region, 'wp/v2/posts'), body), 201)).id
}

/** The languages that a page says it has versions in, as the cache answers it. */
async function versionsOf(path: string): Promise<string[]> {
  const page = await (await get(path)).text()
  return [...page.matchAll(/hreflang="([a-z]{2}-[A-Z]{2})" href/g)].map(([, tag]) => tag ?? '')
}

const join = (articles: object[], headers = {}) =>
  api('POST', at('ca', GROUPS), { articles }, headers)
const version = (region: string, id: number) => ({ region, id })

beforeAll(() => openPublication())

test('articles that join name each other on pages that were cached, and no longer when one leaves', async () => {
  const [ca, us, uk] = [
    await make('ca', 'Alpha'),
    await make('us', 'Alpha'),
    await make('uk', 'Alpha'),
  ]
  const paths = ['/ca/alpha/', '/us/alpha/', '/uk/alpha/']
  for (const path of paths) expect(await versionsOf(path)).toEqual([])
  const group = await json<Group>(await join([version('ca', ca), version('us', us)]), 201)
  expect(group.articles).toEqual([
    {
      region: 'ca',
      id: ca,
      type: 'post',
      status: 'publish',
      title: 'Alpha',
      link: 'https://publication.example/ca/alpha/',
    },
    {
      region: 'us',
      id: us,
      type: 'post',
      status: 'publish',
      title: 'Alpha',
      link: 'https://publication.example/us/alpha/',
    },
  ])
  expect(await versionsOf('/ca/alpha/')).toEqual(['en-CA', 'en-US'])
  expect(await versionsOf('/us/alpha/')).toEqual(['en-CA', 'en-US'])
  expect(statusOf(await get('/uk/alpha/'))).toBe('HIT')

  expect((await json<Group>(await join([version('uk', uk), version('ca', ca)]), 200)).id).toBe(
    group.id,
  )
  for (const path of paths) expect(await versionsOf(path)).toEqual(['en-CA', 'en-US', 'en-GB'])

  await json(await api('DELETE', at('us', `${GROUPS}/${group.id}`)), 200)
  expect(await versionsOf('/us/alpha/')).toEqual([])
  expect(await versionsOf('/ca/alpha/')).toEqual(['en-CA', 'en-GB'])
  expect((await api('GET', at('us', `${GROUPS}/${group.id}`))).status).toBe(404)

  await json(await api('DELETE', at('ca', `${GROUPS}/${group.id}`)), 200)
  for (const path of paths) expect(await versionsOf(path)).toEqual([])
  expect((await api('GET', at('uk', `${GROUPS}/${group.id}`))).status).toBe(404)
})

test('a draft may join: its siblings name it when it comes out', async () => {
  const ca = await make('ca', 'Beta')
  const us = await make('us', 'Beta', { status: 'draft' })
  const group = await json<Group>(await join([version('ca', ca), version('us', us)]), 201)
  expect(group.articles[1]).toMatchObject({ status: 'draft', link: null })
  expect(await versionsOf('/ca/beta/')).toEqual([])
  await json(await api('PUT', at('us', `wp/v2/posts/${us}`), { status: 'publish' }), 200)
  expect(await versionsOf('/ca/beta/')).toEqual(['en-CA', 'en-US'])
  const [found] = await json<Group[]>(await api('GET', at('us', `${GROUPS}?article=${us}`)), 200)
  expect(found?.id).toBe(group.id)
})

test('two groups become one, unless that would give a region two articles', async () => {
  const [ca, us, uk] = [
    await make('ca', 'Gamma'),
    await make('us', 'Gamma'),
    await make('uk', 'Gamma'),
  ]
  const other = await make('ca', 'Delta')
  const lone = await make('us', 'Delta')
  await json(await join([version('ca', ca), version('us', us)]), 201)
  const second = await json<Group>(await join([version('ca', other), version('uk', uk)]), 201)
  await json(await join([version('us', us), version('uk', uk)]), 400)
  await json(await api('DELETE', at('ca', `${GROUPS}/${second.id}`)), 200)
  await json(await join([version('ca', other), version('us', lone)]), 201)
  expect(await versionsOf('/uk/gamma/')).toEqual([])
  await json(await join([version('us', us), version('uk', uk)]), 200)
  expect(await versionsOf('/ca/gamma/')).toEqual(['en-CA', 'en-US', 'en-GB'])
})

test('what other regions have no version of is listed, by region', async () => {
  const lone = await make('ca', 'Epsilon')
  const half = await make('ca', 'Zeta')
  const us = await make('us', 'Zeta')
  await json(await join([version('ca', half), version('us', us)]), 201)
  type Missing = { id: number; missing: string[]; link: string; title: string }
  const list = async (query: string) =>
    json<Missing[]>(await api('GET', at('ca', `${GROUPS}/missing?per_page=100&${query}`)), 200)
  const inUk = await list('in=uk')
  expect(inUk.find(({ id }) => id === lone)?.missing).toEqual(['us', 'uk'])
  expect(inUk.find(({ id }) => id === half)).toMatchObject({
    title: 'Zeta',
    link: 'https://publication.example/ca/zeta/',
    missing: ['uk'],
  })
  expect((await list('in=us')).some(({ id }) => id === half)).toBe(false)
  // A version that is withdrawn is none.
  await json(await api('PUT', at('us', `wp/v2/posts/${us}`), { status: 'draft' }), 200)
  expect((await list('in=us')).some(({ id }) => id === half)).toBe(true)
  expect(await list('type=page')).toEqual([])
  const paged = await api('GET', at('ca', `${GROUPS}/missing?per_page=1`))
  expect(Number(paged.headers.get('X-WP-Total'))).toBeGreaterThan(1)
  expect(paged.headers.get('Link')).toContain('rel="next"')
})

test('editors join where they are editors, and see no drafts of other regions', async () => {
  const ca = await make('ca', 'Eta')
  const us = await make('us', 'Secret', { status: 'draft' })
  const here = { Authorization: await signUp('ed', 'editor', ['ca']) }
  const author = { Authorization: await signUp('art', 'author') }
  const articles = [version('ca', ca), version('us', us)]
  await json(await join(articles, here), 403)
  await json(await join(articles, author), 403)
  await json(await join(articles, { Authorization: '' }), 401)
  const { id } = await json<Group>(await join(articles), 201)
  const seen = await json<Group>(
    await api('GET', at('ca', `${GROUPS}/${id}`), undefined, here),
    200,
  )
  expect(seen.articles[1]).toEqual({
    region: 'us',
    id: us,
    type: 'post',
    status: null,
    title: null,
    link: null,
  })
  await json(await api('DELETE', at('us', `${GROUPS}/${id}`), undefined, here), 403)
  await json(await api('DELETE', at('ca', `${GROUPS}/${id}`), undefined, here), 200)
})

test('the administrators of each region see who joined its articles', async () => {
  const [ca, us] = [await make('ca', 'Theta'), await make('us', 'Theta')]
  await json(await join([version('ca', ca), version('us', us)]), 201)
  for (const region of ['ca', 'us']) {
    const query = 'meridian/v1/audit?object_type=translation&action=join&per_page=1'
    const [entry] = await json<object[]>(await api('GET', at(region, query)), 200)
    expect(entry).toMatchObject({ region, object_id: `ca:${ca},us:${us}` })
  }
})

test.each([
  [undefined],
  [[]],
  [[{ region: 'ca', id: 1 }]],
  [
    [
      { region: 'ca', id: 1 },
      { region: 'xx', id: 1 },
    ],
  ],
  [
    [
      { region: 'ca', id: 999_999 },
      { region: 'us', id: 1 },
    ],
  ],
  [
    [
      { region: 'ca', id: 'one' },
      { region: 'us', id: 1 },
    ],
  ],
  [
    [
      { region: 'ca', id: 1 },
      { region: 'ca', id: 2 },
    ],
  ],
])('the group %j is refused', async (articles) => {
  expect((await api('POST', at('ca', GROUPS), { articles })).status).toBeOneOf([400, 403])
})

test.each([
  [`${GROUPS}/missing?in=xx`, 400],
  [`${GROUPS}/missing?in=ca`, 400],
  [`${GROUPS}/missing?type=film`, 400],
  [`${GROUPS}?article=x`, 400],
  [`${GROUPS}/0`, 404],
  [`${GROUPS}/x`, 404],
])('GET %s answers %i', async (route, status) => {
  expect((await api('GET', at('ca', route))).status).toBe(status)
})
