import { isMediaObject } from '../wordpress/media.ts'

export type RestKind =
  'post' | 'media' | 'term' | 'other-term' | 'user' | 'comment' | 'menu-item' | 'error' | 'other'

/** What a REST object is, by its fields: files say nothing of the route that they came from. */
export function kindOf(json: unknown): RestKind {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return 'other'
  const has = (...names: string[]) => names.every((name) => name in json)
  const { taxonomy, code, message, data } = json as Record<string, unknown>
  if (typeof code === 'string' && typeof message === 'string' && data !== undefined) return 'error'
  if (isMediaObject(json)) return 'media'
  if (typeof taxonomy === 'string' && has('slug', 'name')) {
    return taxonomy === 'category' || taxonomy === 'post_tag' ? 'term' : 'other-term'
  }
  if (has('avatar_urls', 'name', 'slug')) return 'user'
  if (has('post', 'author_name', 'content')) return 'comment'
  if (has('menus', 'url', 'object', 'menu_order')) return 'menu-item'
  if (has('content') && (has('title') || has('slug'))) return 'post'
  // A type without an editor has no content.
  if (has('id', 'type', 'slug', 'link', 'title')) return 'post'
  return 'other'
}

const MAX_DEPTH = 3

/** The objects of a file: one, those of a list, or those of lists that an object holds (`{"posts": […]}`). */
export function objectsIn(json: unknown, depth = 0): unknown[] {
  if (Array.isArray(json)) {
    return depth > MAX_DEPTH ? [] : json.flatMap((item: unknown) => objectsIn(item, depth + 1))
  }
  if (json === null || typeof json !== 'object' || kindOf(json) !== 'other') return [json]
  const lists = Object.values(json).filter((value) => Array.isArray(value))
  const inner = lists.flatMap((list) => objectsIn(list, depth + 1))
  return inner.some((item) => kindOf(item) !== 'other') ? inner : [json]
}
