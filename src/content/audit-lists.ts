import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm'
import { auditLog } from '../schema.ts'
import { given } from './conditions.ts'
import type { Database } from './database.ts'

/** One row of the log of changes. */
export type AuditRow = typeof auditLog.$inferSelect

export interface AuditFilter {
  /** Undefined: of all regions. */
  region?: string | undefined
  userId?: number | undefined
  keyUuid?: string | undefined
  action?: string | undefined
  type?: string | undefined
  id?: string | undefined
  /** Epoch seconds, neither included. */
  after?: number | undefined
  before?: number | undefined
}

/** A page of the log, the newest first unless it is to be read forward, and how many rows there are. */
export async function listDeeds(
  db: Database,
  filter: AuditFilter,
  page: { limit: number; offset: number; isAscending: boolean },
): Promise<{ rows: AuditRow[]; total: number }> {
  const where = and(
    given(filter.region, (region) => eq(auditLog.regionCode, region)),
    given(filter.after, (after) => gt(auditLog.createdAt, after)),
    given(filter.before, (before) => lt(auditLog.createdAt, before)),
    given(filter.userId, (userId) => eq(auditLog.userId, userId)),
    given(filter.keyUuid, (uuid) => eq(auditLog.keyUuid, uuid)),
    given(filter.action, (action) => eq(auditLog.action, action)),
    given(filter.type, (type) => eq(auditLog.objectType, type)),
    // A row may name several, joined by commas.
    given(
      filter.id,
      (id) => sql`instr(',' || ${auditLog.objectId} || ',', ',' || ${id} || ',') > 0`,
    ),
  )
  const direction = page.isAscending ? asc : desc
  const [rows, counted] = await db.batch([
    db
      .select()
      .from(auditLog)
      .where(where)
      .orderBy(direction(auditLog.createdAt), direction(auditLog.auditId))
      .limit(page.limit)
      .offset(page.offset),
    db
      .select({ total: sql<number>`count(*)` })
      .from(auditLog)
      .where(where),
  ])
  return { rows, total: counted[0]?.total ?? 0 }
}

const DEFAULT_DAYS = 365
/** Rows of one run of the cron: it comes again within a minute. */
const MAX_FORGOTTEN = 500

/** Deletes what is older than so many days; how many rows that were. */
export async function forgetDeeds(
  d1: D1Database,
  now: number,
  days: number = DEFAULT_DAYS,
): Promise<number> {
  // By region, in the index: where nothing is old enough, one row of each is looked at.
  const { meta } = await d1
    .prepare(
      `delete from audit_log where audit_id in (select l.audit_id from regions r
        join audit_log l on l.region_code = r.code and l.created_at < ?1 limit ${MAX_FORGOTTEN})`,
    )
    .bind(now - days * 86_400)
    .run()
  return meta.changes
}
