import { beforeAll, expect, test } from 'vitest'
import type { ImportDocument } from '#content/import-document.ts'
import { documentOf, mediaOf } from '../documents.ts'
import { bring, meridian } from '../imports.ts'
import { apiJson, get, openPublication, ORIGIN } from '../publication.ts'

beforeAll(() => openPublication())

interface Headed {
  author: number
  yoast_head_json: Record<string, unknown> & { schema: { '@graph': Record<string, unknown>[] } }
}

async function pieceOf(id: number, type: string): Promise<Record<string, unknown> | undefined> {
  const { yoast_head_json: head } = await apiJson<Headed>('GET', `posts/${id}`)
  return head.schema['@graph'].find((piece) => piece['@type'] === type)
}

test('the first site that comes in names a region that nobody has named', async () => {
  await meridian('POST', 'import/media', {
    media: [
      mediaOf(4, '2021/logo.png', {
        sourceUrl: 'https://old.example/wp-content/uploads/2021/logo.png',
      }),
    ],
  })
  const before = await bring(documentOf(1))
  expect(await (await get(new URL(before.link).pathname)).text()).toContain('Meridian Canada')
  const site = {
    name: 'The Coast',
    tagline: 'Of salt',
    organisation: {
      name: 'Coast Ltd',
      logo: {
        url: 'https://old.example/wp-content/uploads/2021/logo.png',
        width: 300,
        height: 120,
      },
      sameAs: ['https://social.example/coast', 'javascript:alert(1)'],
    },
  }
  expect(await meridian('POST', 'import/site', { site })).toEqual({ action: 'updated' })
  const page = await (await get(new URL(before.link).pathname)).text()
  expect(page).toContain('<meta property="og:site_name" content="The Coast">')
  expect(page).not.toContain('Meridian Canada')
  expect(await pieceOf(1, 'WebSite')).toMatchObject({ name: 'The Coast', description: 'Of salt' })
  const address = `${ORIGIN}/ca/wp-content/uploads/2021/logo.png`
  expect(await pieceOf(1, 'Organization')).toEqual({
    '@type': 'Organization',
    '@id': `${ORIGIN}/ca/#organization`,
    name: 'Coast Ltd',
    url: `${ORIGIN}/ca/`,
    logo: {
      '@type': 'ImageObject',
      inLanguage: 'en-CA',
      '@id': `${ORIGIN}/ca/#/schema/logo/image/`,
      url: address,
      contentUrl: address,
      width: 300,
      height: 120,
      caption: 'Coast Ltd',
    },
    image: { '@id': `${ORIGIN}/ca/#/schema/logo/image/` },
    sameAs: ['https://social.example/coast'],
  })
  const other = { name: 'Another' }
  expect(await meridian('POST', 'import/site', { site: other })).toEqual({ action: 'unchanged' })
  expect(await pieceOf(1, 'WebSite')).toMatchObject({ name: 'The Coast' })
})

test('an article has the words that its old site counted until it is edited here', async () => {
  const said = async () => {
    const { yoast_head_json: head } = await apiJson<Headed>('GET', 'posts/20')
    const article = await pieceOf(20, 'Article')
    return [article?.wordCount, (head.twitter_misc as Record<string, string>)['Est. reading time']]
  }
  const exported = async () => {
    const { documents } = await meridian<{ documents: ImportDocument[] }>('GET', 'export?limit=50')
    return documents.find(({ article }) => article.id === 20)?.article.wordCount
  }
  await bring(documentOf(20, { wordCount: 1000 }))
  expect(await exported()).toBe(1000)
  expect(await said()).toEqual([1000, '5 minutes'])
  await apiJson('POST', 'posts/20', { comment_status: 'open' })
  expect(await said()).toEqual([1000, '5 minutes'])
  await apiJson('POST', 'posts/20', { content: 'Three words now' })
  expect(await said()).toEqual([3, '1 minute'])
  expect(await exported()).toBeUndefined()
})

test('whoever has an account’s id has its name in structured data, and nobody else', async () => {
  const schemaKey = '0123456789abcdef0123456789abcdef'
  const author = (name: string) => ({
    id: 77,
    name,
    nicename: name.toLowerCase(),
    description: '',
    url: '',
    portraitUrl: '',
  })
  await bring(documentOf(30, {}, { author: author('Ann') }))
  expect((await pieceOf(30, 'Person'))?.['@id']).toBe(`${ORIGIN}/ca/#/schema/person/77`)
  await bring(documentOf(31, {}, { author: { ...author('Ann'), schemaKey } }))
  await bring(documentOf(32, {}, { author: { ...author('Ben'), schemaKey } }))
  for (const id of [30, 31]) {
    expect((await pieceOf(id, 'Person'))?.['@id']).toBe(`${ORIGIN}/ca/#/schema/person/${schemaKey}`)
  }
  const { author: ben } = await apiJson<Headed>('GET', 'posts/32')
  expect((await pieceOf(32, 'Person'))?.['@id']).toBe(`${ORIGIN}/ca/#/schema/person/${ben}`)
})

test('a trail leads through the first category, unless it led past it', async () => {
  const terms = [
    { id: 8, taxonomy: 'category', slug: 'sea', name: 'Sea', description: '', parentId: 0 },
  ] as const
  const trailOf = async (id: number) => {
    const items = (await pieceOf(id, 'BreadcrumbList'))?.itemListElement as { name: string }[]
    return items.map(({ name }) => name)
  }
  await bring(documentOf(40, { categoryIds: [8] }, { terms: [...terms] }))
  const seo = { breadcrumbSkipsCategory: true }
  await bring(documentOf(41, { categoryIds: [8], seo }, { terms: [...terms] }))
  expect(await trailOf(40)).toEqual(['Home', 'Sea', 'Article 40'])
  expect(await trailOf(41)).toEqual(['Home', 'Article 41'])
})

test('without a lead the picture for networks stands for the article', async () => {
  const picture = { url: 'https://cdn.example/card.png', width: 1200, height: 630 }
  await bring(documentOf(50, { seo: { ogImage: { ...picture, alt: 'A quay' } } }))
  expect(await pieceOf(50, 'ImageObject')).toMatchObject({ ...picture, caption: 'A quay' })
})
