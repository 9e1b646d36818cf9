import { beforeAll, describe, expect, test } from 'vitest'
import { findSearchPage, type SearchFound } from '#content/search-pages.ts'
import { apiJson, bindings, openPublication } from '../publication.ts'

let health = 0
let sports = 0
const ids: Record<string, number> = {}

async function post(title: string, more: Record<string, unknown> = {}): Promise<void> {
  const { id } = await apiJson('POST', 'posts', { title, status: 'publish', ...more })
  ids[title] = id
}

const find = (text: string, more: { category?: string; page?: number } = {}) =>
  findSearchPage(bindings.DB, 'ca', { text, category: null, page: 1, ...more })
const titles = ({ results }: SearchFound) => results.map(({ card }) => card.title)

beforeAll(async () => {
  await openPublication()
  health = (await apiJson('POST', 'categories', { name: 'Health' })).id
  const clinics = await apiJson('POST', 'categories', { name: 'Clinics', parent: health })
  sports = (await apiJson('POST', 'categories', { name: 'Sports' })).id
  const filler = '<p>And much else that has nothing to do with it at all, line by line.</p>'.repeat(
    5,
  )
  await post('Vaccination for travellers', {
    content: `${filler}<p>Where to get a <em>flu shot</em> &amp; more, for 1 < 2 euros.</p>`,
    categories: [clinics.id],
    date_gmt: '2026-01-03T12:00:00',
  })
  await post('A winter walk', {
    content: `${filler}<p>Vaccination is mentioned once.</p>`,
    categories: [sports],
    date_gmt: '2026-01-04T12:00:00',
  })
  await post('Crème brûlée', {
    content: '<p>Dessert at the café.</p>',
    date_gmt: '2026-01-02T12:00:00',
  })
  await post('新疫苗在加拿大', { content: '<p>多伦多的诊所。</p>' })
  await post('أخبار الكتاب', { content: '<p>المكتبة في المدينة.</p>' })
  for (const day of [1, 2, 3]) {
    await post(`Twin ${day}`, {
      content: '<p>Same words.</p>',
      excerpt: 'twin',
      date_gmt: `2026-02-0${day}T12:00:00`,
    })
  }
  await post('Secret plans', { content: '<p>Zebrafish.</p>', status: 'draft' })
  await post('Private zebrafish', { status: 'private' })
  await post('Locked zebrafish', { content: '<p>Zebrafish.</p>', password: 'x' })
  await post('Future zebrafish', { status: 'future', date_gmt: '2999-01-01T00:00:00' })
  await apiJson('POST', 'pages', {
    title: 'Impressum',
    content: '<p>Walkway.</p>',
    status: 'publish',
  })
}, 60_000)

test('a word in the title comes before one in the text', async () => {
  expect(titles(await find('vaccination'))).toEqual(['Vaccination for travellers', 'A winter walk'])
})

test('what is equally good stands by date, the newest first', async () => {
  expect(titles(await find('twin'))).toEqual(['Twin 3', 'Twin 2', 'Twin 1'])
})

test.each([
  ['a beginning', 'vaccin', 2],
  ['all words', 'vaccination walk', 1],
  ['a phrase', '"flu shot"', 1],
  ['a phrase that is not there', '"shot flu"', 0],
  ['without a word', 'vaccination -walk', 1],
  ['without diacritics', 'creme brulee', 1],
  ['with diacritics', 'café', 1],
  ['a page', 'walkway', 1],
  ['two Chinese letters within a title', '疫苗', 1],
  ['Chinese within a text', '诊所', 1],
  ['Chinese letters in another order', '苗疫', 0],
  ['Arabic without its article', 'كتاب', 1],
  ['Arabic with another spelling', 'اخبار', 1],
  ['punctuation alone', '"*"', 0],
  ['an emoji', '🎉', 0],
  ['one letter', 'v', 0],
  ['a broken expression', 'title:(vaccination AND "', 0],
])('%s: %s', async (_, text, total) => {
  const found = await find(text)
  expect(found.isPartial ? 0 : found.total).toBe(total)
})

test('nothing that is not for everybody is found, suggested or counted', async () => {
  const found = await find('zebrafish')
  expect(found).toMatchObject({ total: 0, results: [], suggestion: null })
  expect((await find('zebrafsh')).suggestion).toBeNull()
  expect((await find('secret')).total).toBe(0)
  expect((await find('locked')).total).toBe(0)
})

test('what is withdrawn is found no longer, nor are its words suggested', async () => {
  await post('Quokka sanctuary')
  expect((await find('quokka')).total).toBe(1)
  expect((await find('quoka')).suggestion).toBe('quokka')
  await apiJson('PUT', `posts/${ids['Quokka sanctuary']}`, { status: 'draft' })
  expect((await find('quokka')).total).toBe(0)
  expect((await find('quoka')).suggestion).toBeNull()
})

test('another region finds nothing of this one', async () => {
  const found = await findSearchPage(bindings.DB, 'us', {
    text: 'vaccination',
    category: null,
    page: 1,
  })
  expect(found).toMatchObject({ total: 0, suggestion: null })
})

describe('a snippet', () => {
  test('is the piece of the text that has the words, as text', async () => {
    const [first] = (await find('"flu shot"')).results
    const text = first?.snippet.map((part) => part.text).join('')
    expect(text).toContain('Where to get a flu shot & more, for 1 < 2 euros.')
    expect(first?.snippet.filter(({ isMarked }) => isMarked)).toEqual([
      { text: 'flu shot', isMarked: true },
    ])
  })

  test('marks letters with diacritics that the search has none of', async () => {
    const [first] = (await find('brulee')).results
    expect(first?.title).toContainEqual({ text: 'brûlée', isMarked: true })
  })
})

describe('sections', () => {
  test('are told with the number of results in them and below them', async () => {
    const { facets, isCounted } = await find('vaccination')
    const counts = Object.fromEntries(facets.map(({ name, total }) => [name, total]))
    expect(counts).toEqual({ Health: 1, Clinics: 1, Sports: 1 })
    expect(isCounted).toBe(true)
  })

  test.each([
    ['id', () => String(health)],
    ['slug', () => 'health'],
  ])('narrow a search by their %s, with what is below them', async (_, category) => {
    const found = await find('vaccination', { category: category() })
    expect(titles(found)).toEqual(['Vaccination for travellers'])
    expect(found.total).toBe(1)
    expect(found.category?.name).toBe('Health')
  })

  test('that are not there are undefined', async () => {
    expect((await find('vaccination', { category: '99999' })).category).toBeUndefined()
    expect((await find('vaccination', { category: "x' or 1=1" })).category).toBeUndefined()
  })
})

describe('where not every word is found', () => {
  test('a misspelt word gets the nearest one', async () => {
    expect(await find('vaccinatoin')).toMatchObject({ total: 0, suggestion: 'vaccination' })
    expect((await find('winter vacination')).suggestion).toBe('winter vaccination')
  })

  test('results have some of the words, and say so', async () => {
    const found = await find('vaccination brulee')
    expect(found.isPartial).toBe(true)
    expect(titles(found)).toContain('Crème brûlée')
    expect(found.total).toBe(3)
    expect(found.suggestion).toBeNull()
  })

  test('the newest articles are offered where there is nothing at all', async () => {
    expect((await find('qqqqq')).recent).toHaveLength(4)
    expect((await find('vaccination')).recent).toHaveLength(0)
  })
})

test('later pages go on where the ones before ended', async () => {
  await bindings.DB.prepare("update regions set posts_per_page = 2 where code = 'ca'").run()
  const [first, second, third] = [
    await find('twin'),
    await find('twin', { page: 2 }),
    await find('twin', { page: 3 }),
  ]
  expect([first, second, third].map(titles)).toEqual([['Twin 3', 'Twin 2'], ['Twin 1'], []])
  expect([first, second, third].map(({ total }) => total)).toEqual([3, 3, 3])
})

test('a region that keeps diacritics apart finds only what is written so', async () => {
  await bindings.DB.prepare("update regions set search_diacritics = 'keep' where code = 'ca'").run()
  expect((await find('brulee')).total).toBe(0)
  expect((await find('brûlée')).total).toBe(1)
})
