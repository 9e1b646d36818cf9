import * as z from 'zod'
import { note } from '#content/audit.ts'
import { isLive } from '#content/article-row.ts'
import { listRegions, type RegionSettings } from '#content/regions.ts'
import { joinSiblings } from '#content/siblings.ts'
import {
  findGroups,
  groupsOf,
  leaveGroup,
  listGroups,
  listMissing,
  type Member,
  type TranslationGroup,
} from '#content/translations.ts'
import { absoluteUrl, apiPath, articlePath } from '#regions/permalink.ts'
import { toLocalDateTime } from '#regions/format.ts'
import { answer, answerPage, pickFields } from './answers.ts'
import { demand, purgeNow, queryParams, readParams, type ApiContext } from './context.ts'
import { ApiError, badParam, forbidden, invalidParams } from './errors.ts'
import { collectionParams, integer, parseCollection, parseParams } from './input.ts'
import { rolesIn } from './keys.ts'
import { roleCan, type Role } from './roles.ts'

const { page, per_page } = collectionParams
const code = z.string().max(50)

export const groupQuery = z.object({
  page,
  per_page,
  article: integer.optional().describe('Only the group of this post or page.'),
})

export const missingQuery = z.object({
  page,
  per_page,
  in: code.optional().describe('Code of a region: only what that one lacks.'),
  type: z.enum(['post', 'page']).default('post'),
})

export const groupBody = z.object({
  articles: z
    .array(z.object({ region: code, id: integer.pipe(z.number().min(1)) }))
    .min(2, 'A group has at least two articles.')
    .max(100)
    .describe(
      'Versions of one article, each in another region; groups that they are in already are joined.',
    ),
})

const text = z.string()

export const groupItem = z.object({
  id: z.int(),
  articles: z.array(
    z.object({
      region: code,
      id: z.int(),
      type: z.enum(['post', 'page']),
      status: text.nullable().describe('Null, like title and link, for who may not read it.'),
      title: text.nullable(),
      link: text.nullable(),
    }),
  ),
})

export const missingItem = z.object({
  id: z.int(),
  type: z.enum(['post', 'page']),
  date: z.iso.datetime({ local: true }),
  title: text,
  link: z.url(),
  missing: z.array(code).describe('The regions that have no published version of it.'),
})

const MESSAGE = 'Sorry, you are not allowed to join articles of several regions.'

/** What a user may do in each region: the role by the region's code. */
type Roles = (regionCode: string) => Role | null

/** Whoever edits others' articles here. @throws ApiError 401, 403 */
function enterGroups(c: ApiContext): Promise<Roles> {
  return rolesIn(c.var.db, demand(c, 'edit_others_posts', 'rest_forbidden', MESSAGE))
}

const mayEditIn = (roles: Roles, region: string) => {
  const role = roles(region)
  return role !== null && roleCan(role, 'edit_others_posts')
}

/** GET meridian/v1/translations: the groups with an article of this region. */
export async function listTranslations(c: ApiContext): Promise<Response> {
  const roles = await enterGroups(c)
  const query = parseCollection(groupQuery, queryParams(new URL(c.req.url).searchParams))
  const { page: number, per_page: perPage, article } = query
  const { groups, total } = await listGroups(c.var.db, c.var.region.code, article, {
    limit: perPage,
    offset: (number - 1) * perPage,
  })
  const regions = await listRegions(c.env.DB)
  const items = groups.map((group) => toGroup(c, regions, roles, group))
  return answerPage(c, items, { number, perPage, total }, { headers: { Allow: 'GET, POST' } })
}

/** GET meridian/v1/translations/missing: live articles of this region that others have no live version of. */
export async function listMissingRoute(c: ApiContext): Promise<Response> {
  await enterGroups(c)
  const { db, region } = c.var
  const query = parseParams(missingQuery, queryParams(new URL(c.req.url).searchParams))
  const others = (await listRegions(c.env.DB)).filter((other) => other.code !== region.code)
  if (query.in !== undefined && !others.some((other) => other.code === query.in)) {
    const known = others.map((other) => other.code).join(', ')
    throw invalidParams({ in: badParam(`Name another region: ${known}.`) })
  }
  const { page: number, per_page: perPage } = query
  const { rows, total } = await listMissing(db, region.code, query, {
    limit: perPage,
    offset: (number - 1) * perPage,
  })
  const items = rows.map(({ publishedAt, path, ...row }) => ({
    ...row,
    date: toLocalDateTime(publishedAt, region.timezone),
    link: absoluteUrl(c.env.SITE_URL, articlePath(region, path)),
  }))
  return answerPage(c, items, { number, perPage, total }, { headers: { Allow: 'GET' } })
}

/** GET meridian/v1/translations/{id}. */
export async function getTranslation(c: ApiContext): Promise<Response> {
  const roles = await enterGroups(c)
  return answerGroup(c, roles, await findOne(c))
}

/** POST meridian/v1/translations: joins articles, which takes an editor of all regions whose pages change. */
export async function joinTranslations(c: ApiContext): Promise<Response> {
  const roles = await enterGroups(c)
  const { articles } = parseParams(groupBody, await readParams(c))
  const { db, now } = c.var
  const joined = await findGroups(db, await groupsOf(db, articles))
  const members = joined.flatMap((group) => group.members)
  const regions = [
    ...new Set([
      ...articles.map(({ region }) => region),
      ...members.map((member) => member.regionCode),
    ]),
  ]
  const closed = regions.filter((region) => !mayEditIn(roles, region))
  if (closed.length > 0) throw forbidden('rest_forbidden', MESSAGE, true)
  const id = articles.map((version) => `${version.region}:${version.id}`).join()
  note(db, 'translation', { action: 'join', id, regions })
  const { refused } = await joinSiblings({ db, now, isEarly: true }, [articles])
  const [refusal] = refused
  if (refusal) throw invalidParams({ articles: badParam(refusal.message) })
  await purgeNow(c)
  const [group] = await findGroups(db, await groupsOf(db, articles.slice(0, 1)))
  if (!group) throw noGroup()
  const isNew = joined.length === 0
  return answerGroup(c, roles, group, isNew ? 201 : 200)
}

/** DELETE meridian/v1/translations/{id}: the article of this region leaves the group. */
export async function leaveTranslation(c: ApiContext): Promise<Response> {
  const roles = await enterGroups(c)
  const group = await findOne(c)
  const { db, now, region } = c.var
  const regions = group.members.map((member) => member.regionCode)
  note(db, 'translation', { action: 'leave', id: group.id, regions })
  await leaveGroup({ db, now }, group, region.code)
  await purgeNow(c)
  const previous = toGroup(c, await listRegions(c.env.DB), roles, group)
  return answer({ deleted: true, previous })
}

const noGroup = () =>
  new ApiError('rest_translation_invalid_id', 'This region has no article in such a group.', 404)

/** The group of the address, as far as this region has an article in it. @throws ApiError 404 */
async function findOne(c: ApiContext): Promise<TranslationGroup> {
  const [group] = await findGroups(c.var.db, [Number(c.req.param('id')) || 0])
  const isOwn = group?.members.some((member) => member.regionCode === c.var.region.code)
  if (!group || !isOwn) throw noGroup()
  return group
}

function toGroup(
  c: ApiContext,
  regions: readonly RegionSettings[],
  roles: Roles,
  { id, members }: TranslationGroup,
): z.input<typeof groupItem> {
  const show = (member: Member) => {
    const region = regions.find((known) => known.code === member.regionCode)
    const isShown = isLive(member) || mayEditIn(roles, member.regionCode)
    const path = isLive(member) && region ? articlePath(region, member.path) : null
    return {
      region: member.regionCode,
      id: member.id,
      type: member.type,
      status: isShown ? member.status : null,
      title: isShown ? member.titleText : null,
      link: path && absoluteUrl(c.env.SITE_URL, path),
    }
  }
  return { id, articles: members.map(show) }
}

async function answerGroup(
  c: ApiContext,
  roles: Roles,
  group: TranslationGroup,
  status = 200,
): Promise<Response> {
  const { region } = c.var
  const item = toGroup(c, await listRegions(c.env.DB), roles, group)
  const location = absoluteUrl(
    c.env.SITE_URL,
    apiPath(region, `meridian/v1/translations/${group.id}`),
  )
  return answer(pickFields(c, item), {
    status,
    headers: { Allow: 'GET, DELETE', ...(status === 201 && { Location: location }) },
  })
}
