import { and, asc, desc, eq, getTableColumns, sql, type SQL } from 'drizzle-orm'
import { articlePath, authorPath, termPath } from '#regions/permalink.ts'
import { redirects } from '../schema.ts'
import { given } from './conditions.ts'
import type { Database } from './database.ts'
import type { RegionSettings } from './regions.ts'

/** What a list of redirects may be ordered by. */
export const REDIRECT_ORDERS = ['from', 'hits', 'date'] as const

/** A stored redirect. */
export type RedirectRow = typeof redirects.$inferSelect

/** A redirect with where it leads today; null where what it leads to is not live, or gone for good. */
export type ListedRedirect = RedirectRow & { address: string | null }

export interface RedirectFilter {
  /** In its own address, or in that where it leads. */
  search?: string | undefined
  status?: number | undefined
}

const { regionCode, source, target, hits, createdAt } = redirects

// Drizzle writes the columns of a single table without its name, which other tables have as well.
const PATHS = {
  article: sql<
    string | null
  >`(select p.path from article_pages p where p.region_code = redirects.region_code and p.article_id = redirects.article_id)`,
  term: sql<
    string | null
  >`(select t.taxonomy || ' ' || t.path from terms t where t.region_code = redirects.region_code and t.id = redirects.term_id)`,
  author: sql<
    string | null
  >`(select u.nicename from authors u where u.author_id = redirects.author_id)`,
}

function select(db: Database, where: SQL | undefined) {
  return db
    .select({ ...getTableColumns(redirects), ...PATHS })
    .from(redirects)
    .where(where)
}

type Selected = RedirectRow & { article: string | null; term: string | null; author: string | null }

function toListed(region: RegionSettings, selected: Selected): ListedRedirect {
  const { article, term, author, ...row } = selected
  return { ...row, address: row.target ?? addressOf(region, { article, term, author }) }
}

function addressOf(
  region: RegionSettings,
  { article, term, author }: Pick<Selected, 'article' | 'term' | 'author'>,
): string | null {
  if (article !== null) return articlePath(region, article)
  if (author !== null) return authorPath(region, author)
  const [taxonomy, path = ''] = term?.split(' ') ?? []
  return taxonomy === undefined
    ? null
    : termPath(region, taxonomy === 'category' ? 'category' : 'post_tag', path)
}

/** One redirect of a region by its source, or null. */
export async function findRedirect(
  db: Database,
  region: RegionSettings,
  from: string,
): Promise<ListedRedirect | null> {
  const [row] = await select(db, and(eq(regionCode, region.code), eq(source, from)))
  return row ? toListed(region, row) : null
}

/** A page of a region's redirects, whoever or whatever made them, and how many there are. */
export async function listRedirects(
  db: Database,
  region: RegionSettings,
  filter: RedirectFilter,
  page: {
    limit: number
    offset: number
    orderBy: (typeof REDIRECT_ORDERS)[number]
    isAscending: boolean
  },
): Promise<{ rows: ListedRedirect[]; total: number }> {
  const words = sql`${source} || ' ' || coalesce(${target}, ${PATHS.article}, ${PATHS.term}, ${PATHS.author}, '')`
  const where = and(
    eq(regionCode, region.code),
    given(filter.status, (status) => eq(redirects.status, status)),
    given(filter.search, (word) => sql`instr(lower(${words}), lower(${word})) > 0`),
  )
  const direction = page.isAscending ? asc : desc
  const order = { from: source, hits, date: createdAt }[page.orderBy]
  const [rows, counted] = await db.batch([
    select(db, where).orderBy(direction(order), asc(source)).limit(page.limit).offset(page.offset),
    db
      .select({ total: sql<number>`count(*)` })
      .from(redirects)
      .where(where),
  ])
  return { rows: rows.map((row) => toListed(region, row)), total: counted[0]?.total ?? 0 }
}
