import { regionToken } from './article-search.ts'
import {
  CARD_OF,
  cardsOf,
  parse,
  parseCard,
  recentUnless,
  type Card,
  type Found,
  type Row,
  type TermFields,
} from './reading.ts'
import type { RegionSettings } from './regions.ts'
import { recallFrame } from './remembered.ts'
import { parseSearchText, toSearchText, type SearchQuery } from './search-query.ts'
import { isFoundIn, markText, snippetOf, type MarkedPart } from './search-snippets.ts'
import { nearest } from './spelling.ts'

// A reader's search: one batch. Its cost is bounded however many articles have the words: of those the newest in the index and
// the newest that have them in the title are weighed against each other, and no others.

/** Articles that are weighed. A word that is in more of them tells little, and so do pages behind these. */
export const MAX_MATCHES = 500
const MAX_TITLE_MATCHES = 200
/** Of so many of the best it is told what sections they are in. */
const FACETED = 100
const MAX_FACETS = 8
/** Columns of the index: region, title, excerpt, body. Of a text of mean length, a word in the title outweighs ten in the body. */
const WEIGHTS = '0, 10, 4, 1'
/** As much of all texts of a page as is sent for snippets, in characters. */
const TEXT_BUDGET = 160_000
/** Words whose parts are the likest; the nearest of them is chosen by its letters. */
const CANDIDATES = 24

export interface SearchAsked {
  text: string
  /** Id or slug of a category; null for all. */
  category: string | null
  /** Counted from 1. */
  page: number
}

export interface SearchResult {
  card: Card
  title: MarkedPart[]
  snippet: MarkedPart[]
}

/** A section, and how many of the results are in it or below it. */
export type SearchFacet = Pick<TermFields, 'id' | 'name'> & { total: number }

export type SearchFound = Found & {
  /** What was looked for, as it is shown; empty for nothing. */
  text: string
  results: SearchResult[]
  total: number
  /** Whether there are more than were weighed. */
  isBounded: boolean
  /** Whether the results have some of the words alone, as no article has all. */
  isPartial: boolean
  /** The search that may have been meant, where a word of it is nowhere. */
  suggestion: string | null
  /** Where the results are, in those of all sections; counts are exact as long as `isCounted`. */
  facets: SearchFacet[]
  isCounted: boolean
  /** What the search is narrowed to; undefined for a category that is not there. */
  category: Pick<TermFields, 'id' | 'name'> | null | undefined
}

/**
 * A page of what readers may find in a region, ranked by how well it has the words (BM25, title over standfirst over text) and
 * then by date. What is not published or protected by a password is not in the index.
 */
export async function findSearchPage(
  d1: D1Database,
  regionPath: string,
  asked: SearchAsked,
): Promise<SearchFound> {
  const recalled = await recallFrame(d1, regionPath)
  const { frame } = recalled
  const text = toSearchText(asked.text)
  const nothing = { ...NOTHING, text }
  if (frame.region === null) return { ...frame, ...nothing, rowsRead: 0 }
  const { region } = frame
  const query = parseSearchText(text, region)
  const statements = query
    ? [
        ...searchStatements(recalled.d1, region, query, asked),
        recentStatement(recalled.d1, regionPath, region, query.any),
      ]
    : [recalled.d1.prepare(recentUnless('0')).bind(regionPath)]
  const answers = await recalled.d1.batch<Row>(statements)
  if (!(await recalled.isCurrent())) return findSearchPage(d1, regionPath, asked)
  const [rows, words] = answers
  return {
    ...frame,
    ...nothing,
    ...(query && toFound(query, rows?.results ?? [], asked)),
    suggestion: query && toSuggestion(query, words?.results ?? []),
    recent: cardsOf(answers.at(-1), 'recent'),
    rowsRead: answers.reduce((sum, { meta }) => sum + meta.rows_read, 0),
  }
}

const NOTHING = {
  results: [],
  total: 0,
  isBounded: false,
  isPartial: false,
  suggestion: null,
  facets: [],
  isCounted: true,
  category: null,
  recent: [],
}

const tableOf = (region: RegionSettings) => `article_search_${region.searchDiacritics}`

/** The newest in the index of what matches the expression. */
const newest = (table: string, expression: string, limit: number) =>
  `select * from (select rowid as key, bm25(${table}, ${WEIGHTS}) as score from ${table}
    where ${table} match (${expression}) order by rowid desc limit ${limit})`

function searchStatements(
  d1: D1Database,
  region: RegionSettings,
  query: SearchQuery,
  { category, page }: SearchAsked,
): D1PreparedStatement[] {
  const table = tableOf(region)
  const matches = (expression: string) =>
    `exists (select 1 from ${table} where ${table} match ${expression})`
  const inCategory = `exists (select 1 from listings i where i.region_code = ?1 and i.subject = 'term:' || (select id from narrowed)
    and i.published_at = a.published_at and i.article_id = a.id)`
  const perPage = region.postsPerPage
  return [
    d1
      .prepare(
        `with chosen as materialized (select ${matches('?2')} as is_all),
      narrowed as (select id, name from terms where region_code = ?1 and taxonomy = 'category'
        and (id = cast(?6 as integer) and ?6 not glob '*[^0-9]*' or slug = ?6) order by slug = ?6 limit 1),
      found as materialized (select key, min(score) as score from (
        ${newest(table, 'select iif(is_all, ?2, ?4) from chosen', MAX_MATCHES)} union all
        ${newest(table, 'select iif(is_all, ?3, ?5) from chosen', MAX_TITLE_MATCHES)}) group by key),
      ranked as materialized (select a.region_code, a.id as article_id, a.key as key, ${category === null ? '1' : inCategory} as is_in,
          row_number() over (order by round(f.score, 2), a.published_at desc, a.id desc) as position
        from found f join articles a on a.key = f.key where a.region_code = ?1 and a.status = 'publish' and a.password = '')
      select 'result' as kind, l.position, c.document, substr(t.content_text, 1, ?9) as text
        from (select * from ranked where is_in order by position limit ?7 offset ?8) l
        ${CARD_OF} join articles t on t.key = l.key
      union all select 'category', 0, json_object('id', id, 'name', name), null from narrowed
      union all select 'facet', count(*), json_object('id', t.id, 'name', t.name, 'total', count(*)), null
        from (select * from ranked where position <= ${FACETED}) l
        join listings i on i.region_code = l.region_code and i.article_id = l.article_id and i.subject glob 'term:*'
        join terms t on t.region_code = i.region_code and t.id = cast(substr(i.subject, 6) as integer) and t.taxonomy = 'category'
        group by t.id
      union all select 'totals', 0, json_object('all', (select count(*) from ranked), 'shown', (select count(*) from ranked where is_in),
        'isAll', (select is_all from chosen)), null`,
      )
      .bind(
        region.code,
        query.all,
        query.allInTitle,
        query.any,
        query.anyInTitle,
        category ?? '',
        perPage,
        (page - 1) * perPage,
        Math.floor(TEXT_BUDGET / perPage),
      ),
    // For each word that is nowhere in the region: words that are.
    d1
      .prepare(
        `select w.value ->> 'word' as word, (select json_group_array(word) from (
          select s.word from article_search_parts join search_words s on s.word_id = article_search_parts.rowid
          where article_search_parts match (w.value ->> 'parts') order by article_search_parts.rank limit ${CANDIDATES}) n
          where ${matches(`'region : "${regionToken(region.code)}" AND {title excerpt body} : "' || n.word || '"'`)}) as candidates
        from json_each(iif(${matches('?1')}, '[]', ?2)) w where not ${matches("(w.value ->> 'expression')")}`,
      )
      .bind(query.all, JSON.stringify(query.words)),
  ]
}

function recentStatement(
  d1: D1Database,
  regionPath: string,
  region: RegionSettings,
  expression: string,
): D1PreparedStatement {
  const table = tableOf(region)
  const isAny = `exists (select 1 from ${table} where ${table} match ?2)`
  return d1.prepare(recentUnless(isAny)).bind(regionPath, expression)
}

interface Totals {
  all: number
  shown: number
  isAll: 0 | 1
}

function toFound(query: SearchQuery, rows: readonly Row[], asked: SearchAsked) {
  const of = (kind: string) => rows.filter((row) => row.kind === kind)
  const [totalsRow] = of('totals')
  const totals = totalsRow ? parse<Totals>(totalsRow) : { all: 0, shown: 0, isAll: 1 }
  const [categoryRow] = of('category')
  const pattern = new RegExp(query.pattern, 'giu')
  return {
    results: of('result')
      .toSorted((a, b) => Number(a.position) - Number(b.position))
      .map((row) => toResult(parseCard(String(row.document)), String(row.text), pattern)),
    total: totals.shown,
    isBounded: totals.all >= MAX_MATCHES,
    isPartial: totals.all > 0 && totals.isAll === 0,
    facets: of('facet')
      .map((row) => parse<SearchFacet>(row))
      .toSorted((a, b) => b.total - a.total || a.id - b.id)
      .slice(0, MAX_FACETS),
    isCounted: totals.all <= FACETED,
    category:
      asked.category === null
        ? null
        : categoryRow && parse<Pick<TermFields, 'id' | 'name'>>(categoryRow),
  }
}

/** With the piece of the standfirst that has the words, else of the text; without any, what a card shows. */
function toResult(card: Card, text: string, pattern: RegExp): SearchResult {
  const source = [card.excerpt, text].find((part) => isFoundIn(part, pattern))
  const shown = source ?? (card.excerpt || card.contentStart)
  return { card, title: markText(card.title, pattern), snippet: snippetOf(shown, pattern) }
}

/** The search with every word that is nowhere replaced by the nearest that is somewhere; null where one has none. */
function toSuggestion(query: SearchQuery, rows: readonly Row[]): string | null {
  let { text } = query
  for (const row of rows) {
    const word = String(row.word)
    const near = nearest(word, JSON.parse(String(row.candidates)) as string[])
    if (near === null) return null
    text = text.replace(word, () => near)
  }
  return rows.length === 0 ? null : text
}
