import { offsetSeconds } from '#regions/format.ts'
import { absoluteUrl, apiPath, regionRoot } from '#regions/permalink.ts'
import { answer, pickFields } from './answers.ts'
import type { ApiContext } from './context.ts'
import {
  DESCRIPTIONS,
  findDescription,
  methodsOf,
  patternOf,
  type RouteDescription,
} from './descriptions.ts'
import { noRoute } from './errors.ts'
import { ITEM_SHAPES } from './item-shapes.ts'
import { toArgs, toItemSchema } from './json-schema.ts'
import { escapeQuoted } from './post-shape.ts'
import { CURIES, SCHEMA_ACTIONS, schemaLinks } from './links.ts'

const NAMESPACES = ['oembed/1.0', 'wp/v2', 'meridian/v1']

/** Where WordPress lets an app ask for a password of its own, below a region. */
export const AUTHORIZATION = '/wp-admin/authorize-application.php'

/**
 * GET of that page, which apps open before they take a password: what its reader has to do. Nobody signs in here by a page,
 * so that there is nobody to ask whether an app may have one.
 */
export function explainSignIn(): Response {
  const text = `Application passwords are given out by the administrators of this publication, or made at
wp/v2/users/me/application-passwords of its API by whoever has one. Go back to your app, and type in your user name and yours.
`
  const headers = { 'Content-Type': 'text/plain; charset=UTF-8', 'Cache-Control': 'no-store' }
  return new Response(text, { headers: { ...headers, 'X-Robots-Tag': 'noindex' } })
}

/** GET of the root: what a client that discovers the API asks first. */
export function apiIndex(c: ApiContext): Response {
  const { region } = c.var
  const home = absoluteUrl(c.env.SITE_URL, regionRoot(region)).replace(/\/$/, '')
  const api = (route = '') => absoluteUrl(c.env.SITE_URL, apiPath(region, route))
  const routes = DESCRIPTIONS.map((route) => [patternOf(route), toRoute(c, route)])
  const index = {
    name: escapeQuoted(region.name),
    description: escapeQuoted(region.tagline),
    url: home,
    home,
    gmt_offset: String(offsetSeconds(c.var.now, region.timezone) / 3600),
    timezone_string: region.timezone,
    page_for_posts: 0,
    page_on_front: 0,
    show_on_front: 'posts',
    namespaces: NAMESPACES,
    authentication: {
      'application-passwords': {
        endpoints: { authorization: `${home}${AUTHORIZATION}` },
      },
    },
    routes: {
      '/': { namespace: '', methods: ['GET'], endpoints: [{ methods: ['GET'], args: {} }] },
      ...Object.fromEntries(NAMESPACES.map((name) => [`/${name}`, namespaceRoute(name)])),
      ...Object.fromEntries(routes),
    },
    site_logo: 0,
    site_icon: 0,
    site_icon_url: '',
    _links: {
      self: [{ href: api() }],
      // RFC 8631
      'service-desc': [{ href: absoluteUrl(c.env.SITE_URL, '/openapi.json') }],
      curies: CURIES,
    },
  }
  return answer(pickFields(c, index), { headers: { Allow: 'GET' } })
}

function namespaceRoute(namespace: string) {
  return { namespace, methods: ['GET'], endpoints: [{ methods: ['GET'], args: {} }] }
}

/** GET of `wp/v2` and its kin: the routes of one namespace. */
export function namespaceIndex(c: ApiContext): Response {
  const below = c.req.path.split('/wp-json/')[1]?.replace(/\/$/, '') ?? ''
  const namespace = NAMESPACES.find((name) => name === below)
  if (namespace === undefined) throw noRoute()
  const own = DESCRIPTIONS.filter(({ path }) => path.startsWith(`/${namespace}/`))
  const index = {
    namespace,
    routes: {
      [`/${namespace}`]: namespaceRoute(namespace),
      ...Object.fromEntries(own.map((route) => [patternOf(route), toRoute(c, route)])),
    },
    _links: { up: [{ href: absoluteUrl(c.env.SITE_URL, apiPath(c.var.region)) }] },
  }
  return answer(pickFields(c, index), { headers: { Allow: 'GET' } })
}

/** OPTIONS: the route's description, with the schema of its items. */
export function describeRoute(c: ApiContext): Response {
  const path = `/${c.req.path.split('/wp-json/')[1] ?? ''}`
  const route = findDescription(path.replace(/\/$/, ''))
  if (route === null) throw noRoute()
  const { item } = route
  const description = {
    ...toRoute(c, route),
    ...(item && { schema: { ...toItemSchema(item, ITEM_SHAPES[item]), ...actionsOf(c, route) } }),
    _links: {
      self: [{ href: absoluteUrl(c.env.SITE_URL, apiPath(c.var.region, path.slice(1))) }],
    },
  }
  return answer(pickFields(c, description))
}

/** What an item's `wp:action-*` links stand for, told beside its schema (get_schema_links). */
function actionsOf(c: ApiContext, { path, item }: RouteDescription) {
  const actions = SCHEMA_ACTIONS[item ?? 'type']
  if (actions === undefined) return {}
  const base = absoluteUrl(c.env.SITE_URL, apiPath(c.var.region, path.slice(1)))
  const href = `${base.replace(/\/:id$/, '')}/{id}`
  return { links: schemaLinks(actions, href) }
}

function toRoute(c: ApiContext, route: RouteDescription): Record<string, unknown> {
  const { path, endpoints, allowsBatch } = route
  const href = absoluteUrl(c.env.SITE_URL, apiPath(c.var.region, path.slice(1)))
  return {
    namespace: NAMESPACES.find((name) => path.startsWith(`/${name}/`)) ?? '',
    methods: [...new Set(methodsOf(route))],
    endpoints: endpoints.map(({ methods, args, query }) => ({
      methods,
      ...(allowsBatch && { allow_batch: { v1: true } }),
      args: { ...(query && toArgs(query)), ...toArgs(args) },
    })),
    // Only an address without a gap leads somewhere.
    ...(!path.includes(':') && { _links: { self: [{ href }] } }),
  }
}
