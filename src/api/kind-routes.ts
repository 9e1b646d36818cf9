import * as z from 'zod'
import { answerShared, pickFields } from './answers.ts'
import { queryParams, type ApiContext } from './context.ts'
import { ApiError, forbidden } from './errors.ts'
import { collectionParams, parseParams } from './input.ts'
import { can } from './keys.ts'
import { fieldsOf, STATUS_KINDS, TAXONOMIES, TYPES, type Kind } from './kinds.ts'
import { CURIES } from './links.ts'
import { apiUrl } from './media-shape.ts'
import type { View } from './post-shape.ts'

const { context } = collectionParams
export const kindQuery = z.object({ context })
export const taxonomiesQuery = kindQuery.extend({ type: z.string().optional() })

const WORDS = {
  types: {
    refusal: 'Sorry, you are not allowed to edit posts in this post type.',
    missing: ['rest_type_invalid', 'Invalid post type.'],
  },
  taxonomies: {
    refusal: 'Sorry, you are not allowed to manage terms in this taxonomy.',
    missing: ['rest_taxonomy_invalid', 'Invalid taxonomy.'],
  },
} as const
type Route = keyof typeof WORDS

/** GET types: posts, pages and media, with what tools need to work with them in edit context. */
export function listTypes(c: ApiContext): Response {
  const { context: view } = parseQuery(c, kindQuery)
  return answerKinds(c, 'types', TYPES, view)
}

/** GET taxonomies: categories and tags, or those of one type. */
export function listTaxonomies(c: ApiContext): Response {
  const query = parseQuery(c, taxonomiesQuery)
  const { type } = query
  const own = type ? TAXONOMIES.filter(({ fields }) => isOf(fields.types, type)) : TAXONOMIES
  return answerKinds(c, 'taxonomies', own, query.context)
}

function isOf(types: unknown, type: string): boolean {
  return Array.isArray(types) && types.includes(type)
}

function parseQuery<T extends z.ZodType>(c: ApiContext, schema: T): z.output<T> {
  return parseParams(schema, queryParams(new URL(c.req.url).searchParams))
}

function answerKinds(c: ApiContext, route: Route, kinds: readonly Kind[], view: View): Response {
  const { principal } = c.var
  const isEdit = view === 'edit'
  const shown = isEdit ? kinds.filter(({ capability }) => can(principal, capability)) : kinds
  if (isEdit && shown.length === 0) {
    throw forbidden('rest_cannot_view', WORDS[route].refusal, principal !== null)
  }
  const items = shown.map((kind) => [kind.fields.slug, toItem(c, route, kind, view)])
  // One without any is an object all the same.
  return answerShared(c, items.length === 0 ? {} : pickFields(c, Object.fromEntries(items)), [])
}

function toItem(c: ApiContext, route: Route, kind: Kind, view: View): Record<string, unknown> {
  return {
    ...fieldsOf(kind, view),
    _links: {
      collection: [{ href: apiUrl(c, route) }],
      'wp:items': [{ href: apiUrl(c, String(kind.fields.rest_base)) }],
      curies: CURIES,
    },
  }
}

/** GET types/{type}. */
export const getType = (c: ApiContext) => answerKind(c, 'types', TYPES)

/** GET taxonomies/{taxonomy}. */
export const getTaxonomy = (c: ApiContext) => answerKind(c, 'taxonomies', TAXONOMIES)

function answerKind(c: ApiContext, route: Route, kinds: readonly Kind[]): Response {
  const { context: view } = parseQuery(c, kindQuery)
  const { refusal, missing } = WORDS[route]
  const kind = kinds.find(({ fields }) => fields.slug === c.req.param('slug'))
  if (kind === undefined) throw new ApiError(missing[0], missing[1], 404)
  if (view === 'edit' && !can(c.var.principal, kind.capability)) {
    throw forbidden('rest_forbidden_context', refusal, c.var.principal !== null)
  }
  return answerShared(c, pickFields(c, toItem(c, route, kind, view)), [])
}

/** GET statuses: what is published to everybody, the others to whoever writes. */
export function listStatuses(c: ApiContext): Response {
  const { context: view } = parseQuery(c, kindQuery)
  const { principal } = c.var
  if (view === 'edit' && !can(principal, 'edit_posts')) {
    const message = 'Sorry, you are not allowed to manage post statuses.'
    throw forbidden('rest_cannot_view', message, principal !== null)
  }
  const shown = STATUS_KINDS.filter((kind) => mayRead(c, kind))
  const items = shown.map((kind) => [kind.fields.slug, toStatus(c, kind, view)])
  return answerShared(c, pickFields(c, Object.fromEntries(items)), [])
}

/** GET statuses/{status}. */
export function getStatus(c: ApiContext): Response {
  const { context: view } = parseQuery(c, kindQuery)
  const kind = STATUS_KINDS.find(({ fields }) => fields.slug === c.req.param('slug'))
  if (kind === undefined) throw new ApiError('rest_status_invalid', 'Invalid status.', 404)
  if (!mayRead(c, kind)) {
    throw forbidden('rest_cannot_read_status', 'Cannot view status.', c.var.principal !== null)
  }
  return answerShared(c, pickFields(c, toStatus(c, kind, view)), [])
}

function mayRead(c: ApiContext, { fields, capability }: Kind): boolean {
  return fields.public === true || can(c.var.principal, capability)
}

function toStatus(c: ApiContext, kind: Kind, view: View): Record<string, unknown> {
  const { slug } = kind.fields
  const archives = apiUrl(c, slug === 'publish' ? 'posts' : `posts?status=${slug}`)
  return { ...fieldsOf(kind, view), _links: { archives: [{ href: archives }] } }
}
