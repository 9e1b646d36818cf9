import * as z from 'zod'
import { keyCreate, keyUpdate } from './application-passwords.ts'
import { diffAnswer, diffQuery } from './diff.ts'
import { flag, integer } from './input.ts'
import { can, type Principal } from './keys.ts'
import type { ItemTitle } from './item-shapes.ts'
import { MERIDIAN } from './meridian-descriptions.ts'
import { listQuery as mediaQuery, mediaBody } from './media.ts'
import { articleBody } from './post-input.ts'
import { queries } from './post-query.ts'
import type { Capability } from './roles.ts'
import { SITE_DESCRIPTIONS, versionsOf } from './site-descriptions.ts'
import { newTermBody, queries as termQueries, termBody } from './terms.ts'
import { TRANSFER_DESCRIPTIONS } from './transfer-descriptions.ts'
import { userCreate, userListQuery, userQuery, userUpdate } from './user-input.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Endpoint {
  methods: readonly Method[]
  /** What the handler parses, from the same zod object. */
  args: z.ZodObject
  /** What it takes to be let in; nothing for what strangers read. */
  capability?: Capability
  /** What its address takes beside the body. */
  query?: z.ZodObject
  /** A body that is no JSON: the bytes of a file, as such or (`upload`) also in a form. */
  body?: 'bytes' | 'upload'
  /** What it does, where method and route do not tell. */
  summary?: string
  /** What a success answers, where that is not the route's item; null for no body. */
  answer?: z.ZodType | null
  /** The status of a success where it is not 201 for what is created and 200 else. */
  status?: number
}

/** A route as discovery and OPTIONS publish it. */
export interface RouteDescription {
  /** Below `wp-json`, with a name after `:` for what differs: `/wp/v2/posts/:id`. */
  path: string
  endpoints: readonly Endpoint[]
  /** Whether a write of it may come in a batch. */
  allowsBatch?: boolean
  /** Name of the item's shape, for routes that give one or a list. */
  item?: ItemTitle
  /** What GET gives of it: `/posts/:id` one and `/posts` a list, unless said otherwise. */
  gives?: 'one' | 'list' | 'map'
}

const EDIT: readonly Method[] = ['POST', 'PUT', 'PATCH']
const none = z.object({})
const context = z.enum(['view', 'embed', 'edit']).default('view')
const one = z.object({ id: integer.optional(), context })
const removal = z.object({ id: integer.optional(), force: flag.default(false) })

function withId(body: z.ZodObject): z.ZodObject {
  return z.object({ id: integer.optional(), ...body.shape })
}

interface Collection {
  path: string
  allowsBatch?: boolean
  item: ItemTitle
  query: z.ZodObject
  create: z.ZodObject
  update: z.ZodObject
  creation?: Pick<Endpoint, 'body' | 'summary'>
  rights: { create: Capability; edit: Capability; remove: Capability }
}

/** A list and its items, with what WordPress's controllers let people do to them. */
function collection(of: Collection): RouteDescription[] {
  const { path, item, allowsBatch = true } = of
  return [
    {
      path,
      item,
      allowsBatch,
      endpoints: [
        { methods: ['GET'], args: of.query },
        { methods: ['POST'], args: of.create, capability: of.rights.create, ...of.creation },
      ],
    },
    {
      path: `${path}/:id`,
      item,
      allowsBatch,
      endpoints: [
        { methods: ['GET'], args: one },
        { methods: EDIT, args: withId(of.update), capability: of.rights.edit },
        { methods: ['DELETE'], args: removal, capability: of.rights.remove },
      ],
    },
  ]
}

const posts = { create: 'edit_posts', edit: 'edit_posts', remove: 'delete_posts' } as const
const pages = { create: 'edit_pages', edit: 'edit_pages', remove: 'delete_pages' } as const
const media = { create: 'upload_files', edit: 'upload_files', remove: 'upload_files' } as const
const categories = {
  create: 'manage_categories',
  edit: 'manage_categories',
  remove: 'manage_categories',
} as const
const tags = { ...categories, create: 'edit_posts' } as const
const users = { create: 'create_users', edit: 'read', remove: 'delete_users' } as const
const term = { create: newTermBody, update: termBody }
const article = { create: articleBody, update: articleBody }
const keys = '/wp/v2/users/:user_id/application-passwords'

/** Every described route in the order of the index. */
export const DESCRIPTIONS: readonly RouteDescription[] = [
  ...collection({
    path: '/wp/v2/posts',
    item: 'post',
    rights: posts,
    query: queries.post,
    ...article,
  }),
  ...versionsOf('/wp/v2/posts', 'post', 'edit_posts'),
  ...collection({
    path: '/wp/v2/pages',
    item: 'page',
    rights: pages,
    query: queries.page,
    ...article,
  }),
  ...versionsOf('/wp/v2/pages', 'page', 'edit_pages'),
  ...collection({
    path: '/wp/v2/media',
    item: 'attachment',
    allowsBatch: false,
    query: mediaQuery,
    create: mediaBody,
    update: mediaBody,
    creation: { body: 'upload', summary: 'Upload a file' },
    rights: media,
  }),
  ...collection({
    path: '/wp/v2/categories',
    item: 'category',
    query: termQueries.category,
    rights: categories,
    ...term,
  }),
  ...collection({
    path: '/wp/v2/tags',
    item: 'tag',
    query: termQueries.post_tag,
    rights: tags,
    ...term,
  }),
  ...collection({
    path: '/wp/v2/users',
    item: 'user',
    query: userListQuery,
    create: userCreate,
    update: userUpdate,
    rights: users,
  }),
  {
    path: '/wp/v2/users/me',
    item: 'user',
    gives: 'one',
    endpoints: [
      { methods: ['GET'], args: userQuery, capability: 'read', summary: 'Tell who signed in' },
      { methods: EDIT, args: userUpdate, capability: 'read', summary: 'Change who signed in' },
      {
        methods: ['DELETE'],
        args: none,
        capability: 'delete_users',
        summary: 'Refused: roles are taken away',
      },
    ],
  },
  {
    path: keys,
    item: 'application-password',
    endpoints: [
      { methods: ['GET'], args: none, capability: 'read' },
      { methods: ['POST'], args: keyCreate, capability: 'read' },
      {
        methods: ['DELETE'],
        args: none,
        capability: 'read',
        summary: 'Revoke all application passwords of a user',
        answer: z.object({ deleted: z.literal(true), count: z.int() }),
      },
    ],
  },
  {
    path: `${keys}/introspect`,
    item: 'application-password',
    gives: 'one',
    endpoints: [
      {
        methods: ['GET'],
        args: none,
        capability: 'read',
        summary: 'Tell which application password the request was signed with',
      },
    ],
  },
  {
    path: `${keys}/:uuid`,
    item: 'application-password',
    endpoints: [
      { methods: ['GET'], args: none, capability: 'read' },
      { methods: EDIT, args: keyUpdate, capability: 'read' },
      { methods: ['DELETE'], args: none, capability: 'read' },
    ],
  },
  ...SITE_DESCRIPTIONS,
  ...(['posts', 'pages'] as const).map((route) => ({
    path: `/meridian/v1/${route}/:id/diff`,
    endpoints: [
      {
        methods: ['GET'],
        args: withId(diffQuery),
        capability: `edit_${route}`,
        summary: 'Tell what changed between two revisions',
        answer: diffAnswer,
      },
    ] as const,
  })),
  ...MERIDIAN,
  ...TRANSFER_DESCRIPTIONS,
]

/** What stands for each name of a path, as a regular expression. */
export const PATTERNS: Record<string, string> = {
  id: '[\\d]+',
  parent: '[\\d]+',
  uuid: '[\\w\\-]+',
  user_id: '(?:[\\d]+|me)',
  file: '.+',
}

/** The route as WordPress writes it: `/wp/v2/posts/(?P<id>[\d]+)`. */
export function patternOf({ path }: RouteDescription): string {
  return path.replace(/:(\w+)/g, (_, name: string) => `(?P<${name}>${PATTERNS[name] ?? '[\\w-]+'})`)
}

const MATCHERS = DESCRIPTIONS.map((route) => ({
  route,
  pattern: new RegExp(`^${patternOf(route).replaceAll('?P<', '?<')}/?$`),
}))

/** The description of a path below `wp-json`; a name goes before what differs (`users/me`). */
export function findDescription(path: string): RouteDescription | null {
  const found = MATCHERS.filter(({ pattern }) => pattern.test(path)).map(({ route }) => route)
  return found.find((route) => route.path === path) ?? found[0] ?? null
}

/** All methods of a route, or those that this user's role lets through. */
export function methodsOf(route: RouteDescription, principal?: Principal | null): Method[] {
  const open = route.endpoints.filter(
    ({ capability }) =>
      principal === undefined || capability === undefined || can(principal, capability),
  )
  return open.flatMap(({ methods }) => methods)
}
