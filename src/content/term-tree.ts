import { and, eq, not, sql, type SQL } from 'drizzle-orm'
import { articleTerms, listings, terms } from '../schema.ts'
import type { Subject } from './changes.ts'
import { inJson, type Database, type Statement } from './database.ts'
import { relatedSubjects } from './listings.ts'
import type { PlacedTerm, TermRow } from './terms.ts'

// Categories below categories: what moves, and what shows something else after it, when one of them does.

/** The terms of one region with the ids of their parents, in one query; in none where no term has a parent. */
export async function withAncestors(db: Database, rows: readonly TermRow[]): Promise<PlacedTerm[]> {
  const children = rows.filter((row) => row.parentId !== 0).map((row) => row.id)
  const regionCode = rows[0]?.regionCode ?? ''
  const found =
    children.length === 0
      ? []
      : await db.all<{ id: number; ancestor_id: number }>(sql`
        with recursive up (id, ancestor_id, depth) as (
          select id, parent_id, 0 from terms where region_code = ${regionCode}
            and id in (select value from json_each(${JSON.stringify(children)}))
          union all
          select up.id, t.parent_id, depth + 1 from up join terms t on t.id = up.ancestor_id
            where t.region_code = ${regionCode} and t.parent_id <> 0 and depth < 20
        ) select id, ancestor_id from up order by depth`)
  return rows.map((row) => ({
    ...row,
    ancestorIds: found.filter(({ id }) => id === row.id).map((step) => step.ancestor_id),
  }))
}

/** Ids of a category's parents, nearest first. */
export async function findAncestorIds(db: Database, term: TermRow): Promise<number[]> {
  const [placed] = await withAncestors(db, [term])
  return placed?.ancestorIds ?? []
}

/** Where a term's listing lives below the region: `category/{path}`. */
export function termAddress(term: Pick<TermRow, 'taxonomy' | 'path'>): string {
  return `${term.taxonomy === 'category' ? 'category' : 'tag'}/${term.path}`
}

/** The address by which a term is known whatever is above it: its slug alone, as WordPress looks it up. */
export function termKey(term: Pick<TermRow, 'taxonomy' | 'slug'>): string {
  return termAddress({ taxonomy: term.taxonomy, path: term.slug })
}

/** The posts that have this category alone. */
export async function findOrphans(db: Database, term: TermRow): Promise<number[]> {
  const rows = await db.all<{ id: number }>(sql`
    select article_id as id from article_terms x where x.region_code = ${term.regionCode} and x.term_id = ${term.id}
      and not exists (select 1 from article_terms y join terms t on t.region_code = y.region_code and t.id = y.term_id
        where y.region_code = x.region_code and y.article_id = x.article_id and t.taxonomy = 'category' and t.id <> ${term.id})`)
  return rows.map((row) => row.id)
}

/** What stood behind the term in a post's list moves up, so that another category is its first. */
export function closeRanks(db: Database, term: TermRow, orphanIds: readonly number[]): Statement {
  return db
    .update(articleTerms)
    .set({ position: sql`${articleTerms.position} - 1` })
    .where(
      and(
        eq(articleTerms.regionCode, term.regionCode),
        sql`${articleTerms.articleId} in (select x.article_id from article_terms x where x.region_code = ${term.regionCode}
          and x.term_id = ${term.id} and x.position < ${articleTerms.position})`,
        not(inJson(articleTerms.articleId, orphanIds)),
      ),
    )
}

/** The posts of a category that goes, where it was their only one, into the default category. */
export function moveToDefault(
  db: Database,
  term: TermRow,
  orphanIds: readonly number[],
  defaultCategoryId: number,
): Statement[] {
  const { regionCode } = term
  const isOrphan = sql`article_id in (select value from json_each(${JSON.stringify(orphanIds)}))`
  return [
    db.run(sql`insert or ignore into article_terms (region_code, article_id, term_id, position)
      select region_code, article_id, ${defaultCategoryId}, position from article_terms
      where region_code = ${regionCode} and term_id = ${term.id} and ${isOrphan}`),
    db.run(sql`update terms set count = (
        select count(*) from article_terms x join articles a on a.region_code = x.region_code and a.id = x.article_id
        where x.region_code = ${regionCode} and x.term_id = ${defaultCategoryId} and a.status = 'publish')
      where region_code = ${regionCode} and id = ${defaultCategoryId}`),
  ] as unknown as Statement[] // SQLiteRaw is a batch item at run time; its type does not say so
}

/** The children of a category that goes move one step up, with all that is below them. */
export async function moveToParent(
  db: Database,
  term: TermRow,
): Promise<{ statements: Statement[]; subjects: Subject[] }> {
  const below = await findDescendants(db, term)
  const prefix = term.path.slice(0, term.path.length - term.slug.length)
  const statements = below
    .filter((child) => child.parentId === term.id)
    .flatMap((child) => [
      moveDescendants(db, child, prefix + child.slug),
      db
        .update(terms)
        .set({ parentId: term.parentId, path: prefix + child.slug })
        .where(and(eq(terms.regionCode, term.regionCode), eq(terms.id, child.id))),
    ])
  const subjects = below.flatMap((child) =>
    moveSubjects(child, prefix + child.path.slice(term.path.length + 1)),
  )
  return { statements, subjects }
}

/** What shows a term, and its addresses before and after it moves to `path`, those by its slug alone included. */
export function moveSubjects(term: TermRow, path: string): Subject[] {
  const { regionCode: region, taxonomy } = term
  const paths = [term.path, path].flatMap((own) => [own, own.split('/').at(-1) ?? ''])
  return [
    { kind: 'term', region, id: term.id },
    ...[...new Set(paths)].map((own): Subject => ({
      kind: 'path',
      region,
      path: termAddress({ taxonomy, path: own }),
    })),
  ]
}

function isBelow(term: TermRow): SQL | undefined {
  const prefix = `${term.path}/`
  return and(
    eq(terms.regionCode, term.regionCode),
    eq(terms.taxonomy, term.taxonomy),
    sql`substr(${terms.path}, 1, ${prefix.length}) = ${prefix}`,
  )
}

/** The terms below a category, however deep. */
export async function findDescendants(db: Database, term: TermRow): Promise<TermRow[]> {
  return db.select().from(terms).where(isBelow(term))
}

/** The addresses below a category follow it to `path`. */
export function moveDescendants(db: Database, term: TermRow, path: string): Statement {
  return db
    .update(terms)
    .set({
      path: sql`${path} || substr(${terms.path}, ${term.path.length + 1})`,
      version: sql`${terms.version} + 1`,
    })
    .where(isBelow(term))
}

/** The posts that are listed under a term, those of its children included. */
export async function findListed(db: Database, term: TermRow): Promise<number[]> {
  const rows = await db
    .select({ id: listings.articleId })
    .from(listings)
    .where(and(eq(listings.regionCode, term.regionCode), eq(listings.subject, `term:${term.id}`)))
  return rows.map((row) => row.id)
}

/**
 * Lists posts anew under their terms and the parents of these, as both are when the statements run: after those that
 * move them. What is right already is not touched.
 */
export function relist(
  db: Database,
  regionCode: string,
  articleIds: readonly number[],
): Statement[] {
  const ids = JSON.stringify(articleIds)
  const up = sql`with recursive up (article_id, term_id, depth) as (
      select article_id, term_id, 0 from article_terms
        where region_code = ${regionCode} and article_id in (select value from json_each(${ids}))
      union
      select up.article_id, t.parent_id, depth + 1 from up join terms t on t.id = up.term_id
        where t.region_code = ${regionCode} and t.parent_id <> 0 and depth < 20
    )`
  return [
    db.run(sql`${up} delete from listings where region_code = ${regionCode} and subject glob 'term:*'
      and article_id in (select value from json_each(${ids}))
      and (article_id, subject) not in (select article_id, 'term:' || term_id from up)`),
    db.run(sql`${up} insert or ignore into listings (region_code, subject, published_at, article_id)
      select a.region_code, 'term:' || up.term_id, a.published_at, a.id from up
      join articles a on a.region_code = ${regionCode} and a.id = up.article_id
      where a.status = 'publish' and a.type = 'post'`),
  ] as unknown as Statement[] // SQLiteRaw is a batch item at run time; its type does not say so
}

/** What shows something else when the posts of a term leave or join the listings of `termIds`. */
export async function relistSubjects(
  db: Database,
  term: TermRow,
  termIds: readonly number[],
): Promise<Subject[]> {
  const { regionCode } = term
  const unique = [...new Set(termIds)]
  return [
    ...unique.map((id): Subject => ({
      kind: 'listing',
      region: regionCode,
      listing: `term:${id}`,
    })),
    ...(await neighboursOf(db, regionCode, `term:${term.id}`, unique)),
  ]
}

/** More posts than these are not followed one by one when their category moves: the region's pages all go. */
const MAX_FOLLOWED = 25

/** The articles that show posts of the listing `subject` as related where they are listed under `termIds`. */
async function neighboursOf(
  db: Database,
  regionCode: string,
  subject: string,
  termIds: readonly number[],
): Promise<Subject[]> {
  const posts = await db
    .select({ id: listings.articleId, publishedAt: listings.publishedAt })
    .from(listings)
    .where(and(eq(listings.regionCode, regionCode), eq(listings.subject, subject)))
    .limit(MAX_FOLLOWED + 1)
  if (posts.length > MAX_FOLLOWED) return [{ kind: 'region', region: regionCode }]
  const found: Subject[] = posts.map(({ id }) => ({ kind: 'article', region: regionCode, id }))
  for (const post of posts) found.push(...(await relatedSubjects(db, regionCode, post, termIds)))
  return found
}
