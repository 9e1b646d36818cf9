import { and, asc, desc, eq, getTableColumns, ne, not, sql, type SQL } from 'drizzle-orm'
import { authors, userRoles, users } from '../schema.ts'
import { changedFields, note } from './audit.ts'
import { guardVersion, inJson, writeBatch, type Database, type Statement } from './database.ts'
import { changeStatements, type AuthorRow } from './authors.ts'

// An author is a byline, of every region; an account is what its owner signs in with. One id names both.

export type AccountRow = typeof users.$inferSelect

/** Somebody as one region knows them. */
export interface Person {
  author: AuthorRow
  /** Null for a byline that nobody signs in to. */
  account: AccountRow | null
  /** The role here, publication-wide or of the region; null where there is none. */
  role: string | null
  /** How many live articles of the region bear their name. */
  total: number
}

/** What a list of people may be ordered by. */
export const PERSON_ORDERS = [
  'id',
  'include',
  'name',
  'registered_date',
  'slug',
  'include_slugs',
  'email',
  'url',
] as const
export type PersonOrder = (typeof PERSON_ORDERS)[number]

export interface PersonFilter {
  /** Only who is published in the region; else who has a role there as well. */
  isPublished: boolean
  search?: string | undefined
  /** Whether a search looks at logins and addresses too. */
  searchesAccounts: boolean
  slugs?: readonly string[] | undefined
  include?: readonly number[] | undefined
  exclude?: readonly number[] | undefined
  roles?: readonly string[] | undefined
}

const totalHere = (regionCode: string) => sql<number>`coalesce((select c.total from listing_counts c
  where c.region_code = ${regionCode} and c.subject = 'author:' || ${authors.authorId}), 0)`
// D1 gives the rows of a batch as objects: of two columns of one name it would give the last alone.
const accountRole = sql<string | null>`${users.role}`
const roleHere = sql<string | null>`coalesce(${users.role}, ${userRoles.role})`

function selectPeople(db: Database, regionCode: string, where: SQL | undefined) {
  return db
    .select({
      author: authors,
      account: { ...getTableColumns(users), role: accountRole.as('account_role') },
      role: roleHere.as('role_here'),
      total: totalHere(regionCode).as('total_here'),
    })
    .from(authors)
    .leftJoin(users, eq(users.userId, authors.authorId))
    .leftJoin(
      userRoles,
      and(eq(userRoles.userId, authors.authorId), eq(userRoles.regionCode, regionCode)),
    )
    .where(where)
}

/** One person by id, or null. */
export async function findPerson(
  db: Database,
  regionCode: string,
  id: number,
): Promise<Person | null> {
  const [row] = await selectPeople(db, regionCode, eq(authors.authorId, id)).limit(1)
  return row ?? null
}

/** A page of a region's people and how many there are. */
export async function listPeople(
  db: Database,
  regionCode: string,
  filter: PersonFilter,
  page: { limit: number; offset: number; orderBy: PersonOrder; isAscending: boolean },
): Promise<{ rows: Person[]; total: number }> {
  const where = and(...conditions(regionCode, filter))
  const direction = page.isAscending ? asc : desc
  const [rows, counted] = await db.batch([
    selectPeople(db, regionCode, where)
      .orderBy(direction(orderColumn(page.orderBy, filter)), direction(authors.authorId))
      .limit(page.limit)
      .offset(page.offset),
    db
      .select({ total: sql<number>`count(*)` })
      .from(authors)
      .leftJoin(users, eq(users.userId, authors.authorId))
      .leftJoin(
        userRoles,
        and(eq(userRoles.userId, authors.authorId), eq(userRoles.regionCode, regionCode)),
      )
      .where(where),
  ])
  return { rows, total: counted[0]?.total ?? 0 }
}

function conditions(regionCode: string, filter: PersonFilter): SQL[] {
  const isPublished = sql`${totalHere(regionCode)} > 0`
  const all: SQL[] = [
    filter.isPublished ? isPublished : sql`(${roleHere} is not null or ${isPublished})`,
  ]
  if (filter.search) {
    const account = filter.searchesAccounts
      ? sql` || ' ' || coalesce(${users.login}, '') || ' ' || coalesce(${users.email}, '')`
      : sql``
    // instr(), not like: no wildcards to escape, and no limit on the length of the pattern.
    all.push(
      sql`instr(lower(${authors.name} || ' ' || ${authors.nicename} || ' ' || ${authors.url}${account}), lower(${filter.search})) > 0`,
    )
  }
  if (filter.slugs) all.push(inJson(authors.nicename, filter.slugs))
  if (filter.include) all.push(inJson(authors.authorId, filter.include))
  if (filter.exclude) all.push(not(inJson(authors.authorId, filter.exclude)))
  if (filter.roles) all.push(inJson(roleHere, filter.roles))
  return all
}

function orderColumn(order: PersonOrder, filter: PersonFilter): SQL {
  const placed = (list: readonly (string | number)[], column: unknown) =>
    sql`(select key from json_each(${JSON.stringify(list)}) where value = ${column})`
  if (order === 'include' && filter.include) return placed(filter.include, authors.authorId)
  if (order === 'include_slugs' && filter.slugs) return placed(filter.slugs, authors.nicename)
  if (order === 'id') return sql`${authors.authorId}`
  if (order === 'slug') return sql`${authors.nicename}`
  if (order === 'url') return sql`${authors.url}`
  if (order === 'email') return sql`${users.email}`
  if (order === 'registered_date') return sql`${users.createdAt}`
  return sql`${authors.name} collate nocase`
}

/** The regions in which an account has a role of its own. */
export async function listRoleRegions(db: Database, userId: number): Promise<string[]> {
  const rows = await db
    .select({ code: userRoles.regionCode })
    .from(userRoles)
    .where(eq(userRoles.userId, userId))
  return rows.map(({ code }) => code)
}

/** Which of login, e-mail address and slug another account has already. */
export async function findTaken(
  db: Database,
  wanted: { login?: string | undefined; email?: string | undefined; nicename?: string | undefined },
  exceptId = 0,
): Promise<{ login: boolean; email: boolean; nicename: boolean }> {
  const taken = (column: SQL) => sql<number>`exists (${column})`
  const [row] = await db
    .select({
      login: taken(
        sql`select 1 from users where lower(login) = lower(${wanted.login ?? ''}) and user_id <> ${exceptId}`,
      ),
      email: taken(
        sql`select 1 from users where email <> '' and lower(email) = lower(${wanted.email ?? ''}) and user_id <> ${exceptId}`,
      ),
      nicename: taken(
        sql`select 1 from authors where nicename = ${wanted.nicename ?? ''} and author_id <> ${exceptId}`,
      ),
    })
    .from(sql`(select 1)`)
  return {
    login: Boolean(row?.login),
    email: Boolean(row?.email),
    nicename: Boolean(row?.nicename),
  }
}

export interface PersonChange {
  author: Partial<Pick<AuthorRow, 'nicename' | 'name' | 'description' | 'url'>>
  account: Partial<
    Pick<AccountRow, 'email' | 'firstName' | 'lastName' | 'nickname' | 'locale' | 'preferencesJson'>
  >
  /** The new role in the region, null to take it away. */
  role?: string | null
}

/** Counts the changes of byline and account together. */
export function personVersion({ author, account }: Person): number {
  return author.version + (account?.accountVersion ?? 0)
}

/**
 * Changes a person; the pages that show the byline are purged, and a new slug leaves a redirect.
 * @throws ContentError `version_conflict` when another change came after `person` was read
 */
export async function updatePerson(
  db: Database,
  regionCode: string,
  person: Person,
  change: PersonChange,
  now: number,
): Promise<void> {
  const id = person.author.authorId
  note(db, 'user', {
    fields: [
      ...changedFields(person.author, change.author),
      ...changedFields(person.account ?? {}, change.account),
      ...(change.role === undefined ? [] : ['role']),
    ],
  })
  const version = sql`(select a.version + coalesce(u.account_version, 0) from authors a
    left join users u on u.user_id = a.author_id where a.author_id = ${id})`
  const statements: Statement[] = [guardVersion(db, version, personVersion(person))]
  if (Object.keys(change.author).length > 0) {
    statements.push(
      db
        .update(authors)
        .set({ ...change.author, version: sql`${authors.version} + 1` })
        .where(eq(authors.authorId, id)),
      ...(await changeStatements(db, person.author, change.author.nicename, now)),
    )
  }
  if (Object.keys(change.account).length > 0 || change.role !== undefined) {
    statements.push(
      db
        .update(users)
        .set({ ...change.account, accountVersion: sql`${users.accountVersion} + 1` })
        .where(eq(users.userId, id)),
    )
  }
  if (change.role !== undefined) {
    statements.push(...roleStatements(db, regionCode, person, change.role))
  }
  await writeBatch(db, statements)
}

function roleStatements(
  db: Database,
  regionCode: string,
  { author, account }: Person,
  role: string | null,
): Statement[] {
  const id = author.authorId
  if (account?.role != null) {
    return [db.update(users).set({ role }).where(eq(users.userId, id))]
  }
  const here = and(eq(userRoles.userId, id), eq(userRoles.regionCode, regionCode))
  if (role === null) return [db.delete(userRoles).where(here)]
  return [
    db
      .insert(userRoles)
      .values({ userId: id, regionCode, role })
      .onConflictDoUpdate({ target: [userRoles.userId, userRoles.regionCode], set: { role } }),
  ]
}

/** Whether anybody else may administer the whole publication. */
export async function hasOtherAdministrator(db: Database, userId: number): Promise<boolean> {
  const rows = await db
    .select({ id: users.userId })
    .from(users)
    .where(and(eq(users.role, 'administrator'), ne(users.userId, userId)))
    .limit(1)
  return rows.length > 0
}
