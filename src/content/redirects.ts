import { and, eq, inArray, sql } from 'drizzle-orm'
import { canonicalPath } from '#regions/paths.ts'
import { redirects } from '../schema.ts'
import type { ArticleRow } from './article-row.ts'
import type { Database, Statement } from './database.ts'

/**
 * A path as redirects store it: in its one spelling, percent-encoded in lower case, without slashes at the ends; null for
 * what is no address of its own (a query, the home page).
 */
export function toRedirectSource(path: string): string | null {
  const url = URL.parse(`/${path.replace(/^\/+/, '')}`, 'http://region')
  if (url === null || url.search !== '') return null
  const own = canonicalPath(url.pathname) ?? url.pathname
  return own.replace(/^\/+|\/+$/g, '') || null
}

/** Below the region, the path of an old address under the old site's own prefix (`/ca/`); null elsewhere. */
export function pathBelow(address: string, pathPrefix: string): string | null {
  const url = URL.parse(address)
  if (url === null || url.search !== '') return null
  const prefix = pathPrefix.replace(/\/*$/, '/')
  return url.pathname.startsWith(prefix)
    ? toRedirectSource(url.pathname.slice(prefix.length))
    : null
}

/** Old addresses of an article. What a live article has stays its own, and so does what leads to another already. */
export function oldPathStatements(
  db: Database,
  article: Pick<ArticleRow, 'regionCode' | 'id' | 'path'>,
  paths: readonly string[],
  now: number,
): Statement[] {
  const { regionCode, id } = article
  const sources = [...new Set(paths)].filter((path) => path !== article.path)
  if (sources.length === 0) return []
  return [
    db.run(sql`insert into redirects (region_code, source, article_id, created_at)
      select ${regionCode}, value, ${id}, ${now} from json_each(${JSON.stringify(sources)}) where not exists (
        select 1 from article_pages p where p.region_code = ${regionCode} and p.path = value
      ) on conflict (region_code, source) do nothing`) as unknown as Statement, // SQLiteRaw is a batch item at run time
  ]
}

/** What an old address leads to, wherever that is today: there are no chains, and nothing to follow when it moves on. */
export type Goal = Partial<Pick<typeof redirects.$inferSelect, 'articleId' | 'termId' | 'authorId'>>

/** What moves from one path below its region to another leaves a redirect, and ends the one that was there. */
export function redirectStatements(
  db: Database,
  regionCode: string,
  goal: Goal,
  [from, to]: readonly [from: string, to: string],
  now: number,
): Statement[] {
  if (from === to) return []
  const nowhere = { target: null, articleId: null, termId: null, authorId: null }
  // What an editor had made of the address is over: something was there since.
  const leadsTo = { ...nowhere, ...goal, status: 301 }
  return [
    endRedirect(db, [regionCode], to),
    db
      .insert(redirects)
      .values({ regionCode, source: from, ...leadsTo, createdAt: now })
      .onConflictDoUpdate({ target: [redirects.regionCode, redirects.source], set: leadsTo }),
  ]
}

/** What takes an address ends the redirect that was there. */
export function endRedirect(
  db: Database,
  regionCodes: readonly string[],
  source: string,
): Statement {
  return db
    .delete(redirects)
    .where(and(inArray(redirects.regionCode, [...regionCodes]), eq(redirects.source, source)))
}

/** Counts a reader whom a redirect led on: after the answer, and no change that anything would be purged for. */
export async function countHit(d1: D1Database, regionCode: string, source: string): Promise<void> {
  await d1
    .prepare('update redirects set hits = hits + 1 where region_code = ?1 and source = ?2')
    .bind(regionCode, source)
    .run()
    .catch((error: unknown) => {
      console.error(JSON.stringify({ event: 'hit_not_counted', error: String(error) }))
    })
}
