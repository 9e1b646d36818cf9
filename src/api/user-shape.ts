import type { Person } from '#content/accounts.ts'
import { absoluteUrl, apiPath, AVATAR_PATH, authorPath } from '#regions/permalink.ts'
import type { ApiContext } from './context.ts'
import { can, type Principal } from './keys.ts'
import { selfLink } from './links.ts'
import { capabilitiesOf, toRole } from './roles.ts'
import { authorHead, type HeadForms } from './yoast.ts'

export type UserView = 'view' | 'embed' | 'edit'

/** Whether this user may change that one: themselves, or as an administrator whose reach covers theirs. */
export function mayEditUser(principal: Principal | null, { author, account, role }: Person) {
  if (principal === null) return false
  if (principal.userId === author.authorId) return true
  if (!can(principal, 'edit_users')) return false
  if (principal.isPublicationWide) return true
  // Whoever rules one region rules no account that counts in another.
  return account !== null && account.role === null && role !== null
}

/** What this user may do at a person's route. Accounts are removed from a region by their role, never deleted. */
export function userMethods(principal: Principal | null, person: Person): string[] {
  return mayEditUser(principal, person) ? ['GET', 'POST', 'PUT', 'PATCH'] : ['GET']
}

/** A user's picture in the sizes that WordPress names. */
export function avatarsOf(siteUrl: string, portrait: string): Record<string, string> {
  const address = absoluteUrl(siteUrl, portrait || AVATAR_PATH)
  return { 24: address, 48: address, 96: address }
}

/** A person as WordPress gives a user, with their page's head as `forms` ask; the account's own fields in edit context alone. */
export function toUser(
  c: ApiContext,
  person: Person,
  view: UserView,
  forms: HeadForms | null = null,
): Record<string, unknown> {
  const { region, principal } = c.var
  const { author, total } = person
  const api = (route: string) => absoluteUrl(c.env.SITE_URL, apiPath(region, `wp/v2/${route}`))
  return {
    id: author.authorId,
    name: author.name,
    url: author.url,
    description: author.description,
    link: absoluteUrl(c.env.SITE_URL, authorPath(region, author.nicename)),
    slug: author.nicename,
    avatar_urls: avatarsOf(c.env.SITE_URL, author.portrait),
    ...(view !== 'embed' && { meta: [] }),
    ...(view === 'edit' && accountFields(c, person)),
    ...(forms && authorHead({ siteUrl: c.env.SITE_URL, region }, author, total, forms)),
    _links: {
      self: selfLink(api(`users/${author.authorId}`), userMethods(principal, person)),
      collection: [{ href: api('users') }],
    },
  }
}

function accountFields(c: ApiContext, { author, account, role }: Person) {
  const known = toRole(role)
  return {
    username: account?.login ?? author.nicename,
    first_name: account?.firstName ?? '',
    last_name: account?.lastName ?? '',
    email: account?.email ?? '',
    locale: account?.locale || c.var.region.locale.replace('-', '_'),
    nickname: account?.nickname || account?.login || author.name,
    roles: known ? [known] : [],
    registered_date: new Date((account?.createdAt ?? 0) * 1000)
      .toISOString()
      .replace(/\.\d+Z$/, '+00:00'),
    capabilities: capabilitiesOf(known),
    extra_capabilities: known ? { [known]: true } : {},
    meta: { persisted_preferences: preferencesOf(account?.preferencesJson ?? '{}') },
  }
}

/** PHP has one empty array for lists and maps, and clients know it as a list. */
function preferencesOf(json: string): unknown {
  return json === '{}' ? [] : JSON.parse(json)
}
