import * as z from 'zod'
import { absoluteUrl, apiPath } from '#regions/permalink.ts'
import type { Person } from '#content/accounts.ts'
import { toUtcDateTime } from '#regions/format.ts'
import { answer, pickFields } from './answers.ts'
import { readParams, type ApiContext } from './context.ts'
import { ApiError, forbidden, noRoute } from './errors.ts'
import { checkRequired, parseParams } from './input.ts'
import { createKey, deleteKeys, findKey, listKeys, renameKey, type KeyRow } from './keys.ts'
import { mayEditUser } from './user-shape.ts'
import { findOne, signedIn } from './users.ts'
import { methodsFor, selfLink } from './links.ts'

const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/[^\s<>]/, 'A name has a letter or digit.')
  .describe('What the password is for.')
const appId = z
  .union([z.literal(''), z.uuid()])
  .optional()
  .describe('Id of the application, a UUID.')

export const keyCreate = z.object({ app_id: appId, name })
export const keyUpdate = z.object({ app_id: appId, name: name.optional() })

type Deed = 'list' | 'read' | 'create' | 'edit' | 'delete'

/** Code and message of what may not be done to another's passwords. */
const REFUSALS: Record<Deed | 'deleteAll', [code: string, message: string]> = {
  list: ['rest_cannot_list_application_passwords', 'list application passwords for this user'],
  read: ['rest_cannot_read_application_password', 'read this application password'],
  create: [
    'rest_cannot_create_application_passwords',
    'create application passwords for this user',
  ],
  edit: ['rest_cannot_edit_application_password', 'edit this application password'],
  delete: ['rest_cannot_delete_application_password', 'delete this application password'],
  deleteAll: [
    'rest_cannot_delete_application_passwords',
    'delete application passwords for this user',
  ],
}

async function ownerOf(c: ApiContext, deed: keyof typeof REFUSALS): Promise<Person> {
  const id = c.req.param('id') ?? 'me'
  const isMe = id === 'me'
  if (!isMe && !/^\d{1,15}$/.test(id)) throw noRoute()
  const person = await findOne(c, isMe ? signedIn(c).userId : Number(id))
  if (mayEditUser(c.var.principal, person) && person.account) return person
  const [code, what] = REFUSALS[deed]
  throw forbidden(code, `Sorry, you are not allowed to ${what}.`, c.var.principal !== null)
}

async function keyOf(c: ApiContext, person: Person): Promise<KeyRow> {
  const key = await findKey(c.var.db, person.author.authorId, c.req.param('uuid') ?? '')
  if (key) return key
  throw new ApiError('rest_application_password_not_found', 'Application password not found.', 404)
}

/** GET users/{id}/application-passwords. */
export async function listKeysRoute(c: ApiContext): Promise<Response> {
  const person = await ownerOf(c, 'list')
  const rows = await listKeys(c.var.db, person.author.authorId)
  return answer(
    rows.map((key) => pickFields(c, toKey(c, key))),
    { headers: { Allow: 'GET, POST, DELETE' } },
  )
}

/** GET users/{id}/application-passwords/{uuid}. */
export async function getKeyRoute(c: ApiContext): Promise<Response> {
  const key = await keyOf(c, await ownerOf(c, 'read'))
  return answerKey(c, toKey(c, key))
}

/** GET users/{id}/application-passwords/introspect: the password that the request was signed with. */
export async function introspectKey(c: ApiContext): Promise<Response> {
  const person = await ownerOf(c, 'read')
  const { principal, db } = c.var
  if (principal?.userId !== person.author.authorId) {
    throw forbidden(
      'rest_cannot_introspect_app_password_for_non_authenticated_user',
      'The authenticated application password can only be introspected for the current user.',
      principal !== null,
    )
  }
  const key = await findKey(db, principal.userId, principal.keyUuid)
  if (!key) throw new ApiError('rest_no_authenticated_app_password', 'Cannot introspect.', 404)
  return answer(pickFields(c, toKey(c, key)), { headers: { Allow: 'GET' } })
}

/** POST users/{id}/application-passwords: the only answer that holds the password. */
export async function createKeyRoute(c: ApiContext): Promise<Response> {
  const person = await ownerOf(c, 'create')
  const params = await readParams(c)
  checkRequired(keyCreate, params)
  const body = parseParams(keyCreate, params)
  const { db, now } = c.var
  const made = await createKey(
    db,
    person.author.authorId,
    { name: body.name, appId: body.app_id },
    now,
  )
  const key = await findKey(db, person.author.authorId, made.uuid)
  if (!key) throw new Error('the password was not stored')
  const chunks = made.password.match(/.{1,4}/g) ?? []
  const shown = toKey(c, key)
  return answer(pickFields(c, { ...shown, password: chunks.join(' ') }), {
    status: 201,
    headers: { Allow: 'GET, POST, DELETE', Location: addressOf(c, key) },
  })
}

/** POST, PUT and PATCH users/{id}/application-passwords/{uuid}: another name. */
export async function updateKeyRoute(c: ApiContext): Promise<Response> {
  const key = await keyOf(c, await ownerOf(c, 'edit'))
  const body = parseParams(keyUpdate, await readParams(c))
  const renamed = { ...key, name: body.name ?? key.name }
  await renameKey(c.var.db, renamed)
  return answerKey(c, toKey(c, renamed))
}

/** DELETE users/{id}/application-passwords/{uuid}. */
export async function deleteKeyRoute(c: ApiContext): Promise<Response> {
  const key = await keyOf(c, await ownerOf(c, 'delete'))
  await deleteKeys(c.var.db, key.userId, key.uuid)
  const { _links: _, ...previous } = toKey(c, key)
  return answerKey(c, { deleted: true, previous })
}

/** DELETE users/{id}/application-passwords: all of them. */
export async function deleteKeysRoute(c: ApiContext): Promise<Response> {
  const person = await ownerOf(c, 'deleteAll')
  const count = await deleteKeys(c.var.db, person.author.authorId)
  return answer({ deleted: true, count }, { headers: { Allow: 'GET, POST, DELETE' } })
}

function answerKey(c: ApiContext, item: Record<string, unknown>): Response {
  return answer(pickFields(c, item), { headers: { Allow: 'GET, POST, PUT, PATCH, DELETE' } })
}

function addressOf(c: ApiContext, { userId, uuid }: KeyRow): string {
  const route = `wp/v2/users/${userId}/application-passwords/${uuid}`
  return absoluteUrl(c.env.SITE_URL, apiPath(c.var.region, route))
}

function toKey(c: ApiContext, key: KeyRow): Record<string, unknown> {
  return {
    uuid: key.uuid,
    app_id: key.appId,
    name: key.name,
    created: toUtcDateTime(key.createdAt),
    last_used: key.lastUsedAt === null ? null : toUtcDateTime(key.lastUsedAt),
    last_ip: key.lastIp,
    _links: {
      self: selfLink(addressOf(c, key), methodsFor(true)),
    },
  }
}
