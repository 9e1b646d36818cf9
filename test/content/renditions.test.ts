import { expect, test } from 'vitest'
import { namedSizes } from '#content/renditions.ts'

const sizes = (widthPx: number, heightPx: number, mimeType = 'image/png') =>
  Object.fromEntries(
    namedSizes({ widthPx, heightPx, mimeType }).map((size) => [size.name, size.file]),
  )

test.each<[string, number, number, Record<string, string>]>([
  [
    'a landscape',
    1200,
    800,
    { thumbnail: '150x150', medium: '300x200', medium_large: '768x512', large: '1024x683' },
  ],
  [
    'a portrait',
    900,
    2400,
    {
      thumbnail: '150x150',
      medium: '113x300',
      medium_large: '768x2048',
      large: '384x1024',
      '1536x1536': '576x1536',
      '2048x2048': '768x2048',
    },
  ],
  ['a narrow strip', 100, 400, { thumbnail: '100x150', medium: '75x300' }],
  ['one that is small already', 150, 90, {}],
])('%s of %i by %i has the sizes that are smaller than itself', (_, width, height, expected) => {
  expect(sizes(width, height)).toEqual(expected)
})

test('what would lose its frames has none', () => {
  expect(sizes(1200, 800, 'image/gif')).toEqual({})
})
