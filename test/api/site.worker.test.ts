import { beforeAll, describe, expect, test } from 'vitest'
import { api, apiJson, get, openPublication, ORIGIN, signUp } from '../publication.ts'

const ROOT = `${ORIGIN}/ca/wp-json/wp/v2/`
const who: Record<string, { Authorization: string }> = { stranger: { Authorization: '' } }
const ids: Record<string, number> = {}

type Json = Record<string, unknown>

async function ask(path: string, as = 'stranger', method = 'GET', body?: unknown) {
  const headers = as === 'administrator' ? {} : who[as]
  const response = await api(method, path, body, headers)
  const text = await response.text()
  const json = (text === '' ? null : JSON.parse(text)) as Json & { code?: string }
  return { status: response.status, headers: response.headers, json }
}

/** Status, and the code where there is one. */
async function outcome(path: string, as = 'stranger', method = 'GET', body?: unknown) {
  const { status, json } = await ask(path, as, method, body)
  return json?.code === undefined ? [status] : [status, json.code]
}

beforeAll(async () => {
  await openPublication()
  for (const role of ['editor', 'author', 'subscriber'] as const) {
    who[role] = { Authorization: await signUp(role, role) }
  }
  const make = async (route: string, name: string, body: object) => {
    ids[name] = (await apiJson('POST', route, body)).id
  }
  const text = { content: '<p>On narwhals.</p>', status: 'publish' }
  await make('posts', 'post', { ...text, title: 'Whales & more', date_gmt: '2025-01-02T00:00:00' })
  await make('posts', 'hidden', { ...text, title: 'Narwhal draft', status: 'draft' })
  await make('posts', 'locked', { ...text, title: 'Narwhal, locked', password: 'x' })
  await make('pages', 'page', { ...text, title: 'Narwhal page', date_gmt: '2025-01-01T00:00:00' })
  await make('categories', 'category', { name: 'Narwhals & kin', slug: 'sea' })
  await make('tags', 'tag', { name: 'Tusk', slug: 'narwhal-tusk' })
}, 30_000)

describe('types, taxonomies and statuses', () => {
  test('types lead to their items, and say more in edit context', async () => {
    const { json: types } = await ask('types')
    expect(Object.keys(types)).toEqual(['post', 'page', 'attachment'])
    expect(types.page).toMatchObject({
      name: 'Pages',
      hierarchical: true,
      rest_base: 'pages',
      _links: { 'wp:items': [{ href: `${ROOT}pages` }] },
    })
    expect(types.page).not.toHaveProperty('labels')
    const { json: edited } = await ask('types/page?context=edit', 'editor')
    expect(edited).toMatchObject({
      capabilities: { edit_post: 'edit_page', create_posts: 'edit_pages' },
      labels: { add_new_item: 'Add Page', parent_item_colon: 'Parent Page:' },
      supports: { editor: true },
    })
    const embedded = Object.keys((await ask('types/post?context=embed')).json)
    expect(embedded.toSorted()).toEqual(
      ['_links', 'icon', 'name', 'rest_base', 'rest_namespace', 'slug'].toSorted(),
    )
  })

  test('whoever writes sees in edit context what they write', async () => {
    expect(Object.keys((await ask('types?context=edit', 'author')).json)).toEqual([
      'post',
      'attachment',
    ])
    expect(Object.keys((await ask('taxonomies?context=edit', 'author')).json)).toHaveLength(2)
  })

  test('taxonomies are those of a type', async () => {
    expect(Object.keys((await ask('taxonomies?type=post')).json)).toEqual(['category', 'post_tag'])
    expect((await ask('taxonomies?type=page')).json).toEqual({})
    expect((await ask('taxonomies/post_tag')).json).toMatchObject({
      slug: 'post_tag',
      types: ['post'],
      hierarchical: false,
    })
  })

  test('strangers know of published articles alone', async () => {
    for (const as of ['stranger', 'subscriber']) {
      expect(Object.keys((await ask('statuses', as)).json)).toEqual(['publish'])
    }
    const { json } = await ask('statuses', 'author')
    expect(Object.keys(json)).toEqual(['publish', 'future', 'draft', 'pending', 'private', 'trash'])
    expect(json.trash).toMatchObject({
      name: 'Trash',
      public: false,
      _links: { archives: [{ href: `${ROOT}posts?status=trash` }] },
    })
  })

  test.each([
    ['types?context=edit', 'stranger', [401, 'rest_cannot_view']],
    ['types?context=edit', 'subscriber', [403, 'rest_cannot_view']],
    ['types?context=all', 'stranger', [400, 'rest_invalid_param']],
    ['types/nothing', 'stranger', [404, 'rest_type_invalid']],
    ['types/page?context=edit', 'author', [403, 'rest_forbidden_context']],
    ['types/page?context=edit', 'stranger', [401, 'rest_forbidden_context']],
    ['taxonomies?context=edit', 'stranger', [401, 'rest_cannot_view']],
    ['taxonomies/nothing', 'stranger', [404, 'rest_taxonomy_invalid']],
    ['taxonomies/category?context=edit', 'subscriber', [403, 'rest_forbidden_context']],
    ['statuses?context=edit', 'subscriber', [403, 'rest_cannot_view']],
    ['statuses/draft', 'stranger', [401, 'rest_cannot_read_status']],
    ['statuses/draft', 'subscriber', [403, 'rest_cannot_read_status']],
    ['statuses/draft', 'author', [200]],
    ['statuses/nothing', 'stranger', [404, 'rest_status_invalid']],
  ])('%s answers a %s %j', async (path, as, expected) => {
    expect(await outcome(path, as)).toEqual(expected)
  })
})

describe('settings', () => {
  test('are told to administrators alone', async () => {
    expect(await outcome('settings')).toEqual([401, 'rest_forbidden'])
    expect(await outcome('settings', 'editor')).toEqual([403, 'rest_forbidden'])
    expect(await outcome('settings', 'editor', 'POST', { title: 'x' })).toEqual([
      403,
      'rest_forbidden',
    ])
    const { json, headers } = await ask('settings', 'administrator')
    expect(json).toMatchObject({
      title: 'Meridian Canada',
      timezone: 'America/Toronto',
      language: 'en_CA',
      date_format: 'F j, Y',
      posts_per_page: 10,
      default_category: 1,
      site_logo: null,
    })
    expect(headers.get('Allow')).toBe('GET, POST, PUT, PATCH')
  })

  test('change what readers see, and are given back as they were sent', async () => {
    await (await get('/ca/')).text()
    const sent = { title: 'Seas & <b>shores</b>', description: "It's wet", posts_per_page: '3' }
    const { json } = await ask('settings', 'administrator', 'POST', sent)
    expect(json).toMatchObject({
      title: 'Seas &amp; &lt;b&gt;shores&lt;/b&gt;',
      description: 'It&#039;s wet',
      posts_per_page: 3,
    })
    const html = await (await get('/ca/')).text()
    expect(html).toContain('Seas &amp; &lt;b&gt;shores&lt;/b&gt;')
    const again = await ask('settings', 'administrator', 'PATCH', json)
    expect(again.json).toEqual(json)
    await ask('settings', 'administrator', 'PUT', { title: 'Meridian Canada', posts_per_page: 10 })
  })

  test('that nothing here is set by are judged and left', async () => {
    const { json } = await ask('settings', 'administrator', 'POST', {
      start_of_week: 0,
      show_on_front: 'page',
      title: null,
    })
    expect(json).toMatchObject({
      start_of_week: 1,
      show_on_front: 'posts',
      title: 'Meridian Canada',
    })
  })

  test.each([
    ['posts_per_page', 'many'],
    ['posts_per_page', 0],
    ['timezone', 'Mars/Base'],
    ['language', 'not a language'],
    ['title', '  '],
    ['title', ['a']],
    ['default_category', 4711],
    ['use_smilies', 'perhaps'],
    ['default_comment_status', 'ajar'],
  ])('%s of %j is refused by its name', async (name, value) => {
    const { status, json } = await ask('settings', 'administrator', 'POST', {
      description: 'changed',
      [name]: value,
    })
    expect([status, Object.keys((json.data as Json).params as Json)]).toEqual([400, [name]])
    expect((await ask('settings', 'administrator')).json.description).not.toBe('changed')
  })
})

describe('search', () => {
  const titles = async (query: string, as = 'stranger') => {
    const { json, headers } = await ask(`search?${query}`, as)
    const found = json as unknown as { title: string }[]
    return { titles: found.map(({ title }) => title), total: headers.get('X-WP-Total') }
  }

  test('finds what is out, posts and pages, with those first that are named so', async () => {
    expect(await titles('search=narwhal')).toEqual({
      titles: ['Narwhal page', 'Whales &amp; more'],
      total: '2',
    })
    expect(await titles('search=narwhal&subtype=post')).toEqual({
      titles: ['Whales &amp; more'],
      total: '1',
    })
    expect((await titles('search=narwhal', 'author')).titles).toContain('Narwhal, locked')
    expect(await titles(`include=${ids.page}`)).toEqual({ titles: ['Narwhal page'], total: '1' })
    expect((await titles(`exclude=${ids.page}&search=narwhal`)).total).toBe('1')
    expect(await titles('type=post&subtype=category')).toEqual({ titles: [], total: '0' })
    expect(await titles('type=post-format')).toEqual({ titles: [], total: '0' })
  })

  test('finds terms by name and slug, whatever their taxonomy', async () => {
    expect(await titles('type=term&search=NARWHAL')).toEqual({
      titles: ['Narwhals &amp; kin', 'Tusk'],
      total: '2',
    })
    const { json } = await ask('search?type=term&subtype=post_tag&_embed')
    expect(json).toMatchObject([
      {
        id: ids.tag,
        url: `${ORIGIN}/ca/tag/narwhal-tusk/`,
        type: 'post_tag',
        _links: { self: [{ href: `${ROOT}tags/${ids.tag}`, embeddable: true }] },
        _embedded: { self: [{ id: ids.tag, name: 'Tusk' }] },
      },
    ])
  })

  test('embeds what was found, in its order, unless its links were left out', async () => {
    const { json } = await ask('search?search=narwhal&_embed=self')
    const embedded = (json as unknown as { _embedded: { self: Json[] } }[]).map(
      ({ _embedded }) => _embedded.self,
    )
    expect(embedded).toMatchObject([[{ id: ids.page }], [{ id: ids.post }]])
    expect(embedded[0]?.[0]).not.toHaveProperty('content')
    const { json: picked } = await ask('search?search=narwhal&_embed&_fields=title')
    expect(picked).toEqual([{ title: 'Narwhal page' }, { title: 'Whales &amp; more' }])
  })

  test('pages as lists do, and refuses a page beyond the last', async () => {
    const { headers } = await ask('search?search=narwhal&per_page=1')
    expect(headers.get('X-WP-TotalPages')).toBe('2')
    expect(headers.get('Link')).toContain('page=2>; rel="next"')
    expect(await outcome('search?search=narwhal&page=9')).toEqual([
      400,
      'rest_search_invalid_page_number',
    ])
    expect(await outcome('search?search=qqqq&page=9')).toEqual([200])
  })

  test.each([
    ['context=edit', 'context'],
    ['type=user', 'type'],
    ['subtype=nothing', 'subtype'],
    ['per_page=0', 'per_page'],
    ['include=a', 'include'],
  ])('?%s is refused', async (query, name) => {
    const { status, json } = await ask(`search?${query}`)
    expect([status, Object.keys((json.data as Json).params as Json)]).toEqual([400, [name]])
  })
})

describe('comments', () => {
  const comments = (query: string) => `comments?${query}`
  test('are none', async () => {
    const { status, json, headers } = await ask('comments?per_page=2')
    expect([status, json, headers.get('X-WP-Total')]).toEqual([200, [], '0'])
    expect(await outcome(comments(`post=${ids.post}&_embed`))).toEqual([200])
  })

  test.each([
    ['status=hold', 'stranger', [401, 'rest_forbidden_param']],
    ['status=hold', 'subscriber', [403, 'rest_forbidden_param']],
    ['status=hold', 'author', [200]],
    ['author=1', 'stranger', [401, 'rest_forbidden_param']],
    ['type=pingback', 'stranger', [401, 'rest_forbidden_param']],
    ['context=edit', 'author', [403, 'rest_forbidden_context']],
    ['context=edit', 'editor', [200]],
    ['post=0', 'stranger', [401, 'rest_cannot_read']],
    ['orderby=karma', 'stranger', [400, 'rest_invalid_param']],
  ])('?%s answers a %s %j', async (query, as, expected) => {
    expect(await outcome(comments(query), as)).toEqual(expected)
  })

  test("of a draft are its writers' to ask for", async () => {
    expect(await outcome(comments(`post=${ids.hidden}`))).toEqual([401, 'rest_cannot_read_post'])
    expect(await outcome(comments(`post=${ids.hidden}`), 'editor')).toEqual([200])
  })

  test.each(['GET', 'PUT', 'DELETE'])('%s of one finds none', async (method) => {
    expect(await outcome('comments/7', 'administrator', method)).toEqual([
      404,
      'rest_comment_invalid_id',
    ])
  })

  test('are taken nowhere, for the reason that WordPress would give first', async () => {
    const post = (body: object, as = 'subscriber') => outcome('comments', as, 'POST', body)
    const content = 'Fine.'
    expect(await post({ post: ids.post, content })).toEqual([403, 'rest_comment_closed'])
    expect(await post({ post: ids.post, content: '' })).toEqual([
      400,
      'rest_comment_content_invalid',
    ])
    expect(await post({ post: ids.post, content }, 'stranger')).toEqual([
      401,
      'rest_comment_login_required',
    ])
    expect(await post({ content })).toEqual([403, 'rest_comment_invalid_post_id'])
    expect(await post({ post: ids.hidden, content })).toEqual([403, 'rest_comment_draft_post'])
    expect(await post({ post: ids.post, status: 'hold', content })).toEqual([
      403,
      'rest_comment_invalid_status',
    ])
  })
})

describe('themes, plug-ins and blocks', () => {
  test.each([
    ['themes', 'stranger', [401, 'rest_cannot_view_themes']],
    ['themes', 'editor', [403, 'rest_cannot_view_themes']],
    ['themes?status=active', 'author', [200]],
    ['themes?status=broken', 'author', [400, 'rest_invalid_param']],
    ['plugins', 'stranger', [401, 'rest_cannot_view_plugins']],
    ['plugins', 'editor', [403, 'rest_cannot_view_plugins']],
    ['plugins', 'administrator', [200]],
    ['block-types', 'stranger', [401, 'rest_block_type_cannot_view']],
    ['block-types', 'author', [200]],
  ])('%s answers a %s %j', async (path, as, expected) => {
    expect(await outcome(path, as)).toEqual(expected)
  })

  test('the active theme is the one there is', async () => {
    expect((await ask('themes?status=active&_fields=stylesheet', 'author')).json).toEqual([
      { stylesheet: 'meridian' },
    ])
    expect((await ask('themes?status=inactive', 'administrator')).json).toEqual([])
  })
})
