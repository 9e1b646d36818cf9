import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, openPublication, signUp, upload } from '../publication.ts'

interface Medium {
  id: number
  slug: string
  alt_text: string
  missing_image_sizes?: string[]
  permalink_template?: string
  _links: Record<string, { href: string }[]>
}

const ids: Record<string, number> = {}

beforeAll(async () => {
  await openPublication()
  for (const name of ['harbour', 'mountain', 'meadow']) {
    ids[name] = (await (await upload(`${name}.png`)).json<Medium>()).id
  }
  await apiJson('POST', `media/${ids.meadow}`, { caption: 'A boat far from any harbour' })
})

const slugsOf = async (query: string) =>
  (await apiJson<Medium[]>('GET', `media?${query}`)).map(({ slug }) => slug)

test.each<[string, string[]]>([
  ['', ['meadow', 'mountain', 'harbour']],
  ['orderby=title&order=asc', ['harbour', 'meadow', 'mountain']],
  ['orderby=id&order=asc&per_page=1&page=2', ['mountain']],
  ['search=Harbour', ['meadow', 'harbour']],
  ['search=boat+far', ['meadow']],
  ['media_type=image&slug=meadow,harbour', ['meadow', 'harbour']],
  ['media_type=video', []],
  ['mime_type=image/png&author=9999', []],
  ['before=2001-01-01T00:00:00', []],
  ['after=2001-01-01T00:00:00&parent=0', ['meadow', 'mountain', 'harbour']],
])('a list is narrowed and ordered by ?%s', async (query, slugs) => {
  expect(await slugsOf(query)).toEqual(slugs)
})

test('a list leaves out what is excluded, and holds what is included', async () => {
  expect(await slugsOf(`include=${ids.meadow},${ids.harbour}`)).toEqual(['meadow', 'harbour'])
  expect(await slugsOf(`exclude=${ids.meadow}`)).toEqual(['mountain', 'harbour'])
  // D1 binds at most a hundred values.
  const many = Array.from({ length: 100 }, (_, index) => 5000 + index)
  expect(await slugsOf(`exclude=${many.join()}`)).toHaveLength(3)
})

test.each(['media_type=hologram', 'orderby=colour', 'after=yesterday', 'include=a'])(
  '?%s is refused by name',
  async (query) => {
    const response = await api('GET', `media?${query}`)
    expect(response.status).toBe(400)
    const { data } = await response.json<{ data: { params: Record<string, string> } }>()
    expect(Object.keys(data.params)).toEqual([query.split('=')[0]])
  },
)

test('a file that did not arrive as it left is refused, and nothing is stored', async () => {
  const headers = { 'Content-Disposition': 'attachment; filename="torn.png"' }
  const bytes = new TextEncoder().encode('not even a picture')
  const send = (md5: string) => api('POST', 'media', bytes, { ...headers, 'Content-MD5': md5 })
  const torn = await send('0'.repeat(32))
  expect(torn.status).toBe(412)
  expect(await torn.json()).toMatchObject({ code: 'rest_upload_hash_mismatch' })
  // The right hash (RFC 1321 of these words) lets them through, to be refused for what they are.
  const whole = await send('5DBE892BA37FD483F0DEA36866ABC31E')
  expect(await whole.json()).not.toMatchObject({ code: 'rest_upload_hash_mismatch' })
  expect(await slugsOf('search=torn')).toEqual([])
})

test('a second file of a name is numbered; a title gives the slug', async () => {
  const again = await (await upload('harbour.png')).json<Medium & { source_url: string }>()
  expect(again.slug).toBe('harbour-1')
  expect(again.source_url).toMatch(/\/harbour-1\.png$/)
  const third = await (await upload('harbour.png')).json<Medium & { source_url: string }>()
  expect(third.source_url).toMatch(/\/harbour-2\.png$/)
  for (const { id } of [again, third]) await api('DELETE', `media/${id}?force=true`)
})

test('an alternative text is a line of words', async () => {
  const alt_text = 'A <em>grey</em>\n sea, 5 < 6 <script>alert(1)</script>'
  const medium = await apiJson<Medium>('POST', `media/${ids.harbour}`, { alt_text })
  expect(medium.alt_text).toBe('A grey sea, 5 < 6')
})

test('editors are told what they may do with a picture', async () => {
  const edit = await apiJson<Medium>('GET', `media/${ids.harbour}?context=edit`)
  expect(edit).toMatchObject({ missing_image_sizes: [], generated_slug: 'harbour' })
  expect(edit.permalink_template).toMatch(new RegExp(`\\?attachment_id=${ids.harbour}$`))
  expect(edit._links['wp:action-assign-author']?.[0]?.href).toContain(`/media/${ids.harbour}`)
  const author = { Authorization: await signUp('writer', 'author') }
  const seen = await (await api('GET', `media/${ids.harbour}`, undefined, author)).json<Medium>()
  expect(Object.keys(seen._links)).not.toContain('wp:action-assign-author')
})

const outcome = async (path: string, headers = {}, method = 'GET', body?: unknown) => {
  const response = await api(method, path, body, headers)
  const json = await response.json<{ code?: string }>()
  return json.code === undefined ? [response.status] : [response.status, json.code]
}

test('raw values are for whoever may change them', async () => {
  const author = { Authorization: await signUp('anna', 'author') }
  const stranger = { Authorization: '' }
  for (const path of ['media?context=edit', `media/${ids.harbour}?context=edit`]) {
    expect(await outcome(path, stranger)).toEqual([401, 'rest_forbidden_context'])
  }
  expect(await outcome(`media/${ids.harbour}?context=edit`, author)).toEqual([
    403,
    'rest_forbidden_context',
  ])
  const own = await api('GET', 'media?context=edit', undefined, author)
  expect(await own.json()).toEqual([])
  expect(await outcome('media?context=all')).toEqual([400, 'rest_invalid_param'])
  const embedded = await apiJson<object>('GET', `media/${ids.harbour}?context=embed`)
  expect(embedded).not.toHaveProperty('description')
  expect(embedded).toHaveProperty('source_url')
})

test('a medium gets another slug, author, date and article', async () => {
  const { id: post } = await apiJson('POST', 'posts', { title: 'Host', status: 'publish' })
  const [author] = await apiJson<Medium[]>('GET', 'users?search=anna')
  const changed = await apiJson<Medium>('PUT', `media/${ids.mountain}`, {
    slug: 'Harbour',
    author: author?.id,
    post,
    date_gmt: '2020-02-03T04:05:06',
  })
  expect(changed).toMatchObject({
    slug: 'harbour-2',
    author: author?.id,
    post,
    date_gmt: '2020-02-03T04:05:06',
  })
  expect(await slugsOf(`parent=${post}`)).toEqual(['harbour-2'])
  expect(await slugsOf(`parent_exclude=${post}&author=${author?.id}`)).toEqual([])
  expect(await slugsOf(`include=${ids.mountain},${ids.meadow}&orderby=include`)).toEqual([
    'harbour-2',
    'meadow',
  ])
  expect(await outcome(`media/${ids.mountain}`, {}, 'PUT', { post: 99_999 })).toEqual([
    400,
    'rest_invalid_param',
  ])
  expect(await outcome(`media/${ids.mountain}`, {}, 'PUT', { author: 99_999 })).toEqual([
    400,
    'rest_invalid_author',
  ])
  const anna = { Authorization: await signUp('anne', 'author') }
  expect(await outcome(`media/${ids.mountain}`, anna, 'PUT', { title: 'Mine' })).toEqual([
    403,
    'rest_cannot_edit',
  ])
})

test('a page beyond the last is refused, an offset beyond it finds nothing', async () => {
  expect(await outcome('media?page=99')).toEqual([400, 'rest_post_invalid_page_number'])
  const response = await api('GET', 'media?offset=99')
  expect([response.status, response.headers.get('X-WP-Total')]).toEqual([200, '0'])
  expect(await outcome('media?orderby=relevance')).toEqual([400, 'rest_no_search_term_defined'])
})

test('nobody hangs a file on an article that they may not change', async () => {
  const { id: post } = await apiJson('POST', 'posts', { title: 'Of somebody else' })
  const author = { Authorization: await signUp('alma', 'author') }
  const name = { 'Content-Disposition': 'attachment; filename="x.png"' }
  const refused = await api('POST', `media?post=${post}`, 'bytes', { ...author, ...name })
  expect(refused.status).toBe(403)
  expect(await refused.json()).toMatchObject({ code: 'rest_cannot_edit' })
})
