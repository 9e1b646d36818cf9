import { and, eq, or, sql, type SQL } from 'drizzle-orm'
import { isUniqueViolation, writeBatch, type Database } from '#content/database.ts'
import type { AccountRow } from '#content/accounts.ts'
import { arrivalStatements } from '#content/authors.ts'
import { slugCandidate, toSlug } from '#content/slugs.ts'
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
  /** Whether the password's use is to be kept. */
  isUseNews: boolean
}

/** Whether a role may do something (WordPress: Roles and Capabilities). */
export function can(principal: Principal | null, capability: Capability): boolean {
  return principal?.role != null && roleCan(principal.role, capability)
}

/** Spaces in an application password are for the eye (WordPress shows them in fours). */
function withoutSpaces(password: string): string {
  return password.replace(/\s+/g, '')
}

async function hashPassword(salt: string, password: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${salt}:${withoutSpaces(password)}`)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return toHex(digest)
}

function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** 24 letters and digits: 142 random bits, as WordPress makes them. */
export function generatePassword(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  let password = ''
  while (password.length < 24) {
    // 248 is the largest multiple of 62 in a byte: what lies above would favour the first letters.
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      if (byte < 248 && password.length < 24) password += alphabet[byte % 62]
    }
  }
  return password
}

/** A stored application password; never the password itself. */
export type KeyRow = typeof applicationPasswords.$inferSelect

async function keyValues(userId: number, name: string, now: number, password: string, appId = '') {
  const salt = toHex(crypto.getRandomValues(new Uint8Array(16)))
  const passwordHash = await hashPassword(salt, password)
  return { uuid: crypto.randomUUID(), userId, name, appId, passwordHash, salt, createdAt: now }
}

/** Stores a new application password and gives it back in clear, for the only time. */
export async function createKey(
  db: Database,
  userId: number,
  name: string,
  now: number,
  password: string = generatePassword(),
  appId?: string,
): Promise<{ uuid: string; password: string }> {
  const values = await keyValues(userId, name, now, password, appId)
  await db.insert(applicationPasswords).values(values)
  return { uuid: values.uuid, password }
}

/** Puts a password in the place of those that bear its name. */
export async function replaceKey(
  db: Database,
  userId: number,
  name: string,
  now: number,
  password: string,
): Promise<void> {
  await writeBatch(db, [
    db.delete(applicationPasswords).where(ofUser(userId, eq(applicationPasswords.name, name))),
    db.insert(applicationPasswords).values(await keyValues(userId, name, now, password)),
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
  await db.update(applicationPasswords).set({ name }).where(eq(applicationPasswords.uuid, uuid))
}

/** Revokes one application password of a user, or all; gives how many there were. */
export async function deleteKeys(db: Database, userId: number, uuid?: string): Promise<number> {
  const gone = await db
    .delete(applicationPasswords)
    .where(ofUser(userId, uuid === undefined ? undefined : eq(applicationPasswords.uuid, uuid)))
    .returning({ uuid: applicationPasswords.uuid })
  return gone.length
}

/** A password's last use is kept to the day, as WordPress does: not every read is a write. */
const USE_SECONDS = 86_400

/** Whether the use of a password is worth a write. */
function isUseNews(key: KeyRow, now: number): boolean {
  return key.lastUsedAt === null || key.lastUsedAt + USE_SECONDS <= now
}

/** Keeps when and from where a password was used. */
export async function recordUse(
  db: Database,
  uuid: string,
  now: number,
  address: string,
): Promise<void> {
  await db
    .update(applicationPasswords)
    .set({ lastUsedAt: now, lastIp: address })
    .where(eq(applicationPasswords.uuid, uuid))
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
  return made?.id ?? 0
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

/**
 * The account behind a login (or e-mail) and application password, with its role in the region; null when they do
 * not belong together. An unknown user costs a hash as well, so that both failures take as long.
 */
export async function findPrincipal(
  db: Database,
  regionCode: string,
  credentials: { user: string; password: string },
  now: number,
): Promise<Principal | null> {
  const rows = await db
    .select({ user: users, key: applicationPasswords, regional: userRoles.role })
    .from(users)
    .innerJoin(applicationPasswords, eq(applicationPasswords.userId, users.userId))
    .leftJoin(
      userRoles,
      and(eq(userRoles.userId, users.userId), eq(userRoles.regionCode, regionCode)),
    )
    .where(
      or(
        eq(users.login, credentials.user),
        and(eq(users.email, credentials.user), sql`${users.email} <> ''`),
      ),
    )
    .limit(50)
  if (rows.length === 0) await hashPassword('', credentials.password)
  for (const { user, key, regional } of rows) {
    if ((await hashPassword(key.salt, credentials.password)) !== key.passwordHash) continue
    return {
      userId: user.userId,
      login: user.login,
      email: user.email,
      role: toRole(user.role) ?? toRole(regional),
      isPublicationWide: user.role !== null,
      keyUuid: key.uuid,
      isUseNews: isUseNews(key, now),
    }
  }
  return null
}
