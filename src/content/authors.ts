import { eq, sql } from 'drizzle-orm'
import { articles, authors, regions, users } from '../schema.ts'
import { recordChange, type PurgeTime, type Subject } from './changes.ts'
import { writeBatch, type Database, type Statement } from './database.ts'
import { endRedirect, redirectStatements } from './redirects.ts'
import { toSlug } from './slugs.ts'

export type AuthorRow = typeof authors.$inferSelect

/** The author's id of an article that nobody is named for, as WordPress has it (`post_author`). */
export const NO_AUTHOR = 0

/** One author by id, or null. */
export async function findAuthor(db: Database, id: number): Promise<AuthorRow | null> {
  const [row] = await db.select().from(authors).where(eq(authors.authorId, id)).limit(1)
  return row ?? null
}

/** An author to have: found by nicename, or made with `id` when that is free, else with the next one. */
export interface WantedAuthor {
  id?: number
  name: string
  nicename?: string
  role?: string
  description?: string
  url?: string
  portrait?: string
  /** For who gets the `id`. */
  schemaKey?: string | undefined
}

/** Gives the author of that nicename, creating the row where there is none: every region may list them from then on. */
export async function ensureAuthor(
  db: Database,
  wanted: WantedAuthor,
  now: number,
  purge: PurgeTime = 'now',
): Promise<AuthorRow> {
  const nicename = toSlug(wanted.nicename ?? wanted.name)
  const known = await findByNicename(db, nicename)
  if (known) return known
  const free = wanted.id !== undefined && wanted.id > 0 && !(await findAuthor(db, wanted.id))
  await writeBatch(db, [
    db.insert(authors).values({
      authorId: free ? wanted.id : sql`(select coalesce(max(author_id), 0) + 1 from authors)`,
      nicename,
      name: wanted.name,
      role: wanted.role ?? '',
      description: wanted.description ?? '',
      url: wanted.url ?? '',
      portrait: wanted.portrait ?? '',
      schemaKey: free ? (wanted.schemaKey ?? '') : '',
    }),
    ...(await arrivalStatements(db, nicename, now, purge)),
  ])
  const made = await findByNicename(db, nicename)
  if (!made) throw new Error(`author ${nicename} was not stored`)
  return made
}

/** Where the author of a nicename is listed, below each region. */
const authorKey = (nicename: string) => `author/${nicename}`

/** What a new author writes beside its row: an old address of another's ends, and a 404 of every region. */
export async function arrivalStatements(
  db: Database,
  nicename: string,
  now: number,
  purge: PurgeTime = 'now',
): Promise<Statement[]> {
  const codes = await regionCodes(db)
  const path = authorKey(nicename)
  const subjects = codes.map((region): Subject => ({ kind: 'path', region, path }))
  return [endRedirect(db, codes, path), recordChange(db, subjects, now, purge)]
}

async function regionCodes(db: Database): Promise<string[]> {
  return (await db.select({ code: regions.code }).from(regions)).map(({ code }) => code)
}

/** What a change of an author writes beside the row: another nicename leaves a redirect in every region. */
export async function changeStatements(
  db: Database,
  { authorId, nicename }: AuthorRow,
  wanted: string | undefined,
  now: number,
  purge: PurgeTime = 'now',
): Promise<Statement[]> {
  const paths = [authorKey(nicename), authorKey(wanted ?? nicename)] as const
  const codes = paths[0] === paths[1] ? [] : await regionCodes(db)
  const subjects = codes.flatMap((region) =>
    paths.map((path): Subject => ({ kind: 'path', region, path })),
  )
  return [
    ...codes.flatMap((code) => redirectStatements(db, code, { authorId }, paths, now)),
    recordChange(db, [{ kind: 'author', id: authorId }, ...subjects], now, purge),
  ]
}

/** Changes fields of an author; every page that shows them changes. */
export async function updateAuthor(
  db: Database,
  author: AuthorRow,
  fields: Partial<Pick<AuthorRow, 'nicename' | 'description' | 'url' | 'portrait' | 'schemaKey'>>,
  now: number,
  purge: PurgeTime = 'now',
): Promise<AuthorRow> {
  await writeBatch(db, [
    db.update(authors).set(fields).where(eq(authors.authorId, author.authorId)),
    ...(await changeStatements(db, author, fields.nicename, now, purge)),
  ])
  return { ...author, ...fields }
}

/** The author whose page has this slug, or null. */
export async function findByNicename(db: Database, nicename: string): Promise<AuthorRow | null> {
  const [row] = await db.select().from(authors).where(eq(authors.nicename, nicename)).limit(1)
  return row ?? null
}

/** Whether the author is somebody who can sign in. */
export async function isAccount(db: Database, author: AuthorRow): Promise<boolean> {
  const [row] = await db
    .select({ id: users.userId })
    .from(users)
    .where(eq(users.userId, author.authorId))
  return row !== undefined
}

/** Whether any region has an article of the author, in whatever state. */
export async function hasArticles(db: Database, author: AuthorRow): Promise<boolean> {
  const [row] = await db
    .select({ id: articles.id })
    .from(articles)
    .where(
      sql`${articles.regionCode} in (select code from regions) and ${articles.authorId} = ${author.authorId}`,
    )
    .limit(1)
  return row !== undefined
}
