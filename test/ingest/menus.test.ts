import { expect, test } from 'vitest'
import {
  placeMenus,
  readNavigationBlocks,
  readNavigationHtml,
  toTree,
  type Menu,
} from '#ingest/sources/menus.ts'

const HOME = 'https://example.com/'

test('navigation blocks are read with their sub-menus', () => {
  const raw = `<!-- wp:navigation-link {"label":"About \\u0026amp; us","url":"/about/"} /-->
<!-- wp:navigation-submenu {"label":"Topics","url":"/topics/"} -->
<!-- wp:navigation-link {"label":"Sleep","url":"/topics/sleep/"} /-->
<!-- /wp:navigation-submenu -->
<!-- wp:home-link {"label":"Home"} /-->
<!-- wp:navigation-link {"label":""} /-->`
  expect(readNavigationBlocks(raw, HOME)).toEqual([
    { label: 'About & us', url: '/about/' },
    { label: 'Topics', url: '/topics/', items: [{ label: 'Sleep', url: '/topics/sleep/' }] },
    { label: 'Home', url: HOME },
  ])
})

test('rendered navigation is read with its sub-menus', () => {
  const html = `<ul><li><a href="/a/">A</a><ul><li><a href="/a/b/">B</a></li></ul></li>
    <li><a href="/c/"><span>C</span></a></li><li><span>No link</span></li></ul>`
  expect(readNavigationHtml(html)).toEqual([
    { label: 'A', url: '/a/', items: [{ label: 'B', url: '/a/b/' }] },
    { label: 'C', url: '/c/' },
  ])
})

test('entries become a tree in their order; those whose parent is gone stand at the top', () => {
  const entry = (id: number, parentId: number, order: number) => ({
    id,
    parentId,
    order,
    label: `E${id}`,
    url: `/${id}/`,
  })
  expect(toTree([entry(3, 9, 3), entry(2, 1, 2), entry(1, 0, 1)])).toEqual([
    { label: 'E1', url: '/1/', items: [{ label: 'E2', url: '/2/' }] },
    { label: 'E3', url: '/3/' },
  ])
})

function makeMenu(name: string, size: number, locations: string[] = []): Menu {
  const items = Array.from({ length: size }, (_, n) => ({ label: `${n}`, url: `/${n}/` }))
  return { name, slug: name.toLowerCase(), locations, items }
}

test.each<[string, Menu[], string[]]>([
  ['the largest', [makeMenu('Short', 1), makeMenu('Long', 3)], ['short', 'primary']],
  ['the one called main', [makeMenu('Main', 1), makeMenu('Long', 3)], ['primary', 'long']],
  [
    'the one that the theme shows',
    [makeMenu('Main', 1), makeMenu('Other', 1, ['primary-menu'])],
    ['main', 'primary'],
  ],
  ['no footer', [makeMenu('Footer links', 9), makeMenu('Top', 2)], ['footer', 'primary']],
  [
    'one of two footers',
    [makeMenu('Footer', 1), makeMenu('Footer 2', 1)],
    ['footer', 'footer-2-1'],
  ],
  ['no empty one', [makeMenu('Main', 0), makeMenu('Other', 1)], ['primary']],
])('the primary menu is %s', (_, menus, expected) => {
  const placed = placeMenus(menus, { hosts: [], pathPrefix: '/' })
  expect(placed.map(({ location }) => location)).toEqual(expected)
})
