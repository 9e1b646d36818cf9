import * as z from 'zod'
import { findTaken, PERSON_ORDERS, type PersonChange } from '#content/accounts.ts'
import { toSlug } from '#content/slugs.ts'
import type { ApiContext } from './context.ts'
import { ApiError, badParam, invalidParams, type ParamFault } from './errors.ts'
import { flag, integer, listOf } from './input.ts'
import { isLongEnough, PASSWORD_RULE } from './passwords.ts'
import { ROLES } from './roles.ts'

/** WordPress's logins (validate_username, strict). A colon would end the user in an Authorization header. */
const LOGIN = /^[\w.@ -]{1,60}$/
const MAX_PREFERENCES = 20_000

const context = z
  .enum(['view', 'embed', 'edit'])
  .default('view')
  .describe('Scope under which the request is made; determines fields present in response.')

export const userQuery = z.object({ context })

export const userListQuery = z
  .object({
    context,
    page: integer
      .pipe(z.number().min(1).max(1_000_000))
      .default(1)
      .describe('Page of the collection.'),
    per_page: integer
      .pipe(z.number().min(1).max(100))
      .default(10)
      .describe('Most items of a page.'),
    search: z.string().max(200).describe('Words that name, slug or address have.'),
    exclude: listOf(integer).describe('Leaves these ids out.'),
    include: listOf(integer).describe('Gives these ids alone.'),
    offset: integer.pipe(z.number().min(0)).describe('Leaves out so many items.'),
    order: z.enum(['asc', 'desc']).default('asc').describe('Direction of the order.'),
    orderby: z.enum(PERSON_ORDERS).default('name').describe('What the list is ordered by.'),
    slug: listOf(z.string()).describe('Gives these slugs alone.'),
    roles: listOf(z.string()).describe('Gives users with one of these roles.'),
    capabilities: listOf(z.string()).describe('Gives users who may do one of these.'),
    who: z.enum(['authors']).describe('Gives users who may write.'),
    has_published_posts: z
      .preprocess(
        (value) => (typeof value === 'string' && /^(post|page)\b/.test(value) ? true : value),
        flag,
      )
      .describe('Gives users whose articles are out.'),
  })
  .partial({
    search: true,
    exclude: true,
    include: true,
    offset: true,
    slug: true,
    roles: true,
    capabilities: true,
    who: true,
    has_published_posts: true,
  })

const text = (max: number) => z.string().trim().max(max)
const email = z.union([z.literal(''), z.email()]).describe('E-mail address.')

const profile = z.object({
  name: text(250).describe('Name as readers see it.'),
  first_name: text(100).describe('First name.'),
  last_name: text(100).describe('Last name.'),
  email,
  url: z
    .union([z.literal(''), z.url({ protocol: /^https?$/ })])
    .describe("Address of the user's own site."),
  description: z.string().max(5000).describe('What readers are told of the user.'),
  locale: z
    .string()
    .regex(/^(?:[a-z]{2,3}(?:_[A-Za-z]{2,10})*)?$/)
    .describe("Language of the user's tools: fr_CA."),
  nickname: text(100).describe('Name among colleagues.'),
  slug: text(200).describe("Slug of the author's page."),
  roles: listOf(z.enum(ROLES)).describe('The role in this region, as a list of one.'),
  password: z
    .string()
    .min(8)
    .max(200)
    .refine(isLongEnough, PASSWORD_RULE)
    .regex(/^[^\\]*$/, 'A password has no backslash.')
    .describe('Password for the API.'),
  meta: z
    .object({ persisted_preferences: z.record(z.string(), z.unknown()) })
    .partial()
    .describe('What tools keep for the user.'),
})

export const userUpdate = z.object({ ...profile.partial().shape, username: z.string().optional() })

export const userCreate = z.object({
  ...profile.partial().shape,
  username: z.string().trim().regex(LOGIN, 'Letters, digits, spaces and . _ - @, at most 60.'),
  email: z.email().describe('E-mail address.'),
  password: profile.shape.password,
  regions: listOf(z.string())
    .optional()
    .describe('Codes of the regions in which the role holds, this one unless given; * for all.'),
})

/** @throws ApiError 400 when another account has the login, address or slug */
export async function checkFree(
  c: ApiContext,
  body: { username?: string | undefined; email?: string | undefined; slug?: string | undefined },
  exceptId = 0,
): Promise<void> {
  const nicename = body.slug === undefined ? undefined : toSlug(body.slug)
  const wanted = { login: body.username, email: body.email, nicename }
  const taken = await findTaken(c.var.db, wanted, exceptId)
  const faults: Record<string, ParamFault> = {}
  if (taken.login) faults.username = badParam('Sorry, that username already exists.')
  if (taken.email && exceptId === 0) faults.email = badParam('Sorry, that address is already used.')
  if (Object.keys(faults).length > 0) throw invalidParams(faults)
  if (taken.email) throw new ApiError('rest_user_invalid_email', 'Invalid email address.', 400)
  if (taken.nicename) throw new ApiError('rest_user_invalid_slug', 'Invalid slug.', 400)
}

/** The change that a parsed body asks for. */
export function toPersonChange(body: z.output<typeof userUpdate>): PersonChange {
  const preferences = body.meta?.persisted_preferences
  const preferencesJson = preferences && JSON.stringify(preferences)
  if (preferencesJson && preferencesJson.length > MAX_PREFERENCES) {
    throw invalidParams({ meta: badParam(`At most ${MAX_PREFERENCES} characters of JSON.`) })
  }
  return {
    author: defined({
      // An empty name or slug is no wish, in WordPress as well.
      name: body.name || undefined,
      nicename: (body.slug && toSlug(body.slug)) || undefined,
      description: body.description,
      url: body.url,
    }),
    account: defined({
      email: body.email || undefined,
      firstName: body.first_name,
      lastName: body.last_name,
      nickname: body.nickname || undefined,
      locale: body.locale,
      preferencesJson,
    }),
  }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function defined<T extends object>(values: T): Defined<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Defined<T> // the same keys, without those of no value
}
