import { getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'

/**
 * SQL of all columns of `table` under the names that its rows have, for statements written by hand where Drizzle's
 * building and mapping costs more than the query. `instead` replaces the value of some.
 */
export function columnsOf(table: SQLiteTable, instead: Record<string, string> = {}): string {
  return entriesOf(table)
    .map(([key, column]) => `${instead[key] ?? column} as "${key}"`)
    .join(', ')
}

/** SQL of some columns of `table` as a JSON object; of at most 16, since D1 gives a function 32 arguments. */
export function objectOf(table: SQLiteTable, keys: readonly string[]): string {
  return `json_object(${entriesOf(table)
    .filter(([key]) => keys.includes(key))
    .map(([key, column]) => `'${key}', ${column}`)
    .join(', ')})`
}

function entriesOf(table: SQLiteTable): [key: string, column: string][] {
  const name = getTableName(table)
  return Object.entries(getTableColumns(table)).map(([key, column]) => [
    key,
    `${name}.${column.name}`,
  ])
}
