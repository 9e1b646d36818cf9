import { not, sql, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { inJson } from './database.ts'

// The conditions of a list: what was not asked for is undefined, which narrows nothing.

/** A condition on a value that was given. */
export function given<T>(
  value: T | undefined,
  make: (value: T) => SQL | undefined,
): SQL | undefined {
  return value === undefined ? undefined : make(value)
}

/** That the column has one of the values; an empty list narrows nothing. */
export function among(
  column: SQLiteColumn,
  values: readonly (number | string)[] = [],
): SQL | undefined {
  return values.length > 0 ? inJson(column, values) : undefined
}

/** That the column has none of the values. */
export function notAmong(column: SQLiteColumn, values: readonly number[] = []): SQL | undefined {
  return values.length > 0 ? not(inJson(column, values)) : undefined
}

/** The place of the column's value in a given list, to order by. */
export function indexIn(values: readonly (number | string)[], column: SQLiteColumn): SQL {
  return sql`(select min(key) from json_each(${JSON.stringify(values)}) where value = ${column})`
}
