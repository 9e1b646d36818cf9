import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import WPAPI from 'wpapi'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openNewsroom, PIXEL, read, soon, type Newsroom } from './newsroom.ts'

// What a writing app does from its first contact with the site to the end of an article, by the `wpapi` client. Steps
// follow each other: each test goes on where the one before stopped.

let room: Newsroom
let wp: WPAPI
let folder: string
let id = 0
let mediaId = 0
const title = 'Tide tables, and who still reads them'
const path = '/ca/tide-tables-and-who-still-reads-them/'

beforeAll(async () => {
  room = await openNewsroom()
  folder = await mkdtemp(join(tmpdir(), 'meridian-wpapi-'))
}, 60_000)

afterAll(async () => {
  await room.stop()
  await rm(folder, { recursive: true })
})

describe("an author's article from draft to bin", () => {
  test('the app finds the API from the address of the site', async () => {
    const found = await WPAPI.discover(`${room.origin}/ca/`)
    wp = found.auth({ username: 'author', password: room.passwordOf('author') })
    const index = await found.root().get()
    expect(index).toMatchObject({ url: `${room.origin}/ca`, name: 'Meridian Canada' })
    expect(index.authentication).toHaveProperty('application-passwords')
  })

  test('signs in, and learns who it writes for', async () => {
    const me = await wp.users().me().context('edit').get()
    expect(me).toMatchObject({ username: 'author', roles: ['author'] })
    expect(me.capabilities).toMatchObject({ publish_posts: true, upload_files: true })
    const credentials = { username: 'author', password: 'guess' }
    const wrong = new WPAPI({ endpoint: room.root }).auth(credentials)
    await expect(wrong.users().me().get()).rejects.toMatchObject({ data: { status: 401 } })
  })

  test('saves a draft that no reader sees, and lists it', async () => {
    const draft = await wp
      .posts()
      .create({ title, content: '<p>First words.</p>', status: 'draft' })
    id = draft.id
    expect(draft).toMatchObject({ status: 'draft', title: { raw: title }, slug: '' })
    await wp.posts().create({ title: 'Another', content: 'x', status: 'draft' })
    const mine = wp.posts().status('draft').context('edit').author(draft.author).orderby('title')
    const first = await mine.order('desc').perPage(1).get()
    expect(first.map((post: { id: number }) => post.id)).toEqual([id])
    expect(first._paging).toMatchObject({ total: 2, totalPages: 2 })
    const [second] = await first._paging.next.auth().get()
    expect(second).toMatchObject({ title: { raw: 'Another' } })
    expect((await read(room, '/ca/')).html).not.toContain('Tide tables')
    expect((await read(room, path)).status).toBe(404)
  })

  test('uploads a picture with its words, and leads with it', async () => {
    const file = join(folder, 'harbour wall.png')
    await writeFile(file, PIXEL)
    const words = {
      title: 'Harbour wall',
      alt_text: 'Marks on a wall',
      caption: 'At low water.',
      post: id,
    }
    const picture = await wp.media().file(file).create(words)
    mediaId = picture.id
    expect(picture).toMatchObject({
      alt_text: 'Marks on a wall',
      title: { raw: 'Harbour wall' },
      caption: { raw: 'At low water.' },
      media_type: 'image',
      mime_type: 'image/png',
      post: id,
    })
    expect((await fetch(picture.source_url)).headers.get('Content-Type')).toBe('image/png')
    const tag = await wp.tags().create({ name: 'Harbours' })
    const changed = await wp
      .posts()
      .id(id)
      .update({ featured_media: mediaId, tags: [tag.id] })
    expect(changed).toMatchObject({ featured_media: mediaId, tags: [tag.id], status: 'draft' })
    const whole = await wp.posts().id(id).embed().get()
    expect(whole._embedded['wp:featuredmedia'][0]).toMatchObject({ alt_text: 'Marks on a wall' })
    expect(whole._embedded['wp:term'][1]).toMatchObject([{ name: 'Harbours' }])
  })

  test('looks at it in the real page before anybody else does', async () => {
    const draft = await wp.posts().id(id).context('edit').get()
    const preview = await fetch(draft.preview_link)
    expect(preview.headers.get('CF-Cache-Status')).toBe('BYPASS')
    const html = await preview.text()
    expect(html).toContain('First words.')
    expect(html).toContain('alt="Marks on a wall"')
    expect((await read(room, path)).status).toBe(404)
  })

  test('schedules it, and readers have it once its time has come', async () => {
    const { dateGmt, passed } = soon()
    const scheduled = await wp.posts().id(id).update({ status: 'publish', date_gmt: dateGmt })
    expect(scheduled).toMatchObject({ status: 'future', date_gmt: dateGmt })
    expect((await read(room, path)).status).toBe(404)
    await passed()
    await room.tick()
    const page = await read(room, path)
    expect(page.status).toBe(200)
    expect(page.html).toContain('First words.')
    expect(page.html).toContain('alt="Marks on a wall"')
    expect((await read(room, '/ca/')).html).toContain('Tide tables')
    expect(await wp.posts().id(id).get()).toMatchObject({
      status: 'publish',
      link: room.origin + path,
    })
  })

  test('edits it, and readers see the edit at once', async () => {
    expect((await read(room, path)).html).not.toContain('Second words.')
    const edited = await wp.posts().id(id).update({ content: '<p>Second words.</p>' })
    expect(edited.content.raw).toBe('<p>Second words.</p>')
    expect((await read(room, path)).html).toContain('Second words.')
    const revisions = await wp.posts().id(id).revisions().context('edit').get()
    expect(revisions[0].content.raw).toBe('<p>Second words.</p>')
    expect(revisions.length).toBeGreaterThan(1)
  })

  test('throws it away, brings it back, and deletes it for good', async () => {
    expect(await wp.posts().id(id).delete()).toMatchObject({ status: 'trash' })
    expect((await read(room, path)).status).toBe(404)
    expect(await wp.posts().id(id).update({ status: 'publish' })).toMatchObject({
      status: 'publish',
    })
    expect((await read(room, path)).status).toBe(200)
    const gone = await wp.posts().id(id).delete({ force: true })
    expect(gone).toMatchObject({ deleted: true, previous: { id } })
    expect((await read(room, path)).status).toBe(404)
    await expect(wp.posts().id(id).get()).rejects.toMatchObject({ code: 'rest_post_invalid_id' })
    expect(await wp.media().id(mediaId).delete({ force: true })).toMatchObject({ deleted: true })
  })
})

test("an editor's client keeps the sections, which an author's may not", async () => {
  const credentials = { username: 'editor', password: room.passwordOf('editor') }
  const editor = new WPAPI({ endpoint: room.root }).auth(credentials)
  const section = await editor.categories().create({ name: 'Coast', description: 'By the sea.' })
  const [found] = await editor.categories().slug('coast').get()
  expect(found).toEqual(section)
  await expect(wp.categories().create({ name: 'Mine' })).rejects.toMatchObject({
    code: 'rest_cannot_create',
  })
  const about = await editor.pages().create({ title: 'About', content: 'Us.', status: 'publish' })
  expect((await read(room, '/ca/about/')).html).toContain('<p>Us.</p>')
  await expect(wp.pages().id(about.id).update({ title: 'Mine' })).rejects.toMatchObject({
    data: { status: 403 },
  })
  expect(await editor.categories().id(section.id).delete({ force: true })).toMatchObject({
    deleted: true,
  })
})
