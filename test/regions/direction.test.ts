import { expect, test } from 'vitest'
import { directionOf } from '#regions/direction.ts'

test.each([
  ['ar-EG', 'rtl'],
  ['he', 'rtl'],
  ['fa-IR', 'rtl'],
  ['ur-PK', 'rtl'],
  ['pa-Arab', 'rtl'],
  ['pa-IN', 'ltr'],
  ['en-CA', 'ltr'],
  ['zh-Hant-TW', 'ltr'],
])('%s runs %s', (locale, direction) => {
  expect(directionOf(locale)).toBe(direction)
})
