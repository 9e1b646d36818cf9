import * as z from 'zod'
import { auditQuery } from './audit.ts'
import type { Method, RouteDescription } from './descriptions.ts'
import { navigationBody } from './navigation.ts'
import { redirectCreate, redirectQuery, redirectUpdate } from './redirects.ts'

const EDIT: readonly Method[] = ['POST', 'PUT', 'PATCH']
const none = z.object({})
const administrator = 'manage_options'

/** What WordPress has no word for, in the order of the index. */
export const MERIDIAN: readonly RouteDescription[] = [
  {
    path: '/meridian/v1/audit',
    item: 'audit-entry',
    endpoints: [{ methods: ['GET'], args: auditQuery, capability: administrator }],
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
]
