import { expect, test } from 'vitest'
import { etagOf } from '#edge/etag.ts'

// Reference values of MurmurHash3_x86_128 with seed 0.
test.each([
  ['', '00000000000000000000000000000000'],
  ['The quick brown fox jumps over the lazy dog', '2f1583c3ecee2c675d7bf66ce5e91d2c'],
  ["I will not buy this tobacconist's, it is scratched.", '9b5b7ba2ef3f7866889adeaf00f3f98e'],
])('%s has the published hash', (text, hash) => {
  expect(etagOf(text)).toBe(`"${hash}"`)
})

test('a page longer than any before it, and letters beyond ASCII, change its hash where they change', () => {
  const page = `${'Ünïcödé – '.repeat(20_000)}🗞️`
  const tags = ['', '.', '🗞️'].map((end) => etagOf(page + end))
  expect(new Set(tags).size).toBe(3)
  expect(etagOf(page)).toBe(tags[0])
})

test('every letter of a page counts, and so does its length', () => {
  const page = 'm'.repeat(70)
  const tags = new Set([etagOf(page), etagOf(`${page}m`), etagOf(page.slice(1))])
  for (let index = 0; index < page.length; index++) {
    tags.add(etagOf(`${page.slice(0, index)}n${page.slice(index + 1)}`))
  }
  expect(tags.size).toBe(page.length + 3)
})
