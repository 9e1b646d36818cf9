import * as z from 'zod'
import type { Endpoint, Method, RouteDescription } from './descriptions.ts'
import type { ItemTitle } from './item-shapes.ts'
import { isOptional } from './input.ts'
import { toJsonSchema, type Described } from './json-schema.ts'
import { errorReferences, type ErrorStatus } from './openapi-errors.ts'
import { answerSchema, inAnyContext, itemReference, toPascal } from './openapi-items.ts'

/** Items that no creation makes twice. */
const UNREPEATED: readonly ItemTitle[] = ['post', 'page', 'attachment', 'category', 'tag', 'user']
/** Items that carry an ETag, to which an edit may be bound. */
const VERSIONED: readonly ItemTitle[] = [...UNREPEATED, 'region']
/** Items that a first DELETE puts into the trash. */
const ARTICLES: readonly ItemTitle[] = ['post', 'page']
/** Items whose links can be followed in the same answer. */
const EMBEDDING: readonly ItemTitle[] = [...ARTICLES, 'search-result']

/** One method of one endpoint as it is described. */
interface Operation {
  route: RouteDescription
  endpoint: Endpoint
  method: Method
  kind: 'one' | 'list' | 'map'
}

/** An operation of the document: one method of a route. */
export function toOperation(
  route: RouteDescription,
  endpoint: Endpoint,
  method: Method,
): Described {
  const kind = route.gives ?? (/:\w+$/.test(route.path) || !route.item ? 'one' : 'list')
  const it = { route, endpoint, method, kind } satisfies Operation
  const { capability } = endpoint
  const body = toRequestBody(it)
  return {
    operationId: operationId(it),
    summary: endpoint.summary ?? summaryOf(it),
    tags: [tagOf(route)],
    security: [...(capability ? [] : [{}]), { applicationPassword: [] }],
    parameters: toParameters(it),
    ...(body && { requestBody: body }),
    responses: { ...toSuccess(it), ...errorReferences(errorsOf(it)) },
  }
}

/** The group that a route belongs to: `posts`, `import`. */
export function tagOf({ path }: RouteDescription): string {
  const [, vendor = '', , group] = path.split('/')
  return group ?? (/^\w/.test(vendor) ? vendor : 'discovery')
}

const isWrite = ({ method }: Operation) => method !== 'GET' && method !== 'DELETE'
const isCreation = (it: Operation) => it.method === 'POST' && it.kind === 'list' && it.route.item

/** Whether an Idempotency-Key keeps it from being done twice. */
function isUnrepeated(it: Operation): boolean {
  const { item } = it.route
  return Boolean(isCreation(it)) && item !== undefined && UNREPEATED.includes(item)
}

function singular(word: string): string {
  return word
    .replace(/ies$/, 'y')
    .replace(/(us|ss)es$/, '$1')
    .replace(/(?<![us])s$/, '')
}

function operationId(it: Operation): string {
  const [, vendor = '', , ...parts] = it.route.path.split('/')
  const words = parts.flatMap((part, index) => {
    if (part.startsWith(':')) return []
    const isOne =
      parts[index + 1]?.startsWith(':') || (index === parts.length - 1 && isCreation(it))
    return [toPascal(isOne ? singular(part) : part)]
  })
  const verbs: Record<Method, string> = {
    GET: it.kind === 'one' ? 'get' : 'list',
    POST: isCreation(it) ? 'create' : it.route.item ? 'update' : 'post',
    PUT: 'put',
    PATCH: 'patch',
    DELETE: 'delete',
  }
  const space = vendor === 'wp' ? '' : toPascal(vendor)
  return verbs[it.method] + space + (words.join('') || 'Index')
}

function summaryOf(it: Operation): string {
  const { item, path } = it.route
  const last = path.split('/').findLast((part) => !part.startsWith(':')) ?? ''
  const many = last.replaceAll('-', ' ')
  const noun = item === 'attachment' ? 'media file' : singular(many)
  const isAll = it.kind === 'one' && !/:\w+$/.test(path)
  const one = isAll ? many : `${/^[aeio]/.test(noun) ? 'an' : 'a'} ${noun}`
  if (it.method === 'GET') return it.kind === 'one' ? `Get ${one}` : `List ${many}`
  if (it.method === 'DELETE') return `Delete ${one}`
  return `${isCreation(it) ? 'Create' : 'Change'} ${one}`
}

function toParameters(it: Operation): Described[] {
  const { route, endpoint, method } = it
  const { item, path } = route
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)
  const shape = {
    ...(isWrite(it) ? {} : endpoint.args.shape),
    ...endpoint.query?.shape,
  }
  const query = Object.entries(shape).filter(([name]) => !inPath.includes(name))
  const shared = (name: string) => ({ $ref: `#/components/parameters/${name}` })
  const isVersioned = item && VERSIONED.includes(item) && method !== 'GET' && !isCreation(it)
  return [
    ...query.flatMap(([name, field]) => toParameter(name, field as z.ZodType)),
    ...(path.startsWith('/wp/') ? [shared('fields')] : []),
    ...(item && EMBEDDING.includes(item) && method === 'GET' ? [shared('embed')] : []),
    ...(isVersioned ? [shared('ifMatch')] : []),
    ...(isUnrepeated(it) ? [shared('idempotencyKey')] : []),
    ...(endpoint.body === 'upload' ? [shared('name'), shared('md5')] : []),
  ]
}

function toParameter(name: string, field: z.ZodType): Described[] {
  const { description, ...schema } = toJsonSchema(field, 'draft-2020-12')
  const said = typeof description === 'string' ? { description } : {}
  const forms = schema.anyOf as Described[] | undefined
  const list = forms?.find(({ type }) => type === 'array')
  const object = forms?.find(({ type }) => type === 'object')
  const own = toQuery(name, list && object ? list : schema, !isOptional(field), said)
  if (!list || !object) return [own]
  // The same value in its long form: PHP's brackets, one name for each part of it.
  const parts = Object.entries(object.properties as Record<string, Described>)
  return [own, ...parts.map(([part, below]) => toQuery(`${name}[${part}]`, below, false, {}))]
}

function toQuery(name: string, schema: Described, required: boolean, said: Described): Described {
  const isList = schema.type === 'array'
  return {
    name,
    in: 'query',
    ...said,
    ...(required && { required }),
    ...(isList && { style: 'form', explode: false }),
    schema,
  }
}

const BYTES = { '*/*': { schema: { description: 'The bytes of the file.' } } }

function toRequestBody(it: Operation): Described | null {
  const { endpoint, route } = it
  if (!isWrite(it)) return null
  if (endpoint.body === 'bytes') return { required: true, content: BYTES }
  const inPath = new Set([...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name))
  const fields = Object.entries(endpoint.args.shape).filter(([name]) => !inPath.has(name))
  if (fields.length === 0) return null
  const schema = toJsonSchema(z.object(Object.fromEntries(fields)), 'draft-2020-12')
  if (endpoint.body === 'upload') {
    const file = { description: 'The file.', contentMediaType: 'application/octet-stream' }
    const properties = { file, ...(schema.properties as Described) }
    const form = { schema: { ...schema, required: ['file'], properties } }
    return { required: true, content: { 'multipart/form-data': form, ...BYTES } }
  }
  const { item } = route
  if (!item) return { required: true, content: { 'application/json': { schema } } }
  const name = toPascal(item) + (isCreation(it) ? 'Create' : 'Update')
  const content = { schema: { $ref: `#/$defs/${name}`, $defs: { [name]: schema } } }
  return {
    ...(schema.required !== undefined && { required: true }),
    content: { 'application/json': content, 'application/x-www-form-urlencoded': content },
  }
}

function toSuccess(it: Operation): Record<string, Described> {
  const { endpoint, route } = it
  const status = endpoint.status ?? (isCreation(it) ? 201 : 200)
  const schema = answerOf(it)
  const names = [
    ...(it.method === 'GET' && it.kind === 'list' && route.item
      ? ['X-WP-Total', 'X-WP-TotalPages']
      : []),
    ...(status === 201 && route.item ? ['Location'] : []),
    ...(route.item && it.kind !== 'map' && it.method !== 'DELETE' ? ['Link', 'Allow'] : []),
    ...(hasEtag(it) ? ['ETag'] : []),
  ]
  const headers = names.map((name) => [name, { $ref: `#/components/headers/${name}` }])
  const answer = {
    description: status === 201 ? 'Created.' : 'Done.',
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    ...(schema && { content: { 'application/json': { schema } } }),
  }
  // Storing what is there already is no creation.
  return { [status]: answer, ...(status === 201 && !route.item && { 200: answer }) }
}

function hasEtag({ route: { item }, method, kind }: Operation): boolean {
  const isList = kind === 'list' && method === 'GET'
  return item !== undefined && VERSIONED.includes(item) && method !== 'DELETE' && !isList
}

function answerOf(it: Operation): Described | null {
  const { endpoint, route, method, kind } = it
  const { item } = route
  if (endpoint.answer !== undefined) return endpoint.answer && answerSchema(endpoint.answer)
  if (item === undefined) return {}
  if (method === 'DELETE') return toDeleted(item)
  if (method !== 'GET') return itemReference(item, 'Edit')
  const one = 'context' in endpoint.args.shape ? inAnyContext(item) : itemReference(item)
  if (kind === 'one') return one
  return kind === 'list'
    ? { type: 'array', items: one }
    : { type: 'object', additionalProperties: one }
}

function toDeleted(item: ItemTitle): Described {
  const previous = itemReference(item, 'Edit')
  const deleted = {
    type: 'object',
    required: ['deleted', 'previous'],
    properties: { deleted: { const: true }, previous },
  }
  return ARTICLES.includes(item) ? { anyOf: [deleted, previous] } : deleted
}

function errorsOf(it: Operation): ErrorStatus[] {
  const { item, path } = it.route
  const isImport = path.includes('/import') || path.includes('/uploads')
  const isDelete = it.method === 'DELETE'
  const isTrashable = item !== undefined && ARTICLES.includes(item)
  const isVersioned = item !== undefined && VERSIONED.includes(item)
  const when: [boolean, ErrorStatus][] = [
    [true, 400],
    [true, 401],
    [true, 403],
    [true, 404],
    [(isImport && isWrite(it)) || isUnrepeated(it), 409],
    [isDelete && isTrashable, 410],
    [it.endpoint.body === 'upload' || (isVersioned && it.method !== 'GET' && !isCreation(it)), 412],
    [isWrite(it), 413],
    [isUnrepeated(it), 422],
    [true, 429],
    [true, 500],
    [isDelete && !isTrashable, 501],
  ]
  return when.filter(([is]) => is).map(([, status]) => status)
}
