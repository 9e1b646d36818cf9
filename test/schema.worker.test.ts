import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import { is, SQL } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import * as schema from '../src/schema.ts'
import { bindings, openPublication } from './publication.ts'

beforeAll(() => openPublication())

const tables = Object.values(schema).filter((value) => is(value, SQLiteTable))
const dialect = new SQLiteSyncDialect()

async function rows<T>(sql: string): Promise<T[]> {
  return (await bindings.DB.prepare(sql).all<T>()).results
}

test('the migrated database has the tables of schema.ts and no others', async () => {
  const found = await rows<{ name: string }>(
    "select name from pragma_table_list where schema = 'main' and type = 'table' order by name",
  )
  const own = found
    .map(({ name }) => name)
    .filter((name) => !/^(sqlite_|_cf_|d1_migrations$|article_search_)/.test(name))
  expect(own).toEqual(tables.map((table) => getTableConfig(table).name).toSorted())
})

test.each(tables.map((table) => [getTableConfig(table).name, table] as const))(
  '%s has the columns, keys and indexes of schema.ts',
  async (name, table) => {
    expect(await describeStored(name)).toEqual(describeDeclared(table))
  },
)

test('every table is strict', async () => {
  const loose = await rows<{ name: string }>(
    "select name from pragma_table_list where schema = 'main' and type = 'table' and strict = 0",
  )
  expect(loose.filter(({ name }) => tables.some((t) => getTableConfig(t).name === name))).toEqual(
    [],
  )
})

interface Description {
  columns: Record<string, { type: string; isRequired: boolean; fallback: string | null }>
  primaryKey: string[]
  indexes: Record<string, { columns: string[]; isUnique: boolean; where: string | null }>
  foreignKeys: string[]
}

function describeDeclared(table: SQLiteTable): Description {
  const config = getTableConfig(table)
  const own = config.columns.filter((column) => column.primary).map((column) => column.name)
  const combined = config.primaryKeys[0]?.columns.map((column) => column.name)
  const uniques = config.columns
    .filter((column) => column.isUnique)
    .map((column) => [
      `${config.name}_${column.name}_unique`,
      { columns: [column.name], isUnique: true, where: null },
    ])
  return {
    columns: Object.fromEntries(
      config.columns.map((column) => [
        column.name,
        {
          type: column.getSQLType(),
          isRequired: column.notNull || column.primary || own.includes(column.name),
          fallback: column.default === undefined ? null : literal(column.default),
        },
      ]),
    ),
    primaryKey: combined ?? own,
    indexes: Object.fromEntries([
      ...uniques,
      ...config.indexes.map(({ config: index }) => [
        index.name,
        {
          columns: index.columns.map((column) => ('name' in column ? String(column.name) : '')),
          isUnique: index.unique,
          where: index.where ? toText(index.where) : null,
        },
      ]),
    ]),
    foreignKeys: config.foreignKeys
      .map((key) => {
        const { columns, foreignColumns, foreignTable } = key.reference()
        return `${names(columns)} -> ${getTableConfig(foreignTable).name} ${names(foreignColumns)} ${key.onDelete ?? 'no action'}`
      })
      .toSorted(),
  }
}

async function describeStored(name: string): Promise<Description> {
  const columns = await rows<{
    name: string
    type: string
    notnull: number
    dflt_value: string | null
    pk: number
  }>(`select * from pragma_table_info('${name}')`)
  const indexes = await rows<{ name: string; unique: number; origin: string; sql: string | null }>(
    `select l.name, l."unique", l.origin, m.sql from pragma_index_list('${name}') l
     left join sqlite_master m on m.name = l.name where l.origin = 'c'`,
  )
  const described: Description['indexes'] = {}
  for (const index of indexes) {
    const parts = await rows<{ name: string }>(
      `select name from pragma_index_info('${index.name}') order by seqno`,
    )
    described[index.name] = {
      columns: parts.map((part) => part.name),
      isUnique: index.unique === 1,
      where: / where (.*)$/is.exec(index.sql ?? '')?.[1] ?? null,
    }
  }
  const foreign = await rows<{
    id: number
    table: string
    from: string
    to: string
    on_delete: string
  }>(`select * from pragma_foreign_key_list('${name}') order by id, seq`)
  const ids = [...new Set(foreign.map((key) => key.id))]
  return {
    columns: Object.fromEntries(
      columns.map((column) => [
        column.name,
        {
          type: column.type.toLowerCase(),
          isRequired: column.notnull === 1 || column.pk > 0,
          fallback: column.dflt_value,
        },
      ]),
    ),
    primaryKey: columns
      .filter((column) => column.pk > 0)
      .toSorted((a, b) => a.pk - b.pk)
      .map((column) => column.name),
    indexes: described,
    foreignKeys: ids
      .map((id) => {
        const parts = foreign.filter((key) => key.id === id)
        const [first] = parts
        return `${parts.map((key) => key.from)} -> ${first?.table} ${parts.map((key) => key.to)} ${first?.on_delete.toLowerCase()}`
      })
      .toSorted(),
  }
}

function names(columns: readonly { name: string }[]): string {
  return columns.map((column) => column.name).join()
}

function literal(value: unknown): string {
  // The catalogue has an expression without the parentheses that a declaration needs.
  if (value instanceof SQL) return toText(value).slice(1, -1)
  return typeof value === 'string' ? `'${value}'` : String(value)
}

function toText(where: SQL): string {
  return dialect.sqlToQuery(where).sql
}
