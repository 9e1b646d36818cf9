import * as z from 'zod'

/** Several requests may be sent at once, and this many are. */
const MAX_REQUESTS = 25

const headerValue = z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'No header may hold that.')

/** PHP has one empty array for lists and maps: clients made with it send `[]` for no fields. */
function fieldsOf<T extends z.ZodType>(value: T) {
  const isNone = (given: unknown) => Array.isArray(given) && given.length === 0
  return z.preprocess(
    (given) => (isNone(given) ? {} : given),
    z.record(z.string(), value).default({}),
  )
}

export const batchBody = z.object({
  validation: z.enum(['require-all-validate', 'normal']).default('normal'),
  requests: z
    .array(
      z.object({
        method: z.enum(['POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
        path: z.string().max(4000),
        body: fieldsOf(z.unknown()),
        headers: fieldsOf(z.union([headerValue, z.array(headerValue)])).refine(
          (headers) => Object.keys(headers).every((name) => /^[\w-]+$/.test(name)),
          'No header has such a name.',
        ),
      }),
    )
    .max(MAX_REQUESTS),
})
