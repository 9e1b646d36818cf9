import * as z from 'zod'
import { ITEM_SHAPES, type ItemTitle } from './item-shapes.ts'
import { EDIT_ONLY, EMBEDDED as EMBEDDED_KINDS } from './kinds.ts'
import { mapSchemas, toJsonSchema, type Described } from './json-schema.ts'
import { EMBED_KEYS } from './post-shape.ts'
import { EMBED_KEYS as REVISION_EMBED_KEYS } from './revision-shape.ts'

/** How much of an item an answer holds. */
const VIEWS = ['View', 'Edit', 'Embed'] as const
type View = (typeof VIEWS)[number]

/** What an item has in edit context alone. */
const EDIT_KEYS: Partial<Record<ItemTitle, readonly string[]>> = {
  post: ['password', 'permalink_template', 'generated_slug'],
  page: ['password', 'permalink_template', 'generated_slug'],
  attachment: ['permalink_template', 'generated_slug', 'missing_image_sizes'],
  user: [
    'username',
    'first_name',
    'last_name',
    'email',
    'locale',
    'nickname',
    'roles',
    'registered_date',
    'capabilities',
    'extra_capabilities',
  ],
  region: ['version'],
  type: EDIT_ONLY,
  taxonomy: EDIT_ONLY,
  status: EDIT_ONLY,
}

/** What is left out of what is gone. */
const HEADS = ['yoast_head', 'yoast_head_json']
const ALWAYS = ['id', 'link', 'slug', ...HEADS]
const EMBEDDED: Partial<Record<ItemTitle, readonly string[]>> = {
  post: [...ALWAYS, ...EMBED_KEYS.post],
  page: [...ALWAYS, ...EMBED_KEYS.post],
  attachment: [...ALWAYS, ...EMBED_KEYS.media],
  category: [...ALWAYS, ...EMBED_KEYS.term],
  tag: [...ALWAYS, ...EMBED_KEYS.term],
  user: [...ALWAYS, ...EMBED_KEYS.user],
  type: EMBEDDED_KINDS,
  taxonomy: EMBEDDED_KINDS,
  status: EMBEDDED_KINDS,
  'post-revision': REVISION_EMBED_KEYS,
  'page-revision': REVISION_EMBED_KEYS,
}

/** What is taken and never given back, or given once. */
const SECRET: Partial<Record<ItemTitle, string>> = {
  user: 'password',
  'application-password': 'password',
}

/** `application-password` as the document names it: ApplicationPassword. */
export function toPascal(text: string): string {
  return text.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) =>
    first.toUpperCase(),
  )
}

/** A reference to an item as a context gives it. */
export function itemReference(title: ItemTitle, view: View = 'View'): Described {
  return { $ref: `#/components/schemas/${toPascal(title)}${view === 'View' ? '' : view}` }
}

/** An item in whichever context was asked for. */
export function inAnyContext(title: ItemTitle): Described {
  return {
    anyOf: [
      itemReference(title, 'Edit'),
      ...viewsOf(title).flatMap((view) => (view === 'Edit' ? [] : [itemReference(title, view)])),
    ],
  }
}

function viewsOf(title: ItemTitle): readonly View[] {
  return EMBEDDED[title] ? VIEWS : ['View', 'Edit']
}

/** The schemas of the items, each as its contexts give it. */
export function itemSchemas(titles: Iterable<ItemTitle>): Record<string, Described> {
  return Object.fromEntries(
    [...titles].flatMap((title) =>
      viewsOf(title).map((view) => [
        toPascal(title) + (view === 'View' ? '' : view),
        toItem(title, view),
      ]),
    ),
  )
}

function toItem(title: ItemTitle, view: View): Described {
  const { properties, ...schema } = answerSchema(ITEM_SHAPES[title])
  const optional = new Set([SECRET[title], ...HEADS, ...optionalOf(ITEM_SHAPES[title])])
  const kept = Object.entries(properties as Record<string, Described>).filter(([name]) =>
    isShown(title, name, view),
  )
  const own = kept.map(([name, field]) => [name, inView(name, field, view)] as const)
  return {
    ...schema,
    description: `In ${view.toLowerCase()} context. With \`_fields\` only the fields asked for are there.`,
    required: own.map(([name]) => name).filter((name) => !optional.has(name)),
    properties: {
      ...Object.fromEntries(own),
      _links: { $ref: '#/components/schemas/Links' },
      _embedded: { type: 'object', additionalProperties: { type: 'array' } },
    },
  }
}

function optionalOf(shape: z.ZodObject): string[] {
  return Object.entries(shape.shape).flatMap(([name, field]) =>
    field instanceof z.ZodOptional ? [name] : [],
  )
}

function isShown(title: ItemTitle, name: string, view: View): boolean {
  if (view === 'Edit') return true
  if (EDIT_KEYS[title]?.includes(name)) return false
  return view === 'View' || (EMBEDDED[title]?.includes(name) ?? true)
}

/** A text as it is given: what its writer sent comes in edit context alone. */
function inView(name: string, field: Described, view: View): Described {
  // What is in the trash, or stands in a library, has a status that nobody can set.
  if (name === 'status' && field.type === 'string') return { type: 'string' }
  const { properties } = field as { properties?: Record<string, unknown> }
  if (!properties || !('raw' in properties)) return field
  const { raw: _raw, block_version: _version, ...shown } = properties
  if (view !== 'Edit') return { ...field, properties: shown }
  return { ...field, required: [...(field.required as string[]), 'raw'] }
}

/** The schema of what is answered. */
export function answerSchema(type: z.ZodType): Described {
  return mapSchemas(toJsonSchema(type, 'draft-2020-12'), (part) => {
    // PHP has one empty array for lists and maps, and clients know it as a list.
    if (part.type === 'object' && part.additionalProperties) {
      const { propertyNames: _, ...map } = part
      return { ...map, type: ['object', 'array'], maxItems: 0 }
    }
    // An address that nobody gave is empty.
    if (part.format === 'uri') return { ...part, format: 'uri-reference' }
    if (part.format === 'email') return { type: 'string' }
    return part
  }) as Described // an object stays one
}

/** Links of an item by relation. */
export const LINKS_SCHEMA: Described = {
  type: 'object',
  additionalProperties: {
    type: 'array',
    items: {
      type: 'object',
      required: ['href'],
      properties: {
        href: { type: 'string' },
        embeddable: { type: 'boolean' },
      },
    },
  },
}
