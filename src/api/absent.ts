import * as z from 'zod'
import { answer, pickFields } from './answers.ts'
import { demand, queryParams, type ApiContext } from './context.ts'
import { listOf, parseParams } from './input.ts'
import { can } from './keys.ts'
import { apiUrl } from './media-shape.ts'
import { FORMATS } from './post-input.ts'

// What tools look for on any WordPress, told to whom WordPress tells it: the look is the publication's own, the one theme
// there is; of plug-ins and kinds of blocks there are none.

export const themesQuery = z.object({
  status: listOf(z.enum(['active', 'inactive'])).optional(),
})

/** GET themes: the look of the publication. */
export function listThemes(c: ApiContext): Response {
  const { status } = parseParams(themesQuery, queryParams(new URL(c.req.url).searchParams))
  const isActiveOnly = status?.length === 1 && status[0] === 'active'
  // Whoever writes may know what the active theme can do.
  if (!(isActiveOnly && can(c.var.principal, 'edit_posts'))) {
    const message = 'Sorry, you are not allowed to view themes.'
    demand(c, 'switch_themes', 'rest_cannot_view_themes', message)
  }
  const isWanted = !status?.length || status.includes('active')
  return answer(isWanted ? [pickFields(c, themeOf(c))] : [])
}

function themeOf(c: ApiContext): Record<string, unknown> {
  const text = (raw: string) => ({ raw, rendered: raw })
  return {
    stylesheet: 'meridian',
    template: 'meridian',
    requires_php: '',
    requires_wp: '',
    textdomain: 'meridian',
    version: '1.0',
    screenshot: '',
    author: text('Meridian'),
    author_uri: text(''),
    description: text(''),
    name: text('Meridian'),
    tags: { raw: [], rendered: '' },
    theme_uri: text(''),
    status: 'active',
    is_block_theme: false,
    theme_supports: {
      formats: FORMATS,
      'post-thumbnails': true,
      'responsive-embeds': true,
      'title-tag': true,
    },
    _links: {
      collection: [{ href: apiUrl(c, 'themes') }],
    },
  }
}

/** GET plugins: none. */
export function listPlugins(c: ApiContext): Response {
  const message = 'Sorry, you are not allowed to manage plugins for this site.'
  demand(c, 'activate_plugins', 'rest_cannot_view_plugins', message)
  return answer([])
}

/** GET block-types: none. */
export function listBlockTypes(c: ApiContext): Response {
  const message = 'Sorry, you are not allowed to manage block types.'
  demand(c, 'edit_posts', 'rest_block_type_cannot_view', message)
  return answer([])
}
