import { memo } from './memo.ts'
import type { Region } from './region.ts'

type Clock = Pick<Region, 'locale' | 'timezone'>

/** A moment as a page shows it: `iso` for `<time datetime>` with the region's offset, `label` for people. */
export interface FormattedDate {
  iso: string
  label: string
}

const formatters = memo<Intl.DateTimeFormat>(200)
const labels = memo<string>(4000)
const dates = memo<FormattedDate>(4000)
const dayOffsets = memo<number | 'changes'>(4000)
const DAY_SECONDS = 86_400

/** Seconds east of UTC in `timezone` at that moment. */
export function offsetSeconds(epochSeconds: number, timezone: string): number {
  const day = Math.floor(epochSeconds / DAY_SECONDS)
  const ofDay = dayOffsets(`${timezone} ${day}`, () => {
    const atStart = measureOffset(day * DAY_SECONDS, timezone)
    return atStart === measureOffset((day + 1) * DAY_SECONDS, timezone) ? atStart : 'changes'
  })
  return ofDay === 'changes' ? measureOffset(epochSeconds, timezone) : ofDay
}

function measureOffset(epochSeconds: number, timezone: string): number {
  const parts = formatters(
    `parts ${timezone}`,
    () =>
      new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
        timeZone: timezone,
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
      }),
  ).formatToParts(epochSeconds * 1000)
  const get = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const local = Date.UTC(
    get('year'),
    get('month') - 1,
    get('day'),
    get('hour'),
    get('minute'),
    get('second'),
  )
  return local / 1000 - epochSeconds
}

/** Local time without a zone, as WordPress's `date` has it: `2025-11-04T12:33:47`. */
export function toLocalDateTime(epochSeconds: number, timezone: string): string {
  return toUtcDateTime(epochSeconds + offsetSeconds(epochSeconds, timezone))
}

/** The calendar day of a moment in a time zone: `2025-11-04`. */
export function toLocalDate(epochSeconds: number, timezone: string): string {
  return toLocalDateTime(epochSeconds, timezone).slice(0, 10)
}

/** UTC without a zone, as WordPress's `date_gmt` has it. */
export function toUtcDateTime(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().slice(0, 19)
}

/** UTC with its zone, as heads and structured data have it: `2025-11-04T17:33:47+00:00`. */
export function toUtcTimestamp(epochSeconds: number): string {
  return `${toUtcDateTime(epochSeconds)}+00:00`
}

/**
 * The moment of a local wall clock time in a zone (epoch seconds). A time that does not exist there (clocks went
 * forward) moves to the moment after the gap; of two (clocks went back) the first is taken, as PHP's DateTime does.
 * `local` is `2025-11-04T12:33:47`.
 */
export function fromLocalDateTime(local: string, timezone: string): number {
  const asUtc = Date.parse(`${local}Z`) / 1000
  const before = asUtc - offsetSeconds(asUtc - 86_400, timezone)
  if (offsetSeconds(before, timezone) === asUtc - before) return before
  const after = asUtc - offsetSeconds(asUtc + 86_400, timezone)
  return offsetSeconds(after, timezone) === asUtc - after ? after : before
}

/** A date in the region's language and time zone, with its ISO 8601 form and offset. */
export function formatDate(epochSeconds: number, region: Clock): FormattedDate {
  const { locale, timezone } = region
  return dates(`${epochSeconds} ${locale} ${timezone}`, () => makeDate(epochSeconds, region))
}

function makeDate(epochSeconds: number, { locale, timezone }: Clock): FormattedDate {
  const offset = offsetSeconds(epochSeconds, timezone)
  const local = toUtcDateTime(epochSeconds + offset)
  const minutes = Math.abs(offset) / 60
  const zone = `${offset < 0 ? '-' : '+'}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  const day = local.slice(0, 10)
  const label = labels(`${locale} ${day}`, () =>
    longDates(locale).format(Date.parse(`${day}T00:00:00Z`)),
  )
  return { iso: local + zone, label }
}

function longDates(locale: string): Intl.DateTimeFormat {
  return formatters(
    locale,
    () => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'long' }),
  )
}

/** A year, month or day (`2025-11`) in words of the region's language: November 2025. */
export function formatPeriod(date: string, locale: string): string {
  return labels(`${locale} ${date}`, () => {
    const [year, month, day] = date.split('-')
    const format = formatters(
      `${locale} ${date.length}`,
      () =>
        new Intl.DateTimeFormat(locale, {
          timeZone: 'UTC',
          year: 'numeric',
          ...(month && { month: 'long' }),
          ...(day && { day: 'numeric' }),
        }),
    )
    return format.format(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)))
  })
}

/** How `formatDate` writes a date, in the letters of PHP's date(), as WordPress tells clients: `F j, Y` for en-CA. */
export function dateFormat(locale: string): string {
  const letters: Record<string, string> = { day: 'j', month: 'F', year: 'Y' }
  return longDates(locale)
    .formatToParts(0)
    .map(({ type, value }) => {
      if (type === 'month' && /^\d/.test(value)) return 'n'
      return letters[type] ?? value.replace(/[a-z]/gi, '\\$&')
    })
    .join('')
}
