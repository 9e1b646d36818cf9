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
export const MAX_MATCHES = 350
const MAX_TITLE_MATCHES = 80
/** Of so many of the best it is told what sections they are in. */
const FACETED = 80
const MAX_FACETS = 8
/** Columns of the index: region, title, excerpt, body. Of a text of mean length, a word in the title outweighs ten in the body. */
const WEIGHTS = '0, 10, 4, 1'
/** As much of all texts of a page as is sent for snippets, in characters. */
const TEXT_BUDGET = 160_000
/** A search with more words that are nowhere is no slip. */
const MAX_MISSPELT = 3
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
  const statement = query
    ? searchStatement(recalled.d1, region, query, asked)
    : recalled.d1.prepare(recentUnless('0')).bind(regionPath)
  const [answer] = await recalled.d1.batch<Row>([statement])
  if (!(await recalled.isCurrent())) return findSearchPage(d1, regionPath, asked)
  return {
    ...frame,
    ...nothing,
    ...(query && answer && toFound(query, answer.results, asked)),
    recent: cardsOf(answer, 'recent'),
    rowsRead: answer?.meta.rows_read ?? 0,
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

/** Matches nothing, at no cost. */
const NO_MATCH = '\'region : "-"\''

/** The newest in the index of what matches the expression, in SQL. */
const newest = (table: string, expression: string, limit: number) =>
  `select * from (select rowid as key, bm25(${table}, ${WEIGHTS}) as score from ${table}
    where ${table} match (${expression}) order by rowid desc limit ${limit})`

/**
 * Everything in one statement, so that no expression is evaluated twice: the beginnings of words cost the most. D1 joins at
 * most five selects. A materialized
 * table is made once; `cross join` keeps the order of the tables, which SQLite without statistics would turn round.
 */
function searchStatement(
  d1: D1Database,
  region: RegionSettings,
  query: SearchQuery,
  { category, page }: SearchAsked,
): D1PreparedStatement {
  const table = tableOf(region)
  const inCategory = `exists (select 1 from listings i where i.region_code = ?2 and i.subject = 'term:' || (select id from narrowed)
    and i.published_at = a.published_at and i.article_id = a.id)`
  // The newest among very many may lack those that are about it: what has the words in the title is weighed as well.
  const withTitles = (name: string, expression: string, inTitle: string) =>
    `${name} as materialized (${newest(table, expression, MAX_MATCHES)}),
     ${name}_titles as materialized (${newest(table, `select iif(count(*) < ${MAX_MATCHES}, ${NO_MATCH}, ${inTitle}) from ${name}`, MAX_TITLE_MATCHES)})`
  return d1
    .prepare(
      `with ${withTitles('whole', '?3', '?4')},
      ${withTitles('part', `iif(exists (select 1 from whole), ${NO_MATCH}, ?5)`, '?6')},
      narrowed as (select id, name from terms where region_code = ?2 and taxonomy = 'category'
        and (id = cast(?7 as integer) and ?7 not glob '*[^0-9]*' or slug = ?7) order by slug = ?7 limit 1),
      found as materialized (select a.region_code, a.id as article_id, a.key as key, a.published_at, round(f.score, 2) as score,
          ${category === null ? '1' : inCategory} as is_in
        from (select * from whole union all select * from whole_titles where key not in (select key from whole)
          union all select * from part union all select * from part_titles where key not in (select key from part)) f
        cross join articles a on a.key = f.key where a.region_code = ?2 and a.status = 'publish' and a.password = '')
      select 'result' as kind, l.score, c.document, substr(t.content_text, 1, ?10) as text
        from (select * from found where is_in order by score, published_at desc, article_id desc limit ?8 offset ?9) l
        cross ${CARD_OF} cross join articles t on t.key = l.key
      union all select 'facet', 0, json_object('id', t.id, 'name', t.name, 'total', count(*)), null
        from (select * from found order by score limit ${FACETED}) l
        cross join listings i on i.region_code = l.region_code and i.article_id = l.article_id and i.subject glob 'term:*'
        cross join terms t on t.region_code = i.region_code and t.id = cast(substr(i.subject, 6) as integer) and t.taxonomy = 'category'
        group by t.id
      union all select 'totals', 0, json_object('all', count(*), 'shown', coalesce(sum(is_in), 0),
        'isPartial', exists (select 1 from part), 'category', (select json_object('id', id, 'name', name) from narrowed)), null from found
      union all select * from (select 'word', 0, json_object('word', w.value ->> 'word', 'candidates', (select json_group_array(word) from (
          select s.word from article_search_parts join search_words s on s.word_id = article_search_parts.rowid
          where article_search_parts match (w.value ->> 'parts') order by article_search_parts.rank limit ${CANDIDATES}) n
          where exists (select 1 from ${table} where ${table} match 'region : "${regionToken(region.code)}" AND {title excerpt body} : "' || n.word || '"'))), null
        from json_each(iif(exists (select 1 from whole), '[]', ?11)) w
        where not exists (select 1 from ${table} where ${table} match (w.value ->> 'expression')) limit ${MAX_MISSPELT + 1})
      union all select kind, 0, document, null from (${recentUnless('exists (select 1 from found)')})`,
    )
    .bind(
      region.path,
      region.code,
      query.all,
      query.allInTitle,
      query.any,
      query.anyInTitle,
      category ?? '',
      region.postsPerPage,
      (page - 1) * region.postsPerPage,
      Math.floor(TEXT_BUDGET / region.postsPerPage),
      JSON.stringify(query.words),
    )
}

interface Totals {
  all: number
  shown: number
  isPartial: 0 | 1
  category: Pick<TermFields, 'id' | 'name'> | null
}

function toFound(query: SearchQuery, rows: readonly Row[], asked: SearchAsked) {
  const of = (kind: string) => rows.filter((row) => row.kind === kind)
  const [totalsRow] = of('totals')
  const totals = totalsRow
    ? parse<Totals>(totalsRow)
    : { all: 0, shown: 0, isPartial: 0, category: null }
  const pattern = new RegExp(query.pattern, 'giu')
  return {
    results: of('result')
      .map(({ score, document, text }) => ({ score, text, card: parseCard(String(document)) }))
      // A join promises no order.
      .toSorted((a, b) => Number(a.score) - Number(b.score) || newerFirst(a.card, b.card))
      .map(({ card, text }) => toResult(card, String(text), pattern)),
    total: totals.shown,
    isBounded: totals.all >= MAX_MATCHES,
    isPartial: totals.isPartial === 1,
    suggestion: toSuggestion(query, of('word')),
    facets: of('facet')
      .map((row) => parse<SearchFacet>(row))
      .toSorted((a, b) => b.total - a.total || a.id - b.id)
      .slice(0, MAX_FACETS),
    isCounted: totals.all <= FACETED,
    category: asked.category === null ? null : (totals.category ?? undefined),
  }
}

function newerFirst(a: Card, b: Card): number {
  return b.publishedAt - a.publishedAt || b.id - a.id
}

/** With the piece of the standfirst that has the words, else of the text; without any, what a card shows. */
function toResult(card: Card, text: string, pattern: RegExp): SearchResult {
  const source = [card.excerpt, text].find((part) => isFoundIn(part, pattern))
  const shown = source ?? (card.excerpt || card.contentStart)
  return { card, title: markText(card.title, pattern), snippet: snippetOf(shown, pattern) }
}

/** The search with every word that is nowhere replaced by the nearest that is somewhere; null where one has none. */
function toSuggestion(query: SearchQuery, rows: readonly Row[]): string | null {
  if (rows.length > MAX_MISSPELT) return null
  let { text } = query
  for (const row of rows) {
    const { word, candidates } = parse<{ word: string; candidates: string[] }>(row)
    const near = nearest(word, candidates)
    if (near === null) return null
    text = text.replace(word, () => near)
  }
  return rows.length === 0 ? null : text
}
