import { describe, expect, test } from 'vitest'
import { canonicalPath, matchPath, matchRootPath } from '#regions/paths.ts'

test.each([
  ['/ca', '/ca/'],
  ['/CA/', '/ca/'],
  ['//ca//news//', '/ca/news/'],
  ['/ca/Some-Post', '/ca/some-post/'],
  ['/ca/page/1/', '/ca/'],
  ['/ca/category/cities/page/01', '/ca/category/cities/'],
  ['/index.php/ca/post', '/ca/post/'],
  ['/ca/index.php/post/', '/ca/post/'],
  ['/ca/INDEX.php', '/ca/'],
  ['/ca/Feed', '/ca/feed/'],
  ['/CA/Sitemap_Index.xml/', '/ca/sitemap_index.xml'],
  ['/ca/Some-Post//index.MD', '/ca/some-post/index.md'],
  ['/Robots.txt/', '/Robots.txt'],
  ['//ca//wp-content/uploads/A.webp', '/ca/wp-content/uploads/A.webp'],
])('%s is spelled %s', (given, canonical) => {
  expect(canonicalPath(given)).toBe(canonical)
  // One hop: what a redirect leads to redirects no further.
  expect(canonicalPath(canonical)).toBeNull()
})

test.each([
  '/',
  '/ca/',
  '/ca/page/2/',
  '/ca/wp-content/uploads/2025/11/Name.WEBP',
  '/ca/post-sitemap2.xml',
  '/ca/post/index.md',
  '/llms.txt',
  '/0aZ-key-of-INDEXNOW.txt',
  '/assets/ca.0123456789abcdef.css',
])('%s stays as it is', (path) => {
  expect(canonicalPath(path)).toBeNull()
})

describe('below a region', () => {
  test.each([
    ['/ca/', { kind: 'home', page: 1 }],
    ['/ca/page/3/', { kind: 'home', page: 3 }],
    ['/ca/page/0/', { kind: 'none' }],
    ['/ca/page/', { kind: 'none' }],
    ['/ca/post/', { kind: 'article', path: 'post' }],
    ['/ca/parent/child/', { kind: 'article', path: 'parent/child' }],
    ['/ca/post/page/2/', { kind: 'none' }],
    ['/ca/category/a/b/page/2/', { kind: 'category', path: 'a/b', page: 2 }],
    ['/ca/category/', { kind: 'none' }],
    ['/ca/tag/water/', { kind: 'tag', path: 'water', page: 1 }],
    ['/ca/tag/water/more/', { kind: 'none' }],
    ['/ca/author/ann/page/4/', { kind: 'author', nicename: 'ann', page: 4 }],
    ['/ca/2025/', { kind: 'date', date: '2025', page: 1 }],
    ['/ca/2025/11/04/page/2/', { kind: 'date', date: '2025-11-04', page: 2 }],
    ['/ca/2025/1/', { kind: 'article', path: '2025/1' }],
    ['/ca/feed/', { kind: 'feed', of: { kind: 'home', page: 1 }, format: 'rss' }],
    ['/ca/feed/json/', { kind: 'feed', of: { kind: 'home', page: 1 }, format: 'json' }],
    ['/ca/feed/atom/', { kind: 'feed', of: { kind: 'home', page: 1 }, format: 'rss' }],
    ['/ca/comments/feed/', { kind: 'feed', of: { kind: 'home', page: 1 }, format: 'rss' }],
    ['/ca/wp-rss2.php/', { kind: 'feed', of: { kind: 'home', page: 1 }, format: 'rss' }],
    [
      '/ca/category/a/b/feed/rdf/',
      { kind: 'feed', of: { kind: 'category', path: 'a/b', page: 1 }, format: 'rss' },
    ],
    ['/ca/post/feed/', { kind: 'feed', of: { kind: 'article', path: 'post' }, format: 'rss' }],
    ['/ca/feed/feed/', { kind: 'none' }],
    ['/ca/feed/other/', { kind: 'article', path: 'feed/other' }],
    ['/ca/parent/child/index.md', { kind: 'markdown', path: 'parent/child' }],
    ['/ca/index.md', { kind: 'article', path: 'index.md' }],
    ['/ca/post_tag-sitemap12.xml', { kind: 'file', name: 'post_tag-sitemap12.xml' }],
    ['/ca/news-sitemap.xml', { kind: 'file', name: 'news-sitemap.xml' }],
    ['/ca/old.xml', { kind: 'article', path: 'old.xml' }],
    ['/ca/wp-content/uploads/a%20b.webp', { kind: 'media', file: 'a b.webp' }],
    ['/ca/wp-content/uploads/../x', { kind: 'none' }],
    ['/ca/wp-content/uploads/%E0%A4%A', { kind: 'none' }],
  ])('%s names %o', (path, place) => {
    expect(matchPath(path)).toEqual({ regionPath: 'ca', place })
  })
})

test('the first segment is a part of the address where a region is at the root', () => {
  expect(matchRootPath('/about/')).toEqual({ kind: 'article', path: 'about' })
  expect(matchRootPath('/category/news/')).toEqual({ kind: 'category', path: 'news', page: 1 })
  expect(matchRootPath('/')).toEqual({ kind: 'home', page: 1 })
})
