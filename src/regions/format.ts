import type { Region } from './region.ts'

type Clock = Pick<Region, 'locale' | 'timezone'>

/** A moment as a page shows it: `iso` for `<time datetime>` with the region's offset, `label` for people. */
export interface FormattedDate {
  iso: string
  label: string
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Building an Intl formatter costs more than using it, and there are as many as regions: they are kept. */
function formatter(key: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat {
  let found = formatters.get(key)
  if (found === undefined) formatters.set(key, (found = make()))
  return found
}

/** The wall clock of a time zone at `epochSeconds`, as numbers. */
export function localParts(epochSeconds: number, timezone: string) {
  const parts = formatter(
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
  const get = (type: string) => parts.find((part) => part.type === type)?.value ?? '00'
  return {
    year: get('year').padStart(4, '0'),
    month: get('month'),
    day: get('day'),
    hour: get('hour'),
    minute: get('minute'),
    second: get('second'),
  }
}

/** Local time without a zone, as WordPress's `date` has it: `2025-11-04T12:33:47`. */
export function toLocalDateTime(epochSeconds: number, timezone: string): string {
  const p = localParts(epochSeconds, timezone)
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}:${p.second}`
}

/** UTC without a zone, as WordPress's `date_gmt` has it. */
export function toUtcDateTime(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().slice(0, 19)
}

/** Seconds east of UTC in `timezone` at that moment. */
export function offsetSeconds(epochSeconds: number, timezone: string): number {
  return Date.parse(`${toLocalDateTime(epochSeconds, timezone)}Z`) / 1000 - epochSeconds
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
  const offset = offsetSeconds(epochSeconds, timezone)
  const minutes = Math.abs(offset) / 60
  const zone = `${offset < 0 ? '-' : '+'}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  const label = formatter(
    `${locale} ${timezone}`,
    () => new Intl.DateTimeFormat(locale, { timeZone: timezone, dateStyle: 'long' }),
  ).format(epochSeconds * 1000)
  return { iso: toLocalDateTime(epochSeconds, timezone) + zone, label }
}
