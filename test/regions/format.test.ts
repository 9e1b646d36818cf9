import { expect, test } from 'vitest'
import { formatDate, fromLocalDateTime, toLocalDate, toLocalDateTime } from '#regions/format.ts'

const at = (iso: string) => Date.parse(iso) / 1000

test.each([
  [
    'en-CA',
    'America/Toronto',
    '2025-11-04T17:33:47Z',
    '2025-11-04T12:33:47-05:00',
    'November 4, 2025',
  ],
  ['en-GB', 'Europe/London', '2025-06-01T23:30:00Z', '2025-06-02T00:30:00+01:00', '2 June 2025'],
  [
    'fr-CA',
    'America/Toronto',
    '2025-01-01T02:00:00Z',
    '2024-12-31T21:00:00-05:00',
    '31 décembre 2024',
  ],
  ['en-IN', 'Asia/Kolkata', '2025-03-10T20:00:00Z', '2025-03-11T01:30:00+05:30', '11 March 2025'],
  [
    'en-US',
    'America/New_York',
    '2025-03-09T06:59:59Z',
    '2025-03-09T01:59:59-05:00',
    'March 9, 2025',
  ],
  [
    'en-US',
    'America/New_York',
    '2025-03-09T07:00:00Z',
    '2025-03-09T03:00:00-04:00',
    'March 9, 2025',
  ],
])('%s in %s: %s', (locale, timezone, moment, iso, label) => {
  expect(formatDate(at(moment), { locale, timezone })).toEqual({ iso, label })
})

test.each([
  ['an ordinary time', '2025-11-04T12:33:47', 'America/Toronto', '2025-11-04T17:33:47Z'],
  ['the hour that clocks skip', '2025-03-09T02:30:00', 'America/New_York', '2025-03-09T07:30:00Z'],
  [
    'the first of an hour that comes twice',
    '2025-11-02T01:30:00',
    'America/New_York',
    '2025-11-02T05:30:00Z',
  ],
  [
    'a zone without an hour of difference',
    '2025-01-01T00:00:00',
    'Asia/Kathmandu',
    '2024-12-31T18:15:00Z',
  ],
])('%s on the wall is a moment', (_, local, timezone, moment) => {
  expect(fromLocalDateTime(local, timezone)).toBe(at(moment))
})

test('what is read from a wall is written on it, through a whole year of every hour', () => {
  for (const timezone of ['America/St_Johns', 'Europe/London', 'Australia/Lord_Howe', 'UTC']) {
    for (let hour = 0; hour < 365 * 24; hour += 7) {
      const moment = at('2025-01-01T00:00:00Z') + hour * 3600
      const local = toLocalDateTime(moment, timezone)
      const back = fromLocalDateTime(local, timezone)
      // An hour that comes twice has two moments; both read the same on the wall.
      expect(toLocalDateTime(back, timezone)).toBe(local)
    }
  }
})

test('a day is the region’s own', () => {
  expect(toLocalDate(at('2025-11-05T03:00:00Z'), 'America/Toronto')).toBe('2025-11-04')
})
