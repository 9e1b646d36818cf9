import type { ArticleRow } from '#content/article-row.ts'
import type { ItemTitle } from './item-shapes.ts'
import { can, type Principal } from './keys.ts'

/** The methods of an item's route for whoever may change it, and for everybody else. */
export function methodsFor(mayChange: boolean): string[] {
  return mayChange ? ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] : ['GET']
}

/** An item's own link, with what its reader may do there (`targetHints`, since WordPress 6.7). */
export function selfLink(href: string, allow: readonly string[]) {
  return [{ href, targetHints: { allow } }]
}

/** What `wp:` stands for in the names of links. */
export const CURIES = [{ name: 'wp', href: 'https://api.w.org/{rel}', templated: true }]

/**
 * What an editor's tool may offer its user to do with the article: `wp:action-*` links, which WordPress gives in edit
 * context alone (WP_REST_Posts_Controller::get_available_actions).
 */
export function actionLinks(
  principal: Principal | null,
  { type }: ArticleRow,
  href: string,
): Record<string, { href: string }[]> {
  const isPost = type === 'post'
  const isEditor = can(principal, isPost ? 'edit_others_posts' : 'edit_pages')
  const mayPublish = can(principal, isPost ? 'publish_posts' : 'edit_pages')
  const mayAssign = isPost && can(principal, 'edit_posts')
  const actions = {
    publish: mayPublish,
    sticky: isPost && isEditor && mayPublish,
    'assign-author': isEditor,
    'create-categories': isPost && can(principal, 'manage_categories'),
    'assign-categories': mayAssign,
    'create-tags': mayAssign,
    'assign-tags': mayAssign,
  }
  const granted = Object.entries(actions).filter(([, isGranted]) => isGranted)
  return Object.fromEntries(granted.map(([name]) => [`wp:action-${name}`, [{ href }]]))
}

const ids = { type: 'array', items: { type: 'integer' } }

/** Each action: what its user may do, and the field that does it. */
const ACTIONS = {
  publish: ['publish this post', 'status', { type: 'string', enum: ['publish', 'future'] }],
  sticky: ['sticky this post', 'sticky', { type: 'boolean' }],
  'assign-author': ['change the author on this post', 'author', { type: 'integer' }],
  'assign-categories': ['assign terms in the category taxonomy', 'categories', ids],
  'create-categories': ['create terms in the category taxonomy', 'categories', ids],
  'assign-tags': ['assign terms in the post_tag taxonomy', 'tags', ids],
  'create-tags': ['create terms in the post_tag taxonomy', 'tags', ids],
} as const
type Action = keyof typeof ACTIONS

/** The actions that items of each shape may offer. */
export const SCHEMA_ACTIONS: Partial<Record<ItemTitle, readonly Action[]>> = {
  post: Object.keys(ACTIONS) as Action[], // the keys of the table above
  page: ['publish', 'assign-author'],
  attachment: ['assign-author'],
}

/** The actions as the schema of an item names them. */
export function schemaLinks(actions: readonly Action[], href: string) {
  return actions.map((name) => {
    const [what, field, schema] = ACTIONS[name]
    return {
      rel: `https://api.w.org/action-${name}`,
      title: `The current user can ${what}.`,
      href,
      targetSchema: { type: 'object', properties: { [field]: schema } },
    }
  })
}
