import { and, eq, inArray, sql } from 'drizzle-orm'
import { articleTerms, listings, terms } from '../schema.ts'
import { recordChange, type Subject } from './changes.ts'
import { guardVersion, isUniqueViolation, writeBatch } from './database.ts'
import type { Database, Statement } from './database.ts'
import { ContentError } from './errors.ts'
import { allocateIds, reserveId } from './sequences.ts'
import { toSlug } from './slugs.ts'

export type TermRow = typeof terms.$inferSelect
export type Taxonomy = TermRow['taxonomy']

export interface TermInput {
  name?: string
  slug?: string
  description?: string
  parentId?: number
}

interface TermContext {
  db: Database
  regionCode: string
  /** Epoch seconds. */
  now: number
}

/** One term of a taxonomy by its id, or null. */
export async function findTerm(
  db: Database,
  regionCode: string,
  taxonomy: Taxonomy,
  id: number,
): Promise<TermRow | null> {
  const [row] = await db
    .select()
    .from(terms)
    .where(and(eq(terms.regionCode, regionCode), eq(terms.id, id), eq(terms.taxonomy, taxonomy)))
    .limit(1)
  return row ?? null
}

/** An article's terms in their order (the primary category first), each with the ids of its ancestors. */
export async function findTermsForArticle(
  db: Database,
  regionCode: string,
  articleId: number,
): Promise<(TermRow & { ancestorIds: number[] })[]> {
  const rows = await db
    .select({ term: terms })
    .from(articleTerms)
    .innerJoin(
      terms,
      and(eq(terms.regionCode, articleTerms.regionCode), eq(terms.id, articleTerms.termId)),
    )
    .where(and(eq(articleTerms.regionCode, regionCode), eq(articleTerms.articleId, articleId)))
    .orderBy(articleTerms.position)
  return Promise.all(
    rows.map(async ({ term }) => ({ ...term, ancestorIds: await findAncestorIds(db, term) })),
  )
}

/** Ids of a category's parents, nearest first. */
export async function findAncestorIds(db: Database, term: TermRow): Promise<number[]> {
  if (term.parentId === 0) return []
  const rows = await db.all<{ id: number }>(sql`
    with recursive up (id, parent_id, depth) as (
      select id, parent_id, 0 from terms where region_code = ${term.regionCode} and id = ${term.parentId}
      union all
      select t.id, t.parent_id, depth + 1 from terms t join up on t.id = up.parent_id
      where t.region_code = ${term.regionCode} and depth < 20
    ) select id from up order by depth`)
  return rows.map((row) => row.id)
}

/**
 * Creates a category or tag.
 * @throws ContentError `term_exists` (details.termId) when the slug, or the name beside its siblings, is taken
 */
export async function createTerm(
  context: TermContext,
  taxonomy: Taxonomy,
  input: TermInput & { name: string },
  importedId?: number,
): Promise<TermRow> {
  const { db, regionCode, now } = context
  const parent = await parentOf(context, taxonomy, input.parentId ?? 0)
  const slug = toSlug(input.slug || input.name)
  const taken = await findBySlug(db, regionCode, taxonomy, slug)
  if (taken) throw new ContentError('term_exists', { details: { termId: taken.id } })
  const id = importedId ?? (await allocateIds(db, regionCode, 'term'))
  const row: TermRow = {
    regionCode,
    id,
    taxonomy,
    slug: slug || String(id),
    path: pathUnder(parent, slug || String(id)),
    name: input.name,
    description: input.description ?? '',
    parentId: parent?.id ?? 0,
    count: 0,
    seoJson: '{}',
    version: 1,
  }
  const subjects: Subject[] = [
    { kind: 'term', region: regionCode, id },
    { kind: 'path', region: regionCode, path: termAddress(row) },
  ]
  try {
    await writeBatch(db, [
      db.insert(terms).values(row),
      ...(importedId === undefined ? [] : [reserveId(db, regionCode, 'term', id)]),
      recordChange(db, subjects, now),
    ])
  } catch (error) {
    if (!isUniqueViolation(error, 'terms.slug')) throw error
    const other = await findBySlug(db, regionCode, taxonomy, slug)
    throw new ContentError('term_exists', { cause: error, details: { termId: other?.id } })
  }
  return row
}

/**
 * Changes a term; its children's addresses follow a changed slug or parent.
 * @throws ContentError `term_exists`, `version_conflict`
 */
export async function updateTerm(
  context: TermContext,
  before: TermRow,
  input: TermInput,
): Promise<TermRow> {
  const { db, regionCode, now } = context
  const parentId = input.parentId ?? before.parentId
  const parent = await parentOf(context, before.taxonomy, parentId)
  const isOwnDescendant =
    parent !== null &&
    (parent.id === before.id || (await findAncestorIds(db, parent)).includes(before.id))
  if (isOwnDescendant) throw new ContentError('term_not_found', { details: { parent: parentId } })
  const slug = input.slug === undefined ? before.slug : toSlug(input.slug) || before.slug
  const taken = await findBySlug(db, regionCode, before.taxonomy, slug)
  if (taken && taken.id !== before.id) {
    throw new ContentError('term_exists', { details: { termId: taken.id } })
  }
  const row: TermRow = {
    ...before,
    slug,
    path: pathUnder(parent, slug),
    name: input.name ?? before.name,
    description: input.description ?? before.description,
    parentId: parent?.id ?? 0,
    version: before.version + 1,
  }
  const subjects: Subject[] = [
    { kind: 'term', region: regionCode, id: row.id },
    { kind: 'path', region: regionCode, path: termAddress(before) },
    { kind: 'path', region: regionCode, path: termAddress(row) },
  ]
  const statements: Statement[] = [
    guardVersion(
      db,
      sql`(select version from terms where region_code = ${regionCode} and id = ${row.id})`,
      before.version,
    ),
    db
      .update(terms)
      .set(row)
      .where(and(eq(terms.regionCode, regionCode), eq(terms.id, row.id))),
  ]
  if (row.path !== before.path) statements.push(...moveChildren(db, before, row))
  if (row.parentId !== before.parentId) {
    subjects.push(...(await relist(context, before, row, statements)))
  }
  await writeBatch(db, [...statements, recordChange(db, subjects, now)])
  return row
}

/** Deletes a term; its articles fall back to the default category, its children to its parent. */
export async function deleteTerm(
  context: TermContext,
  term: TermRow,
  defaultCategoryId: number,
): Promise<void> {
  if (term.taxonomy === 'category' && term.id === defaultCategoryId) {
    throw new ContentError('default_term')
  }
  const { db, regionCode, now } = context
  const at = sql`region_code = ${regionCode}`
  const orphans = sql`(select article_id from article_terms x where x.region_code = ${regionCode} and x.term_id = ${term.id}
    and not exists (select 1 from article_terms y join terms t on t.region_code = y.region_code and t.id = y.term_id
      where y.region_code = x.region_code and y.article_id = x.article_id and t.taxonomy = 'category' and t.id <> ${term.id}))`
  const statements: unknown[] = []
  if (term.taxonomy === 'category') {
    const toDefault = `term:${defaultCategoryId}`
    statements.push(
      db.run(sql`insert or ignore into article_terms (region_code, article_id, term_id, position)
        select ${regionCode}, article_id, ${defaultCategoryId}, 0 from article_terms where ${at} and article_id in ${orphans} and term_id = ${term.id}`),
      db.run(sql`insert or ignore into listings (region_code, subject, published_at, article_id)
        select region_code, ${toDefault}, published_at, article_id from listings
        where ${at} and subject = ${`term:${term.id}`} and article_id in ${orphans}`),
      db.run(sql`update terms set count = (select count(*) from article_terms x join articles a on a.region_code = x.region_code and a.id = x.article_id
        where x.region_code = ${regionCode} and x.term_id = ${defaultCategoryId} and a.status = 'publish') where ${at} and id = ${defaultCategoryId}`),
      db.run(
        sql`update terms set parent_id = ${term.parentId}, path = slug where ${at} and parent_id = ${term.id}`,
      ),
    )
  }
  statements.push(
    db.run(sql`delete from listings where ${at} and subject = ${`term:${term.id}`}`),
    db.delete(terms).where(and(eq(terms.regionCode, regionCode), eq(terms.id, term.id))),
    recordChange(
      db,
      [
        { kind: 'term', region: regionCode, id: term.id },
        { kind: 'listing', region: regionCode, listing: `term:${term.id}` },
        { kind: 'listing', region: regionCode, listing: `term:${defaultCategoryId}` },
        { kind: 'path', region: regionCode, path: termAddress(term) },
      ],
      now,
    ),
  )
  await writeBatch(db, statements as Statement[])
}

/** Where a term's listing lives below the region: `category/{path}`. */
export function termAddress(term: Pick<TermRow, 'taxonomy' | 'path'>): string {
  return `${term.taxonomy === 'category' ? 'category' : 'tag'}/${term.path}`
}

async function findBySlug(db: Database, regionCode: string, taxonomy: Taxonomy, slug: string) {
  const [row] = await db
    .select()
    .from(terms)
    .where(
      and(eq(terms.regionCode, regionCode), eq(terms.taxonomy, taxonomy), eq(terms.slug, slug)),
    )
    .limit(1)
  return row ?? null
}

async function parentOf(context: TermContext, taxonomy: Taxonomy, parentId: number) {
  if (parentId === 0 || taxonomy !== 'category') return null
  const parent = await findTerm(context.db, context.regionCode, taxonomy, parentId)
  if (!parent) throw new ContentError('term_not_found', { details: { parent: parentId } })
  return parent
}

function pathUnder(parent: TermRow | null, slug: string): string {
  return parent ? `${parent.path}/${slug}` : slug
}

function moveChildren(db: Database, before: TermRow, after: TermRow): Statement[] {
  const length = before.path.length + 1
  return [
    db
      .update(terms)
      .set({
        path: sql`${after.path} || substr(${terms.path}, ${length})`,
        version: sql`${terms.version} + 1`,
      })
      .where(
        and(
          eq(terms.regionCode, before.regionCode),
          eq(terms.taxonomy, before.taxonomy),
          sql`substr(${terms.path}, 1, ${length}) = ${`${before.path}/`}`,
        ),
      ),
  ]
}

/** A category that moves takes its posts out of its old ancestors' listings and into the new ones'. */
async function relist(
  context: TermContext,
  before: TermRow,
  after: TermRow,
  statements: Statement[],
): Promise<Subject[]> {
  const { db, regionCode } = context
  const was = await findAncestorIds(db, before)
  const is = await findAncestorIds(db, after)
  const own = `term:${before.id}`
  const gone = was.filter((id) => !is.includes(id)).map((id) => `term:${id}`)
  if (gone.length > 0) {
    const mine = db
      .select({ id: listings.articleId })
      .from(listings)
      .where(and(eq(listings.regionCode, regionCode), eq(listings.subject, own)))
    statements.push(
      db
        .delete(listings)
        .where(
          and(
            eq(listings.regionCode, regionCode),
            inArray(listings.subject, gone),
            inArray(listings.articleId, mine),
          ),
        ),
    )
  }
  for (const id of is.filter((ancestor) => !was.includes(ancestor))) {
    statements.push(
      db.run(sql`insert or ignore into listings (region_code, subject, published_at, article_id)
        select region_code, ${`term:${id}`}, published_at, article_id from listings
        where region_code = ${regionCode} and subject = ${own}`) as unknown as Statement,
    )
  }
  return [...was, ...is].map((id) => ({
    kind: 'listing',
    region: regionCode,
    listing: `term:${id}`,
  }))
}
