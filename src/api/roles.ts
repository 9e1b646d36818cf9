/** WordPress's roles, the mightiest first. */
export const ROLES = ['administrator', 'editor', 'author', 'contributor', 'subscriber'] as const
export type Role = (typeof ROLES)[number]

/** What each role may do that the role below it may not, in WordPress's names (populate_roles). */
const GRANTS = {
  subscriber: ['read', 'level_0'],
  contributor: ['edit_posts', 'delete_posts', 'level_1'],
  author: [
    'upload_files',
    'publish_posts',
    'edit_published_posts',
    'delete_published_posts',
    'level_2',
  ],
  editor: [
    'moderate_comments',
    'manage_categories',
    'manage_links',
    'unfiltered_html',
    'edit_others_posts',
    'delete_others_posts',
    'delete_private_posts',
    'edit_private_posts',
    'read_private_posts',
    'edit_pages',
    'edit_others_pages',
    'edit_published_pages',
    'publish_pages',
    'delete_pages',
    'delete_others_pages',
    'delete_published_pages',
    'delete_private_pages',
    'edit_private_pages',
    'read_private_pages',
    'level_3',
    'level_4',
    'level_5',
    'level_6',
    'level_7',
  ],
  administrator: [
    'manage_options',
    'import',
    'export',
    'list_users',
    'create_users',
    'edit_users',
    'promote_users',
    'remove_users',
    'delete_users',
    'edit_dashboard',
    'edit_files',
    'unfiltered_upload',
    'activate_plugins',
    'install_plugins',
    'edit_plugins',
    'update_plugins',
    'delete_plugins',
    'switch_themes',
    'install_themes',
    'edit_themes',
    'edit_theme_options',
    'update_themes',
    'delete_themes',
    'update_core',
    'level_8',
    'level_9',
    'level_10',
  ],
} as const satisfies Record<Role, readonly string[]>

export type Capability = (typeof GRANTS)[Role][number]

const CAPABILITIES = new Map<Role, ReadonlySet<string>>(
  ROLES.map((role, rank) => [role, new Set(ROLES.slice(rank).flatMap((below) => GRANTS[below]))]),
)

/** Whether a role of this name holds a capability of that name. */
export function roleCan(role: Role, capability: string): boolean {
  return CAPABILITIES.get(role)?.has(capability) ?? false
}

/** What a role may do, as `users/me` lists it. */
export function capabilitiesOf(role: Role | null): Record<string, boolean> {
  if (role === null) return {}
  const names = [...(CAPABILITIES.get(role) ?? []), role]
  return Object.fromEntries(names.map((name) => [name, true]))
}

/** A stored role's name, null where there is none. */
export function toRole(role: string | null): Role | null {
  return ROLES.find((known) => known === role) ?? null
}
