import { oldForms } from '#regions/paths.ts'
import { FRAME_SQL, toFrame, type Frame } from './regions.ts'
import type { Faq, Heading, SafeHtml } from './body.ts'
import { STICKY } from './listings.ts'
import { parseOnce } from './parsed.ts'
import type { SeoFields } from './import-document.ts'
import { SECTIONS_SQL, toSections, type Section } from './sections.ts'

// What readers' pages need, each in one D1 batch: documents put together at the write (migrations/0003), found by
// their keys. Prepared statements by hand: Drizzle's row mapping was measured at 10 to 30 % of such a query, and these
// are the queries that a cache miss waits for. The region is not known before the batch answers, so every
// statement finds it by its path.

/** How many statements an article page sends; the benchmark's floor sends as many. */
export const ARTICLE_STATEMENTS = 3
/** How many of a region's newest posts a 404 offers instead. */
const RECENT_COUNT = 4

export interface MediaFields {
  id: number
  file: string
  alt: string
  caption: SafeHtml
  credit: string
  mimeType: string
  widthPx: number
  heightPx: number
  /** All its files, `file` among them, from narrow to wide. */
  files: [file: string, widthPx: number, mimeType: string][]
  sourceUrl: string | null
  isStored: boolean
  /** Part of the addresses of its variants; empty: it has none. Absent in documents of older releases, as the colour is. */
  variantKey?: string
  /** #rrggbb, or empty. */
  color?: string
}

/** A medium where it is shown without its caption. */
export type CardMedia = Omit<MediaFields, 'caption' | 'credit'>

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
  /** Empty for what a password protects, as contentStart is. */
  excerpt: string
  /** The first characters of the text, for a card without an excerpt. */
  contentStart: string
  publishedAt: number
  wordCount: number
  author: { id: number; nicename: string; name: string } | null
  category: TermFields | null
  media: CardMedia | null
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
  /** What WordPress's structured data called them; absent in documents older than it, empty for none. */
  schemaKey?: string
}

export interface ArticleLink {
  id: number
  path: string
  title: string
}

/** An article without its body: what page_documents of migrations/0019 makes of it. */
export interface ArticleDocument {
  id: number
  type: 'post' | 'page'
  path: string
  title: string
  excerpt: string
  /** As of a card: what describes an article without an excerpt. */
  contentStart: string
  headings: Heading[]
  /** Absent in documents older than it. */
  faq?: Faq[]
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

export interface Article extends ArticleDocument {
  html: string
}

/** What one statement found. */
export type Rows = readonly Row[]

/** The outcome of looking a reader's address up. */
export type Found = Frame & {
  rowsRead: number
  /** All that the database answered, by statement; absent where a page was put together otherwise. */
  rows?: Rows[]
  /** The newest posts of the region, where what was looked for is not there. */
  recent: Card[]
}

export type ArticleFound = Found & {
  article: Article | null
  previous: ArticleLink | null
  next: ArticleLink | null
  related: Card[]
  /** What moved from there: to `target`, to where the article is now, or to the medium's file. */
  redirect: Moved | null
}

/** Where an old address leads; what of it is null or absent is nothing there, or nothing live. */
export interface Moved {
  target: string | null
  articleId: number | null
  path: string | null
  /** Of a stored redirect: how it answers (410: that nothing is there any more), and its own address. */
  status?: number | null
  source?: string | null
  media?: MovedMedia
  term?: Pick<TermFields, 'id' | 'taxonomy' | 'path'> | null
  author?: Pick<Author, 'id' | 'nicename'> | null
}

/** What tells where a medium's file is. */
export type MovedMedia = Pick<MediaFields, 'id' | 'file' | 'sourceUrl' | 'isStored'>

export type ListingFound = Found & {
  subject: string | null
  cards: Card[]
  /** On the first page of a home, below its first cards. */
  sections: Section[]
  total: number
  term: (TermFields & { description: SafeHtml | ''; seo: SeoFields }) | null
  author: Author | null
  /** Where what was listed at the address is now; looked for where nothing is listed. */
  redirect: Moved | null
}

/** The code of the region at the path ?1. */
export const REGION = '(select code from regions where path = ?1)'

// A bound value that SQLite can see by itself is one that it plans for: it then parses the statement anew at every
// run, which took a fifth of the statement's time (sqlite3Reprepare). Within an expression it is not looked at.
const SECOND = 'cast(?2 as text)'

const HERE = `p.region_code = ${REGION} and p.path = ${SECOND}`
/** What links_json holds, in its order: the posts beside an article, and what its page shows of them. */
const NEIGHBOURS = ['previous', 'next']
const RELATED = ['related1', 'related2', 'related3']
const LINKED = [...NEIGHBOURS, ...RELATED]
// A neighbour is a line of text: its card stays in the database, since a page's time grows with what D1 sends.
const LINKED_COLUMNS = [
  ...NEIGHBOURS.map(
    (name) => `json_extract(${name}.document, '$.id', '$.path', '$.title') as ${name}`,
  ),
  ...RELATED.map((name) => `${name}.document as ${name}`),
]
// A post and a page may share a slug; WordPress shows the page.
const ARTICLE = `select p.document, p.html, ${LINKED_COLUMNS.join(', ')}
  from article_pages p ${LINKED.map(
    (name, index) => `left join article_cards ${name}
      on ${name}.region_code = p.region_code and ${name}.article_id = p.links_json ->> ${index}`,
  ).join(' ')}
  where ${HERE} order by p.type limit 1`
/** Joins the card of the article in a row `l`. */
export const CARD_OF =
  'join article_cards c on c.region_code = l.region_code and c.article_id = l.article_id'

/** The newest posts of the region, unless `condition` holds; in the limit, since a where would ask it of every row. */
export const recentUnless = (condition: string) => `select 'recent' as kind, c.document from (
    select region_code, article_id from listings where region_code = ${REGION} and subject = 'home'
    order by published_at desc, article_id desc limit iif(${condition}, 0, ${RECENT_COUNT})
  ) l ${CARD_OF}`

// The page of an attachment is that of the article that it was uploaded to, or its file where that is not live.
const ATTACHMENT_DOCUMENT = `json_object('articleId', p.article_id, 'path', p.path, 'media', json_object('id', m.id, 'file', m.file,
    'sourceUrl', m.source_url, 'isStored', json(iif(m.is_stored, 'true', 'false'))))`
const ATTACHED_TO = `left join article_pages p
    on p.region_code = m.region_code and p.article_id = m.parent_id and m.parent_id <> 0`

/**
 * What leads elsewhere from an address that no article has, the surest first: a redirect, the forms of WordPress's other
 * permalinks, the page of an attachment. ?3 to ?7 are oldForms of ?2. Where there is an article after all nothing else
 * is looked for.
 */
const MOVED = `select 'redirect' as kind, json_array(
    json_object('target', r.target, 'articleId', r.article_id, 'path', rp.path, 'status', r.status, 'source', r.source),
    json_object('articleId', d.article_id, 'path', d.path), json_object('articleId', n.article_id, 'path', n.path),
    iif(m.id is null, null, ${ATTACHMENT_DOCUMENT})) as document
  from (select code from regions where path = cast(?1 as text) and not exists (
    select 1 from article_pages x where x.region_code = regions.code and x.path = ${SECOND})) g
  left join redirects r on r.region_code = g.code and r.source = ${SECOND}
  left join article_pages rp on rp.region_code = r.region_code and rp.article_id = r.article_id
  left join article_pages d on d.region_code = g.code and d.path = cast(?3 as text) and exists (select 1 from listings l
    where l.region_code = d.region_code and l.article_id = d.article_id and l.subject = cast(?4 as text))
  left join article_pages n on n.region_code = g.code and n.article_id = cast(?5 as integer)
  left join media m on m.region_code = g.code and m.slug = cast(?6 as text) and (cast(?7 as text) = '' or exists (
    select 1 from articles a where a.region_code = m.region_code and a.id = m.parent_id and a.path = cast(?7 as text)))
  ${ATTACHED_TO}
  where coalesce(r.source, d.path, n.path, m.slug) is not null`

// Where there is no such article: what moved from there, and what a 404 offers.
const ELSEWHERE = `${MOVED}
  union all ${recentUnless(`exists (select 1 from article_pages p where ${HERE})`)}`

/** The statement that finds where a path without an article leads, in a row of redirectOf. */
function moved(d1: D1Database, sql: string, regionPath: string, path: string): D1PreparedStatement {
  const { dated, id, attachment: page } = oldForms(path)
  return d1
    .prepare(sql)
    .bind(
      regionPath,
      path,
      dated?.slug ?? null,
      dated?.listing ?? null,
      id,
      page.slug,
      page.parentPath,
    )
}

/** An article or page by its address below the region (`slug`, `parent/child`), with all that its page shows. */
export async function findArticlePage(
  d1: D1Database,
  regionPath: string,
  path: string,
): Promise<ArticleFound> {
  const at = (sql: string) => d1.prepare(sql).bind(regionPath, path)
  const results = await d1.batch<Row>([
    d1.prepare(FRAME_SQL).bind(regionPath),
    at(ARTICLE),
    moved(d1, ELSEWHERE, regionPath, path),
  ])
  const [, article, elsewhere] = results
  const row = article?.results[0]
  const cards = RELATED.map((name) =>
    row?.[name] ? (JSON.parse(String(row[name])) as Card) : null,
  )
  return {
    ...found(results),
    article: row ? { ...parse<ArticleDocument>(row), html: String(row.html) } : null,
    previous: toLink(row?.previous),
    next: toLink(row?.next),
    related: cards.filter((card) => card !== null),
    redirect: redirectOf(elsewhere),
    recent: cardsOf(elsewhere, 'recent'),
  }
}

/** Where a row of MOVED or movedListing leads; null where it leads nowhere. */
export function redirectOf(result: D1Result<Row> | undefined): Moved | null {
  const found = rowsOf(result, 'redirect').flatMap((row) => parse<(Moved | null)[]>(row))
  // A redirect whose article is gone leads nowhere.
  const leads = found.find(
    (to) => to && (to.target || to.path || to.media || to.term || to.author || to.status === 410),
  )
  return leads ? { ...leads, target: leads.target ?? null } : null
}

/** Whether an article, or else a redirect, is at a path below a region; for many of them in one batch. */
export function placeStatements(
  d1: D1Database,
  regionPath: string,
  path: string,
): D1PreparedStatement[] {
  return [
    d1
      .prepare(`select 'article' as kind from article_pages p where ${HERE} limit 1`)
      .bind(regionPath, path),
    moved(d1, MOVED, regionPath, path),
  ]
}

/** What the results of placeStatements say. */
export function placeOf(results: D1Result<Row>[]): 'article' | 'redirect' | null {
  if ((results[0]?.results.length ?? 0) > 0) return 'article'
  return redirectOf(results[1]) ? 'redirect' : null
}

/** A neighbour as LINKED_COLUMNS selects it. */
function toLink(column: Row[string] | undefined): ArticleLink | null {
  if (!column) return null
  const [id, path, title] = JSON.parse(String(column)) as [number, string, string]
  return { id, path, title }
}

/** What a listing's address names. */
export type ListingAddress =
  | { kind: 'home' }
  | { kind: 'category' | 'tag'; path: string }
  | { kind: 'author'; nicename: string }
  | { kind: 'date'; date: string }

/** One page of a listing; `page` counts from 1. */
export async function findListingPage(
  d1: D1Database,
  regionPath: string,
  address: ListingAddress,
  page: number,
): Promise<ListingFound> {
  const subject = subjectOf(address)
  const sources = sourcesOf(address)
  // A limit that is null is an error of SQLite's, and an unknown region has none.
  const perPage = '(select coalesce(max(posts_per_page), 1) from regions where path = ?1)'
  const listed = `select region_code, article_id from listings where region_code = ${REGION} and subject = ${subject.sql}
    order by published_at desc, article_id desc limit ${perPage} offset ?3 * ${perPage}`
  const at = (sql: string) => d1.prepare(sql).bind(regionPath, subject.value)
  // What is sticky stands first, as in WordPress, in no page's number.
  const isFront = address.kind === 'home' && page === 1
  const sticky = `select 'sticky' as kind, c.document from (
    select region_code, article_id from listings where region_code = ${REGION} and subject = '${STICKY}'
    order by published_at desc, article_id desc limit ${perPage}) l ${CARD_OF} union all `
  const results = await d1.batch<Row>([
    d1.prepare(FRAME_SQL).bind(regionPath),
    d1
      .prepare(
        `${isFront ? sticky : ''}select 'card' as kind, c.document from (${listed}) l ${CARD_OF}
        union all ${recentUnless(`exists (${listed})`)}`,
      )
      .bind(regionPath, subject.value, page - 1),
    at(
      `select total from listing_counts where region_code = ${REGION} and subject = ${subject.sql}`,
    ),
    sources.length === 0
      ? at(subject.about)
      : d1
          .prepare(`${subject.about} union all ${movedListing(subject.about)}`)
          .bind(regionPath, subject.value, JSON.stringify(sources)),
    ...(isFront ? [d1.prepare(SECTIONS_SQL).bind(regionPath)] : []),
  ])
  const [, cards, count, about, sections] = results
  const row = about?.results.find(({ kind }) => kind === 'about')
  const isTerm = address.kind === 'category' || address.kind === 'tag'
  const term = isTerm && row ? parse<NonNullable<ListingFound['term']>>(row) : null
  const author = address.kind === 'author' && row ? parse<Author>(row) : null
  const isNamed = isTerm ? term !== null : address.kind !== 'author' || author !== null
  return {
    ...found(results),
    subject: isNamed ? listingName(address, term, author) : null,
    cards: withFirst(cardsOf(cards, 'sticky'), cardsOf(cards, 'card')),
    sections: toSections(sections?.results ?? []),
    recent: cardsOf(cards, 'recent'),
    total: Number(count?.results[0]?.total ?? 0),
    term,
    author,
    redirect: redirectOf(about),
  }
}

/** The subject of a listing whose term or author was found. */
export function listingName(
  address: ListingAddress,
  term: TermFields | null,
  author: Author | null,
): string {
  if (term) return `term:${term.id}`
  if (author) return `author:${author.id}`
  return subjectOf(address).value
}

/** How a listing's subject is found in SQL from the bound ?2, and what else its page says of it. */
export function subjectOf(address: ListingAddress): { value: string; sql: string; about: string } {
  const nothing = "select 'about' as kind, null as document where ?1 = ?2 and 0"
  switch (address.kind) {
    case 'home':
      return { value: 'home', sql: SECOND, about: nothing }
    case 'date':
      return { value: dateSubject(address.date), sql: SECOND, about: nothing }
    case 'category':
    case 'tag': {
      const taxonomy = address.kind === 'category' ? "'category'" : "'post_tag'"
      const slug = address.path.split('/').at(-1) ?? ''
      const where = `region_code = ${REGION} and taxonomy = ${taxonomy} and slug = ?2`
      return {
        value: slug,
        sql: `(select 'term:' || id from terms where ${where})`,
        about: `select 'about' as kind, json_object('id', id, 'taxonomy', taxonomy, 'path', path, 'name', name, 'description', description_html, 'seo', json(seo_json)) as document from terms where ${where}`,
      }
    }
    case 'author':
      return {
        value: address.nicename,
        sql: `(select 'author:' || author_id from authors where nicename = ?2)`,
        about: `select 'about' as kind, json_object('id', author_id, 'nicename', nicename, 'name', name, 'role', role, 'description', description,
          'portrait', portrait, 'url', url, 'sameAs', json(same_as_json), 'schemaKey', schema_key) as document
          from authors where ?1 = ?1 and nicename = ?2`,
      }
  }
}

/** The addresses under which redirects know a listing that is gone, the surest first; none for those that never move. */
export function sourcesOf(address: ListingAddress): string[] {
  switch (address.kind) {
    case 'home':
    case 'date':
      return []
    case 'author':
      return [`author/${address.nicename}`]
    default:
      // A category is known by its slug, whatever stands before it.
      return [address.path, address.path.split('/').at(-1) ?? ''].map(
        (path) => `${address.kind}/${path}`,
      )
  }
}

/** Where the addresses in the JSON list ?3 lead, unless `found` finds something; the first of them that does. */
export const movedListing = (found: string) => `select 'redirect', (
    select json_array(json_object('target', r.target, 'articleId', r.article_id, 'path', p.path, 'status', r.status, 'source', r.source,
      'term', iif(t.id is null, null, json_object('id', t.id, 'taxonomy', t.taxonomy, 'path', t.path)),
      'author', iif(u.author_id is null, null, json_object('id', u.author_id, 'nicename', u.nicename))))
    from json_each(?3) n join redirects r on r.region_code = ${REGION} and r.source = n.value
    left join article_pages p on p.region_code = r.region_code and p.article_id = r.article_id
    left join terms t on t.region_code = r.region_code and t.id = r.term_id
    left join authors u on u.author_id = r.author_id
    limit 1) as moved
  where moved is not null and not exists (${found})`

function dateSubject(date: string): string {
  return `${{ 4: 'year', 7: 'month', 10: 'day' }[date.length] ?? 'day'}:${date}`
}

/** The newest posts of a region: what answers an address of no known form. */
export async function findRecent(d1: D1Database, regionPath: string): Promise<Found> {
  const results = await d1.batch<Row>([
    d1.prepare(FRAME_SQL).bind(regionPath),
    d1.prepare(recentUnless('0')).bind(regionPath),
  ])
  return { ...found(results), recent: cardsOf(results[1], 'recent') }
}

/** What an old query (`?p=9`, `?cat=4`) names today. */
export type QueryTarget =
  | { kind: 'article' | 'attachment'; id: number }
  | { kind: 'term'; taxonomy: 'category' | 'post_tag'; key: string }
  | { kind: 'author'; id: number }

// An id is the old site's, also where the medium has another here.
const ATTACHMENT = ['source_id', 'id']
  .map(
    (
      column,
    ) => `select 'media' as kind, null as path, null as taxonomy, ${ATTACHMENT_DOCUMENT} as document
    from media m ${ATTACHED_TO} where m.region_code = ${REGION} and m.${column} = ?2`,
  )
  .join(' union all ')
const TARGETS = {
  article: `select 'article' as kind, path, null as taxonomy, null as document from article_pages where region_code = ${REGION} and article_id = ?2
    union all ${ATTACHMENT}`,
  attachment: ATTACHMENT,
  category: `select 'term' as kind, path, taxonomy from terms where region_code = ${REGION} and id = ?2 and taxonomy = 'category'`,
  post_tag: `select 'term' as kind, path, taxonomy from terms where region_code = ${REGION} and slug = ?2 and taxonomy = 'post_tag'`,
  author: `select 'author' as kind, nicename as path, null as taxonomy from authors where ?1 = ?1 and author_id = ?2`,
}

type TargetRow =
  | { kind: 'article' | 'author'; path: string }
  | { kind: 'term'; path: string; taxonomy: 'category' | 'post_tag' }
  | { kind: 'media'; moved: Moved & { media: MovedMedia } }

export type QueryFound = Found & { target: TargetRow | null }

/** Today's address of what an old query names; null when there is no such thing (any more). */
export async function findQueryTarget(
  d1: D1Database,
  regionPath: string,
  target: QueryTarget,
): Promise<QueryFound> {
  const { sql, value } = targetQuery(target)
  const results = await d1.batch<Row>([
    d1.prepare(FRAME_SQL).bind(regionPath),
    d1.prepare(sql).bind(regionPath, value),
    d1.prepare(recentUnless(`exists (${sql})`)).bind(regionPath, value),
  ])
  const row = results[1]?.results[0]
  return {
    ...found(results),
    target: row ? toTarget(row) : null,
    recent: cardsOf(results[2], 'recent'),
  }
}

/** The literals of TARGETS, and columns with these very values. */
function toTarget(row: Row): TargetRow {
  return row.kind === 'media' ? { kind: 'media', moved: parse(row) } : (row as unknown as TargetRow)
}

/** The statement that finds what an old query names: a row, or none. */
export function targetStatement(
  d1: D1Database,
  regionPath: string,
  target: QueryTarget,
): D1PreparedStatement {
  const { sql, value } = targetQuery(target)
  return d1.prepare(sql).bind(regionPath, value)
}

function targetQuery(target: QueryTarget): { sql: string; value: string | number } {
  return {
    sql: TARGETS[target.kind === 'term' ? target.taxonomy : target.kind],
    value: target.kind === 'term' ? target.key : target.id,
  }
}

/** A medium by any of the names that a file of the uploads folder may be known under, the first its own; or by its id. */
export async function findUpload(
  d1: D1Database,
  regionPath: string,
  wanted: readonly string[] | number,
): Promise<Found & { upload: Upload | null }> {
  const isId = typeof wanted === 'number'
  const results = await d1.batch<Row>([
    d1.prepare(FRAME_SQL).bind(regionPath),
    d1.prepare(recentUnless('0')).bind(regionPath),
    d1
      .prepare(isId ? UPLOAD_BY_ID : UPLOAD_BY_FILE)
      .bind(regionPath, isId ? wanted : JSON.stringify(wanted)),
  ])
  const row = results[2]?.results[0]
  return {
    ...found(results),
    recent: cardsOf(results[1], 'recent'),
    upload: row ? parse<Upload>(row) : null,
  }
}

/** A medium as serving one of its files needs it. */
export interface Upload extends MovedMedia {
  mimeType: string
  widthPx: number
  heightPx: number
  sizes: { file: string; widthPx: number; heightPx: number; mimeType: string }[]
  variantKey: string
  color: string
}

const UPLOAD = `select json_object('id', m.id, 'file', m.file, 'sourceUrl', m.source_url, 'mimeType', m.mime_type,
    'isStored', json(iif(m.is_stored, 'true', 'false')), 'widthPx', m.width_px, 'heightPx', m.height_px,
    'sizes', json(m.sizes_json), 'variantKey', m.variant_key, 'color', m.color) as document`
const UPLOAD_BY_FILE = `${UPLOAD}
  from json_each(?2) n join media_files f on f.region_code = ${REGION} and f.file = n.value
  join media m on m.region_code = f.region_code and m.id = f.media_id limit 1`
const UPLOAD_BY_ID = `${UPLOAD} from media m where m.region_code = ${REGION} and m.id = ?2`

export type Row = Record<string, string | number | null>

/** What every batch says whose first statement is FRAME_SQL. */
export function found(results: D1Result<Row>[]): Found {
  return {
    ...toFrame(results[0]?.results[0]),
    rows: results.map((result) => result.results),
    rowsRead: results.reduce((sum, result) => sum + (result.meta.rows_read ?? 0), 0),
    recent: [],
  }
}

/** A document as the views of migrations/0003 and the statements here make it. */
export function parse<T>(row: Row): T {
  return JSON.parse(String(row.document)) as T
}

/** A card stands on many pages: about a kilobyte each, so that these take a few megabytes at most. */
export const parseCard = parseOnce<Card>(1000)

function rowsOf(result: D1Result<Row> | undefined, kind: string): Row[] {
  return (result?.results ?? []).filter((row) => row.kind === kind)
}

function withFirst(first: Card[], cards: Card[]): Card[] {
  return [...first, ...cards.filter(({ id }) => !first.some((card) => card.id === id))]
}

/** The cards of the rows of a kind, the newest first. */
export function cardsOf(
  result: D1Result<Row> | undefined,
  kind: 'card' | 'recent' | 'sticky',
): Card[] {
  return newestFirst(rowsOf(result, kind).map((row) => parseCard(String(row.document))))
}

// The order of a subquery is not promised to survive a join or a union.
function newestFirst(cards: Card[]): Card[] {
  return cards.sort((a, b) => b.publishedAt - a.publishedAt || b.id - a.id)
}
