import { withTrail, type Actor, type Deed } from '#content/audit.ts'
import { addressOf } from '#edge/attempts.ts'
import type { ApiContext } from './context.ts'
import type { Principal } from './keys.ts'

/** Collections whose items may be written, and what the log calls one of each. */
const TYPES: Record<string, string> = {
  posts: 'post',
  pages: 'page',
  media: 'attachment',
  categories: 'category',
  tags: 'post_tag',
  users: 'user',
  comments: 'comment',
  'application-passwords': 'application-password',
  revisions: 'revision',
  autosaves: 'autosave',
  regions: 'region',
  navigation: 'navigation',
  redirects: 'redirect',
  translations: 'translation',
}

/** From here on what the request's database writes is kept with who wrote it. */
export function openTrail(c: ApiContext, principal: Principal): void {
  const { userId, login, keyUuid, keyName } = principal
  const actor: Actor = { userId, login, keyUuid, keyName, network: networkOf(addressOf(c.req.raw)) }
  const below = c.req.path.split('/wp-json/')[1] ?? ''
  const deed = deedOf(c.req.method, below, String(userId))
  withTrail(c.var.db, actor, { ...deed, fields: [], regions: [c.var.region.code] }, c.var.now)
}

/**
 * What a route's method and path (`wp/v2/posts/9`) say of a write: collections and ids take turns, and what is no collection
 * is a word that says what to do (`cache/purge`).
 */
export function deedOf(
  method: string,
  path: string,
  ownId: string,
): Pick<Deed, 'action' | 'type' | 'id'> {
  const [, , ...names] = path.split('/').filter(Boolean).map(decode)
  const [first = '', second] = names
  if (first === 'uploads') return { action: 'upload', type: 'file', id: names.slice(1).join('/') }
  if (TYPES[first] === undefined) {
    const isSettings = second === undefined && method !== 'DELETE' && first !== 'import'
    return { action: isSettings ? 'update' : (second ?? first), type: first, id: null }
  }
  const isItem = names.length % 2 === 0
  const own = names.at(isItem ? -2 : -1) ?? ''
  // Of a collection without a name of its own: what it belongs to.
  const id = (isItem ? names.at(-1) : names.at(-2)) ?? null
  const action = method === 'DELETE' ? 'delete' : isItem || method !== 'POST' ? 'update' : 'create'
  return { action, type: TYPES[own] ?? own, id: id === 'me' ? ownId : id }
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/**
 * The network of an address: enough to tell one office from another country, too little to tell who sat there (the last
 * octet of IPv4 and all but 48 bits of IPv6 are dropped, as web statistics do for the GDPR).
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address.replace(/\.\d+$/, '.0/24')
  const [head = ''] = address.split('::')
  const parts = [...head.split(':'), '0', '0', '0'].slice(0, 3).map((part) => part || '0')
  return `${parts.join(':')}::/48`
}
