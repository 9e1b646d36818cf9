import * as z from 'zod'
import { note } from '#content/audit.ts'
import { recordChange, type Subject } from '#content/changes.ts'
import { writeBatch } from '#content/database.ts'
import { queueState } from '#edge/purge.ts'
import { canonicalPath } from '#regions/paths.ts'
import { regionRoot } from '#regions/permalink.ts'
import { answer } from './answers.ts'
import { demand, purgeNow, readParams, type ApiContext } from './context.ts'
import { badParam, invalidParams } from './errors.ts'
import { flag, parseParams } from './input.ts'

const MESSAGE = 'Sorry, you are not allowed to manage the cache of this site.'
const MAX_PATHS = 100

const purgeBody = z
  .object({
    everything: flag,
    paths: z
      .array(z.string().startsWith('/', 'A path begins with a slash: /ca/about/.'))
      .max(MAX_PATHS),
  })
  .partial()

/** POST meridian/v1/cache/purge: `{"everything":true}`, or `{"paths":["/ca/about/"]}` for pages of this region. */
export async function purgeCache(c: ApiContext): Promise<Response> {
  demand(c, 'manage_options', 'rest_forbidden', MESSAGE)
  const body = parseParams(purgeBody, await readParams(c))
  const subjects: Subject[] = body.everything
    ? [{ kind: 'everything' }]
    : (body.paths ?? []).map((path) => toSubject(c, path))
  if (subjects.length === 0) {
    throw invalidParams({
      paths: badParam('Send {"everything":true} or {"paths":["/ca/about/"]}.'),
    })
  }
  const { db, now } = c.var
  note(db, 'cache', { id: body.everything ? '*' : (body.paths ?? []).join() })
  await writeBatch(db, [recordChange(db, subjects, now)])
  await purgeNow(c)
  const { pending } = await queueState(c.env.DB)
  return answer({ purged: pending === 0, pending })
}

/** GET meridian/v1/cache/queue: how many changes still wait for their purge, and since when (UTC). */
export async function getQueue(c: ApiContext): Promise<Response> {
  demand(c, 'manage_options', 'rest_forbidden', MESSAGE)
  const { pending, oldestAt } = await queueState(c.env.DB)
  const oldest = oldestAt === null ? null : new Date(oldestAt * 1000).toISOString()
  return answer({ pending, oldest_at: oldest })
}

function toSubject(c: ApiContext, path: string): Subject {
  const { region } = c.var
  const root = regionRoot(region)
  const own = canonicalPath(path) ?? path
  if (!own.startsWith(root)) {
    throw invalidParams({
      paths: badParam(`${path} is not below ${root}: ask the API of its own region.`),
    })
  }
  const below = own.slice(root.length).replace(/\/$/, '')
  return { kind: 'path', region: region.code, path: below }
}
