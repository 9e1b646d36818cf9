import { and, eq, sql } from 'drizzle-orm'
import { articleTerms, redirects, terms } from '../schema.ts'
import { changedFields, note } from './audit.ts'
import { toDescriptionHtml } from './captions.ts'
import { recordChange, type PurgeTime } from './changes.ts'
import { guardVersion, inJson, isUniqueViolation, writeBatch } from './database.ts'
import type { Database, Statement } from './database.ts'
import { ContentError } from './errors.ts'
import type { SeoFields } from './import-document.ts'
import { endRedirect, redirectStatements } from './redirects.ts'
import { allocateIds, reserveId } from './sequences.ts'
import { toSlug } from './slugs.ts'
import {
  closeRanks,
  findAncestorIds,
  findDescendants,
  findListed,
  findOrphans,
  moveDescendants,
  moveSubjects,
  moveToDefault,
  moveToParent,
  relist,
  relistSubjects,
  termKey,
  withAncestors,
} from './term-tree.ts'

export type TermRow = typeof terms.$inferSelect
/** A term with the ids of its parents, nearest first: a post is listed with them as well. */
export type PlacedTerm = TermRow & { ancestorIds: number[] }
export type Taxonomy = TermRow['taxonomy']

export interface TermInput {
  name?: string
  slug?: string
  description?: string
  parentId?: number
  seo?: SeoFields
  /** The old site's ids of an imported term, and of a parent that has not come yet. */
  sourceId?: number
  sourceParentId?: number | null
}

/** What a write of terms needs besides its input. */
export interface TermContext {
  db: Database
  regionCode: string
  /** Epoch seconds. */
  now: number
  /** As of WriteContext. */
  purge?: PurgeTime
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

/** An article's terms in their order (the primary category first). */
export async function findTermsForArticle(
  db: Database,
  regionCode: string,
  articleId: number,
): Promise<PlacedTerm[]> {
  const rows = await db
    .select({ term: terms })
    .from(articleTerms)
    .innerJoin(
      terms,
      and(eq(terms.regionCode, articleTerms.regionCode), eq(terms.id, articleTerms.termId)),
    )
    .where(and(eq(articleTerms.regionCode, regionCode), eq(articleTerms.articleId, articleId)))
    .orderBy(articleTerms.position)
  return withAncestors(
    db,
    rows.map(({ term }) => term),
  )
}

/** The terms of these ids that the region has, in no particular order. */
export async function findTermsByIds(
  db: Database,
  regionCode: string,
  ids: readonly number[],
): Promise<PlacedTerm[]> {
  const rows = await db
    .select()
    .from(terms)
    .where(and(eq(terms.regionCode, regionCode), inJson(terms.id, ids)))
  return withAncestors(db, rows)
}

/**
 * Creates a category or tag.
 * @throws ContentError `term_exists` (details.termId) when a sibling has the name
 */
export async function createTerm(
  context: TermContext,
  taxonomy: Taxonomy,
  input: TermInput & { name: string },
  importedId?: number,
): Promise<TermRow> {
  const { db, regionCode, now } = context
  const parent = await parentOf(context, taxonomy, input.parentId ?? 0)
  const namesake = await findNamesake(db, regionCode, taxonomy, input.name, parent?.id ?? 0)
  const wanted = toSlug(input.slug || input.name)
  // WordPress (wp_insert_term): a name of its own siblings is refused, unless another slug comes with it.
  if (namesake && (!input.slug || namesake.slug === wanted)) {
    throw new ContentError('term_exists', { details: { termId: namesake.id } })
  }
  const id = importedId ?? (await allocateIds(db, regionCode, 'term'))
  for (let attempt = 0; ; attempt++) {
    const slug = termSlug(wanted || String(id), parent, attempt)
    const row: TermRow = {
      regionCode,
      id,
      taxonomy,
      slug,
      path: pathUnder(parent, slug),
      name: input.name,
      description: input.description ?? '',
      descriptionHtml: await toDescriptionHtml(input.description ?? ''),
      parentId: parent?.id ?? 0,
      count: 0,
      seoJson: JSON.stringify(input.seo ?? {}),
      version: 1,
      sourceId: input.sourceId ?? null,
      sourceParentId: input.sourceParentId ?? null,
    }
    try {
      note(db, taxonomy, { id })
      await writeBatch(db, [
        db.insert(terms).values(row),
        endRedirect(db, [regionCode], termKey(row)),
        ...(importedId === undefined ? [] : [reserveId(db, regionCode, 'term', id)]),
        recordChange(db, moveSubjects(row, row.path), now, context.purge),
      ])
      return row
    } catch (error) {
      if (!isUniqueViolation(error, 'terms.slug') || attempt >= 50) throw error
      // Somebody may have made the very same term meanwhile.
      const other = await findNamesake(db, regionCode, taxonomy, input.name, parent?.id ?? 0)
      if (other && !input.slug) {
        throw new ContentError('term_exists', { cause: error, details: { termId: other.id } })
      }
    }
  }
}

/** WordPress's wp_unique_term_slug: itself, then with its parent's, then `-2`, `-3` … */
function termSlug(wanted: string, parent: TermRow | null, attempt: number): string {
  if (attempt === 0) return wanted
  return parent === null
    ? `${wanted}-${attempt + 1}`
    : `${wanted}-${parent.slug}${attempt === 1 ? '' : `-${attempt}`}`
}

async function findNamesake(
  db: Database,
  regionCode: string,
  taxonomy: Taxonomy,
  name: string,
  parentId: number,
): Promise<TermRow | null> {
  const [row] = await db
    .select()
    .from(terms)
    .where(
      and(
        eq(terms.regionCode, regionCode),
        eq(terms.taxonomy, taxonomy),
        eq(terms.parentId, parentId),
        sql`lower(${terms.name}) = lower(${name})`,
      ),
    )
    .limit(1)
  return row ?? null
}

/**
 * Changes a term; its children's addresses follow a changed slug or parent. A parent that is the term itself or below it
 * is none where `isLenient` (wp_check_term_hierarchy_for_loops), and refused otherwise.
 * @throws ContentError `term_exists`, `version_conflict`
 */
export async function updateTerm(
  context: TermContext,
  before: TermRow,
  input: TermInput,
  { isLenient = false } = {},
): Promise<TermRow> {
  const { db, regionCode, now } = context
  const parentId = input.parentId ?? before.parentId
  const wanted = await parentOf(context, before.taxonomy, parentId)
  const isOwnDescendant =
    wanted !== null &&
    (wanted.id === before.id || (await findAncestorIds(db, wanted)).includes(before.id))
  if (isOwnDescendant && !isLenient) {
    throw new ContentError('term_not_found', { details: { parent: parentId } })
  }
  const parent = isOwnDescendant ? null : wanted
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
    ...(input.description !== undefined && {
      description: input.description,
      descriptionHtml: await toDescriptionHtml(input.description),
    }),
    parentId: parent?.id ?? 0,
    seoJson: input.seo === undefined ? before.seoJson : JSON.stringify(input.seo),
    sourceId: input.sourceId ?? before.sourceId,
    sourceParentId:
      input.sourceParentId === undefined ? before.sourceParentId : input.sourceParentId,
    version: before.version + 1,
  }
  const subjects = moveSubjects(before, row.path)
  // The count is the listings' to keep: an article may be published at this very moment.
  const { count: _count, ...values } = row
  note(db, row.taxonomy, { fields: changedFields(before, row) })
  const statements: Statement[] = [
    guardVersion(
      db,
      sql`(select version from terms where region_code = ${regionCode} and id = ${row.id})`,
      before.version,
    ),
    db
      .update(terms)
      .set(values)
      .where(and(eq(terms.regionCode, regionCode), eq(terms.id, row.id))),
    ...redirectStatements(db, regionCode, { termId: row.id }, [termKey(before), termKey(row)], now),
  ]
  if (row.path !== before.path) {
    for (const child of await findDescendants(db, before)) {
      subjects.push(...moveSubjects(child, row.path + child.path.slice(before.path.length)))
    }
    statements.push(moveDescendants(db, before, row.path))
  }
  if (row.parentId !== before.parentId) {
    const was = await findAncestorIds(db, before)
    const is = parent === null ? [] : [parent.id, ...(await findAncestorIds(db, parent))]
    const changed = [...was, ...is].filter((id) => was.includes(id) !== is.includes(id))
    statements.push(...relist(db, regionCode, await findListed(db, before)))
    subjects.push(...(await relistSubjects(db, before, changed)))
  }
  try {
    await writeBatch(db, [...statements, recordChange(db, subjects, now, context.purge)])
  } catch (error) {
    // Somebody took the slug at this very moment.
    const other = isUniqueViolation(error, 'terms.slug')
      ? await findBySlug(db, regionCode, before.taxonomy, slug)
      : null
    if (other === null) throw error
    throw new ContentError('term_exists', { cause: error, details: { termId: other.id } })
  }
  return row
}

/** Deletes a term; posts left without a category fall back to the default one, its children to its parent. */
export async function deleteTerm(
  context: TermContext,
  term: TermRow,
  defaultCategoryId: number,
): Promise<void> {
  if (term.taxonomy === 'category' && term.id === defaultCategoryId) {
    throw new ContentError('default_term')
  }
  const { db, regionCode, now } = context
  const isCategory = term.taxonomy === 'category'
  const orphanIds = isCategory ? await findOrphans(db, term) : []
  const listedIds = await findListed(db, term)
  const lifted = isCategory ? await moveToParent(db, term) : { statements: [], subjects: [] }
  const toDefault =
    orphanIds.length > 0 ? moveToDefault(db, term, orphanIds, defaultCategoryId) : []
  const changedIds = [
    term.id,
    ...(await findAncestorIds(db, term)),
    ...(orphanIds.length > 0 ? [defaultCategoryId] : []),
  ]
  const subjects = [
    ...moveSubjects(term, term.path),
    ...lifted.subjects,
    ...(await relistSubjects(db, term, changedIds)),
  ]
  await writeBatch(db, [
    guardVersion(
      db,
      sql`(select version from terms where region_code = ${regionCode} and id = ${term.id})`,
      term.version,
    ),
    closeRanks(db, term, orphanIds),
    ...toDefault,
    ...lifted.statements,
    db.delete(terms).where(and(eq(terms.regionCode, regionCode), eq(terms.id, term.id))),
    db
      .delete(redirects)
      .where(and(eq(redirects.regionCode, regionCode), eq(redirects.termId, term.id))),
    ...relist(db, regionCode, listedIds),
    recordChange(db, subjects, now),
  ])
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
