import { and, asc, desc, eq, gt, lt, or, sql, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { articles } from '../schema.ts'
import type { ArticleType } from './article-row.ts'
import { parseSearch } from './article-search-terms.ts'
import { among, given, indexIn, notAmong } from './conditions.ts'
import type { Taxonomy } from './terms.ts'

/** Texts that a search looks through, by WordPress's names of them. */
const SEARCH_COLUMNS = {
  post_title: articles.titleText,
  post_excerpt: articles.excerptText,
  post_content: articles.contentText,
} as const
export type SearchColumn = keyof typeof SEARCH_COLUMNS

export interface ArticleSearch {
  text: string
  /** All of them when empty. */
  columns: readonly SearchColumn[]
  /** The whole of a column must be the text. */
  isExact: boolean
  /** Whether what a password protects is looked through as well. */
  seesProtected: boolean
  /** Whose texts alone are looked through among those that are not out: a count must not tell what others write. */
  draftsOf?: number
}

/** One demand on an article's terms: any of them, all of them, or none of them. */
export interface TermClause {
  taxonomy: Taxonomy
  ids: readonly number[]
  operator: 'any' | 'all' | 'none'
  /** Whether a category stands for those below it as well. */
  withChildren: boolean
}

/** What a list of articles may be narrowed by; what is not given, and an empty list, does not narrow. */
export interface ArticleFilter {
  type: ArticleType | 'any'
  /** Any status by its name; one that no article has finds nothing. */
  statuses: readonly string[]
  search?: ArticleSearch | undefined
  slugs?: readonly string[] | undefined
  include?: readonly number[] | undefined
  /** Not looked at when `include` says what is wanted. */
  exclude?: readonly number[] | undefined
  /** Not looked at when `notAuthorIds` says who is not. */
  authorIds?: readonly number[] | undefined
  notAuthorIds?: readonly number[] | undefined
  terms?: readonly TermClause[] | undefined
  /** Whether one of the demands on terms is enough. */
  isAnyTermClause?: boolean | undefined
  formats?: readonly string[] | undefined
  /** Epoch seconds, exclusive. */
  after?: number | undefined
  before?: number | undefined
  modifiedAfter?: number | undefined
  modifiedBefore?: number | undefined
  isSticky?: boolean | undefined
  parentIds?: readonly number[] | undefined
  /** Not looked at when `parentIds` is given. */
  notParentIds?: readonly number[] | undefined
  menuOrder?: number | undefined
}

/** What a list may be ordered by; a closed list, since a name from outside never reaches SQL. */
export const ARTICLE_ORDERS = [
  'author',
  'date',
  'id',
  'include',
  'modified',
  'parent',
  'relevance',
  'slug',
  'include_slugs',
  'title',
  'menu_order',
] as const
export type ArticleOrder = (typeof ARTICLE_ORDERS)[number]

/** Everything an article must be to be in the list. */
export function whereOf(regionCode: string, filter: ArticleFilter): SQL | undefined {
  const clauses = (filter.terms ?? [])
    .filter(({ ids }) => ids.length > 0)
    .map((clause) => termCondition(regionCode, clause))
  return and(
    eq(articles.regionCode, regionCode),
    filter.type === 'any' ? undefined : eq(articles.type, filter.type),
    // Spelled out: the index by date serves a list of one status only when it sees the equation.
    or(...filter.statuses.map((status) => sql`${articles.status} = ${status}`)),
    given(filter.search, searchCondition),
    among(articles.slug, filter.slugs),
    among(articles.id, filter.include) ?? notAmong(articles.id, filter.exclude),
    notAmong(articles.authorId, filter.notAuthorIds) ?? among(articles.authorId, filter.authorIds),
    filter.isAnyTermClause ? or(...clauses) : and(...clauses),
    among(articles.format, filter.formats),
    given(filter.after, (at) => gt(articles.publishedAt, at)),
    given(filter.before, (at) => lt(articles.publishedAt, at)),
    given(filter.modifiedAfter, (at) => gt(articles.modifiedAt, at)),
    given(filter.modifiedBefore, (at) => lt(articles.modifiedAt, at)),
    given(filter.isSticky, (isSticky) => eq(articles.isSticky, isSticky ? 1 : 0)),
    among(articles.parentId, filter.parentIds) ?? notAmong(articles.parentId, filter.notParentIds),
    given(filter.menuOrder, (menuOrder) => eq(articles.menuOrder, menuOrder)),
  )
}

function termCondition(regionCode: string, clause: TermClause): SQL {
  const ids = JSON.stringify([...new Set(clause.ids)])
  // A common table expression walks the tree in the same statement.
  const chosen = sql`with recursive chosen(id) as (
    select t.id from terms t where t.region_code = ${regionCode} and t.taxonomy = ${clause.taxonomy}
      and t.id in (select value from json_each(${ids}))
    ${clause.withChildren ? sql`union select t.id from terms t join chosen on t.parent_id = chosen.id where t.region_code = ${regionCode} and t.taxonomy = ${clause.taxonomy}` : sql``}
  ) select id from chosen`
  if (clause.operator === 'all') {
    return sql`(select count(*) from article_terms at where at.region_code = ${regionCode} and at.article_id = ${articles.id}
      and at.term_id in (${chosen})) = max((select count(*) from (${chosen})), (select count(*) from json_each(${ids})))`
  }
  const found = sql`${articles.id} in (select at.article_id from article_terms at
    where at.region_code = ${regionCode} and at.term_id in (${chosen}))`
  return clause.operator === 'none' ? sql`not (${found})` : found
}

function searchCondition(search: ArticleSearch): SQL | undefined {
  const { wanted, unwanted } = parseSearch(search.text)
  const names = search.columns.length > 0 ? search.columns : Object.keys(SEARCH_COLUMNS)
  const columns = names.map((name) => SEARCH_COLUMNS[name as SearchColumn]) // keys of the table above
  const isIn = (word: string) =>
    or(...columns.map((column) => (search.isExact ? isText(column, word) : holds(column, word))))
  const all = [...wanted.map(isIn), ...unwanted.map((word) => sql`not (${isIn(word)})`)]
  if (all.length === 0) return undefined
  return and(
    ...all,
    search.seesProtected ? undefined : eq(articles.password, ''),
    search.draftsOf === undefined
      ? undefined
      : or(sql`${articles.status} = 'publish'`, eq(articles.authorId, search.draftsOf)),
  )
}

function isText(column: SQLiteColumn, text: string): SQL {
  return sql`lower(${column}) = ${lowerAscii(text)}`
}

// instr and not LIKE: no wildcards to escape, and D1 limits a pattern to 50 bytes.
function holds(column: SQLiteColumn, text: string): SQL {
  return sql`(${sql.join(
    spellings(text).map((spelling) => sql`instr(lower(${column}), ${spelling}) > 0`),
    sql` or `,
  )})`
}

/** SQLite's lower() knows ASCII alone: a word with other letters is looked for in each case that it may stand in. */
function spellings(text: string): string[] {
  const lower = text.toLowerCase()
  const [first = '', ...rest] = lower
  const cased = [text, lower, first.toUpperCase() + rest.join(''), text.toUpperCase()]
  return [...new Set(cased.map(lowerAscii))]
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** How a list is ordered: WordPress's orders, with the id as the last word where two are alike. */
export function orderOf(order: ArticleOrder, isAscending: boolean, filter: ArticleFilter): SQL[] {
  const direction = isAscending ? asc : desc
  const byId = direction(articles.id)
  const byDate = direction(articles.publishedAt)
  // The order of a given list is that list's own, whatever direction is asked for.
  switch (order) {
    case 'date':
      return [byDate, byId]
    case 'id':
      return [byId]
    case 'include':
      return [indexIn(filter.include ?? [], articles.id), byId]
    case 'include_slugs':
      return filter.slugs?.length ? [indexIn(filter.slugs, articles.slug), byId] : [byDate, byId]
    case 'relevance':
      return [...(filter.search ? [relevance(filter.search)] : []), byDate, byId]
    case 'title':
      return [direction(sql`${articles.titleText} collate nocase`), byId]
    default:
      return [direction(ORDER_COLUMNS[order]), byId]
  }
}

const ORDER_COLUMNS = {
  author: articles.authorId,
  modified: articles.modifiedAt,
  parent: articles.parentId,
  slug: articles.slug,
  menu_order: articles.menuOrder,
} as const

/** Those with the words in their title first (WP_Query::parse_search_order). */
function relevance(search: ArticleSearch): SQL {
  const { sentence, wanted } = parseSearch(search.text)
  const title = (word: string) => holds(articles.titleText, word)
  if (wanted.length < 2) return sql`not ${title(wanted[0] ?? sentence)}`
  return sql`case when ${title(sentence)} then 1
    when ${and(...wanted.map(title)) ?? sql`0`} then 2
    when ${or(...wanted.map(title)) ?? sql`0`} then 3
    when ${holds(articles.excerptText, sentence)} then 4
    when ${holds(articles.contentText, sentence)} then 5 else 6 end`
}
