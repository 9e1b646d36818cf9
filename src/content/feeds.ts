import { FRAME_SQL } from './regions.ts'
import {
  found,
  listingName,
  movedListing,
  parse,
  redirectOf,
  REGION,
  sourcesOf,
  subjectOf,
  type Article,
  type ArticleDocument,
  type Author,
  type Card,
  type Found,
  type ListingAddress,
  type ListingFound,
  type Row,
} from './reading.ts'

// What feeds and llms.txt show of a listing: its newest articles that everybody may find (sitemap_entries holds those).

/** As many as WordPress puts into a feed unless told otherwise. */
export const FEED_ITEMS = 10
/** What is left out of a feed is passed over within so many of the newest. */
const MAX_LOOKED_AT = 50

/** An article in a feed. */
export interface FeedItem extends Article {
  guid: string
  /** Of its lead picture's file; 0 where it has none, or nobody knows. */
  imageBytes: number
}

export type FeedFound = Found &
  Pick<ListingFound, 'subject' | 'total' | 'term' | 'author' | 'redirect'> & { items: FeedItem[] }

const ITEM = 'select p.document, p.html, a.guid, m.bytes'
const ITEM_JOINS = `join article_pages p on p.region_code = l.region_code and p.article_id = l.article_id
  join articles a on a.region_code = l.region_code and a.id = l.article_id
  left join media m on m.region_code = l.region_code and m.id = a.featured_media_id`

/** The newest articles of a listing that everybody may find, with their whole text. */
export async function findFeed(
  d1: D1Database,
  regionPath: string,
  address: ListingAddress,
): Promise<FeedFound> {
  const subject = subjectOf(address)
  const sources = sourcesOf(address)
  const at = (sql: string) => d1.prepare(sql).bind(regionPath, subject.value)
  const results = await d1.batch<Row>([
    d1.prepare(FRAME_SQL).bind(regionPath),
    at(`${ITEM} from (${newest(subject.sql, FEED_ITEMS)}) l ${ITEM_JOINS}`),
    sources.length === 0
      ? at(subject.about)
      : d1
          .prepare(`${subject.about} union all ${movedListing(subject.about)}`)
          .bind(regionPath, subject.value, JSON.stringify(sources)),
  ])
  const [, listed, about] = results
  const row = about?.results.find(({ kind }) => kind === 'about')
  const isTerm = address.kind === 'category' || address.kind === 'tag'
  const term = isTerm && row ? parse<NonNullable<ListingFound['term']>>(row) : null
  const author = address.kind === 'author' && row ? parse<Author>(row) : null
  const isNamed = isTerm ? term !== null : address.kind !== 'author' || author !== null
  return {
    ...found(results),
    subject: isNamed ? listingName(address, term, author) : null,
    items: newestFirst((listed?.results ?? []).map(toItem)),
    total: 0,
    term,
    author,
    redirect: redirectOf(about),
  }
}

/** As many as llms.txt names: a list that a reader can take in. */
const LATEST_COUNT = 30

/** The newest articles of a region that everybody may find. */
export async function findLatest(
  d1: D1Database,
  regionPath: string,
): Promise<Found & { cards: Card[] }> {
  const results = await d1.batch<Row>([
    d1.prepare(FRAME_SQL).bind(regionPath),
    d1
      .prepare(
        `select c.document from (${newest("'home'", LATEST_COUNT)}) l
        join article_cards c on c.region_code = l.region_code and c.article_id = l.article_id`,
      )
      .bind(regionPath),
  ])
  const cards = (results[1]?.results ?? []).map((row) => parse<Card>(row))
  return { ...found(results), cards: newestFirst(cards) }
}

/** Articles of a region by their ids, those that everybody may find. */
export async function findFeedItems(
  d1: D1Database,
  regionPath: string,
  ids: readonly number[],
): Promise<FeedItem[]> {
  const { results } = await d1
    .prepare(
      `${ITEM} from (select e.region_code, e.item_id as article_id from json_each(?2) n join sitemap_entries e
        on e.region_code = ${REGION} and e.kind = 'post' and e.item_id = n.value) l ${ITEM_JOINS}`,
    )
    .bind(regionPath, JSON.stringify(ids.slice(0, FEED_ITEMS)))
    .all<Row>()
  return newestFirst(results.map(toItem))
}

/** The `count` newest of a listing's posts that everybody may find. */
const newest = (
  subject: string,
  count: number,
) => `select l.region_code, l.article_id from (select region_code, article_id
    from listings where region_code = ${REGION} and subject = ${subject}
    order by published_at desc, article_id desc limit ${MAX_LOOKED_AT}) l
  where exists (select 1 from sitemap_entries e where e.region_code = l.region_code and e.kind = 'post' and e.item_id = l.article_id)
  limit ${count}`

function toItem(row: Row): FeedItem {
  return {
    ...parse<ArticleDocument>(row),
    html: String(row.html),
    guid: String(row.guid),
    imageBytes: Number(row.bytes ?? 0),
  }
}

// The order of a subquery is not promised to survive a join.
function newestFirst<T extends { publishedAt: number; id: number }>(items: T[]): T[] {
  return items.sort((a, b) => b.publishedAt - a.publishedAt || b.id - a.id)
}
