import { sql } from 'drizzle-orm'
import type { Subject } from './changes.ts'
import type { Database } from './database.ts'
import { found, REGION, type Found, type Row } from './reading.ts'
import { FRAME_SQL } from './regions.ts'

// Sitemaps by Yoast's names. What is in each is kept by the triggers of migrations/0020, so that one is a range of an index.

export type SitemapKind = 'post' | 'page' | 'category' | 'post_tag' | 'author'

/** One sitemap in an index; its time is epoch seconds, 0 for one that tells none. */
export interface SitemapPart {
  path: string
  kind: SitemapKind
  number: number
  modifiedAt: number
}

/** One address; `path` is below the region, or below `tag/` and its like. */
export interface SitemapEntry {
  path: string
  modifiedAt: number
  /** Only when it names another address than its own. */
  canonical: string
  images: string[]
  siblings: { region: string; path: string }[]
}

// The number of a sitemap stays when all that it held is gone: it is told of while there is something in it.
const PARTS = `select r.path, s.kind, s.number, s.modified_at as modifiedAt from regions r
  join sitemaps s on s.region_code = r.code and s.total > 0
  where (s.kind in ('post', 'page') or exists (select 1 from sitemap_entries e
    join listing_counts c on c.region_code = e.region_code and c.total > 0
      and c.subject = iif(e.kind = 'author', 'author:', 'term:') || e.item_id
    where e.region_code = s.region_code and e.kind = s.kind and e.number = s.number))`
const ORDER = `order by r.position, r.code, instr('post page category post_tag author', s.kind), s.number`

/** The sitemaps of a region, as long as there is something in them. */
export async function findSitemapIndex(
  d1: D1Database,
  regionPath: string,
): Promise<Found & { parts: SitemapPart[] }> {
  const results = await d1.batch<Row>([
    d1.prepare(FRAME_SQL).bind(regionPath),
    d1.prepare(`${PARTS} and r.path = ?1 ${ORDER}`).bind(regionPath),
  ])
  return { ...found(results), parts: partsOf(results[1]) }
}

/** The sitemaps of all regions in the order of the chooser. */
export async function listSitemaps(
  d1: D1Database,
): Promise<Found & { region: null; parts: SitemapPart[] }> {
  const results = await d1.batch<Row>([
    d1.prepare(FRAME_SQL).bind('*'),
    d1.prepare(`${PARTS} ${ORDER}`),
  ])
  const all = found(results)
  if (all.region !== null) throw new Error('no region has * for its path')
  return { ...all, parts: partsOf(results[1]) }
}

/** Columns that PARTS names so. */
function partsOf(result: D1Result<Row> | undefined): SitemapPart[] {
  return (result?.results ?? []) as unknown as SitemapPart[]
}

// Without being told, SQLite would walk through all entries of a kind, since they lie in the order that is asked for.
const ENTRIES_HERE = 'sitemap_entries e indexed by sitemap_entries_by_number'
const HERE = `e.region_code = ${REGION} and e.kind = cast(?2 as text) and e.number = cast(?3 as integer)`
const newestIn = (subject: string) => `(select max(l.published_at) from listings l
  where l.region_code = e.region_code and l.subject = ${subject})`
const listedIn = (subject: string) => `exists (select 1 from listing_counts c
  where c.region_code = e.region_code and c.subject = ${subject} and c.total > 0)`
const NOTHING = `'' as canonical, '[]' as images, '[]' as siblings`

const ENTRIES: Record<'article' | 'term' | 'author', string> = {
  article: `select e.path, e.modified_at as modifiedAt, e.canonical, e.images_json as images, e.siblings_json as siblings
    from ${ENTRIES_HERE} where ${HERE} order by e.item_id`,
  term: `select t.path, ${newestIn(`'term:' || t.id`)} as modifiedAt, ${NOTHING}
    from ${ENTRIES_HERE} join terms t on t.region_code = e.region_code and t.id = e.item_id
    where ${HERE} and ${listedIn(`'term:' || t.id`)} and coalesce(t.seo_json ->> '$.robots.index', '') <> 'noindex' order by e.item_id`,
  author: `select u.nicename as path, ${newestIn(`'author:' || u.author_id`)} as modifiedAt, ${NOTHING}
    from ${ENTRIES_HERE} join authors u on u.author_id = e.item_id
    where ${HERE} and ${listedIn(`'author:' || u.author_id`)} order by e.item_id`,
}

/** What one sitemap holds; empty for one that was never begun. `homeModifiedAt`: when the newest post came out. */
export async function findSitemap(
  d1: D1Database,
  regionPath: string,
  kind: SitemapKind,
  number: number,
): Promise<Found & { entries: SitemapEntry[]; homeModifiedAt: number }> {
  const of =
    kind === 'author' ? 'author' : kind === 'category' || kind === 'post_tag' ? 'term' : 'article'
  const results = await d1.batch<Row>([
    d1.prepare(FRAME_SQL).bind(regionPath),
    d1.prepare(ENTRIES[of]).bind(regionPath, kind, number),
    d1
      .prepare(
        `select max(published_at) as at from listings where region_code = ${REGION} and subject = 'home'`,
      )
      .bind(regionPath),
  ])
  return {
    ...found(results),
    entries: (results[1]?.results ?? []).map((row) => ({
      path: String(row.path),
      modifiedAt: Number(row.modifiedAt ?? 0),
      canonical: String(row.canonical),
      // Both are made by the triggers.
      images: JSON.parse(String(row.images)) as string[],
      siblings: JSON.parse(String(row.siblings)) as SitemapEntry['siblings'],
    })),
    homeModifiedAt: Number(results[2]?.results[0]?.at ?? 0),
  }
}

/** An article that has come out lately. */
export interface NewsEntry {
  id: number
  path: string
  title: string
  publishedAt: number
}

/** A news sitemap holds at most so many. */
const MAX_NEWS = 1000

/** The posts that came out after a time (epoch seconds), the newest first. */
export async function findNews(
  d1: D1Database,
  regionPath: string,
  after: number,
): Promise<Found & { news: NewsEntry[] }> {
  const results = await d1.batch<Row>([
    d1.prepare(FRAME_SQL).bind(regionPath),
    d1
      .prepare(
        `select l.article_id as id, e.path, p.document ->> '$.title' as title, l.published_at as publishedAt
        from listings l
        join sitemap_entries e on e.region_code = l.region_code and e.kind = 'post' and e.item_id = l.article_id
        join article_pages p on p.region_code = l.region_code and p.article_id = l.article_id
        where l.region_code = ${REGION} and l.subject = 'home' and l.published_at > ?2
        order by l.published_at desc, l.article_id desc limit ${MAX_NEWS}`,
      )
      .bind(regionPath, after),
  ])
  // Columns that the statement names so.
  return { ...found(results), news: (results[1]?.results ?? []) as unknown as NewsEntry[] }
}

/** What every change of an entry changes too: the index. */
export const SITEMAP_INDEX = 'sitemaps'

/** What a sitemap is known by among listings: `sitemap:post:3`. */
export function sitemapListing(kind: string, number: number): string {
  return `sitemap:${kind}:${number}`
}

/** A sitemap this full may be full by the time of the write. */
const NEARLY_FULL = 990

/**
 * The sitemaps that articles are in; for one that is in none, that which it will come into. Beside the index, they change
 * when the articles do.
 */
export async function sitemapSubjects(
  db: Database,
  versions: readonly { region: string; id: number; type: 'post' | 'page' }[],
): Promise<Subject[]> {
  if (versions.length === 0) return []
  const asked = sql`select value ->> 'region' as region, value ->> 'type' as kind, value ->> 'id' as id
    from json_each(${JSON.stringify(versions.map(({ region, type, id }) => ({ region, type, id })))})`
  const rows = await db.all<{ region: string; kind: string; number: number; total: number }>(sql`
    select a.region, a.kind, coalesce(e.number, s.number, 1) as number, iif(e.number is null, coalesce(s.total, 0), 0) as total
    from (${asked}) a
    left join sitemap_entries e on e.region_code = a.region and e.kind = a.kind and e.item_id = a.id
    left join sitemaps s on e.number is null and s.region_code = a.region and s.kind = a.kind and s.number = (
      select max(m.number) from sitemaps m where m.region_code = a.region and m.kind = a.kind)`)
  return rows.flatMap(({ region, kind, number, total }): Subject[] => [
    { kind: 'listing', region, listing: SITEMAP_INDEX },
    { kind: 'listing', region, listing: sitemapListing(kind, number) },
    ...(total >= NEARLY_FULL
      ? [{ kind: 'listing' as const, region, listing: sitemapListing(kind, number + 1) }]
      : []),
  ])
}
