import * as z from 'zod'
import { isOptional } from './input.ts'

/** A value's description as WordPress publishes it: JSON Schema draft 4 with `required` beside each property. */
export type Described = Record<string, unknown>

/** The parameters of a zod object as the `args` of an endpoint. */
export function toArgs(schema: z.ZodObject): Record<string, Described> {
  const properties = propertiesOf(schema)
  return Object.fromEntries(
    Object.entries(schema.shape).map(([name, field]) => [
      name,
      { ...properties[name], required: !isOptional(field) },
    ]),
  )
}

/** What an item of a route holds, as the `schema` of OPTIONS. */
export function toItemSchema(title: string, schema: z.ZodObject): Described {
  return {
    $schema: 'http://json-schema.org/draft-04/schema#',
    title,
    type: 'object',
    properties: propertiesOf(schema),
  }
}

function propertiesOf(schema: z.ZodObject): Record<string, Described> {
  const { properties } = z.toJSONSchema(schema, {
    target: 'draft-4',
    io: 'output',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // No number here is a fraction, and bounds that only say so are no news.
      if (jsonSchema.type === 'number') jsonSchema.type = 'integer'
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      delete jsonSchema.additionalProperties
    },
  })
  return (properties ?? {}) as Record<string, Described> // JSON Schema's own type knows true and false as well
}
