import { auditQuery } from './audit.ts'
import type { RouteDescription } from './descriptions.ts'

/** What WordPress has no word for, in the order of the index. */
export const MERIDIAN: readonly RouteDescription[] = [
  {
    path: '/meridian/v1/audit',
    item: 'audit-entry',
    endpoints: [{ methods: ['GET'], args: auditQuery, capability: 'manage_options' }],
  },
]
