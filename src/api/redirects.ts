import * as z from 'zod'
import {
  findRedirect,
  listRedirects,
  REDIRECT_ORDERS,
  type ListedRedirect,
} from '#content/redirect-lists.ts'
import { deleteRedirect, writeRedirect, type WriteRedirect } from '#content/redirect-writes.ts'
import { listRegions } from '#content/regions.ts'
import { toLocalDateTime, toUtcDateTime } from '#regions/format.ts'
import { absoluteUrl, apiPath, regionRoot } from '#regions/permalink.ts'
import { answer, answerPage, pickFields } from './answers.ts'
import { demand, purgeNow, queryParams, readParams, type ApiContext } from './context.ts'
import { ApiError } from './errors.ts'
import { collectionParams, flag, integer, parseCollection, parseParams } from './input.ts'

const STATUSES = [301, 302, 307, 308, 410] as const
const address = z.string().trim().min(1).max(2000)
const status = integer.pipe(z.literal(STATUSES))

export const redirectQuery = z.object({
  page: collectionParams.page,
  per_page: collectionParams.per_page,
  search: collectionParams.search,
  status: status.optional(),
  orderby: z.enum(REDIRECT_ORDERS).default('from'),
  order: z.enum(['asc', 'desc']).default('asc'),
})

const fields = {
  from: address.describe('The old address, below this region: /ca/old/.'),
  to: address
    .nullable()
    .optional()
    .describe(
      'A path of this publication, which is followed when it moves, or an https address. None for 410.',
    ),
  status: status.default(301).describe('410 says that what was there is gone for good.'),
  force: flag
    .default(false)
    .describe('Also from an address where something is (it waits), or to one where nothing is.'),
}
export const redirectCreate = z.object(fields)
export const redirectUpdate = z.object({ ...fields, status: status, force: flag }).partial()

export const redirectItem = z.object({
  id: z.string().describe('Its address in Base64URL.'),
  from: address,
  to: address
    .nullable()
    .describe('Where it leads today; null where that is not published, or gone.'),
  status: z.literal(STATUSES),
  follows: z
    .object({ type: z.enum(['article', 'term', 'author']), id: z.int() })
    .nullable()
    .describe('What it leads to wherever that moves; null for an address.'),
  hits: z
    .int()
    .describe(
      'Readers led on. The edge answers most of them by itself, so that there were at least so many.',
    ),
  date: z.iso.datetime({ local: true }),
  date_gmt: z.iso.datetime({ local: true }),
  collapsed: z.boolean().optional().describe('Of a write: whether it leads past another redirect.'),
})

const MESSAGE = 'Sorry, you are not allowed to manage the redirects of this site.'

const demandRedirects = (c: ApiContext) => demand(c, 'manage_options', 'rest_forbidden', MESSAGE)

/** GET meridian/v1/redirects: those of this region, whoever or whatever made them. */
export async function listRedirectsRoute(c: ApiContext): Promise<Response> {
  demandRedirects(c)
  const query = parseCollection(redirectQuery, queryParams(new URL(c.req.url).searchParams))
  const { page: number, per_page: perPage } = query
  const { rows, total } = await listRedirects(
    c.var.db,
    c.var.region,
    { search: query.search, status: query.status },
    {
      limit: perPage,
      offset: (number - 1) * perPage,
      orderBy: query.orderby,
      isAscending: query.order === 'asc',
    },
  )
  const items = rows.map((row) => toItem(c, row))
  return answerPage(c, items, { number, perPage, total }, { headers: { Allow: 'GET, POST' } })
}

/** GET meridian/v1/redirects/{id}. */
export async function getRedirect(c: ApiContext): Promise<Response> {
  demandRedirects(c)
  return answerRedirect(c, await findOne(c))
}

/** POST meridian/v1/redirects. */
export async function createRedirect(c: ApiContext): Promise<Response> {
  demandRedirects(c)
  const { force: isForced, ...body } = parseParams(redirectCreate, await readParams(c))
  const written = await writeRedirect(await writing(c), null, { ...body, isForced })
  await purgeNow(c)
  return answerWritten(c, written, 201)
}

/** POST, PUT and PATCH meridian/v1/redirects/{id}: another `from` is another id. */
export async function updateRedirect(c: ApiContext): Promise<Response> {
  demandRedirects(c)
  const before = await findOne(c)
  const body = parseParams(redirectUpdate, await readParams(c))
  const { from, to, force: isForced = false } = body
  const wanted = body.status ?? (before.status as RedirectStatus) // written by writeRedirect, or its default
  const written = await writeRedirect(await writing(c), before, {
    from,
    to,
    status: wanted,
    isForced,
  })
  await purgeNow(c)
  return answerWritten(c, written, 200)
}

type RedirectStatus = (typeof STATUSES)[number]

/** DELETE meridian/v1/redirects/{id}: the address answers 404 again, or what is there. */
export async function deleteRedirectRoute(c: ApiContext): Promise<Response> {
  demandRedirects(c)
  const before = await findOne(c)
  await deleteRedirect(await writing(c), before)
  await purgeNow(c)
  return answer({ deleted: true, previous: toItem(c, before) })
}

async function writing(c: ApiContext): Promise<WriteRedirect> {
  const { db, region, now } = c.var
  return { db, region, now, regions: await listRegions(c.env.DB), siteUrl: c.env.SITE_URL }
}

async function findOne(c: ApiContext): Promise<ListedRedirect> {
  const found = await findRedirect(c.var.db, c.var.region, toSource(c.req.param('redirect') ?? ''))
  if (found) return found
  throw new ApiError('rest_redirect_invalid_id', 'Invalid redirect ID.', 404)
}

const toId = (source: string) =>
  btoa(source).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')

/** The source of an id; of what is none, something that no redirect has. */
function toSource(id: string): string {
  try {
    return atob(id.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return ''
  }
}

const fromOf = (c: ApiContext, { source }: Pick<ListedRedirect, 'source'>) =>
  `${regionRoot(c.var.region)}${source}/`

function toItem(c: ApiContext, row: ListedRedirect): z.input<typeof redirectItem> {
  const { timezone } = c.var.region
  const things = { article: row.articleId, term: row.termId, author: row.authorId }
  const [followed] = Object.entries(things).flatMap(([type, id]) =>
    id === null ? [] : [{ type: type as keyof typeof things, id }],
  )
  return {
    id: toId(row.source),
    from: fromOf(c, row),
    to: row.address,
    status: row.status as RedirectStatus,
    follows: followed ?? null,
    hits: row.hits,
    date: toLocalDateTime(row.createdAt, timezone),
    date_gmt: toUtcDateTime(row.createdAt),
  }
}

function answerRedirect(
  c: ApiContext,
  row: ListedRedirect,
  more: Record<string, unknown> = {},
  options: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return answer(pickFields(c, { ...toItem(c, row), ...more }), {
    ...options,
    headers: { Allow: 'GET, POST, PUT, PATCH, DELETE', ...options.headers },
  })
}

async function answerWritten(
  c: ApiContext,
  { source, isCollapsed }: { source: string; isCollapsed: boolean },
  status: 200 | 201,
): Promise<Response> {
  const { db, region } = c.var
  const row = await findRedirect(db, region, source)
  if (row === null) throw new ApiError('rest_redirect_invalid_id', 'Invalid redirect ID.', 404)
  const route = apiPath(region, `meridian/v1/redirects/${toId(source)}`)
  return answerRedirect(
    c,
    row,
    { collapsed: isCollapsed },
    { status, headers: { Location: absoluteUrl(c.env.SITE_URL, route) } },
  )
}
