import { toRegions, REGIONS_SQL, type RegionSettings } from './regions.ts'
import { RELATED_COUNT } from './listings.ts'
import type { Rendition } from './media.ts'
import type { Heading } from './body.ts'
import type { SeoFields } from './import-document.ts'

// What readers' pages need, each in one D1 batch. Prepared statements by hand: Drizzle's row mapping was measured at
// 10 to 30 % of such a query, and these are the queries that a cache miss waits for. The region is not known
// before the batch answers, so every statement finds it by its path.

/** How many statements an article page sends; the benchmark's floor sends as many. */
export const ARTICLE_STATEMENTS = 5

export interface MediaFields {
  id: number
  file: string
  alt: string
  caption: string
  credit: string
  mimeType: string
  widthPx: number
  heightPx: number
  sizes: Rendition[]
  sourceUrl: string | null
  isStored: boolean
}

export interface TermFields {
  id: number
  taxonomy: 'category' | 'post_tag'
  path: string
  name: string
}

/** An article as a listing shows it. */
export interface Card {
  id: number
  path: string
  title: string
  excerpt: string
  contentStart: string
  publishedAt: number
  wordCount: number
  isProtected: boolean
  author: { id: number; nicename: string; name: string } | null
  category: TermFields | null
  media: MediaFields | null
}

export interface Author {
  id: number
  nicename: string
  name: string
  role: string
  description: string
  portrait: string
  url: string
  sameAs: string[]
}

export interface ArticleLink {
  id: number
  path: string
  title: string
}

export interface Article {
  id: number
  type: 'post' | 'page'
  path: string
  title: string
  excerpt: string
  html: string
  headings: Heading[]
  mediaIds: number[]
  wordCount: number
  isProtected: boolean
  publishedAt: number
  modifiedAt: number
  seo: SeoFields
  version: number
  author: Author | null
  media: MediaFields | null
  terms: TermFields[]
  siblings: { region: string; id: number; path: string }[]
}

/** The outcome of looking a reader's address up. */
export interface Found {
  regions: RegionSettings[]
  region: RegionSettings | null
  rowsRead: number
}

export interface ArticleFound extends Found {
  article: Article | null
  previous: ArticleLink | null
  next: ArticleLink | null
  related: Card[]
  redirect: { target: string | null; path: string | null; status: number } | null
  recent: Card[]
}

export interface ListingFound extends Found {
  subject: string | null
  cards: Card[]
  total: number
  term: (TermFields & { description: string }) | null
  author: Author | null
}

const REGION = '(select code from regions where path = ?1)'

const MEDIA_JSON = `json_object('id', m.id, 'file', m.file, 'alt', m.alt, 'caption', m.caption, 'credit', m.credit,
  'mimeType', m.mime_type, 'widthPx', m.width_px, 'heightPx', m.height_px, 'sizes', json(m.sizes_json),
  'sourceUrl', m.source_url, 'isStored', m.is_stored)`

const AUTHOR_JSON = `json_object('id', u.author_id, 'nicename', u.nicename, 'name', u.name, 'role', u.role,
  'description', u.description, 'portrait', u.portrait, 'url', u.url, 'sameAs', json(u.same_as_json))`

const TERM_JSON = `json_object('id', t.id, 'taxonomy', t.taxonomy, 'path', t.path, 'name', t.name)`

/** The columns of a card, for `a` an article; joins come with CARD_JOINS. */
const CARD_COLUMNS = `a.id, a.path, a.title_text as title, a.excerpt_text as excerpt,
  substr(a.content_text, 1, 240) as content_start, a.published_at, a.word_count, a.password <> '' as is_protected,
  case when u.author_id is null then null else json_object('id', u.author_id, 'nicename', u.nicename, 'name', u.name) end as author_json,
  case when m.id is null then null else ${MEDIA_JSON} end as media_json,
  case when t.id is null then null else ${TERM_JSON} end as category_json`

const CARD_JOINS = `left join authors u on u.author_id = a.author_id
  left join media m on m.region_code = a.region_code and m.id = a.featured_media_id
  left join article_terms k on k.region_code = a.region_code and k.article_id = a.id and k.position = 0
  left join terms t on t.region_code = k.region_code and t.id = k.term_id and t.taxonomy = 'category'`

const LISTED_CARDS = `select ${CARD_COLUMNS} from (
    select region_code, article_id, published_at from listings where region_code = ${REGION} and subject = ?2
    order by published_at desc, article_id desc limit ?3 offset ?4
  ) l join articles a on a.region_code = l.region_code and a.id = l.article_id ${CARD_JOINS}
  order by l.published_at desc, l.article_id desc`

// A post and a page may share a slug; WordPress shows the page.
const ARTICLE_ID = `(select id from articles where region_code = ${REGION} and path = ?2 and status = 'publish'
  order by type limit 1)`

const ARTICLE = `select a.id, a.type, a.path, a.title_text as title, a.excerpt_text as excerpt,
  case when a.password = '' then a.content_html else '' end as html, a.headings_json, a.media_ids_json, a.word_count,
  a.password <> '' as is_protected, a.published_at, a.modified_at, a.seo_json, a.version,
  case when u.author_id is null then null else ${AUTHOR_JSON} end as author_json,
  case when m.id is null then null else ${MEDIA_JSON} end as media_json,
  (select json_group_array(${TERM_JSON} order by k.position) from article_terms k
    join terms t on t.region_code = k.region_code and t.id = k.term_id
    where k.region_code = a.region_code and k.article_id = a.id) as terms_json,
  case when a.translation_group_id is null then '[]' else (
    select json_group_array(json_object('region', s.region_code, 'id', s.id, 'path', s.path)) from articles s
    where s.translation_group_id = a.translation_group_id and s.status = 'publish' and s.key <> a.key
  ) end as siblings_json
  from articles a left join authors u on u.author_id = a.author_id
  left join media m on m.region_code = a.region_code and m.id = a.featured_media_id
  where a.region_code = ${REGION} and a.id = ${ARTICLE_ID}`

const NEIGHBOURS = `with here as (select region_code, published_at, article_id from listings indexed by listings_by_article
    where region_code = ${REGION} and article_id = ${ARTICLE_ID} and subject = 'home')
  select 'previous' as side, a.id, a.path, a.title_text as title from articles a join here on a.region_code = here.region_code
    and a.id = (select l.article_id from listings l where l.region_code = here.region_code and l.subject = 'home'
      and (l.published_at, l.article_id) < (here.published_at, here.article_id)
      order by l.published_at desc, l.article_id desc limit 1)
  union all
  select 'next', a.id, a.path, a.title_text from articles a join here on a.region_code = here.region_code
    and a.id = (select l.article_id from listings l where l.region_code = here.region_code and l.subject = 'home'
      and (l.published_at, l.article_id) > (here.published_at, here.article_id)
      order by l.published_at, l.article_id limit 1)`

// The posts just before this one in its first category: what came later changes none of them, so publishing does
// not make the pages of an archive stale.
const RELATED = `with here as (select l.region_code, l.published_at, l.article_id, k.term_id from listings l indexed by listings_by_article
    join article_terms k on k.region_code = l.region_code and k.article_id = l.article_id and k.position = 0
    where l.region_code = ${REGION} and l.article_id = ${ARTICLE_ID} and l.subject = 'home')
  select ${CARD_COLUMNS} from (
    select l.region_code, l.article_id from here join listings l on l.region_code = here.region_code
      and l.subject = 'term:' || here.term_id
      and (l.published_at, l.article_id) < (here.published_at, here.article_id)
    order by l.published_at desc, l.article_id desc limit ${RELATED_COUNT}
  ) n join articles a on a.region_code = n.region_code and a.id = n.article_id ${CARD_JOINS}
  order by a.published_at desc, a.id desc`

const REDIRECT = `select r.target, r.status, a.path from redirects r
  left join articles a on a.region_code = r.region_code and a.id = r.article_id and a.status = 'publish'
  where r.region_code = ${REGION} and r.source = ?2`

/** An article or page by its address below the region (`slug`, `parent/child`), with all that its page shows. */
export async function findArticlePage(
  d1: D1Database,
  regionPath: string,
  path: string,
): Promise<ArticleFound> {
  const at = (sql: string) => d1.prepare(sql).bind(regionPath, path)
  const results = await d1.batch<Row>([
    d1.prepare(REGIONS_SQL),
    at(ARTICLE),
    at(NEIGHBOURS),
    at(RELATED),
    at(REDIRECT),
  ])
  const [, article, neighbours, related, redirect] = results.map((result) => result.results)
  const side = (name: string) => {
    const row = neighbours?.find((neighbour) => neighbour.side === name)
    return row ? { id: Number(row.id), path: String(row.path), title: String(row.title) } : null
  }
  const moved = redirect?.[0]
  return {
    ...found(results, regionPath),
    article: article?.[0] ? toArticle(article[0]) : null,
    previous: side('previous'),
    next: side('next'),
    related: (related ?? []).map(toCard),
    redirect: moved
      ? {
          target: moved.target === null ? null : String(moved.target),
          path: moved.path === null ? null : String(moved.path),
          status: Number(moved.status),
        }
      : null,
    recent: [],
  }
}

/** What a listing's address names. */
export type ListingAddress =
  | { kind: 'home' }
  | { kind: 'category' | 'tag'; path: string }
  | { kind: 'author'; nicename: string }
  | { kind: 'date'; date: string }

/** One page of a listing; `page` counts from 1. Rows read do not depend on how long the listing is. */
export async function findListingPage(
  d1: D1Database,
  regionPath: string,
  address: ListingAddress,
  page: number,
): Promise<ListingFound> {
  const subject = subjectOf(address)
  // A limit that is null is an error of SQLite's, and an unknown region has none.
  const perPage = '(select coalesce(max(posts_per_page), 1) from regions where path = ?1)'
  const cards = LISTED_CARDS.replace('?2', subject.sql)
    .replace('?3', perPage)
    .replace('?4', `?3 * ${perPage}`)
  const results = await d1.batch<Row>([
    d1.prepare(REGIONS_SQL),
    d1.prepare(cards).bind(regionPath, subject.value, page - 1),
    d1
      .prepare(
        `select total from listing_counts where region_code = ${REGION} and subject = ${subject.sql}`,
      )
      .bind(regionPath, subject.value),
    d1.prepare(subject.about).bind(regionPath, subject.value),
  ])
  const [, listed, count, about] = results.map((result) => result.results)
  const row = about?.[0]
  const isTerm = address.kind === 'category' || address.kind === 'tag'
  const term = isTerm && row ? (JSON.parse(String(row.json)) as ListingFound['term']) : null
  const author = address.kind === 'author' && row ? (JSON.parse(String(row.json)) as Author) : null
  return {
    ...found(results, regionPath),
    subject:
      isTerm && !term
        ? null
        : address.kind === 'author' && !author
          ? null
          : listingName(address, term, author),
    cards: (listed ?? []).map(toCard),
    total: Number(count?.[0]?.total ?? 0),
    term,
    author,
  }
}

function listingName(
  address: ListingAddress,
  term: TermFields | null,
  author: Author | null,
): string {
  if (term) return `term:${term.id}`
  if (author) return `author:${author.id}`
  return subjectOf(address).value
}

/** How a listing's subject is found in SQL from the bound ?2, and what else its page says of it. */
function subjectOf(address: ListingAddress): { value: string; sql: string; about: string } {
  const nothing = 'select 1 where ?1 = ?2 and 0'
  switch (address.kind) {
    case 'home':
      return { value: 'home', sql: '?2', about: nothing }
    case 'date':
      return { value: dateSubject(address.date), sql: '?2', about: nothing }
    case 'category':
    case 'tag': {
      const taxonomy = address.kind === 'category' ? "'category'" : "'post_tag'"
      const slug = address.path.split('/').at(-1) ?? ''
      const where = `region_code = ${REGION} and taxonomy = ${taxonomy} and slug = ?2`
      return {
        value: slug,
        sql: `(select 'term:' || id from terms where ${where})`,
        about: `select json_object('id', id, 'taxonomy', taxonomy, 'path', path, 'name', name, 'description', description) as json from terms where ${where}`,
      }
    }
    case 'author':
      return {
        value: address.nicename,
        sql: `(select 'author:' || author_id from authors where nicename = ?2)`,
        about: `select ${AUTHOR_JSON} as json from authors u where ?1 = ?1 and u.nicename = ?2`,
      }
  }
}

function dateSubject(date: string): string {
  return `${{ 4: 'year', 7: 'month', 10: 'day' }[date.length] ?? 'day'}:${date}`
}

/** The newest posts of a region: what a 404 offers instead. */
export async function findRecent(
  d1: D1Database,
  regionPath: string,
  limit: number,
): Promise<Found & { recent: Card[] }> {
  const results = await d1.batch<Row>([
    d1.prepare(REGIONS_SQL),
    d1.prepare(LISTED_CARDS).bind(regionPath, 'home', limit, 0),
  ])
  return { ...found(results, regionPath), recent: (results[1]?.results ?? []).map(toCard) }
}

/** What an old query (`?p=9`, `?cat=4`) names today. */
export type QueryTarget =
  | { kind: 'article'; id: number }
  | { kind: 'term'; taxonomy: 'category' | 'post_tag'; key: string }
  | { kind: 'author'; id: number }

const TARGETS = {
  article: `select 'article' as kind, path, null as taxonomy from articles where region_code = ${REGION} and id = ?2 and status = 'publish'`,
  category: `select 'term' as kind, path, taxonomy from terms where region_code = ${REGION} and id = ?2 and taxonomy = 'category'`,
  post_tag: `select 'term' as kind, path, taxonomy from terms where region_code = ${REGION} and slug = ?2 and taxonomy = 'post_tag'`,
  author: `select 'author' as kind, nicename as path, null as taxonomy from authors where ?1 = ?1 and author_id = ?2`,
}

/** Today's address of what an old query names; `path` is null when there is no such thing (any more). */
export async function findQueryTarget(
  d1: D1Database,
  regionPath: string,
  target: QueryTarget,
): Promise<
  Found & {
    target: {
      kind: 'article' | 'term' | 'author'
      path: string
      taxonomy: 'category' | 'post_tag' | null
    } | null
  }
> {
  const sql = TARGETS[target.kind === 'term' ? target.taxonomy : target.kind]
  const value = target.kind === 'term' ? target.key : target.id
  const results = await d1.batch<Row>([
    d1.prepare(REGIONS_SQL),
    d1.prepare(sql).bind(regionPath, value),
  ])
  const row = results[1]?.results[0]
  return {
    ...found(results, regionPath),
    target: row
      ? {
          kind: row.kind as 'article' | 'term' | 'author', // one of the literals in TARGETS
          path: String(row.path),
          taxonomy: row.taxonomy as 'category' | 'post_tag' | null, // the column's check
        }
      : null,
  }
}

type Row = Record<string, string | number | null>

function found(results: D1Result<Row>[], regionPath: string): Found {
  const regions = toRegions(results[0]?.results ?? [])
  return {
    regions,
    region: regions.find((region) => region.path === regionPath) ?? null,
    rowsRead: results.reduce((sum, result) => sum + (result.meta.rows_read ?? 0), 0),
  }
}

function toMedia(json: unknown): MediaFields | null {
  if (json === null || json === undefined) return null
  const media = JSON.parse(String(json)) as Omit<MediaFields, 'isStored'> & { isStored: number }
  return { ...media, isStored: media.isStored === 1 }
}

function toCard(row: Row): Card {
  return {
    id: Number(row.id),
    path: String(row.path),
    title: String(row.title),
    excerpt: String(row.excerpt),
    contentStart: String(row.content_start),
    publishedAt: Number(row.published_at),
    wordCount: Number(row.word_count),
    isProtected: row.is_protected === 1,
    author: row.author_json == null ? null : JSON.parse(String(row.author_json)),
    category: row.category_json == null ? null : JSON.parse(String(row.category_json)),
    media: toMedia(row.media_json),
  }
}

function toArticle(row: Row): Article {
  return {
    id: Number(row.id),
    type: row.type === 'page' ? 'page' : 'post',
    path: String(row.path),
    title: String(row.title),
    excerpt: String(row.excerpt),
    html: String(row.html),
    headings: JSON.parse(String(row.headings_json)),
    mediaIds: JSON.parse(String(row.media_ids_json)),
    wordCount: Number(row.word_count),
    isProtected: row.is_protected === 1,
    publishedAt: Number(row.published_at),
    modifiedAt: Number(row.modified_at),
    seo: JSON.parse(String(row.seo_json)),
    version: Number(row.version),
    author: row.author_json == null ? null : JSON.parse(String(row.author_json)),
    media: toMedia(row.media_json),
    terms: JSON.parse(String(row.terms_json)),
    siblings: JSON.parse(String(row.siblings_json)),
  }
}
