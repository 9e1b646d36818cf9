import { beforeAll, describe, expect, test } from 'vitest'
import { digestOf } from '#content/import-rules.ts'
import { importDocument, type ImportDocument } from '#content/import-document.ts'
import { documentOf } from '../documents.ts'
import { bring, meridian, type Imported } from '../imports.ts'
import { api, apiJson, bindings, get, openPublication } from '../publication.ts'

beforeAll(() => openPublication())

function newer(document: ImportDocument, article: Partial<ImportDocument['article']> = {}) {
  const modifiedAt = document.article.modifiedAt + 60
  return { ...document, article: { ...document.article, modifiedAt, ...article } }
}

async function stateOf(document: ImportDocument) {
  const { id, type, guid, link, modifiedAt } = document.article
  const digest = await digestOf(importDocument.parse(document))
  const item = { id, type, guid, link, digest, modified_at: modifiedAt }
  const { items } = await meridian<{ items: { state: string }[] }>('POST', 'import/state', {
    items: [item],
  })
  return items[0]?.state
}

describe('an article that was imported before', () => {
  test('is updated by a newer document, and its state says so before', async () => {
    const document = documentOf(101)
    expect(await stateOf(document)).toBe('new')
    await bring(document)
    expect(await stateOf(document)).toBe('unchanged')
    const next = newer(document, { title: 'Article 101, revised' })
    expect(await stateOf(next)).toBe('changed')
    expect(await bring(next)).toMatchObject({ action: 'updated' })
    expect(await bring(next)).toMatchObject({ action: 'unchanged' })
  })

  test('is left alone when it was edited here, unless forced', async () => {
    const document = documentOf(102)
    await bring(document)
    await apiJson('PUT', 'posts/102', { title: 'Edited here' })
    const next = newer(document)
    expect(await stateOf(next)).toBe('edited_here')
    expect(await bring(next)).toMatchObject({ action: 'skipped', reason: 'edited_here' })
    expect(await bring(document)).toMatchObject({ action: 'unchanged' })
    expect(await bring(next, '?force=1')).toMatchObject({ action: 'updated' })
    expect(await apiJson('GET', 'posts/102')).toMatchObject({ title: { rendered: 'Article 102' } })
    expect(await bring(newer(next))).toMatchObject({ action: 'updated' })
  })

  test('is left alone by an older document, unless forced', async () => {
    const document = documentOf(103)
    await bring(newer(document))
    expect(await stateOf(document)).toBe('older')
    expect(await bring(document)).toMatchObject({ action: 'skipped', reason: 'older' })
    expect(await bring(document, '?force=1')).toMatchObject({ action: 'updated' })
  })

  test('stays in the trash, unless forced', async () => {
    const document = documentOf(104)
    await bring(document)
    await apiJson('DELETE', 'posts/104')
    expect(await stateOf(newer(document))).toBe('trashed')
    expect(await bring(newer(document))).toMatchObject({ action: 'skipped', reason: 'trashed' })
    const forced = await bring(newer(document), '?force=1')
    expect(forced).toMatchObject({ action: 'updated', slug: 'article-104' })
    expect((await get('/ca/article-104/')).status).toBe(200)
  })

  test('may have moved there: its guid is the same', async () => {
    await bring(documentOf(105))
    const moved = documentOf(105, { slug: 'moved-there', modifiedAt: 1_700_001_000 })
    expect(await bring(moved)).toMatchObject({ action: 'updated', slug: 'moved-there' })
    expect((await get('/ca/article-105/')).headers.get('Location')).toBe('/ca/moved-there/')
  })
})

test('an id that belongs to something else here is a conflict', async () => {
  const { id } = await apiJson('POST', 'posts', { title: 'Written here', status: 'publish' })
  expect(await stateOf(documentOf(id))).toBe('conflict')
  const refused = await api('POST', '../../meridian/v1/import', documentOf(id))
  expect(refused.status).toBe(409)
  await bring(documentOf(111))
  const link = 'https://another.example/article-111/'
  const other = documentOf(111, { guid: 'https://another.example/?p=111', link })
  expect(await stateOf(other)).toBe('conflict')
  expect((await api('POST', '../../meridian/v1/import', other)).status).toBe(409)
})

describe('pages that come before their parents', () => {
  const page = (id: number, slug: string, parentId: number) =>
    documentOf(id, { type: 'page', slug, parentId, link: `https://old.example/canada/x/${slug}/` })

  test('move below them, with what is below themselves', async () => {
    await bring(page(203, 'leaf', 202))
    await bring(page(202, 'branch', 201))
    expect((await get('/ca/branch/leaf/')).status).toBe(200)
    await bring(page(201, 'root', 0))
    expect((await get('/ca/root/branch/')).status).toBe(200)
    expect((await get('/ca/root/branch/leaf/')).status).toBe(200)
    expect((await get('/ca/branch/leaf/')).headers.get('Location')).toBe('/ca/root/branch/leaf/')
    // To move along is no edit.
    expect(await bring(newer(page(203, 'leaf', 202)))).toMatchObject({ action: 'updated' })
  })

  test('are found in one batch, whatever their order', async () => {
    const documents = [page(213, 'c', 212), page(212, 'b', 211), page(211, 'a', 0)]
    await meridian('POST', 'import/batch', { documents })
    expect((await get('/ca/a/b/c/')).status).toBe(200)
  })

  test('stand alone when these never come, and can be edited', async () => {
    await bring(page(221, 'orphan', 999))
    expect((await get('/ca/orphan/')).status).toBe(200)
    expect((await api('PUT', 'pages/221', { title: 'Still here' })).status).toBe(200)
  })

  test('in a circle do not fail', async () => {
    await bring(page(231, 'egg', 232))
    expect(await bring(page(232, 'hen', 231))).toMatchObject({ action: 'created' })
  })
})

describe('a batch', () => {
  test('brings each document by itself, and says of each what became of it', async () => {
    const documents = [
      documentOf(301),
      { article: { id: 'none' } },
      documentOf(302, { title: 'x'.repeat(2000) }),
      documentOf(303),
    ]
    const { results } = await meridian<{
      results: { status: number; body?: Imported; error?: { code: string } }[]
    }>('POST', 'import/batch', { documents })
    expect(results.map(({ status }) => status)).toEqual([201, 400, 400, 201])
    expect(results[0]?.body).toMatchObject({ action: 'created', id: 301 })
    expect(results[2]?.error).toMatchObject({ code: 'rest_invalid_param' })
  })

  test('whose articles share a new category, author and picture makes each of them once', async () => {
    const shared = {
      terms: [
        {
          id: 71,
          taxonomy: 'category' as const,
          slug: 'shared',
          name: 'Shared',
          description: '',
          parentId: 0,
        },
      ],
      author: { id: 7, name: 'Sam', nicename: 'sam', description: '', url: '', portraitUrl: '' },
    }
    const documents = [311, 312, 313].map((id) => documentOf(id, { categoryIds: [71] }, shared))
    await meridian('POST', 'import/batch', { documents })
    const [category] = await apiJson<{ count: number; id: number }[]>(
      'GET',
      'categories?slug=shared',
    )
    expect(category).toMatchObject({ id: 71, count: 3 })
    const authors = await bindings.DB.prepare(
      "select count(*) as n from authors where name = 'Sam'",
    ).first('n')
    expect(authors).toBe(1)
  })
})

test('an answer has the root-relative links of the body', async () => {
  const contentRaw =
    '<p><a href="https://old.example/canada/one/?a=1&amp;b=2">One</a> <a href="https://elsewhere.example/">no</a></p>'
  expect(await bring(documentOf(401, { contentRaw }))).toMatchObject({
    links: ['/ca/one/?a=1&b=2'],
  })
})

test('a canonical of its own is left out, another on the old site leads into the region', async () => {
  const canonicalOf = async (id: number, canonical: string) => {
    await bring(documentOf(id, { seo: { canonical } }))
    const html = await (await get(`/ca/article-${id}/`)).text()
    return (
      /rel="canonical" href="([^"]*)"/.exec(html)?.[1] ??
      /href="([^"]*)" rel="canonical"/.exec(html)?.[1]
    )
  }
  expect(await canonicalOf(411, 'https://www.old.example/canada/article-411')).toContain(
    '/ca/article-411/',
  )
  expect(await canonicalOf(412, 'http://old.example/canada/other/')).toContain('/ca/other/')
  expect(await canonicalOf(413, 'https://elsewhere.example/x/')).toBe(
    'https://elsewhere.example/x/',
  )
})

test('comments are counted', async () => {
  await bring(documentOf(421, { commentCount: 12 }))
  const count = await bindings.DB.prepare(
    'select comment_count from articles where id = 421',
  ).first('comment_count')
  expect(count).toBe(12)
})

describe('a purge that is held back', () => {
  const pending = () =>
    bindings.DB.prepare(
      'select count(*) as n, max(due_at) - unixepoch() as wait from changes where purged_at is null',
    ).first<{ n: number; wait: number }>()

  test('is one row for a whole run, due in ten minutes, and one purge at its end', async () => {
    await bindings.DB.prepare('delete from changes').run()
    expect((await get('/ca/article-501/')).status).toBe(404)
    for (const id of [501, 502, 503]) await bring(documentOf(id), '?purge=later')
    expect(await pending()).toMatchObject({ n: 1, wait: expect.closeTo(600, -1) })
    // The early 404 is still in the cache.
    expect((await get('/ca/article-501/')).status).toBe(404)
    expect(await meridian('POST', 'import/finish')).toEqual({ purged: true })
    expect((await get('/ca/article-501/')).status).toBe(200)
    const rows = await bindings.DB.prepare(
      'select subjects_json, purged_at, due_at from changes',
    ).all()
    expect(rows.results).toHaveLength(1)
    expect(rows.results[0]).toMatchObject({ subjects_json: '[{"kind":"everything"}]' })
    expect(rows.results[0]?.due_at).toBe(Number(rows.results[0]?.purged_at) + 60)
  })

  test('is not what others write meanwhile waits for', async () => {
    await bring(documentOf(511), '?purge=later')
    await get('/ca/article-512/')
    await bring(documentOf(512))
    expect((await get('/ca/article-512/')).status).toBe(200)
  })
})
