import * as z from 'zod'
import { ApiError, invalidParams, type ParamFault } from './errors.ts'

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

/** A list of at most `max` items, given as such or as `1,2,3`. */
export function listOf<T extends z.ZodType>(item: T, max = 100) {
  return z.preprocess((value) => {
    if (typeof value === 'string') return value.split(/[\s,]+/).filter(Boolean)
    return typeof value === 'number' ? [value] : value
  }, z.array(item).max(max))
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

/** What every list takes (WP_REST_Controller::get_collection_params). */
export const collectionParams = {
  context: z.enum(['view', 'embed', 'edit']).default('view'),
  page: integer.pipe(z.number().min(1).max(1_000_000)).default(1),
  per_page: integer.pipe(z.number().min(1).max(100)).default(10),
  search: z.string().max(1000).optional(),
}

/**
 * Parses the parameters of a list. WordPress judges the ones that all lists share before it looks at any other: a fault
 * there hides those of the rest.
 * @throws ApiError as `parseParams`
 */
export function parseCollection<T extends z.ZodType>(schema: T, params: unknown): z.output<T> {
  parseParams(z.object(collectionParams), params)
  return parseParams(schema, params)
}

/** @throws ApiError `rest_missing_callback_param` when what a request cannot do without was not sent (has_valid_params) */
export function checkRequired(schema: z.ZodObject, params: Record<string, unknown>): void {
  const missing = Object.entries(schema.shape)
    .filter(([name, field]) => params[name] === undefined && !isOptional(field))
    .map(([name]) => name)
  if (missing.length === 0) return
  const message = `Missing parameter(s): ${missing.join(', ')}`
  throw new ApiError('rest_missing_callback_param', message, 400, { params: missing })
}

/** Whether a field takes nothing for an answer. */
export function isOptional(field: z.core.$ZodType): boolean {
  return z.safeParse(field, undefined).success
}

/** Parses parameters. @throws ApiError `rest_invalid_param`, naming each parameter and what is wrong with it */
export function parseParams<T extends z.ZodType>(schema: T, params: unknown): z.output<T> {
  const result = schema.safeParse(params)
  if (result.success) return result.data
  const faults: Record<string, ParamFault> = {}
  for (const issue of result.error.issues) {
    faults[String(issue.path[0] ?? 'body')] ??= toFault(issue)
  }
  throw invalidParams(faults)
}

type Issue = z.core.$ZodIssue

function toFault(issue: Issue): ParamFault {
  const param = nameOf(issue.path)
  switch (issue.code) {
    case 'invalid_type': {
      const message = `${param} is not of type ${TYPES[issue.expected] ?? issue.expected}.`
      return { code: 'rest_invalid_type', message, data: { param } }
    }
    case 'invalid_value': {
      const values = new Intl.ListFormat('en').format(issue.values.map(String))
      return { code: 'rest_not_in_enum', message: `${param} is not one of ${values}.` }
    }
    case 'too_small':
    case 'too_big':
      return { code: limitCode(issue), message: `${param} ${limitOf(issue)}` }
    case 'invalid_union':
      return { code: 'rest_no_matching_schema', message: `${param} is of none of its forms.` }
    default: {
      const isDate = issue.code === 'invalid_format' && issue.message.startsWith('Invalid date')
      const code = isDate ? 'rest_invalid_date' : 'rest_invalid_param'
      return { code, message: `${param}: ${issue.message}` }
    }
  }
}

/** Zod's names of types that WordPress, after JSON Schema, calls otherwise; no number here is a fraction. */
const TYPES: Record<string, string> = { number: 'integer', int: 'integer', record: 'object' }

/** `meta.footnotes`, `categories[0]`: as WordPress writes a place in a parameter. */
function nameOf(path: readonly PropertyKey[]): string {
  const name = path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
  return name.replace(/^\./, '') || 'The body'
}

type Limit = Extract<Issue, { code: 'too_small' | 'too_big' }>

function limitCode({ code, origin }: Limit): string {
  const isShort = code === 'too_small'
  if (origin === 'string') return isShort ? 'rest_too_short' : 'rest_too_long'
  if (origin === 'array') return isShort ? 'rest_too_few_items' : 'rest_too_many_items'
  return 'rest_out_of_bounds'
}

function limitOf(issue: Limit): string {
  const unit = { string: ' characters long', array: ' items long' }[String(issue.origin)] ?? ''
  return issue.code === 'too_small'
    ? `must be at least ${issue.minimum}${unit}.`
    : `must be at most ${issue.maximum}${unit}.`
}
