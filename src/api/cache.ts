import * as z from 'zod'
import { ownAddress } from '#content/addresses.ts'
import { note } from '#content/audit.ts'
import { recordChange, type Subject } from '#content/changes.ts'
import { keepTrail, writeBatch } from '#content/database.ts'
import { listRegions } from '#content/regions.ts'
import { queueState, retryFailed, type QueueState } from '#edge/purge.ts'
import { matchPath } from '#regions/paths.ts'
import { regionRoot } from '#regions/permalink.ts'
import { answer, pickFields } from './answers.ts'
import { demand, demandPublication, purgeNow, readParams, type ApiContext } from './context.ts'
import { ApiError, badParam, invalidParams } from './errors.ts'
import { flag, parseParams } from './input.ts'

const MESSAGE = 'Sorry, you are not allowed to manage the cache of this site.'
const BEYOND = 'Sorry, you are not allowed to purge what is beyond this site.'
const MAX_PATHS = 100

export const purgeBody = z
  .object({
    everything: flag.describe('All regions: for administrators of the whole publication.'),
    region: flag.describe('Every page of this region.'),
    paths: z
      .array(z.string().max(2000))
      .max(MAX_PATHS)
      .describe('Addresses below this region: /ca/about/.'),
  })
  .partial()

export const queueItem = z.object({
  pending: z.int().describe('Changes that wait for their purge.'),
  oldest_at: z.iso.datetime().nullable().describe('When the oldest of them was made (UTC).'),
  oldest_age: z.int().nullable().describe('How long that is ago, in seconds.'),
  failed: z.int().describe('Those whose purge was refused at least once.'),
  retry_at: z.iso.datetime().nullable().describe('When they are tried next by themselves (UTC).'),
})

function demandCache(c: ApiContext): void {
  demand(c, 'manage_options', 'rest_forbidden', MESSAGE)
}

/** POST meridian/v1/cache/purge: `{"paths":["/ca/about/"]}`, `{"region":true}` or `{"everything":true}`. */
export async function purgeCache(c: ApiContext): Promise<Response> {
  demandCache(c)
  const body = parseParams(purgeBody, await readParams(c))
  const { db, now, region } = c.var
  if (body.everything) demandPublication(c, BEYOND)
  const subjects: Subject[] = body.everything
    ? [{ kind: 'everything' }]
    : [
        ...(body.region ? [{ kind: 'region' as const, region: region.code }] : []),
        ...(await toSubjects(c, body.paths ?? [])),
      ]
  if (subjects.length === 0) {
    throw invalidParams({
      paths: badParam('Send {"paths":["/ca/about/"]}, {"region":true} or {"everything":true}.'),
    })
  }
  const id = body.everything ? '*' : body.region ? regionRoot(region) : (body.paths ?? []).join()
  note(db, 'cache', { id })
  await writeBatch(db, [recordChange(db, subjects, now)])
  await purgeNow(c)
  const { pending } = await queueState(c.env.DB)
  return answer({ purged: pending === 0, pending })
}

/** GET meridian/v1/cache/queue: how many changes still wait for their purge, and since when. */
export async function getQueue(c: ApiContext): Promise<Response> {
  demandCache(c)
  return answer(pickFields(c, toItem(await queueState(c.env.DB), c.var.now)))
}

/** POST meridian/v1/cache/retry: tries now what was refused, as often as the platform's allowance lasts. */
export async function retryPurges(c: ApiContext): Promise<Response> {
  demandCache(c)
  const { db, now } = c.var
  const waitSeconds = await retryFailed(c.env.DB, now)
  if (waitSeconds > 0) {
    throw new ApiError(
      'rest_too_many_purges',
      `The last purge was refused just now, and each one takes from the allowance. Try again in ${waitSeconds} seconds.`,
      429,
      {},
      { 'Retry-After': String(waitSeconds) },
    )
  }
  await keepTrail(db)
  await purgeNow(c)
  return answer(toItem(await queueState(c.env.DB), now))
}

function toItem(state: QueueState, now: number): z.input<typeof queueItem> {
  const { pending, oldestAt, failed, retryAt } = state
  return {
    pending,
    oldest_at: toIso(oldestAt),
    oldest_age: oldestAt === null ? null : Math.max(0, now - oldestAt),
    failed,
    retry_at: toIso(retryAt),
  }
}

const toIso = (seconds: number | null) =>
  seconds === null ? null : new Date(seconds * 1000).toISOString()

async function toSubjects(c: ApiContext, paths: readonly string[]): Promise<Subject[]> {
  const others = (await listRegions(c.env.DB)).filter(({ code }) => code !== c.var.region.code)
  return paths.map((path) => toSubject(c, path, others))
}

function toSubject(c: ApiContext, path: string, others: readonly { path: string }[]): Subject {
  const { region } = c.var
  const root = regionRoot(region)
  const own = ownAddress(path, c.env.SITE_URL)?.path
  if (own === '/' && root !== '/') {
    demandPublication(c, BEYOND)
    return { kind: 'path', region: '', path: '' }
  }
  const isElsewhere = others.some((other) => other.path === matchPath(own ?? '').regionPath)
  if (!own?.startsWith(root) || (root === '/' && own !== '/' && isElsewhere)) {
    throw invalidParams({
      paths: badParam(`${path} is not below ${root}: ask the API of its own region.`),
    })
  }
  return { kind: 'path', region: region.code, path: own.slice(root.length).replace(/\/$/, '') }
}
