import { and, asc, desc, eq, not, sql, type SQL } from 'drizzle-orm'
import { listingCounts, terms } from '../schema.ts'
import { indexIn } from './conditions.ts'
import { inJson, type Database } from './database.ts'
import type { Taxonomy, TermRow } from './terms.ts'

/** What a list of terms may be ordered by. */
export const TERM_ORDERS = [
  'id',
  'include',
  'name',
  'slug',
  'include_slugs',
  'term_group',
  'description',
  'count',
] as const

export interface TermFilter {
  taxonomy: Taxonomy | 'any'
  search?: string | undefined
  slugs?: readonly string[] | undefined
  include?: readonly number[] | undefined
  exclude?: readonly number[] | undefined
  parentId?: number | undefined
  /** Only the terms of this article. */
  articleId?: number | undefined
  hideEmpty?: boolean | undefined
}

/** A page of a region's terms and how many there are; `listed` says how many articles each lists, those below it too. */
export async function listTerms(
  db: Database,
  regionCode: string,
  filter: TermFilter,
  page: {
    limit: number
    offset: number
    orderBy: (typeof TERM_ORDERS)[number]
    isAscending: boolean
  },
): Promise<{ rows: TermRow[]; total: number; listed: ReadonlyMap<number, number> }> {
  const where = and(eq(terms.regionCode, regionCode), ...conditions(regionCode, filter))
  const direction = page.isAscending ? asc : desc
  const ordered = [direction(orderColumn(page.orderBy, filter)), direction(terms.id)]
  const ids = db
    .select({ id: terms.id })
    .from(terms)
    .where(where)
    .orderBy(...ordered)
    .limit(page.limit)
    .offset(page.offset)
  const [rows, counted, listed] = await db.batch([
    db
      .select()
      .from(terms)
      .where(where)
      .orderBy(...ordered)
      .limit(page.limit)
      .offset(page.offset),
    db
      .select({ total: sql<number>`count(*)` })
      .from(terms)
      .where(where),
    db
      .select()
      .from(listingCounts)
      .where(
        and(
          eq(listingCounts.regionCode, regionCode),
          sql`${listingCounts.subject} in (select 'term:' || id from (${ids}))`,
        ),
      ),
  ])
  return {
    rows,
    total: counted[0]?.total ?? 0,
    listed: new Map(listed.map(({ subject, total }) => [Number(subject.slice(5)), total])),
  }
}

function conditions(regionCode: string, filter: TermFilter): SQL[] {
  const all: SQL[] = filter.taxonomy === 'any' ? [] : [eq(terms.taxonomy, filter.taxonomy)]
  // instr(), not like: no wildcards to escape, and no limit on the length of the pattern.
  if (filter.search) {
    all.push(sql`(instr(lower(${terms.name}), lower(${filter.search})) > 0
      or instr(${terms.slug}, lower(${filter.search})) > 0)`)
  }
  if (filter.slugs) all.push(inJson(terms.slug, filter.slugs))
  if (filter.include) all.push(inJson(terms.id, filter.include))
  if (filter.exclude) all.push(not(inJson(terms.id, filter.exclude)))
  if (filter.parentId !== undefined) all.push(eq(terms.parentId, filter.parentId))
  if (filter.hideEmpty) all.push(sql`${terms.count} > 0`)
  if (filter.articleId !== undefined) {
    all.push(
      sql`${terms.id} in (select term_id from article_terms where region_code = ${regionCode} and article_id = ${filter.articleId})`,
    )
  }
  return all
}

function orderColumn(order: (typeof TERM_ORDERS)[number], filter: TermFilter) {
  if (order === 'slug') return terms.slug
  if (order === 'count') return terms.count
  if (order === 'description') return terms.description
  if (order === 'id') return terms.id
  if (order === 'include' && filter.include) return indexIn(filter.include, terms.id)
  if (order === 'include_slugs' && filter.slugs) return indexIn(filter.slugs, terms.slug)
  return sql`${terms.name} collate nocase`
}
