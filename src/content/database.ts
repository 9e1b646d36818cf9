import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1'
import { sql, type SQL } from 'drizzle-orm'
import type { BatchItem } from 'drizzle-orm/batch'
import { leaveTrail, type Trail } from './audit.ts'
import { ContentError } from './errors.ts'

export type Database = DrizzleD1Database & {
  $client: D1Database
  /** Who writes through it, where that is to be kept. */
  trail?: Trail
}
export type Statement = BatchItem<'sqlite'>

/**
 * Drizzle over a D1 binding. Without the schema, which relational queries alone want: nothing here asks such, and Drizzle
 * works out the relations of all tables at each opening, that is at each request of the API.
 */
export function openDatabase(d1: D1Database): Database {
  return drizzle(d1)
}

/**
 * Runs statements as one D1 batch: all or nothing (D1 wraps a batch in a transaction). A `guardVersion` that does
 * not hold rolls everything back and becomes `version_conflict`. What the database carries of who writes goes into the
 * batch. Gives what each statement returned.
 */
export async function writeBatch(
  db: Database,
  statements: readonly Statement[],
): Promise<D1Result<Record<string, unknown>>[]> {
  return statements.length === 0 ? [] : run(db, statements)
}

/** Keeps the request's deed in the log where it writes nothing else there; once. */
export async function keepTrail(db: Database): Promise<void> {
  if (db.trail?.rowIds.length === 0) await run(db, [])
}

async function run(db: Database, statements: readonly Statement[]) {
  try {
    return await leaveTrail(db, (trail) => {
      const all = [...statements, ...trail].map((statement) => toPrepared(db, statement))
      // Not db.batch(): Drizzle 0.45 cannot bind the values of a db.run() in a D1 batch (SQLiteRaw has no statement).
      return db.$client.batch<Record<string, unknown>>(all)
    })
  } catch (error) {
    if (errorText(error).includes('malformed JSON')) {
      throw new ContentError('version_conflict', { cause: error })
    }
    throw error
  }
}

/** A statement of hand-written SQL: a read that Drizzle's building and mapping would take longer than the database. */
export function prepareSql(db: Database, query: SQL): D1PreparedStatement {
  return toPrepared(db, db.run(query) as unknown as Statement) // as in guardVersion
}

function toPrepared(db: Database, statement: Statement): D1PreparedStatement {
  // Builders have toSQL(), a raw statement getQuery(); both give the same.
  const source = statement as unknown as {
    toSQL?(): { sql: string; params: unknown[] }
    getQuery(): { sql: string; params: unknown[] }
  }
  const { sql: text, params } = source.toSQL?.() ?? source.getQuery()
  return db.$client.prepare(text).bind(...params)
}

/** The message of an error and of what caused it: Drizzle wraps D1's. */
export function errorText(error: unknown): string {
  return error instanceof Error ? `${error.message} ${errorText(error.cause)}` : ''
}

/** Whether a write failed on a unique index that names `column` (`articles.slug`). */
export function isUniqueViolation(error: unknown, column: string): boolean {
  const text = errorText(error)
  return text.includes('UNIQUE constraint failed') && text.includes(column)
}

/**
 * A statement that fails unless `current` (a scalar subquery) equals `expected`. A conditional UPDATE alone would
 * change no row and let the rest of the batch pass; json() of no JSON is the error that SQLite raises on demand.
 */
export function guardVersion(db: Database, current: SQL, expected: number): Statement {
  return db.run(
    sql`select case when ${current} is ${expected} then 1 else json('stale version') end`,
  ) as unknown as Statement // db.run() is a batch item at run time (SQLiteRaw); its type does not say so.
}

/** `in` for lists of any length: one JSON parameter, since D1 binds at most 100 values a statement. */
export function inJson(column: unknown, values: readonly (number | string)[]): SQL<boolean> {
  return sql<boolean>`${column} in (select value from json_each(${JSON.stringify(values)}))`
}
