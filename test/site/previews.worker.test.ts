import { beforeAll, expect, test } from 'vitest'
import { openDatabase } from '#content/database.ts'
import { findArticle } from '#content/article-row.ts'
import { previewPath } from '#content/signed-links.ts'
import { api, apiJson, bindings, get, openPublication, signUp, statusOf } from '../publication.ts'

// An editor sees in the real page what no reader sees yet.

interface Edited {
  id: number
  link: string
  preview_link?: string
}

beforeAll(() => openPublication())

const made = (route: string, body: object) => apiJson<Edited>('POST', route, body)

/** The path of a signed link. */
function pathOf(link: string | undefined): string {
  const url = new URL(link ?? 'none:')
  return url.pathname + url.search
}

async function pageAt(path: string) {
  const response = await get(path)
  return { response, html: await response.text() }
}

test.each(['draft', 'pending', 'private', 'future', 'publish'])(
  'a post that is %s has a preview in the real page, for one pair of eyes',
  async (status) => {
    const title = `Made as ${status}`
    const post = await made('posts', {
      title,
      content: '<p>The <em>whole</em> text.</p>',
      status,
      ...(status === 'future' && { date_gmt: '2100-01-01T00:00:00' }),
    })
    const { response, html } = await pageAt(pathOf(post.preview_link))
    expect(response.status).toBe(200)
    expect(html).toContain(`<h1 dir="auto">${title}</h1>`)
    expect(html).toContain('<p>The <em>whole</em> text.</p>')
    expect(html).toMatch(/role="status">This is a preview/)
    expect(html).toContain('name="robots" content="noindex')
    expect(html).not.toMatch(/rel="canonical"|application\/ld\+json/)
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
    expect(response.headers.get('X-Robots-Tag')).toBe('noindex')
    expect(response.headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(statusOf(await get(pathOf(post.preview_link)))).toBe('BYPASS')
    const isOut = status === 'publish'
    const slug = title.toLowerCase().replaceAll(' ', '-')
    expect((await get(`/ca/${slug}/`)).status).toBe(isOut ? 200 : 404)
    expect((await get(`/ca/?p=${post.id}`)).status).toBe(isOut ? 301 : 404)
    expect((await get(`/ca/?p=${post.id}&preview=true`)).status).toBe(isOut ? 301 : 404)
  },
)

test('a preview shows what its user has typed and not saved, and nobody else does', async () => {
  const post = await made('posts', {
    title: 'Said',
    content: '<p>Said.</p>',
    status: 'publish',
    slug: 'said',
  })
  const editor = { Authorization: await signUp('edna', 'editor', ['ca']) }
  const typed = await api(
    'POST',
    `posts/${post.id}/autosaves`,
    { title: 'Typed', content: '<p>Typed<script>no</script>.</p>', excerpt: '' },
    editor,
  )
  const { preview_link: link } = (await typed.json()) as Edited
  const { html } = await pageAt(pathOf(link))
  expect(html).toContain('<h1 dir="auto">Typed</h1>')
  expect(html).toContain('<p>Typed.</p>')
  expect(html).not.toContain('<script>no')
  expect((await pageAt(pathOf(post.preview_link))).html).toContain('<h1 dir="auto">Said</h1>')
  expect((await pageAt('/ca/said/')).html).toContain('<h1 dir="auto">Said</h1>')
  // A later save is newer than what was typed before it.
  await apiJson('PUT', `posts/${post.id}`, { title: 'Saved' })
  const row = await findArticle(openDatabase(bindings.DB), 'ca', post.id)
  await bindings.DB.prepare('update revisions set created_at = ?1 where kind = ?2')
    .bind((row?.modifiedAt ?? 0) - 1, 'autosave')
    .run()
  expect((await pageAt(pathOf(link))).html).toContain('<h1 dir="auto">Saved</h1>')
})

test('a draft saved again shows in the preview that was open, without an address of its own', async () => {
  const draft = await made('pages', { content: '<p>One.</p>', status: 'draft' })
  expect(draft.preview_link).toContain('?page_id=')
  expect((await pageAt(pathOf(draft.preview_link))).html).toContain('<p>One.</p>')
  await apiJson('PUT', `pages/${draft.id}`, { content: '<p>Two.</p>' })
  const { html } = await pageAt(pathOf(draft.preview_link))
  expect(html).toContain('<p>Two.</p>')
  expect(html).not.toContain('//"')
})

test('a link is for one post of one region, and ends', async () => {
  const post = await made('posts', { title: 'Bound', content: 'x', status: 'draft' })
  const other = await made('posts', { title: 'Other', content: 'x', status: 'draft' })
  const path = pathOf(post.preview_link)
  const now = Math.floor(Date.now() / 1000)
  const signed = (at: number) =>
    previewPath(bindings.DB, { path: 'ca' }, { id: post.id, type: 'post', regionCode: 'ca' }, 1, at)
  expect((await get(await signed(now - 23 * 3600))).status).toBe(200)
  const refused = [
    path.replace(`p=${post.id}`, `p=${other.id}`),
    path.replace('/ca/', '/us/'),
    path.replace('preview_by=1', 'preview_by=2'),
    path.replace(/preview_until=\d+/, 'preview_until=9999999999'),
    path.replace(/preview_until=\d+/, 'preview_until=x'),
    path.slice(0, -1),
    `${path}x`,
    path.replace(/preview_sign=.*/, 'preview_sign='),
    path.replace(/preview_sign=.*/, `preview_sign=${'%00'.repeat(43)}`),
    path.replace('preview_sign', 'access_sign'),
    await signed(now - 26 * 3600),
  ]
  for (const address of refused) {
    const { response, html } = await pageAt(address)
    const isAccess = address.includes('access_sign')
    expect(response.status, address).toBe(isAccess ? 303 : 403)
    expect(response.headers.get('Cache-Control')).toBe('private, no-store')
    expect(html).not.toContain('Bound')
    if (!isAccess) expect(html).toContain('This preview link is not valid')
  }
  expect((await get(path.replace('/ca/', '/zz/'))).status).toBe(404)
  await api('DELETE', `posts/${post.id}`)
  expect((await get(path)).status).toBe(403)
})

test('only who may change a post is given its preview', async () => {
  const post = await made('posts', { title: 'Open', content: 'x', status: 'publish' })
  const read = await api('GET', `posts/${post.id}`, undefined, { Authorization: '' })
  expect(await read.json()).not.toHaveProperty('preview_link')
  const listed = await apiJson<Edited[]>('GET', `posts?context=edit&include=${post.id}`)
  expect((await get(pathOf(listed[0]?.preview_link))).status).toBe(200)
  const gone = await api('DELETE', `posts/${post.id}`)
  expect(await gone.json()).not.toHaveProperty('preview_link')
})
