import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, openPublication, ORIGIN, upload } from '../publication.ts'

// The forms in which an answer may be asked for: what its links lead to, some of its fields, wrapped.

type Item = Record<string, unknown> & { id: number; _embedded?: Record<string, unknown[]> }

const ids: Record<string, number> = {}
const stranger = { Authorization: '' }

beforeAll(async () => {
  await openPublication()
  for (const name of ['Wood', 'Ash']) ids[name] = (await apiJson('POST', 'categories', { name })).id
  ids.picture = ((await (await upload('leaf.png')).json()) as Item).id
  const post = await apiJson('POST', 'posts', {
    title: 'Oak',
    slug: 'oak',
    status: 'publish',
    content: '<p>Tall.</p>',
    categories: [ids.Wood, ids.Ash],
    featured_media: ids.picture,
  })
  ids.oak = post.id
  const page = { title: 'Above', status: 'draft', content: 'x' }
  ids.above = (await apiJson('POST', 'pages', page)).id
  const below = { title: 'Below', status: 'publish', content: 'x', parent: ids.above }
  ids.below = (await apiJson('POST', 'pages', below)).id
})

async function read<T = Item>(path: string, headers: Record<string, string> = stranger) {
  return (await (await api('GET', path, undefined, headers)).json()) as T
}

test('_embed follows every link of a list that leads somewhere', async () => {
  const [oak] = await read<Item[]>('posts?_embed&include=' + ids.oak)
  const { author, 'wp:featuredmedia': media, 'wp:term': terms, ...others } = oak?._embedded ?? {}
  expect(author).toMatchObject([
    { name: 'admin', slug: 'admin', link: `${ORIGIN}/ca/author/admin/` },
  ])
  expect(media).toMatchObject([{ id: ids.picture, media_type: 'image', alt_text: '' }])
  const named = { taxonomy: 'category', link: expect.stringContaining('/ca/category/') }
  expect(terms).toMatchObject([
    [
      { name: 'Ash', ...named },
      { name: 'Wood', ...named },
    ],
    [],
  ])
  expect(others).toEqual({})
  expect(author?.[0]).not.toHaveProperty('meta')
  expect(media?.[0]).not.toHaveProperty('description')
})

test('_embed names what to follow, and a single post follows as well', async () => {
  const oak = await read(`posts/${ids.oak}?_embed=wp:term,nonsense`)
  expect(Object.keys(oak._embedded ?? {})).toEqual(['wp:term'])
  expect(await read(`posts/${ids.oak}`)).not.toHaveProperty('_embedded')
})

test('a page leads up to its parent, or to the reason why not', async () => {
  const path = `pages/${ids.below}?_embed=up`
  expect((await read(path))._embedded?.up).toMatchObject([
    { code: 'rest_forbidden', data: { status: 401 } },
  ])
  const page = (await apiJson('GET', path)) as unknown as Item
  expect(page._embedded?.up).toMatchObject([{ id: ids.above, type: 'page' }])
  expect(page._embedded?.up?.[0]).not.toHaveProperty('content')
})

test('only the links that the fields have left are followed', async () => {
  const fields = '_fields=id,_links.author,_embedded'
  const [oak] = await read<Item[]>(`posts?_embed&${fields}&include=${ids.oak}`)
  expect(Object.keys(oak ?? {}).toSorted()).toEqual(['_embedded', '_links', 'id'])
  expect(Object.keys(oak?._embedded ?? {})).toEqual(['author'])
  const [bare] = await read<Item[]>(`posts?_embed&_fields=id&include=${ids.oak}`)
  expect(bare).toEqual({ id: ids.oak })
})

test('fields are picked however deep, and nothing is an empty list', async () => {
  const oak = await read(`posts/${ids.oak}?_fields[]=title.rendered&_fields[]=id.deep`)
  expect(oak).toEqual({ id: ids.oak, title: { rendered: 'Oak' } })
  expect(await read(`posts/${ids.oak}?_fields=title.nothing`)).toEqual({ title: [] })
  expect(await read(`posts?_fields=nonsense&include=${ids.oak}`)).toEqual([[]])
  expect(Object.keys(await read(`posts/${ids.oak}?_fields=_links.self`))).toEqual(['_links'])
})

test('embed context keeps what another item would show', async () => {
  expect(Object.keys(await read(`posts/${ids.oak}?context=embed`)).toSorted()).toEqual([
    '_links',
    'author',
    'date',
    'excerpt',
    'featured_media',
    'id',
    'link',
    'slug',
    'title',
    'type',
    'yoast_head',
    'yoast_head_json',
  ])
})

test('an envelope holds status and headers, of refusals too', async () => {
  const list = await read('posts?_envelope&per_page=1')
  expect(list).toMatchObject({ status: 200, headers: { 'X-WP-Total': 1, Allow: 'GET' } })
  const refused = await api('GET', 'posts/999?_envelope=1')
  expect(refused.status).toBe(200)
  expect(await refused.json()).toMatchObject({
    status: 404,
    body: { code: 'rest_post_invalid_id' },
  })
})

test('JSONP calls a function, and nothing that is no name', async () => {
  const called = await api('GET', 'posts?_jsonp=my.call&_fields=slug')
  expect(called.headers.get('Content-Type')).toBe('application/javascript; charset=UTF-8')
  expect(await called.text()).toBe('/**/my.call([{"slug":"oak"}])')
  const refused = await api('POST', 'posts?_jsonp=alert(1)', { title: 'never' })
  expect([refused.status, await refused.json()]).toMatchObject([
    400,
    { code: 'rest_callback_invalid' },
  ])
})

test('HEAD answers the headers of GET alone', async () => {
  const head = await api('HEAD', 'posts?per_page=1')
  expect([head.status, head.headers.get('X-WP-Total'), await head.text()]).toEqual([200, '1', ''])
})

test('a POST stands for another method; a GET never does', async () => {
  const { id } = await apiJson('POST', 'posts', { title: 'Brief', status: 'publish' })
  expect((await api('GET', `posts/${id}?_method=DELETE&force=1`)).status).toBe(200)
  const read = await api('POST', `posts/${id}`, { title: 'x' }, { 'X-HTTP-Method-Override': 'GET' })
  expect(await read.json()).toMatchObject({ id, title: { rendered: 'Brief' } })
  expect((await api('POST', `posts/${id}?_method=EVIL`, { title: 'x' })).status).toBe(404)
  const gone = await api('POST', `posts/${id}?_method=delete&force=1`, {})
  expect(await gone.json()).toMatchObject({ deleted: true, previous: { id } })
})

test('a password opens what it protects and leaves it protected', async () => {
  const fields = { title: 'Shut', status: 'publish', content: '<p>Within.</p>', password: 'sesame' }
  const { id } = await apiJson('POST', 'posts', fields)
  const open = await read<{ content: object }>(`posts/${id}?password=sesame`)
  expect(open.content).toEqual({ rendered: '<p>Within.</p>', protected: true })
  expect(await read(`posts/${id}?password=simsim`)).toMatchObject({
    code: 'rest_post_incorrect_password',
  })
  expect(await read(`posts/${id}`)).toMatchObject({ content: { rendered: '' } })
})
