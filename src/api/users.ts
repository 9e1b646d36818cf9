import {
  findPerson,
  hasOtherAdministrator,
  listPeople,
  updatePerson,
  type Person,
} from '#content/accounts.ts'
import { listRegions } from '#content/regions.ts'
import { absoluteUrl, apiPath } from '#regions/permalink.ts'
import { answer, answerPage, answerShared, pickFields, type AnswerOptions } from './answers.ts'
import { demand, purgeNow, queryParams, readParams, type ApiContext } from './context.ts'
import { ApiError, badParam, forbidden, invalidParams, noRoute } from './errors.ts'
import { checkRequired, parseParams } from './input.ts'
import { can, createUser, setPassword, type Principal } from './keys.ts'
import { roleCan, ROLES } from './roles.ts'
import { mayEditUser, toUser, userMethods, type UserView } from './user-shape.ts'
import {
  checkFree,
  toPersonChange,
  userCreate,
  userListQuery,
  userQuery,
  userUpdate,
} from './user-input.ts'
import { headForms } from './yoast.ts'

/** Under what name the list of application passwords has the chosen one. */
const PASSWORD_NAME = 'Password'

/** GET users/me: who the credentials belong to. */
export async function getMe(c: ApiContext): Promise<Response> {
  const principal = signedIn(c)
  const { context } = parseParams(userQuery, queryParams(new URL(c.req.url).searchParams))
  return answerUser(c, await findOne(c, principal.userId), context)
}

/** GET users/{id}: whoever is published here, and for administrators everybody. */
export async function getUser(c: ApiContext): Promise<Response> {
  const { principal } = c.var
  const id = idOf(c)
  const { context } = parseParams(userQuery, queryParams(new URL(c.req.url).searchParams))
  const person = await findOne(c, id)
  const isHidden = context === 'edit' || person.total === 0
  if (isHidden && id !== principal?.userId && !can(principal, 'list_users')) {
    throw forbidden(
      'rest_user_cannot_view',
      'Sorry, you are not allowed to list users.',
      principal !== null,
    )
  }
  return answerUser(c, person, context)
}

/** GET users: the bylines that have a live article in this region, and for administrators all accounts. */
export async function listUsers(c: ApiContext): Promise<Response> {
  const { principal, region } = c.var
  const query = parseParams(userListQuery, queryParams(new URL(c.req.url).searchParams))
  const seesAll = can(principal, 'list_users')
  const refuse = (code: string, message: string) => forbidden(code, message, principal !== null)
  if (query.roles && !seesAll) {
    throw refuse('rest_user_cannot_view', 'Sorry, you are not allowed to filter users by role.')
  }
  if (query.capabilities && !seesAll) {
    throw refuse(
      'rest_user_cannot_view',
      'Sorry, you are not allowed to filter users by capability.',
    )
  }
  if (query.context === 'edit' && !seesAll) {
    throw refuse('rest_forbidden_context', 'Sorry, you are not allowed to edit users.')
  }
  if (['email', 'registered_date'].includes(query.orderby) && !seesAll) {
    throw refuse('rest_forbidden_orderby', 'Sorry, you are not allowed to order users so.')
  }
  if (query.who && !can(principal, 'edit_posts')) {
    throw refuse('rest_forbidden_who', 'Sorry, you are not allowed to query users so.')
  }
  const { rows, total } = await listPeople(
    c.var.db,
    region.code,
    {
      isPublished: !seesAll || query.has_published_posts === true,
      searchesAccounts: seesAll,
      search: query.search,
      slugs: query.slug,
      include: query.include,
      exclude: query.exclude,
      roles: rolesOf(query),
    },
    {
      limit: query.per_page,
      offset: query.offset ?? (query.page - 1) * query.per_page,
      orderBy: query.orderby,
      isAscending: query.order === 'asc',
    },
  )
  const forms = headForms(c)
  const items = rows.map((person) => toUser(c, person, query.context, forms))
  const page = { number: query.page, perPage: query.per_page, total }
  return answerPage(c, items, page, { shows: [{ kind: 'authors' }] })
}

/** The roles that a query's roles, capabilities and `who` leave; undefined where they ask for nothing. */
function rolesOf(query: {
  roles?: string[] | undefined
  capabilities?: string[] | undefined
  who?: 'authors' | undefined
}): string[] | undefined {
  const { roles, capabilities } = query
  if (!roles && !capabilities && !query.who) return undefined
  return ROLES.filter(
    (role) =>
      (!roles || roles.includes(role)) &&
      (!capabilities || capabilities.some((name) => roleCan(role, name))) &&
      (!query.who || roleCan(role, 'edit_posts')),
  )
}

/** POST users: an account with a role in this region, in those that `regions` names, or in all of them. */
export async function createUserRoute(c: ApiContext): Promise<Response> {
  const { db, region, now } = c.var
  const message = 'Sorry, you are not allowed to create new users.'
  const principal = demand(c, 'create_users', 'rest_cannot_create_user', message)
  const params = await readParams(c)
  if (params.id) throw new ApiError('rest_user_exists', 'Cannot create existing user.', 400)
  checkRequired(userCreate, params)
  const body = parseParams(userCreate, params)
  const regions = await scopeOf(c, principal, body.regions ?? [region.code])
  await checkFree(c, body)
  const { author, account } = toPersonChange(body)
  const { email: _email, preferencesJson: _preferences, ...profile } = account
  const id = await createUser(
    db,
    {
      login: body.username,
      name: author.name ?? body.username,
      email: body.email,
      role: body.roles?.[0] ?? 'subscriber',
      ...(regions && { regions }),
      ...author,
      profile,
    },
    now,
  )
  await setPassword(db, id, PASSWORD_NAME, body.password, now)
  await purgeNow(c)
  return answerUser(c, await findOne(c, id), 'edit', {
    status: 201,
    headers: {
      Location: absoluteUrl(c.env.SITE_URL, apiPath(region, `wp/v2/users/${id}`)),
    },
  })
}

/** The regions of a new role, undefined for all. @throws ApiError for those beyond whoever gives it */
async function scopeOf(
  c: ApiContext,
  principal: Principal,
  wanted: readonly string[],
): Promise<string[] | undefined> {
  const isOwn = wanted.length === 1 && wanted[0] === c.var.region.code
  if (!isOwn && !principal.isPublicationWide) {
    throw new ApiError(
      'rest_cannot_create_user',
      'Sorry, you are not allowed to give roles in other regions.',
      403,
    )
  }
  if (wanted.includes('*')) return undefined
  const known = (await listRegions(c.env.DB)).map(({ code }) => code)
  const unknown = wanted.filter((code) => !known.includes(code))
  if (unknown.length > 0 || wanted.length === 0) {
    throw invalidParams({ regions: badParam(`Name regions out of ${known.join(', ')}, or *.`) })
  }
  return [...new Set(wanted)]
}

/** POST, PUT and PATCH of users/me. */
export async function updateMe(c: ApiContext): Promise<Response> {
  return update(c, await findOne(c, signedIn(c).userId))
}

/** POST, PUT and PATCH of users/{id}: one's own profile, and others' as an administrator. */
export async function updateUserRoute(c: ApiContext): Promise<Response> {
  return update(c, await findOne(c, idOf(c)))
}

async function update(c: ApiContext, person: Person): Promise<Response> {
  const { db, region, now, principal } = c.var
  const id = person.author.authorId
  if (!mayEditUser(principal, person)) {
    throw forbidden(
      'rest_cannot_edit',
      'Sorry, you are not allowed to edit this user.',
      principal !== null,
    )
  }
  const params = await readParams(c)
  if (params.roles !== undefined && !can(principal, 'promote_users')) {
    throw new ApiError(
      'rest_cannot_edit_roles',
      'Sorry, you are not allowed to edit roles of this user.',
      403,
    )
  }
  const body = parseParams(userUpdate, params)
  if (body.username !== undefined && body.username !== person.account?.login) {
    throw new ApiError('rest_user_invalid_argument', 'Username is not editable.', 400)
  }
  await checkFree(c, { email: body.email, slug: body.slug }, id)
  const change = toPersonChange(body)
  if (body.roles) change.role = await checkRole(c, person, body.roles[0] ?? null)
  await updatePerson(db, region.code, person, change, now)
  if (body.password && person.account) {
    await setPassword(db, id, PASSWORD_NAME, body.password, now)
  }
  await purgeNow(c)
  return answerUser(c, await findOne(c, id), 'edit')
}

/** @throws ApiError where nobody would be left to undo it, or nobody signs in */
async function checkRole(c: ApiContext, person: Person, role: string | null) {
  if (person.account === null) {
    throw new ApiError('rest_user_invalid_role', 'A byline without an account has no role.', 400)
  }
  const isSelf = person.author.authorId === c.var.principal?.userId
  const loses = person.role === 'administrator' && role !== 'administrator'
  const wouldLock = person.account.role === 'administrator' && loses
  if (
    (isSelf && loses) ||
    (wouldLock && !(await hasOtherAdministrator(c.var.db, person.account.userId)))
  ) {
    throw new ApiError(
      'rest_user_invalid_role',
      'Sorry, you are not allowed to give users that role.',
      403,
    )
  }
  return role
}

/** DELETE: what a network's site answers as well. Articles keep their bylines; taking the role away shuts the door. */
export async function deleteUserRoute(c: ApiContext): Promise<Response> {
  const isMe = c.req.param('id') === undefined
  const id = isMe ? signedIn(c).userId : idOf(c)
  await findOne(c, id)
  demand(
    c,
    'delete_users',
    'rest_user_cannot_delete',
    'Sorry, you are not allowed to delete this user.',
  )
  throw new ApiError(
    'rest_cannot_delete',
    'The user cannot be deleted. Send "roles": [] to take the role in this region away.',
    501,
  )
}

/** @throws ApiError 401 for a stranger */
export function signedIn(c: ApiContext): Principal {
  const { principal } = c.var
  if (principal !== null) return principal
  throw new ApiError('rest_not_logged_in', 'You are not currently logged in.', 401)
}

/** The person of an id in this region. @throws ApiError 404 */
export async function findOne(c: ApiContext, id: number): Promise<Person> {
  const person = await findPerson(c.var.db, c.var.region.code, id)
  if (person === null) throw new ApiError('rest_user_invalid_id', 'Invalid user ID.', 404)
  return person
}

function idOf(c: ApiContext): number {
  const id = c.req.param('id') ?? ''
  if (!/^\d{1,15}$/.test(id)) throw noRoute()
  return Number(id)
}

function answerUser(
  c: ApiContext,
  person: Person,
  view: UserView,
  options: AnswerOptions = {},
): Response {
  const body = pickFields(c, toUser(c, person, view, headForms(c)))
  const headers = { Allow: userMethods(c.var.principal, person).join(', '), ...options.headers }
  if (options.status !== undefined) return answer(body, { status: options.status, headers })
  const { authorId: id } = person.author
  const listing = { kind: 'listing', region: c.var.region.code, listing: `author:${id}` } as const
  return answerShared(c, body, [{ kind: 'author', id }, listing], headers)
}
