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

const DESCRIPTION = `The API of WordPress (REST v2) with what it has no word for in \`meridian/v1\`. Each region is a server.
HEAD is answered as GET without its body; OPTIONS of a route describes it to whoever asks. A POST with \`_method\` or
X-HTTP-Method-Override stands for other methods, \`_envelope\` puts status and headers into the document, and
\`/?rest_route=/wp/v2/posts\` is another address of a route.`

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
  const paths = hoist({ ...discoveryPaths(), ...routePaths() }, schemas)
  return {
    openapi: '3.1.1',
    info: { title: 'Meridian', version: '1', description: DESCRIPTION.replaceAll('\n', ' ') },
    servers: regions.map((region) => ({
      url: absoluteUrl(siteUrl, apiPath(region)).replace(/\/$/, ''),
      description: region.name,
    })),
    tags: [...new Set(['discovery', ...DESCRIPTIONS.map(tagOf)])].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        applicationPassword: {
          type: 'http',
          scheme: 'basic',
          description: 'A user name, or e-mail address, with an application password.',
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

function routePaths(): Record<string, Described> {
  return Object.fromEntries(
    DESCRIPTIONS.map((route) => {
      const operations = route.endpoints.flatMap((endpoint) =>
        endpoint.methods.map((method) => [
          method.toLowerCase(),
          toOperation(route, endpoint, method),
        ]),
      )
      const parameters = pathParameters(route)
      return [
        route.path.replace(/:(\w+)/g, '{$1}'),
        { ...(parameters.length > 0 && { parameters }), ...Object.fromEntries(operations) },
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

/** The routes that tell of the others. */
function discoveryPaths(): Record<string, Described> {
  const get = (operationId: string, summary: string, parameters: Described[] = []) => ({
    ...(parameters.length > 0 && { parameters }),
    get: {
      operationId,
      summary,
      tags: ['discovery'],
      security: [{}, { applicationPassword: [] }],
      parameters: [{ $ref: '#/components/parameters/fields' }],
      responses: {
        200: {
          description: 'Done.',
          content: { 'application/json': { schema: { type: 'object' } } },
        },
        404: { $ref: '#/components/responses/Error404' },
      },
    },
  })
  const segment = (name: string, example: string) => ({
    name,
    in: 'path',
    required: true,
    example,
    schema: { type: 'string' },
  })
  return {
    '/': get('getIndex', 'Tell of the region, how to sign in, and every route'),
    '/{vendor}/{version}': get('getNamespace', 'Tell of the routes of one namespace', [
      segment('vendor', 'wp'),
      segment('version', 'v2'),
    ]),
  }
}

const text = { type: 'string' }

const PARAMETERS: Record<string, Described> = {
  fields: {
    name: '_fields',
    in: 'query',
    description: 'Fields to keep, the nested ones after a dot: id,title.rendered.',
    style: 'form',
    explode: false,
    schema: { type: 'array', items: text },
  },
  embed: {
    name: '_embed',
    in: 'query',
    description: 'Links to follow, into `_embedded`; 1 for all that can be.',
    style: 'form',
    explode: false,
    schema: { type: 'array', items: text },
  },
  ifMatch: {
    name: 'If-Match',
    in: 'header',
    description:
      'The ETag that was read: the write is refused (412) if the item has changed since.',
    schema: text,
  },
  contentDisposition: {
    name: 'Content-Disposition',
    in: 'header',
    description: 'For a file that is the body itself: attachment; filename="name.jpg".',
    schema: text,
  },
  contentMd5: {
    name: 'Content-MD5',
    in: 'header',
    description: 'MD5 of the body, in hex: another body is refused (412).',
    schema: text,
  },
}

const header = (description: string, type = 'string') => ({ description, schema: { type } })

const HEADERS: Record<string, Described> = {
  'X-WP-Total': header('Items of all pages.', 'integer'),
  'X-WP-TotalPages': header('Number of pages.', 'integer'),
  Link: header('The pages before and after (`prev`, `next`), and the root of the API.'),
  Allow: header('What this user may do here.'),
  Location: header('Address of what was created.'),
  ETag: header('Names this state of the item, for If-Match.'),
  'WWW-Authenticate': header('Asks for HTTP Basic, where a wrong password came.'),
}
