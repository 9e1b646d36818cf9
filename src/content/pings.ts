import {
  absoluteUrl,
  articlePath,
  authorPath,
  feedPath,
  homePath,
  termPath,
} from '#regions/permalink.ts'

// What other services are still to be told of: written in the batch of each change by the triggers of migrations/0020.

/** An address that changed, and whom it is owed to. */
export interface Ping {
  regionCode: string
  path: string
  articleId: number
  isIndexnowOwed: number
  isWebsubOwed: number
  version: number
  regionPath: string
}

/** As many as IndexNow takes in a request. */
const MAX_PINGS = 10_000
/** Doubled with each failure: a minute, two, four … to six hours; then it is given up. */
const FIRST_WAIT_SECONDS = 60
const MAX_WAIT_SECONDS = 6 * 3600
const MAX_ATTEMPTS = 12

/** Forgets what is owed to nobody. */
export async function dropPings(d1: D1Database): Promise<void> {
  await d1.prepare('delete from pings').run()
}

/** What is due; with `isAfterPurge` nothing while any change waits for its purge. */
export async function listDuePings(
  d1: D1Database,
  { now, isAfterPurge }: { now: number; isAfterPurge: boolean },
): Promise<Ping[]> {
  const { results } = await d1
    .prepare(
      `select p.region_code as regionCode, p.path, p.article_id as articleId, p.is_indexnow_owed as isIndexnowOwed,
        p.is_websub_owed as isWebsubOwed, p.version, r.path as regionPath from pings p join regions r on r.code = p.region_code
      where p.due_at <= ?1 and (?2 = 0 or not exists (select 1 from changes where purged_at is null))
      order by p.due_at limit ${MAX_PINGS}`,
    )
    .bind(now, Number(isAfterPurge))
    .all<Ping>()
  return results
}

/** The absolute addresses of articles. */
export function addressesOf(siteUrl: string, rows: readonly Ping[]): string[] {
  return rows.map(({ regionPath, path }) =>
    absoluteUrl(siteUrl, articlePath({ path: regionPath }, path)),
  )
}

interface ListingRow {
  path: string
  kind: 'category' | 'post_tag' | 'author'
  slug: string
}

/** The feeds that show these articles: their regions', and those of what they are listed under. */
export async function feedsOf(
  d1: D1Database,
  siteUrl: string,
  rows: readonly Ping[],
): Promise<string[]> {
  if (rows.length === 0) return []
  const { results } = await d1
    .prepare(
      `with listed as (select distinct l.region_code, l.subject from json_each(?1) c
          join listings l on l.region_code = c.value ->> 0 and l.article_id = c.value ->> 1)
      select r.path, t.taxonomy as kind, t.path as slug from listed l join regions r on r.code = l.region_code
        join terms t on t.region_code = l.region_code and t.id = cast(substr(l.subject, 6) as integer)
        where l.subject glob 'term:*'
      union all select r.path, 'author', u.nicename from listed l join regions r on r.code = l.region_code
        join authors u on u.author_id = cast(substr(l.subject, 8) as integer) where l.subject glob 'author:*'`,
    )
    .bind(JSON.stringify(rows.map((row) => [row.regionCode, row.articleId])))
    .all<ListingRow>()
  const homes = [...new Set(rows.map((row) => row.regionPath))].map((path) => homePath({ path }))
  return [...homes, ...results.map(listingOf)].flatMap((page) =>
    (['rss', 'json'] as const).map((format) => absoluteUrl(siteUrl, feedPath(page, format))),
  )
}

function listingOf({ path, kind, slug }: ListingRow): string {
  return kind === 'author' ? authorPath({ path }, slug) : termPath({ path }, kind, slug)
}

/** What was told is owed no longer, unless it changed meanwhile; what was not is owed later. */
export async function settlePings(
  d1: D1Database,
  rows: readonly Ping[],
  { isIndexed, isPublished, now }: { isIndexed: boolean; isPublished: boolean; now: number },
): Promise<void> {
  const keys = JSON.stringify(rows.map((row) => [row.regionCode, row.path, row.version]))
  const these = `(region_code, path, version) in (select value ->> 0, value ->> 1, value ->> 2 from json_each(?1))`
  await d1.batch([
    d1
      .prepare(
        `update pings set is_indexnow_owed = is_indexnow_owed and ?2, is_websub_owed = is_websub_owed and ?3,
          attempts = attempts + 1, due_at = ?4 + min(${MAX_WAIT_SECONDS}, ${FIRST_WAIT_SECONDS} << min(attempts, 10))
        where ${these}`,
      )
      .bind(keys, Number(!isIndexed), Number(!isPublished), now),
    d1
      .prepare(
        `delete from pings where (is_indexnow_owed + is_websub_owed = 0 or attempts >= ${MAX_ATTEMPTS}) and ${these}`,
      )
      .bind(keys),
  ])
}
