import * as z from 'zod'
import { themesQuery } from './absent.ts'
import { batchBody } from './batch-input.ts'
import { commentBody, commentQuery, commentsQuery } from './comments.ts'
import type { Endpoint, Method, RouteDescription } from './descriptions.ts'
import { flag, integer } from './input.ts'
import { kindQuery, taxonomiesQuery } from './kind-routes.ts'
import { embedQuery, proxyQuery } from './oembed.ts'
import { articleBody } from './post-input.ts'
import { revisionQuery, revisionsQuery } from './revisions.ts'
import type { Capability } from './roles.ts'
import { searchQuery } from './search.ts'
import { settingsBody } from './settings.ts'

const EDIT: readonly Method[] = ['POST', 'PUT', 'PATCH']
const none = z.object({})
const anything = z.record(z.string(), z.unknown())
/** The answer to one request of a batch. */
const responseShape = z.object({ status: z.int(), headers: anything, body: z.unknown() })
const parent = { parent: integer.optional() }
const item = { ...parent, id: integer.optional() }

function reads(args: z.ZodObject, capability?: Capability): Endpoint {
  return { methods: ['GET'], args, ...(capability && { capability }) }
}

/** What an article said and what was typed meanwhile. */
export function versionsOf(path: string, of: 'post' | 'page', edit: Capability) {
  const title = `${of}-revision` as const
  const one = revisionQuery.extend(item)
  const removal = z.object({ ...item, force: flag.default(false) })
  return [
    {
      path: `${path}/:parent/revisions`,
      item: title,
      endpoints: [reads(revisionsQuery.extend(parent), edit)],
    },
    {
      path: `${path}/:parent/revisions/:id`,
      item: title,
      // Nobody may delete what was said: WordPress names the method all the same.
      endpoints: [
        reads(one, edit),
        {
          methods: ['DELETE'],
          args: removal,
          capability: 'delete_themes',
          summary: 'Refused: revisions stay',
        },
      ],
    },
    {
      path: `${path}/:id/autosaves`,
      item: title,
      endpoints: [
        reads(revisionQuery.extend(item), edit),
        { methods: ['POST'], args: articleBody.extend(item), capability: edit, status: 200 },
      ],
    },
    { path: `${path}/:parent/autosaves/:id`, item: title, endpoints: [reads(one, edit)] },
  ] satisfies RouteDescription[]
}

/** Everything beside articles, terms, media and users. */
export const SITE_DESCRIPTIONS: readonly RouteDescription[] = [
  {
    path: '/batch/v1',
    endpoints: [
      {
        methods: ['POST'],
        args: batchBody,
        summary: 'Send several writes at once',
        answer: z.object({
          failed: z.literal('validation').optional(),
          responses: z.array(responseShape.nullable()),
        }),
        status: 207,
      },
    ],
  },
  {
    path: '/oembed/1.0/embed',
    endpoints: [{ ...reads(embedQuery), summary: 'Quote an article', answer: anything }],
  },
  {
    path: '/oembed/1.0/proxy',
    endpoints: [
      { ...reads(proxyQuery, 'edit_posts'), summary: 'Quote an address', answer: anything },
    ],
  },
  {
    path: '/wp/v2/comments',
    item: 'comment',
    endpoints: [reads(commentsQuery), { methods: ['POST'], args: commentBody, capability: 'read' }],
  },
  {
    path: '/wp/v2/comments/:id',
    item: 'comment',
    endpoints: [
      reads(commentQuery.extend({ id: integer.optional() })),
      {
        methods: EDIT,
        args: commentBody.extend({ id: integer.optional() }),
        capability: 'moderate_comments',
      },
      {
        methods: ['DELETE'],
        args: z.object({ id: integer.optional(), force: flag.default(false) }),
        capability: 'moderate_comments',
      },
    ],
  },
  {
    path: '/wp/v2/search',
    item: 'search-result',
    endpoints: [{ ...reads(searchQuery), summary: 'Search' }],
  },
  { path: '/wp/v2/types', item: 'type', gives: 'map', endpoints: [reads(kindQuery)] },
  { path: '/wp/v2/types/:type', item: 'type', endpoints: [reads(kindQuery)] },
  { path: '/wp/v2/statuses', item: 'status', gives: 'map', endpoints: [reads(kindQuery)] },
  { path: '/wp/v2/statuses/:status', item: 'status', endpoints: [reads(kindQuery)] },
  {
    path: '/wp/v2/taxonomies',
    item: 'taxonomy',
    gives: 'map',
    endpoints: [reads(taxonomiesQuery)],
  },
  { path: '/wp/v2/taxonomies/:taxonomy', item: 'taxonomy', endpoints: [reads(kindQuery)] },
  {
    path: '/wp/v2/settings',
    item: 'settings',
    gives: 'one',
    endpoints: [
      reads(none, 'manage_options'),
      { methods: EDIT, args: settingsBody, capability: 'manage_options' },
    ],
  },
  {
    path: '/wp/v2/themes',
    endpoints: [
      { ...reads(themesQuery, 'edit_posts'), summary: 'List themes', answer: z.array(anything) },
    ],
  },
  {
    path: '/wp/v2/plugins',
    endpoints: [
      { ...reads(none, 'activate_plugins'), summary: 'List plugins', answer: z.array(anything) },
    ],
  },
  {
    path: '/wp/v2/block-types',
    endpoints: [
      { ...reads(none, 'edit_posts'), summary: 'List block types', answer: z.array(anything) },
    ],
  },
]
