import * as z from 'zod'
import { auditQuery } from './audit.ts'
import { purgeBody } from './cache.ts'
import type { Method, RouteDescription } from './descriptions.ts'
import { navigationBody } from './navigation.ts'
import { redirectCreate, redirectQuery, redirectUpdate } from './redirects.ts'
import { regionCreate, regionQuery, regionRemoval, regionUpdate } from './regions.ts'
import { groupBody, groupQuery, missingQuery } from './translations.ts'

const EDIT: readonly Method[] = ['POST', 'PUT', 'PATCH']
const none = z.object({})
const administrator = 'manage_options'
const editor = 'edit_others_posts'

/** What WordPress has no word for, in the order of the index. */
export const MERIDIAN: readonly RouteDescription[] = [
  {
    path: '/meridian/v1/audit',
    item: 'audit-entry',
    endpoints: [
      {
        methods: ['GET'],
        args: auditQuery,
        capability: administrator,
        summary: 'Tell who changed what',
      },
    ],
  },
  {
    path: '/meridian/v1/cache/purge',
    endpoints: [
      {
        methods: ['POST'],
        args: purgeBody,
        capability: administrator,
        summary: 'Purge pages of the edge cache, or all',
        answer: z.object({ purged: z.boolean(), pending: z.int() }),
      },
    ],
  },
  {
    path: '/meridian/v1/cache/queue',
    item: 'purge-queue',
    gives: 'one',
    endpoints: [
      {
        methods: ['GET'],
        args: none,
        capability: administrator,
        summary: 'Tell what waits for its purge',
      },
    ],
  },
  {
    path: '/meridian/v1/cache/retry',
    item: 'purge-queue',
    gives: 'one',
    endpoints: [
      {
        methods: ['POST'],
        args: none,
        capability: administrator,
        summary: 'Purge what waits',
      },
    ],
  },
  {
    path: '/meridian/v1/navigation',
    item: 'menu',
    endpoints: [{ methods: ['GET'], args: none }],
  },
  {
    path: '/meridian/v1/navigation/:location',
    item: 'menu',
    endpoints: [
      { methods: ['GET'], args: none },
      { methods: EDIT, args: navigationBody, capability: 'edit_theme_options' },
      { methods: ['DELETE'], args: none, capability: 'edit_theme_options' },
    ],
  },
  {
    path: '/meridian/v1/redirects',
    item: 'redirect',
    endpoints: [
      { methods: ['GET'], args: redirectQuery, capability: administrator },
      { methods: ['POST'], args: redirectCreate, capability: administrator },
    ],
  },
  {
    path: '/meridian/v1/redirects/:redirect',
    item: 'redirect',
    endpoints: [
      { methods: ['GET'], args: none, capability: administrator },
      { methods: EDIT, args: redirectUpdate, capability: administrator },
      { methods: ['DELETE'], args: none, capability: administrator },
    ],
  },
  {
    path: '/meridian/v1/regions',
    item: 'region',
    endpoints: [
      { methods: ['GET'], args: regionQuery },
      { methods: ['POST'], args: regionCreate, capability: administrator },
    ],
  },
  {
    path: '/meridian/v1/regions/:code',
    item: 'region',
    endpoints: [
      { methods: ['GET'], args: regionQuery },
      { methods: EDIT, args: regionUpdate, capability: administrator },
      { methods: ['DELETE'], args: regionRemoval, capability: administrator },
    ],
  },
  {
    path: '/meridian/v1/translations',
    item: 'translation',
    endpoints: [
      { methods: ['GET'], args: groupQuery, capability: editor },
      { methods: ['POST'], args: groupBody, capability: editor },
    ],
  },
  {
    path: '/meridian/v1/translations/missing',
    item: 'untranslated',
    endpoints: [
      {
        methods: ['GET'],
        args: missingQuery,
        capability: editor,
        summary: 'List articles that other regions lack',
      },
    ],
  },
  {
    path: '/meridian/v1/translations/:id',
    item: 'translation',
    endpoints: [
      { methods: ['GET'], args: none, capability: editor },
      { methods: ['DELETE'], args: none, capability: editor },
    ],
  },
]
