import { expect, test } from 'vitest'
import { seoFromMeta } from '#ingest/seo/meta.ts'
import { seoFromTrail } from '#ingest/seo/breadcrumbs.ts'
import { captionOf, personKeyOf, siteOf, wordCountOf } from '#ingest/seo/graph.ts'
import { seoFromRest } from '#ingest/seo/rest.ts'
import { toImportTerm } from '#ingest/wordpress/terms.ts'

const variables = {
  title: 'Bread at dawn',
  siteName: 'The Quay',
  siteDescription: 'News',
  excerpt: 'Up early.',
  categories: ['Food'],
  tags: ['bread'],
  authorName: 'Ann Lee',
  publishedAt: 0,
  modifiedAt: 0,
  id: 5,
}
const link = 'https://old.example/bread/'

test.each([
  [
    'Yoast',
    {
      _yoast_wpseo_title: '%%title%% %%page%% %%sep%% %%sitename%%',
      _yoast_wpseo_primary_category: '4',
    },
    { title: 'Bread at dawn - The Quay', primaryCategoryId: 4 },
  ],
  [
    'Yoast’s robots',
    { '_yoast_wpseo_meta-robots-noindex': '1', '_yoast_wpseo_meta-robots-adv': 'noimageindex' },
    { robots: { index: 'noindex', noimageindex: 'noimageindex' } },
  ],
  [
    'Yoast’s unknown variables',
    { _yoast_wpseo_title: '%%title%% %%sep%% %%cf_x%%' },
    { title: 'Bread at dawn' },
  ],
  [
    'Rank Math',
    {
      rank_math_title: '%title% %sep% %sitename%',
      rank_math_description: 'Now 100% rye',
      rank_math_robots: 'a:1:{i:0;s:7:"noindex";}',
    },
    {
      title: 'Bread at dawn - The Quay',
      description: 'Now 100% rye',
      robots: { index: 'noindex' },
    },
  ],
  [
    'AIOSEO',
    { _aioseo_title: '#post_title #separator_sa #site_title', _aioseo_og_title: 'Bread' },
    { title: 'Bread at dawn - The Quay', ogTitle: 'Bread' },
  ],
  [
    'Yoast’s types',
    {
      _yoast_wpseo_schema_article_type: 'NewsArticle',
      _yoast_wpseo_schema_page_type: 'MedicalWebPage',
    },
    { articleType: 'NewsArticle', pageType: 'MedicalWebPage' },
  ],
  ['Yoast’s type of none', { _yoast_wpseo_schema_article_type: 'None' }, {}],
  ['Rank Math’s types', { rank_math_schema_BlogPosting: 'a:0:{}' }, { articleType: 'BlogPosting' }],
  ['nobody', { _edit_last: '1' }, {}],
])('the meta of %s', (_, meta, expected) => {
  expect(seoFromMeta(meta as Record<string, string>, variables)).toEqual(expected)
})

test.each([
  ['Yoast’s fields', { yoast_head_json: { title: 'A', canonical: link } }, { title: 'A' }],
  [
    'Yoast’s head',
    {
      yoast_head: `<title>A &amp; b</title><meta name="robots" content="noindex, max-snippet:-1"><link rel="canonical" href="https://b.example/"><meta property="og:image" content="https://a.example/i.jpg"><meta property="og:image:width" content="10">`,
    },
    {
      title: 'A & b',
      robots: { index: 'noindex', 'max-snippet': 'max-snippet:-1' },
      canonical: 'https://b.example/',
      ogImage: { url: 'https://a.example/i.jpg', width: 10 },
    },
  ],
  [
    'Rank Math',
    {
      rankMath: {
        assessor: { serpData: { title: 'A', description: '%excerpt%', robots: { index: true } } },
      },
    },
    { title: 'A', robots: { index: 'index' } },
  ],
  [
    'AIOSEO',
    {
      aioseo_head_json: {
        title: 'A',
        canonical_url: link,
        robots: 'max-image-preview:large',
        'og:title': 'B',
      },
    },
    { title: 'A', robots: { 'max-image-preview': 'max-image-preview:large' }, ogTitle: 'B' },
  ],
  ['nobody', {}, {}],
  [
    'types of its own, and a review',
    {
      yoast_head_json: {
        schema: {
          '@graph': [
            { '@type': ['Article', 'NewsArticle'] },
            {
              '@type': ['WebPage', 'MedicalWebPage', 'FAQPage'],
              lastReviewed: '2025-11-04T10:00:00+00:00',
              reviewedBy: { '@id': '#reviewer' },
            },
            { '@type': 'Person', '@id': '#reviewer', name: 'Dr. Amal', url: 'https://a.example/' },
          ],
        },
      },
    },
    {
      articleType: 'NewsArticle',
      pageType: 'MedicalWebPage',
      lastReviewed: '2025-11-04',
      reviewedBy: { name: 'Dr. Amal', url: 'https://a.example/' },
    },
  ],
  [
    'a type in the printed head alone',
    {
      yoast_head:
        '<title>B</title><script type="application/ld+json">{"@graph":[{"@type":["Article","BlogPosting"]},{"@type":"CollectionPage"}]}</script>',
    },
    { title: 'B', articleType: 'BlogPosting' },
  ],
])('a post of the REST API with %s', (_, post, expected) => {
  expect(seoFromRest({ link, ...post })).toEqual(expected)
})

const trail = (...names: string[]) => ({
  '@graph': [
    { '@type': 'WebPage' },
    { '@type': 'BreadcrumbList', itemListElement: names.map((name) => ({ name })) },
  ],
})
const category = (id: number, name: string) =>
  ({ id, taxonomy: 'category', slug: `c-${id}`, name, description: '', parentId: 0 }) as const

test.each([
  [
    'the primary category and the short title',
    { yoast_head_json: { schema: trail('Home', 'Law &amp; Order', 'Short') } },
    { primaryCategoryId: 8, breadcrumbTitle: 'Short' },
  ],
  [
    'that it leads through no category',
    { yoast_head_json: { schema: trail('Home', 'A long &#8220;title&#8221;') } },
    { breadcrumbSkipsCategory: true },
  ],
  [
    'the same from the printed head',
    {
      yoast_head: `<script type="application/ld+json" class="yoast-schema-graph">${JSON.stringify(trail('Home', 'Food', 'A long “title”'))}</script>`,
    },
    { primaryCategoryId: 7 },
  ],
  [
    'nothing from a broken one',
    { yoast_head: '<script type="application/ld+json">{"BreadcrumbList</script>' },
    {},
  ],
])('a trail of breadcrumbs tells %s', (_, post, expected) => {
  const terms = [category(7, 'Food'), category(8, 'Law & Order')]
  expect(seoFromTrail(post, terms, 'A long &#8220;title&#8221;')).toEqual(expected)
})

test('a term’s head comes from whichever plug-in tells of it, and says which site it was on', () => {
  const term = {
    id: 4,
    taxonomy: 'category',
    slug: 'news',
    name: 'News',
    link: 'https://old.example/ca/category/news/',
  }
  const own = { ...term, yoast_head_json: { title: 'All news', canonical: term.link } }
  expect(toImportTerm(own)).toMatchObject({ seo: { title: 'All news' } })
  expect(toImportTerm(own)).not.toHaveProperty('source')
  const canonical = 'https://old.example/ca/category/all/'
  const elsewhere = toImportTerm({
    ...term,
    rank_math_head: `<link rel="canonical" href="${canonical}"><meta name="robots" content="noindex, follow">`,
  })
  expect(elsewhere).toMatchObject({
    seo: { canonical, robots: { index: 'noindex' } },
    source: { hosts: ['old.example'], pathPrefix: '/ca/' },
  })
})

const person = 'https://old.example/#/schema/person/0123456789abcdef0123456789abcdef'
const graph = {
  yoast_head_json: {
    schema: {
      '@graph': [
        { '@type': ['Article', 'BlogPosting'], author: { '@id': person }, wordCount: 12 },
        { '@type': 'ImageObject', url: 'https://old.example/a.png', caption: 'Salt &amp; sand' },
        { '@type': 'WebSite', name: 'The Old &amp; New', description: 'Of the coast' },
        {
          '@type': 'Organization',
          name: 'Old Ltd',
          logo: {
            '@type': 'ImageObject',
            url: 'https://old.example/logo.png',
            width: 300,
            height: 0,
          },
          sameAs: ['https://social.example/old', '', 7],
        },
        { '@type': 'Person', '@id': 'https://old.example/#/schema/person/someone' },
      ],
    },
  },
}

test('a graph tells of the site, the account, the picture and the length', () => {
  expect(siteOf(graph)).toEqual({
    name: 'The Old & New',
    tagline: 'Of the coast',
    organisation: {
      name: 'Old Ltd',
      logo: { url: 'https://old.example/logo.png', width: 300, height: 0 },
      sameAs: ['https://social.example/old'],
    },
  })
  expect(personKeyOf(graph)).toBe('0123456789abcdef0123456789abcdef')
  expect(captionOf(graph, 'https://old.example/a.png')).toBe('Salt & sand')
  expect(wordCountOf(graph)).toBe(12)
})

test.each([
  ['none', {}],
  ['one that is no list', { yoast_head_json: { schema: { '@graph': { '@type': 'WebSite' } } } }],
  [
    'one of other things',
    {
      yoast_head_json: {
        schema: {
          '@graph': [
            null,
            'WebSite',
            { '@type': 'WebSite', name: 7 },
            { '@type': 'Article', wordCount: '12', author: 'Ann' },
            { '@type': 'Person', '@id': 'https://old.example/author/ann/' },
          ],
        },
      },
    },
  ],
])('a graph that is broken tells nothing: %s', (_, told) => {
  const found = [siteOf(told), personKeyOf(told), captionOf(told, undefined), wordCountOf(told)]
  expect(found).toEqual([undefined, undefined, undefined, undefined])
})
