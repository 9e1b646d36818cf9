import * as z from 'zod'
import {
  createRegion,
  deleteRegion,
  findSocialImages,
  regionNames,
  type NewRegion,
} from '#content/region-writes.ts'
import {
  listRobotsRules,
  type RegionInput,
  regionInput,
  updateRegion,
} from '#content/region-settings.ts'
import { listRegions, type RegionSettings } from '#content/regions.ts'
import { note } from '#content/audit.ts'
import type { Subject } from '#content/changes.ts'
import { absoluteUrl, apiPath, regionRoot } from '#regions/permalink.ts'
import { answer, answerShared, pickFields } from './answers.ts'
import {
  demand,
  demandPublication,
  purgeNow,
  queryParams,
  readParams,
  type ApiContext,
} from './context.ts'
import { ApiError, forbidden } from './errors.ts'
import { checkRequired, flag, parseParams } from './input.ts'
import { rolesIn } from './keys.ts'
import { renamed, toCamel, toSnake } from './names.ts'
import { checkMatch, etagOf, retryUnmatched } from './preconditions.ts'
import { roleCan } from './roles.ts'

/** The settings as the API names them; their values are judged by the very objects that the content room judges by. */
const settings = renamed(regionInput.shape, toSnake) as Record<string, z.ZodType>
export const regionUpdate = z.object(settings)
export const regionCreate = z.object({
  ...regionNames.shape,
  ...settings,
  ...regionInput.required().pick({ locale: true, timezone: true, name: true, label: true }).shape,
})
export const regionQuery = z.object({ context: z.enum(['view', 'edit']).default('view') })
export const regionRemoval = z.object({ force: flag.default(false) })

export const regionItem = z.object({
  code: z.string(),
  path: z.string().describe('First segment of its addresses; empty at the root.'),
  ...settings,
  link: z.url(),
  api: z.url(),
  version: z.int(),
})

const MESSAGE = 'Sorry, you are not allowed to manage this region.'
const PUBLIC = [
  'locale',
  'direction',
  'timezone',
  'name',
  'tagline',
  'label',
  'isXDefault',
  'position',
] as const
const OWN = [
  'organisation',
  'head',
  'footer',
  'callToAction',
  'accent',
  'postsPerPage',
  'searchDiacritics',
  'defaultCategoryId',
  'version',
] as const

/** GET meridian/v1/regions: all, in the order of the chooser; in edit context those that one administers. */
export async function listRegionsRoute(c: ApiContext): Promise<Response> {
  const { context } = parseParams(regionQuery, queryParams(new URL(c.req.url).searchParams))
  const all = await listRegions(c.env.DB)
  if (context === 'view') {
    const items = all.map((region) => pickFields(c, toItem(c, region)))
    return answerShared(c, items, showsOf(all))
  }
  const { principal, db } = c.var
  demand(c, 'manage_options', 'rest_forbidden_context', MESSAGE)
  const roles = principal && (await rolesIn(db, principal))
  const hidden = await findHidden(c)
  const own = all.filter(
    ({ code }) => roles && roleCan(roles(code) ?? 'subscriber', 'manage_options'),
  )
  return answer(own.map((region) => pickFields(c, toItem(c, region, hidden))))
}

/** GET meridian/v1/regions/{code}. */
export async function getRegion(c: ApiContext): Promise<Response> {
  const { context } = parseParams(regionQuery, queryParams(new URL(c.req.url).searchParams))
  const region = await findOne(c)
  if (context === 'edit') await demandRegion(c, region, 'rest_forbidden_context')
  return answerRegion(c, region, context)
}

/** POST meridian/v1/regions: for administrators of the whole publication. */
export async function createRegionRoute(c: ApiContext): Promise<Response> {
  demandPublication(c, MESSAGE)
  const params = await readParams(c)
  checkRequired(regionCreate, params)
  const body = parseParams(regionCreate, params)
  const { db, now } = c.var
  const regions = await listRegions(c.env.DB)
  await createRegion({ db, now, regions }, renamed(body, toCamel) as NewRegion) // regionCreate's output, renamed
  await purgeNow(c)
  const region = await findOne(c, body.code)
  const route = apiPath(c.var.region, `meridian/v1/regions/${region.code}`)
  return answerRegion(c, region, 'edit', 201, { Location: absoluteUrl(c.env.SITE_URL, route) })
}

/** POST, PUT and PATCH meridian/v1/regions/{code}: only the settings sent change. */
export async function updateRegionRoute(c: ApiContext): Promise<Response> {
  const before = await findOne(c)
  await demandRegion(c, before, 'rest_cannot_edit')
  const body = parseParams(regionUpdate, await readParams(c))
  const input = renamed(body, toCamel) as RegionInput // regionUpdate's output, renamed
  // Who is x-default, and in which order they stand, concerns all regions.
  const isShared = (['isXDefault', 'position'] as const).some(
    (name) => input[name] !== undefined && input[name] !== before[name],
  )
  if (isShared) demandPublication(c, MESSAGE)
  checkMatch(c, versioned(before))
  const { db, now } = c.var
  note(db, 'region', { regions: [...new Set([c.var.region.code, before.code])] })
  await retryUnmatched(
    c,
    before,
    () => findOne(c),
    (read) => updateRegion(db, read, input, now),
  )
  await purgeNow(c)
  return answerRegion(c, await findOne(c), 'edit')
}

/** DELETE meridian/v1/regions/{code} with `force`: a region in which nothing is. */
export async function deleteRegionRoute(c: ApiContext): Promise<Response> {
  demandPublication(c, MESSAGE)
  const region = await findOne(c)
  const { force } = parseParams(regionRemoval, await readParams(c))
  const { db, now, region: here } = c.var
  if (!force) {
    const message = 'Regions do not support trashing. Set "force=true" to delete.'
    throw new ApiError('rest_trash_not_supported', message, 501)
  }
  if (region.code === here.code) {
    throw new ApiError('rest_cannot_delete', 'Delete it through the API of another region.', 403)
  }
  const previous = toItem(c, region, await findHidden(c))
  await deleteRegion({ db, now }, region, here.code)
  await purgeNow(c)
  return answer({ deleted: true, previous })
}

async function findOne(c: ApiContext, code = c.req.param('code')): Promise<RegionSettings> {
  const region = (await listRegions(c.env.DB)).find((known) => known.code === code)
  if (region) return region
  throw new ApiError('rest_region_invalid', 'There is no such region.', 404)
}

/** @throws ApiError 401 or 403 unless whoever asks administers the region */
async function demandRegion(c: ApiContext, { code }: RegionSettings, refusal: string) {
  const { principal, db } = c.var
  const role = principal && (await rolesIn(db, principal))(code)
  if (role && roleCan(role, 'manage_options')) return
  throw forbidden(refusal, MESSAGE, principal !== null)
}

/** What an answer about these regions shows. */
function showsOf(shown: readonly RegionSettings[]): Subject[] {
  return [
    { kind: 'publication' },
    ...shown.map(({ code }): Subject => ({ kind: 'region', region: code })),
  ]
}

const versioned = ({ code, version }: RegionSettings) => ({ id: code, version })

/** What the frames of pages do not hold, by region. */
async function findHidden(c: ApiContext): Promise<Map<string, object>> {
  const images = await findSocialImages(c.var.db)
  const rows = await listRobotsRules(c.env.DB)
  return new Map(
    rows.map(({ code, rules }) => [
      code,
      { social_image_id: images.get(code) ?? 0, robots_rules: rules },
    ]),
  )
}

function toItem(
  c: ApiContext,
  region: RegionSettings,
  hidden?: ReadonlyMap<string, object>,
): Record<string, unknown> {
  const names = hidden ? [...PUBLIC, ...OWN] : PUBLIC
  const values = Object.fromEntries(names.map((name) => [toSnake(name), region[name]]))
  const { SITE_URL: siteUrl } = c.env
  return {
    code: region.code,
    path: region.path,
    ...values,
    ...hidden?.get(region.code),
    link: absoluteUrl(siteUrl, regionRoot(region)),
    api: absoluteUrl(siteUrl, apiPath(region)),
  }
}

async function answerRegion(
  c: ApiContext,
  region: RegionSettings,
  context: 'view' | 'edit',
  status = 200,
  headers: Record<string, string> = {},
): Promise<Response> {
  const etag = { ETag: etagOf(versioned(region)) }
  if (context === 'view') {
    return answerShared(c, pickFields(c, toItem(c, region)), showsOf([region]), etag)
  }
  const hidden = await findHidden(c)
  return answer(pickFields(c, toItem(c, region, hidden)), {
    status,
    headers: { ...etag, ...headers },
  })
}
