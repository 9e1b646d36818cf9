import { expect, test } from 'vitest'
import { tagOf } from '#edge/tags.ts'

test.each([
  [{ kind: 'article', region: 'ca', id: 9 }, 'article:ca:9'],
  [{ kind: 'author', id: 2 }, 'author:2'],
  [{ kind: 'path', region: 'ca', path: 'about/us' }, 'path:ca:about/us'],
  [{ kind: 'path', region: 'ca', path: 'a b,ü' }, 'path:ca:a%20b%2c%c3%bc'],
  [{ kind: 'listing', region: 'uk', listing: 'term:4' }, 'list:uk:term:4'],
] as const)('%o is spelled %s', (subject, tag) => {
  expect(tagOf(subject)).toBe(tag)
})
