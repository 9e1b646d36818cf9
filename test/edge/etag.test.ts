import { expect, test } from 'vitest'
import { etagOf } from '#edge/etag.ts'

// Reference values of MurmurHash3_x86_128 with seed 0.
test.each([
  ['', '00000000000000000000000000000000'],
  ['The quick brown fox jumps over the lazy dog', '2f1583c3ecee2c675d7bf66ce5e91d2c'],
  ["I will not buy this tobacconist's, it is scratched.", '9b5b7ba2ef3f7866889adeaf00f3f98e'],
])('%s has the published hash', (text, hash) => {
  expect(etagOf(new TextEncoder().encode(text))).toBe(`"${hash}"`)
})

test('bytes above 127 and whole blocks are hashed as published', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
  expect(etagOf(bytes)).toBe('"2c56c88fdb4503dfd352b21a494ca2c0"')
})

test('every byte of a page counts, and so does its length', () => {
  const page = new Uint8Array(70)
  const tags = new Set([etagOf(page), etagOf(new Uint8Array(71)), etagOf(new Uint8Array(69))])
  for (let index = 0; index < page.length; index++) {
    const changed = page.slice()
    changed[index] = 1
    tags.add(etagOf(changed))
  }
  expect(tags.size).toBe(page.length + 3)
})
