import * as z from 'zod'
import { fromLocalDateTime } from '#regions/format.ts'
import { invalidParams, type ApiError } from './errors.ts'

const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i

/** Time zones before railways, and years of five digits, are written otherwise. */
const MIN_YEAR = 1900
const MAX_YEAR = 9998

/** A date and time with a zone, or on the region's wall. */
export const dateTime = z.string().regex(DATE, 'Invalid date: write 2025-11-04T12:33:47.')

/** Epoch seconds of the parameter `name`. @throws ApiError for a day or time that is none */
export function toEpoch(text: string, timezone: string, name: string): number {
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(text.slice(16))
  const wall = text.length === 16 ? `${text}:00` : text.slice(0, 19)
  // Date.parse takes February 30 for March 2: what comes back must be what went in.
  const isDay = new Date(Date.parse(`${wall}Z`)).toJSON()?.startsWith(wall)
  const year = Number(text.slice(0, 4))
  if (!isDay || year < MIN_YEAR || year > MAX_YEAR) {
    throw badDate(name, `${text} is no day and time between ${MIN_YEAR} and ${MAX_YEAR}`)
  }
  const epoch = zoned ? Math.floor(Date.parse(text) / 1000) : fromLocalDateTime(wall, timezone)
  if (!Number.isFinite(epoch)) throw badDate(name, `${text} has no such zone`)
  return epoch
}

function badDate(name: string, why: string): ApiError {
  return invalidParams({ [name]: { code: 'rest_invalid_date', message: `Invalid date: ${why}.` } })
}
