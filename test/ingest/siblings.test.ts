import { expect, test } from 'vitest'
import { networkSites, proposeSiblings, type SiblingCandidate } from '#ingest/sources/network.ts'

let nextId = 1
function make(region: string, slug: string, links: string[] = []): SiblingCandidate {
  const link = `https://example.com/${region}/${slug}/`
  const alternates = links.map((href) => ({ hreflang: 'en', href }))
  return { region, id: nextId++, slug, link, alternates }
}

const names = (members: { link: string }[]) => members.map(({ link }) => link.slice(20, -1))

test('hreflang joins articles of different slugs, and goes before equal slugs', () => {
  const { groups, ambiguous } = proposeSiblings([
    make('ca', 'colour', ['https://www.example.com/us/color', 'https://example.com/ca/colour/']),
    make('us', 'color'),
    make('uk', 'colour'),
    make('us', 'sleep'),
    make('uk', 'sleep'),
    make('ca', 'alone'),
  ])
  expect(groups.map(({ by, members }) => [by, ...names(members)])).toEqual([
    ['hreflang', 'ca/colour', 'us/color'],
    ['slug', 'us/sleep', 'uk/sleep'],
  ])
  expect(ambiguous).toEqual([])
})

test('hreflang chains make one group', () => {
  const { groups } = proposeSiblings([
    make('ca', 'a', ['https://example.com/us/b/']),
    make('us', 'b', ['https://example.com/uk/c/']),
    make('uk', 'c'),
  ])
  expect(groups.map(({ members }) => names(members))).toEqual([['ca/a', 'us/b', 'uk/c']])
})

test('a group with two articles of one region is listed, not joined', () => {
  const { groups, ambiguous } = proposeSiblings([
    make('ca', 'news'),
    make('ca', 'news'),
    make('us', 'news'),
  ])
  expect(groups).toEqual([])
  expect(ambiguous).toMatchObject([{ reason: 'ca has more than one of them (slug news)' }])
})

test('two articles of one region alone, and drafts without a slug, are nothing to tell', () => {
  const members = [make('ca', 'x'), make('ca', 'x'), make('us', ''), make('uk', '')]
  expect(proposeSiblings(members)).toEqual({ groups: [], ambiguous: [] })
})

test('each region of a network has its own address', () => {
  expect(networkSites('https://example.com', ['ca', 'us'])).toEqual([
    { region: 'ca', url: 'https://example.com/ca/' },
    { region: 'us', url: 'https://example.com/us/' },
  ])
  expect(() => networkSites('example.com', ['ca'])).toThrow(/no address of a network/)
  expect(() => networkSites('https://example.com/', ['../x'])).toThrow(/no region/)
})
