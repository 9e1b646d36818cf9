import apiFetch, { type APIFetchOptions } from '@wordpress/api-fetch'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openNewsroom, PIXEL, read, soon, type Newsroom } from './newsroom.ts'

// The block editor's own client, with all that it does on the way: PUT and DELETE as POST, lists past a hundred items page
// by page, uploads that are made good after a failure, a nonce. Steps follow each other.

interface Post {
  id: number
  status: string
  link: string
  title: { raw: string; rendered: string }
  content: { raw: string }
  modified_gmt: string
  _links: Record<string, { href: string }[]>
}

let room: Newsroom
let login = 'author'
let id = 0
const path = '/ca/a-map-of-the-shallows/'

/** What `apiFetch` gives when it parses nothing. */
const whole = (options: APIFetchOptions) => apiFetch<Response, false>({ ...options, parse: false })

beforeAll(async () => {
  room = await openNewsroom()
  // It is made for browsers, and asks for nothing of theirs but this.
  Object.assign(globalThis, { window: { fetch } })
  apiFetch.use(apiFetch.createRootURLMiddleware(room.root))
  apiFetch.use(apiFetch.createNonceMiddleware('0123456789'))
  apiFetch.use(apiFetch.mediaUploadMiddleware)
  apiFetch.use((options, next) => {
    const Authorization = room.authorizationOf(login)
    return next({ ...options, headers: { ...options.headers, Authorization } })
  })
}, 60_000)

afterAll(async () => {
  Reflect.deleteProperty(globalThis, 'window')
  await room.stop()
})

describe("an author's post in the block editor", () => {
  test('the editor asks who writes and what they may do', async () => {
    const me = await apiFetch<{ name: string }>({ path: '/wp/v2/users/me?context=edit' })
    expect(me).toMatchObject({ username: 'author', capabilities: { edit_posts: true } })
    const options = await whole({ path: '/wp/v2/posts', method: 'OPTIONS' })
    expect(options.headers.get('Allow')).toBe('GET, POST')
    const pages = await whole({ path: '/wp/v2/pages', method: 'OPTIONS' })
    expect(pages.headers.get('Allow')).toBe('GET')
  })

  test('a draft is made, and saved by itself while it is typed', async () => {
    const data = { title: 'A map of the shallows', content: '<p>One.</p>', status: 'draft' }
    const draft = await apiFetch<Post>({ path: '/wp/v2/posts', method: 'POST', data })
    id = draft.id
    expect(draft).toMatchObject({ status: 'draft', generated_slug: 'a-map-of-the-shallows' })
    expect(Object.keys(draft._links)).toContain('wp:action-publish')
    const typed = { title: draft.title.raw, content: '<p>One, two.</p>', excerpt: '' }
    await apiFetch({ path: `/wp/v2/posts/${id}/autosaves`, method: 'POST', data: typed })
    const saved = await apiFetch<Post>({ path: `/wp/v2/posts/${id}?context=edit` })
    expect(saved.content.raw).toBe('<p>One, two.</p>')
  })

  test('a picture is uploaded and leads', async () => {
    const body = new FormData()
    body.append('file', new Blob([PIXEL], { type: 'image/png' }), 'shallows.png')
    body.append('alt_text', 'Sand under water')
    body.append('post', String(id))
    const picture = await apiFetch<{ id: number }>({ path: '/wp/v2/media', method: 'POST', body })
    expect(picture).toMatchObject({ alt_text: 'Sand under water', post: id, media_type: 'image' })
    const refused = new FormData()
    refused.append('file', new Blob(['no picture'], { type: 'image/png' }), 'x.png')
    await expect(
      apiFetch({ path: '/wp/v2/media', method: 'POST', body: refused }),
    ).rejects.toMatchObject({ code: 'rest_upload_sideload_error', data: { status: 400 } })
    const data = { featured_media: picture.id }
    const led = await apiFetch<Post>({ path: `/wp/v2/posts/${id}`, method: 'PUT', data })
    expect(led).toMatchObject({ featured_media: picture.id, status: 'draft' })
  })

  test('a preview shows what was typed and not saved', async () => {
    const typed = { title: 'A map of the shallows', content: '<p>Typed later.</p>', excerpt: '' }
    login = 'editor'
    const route = `/wp/v2/posts/${id}/autosaves`
    const saved = await apiFetch<{ preview_link: string }>({
      path: route,
      method: 'POST',
      data: typed,
    })
    login = 'author'
    expect(await (await fetch(saved.preview_link)).text()).toContain('<p>Typed later.</p>')
    const draft = await apiFetch<Post>({ path: `/wp/v2/posts/${id}?context=edit` })
    expect(draft.content.raw).toBe('<p>One, two.</p>')
  })

  test('it is scheduled, and out when its time has come', async () => {
    expect((await read(room, path)).status).toBe(404)
    const { dateGmt, passed } = soon()
    const data = { status: 'future', date_gmt: dateGmt }
    const scheduled = await apiFetch<Post>({ path: `/wp/v2/posts/${id}`, method: 'PUT', data })
    expect(scheduled.status).toBe('future')
    await passed()
    await room.tick()
    const page = await read(room, path)
    expect(page.status).toBe(200)
    expect(page.html).toContain('<p>One, two.</p>')
    expect(page.html).toContain('alt="Sand under water"')
  })

  test('an edit on what somebody else has changed since is refused', async () => {
    const seen = await whole({ path: `/wp/v2/posts/${id}?context=edit` })
    const ETag = seen.headers.get('ETag') ?? ''
    login = 'editor'
    const data = { content: '<p>Three.</p>' }
    await apiFetch({ path: `/wp/v2/posts/${id}`, method: 'PUT', data })
    login = 'author'
    const late = { path: `/wp/v2/posts/${id}`, method: 'PUT', data: { content: '<p>Four.</p>' } }
    await expect(apiFetch({ ...late, headers: { 'If-Match': ETag } })).rejects.toMatchObject({
      code: 'rest_precondition_failed',
      data: { status: 412 },
    })
    expect((await read(room, path)).html).toContain('<p>Three.</p>')
    const now = await whole({ path: `/wp/v2/posts/${id}?context=edit` })
    const fresh = { 'If-Match': now.headers.get('ETag') ?? '' }
    await apiFetch({ ...late, headers: fresh })
    expect((await read(room, path)).html).toContain('<p>Four.</p>')
  })

  test('it goes to the bin and out of it, and then for good', async () => {
    const own = { path: `/wp/v2/posts/${id}` }
    expect(await apiFetch({ ...own, method: 'DELETE' })).toMatchObject({ status: 'trash' })
    expect((await read(room, path)).status).toBe(404)
    const data = { status: 'draft' }
    expect(await apiFetch({ ...own, method: 'PUT', data })).toMatchObject({ status: 'draft' })
    const gone = await apiFetch({ path: `${own.path}?force=true`, method: 'DELETE' })
    expect(gone).toMatchObject({ deleted: true, previous: { id } })
    await expect(apiFetch(own)).rejects.toMatchObject({ code: 'rest_post_invalid_id' })
  })
})

test('lists are read to their end, however many pages they have', async () => {
  const terms = Array.from({ length: 105 }, (_, index) => ({
    id: 1000 + index,
    taxonomy: 'post_tag',
    slug: `tag-${index}`,
    name: `Tag ${index}`,
  }))
  await room.ask('POST', 'meridian/v1/import/terms?purge=now', { terms }, 'admin')
  const tags = await apiFetch<{ id: number }[]>({ path: '/wp/v2/tags?per_page=-1&context=view' })
  expect(new Set(tags.map((tag) => tag.id)).size).toBe(105)
  const page = await whole({ path: '/wp/v2/tags?per_page=100&page=2' })
  expect(page.headers.get('X-WP-Total')).toBe('105')
  expect(page.headers.get('X-WP-TotalPages')).toBe('2')
  expect(page.headers.get('Link')).toContain('rel="prev"')
  expect(page.headers.get('Link')).not.toContain('rel="next"')
})
