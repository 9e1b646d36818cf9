import { beforeAll, expect, test } from 'vitest'
import { publishDue } from '#content/publishing.ts'
import { openDatabase } from '#content/database.ts'
import { listRegions } from '#content/regions.ts'
import { prepareBody } from '#ingest/prepare.ts'
import { documentOf } from '../documents.ts'
import { bring } from '../imports.ts'
import { api, apiJson, bindings, get, openPublication, ORIGIN } from '../publication.ts'

beforeAll(() => openPublication())

const document = documentOf(
  4711,
  {
    slug: 'brought-along',
    contentRaw:
      '<p>See <a href="https://old.example/canada/another/">another</a>.</p><p>By Ann Author</p>',
    excerptRaw: '<p>In short.</p>',
  },
  {
    author: {
      id: 3,
      name: 'Ann Author',
      nicename: 'ann-author',
      description: '',
      url: '',
      portraitUrl: '',
    },
  },
)

interface Post {
  guid: { rendered: string }
  modified_gmt: string
  content: { rendered: string }
}

test('an imported article keeps its ids and addresses, also when it is edited later', async () => {
  const imported = await api('POST', '../../meridian/v1/import', document)
  expect(imported.status).toBe(201)
  const before = await apiJson<Post>('GET', 'posts/4711')
  expect(before.guid.rendered).toBe('https://old.example/canada/?p=4711')
  expect(before.content.rendered).toContain('href="/ca/another/"')
  await apiJson('PUT', 'posts/4711', { title: 'Renamed here' })
  const after = await apiJson<Post>('GET', 'posts/4711')
  expect(after.content.rendered).toBe(before.content.rendered)
})

test('a second import of the same changes nothing', async () => {
  const again = { ...document, article: { ...document.article, id: 4712, slug: 'again' } }
  again.article.link = 'https://old.example/canada/again/'
  expect(await bring(again)).toMatchObject({ action: 'created' })
  expect(await bring(again)).toMatchObject({ action: 'unchanged' })
})

test('a scheduled post comes out at its time and is not modified by that', async () => {
  const now = Math.floor(Date.now() / 1000)
  const made = await apiJson<Post & { id: number; status: string }>('POST', 'posts', {
    title: 'In an hour',
    status: 'publish',
    date_gmt: new Date((now + 3600) * 1000).toISOString().slice(0, 19),
  })
  expect(made.status).toBe('future')
  expect((await get('/ca/in-an-hour/')).status).toBe(404)
  const context = {
    db: openDatabase(bindings.DB),
    regions: await listRegions(bindings.DB),
    siteUrl: ORIGIN,
    prepare: prepareBody,
  }
  expect(await publishDue({ ...context, now: now + 3599 })).toBe(0)
  expect(await publishDue({ ...context, now: now + 3600 })).toBe(1)
  const out = await apiJson<Post & { status: string }>('GET', `posts/${made.id}`)
  expect(out).toMatchObject({ status: 'publish', modified_gmt: made.modified_gmt })
})
