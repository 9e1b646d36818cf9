import type { Subject } from '#content/changes.ts'
import { tagOf, touchedTags } from './tags.ts'

/** `ctx.cache` of the platform, as far as it is used here. */
export interface CachePurger {
  purge(what: { tags: string[] } | { purgeEverything: true }): Promise<{
    success: boolean
    errors: readonly { code: number; message: string }[]
  }>
}

/** The cache in front of the entrypoint whose context it is; undefined where there is none. */
export function cacheOf(context: object): CachePurger | undefined {
  // In the runtime's types for some compatibility dates only.
  return (context as { cache?: CachePurger }).cache
}

/** The platform takes at most this many tags in one call. */
const MAX_TAGS_PER_CALL = 100
/** Of 5 calls a minute (25 saved up) one drain takes at most these; above, everything goes in one call. */
const MAX_CALLS = 3
/** Rows of one drain; what is left waits for the next. */
const MAX_ROWS = 500
/** A page whose rendering began before the write may have been stored after the first purge. */
const SECOND_PURGE_AFTER_SECONDS = 60
/** Longer than the edge keeps a page (a day, and a week stale): nothing older can still be wrong. */
const FORGET_AFTER_SECONDS = 8 * 24 * 3600 + 3600
const MAX_BACKOFF_SECONDS = 60

interface ChangeRow {
  change_id: number
  subjects_json: string
  created_at: number
  purged_at: number | null
  attempts: number
}

/**
 * Purges what the due rows of the outbox name, in as few calls as possible. After the first success a row is due again
 * a minute later, after the second it is deleted; after a failure it is due again within a minute. Where there is no
 * cache in front the rows stay.
 */
export async function drainChanges(
  d1: D1Database,
  cache: CachePurger | undefined,
  now: number,
): Promise<{ rows: number; isPurged: boolean }> {
  if (cache === undefined) return { rows: 0, isPurged: false }
  const { results: rows } = await d1
    .prepare(
      'select change_id, subjects_json, created_at, purged_at, attempts from changes where due_at <= ?1 order by due_at, change_id limit ?2',
    )
    .bind(now, MAX_ROWS)
    .all<ChangeRow>()
  if (rows.length === 0) return { rows: 0, isPurged: true }
  const failure = await purgeTags(cache, tagsOf(rows))
  if (failure !== null) {
    console.error(JSON.stringify({ event: 'purge_failed', rows: rows.length, error: failure }))
  }
  await d1.batch(failure === null ? settle(d1, rows, now) : postpone(d1, rows, now))
  return { rows: rows.length, isPurged: failure === null }
}

/** What the outbox still owes its first purge. */
export interface QueueState {
  pending: number
  /** Times are epoch seconds. */
  oldestAt: number | null
  /** Of them those that were refused already, and when the first of these is due again. */
  failed: number
  retryAt: number | null
}

/** How many changes wait for their first purge, and since when. */
export async function queueState(d1: D1Database): Promise<QueueState> {
  const row = await d1
    .prepare(
      `select count(*) as pending, min(created_at) as oldestAt, count(*) filter (where attempts > 0) as failed,
        min(due_at) filter (where attempts > 0) as retryAt from changes where purged_at is null`,
    )
    .first<QueueState>()
  return row ?? { pending: 0, oldestAt: null, failed: 0, retryAt: null }
}

/** The platform's allowance grows by a call in so many seconds. */
const SECONDS_PER_CALL = 12

/**
 * Makes due what was refused. Where the last refusal is so recent that the allowance has not grown since, nothing changes,
 * and it gives the seconds to wait: a call that is bound to fail would take from the calls of new writes.
 */
export async function retryFailed(d1: D1Database, now: number): Promise<number> {
  const [asked] = await d1.batch<{ refusedAt: number | null }>([
    d1.prepare(
      `select max(due_at - min(${MAX_BACKOFF_SECONDS}, 1 << min(attempts - 1, 6))) as refusedAt
       from changes where purged_at is null and attempts > 0`,
    ),
    d1
      .prepare(
        `update changes set due_at = ?1 where purged_at is null and attempts > 0 and not exists (
          select 1 from changes c where c.purged_at is null and c.attempts > 0
            and c.due_at - min(${MAX_BACKOFF_SECONDS}, 1 << min(c.attempts - 1, 6)) > ?1 - ${SECONDS_PER_CALL})`,
      )
      .bind(now),
  ])
  const refusedAt = asked?.results[0]?.refusedAt ?? null
  return refusedAt === null ? 0 : Math.max(0, refusedAt + SECONDS_PER_CALL - now)
}

function tagsOf(rows: readonly ChangeRow[]): string[] {
  // Written by recordChange alone.
  return touchedTags(rows.flatMap((row) => JSON.parse(row.subjects_json) as Subject[]))
}

/** Null, or why it failed. */
async function purgeTags(cache: CachePurger, tags: readonly string[]): Promise<string | null> {
  if (tags.length === 0) return null
  const isMany = tags.length > MAX_CALLS * MAX_TAGS_PER_CALL
  if (isMany || tags.includes(tagOf({ kind: 'everything' }))) {
    return attempt(() => cache.purge({ purgeEverything: true }))
  }
  for (let from = 0; from < tags.length; from += MAX_TAGS_PER_CALL) {
    const failure = await attempt(() =>
      cache.purge({ tags: tags.slice(from, from + MAX_TAGS_PER_CALL) }),
    )
    if (failure !== null) return failure
  }
  return null
}

async function attempt(call: () => ReturnType<CachePurger['purge']>): Promise<string | null> {
  try {
    const { success, errors } = await call()
    return success ? null : errors.map((error) => error.message).join('; ') || 'refused'
  } catch (error) {
    return String(error)
  }
}

function settle(d1: D1Database, rows: readonly ChangeRow[], now: number): D1PreparedStatement[] {
  const first = rows.filter((row) => row.purged_at === null)
  const second = rows.filter((row) => row.purged_at !== null)
  return [
    d1
      .prepare(
        'update changes set purged_at = ?1, due_at = ?2, attempts = 0 where change_id in (select value from json_each(?3))',
      )
      .bind(now, now + SECOND_PURGE_AFTER_SECONDS, idsOf(first)),
    d1
      .prepare('delete from changes where change_id in (select value from json_each(?1))')
      .bind(idsOf(second)),
  ]
}

function postpone(d1: D1Database, rows: readonly ChangeRow[], now: number): D1PreparedStatement[] {
  const kept = rows.filter((row) => now - row.created_at <= FORGET_AFTER_SECONDS)
  const old = rows.filter((row) => now - row.created_at > FORGET_AFTER_SECONDS)
  return [
    d1
      .prepare(
        `update changes set attempts = attempts + 1, due_at = ?1 + min(${MAX_BACKOFF_SECONDS}, 1 << min(attempts, 6))
         where change_id in (select value from json_each(?2))`,
      )
      .bind(now, idsOf(kept)),
    d1
      .prepare('delete from changes where change_id in (select value from json_each(?1))')
      .bind(idsOf(old)),
  ]
}

function idsOf(rows: readonly ChangeRow[]): string {
  return JSON.stringify(rows.map((row) => row.change_id))
}
