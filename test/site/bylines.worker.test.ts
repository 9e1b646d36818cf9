import { beforeAll, expect, test } from 'vitest'
import { documentOf } from '../documents.ts'
import { bring } from '../imports.ts'
import { api, apiJson, get, openPublication } from '../publication.ts'

beforeAll(() => openPublication())

const textOf = async (path: string) => (await get(path)).text()

/** The pieces of the structured data of a page. */
function graphOf(page: string): Record<string, unknown>[] {
  const json = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(page)?.[1] ?? ''
  return (JSON.parse(json) as { '@graph': Record<string, unknown>[] })['@graph']
}

const person = (name: string, nicename: string) => ({
  id: 40,
  name,
  nicename,
  description: '',
  url: '',
  portraitUrl: '',
})

test('an article that its source names nobody for is nobody’s, and no account’s either', async () => {
  await bring(documentOf(81))
  const page = await textOf('/ca/article-81/')
  expect(page).not.toContain('rel="author"')
  expect(page).not.toContain('/author/')
  expect(page).toContain('<time')
  const organisation = graphOf(page).find((piece) => piece['@type'] === 'Organization')
  const article = graphOf(page).find((piece) => piece['@type'] === 'Article')
  expect(article?.author).toEqual({ '@id': organisation?.['@id'], name: organisation?.name })
  expect(graphOf(page).some((piece) => piece['@type'] === 'Person')).toBe(false)
  expect(await textOf('/ca/')).not.toContain('/author/')
  expect(await textOf('/ca/author/admin/')).not.toContain('article-81')
})

test('the API gives it the author 0, lists no account for it, and takes the 0 back', async () => {
  await bring(documentOf(82))
  const post = await apiJson<{ author: number; _links: object }>('GET', 'posts/82')
  expect(post.author).toBe(0)
  expect(post._links).not.toHaveProperty('author')
  // Strangers see who is published, and nobody is.
  const people = await api('GET', 'users', undefined, { Authorization: '' })
  expect(await people.json()).toEqual([])
  const saved = await apiJson<{ author: number }>('PUT', 'posts/82', { title: 'New', author: 0 })
  expect(saved.author).toBe(0)
})

test('an account’s name is put under nothing that another of the same login wrote', async () => {
  await bring(documentOf(83, {}, { author: person('Jo Writer', 'admin') }))
  expect(await textOf('/ca/article-83/')).toContain('<a rel="author" href="/ca/author/admin/">Jo W')
  expect(await textOf('/ca/author/admin/')).toMatch(/<h1[^>]*>Jo Writer<\/h1>/)
  expect((await apiJson<{ slug: string }>('GET', 'users/me')).slug).toBe('admin-2')
  await apiJson('POST', 'posts', { title: 'By the account', status: 'publish' })
  await bring(documentOf(184, {}, { author: person('Al Other', 'admin-2') }))
  await bring(documentOf(185, {}, { author: person('Al Other', 'admin-2') }))
  for (const path of ['/ca/article-184/', '/ca/article-185/']) {
    expect(await textOf(path)).toContain('href="/ca/author/admin-2-2/">Al Other')
  }
  expect(await textOf('/ca/author/admin-2/')).toContain('By the account')
})
