import * as z from 'zod'
import { isOptional } from './input.ts'

/** A value's description as JSON Schema. */
export type Described = Record<string, unknown>

/** WordPress publishes draft 4, OpenAPI 3.1 takes 2020-12. */
type Target = 'draft-4' | 'draft-2020-12'

const args = new WeakMap<z.ZodObject, Record<string, Described>>()

/** The parameters of a zod object as the `args` of an endpoint, with WordPress's `required` beside each. */
export function toArgs(schema: z.ZodObject): Record<string, Described> {
  const known = args.get(schema)
  if (known) return known
  const properties = propertiesOf(schema)
  const made = Object.fromEntries(
    Object.entries(schema.shape).map(([name, field]) => [
      name,
      { ...properties[name], required: !isOptional(field) },
    ]),
  )
  // A pure function of the schema, and the index of the API asks for all of them each time.
  args.set(schema, made)
  return made
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
  const { properties, definitions } = toJsonSchema(schema, 'draft-4')
  // Arguments stand alone: what contains itself is an object there, no reference.
  const whole = definitions
    ? mapSchemas(properties, (part) => (part.$ref ? { type: 'object' } : part))
    : properties
  return (whole ?? {}) as Record<string, Described> // JSON Schema's own type knows true and false as well
}

/** What a zod type takes, by what it makes of it: a preprocessed value is described by its outcome. */
export function toJsonSchema(schema: z.ZodType, target: Target): Described {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    target,
    io: 'output',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // No number here is a fraction, and bounds that only say so are no news.
      if (jsonSchema.type === 'number') jsonSchema.type = 'integer'
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (zodSchema instanceof z.ZodObject || target === 'draft-4') {
        delete jsonSchema.additionalProperties
      }
      if (zodSchema instanceof z.ZodObject) {
        const fields = Object.entries(zodSchema.shape)
        const required = fields.filter(([, field]) => !isOptional(field)).map(([name]) => name)
        if (required.length > 0) jsonSchema.required = required
        else delete jsonSchema.required
      }
      // A transform may make anything: what goes into it is what its sender has to know.
      if (zodSchema instanceof z.ZodPipe && zodSchema.out instanceof z.ZodTransform) {
        Object.assign(jsonSchema, toJsonSchema(zodSchema.in as z.ZodType, target))
      }
      if (zodSchema instanceof z.ZodISODateTime) {
        jsonSchema.pattern = String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d`
      }
    },
  })
  return described
}

/** The JSON value with every object in it replaced by what `change` makes of it, the inner ones first. */
export function mapSchemas(value: unknown, change: (part: Described) => unknown): unknown {
  const text = JSON.stringify(value)
  if (text === undefined) return undefined
  return JSON.parse(text, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? change(part as Described)
      : part,
  )
}
