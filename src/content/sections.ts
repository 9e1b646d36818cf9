import { parseOnce } from './parsed.ts'
import type { Card, TermFields } from './reading.ts'

// The sections of a region's front page: the categories that its primary menu names, in that order, or else those with
// the most posts; of each the newest posts that do not stand above them. One statement, whose rows are bounded
// whatever the archive holds.

/** A category on the front page with what it shows there. */
export interface Section {
  term: TermFields
  cards: Card[]
}

/** How many sections a front page has at most. */
const MAX_SECTIONS = 5
/** How many posts each shows. */
const SECTION_LENGTH = 4
/** How many of the newest posts stand above the sections (render/front.ts): no section shows these again. */
const ABOVE = 5

const REGION = '(select code from regions where path = ?1)'
const ROOT = "iif(?1 = '', '/', '/' || ?1 || '/')"
const TERM = `json_object('id', t.id, 'taxonomy', t.taxonomy, 'path', t.path, 'name', t.name)`

// A menu's address ends in the category's slug, which is found by its key; the rest of the address is compared. SQLite
// would begin with the categories: cross join keeps the order.
const SLUG = `replace(i.url, rtrim(i.url, replace(i.url, '/', '')), '')`
const IN_MENU = `select t.id, ${TERM} as term, i.key as place
  from (select key, rtrim(value ->> 'url', '/') as url from navigation n, json_each(n.items_json)
    where n.region_code = ${REGION} and n.location = 'primary') i
  cross join terms t on t.region_code = ${REGION} and t.taxonomy = 'category' and t.slug = ${SLUG}
    and i.url = ${ROOT} || 'category/' || t.path
  order by i.key limit ${MAX_SECTIONS}`
const BIGGEST = `select t.id, ${TERM} as term, -t.count as place from terms t
  where t.region_code = ${REGION} and t.taxonomy = 'category' and t.count > 0
  order by t.count desc limit iif(exists (select 1 from in_menu), 0, ${MAX_SECTIONS})`

// What is older than the last post above is not above: no list of those is looked through.
const LAST_ABOVE = `select published_at, article_id from listings where region_code = ${REGION} and subject = 'home'
  order by published_at desc, article_id desc limit 1 offset ${ABOVE - 1}`
const NEWEST = `select region_code, article_id from listings where region_code = ${REGION} and subject = 'term:' || s.id
  and (published_at, article_id) < (select published_at, article_id from last_above)
  order by published_at desc, article_id desc limit ${SECTION_LENGTH}`

/** A row for each section of the home of the region at the path ?1, in their order. */
export const SECTIONS_SQL = `with in_menu as materialized (${IN_MENU}),
  last_above as materialized (${LAST_ABOVE})
  select json_object('term', json(s.term), 'cards', (select json_group_array(json(c.document)) from (${NEWEST}) l
    join article_cards c on c.region_code = l.region_code and c.article_id = l.article_id)) as document
  from (select * from in_menu union all select * from (${BIGGEST})) s order by s.place`

/** As many front pages as a publication has. */
const parseSection = parseOnce<Section>(200)

/** What SECTIONS_SQL found, without the sections that have nothing more to show. */
export function toSections(rows: readonly Record<string, unknown>[]): Section[] {
  const sections = rows.map((row) => parseSection(String(row.document)))
  return sections
    .filter(({ cards }) => cards.length > 0)
    .map(({ term, cards }) => ({ term, cards: newestFirst([...cards]) }))
}

/** Cards in the order of listings: that of a subquery is not promised to survive a join or a union. */
export function newestFirst(cards: Card[]): Card[] {
  return cards.sort((a, b) => b.publishedAt - a.publishedAt || b.id - a.id)
}
