import { and, eq, inArray } from 'drizzle-orm'
import { terms } from '../schema.ts'
import { inJson } from './database.ts'
import { ContentError } from './errors.ts'
import type { ImportAction, ImportContext } from './import-context.ts'
import type { ImportTerm } from './import-document.ts'
import { siteOf } from './import-values.ts'
import { rebaseSeo, type OldSite } from './rebase.ts'
import { toSlug } from './slugs.ts'
import { createTerm, updateTerm, type TermContext, type TermInput, type TermRow } from './terms.ts'

/** What became of a term, and its row here. */
export interface ImportedTerm {
  /** Its id on the old site. */
  id: number
  action: ImportAction
  term: TermRow
}

/** A term that cannot be had as it was wanted. */
export interface RefusedTerm {
  id: number
  refusal: ContentError
}

/** Terms of a region as one import sees them: by slug, by the old site's ids, by ids here. */
type KnownTerms = Map<string, TermRow>

const keyOf = {
  slug: (taxonomy: string, slug: string) => `slug:${taxonomy}:${slug}`,
  source: (taxonomy: string, id: number) => `source:${taxonomy}:${id}`,
  id: (id: number) => `id:${id}`,
}

/**
 * Brings terms in, parents before or after their children: what waits for a parent moves below it when that comes. What
 * is there keeps its words; what it lacks is added.
 */
export async function importTerms(
  context: ImportContext,
  wanted: readonly ImportTerm[],
  site: OldSite | null = null,
): Promise<(ImportedTerm | RefusedTerm)[]> {
  if (wanted.length === 0) return []
  const known = await findKnown(context, wanted)
  const done = new Map<ImportTerm, ImportedTerm | RefusedTerm>()
  for (const term of parentsFirst(wanted)) {
    try {
      done.set(term, await importTerm(context, term, known, site))
    } catch (error) {
      if (!(error instanceof ContentError)) throw error
      done.set(term, { id: term.id, refusal: error })
    }
  }
  return wanted.flatMap((term) => done.get(term) ?? [])
}

/** The ids here of terms that an article names: those that come with it, and those that came before. */
export async function termIdsOf(
  context: ImportContext,
  wanted: readonly ImportTerm[],
  oldIds: readonly number[],
  site: OldSite,
): Promise<Map<number, number>> {
  const { termIds } = context.memory
  const isNew = (term: ImportTerm) => !termIds.has(JSON.stringify(term))
  for (const done of await importTerms(context, wanted.filter(isNew), site)) {
    if ('refusal' in done) throw done.refusal
    const { id, term } = done
    const given = wanted.find((one) => one.id === id && one.taxonomy === term.taxonomy)
    if (given) termIds.set(JSON.stringify(given), term.id)
  }
  const found = new Map(
    wanted.map((term) => [term.id, termIds.get(JSON.stringify(term)) ?? 0] as const),
  )
  const missing = oldIds.filter((id) => !found.has(id))
  for (const row of missing.length > 0 ? await findBySourceIds(context, missing) : []) {
    if (row.sourceId !== null) found.set(row.sourceId, row.id)
  }
  return found
}

function findBySourceIds({ db, region }: ImportContext, ids: readonly number[]) {
  return db
    .select()
    .from(terms)
    .where(and(eq(terms.regionCode, region.code), inJson(terms.sourceId, ids)))
}

async function findKnown(
  context: ImportContext,
  wanted: readonly ImportTerm[],
): Promise<KnownTerms> {
  const { db, region } = context
  const ids = wanted.flatMap(({ id, parentId }) => [id, parentId]).filter((id) => id > 0)
  const slugs = wanted.map(({ slug }) => toSlug(slug))
  const here = eq(terms.regionCode, region.code)
  const parts = await db.batch([
    db
      .select()
      .from(terms)
      .where(
        and(here, inArray(terms.taxonomy, ['category', 'post_tag']), inJson(terms.slug, slugs)),
      ),
    db
      .select()
      .from(terms)
      .where(and(here, inJson(terms.sourceId, ids))),
    db
      .select()
      .from(terms)
      .where(and(here, inJson(terms.id, ids))),
  ])
  const known: KnownTerms = new Map()
  for (const row of parts.flat()) remember(known, row)
  return known
}

function remember(known: KnownTerms, row: TermRow): void {
  known.set(keyOf.slug(row.taxonomy, row.slug), row)
  known.set(keyOf.id(row.id), row)
  if (row.sourceId !== null) known.set(keyOf.source(row.taxonomy, row.sourceId), row)
}

/** Each after its parent, if that comes along. */
function parentsFirst(wanted: readonly ImportTerm[]): ImportTerm[] {
  const byId = new Map(wanted.map((term) => [`${term.taxonomy}:${term.id}`, term]))
  const ordered = new Set<ImportTerm>()
  const visit = (term: ImportTerm, above: readonly ImportTerm[]) => {
    if (ordered.has(term) || above.includes(term)) return
    const parent = byId.get(`${term.taxonomy}:${term.parentId}`)
    if (parent && term.parentId > 0) visit(parent, [...above, term])
    ordered.add(term)
  }
  for (const term of wanted) visit(term, [])
  return [...ordered]
}

async function importTerm(
  context: ImportContext,
  wanted: ImportTerm,
  known: KnownTerms,
  site: OldSite | null,
): Promise<ImportedTerm> {
  const { id, taxonomy } = wanted
  const slug = toSlug(wanted.slug)
  const before =
    known.get(keyOf.slug(taxonomy, slug)) ??
    (id > 0 ? known.get(keyOf.source(taxonomy, id)) : undefined)
  const home = wanted.source ? siteOf(context, { source: wanted.source }) : site
  const sought = { ...wanted, ...(wanted.seo && home && { seo: rebaseSeo(wanted.seo, home) }) }
  const { action, term } = before
    ? await complete(context, before, sought, known)
    : await create(context, sought, known)
  remember(known, term)
  if (action !== 'unchanged') await adopt(context, term, known)
  return { id, action, term }
}

function placeOf({ db, region, now, purge }: ImportContext): TermContext {
  return { db, regionCode: region.code, now, ...(purge && { purge }) }
}

/** The parent here, or that it has not come yet. */
function parentFields(
  wanted: ImportTerm,
  known: KnownTerms,
): { parentId: number; sourceParentId: number | null } {
  if (wanted.taxonomy !== 'category' || wanted.parentId === 0) {
    return { parentId: 0, sourceParentId: null }
  }
  const parent = known.get(keyOf.source(wanted.taxonomy, wanted.parentId))
  return parent
    ? { parentId: parent.id, sourceParentId: null }
    : { parentId: 0, sourceParentId: wanted.parentId }
}

async function create(
  context: ImportContext,
  wanted: ImportTerm,
  known: KnownTerms,
): Promise<{ action: ImportAction; term: TermRow }> {
  const input = {
    name: wanted.name,
    slug: wanted.slug,
    description: wanted.description,
    ...(wanted.seo && { seo: wanted.seo }),
    ...(wanted.id > 0 && { sourceId: wanted.id }),
    ...parentFields(wanted, known),
  }
  const namesId = known.get(keyOf.id(wanted.id))
  // A region's first category is WordPress's id 1 under a name that nobody chose: the import names it.
  const isUnnamed =
    namesId?.slug === 'uncategorized' && namesId.taxonomy === wanted.taxonomy && namesId.count === 0
  if (isUnnamed)
    return { action: 'updated', term: await updateTerm(placeOf(context), namesId, input) }
  const id = namesId || wanted.id === 0 ? undefined : wanted.id
  return {
    action: 'created',
    term: await createTerm(placeOf(context), wanted.taxonomy, input, id),
  }
}

/** Adds to a term what it lacks; what an editor has written stays. */
async function complete(
  context: ImportContext,
  before: TermRow,
  wanted: ImportTerm,
  known: KnownTerms,
): Promise<{ action: ImportAction; term: TermRow }> {
  const input: TermInput = {}
  if (wanted.id > 0 && before.sourceId !== wanted.id) input.sourceId = wanted.id
  if (before.description === '' && wanted.description !== '') input.description = wanted.description
  if (before.seoJson === '{}' && wanted.seo && JSON.stringify(wanted.seo) !== '{}') {
    input.seo = wanted.seo
  }
  // Where a source showed no name, one was made of the slug.
  const isNamedBySlug = before.name === before.slug.replaceAll('-', ' ')
  if (isNamedBySlug && wanted.name !== before.name) input.name = wanted.name
  const { parentId, sourceParentId } = parentFields(wanted, known)
  if (before.parentId === 0 && parentId !== 0 && parentId !== before.id) {
    Object.assign(input, { parentId, sourceParentId: null })
  } else if (before.parentId === 0 && before.sourceParentId !== sourceParentId && sourceParentId) {
    input.sourceParentId = sourceParentId
  }
  if (Object.keys(input).length === 0) return { action: 'unchanged', term: before }
  return { action: 'updated', term: await place(context, before, input) }
}

/** The term changed; where the old site has it below itself, it stays where it is. */
async function place(context: ImportContext, term: TermRow, input: TermInput): Promise<TermRow> {
  try {
    return await updateTerm(placeOf(context), term, input)
  } catch (error) {
    const isBelowItself = error instanceof ContentError && error.code === 'term_not_found'
    if (!isBelowItself || !input.parentId) throw error
    return updateTerm(placeOf(context), term, { ...input, parentId: term.parentId })
  }
}

/** The terms that waited for this one move below it. */
async function adopt(context: ImportContext, parent: TermRow, known: KnownTerms): Promise<void> {
  if (parent.sourceId === null || parent.taxonomy !== 'category') return
  const waiting = await context.db
    .select()
    .from(terms)
    .where(
      and(eq(terms.regionCode, context.region.code), eq(terms.sourceParentId, parent.sourceId)),
    )
  for (const child of waiting.filter(({ id }) => id !== parent.id)) {
    const input = { parentId: parent.id, sourceParentId: null }
    remember(known, await place(context, child, input))
  }
}
