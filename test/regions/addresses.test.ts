import { describe, expect, test } from 'vitest'
import { hreflangCluster } from '#regions/hreflang.ts'
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
      { hreflang: 'x-default', href: 'https://x.example/en-CA/' },
    ])
  })

  test('has no default where none of the versions is it', () => {
    const cluster = hreflangCluster('https://x.example', [version('en-GB'), version('fr-FR')])
    expect(cluster.map((link) => link.hreflang)).toEqual(['en-GB', 'fr-FR'])
  })
})
