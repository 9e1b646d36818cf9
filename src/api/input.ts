import * as z from 'zod'
import { invalidParams } from './errors.ts'

/** An integer, also when it came as a string. */
export const integer = z.preprocess(
  (value) => (typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value),
  z.number().int(),
)

/** WordPress's booleans: true, 1, "1", "true", and their opposites. */
export const flag = z.preprocess((value) => {
  if (value === 1 || value === '1' || value === 'true') return true
  if (value === 0 || value === '0' || value === 'false' || value === '') return false
  return value
}, z.boolean())

/** A list, given as such or as `1,2,3`. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => {
    if (typeof value === 'string') return value.split(/[\s,]+/).filter(Boolean)
    return typeof value === 'number' ? [value] : value
  }, z.array(item).max(100))
}

/** A text that may come as `{ raw }`, as WordPress takes title, content and excerpt. */
export const rawText = z.preprocess(
  (value) =>
    value !== null && typeof value === 'object' && 'raw' in value
      ? (value as { raw: unknown }).raw
      : typeof value === 'number'
        ? String(value)
        : value,
  z.string(),
)

/** Parses parameters. @throws ApiError `rest_invalid_param`, naming each parameter and what is wrong with it */
export function parseParams<T extends z.ZodType>(schema: T, params: unknown): z.output<T> {
  const result = schema.safeParse(params)
  if (result.success) return result.data
  const wrong: Record<string, string> = {}
  for (const issue of result.error.issues) {
    const name = String(issue.path[0] ?? 'body')
    wrong[name] ??= `${issue.path.join('.') || 'The body'}: ${issue.message}`
  }
  throw invalidParams(wrong)
}
