import * as z from 'zod'
import { listRegions, type RegionSettings } from '#content/regions.ts'
import { PAGE, PRIVATE } from '#edge/policy.ts'
import { etagOf } from '#edge/etag.ts'
import { conditional, stamp } from '#edge/stamp.ts'
import { absoluteUrl, apiPath } from '#regions/permalink.ts'
import type { Env } from '../env.ts'
import { DESCRIPTIONS, PATTERNS, type RouteDescription } from './descriptions.ts'
import type { Described } from './json-schema.ts'
import { mapSchemas } from './json-schema.ts'
import { ERROR_SCHEMA, errorResponses } from './openapi-errors.ts'
import { itemSchemas, LINKS_SCHEMA } from './openapi-items.ts'
import { tagOf, toOperation } from './openapi-operations.ts'

const DESCRIPTION = `WordPress's REST API v2, and \`meridian/v1\` for what it has no word for. Each region is a server. HEAD goes \
wherever GET does, and OPTIONS of a route describes it.`

/**
 * GET /openapi.json: every route of the API (OpenAPI 3.1), from the objects that validate. The same for everybody, and
 * kept at the edge until a region changes.
 */
export async function getOpenApi(request: Request, env: Env): Promise<Response> {
  const regions = await listRegions(env.DB)
  const body = JSON.stringify(toDocument(env.SITE_URL, regions))
  const response = new Response(body, {
    headers: {
      'Content-Type': 'application/json; charset=UTF-8',
      'Access-Control-Allow-Origin': '*',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
      ETag: etagOf(body),
    },
  })
  // A query means nothing here, and makes an endless number of addresses: none of them is stored.
  const policy = new URL(request.url).search === '' ? PAGE : PRIVATE
  const shown = regions.map(({ code }) => ({ kind: 'region', region: code }) as const)
  return conditional(request, stamp(response, policy, [{ kind: 'publication' }, ...shown]))
}

function toDocument(siteUrl: string, regions: readonly RegionSettings[]): Described {
  const titles = new Set(DESCRIPTIONS.flatMap(({ item }) => item ?? []))
  const schemas: Record<string, unknown> = {
    Error: ERROR_SCHEMA,
    Links: LINKS_SCHEMA,
    ...itemSchemas(titles),
  }
  const paths = hoist(toPaths(), schemas)
  return {
    openapi: '3.1.1',
    info: { title: 'Meridian', version: '1', description: DESCRIPTION },
    servers: regions.map((region) => ({
      url: absoluteUrl(siteUrl, apiPath(region)).replace(/\/$/, ''),
      description: region.name,
    })),
    tags: [...new Set(ROUTES.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        applicationPassword: {
          type: 'http',
          scheme: 'basic',
          description: 'User name and application password.',
        },
      },
      schemas,
      parameters: PARAMETERS,
      headers: HEADERS,
      responses: errorResponses(),
    },
  }
}

/** The paths with the schemas that have a name moved to where all of those are. */
function hoist(paths: Described, schemas: Record<string, unknown>): unknown {
  return mapSchemas(paths, ({ $defs, ...part }) => {
    Object.assign(schemas, $defs)
    const { $ref } = part
    return typeof $ref === 'string'
      ? { $ref: $ref.replace('#/$defs/', '#/components/schemas/') }
      : part
  })
}

const DISCOVERY: RouteDescription[] = [
  discovery('/', 'Tell of the region and every route'),
  discovery('/:vendor/:version', 'Tell of the routes of a namespace: wp/v2'),
]
const ROUTES = [...DISCOVERY, ...DESCRIPTIONS]

function discovery(path: string, summary: string): RouteDescription {
  const none = z.object({})
  return { path, endpoints: [{ methods: ['GET'], args: none, answer: none, summary }] }
}

function toPaths(): Described {
  return Object.fromEntries(
    ROUTES.map((route) => {
      const operations = route.endpoints.flatMap((endpoint) =>
        endpoint.methods.map((method) => [
          method.toLowerCase(),
          toOperation(route, endpoint, method),
        ]),
      )
      return [
        route.path.replace(/:(\w+)/g, '{$1}'),
        { parameters: pathParameters(route), ...Object.fromEntries(operations) },
      ]
    }),
  )
}

function pathParameters({ path }: RouteDescription): Described[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => {
    const pattern = PATTERNS[name] ?? '[\\w-]+'
    const schema =
      pattern === '[\\d]+' ? { type: 'integer' } : { type: 'string', pattern: `^${pattern}$` }
    return { name, in: 'path', required: true, schema }
  })
}

function parameter(place: 'query' | 'header', name: string, description: string): Described {
  return place === 'header'
    ? { name, in: place, description, schema: { type: 'string' } }
    : {
        name,
        in: place,
        description,
        style: 'form',
        explode: false,
        schema: { type: 'array', items: { type: 'string' } },
      }
}

const PARAMETERS: Record<string, Described> = {
  fields: parameter('query', '_fields', 'Fields to keep: id,title.rendered.'),
  embed: parameter('query', '_embed', 'Links to follow into `_embedded`; 1 for all.'),
  ifMatch: parameter('header', 'If-Match', 'The ETag that was read: 412 if it has changed.'),
  idempotencyKey: parameter('header', 'Idempotency-Key', 'Sent again, it makes nothing twice.'),
  name: parameter('header', 'Content-Disposition', 'With bytes: attachment; filename="a.jpg".'),
  md5: parameter('header', 'Content-MD5', 'Of the body, in hex: 412 if it arrived otherwise.'),
}

const header = (description: string, type = 'string') => ({ description, schema: { type } })

const HEADERS: Record<string, Described> = {
  'X-WP-Total': header('Items of all pages.', 'integer'),
  'X-WP-TotalPages': header('Pages.', 'integer'),
  Link: header('`prev` and `next` page, root of the API.'),
  Allow: header('What this user may do here.'),
  Location: header('Address of what was created.'),
  ETag: header('For If-Match.'),
}
