import type { ApiContext } from './context.ts'
import { findDescription } from './descriptions.ts'

/** Parameters that every route takes (WP_REST_Server). */
const EVERYWHERE = ['_fields', '_embed', '_envelope', 'context']

/**
 * Whether every stranger gets the same answer, under an address with nothing in it that its route does not know: others
 * are without number, and none of them is kept.
 */
export function isShared(c: ApiContext): boolean {
  const { method } = c.req
  if (method !== 'GET' && method !== 'HEAD') return false
  if (c.req.header('Authorization') !== undefined) return false
  const names = [...new URL(c.req.url).searchParams.keys()]
  if (names.length === 0) return true
  const route = findDescription(`/${c.req.path.split('/wp-json/')[1] ?? ''}`)
  const endpoint = route?.endpoints.find(({ methods }) => methods.includes('GET'))
  const known = [...EVERYWHERE, ...Object.keys(endpoint?.args.shape ?? {})]
  // What a password opens is for whoever has it.
  return names.every((name) => name !== 'password' && known.includes(name.replace(/\[.*$/s, '')))
}
