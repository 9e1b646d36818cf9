import { expect, test } from 'vitest'
import * as z from 'zod'
import { ApiError } from '#api/errors.ts'
import { flag, integer, listOf, parseParams } from '#api/input.ts'

const schema = z
  .object({
    per_page: integer.pipe(z.number().min(1).max(100)),
    include: listOf(integer),
    sticky: flag,
    order: z.enum(['asc', 'desc']),
    slug: z.string().max(3),
    meta: z.record(z.string(), z.string()),
  })
  .partial()

function detailsOf(params: unknown): unknown {
  try {
    return parseParams(schema, params)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return error.data.details
  }
}

test.each([
  [
    { per_page: 'abc' },
    {
      per_page: {
        code: 'rest_invalid_type',
        message: 'per_page is not of type integer.',
        data: { param: 'per_page' },
      },
    },
  ],
  [
    { per_page: '0' },
    {
      per_page: {
        code: 'rest_out_of_bounds',
        message: 'per_page must be at least 1.',
        data: null,
      },
    },
  ],
  [
    { per_page: 101 },
    {
      per_page: {
        code: 'rest_out_of_bounds',
        message: 'per_page must be at most 100.',
        data: null,
      },
    },
  ],
  [
    { include: '4,b' },
    {
      include: {
        code: 'rest_invalid_type',
        message: 'include[1] is not of type integer.',
        data: { param: 'include[1]' },
      },
    },
  ],
  [
    { sticky: 'maybe' },
    {
      sticky: {
        code: 'rest_invalid_type',
        message: 'sticky is not of type boolean.',
        data: { param: 'sticky' },
      },
    },
  ],
  [
    { order: 'up' },
    {
      order: {
        code: 'rest_not_in_enum',
        message: 'order is not one of asc and desc.',
        data: null,
      },
    },
  ],
  [
    { slug: 'long' },
    {
      slug: {
        code: 'rest_too_long',
        message: 'slug must be at most 3 characters long.',
        data: null,
      },
    },
  ],
  [
    { meta: { a: 1 } },
    {
      meta: {
        code: 'rest_invalid_type',
        message: 'meta.a is not of type string.',
        data: { param: 'meta.a' },
      },
    },
  ],
])('%j: the fault has WordPress’s code and names its place', (params, details) => {
  expect(detailsOf(params)).toEqual(details)
})

test('what is right comes out as its type', () => {
  const params = { per_page: '20', include: '4, 5', sticky: '1', order: 'asc' }
  expect(detailsOf(params)).toEqual({ per_page: 20, include: [4, 5], sticky: true, order: 'asc' })
})
