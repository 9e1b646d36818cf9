import * as z from 'zod'
import { listDeeds, type AuditRow } from '#content/audit-lists.ts'
import { toLocalDateTime, toUtcDateTime } from '#regions/format.ts'
import { answerPage } from './answers.ts'
import { demand, demandPublication, queryParams, type ApiContext } from './context.ts'
import { dateTime, toEpoch } from './dates.ts'
import { collectionParams, integer, parseCollection } from './input.ts'

const word = z.string().max(100)

export const auditQuery = z.object({
  page: collectionParams.page,
  per_page: collectionParams.per_page,
  user: integer.optional().describe('Id of the user who made the change.'),
  key: z.uuid().optional().describe('UUID of the application password.'),
  action: word.optional().describe('What was done: create, update, delete, trash, purge.'),
  object_type: word.optional().describe('What it was done to: post, category, redirect.'),
  object_id: z.string().max(200).optional().describe('The id of what it was done to.'),
  after: dateTime.optional().describe('Only changes after this date.'),
  before: dateTime.optional().describe('Only changes before this date.'),
  order: z.enum(['asc', 'desc']).default('desc'),
  region: word
    .optional()
    .describe('Code of another region, or * for all: for administrators of the whole publication.'),
})

export const auditEntry = z.object({
  id: z.int(),
  date: z.iso.datetime({ local: true }),
  date_gmt: z.iso.datetime({ local: true }),
  region: word,
  user: z.int(),
  login: word.describe('As it was at that time, like the name of the key.'),
  key: z.object({ uuid: z.uuid(), name: word }),
  network: word.describe('The network that the request came from, never the whole address.'),
  action: word,
  object_type: word,
  object_id: word.nullable().describe('Several are joined by commas.'),
  fields: z.array(word).describe('Names of what was changed.'),
})

/** GET meridian/v1/audit: who changed what in this region, when, and with which key. */
export async function listAudit(c: ApiContext): Promise<Response> {
  const message = 'Sorry, you are not allowed to see who changed what on this site.'
  demand(c, 'manage_options', 'rest_forbidden', message)
  const params = queryParams(new URL(c.req.url).searchParams)
  const query = parseCollection(auditQuery, params)
  const { region } = c.var
  const { region: wanted = region.code, page: number, per_page: perPage } = query
  if (wanted !== region.code) demandPublication(c, message)
  const at = (name: 'after' | 'before') => {
    const given = query[name]
    return given === undefined ? undefined : toEpoch(given, region.timezone, name)
  }
  const { rows, total } = await listDeeds(
    c.var.db,
    {
      region: wanted === '*' ? undefined : wanted,
      userId: query.user,
      keyUuid: query.key,
      action: query.action,
      type: query.object_type,
      id: query.object_id,
      after: at('after'),
      before: at('before'),
    },
    { limit: perPage, offset: (number - 1) * perPage, isAscending: query.order === 'asc' },
  )
  const items = rows.map((row) => toEntry(row, region.timezone))
  return answerPage(c, items, { number, perPage, total }, { headers: { Allow: 'GET' } })
}

function toEntry(row: AuditRow, timezone: string): z.input<typeof auditEntry> {
  return {
    id: row.auditId,
    date: toLocalDateTime(row.createdAt, timezone),
    date_gmt: toUtcDateTime(row.createdAt),
    region: row.regionCode,
    user: row.userId,
    login: row.login,
    key: { uuid: row.keyUuid, name: row.keyName },
    network: row.network,
    action: row.action,
    object_type: row.objectType,
    object_id: row.objectId,
    // Written by trailStatements alone.
    fields: JSON.parse(row.fieldsJson) as string[],
  }
}
