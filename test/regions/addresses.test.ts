import { describe, expect, test } from 'vitest'
import { hreflangCluster, openGraphLocale } from '#regions/hreflang.ts'
import {
  absoluteUrl,
  apiPath,
  articlePath,
  authorPath,
  datePath,
  homePath,
  mediaPath,
  shortlinkPath,
  termPath,
} from '#regions/permalink.ts'

const ca = { path: 'ca' }
const root = { path: '' }

describe('every public address', () => {
  test.each([
    [homePath(ca), '/ca/'],
    [homePath(root), '/'],
    [homePath(ca, 2), '/ca/page/2/'],
    [articlePath(ca, 'parent/child'), '/ca/parent/child/'],
    [articlePath(root, 'post'), '/post/'],
    [shortlinkPath(ca, 9), '/ca/?p=9'],
    [shortlinkPath(root, 9, 'page'), '/?page_id=9'],
    [termPath(ca, 'category', 'a/b', 3), '/ca/category/a/b/page/3/'],
    [termPath(ca, 'post_tag', 'water'), '/ca/tag/water/'],
    [authorPath(ca, 'ann'), '/ca/author/ann/'],
    [datePath(ca, '2025-11-04'), '/ca/2025/11/04/'],
    [mediaPath(ca, '2025/11/a b#.webp'), '/ca/wp-content/uploads/2025/11/a%20b%23.webp'],
    [apiPath(root, 'wp/v2/posts'), '/wp-json/wp/v2/posts'],
    [absoluteUrl('https://x.example', '/ca/'), 'https://x.example/ca/'],
    [absoluteUrl('https://x.example', 'https://y.example/'), 'https://y.example/'],
  ])('%s', (made, expected) => {
    expect(made).toBe(expected)
  })
})

test.each([
  ['en-CA', 'en_CA'],
  ['zh-Hant-TW', 'zh_TW'],
  ['fr', 'fr_FR'],
  ['ar-u-nu-latn', 'ar_EG'],
])('Open Graph writes %s as %s', (locale, expected) => {
  expect(openGraphLocale(locale)).toBe(expected)
})

describe('a hreflang cluster', () => {
  const version = (locale: string, isXDefault = false) => ({
    locale,
    path: `/${locale}/`,
    isXDefault,
  })

  test('is empty for a page without siblings', () => {
    expect(hreflangCluster('https://x.example', [version('en-CA', true)])).toEqual([])
  })

  test('names every version, and one of them as the default', () => {
    const cluster = hreflangCluster('https://x.example', [version('en-GB'), version('en-CA', true)])
    expect(cluster).toEqual([
      { hreflang: 'en-GB', href: 'https://x.example/en-GB/' },
      { hreflang: 'en-CA', href: 'https://x.example/en-CA/' },
      { hreflang: 'en', href: 'https://x.example/en-CA/' },
      { hreflang: 'x-default', href: 'https://x.example/en-CA/' },
    ])
  })

  test('has no default where none of the versions is it', () => {
    const cluster = hreflangCluster('https://x.example', [version('en-GB'), version('fr-FR')])
    expect(cluster.map((link) => link.hreflang)).toEqual(['en-GB', 'fr-FR'])
  })

  test.each([
    [['en-GB', 'fr-FR', 'en-US'], ['en']],
    [
      ['fr-CA', 'fr-FR', 'en-US', 'en-CA'],
      ['fr', 'en'],
    ],
    [['en', 'en-GB'], []],
    [['es-MX', 'pt-BR'], []],
  ])('of %j names one for each language that several speak: %j', (locales, general) => {
    const cluster = hreflangCluster(
      'https://x.example',
      locales.map((locale) => version(locale)),
    )
    const added = cluster.slice(locales.length).map((link) => link.hreflang)
    expect(added).toEqual(general)
    for (const { hreflang, href } of cluster.slice(locales.length)) {
      expect(href).toBe(`https://x.example/${locales.find((tag) => tag.startsWith(hreflang))}/`)
    }
  })
})
