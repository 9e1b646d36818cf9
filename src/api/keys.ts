import { and, eq, or, sql, type SQL } from 'drizzle-orm'
import { note } from '#content/audit.ts'
import { isUniqueViolation, writeBatch, type Database } from '#content/database.ts'
import type { AccountRow } from '#content/accounts.ts'
import { arrivalStatements } from '#content/authors.ts'
import { slugCandidate, toSlug } from '#content/slugs.ts'
import {
  findMatch,
  generatePassword,
  hashChosen,
  hashGenerated,
  isWeaklyKept,
  SLOW_HASH,
} from './passwords.ts'
import { roleCan, toRole, type Capability, type Role } from './roles.ts'
import { applicationPasswords, authors, userRoles, users } from '../schema.ts'

/** Whoever signed in, as far as one region is concerned. */
export interface Principal {
  userId: number
  login: string
  email: string
  /** Null when the user has no part in this region. */
  role: Role | null
  /** Whether the role holds in every region. */
  isPublicationWide: boolean
  keyUuid: string
  keyName: string
  /** Whether the password's use is to be kept. */
  isUseNews: boolean
  /** Whether a chosen password is kept under the hash of generated ones. */
  isWeaklyKept: boolean
}

/** Whether a role may do something (WordPress: Roles and Capabilities). */
export function can(principal: Principal | null, capability: Capability): boolean {
  return principal?.role != null && roleCan(principal.role, capability)
}

/** The role that a user has in each region, by its code. */
export async function rolesIn(
  db: Database,
  { userId, isPublicationWide, role }: Principal,
): Promise<(regionCode: string) => Role | null> {
  if (isPublicationWide) return () => role
  const rows = await db.select().from(userRoles).where(eq(userRoles.userId, userId))
  return (code) => toRole(rows.find(({ regionCode }) => regionCode === code)?.role ?? null)
}

/** A stored application password; never the password itself. */
export type KeyRow = typeof applicationPasswords.$inferSelect

const keyRow = (
  userId: number,
  key: { name: string; appId?: string | undefined },
  now: number,
) => ({
  uuid: crypto.randomUUID(),
  userId,
  name: key.name,
  appId: key.appId ?? '',
  createdAt: now,
})

/** Makes an application password, stores it and gives it back in clear, for the only time. */
export async function createKey(
  db: Database,
  userId: number,
  key: { name: string; appId?: string | undefined },
  now: number,
): Promise<{ uuid: string; password: string }> {
  const password = generatePassword()
  const row = { ...keyRow(userId, key, now), ...(await hashGenerated(password)) }
  note(db, 'application-password', { id: row.uuid })
  await writeBatch(db, [db.insert(applicationPasswords).values(row)])
  return { uuid: row.uuid, password }
}

/** Gives an account the one password that its owner chose, listed under `name`; the one before it is revoked. */
export async function setPassword(
  db: Database,
  userId: number,
  name: string,
  password: string,
  now: number,
): Promise<void> {
  const row = { ...keyRow(userId, { name }, now), ...(await hashChosen(password)) }
  const { passwordHash } = applicationPasswords
  note(db, 'user', { fields: ['password'] })
  await writeBatch(db, [
    db
      .delete(applicationPasswords)
      .where(
        ofUser(
          userId,
          or(sql`instr(${passwordHash}, ${SLOW_HASH}) = 1`, eq(applicationPasswords.name, name)),
        ),
      ),
    db.insert(applicationPasswords).values(row),
  ])
}

const ofUser = (userId: number, more?: SQL) => and(eq(applicationPasswords.userId, userId), more)

/** A user's application passwords, the oldest first. */
export function listKeys(db: Database, userId: number): Promise<KeyRow[]> {
  return db
    .select()
    .from(applicationPasswords)
    .where(ofUser(userId))
    .orderBy(applicationPasswords.createdAt, applicationPasswords.uuid)
}

/** One application password of a user, or null. */
export async function findKey(db: Database, userId: number, uuid: string): Promise<KeyRow | null> {
  const [row] = await db
    .select()
    .from(applicationPasswords)
    .where(ofUser(userId, eq(applicationPasswords.uuid, uuid)))
  return row ?? null
}

/** Stores the name of an application password. */
export async function renameKey(db: Database, { uuid, name }: KeyRow): Promise<void> {
  note(db, 'application-password', { fields: ['name'] })
  await writeBatch(db, [
    db.update(applicationPasswords).set({ name }).where(eq(applicationPasswords.uuid, uuid)),
  ])
}

/** Revokes one application password of a user, or all; gives how many there were. */
export async function deleteKeys(db: Database, userId: number, uuid?: string): Promise<number> {
  const [gone] = await writeBatch(db, [
    db
      .delete(applicationPasswords)
      .where(ofUser(userId, uuid === undefined ? undefined : eq(applicationPasswords.uuid, uuid)))
      .returning({ uuid: applicationPasswords.uuid }),
  ])
  return gone?.results.length ?? 0
}

/** A password's last use is kept to the day, as WordPress does: not every read is a write. */
const USE_SECONDS = 86_400

/** Whether the use of a password is worth a write. */
function isUseNews(key: KeyRow, now: number): boolean {
  return key.lastUsedAt === null || key.lastUsedAt + USE_SECONDS <= now
}

/** Keeps when and from where a password was used, and a chosen one under the hash that it should have. */
export async function recordUse(
  db: Database,
  { keyUuid, isWeaklyKept: isWeak }: Principal,
  use: { now: number; address: string; password: string },
): Promise<void> {
  const hash = isWeak && (await hashChosen(use.password))
  await db
    .update(applicationPasswords)
    .set({ lastUsedAt: use.now, lastIp: use.address, ...hash })
    .where(eq(applicationPasswords.uuid, keyUuid))
}

/**
 * Creates an account whose public face is the author of the same id: all of it or nothing. `role` holds in every
 * region, or in `regions` alone. Gives its id.
 */
export async function createUser(
  db: Database,
  input: {
    login: string
    name: string
    email?: string
    role: Role
    regions?: readonly string[]
    nicename?: string
    description?: string
    url?: string
    profile?: Partial<Pick<AccountRow, 'firstName' | 'lastName' | 'nickname' | 'locale'>>
  },
  now: number,
): Promise<number> {
  const { login, role, regions } = input
  for (let attempt = 0; ; attempt++) {
    const nicename = await freeNicename(db, input.nicename || login)
    const id = sql`(select author_id from authors where nicename = ${nicename})`
    const statements = [
      db.insert(authors).values({
        authorId: sql`(select coalesce(max(author_id), 0) + 1 from authors)`,
        nicename,
        name: input.name,
        description: input.description ?? '',
        url: input.url ?? '',
      }),
      db.insert(users).values({
        userId: id,
        login,
        email: input.email ?? '',
        role: regions ? null : role,
        createdAt: now,
        ...input.profile,
      }),
      ...(regions ?? []).map((regionCode) =>
        db.insert(userRoles).values({ userId: id, regionCode, role }),
      ),
      ...(await arrivalStatements(db, nicename, now)),
    ]
    try {
      await writeBatch(db, statements)
      break
    } catch (error) {
      // Another account took the slug after it was found free.
      if (attempt >= 20 || !isUniqueViolation(error, 'authors.nicename')) throw error
    }
  }
  const [made] = await db.select({ id: users.userId }).from(users).where(eq(users.login, login))
  const userIdMade = made?.id ?? 0
  // With the next batch: the id is the database's to give.
  note(db, 'user', { id: userIdMade })
  return userIdMade
}

/** The slug of the account's author page: nobody gets the page of an author who is there already. */
async function freeNicename(db: Database, login: string): Promise<string> {
  const slug = toSlug(login) || 'user'
  for (let attempt = 0; ; attempt++) {
    const nicename = slugCandidate(slug, attempt)
    const taken = await db.select().from(authors).where(eq(authors.nicename, nicename))
    if (taken.length === 0) return nicename
  }
}

/** Whether anybody may sign in at all yet. */
export async function hasUsers(db: Database): Promise<boolean> {
  const rows = await db.select({ id: users.userId }).from(users).limit(1)
  return rows.length > 0
}

/** `user` and `password` of an Authorization header of the Basic scheme (RFC 7617), or null. */
export function parseBasic(header: string | null): { user: string; password: string } | null {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)\s*$/i.exec(header ?? '')?.[1]
  if (!encoded) return null
  try {
    const bytes = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0))
    const text = new TextDecoder().decode(bytes)
    const colon = text.indexOf(':')
    return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) }
  } catch {
    return null
  }
}

/** More passwords than anybody has: what is beyond them signs nobody in. */
const MAX_KEYS = 500

/**
 * The account behind a login (or e-mail) and password, with its role in the region; null when they do not belong
 * together. `beforeSlow` is called before a password that is not known to be right costs more than a look, and may throw.
 */
export async function findPrincipal(
  db: Database,
  regionCode: string,
  { user, password }: { user: string; password: string },
  now: number,
  beforeSlow: () => void,
): Promise<Principal | null> {
  const rows = await db
    .select({ user: users, key: applicationPasswords, regional: userRoles.role })
    .from(users)
    .innerJoin(applicationPasswords, eq(applicationPasswords.userId, users.userId))
    .leftJoin(
      userRoles,
      and(eq(userRoles.userId, users.userId), eq(userRoles.regionCode, regionCode)),
    )
    .where(or(eq(users.login, user), and(eq(users.email, user), sql`${users.email} <> ''`)))
    .limit(MAX_KEYS)
  const key = await findMatch(
    rows.map((row) => row.key),
    password,
    now,
    beforeSlow,
  )
  const row = rows.find((candidate) => candidate.key === key)
  if (!row || !key) return null
  return {
    userId: row.user.userId,
    login: row.user.login,
    email: row.user.email,
    role: toRole(row.user.role) ?? toRole(row.regional),
    isPublicationWide: row.user.role !== null,
    keyUuid: key.uuid,
    keyName: key.name,
    isUseNews: isUseNews(key, now),
    isWeaklyKept: isWeaklyKept(key, password),
  }
}
