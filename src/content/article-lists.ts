import { and, asc, eq, gt, sql, type SQL } from 'drizzle-orm'
import { articles, authors, media, terms } from '../schema.ts'
import { orderOf, whereOf, type ArticleFilter, type ArticleOrder } from './article-filter.ts'
import type { ArticleRow, ArticleType } from './article-row.ts'
import type { AuthorRow } from './authors.ts'
import { columnsOf, objectOf } from './columns.ts'
import { prepareSql, type Database } from './database.ts'
import type { MediaRow } from './media.ts'
import { parseOnce } from './parsed.ts'
import type { ArticleDocument } from './reading.ts'
import type { TermRow } from './terms.ts'

/** How often an article was changed, and the revision that its last change left. */
export interface History {
  count: number
  latestId: number
}

const TERM_KEYS = ['id', 'taxonomy', 'slug', 'path', 'name', 'parentId'] as const

/** What an article says of a term that it is filed under. */
export type ArticleTerm = Pick<TermRow, (typeof TERM_KEYS)[number]>

/** What is shown of an article besides its row. */
export interface Beside {
  terms: readonly ArticleTerm[]
  history: History
  /** What its head is made of; null unless it was asked for. */
  document: ArticleDocument | null
  /**
   * Another one after every change to what strangers are shown of a post and of what it leads to, but for the region's
   * settings; null for what is not published.
   */
  stamp: string | null
}

/** What is read of articles beside what is always shown. */
export interface Wanted {
  /** What they lead to; the pages above them only for pages. */
  around?: ArticleType | null
  /** The documents that their heads are made of. One of what is not published is put together for the request, at some cost. */
  documents?: 'published' | 'all' | null
  /**
   * Only what readers see: the body as it was received is left empty, the text but for its beginning, and what the document
   * holds as well.
   */
  isShownOnly?: boolean
}

/** Of an article without terms that was never changed. */
export const NOTHING: Beside = {
  terms: [],
  history: { count: 0, latestId: 0 },
  document: null,
  stamp: null,
}

/** What articles lead to: whom and what they name by id, as far as that is there. */
export interface Around {
  authors: ReadonlyMap<number, AuthorRow>
  media: ReadonlyMap<number, MediaRow>
  parents: ReadonlyMap<number, ListedArticle>
}

export interface ListedArticle {
  article: ArticleRow
  beside: Beside
}

interface ArticlePage {
  rows: ListedArticle[]
  total: number
  /** Empty unless it was asked for. */
  around: Around
}

/** Which part of a list, in which order. */
export interface PageOf {
  limit: number
  offset: number
  orderBy: ArticleOrder
  isAscending: boolean
}

/** A page of a region's articles with their terms, and how many there are in all. */
export async function listArticles(
  db: Database,
  regionCode: string,
  filter: ArticleFilter,
  page: PageOf,
  wanted: Wanted = {},
): Promise<ArticlePage> {
  const where = whereOf(regionCode, filter)
  const orderBy = orderOf(page.orderBy, page.isAscending, filter)
  const isCostly = filter.search !== undefined
  return readPage(db, regionCode, where, { ...page, orderBy }, { ...wanted, isCostly })
}

/** Which published articles a page of them holds, and in which state each is: far less to read than the articles. */
export async function listStamps(
  db: Database,
  regionCode: string,
  filter: ArticleFilter,
  page: PageOf,
): Promise<{ rows: { id: number; stamp: string }[]; total: number }> {
  const where = whereOf(regionCode, filter)
  const scope = scopeOf(where, page, orderOf(page.orderBy, page.isAscending, filter))
  const [rows, counted] = await db.$client.batch<Row>([
    prepareSql(db, sql`select articles.id, ${sql.raw(STAMP)}, ${sql.raw(SHOWN_HISTORY)} ${scope}`),
    countOf(db, where),
  ])
  return {
    rows: ((rows?.results ?? []) as unknown as (Selected & { id: number })[]).map((row) => ({
      id: row.id,
      stamp: stampOf(row) ?? '',
    })),
    total: toTotal(counted),
  }
}

/** One post or page by its id, whatever its status, with what stands beside it; null when the region has none. */
export async function findListedArticle(
  db: Database,
  regionCode: string,
  id: number,
  wanted: Wanted = {},
): Promise<(ListedArticle & { around: Around }) | null> {
  // Values in an expression, as in reading.ts.
  const where = sql`articles.region_code = cast(${regionCode} as text) and articles.id = cast(${id} as integer)`
  const scope = sql`from articles where ${where}`
  const [rows, ...around] = await db.$client.batch<Row>([
    selectArticles(db, scope, wanted),
    ...selectAround(db, regionCode, scope, wanted.around),
  ])
  const [article] = toListed(rows)
  return article ? { ...article, around: toAround(around) } : null
}

/** One round trip; two for what is costly to find, so that it is looked for only once. */
async function readPage(
  db: Database,
  regionCode: string,
  where: SQL | undefined,
  page: { limit: number; offset: number; orderBy: SQL[] },
  wanted: Wanted & { isCostly: boolean },
): Promise<ArticlePage> {
  const scope = scopeOf(where, page, page.orderBy)
  const { isCostly } = wanted
  const [rows, counted, ...beside] = await db.$client.batch<Row>([
    selectArticles(db, scope, wanted),
    countOf(db, where),
    ...(isCostly ? [] : selectAround(db, regionCode, scope, wanted.around)),
  ])
  const listed = toListed(rows)
  const around =
    isCostly && wanted.around ? await aroundOf(db, regionCode, listed, wanted.around) : beside
  return {
    rows: listed,
    total: toTotal(counted),
    around: toAround(around),
  }
}

function scopeOf(
  where: SQL | undefined,
  { limit, offset }: { limit: number; offset: number },
  orderBy: SQL[],
): SQL {
  return sql`from articles where ${where} order by ${sql.join(orderBy, sql`, `)} limit ${limit} offset ${offset}`
}

function countOf(db: Database, where: SQL | undefined): D1PreparedStatement {
  return prepareSql(db, sql`select count(*) as total from articles where ${where}`)
}

function toTotal(counted: D1Result<Row> | undefined): number {
  return Number(counted?.results[0]?.total ?? 0)
}

function aroundOf(
  db: Database,
  regionCode: string,
  listed: readonly ListedArticle[],
  type: ArticleType,
) {
  const ids = JSON.stringify(listed.map(({ article }) => article.id))
  const scope = sql`from articles where articles.region_code = ${regionCode} and articles.id in (select value from json_each(${ids}))`
  return db.$client.batch<Row>(selectAround(db, regionCode, scope, type))
}

type Row = Record<string, unknown>

/** What is selected of an article besides its own columns. */
interface Selected {
  termsJson: string
  revisions: number
  latestRevisionId: number | null
  document: string | null
  stamp: string | null
}

const ofArticle = (table: string) =>
  `${table} where ${table}.region_code = articles.region_code and ${table}.article_id = articles.id`
const TERMS = `(select json_group_array(json(object)) from (select ${objectOf(terms, TERM_KEYS)} as object
  from article_terms join terms on terms.region_code = article_terms.region_code and terms.id = article_terms.term_id
  where article_terms.region_code = articles.region_code and article_terms.article_id = articles.id
  order by article_terms.position))`
const history = (revisions: string) => `(select count(*) from ${revisions}) as revisions,
  (select max(revisions.id) from ${revisions}) as "latestRevisionId"`
const HISTORY = history(ofArticle('revisions'))
// What an editor has typed without saving it is no reader's to count, and purges nothing.
const SHOWN_HISTORY = history(`${ofArticle('revisions')} and revisions.kind = 'revision'`)
const STAMP = `(select stamp from ${ofArticle('article_pages')}) as stamp`
// What is out has its document already. To name the view costs as much as the rest of a list, even where it is not asked.
const PUBLISHED = `(select document from ${ofArticle('article_pages')})`
const DOCUMENTS = {
  published: PUBLISHED,
  all: `coalesce(${PUBLISHED}, (select document from ${ofArticle('page_documents')}))`,
}
const COLUMNS = columnsOf(articles)
/** Without what only an editor is shown: a body is stored three times. Of the text, what stands for an excerpt. */
const SHOWN_COLUMNS = columnsOf(articles, {
  contentRaw: "''",
  sourceJson: 'null',
  excerptRaw: "''",
  headingsJson: "'[]'",
  mediaIdsJson: "'[]'",
  seoJson: "'{}'",
  contentText: "iif(articles.excerpt_text = '', substr(articles.content_text, 1, 2000), '')",
})

function selectArticles(
  db: Database,
  scope: SQL,
  { isShownOnly = false, documents = null }: Wanted,
): D1PreparedStatement {
  const columns = sql.raw(isShownOnly ? SHOWN_COLUMNS : COLUMNS)
  const beside = sql.raw(
    `${TERMS} as "termsJson", ${STAMP}, ${isShownOnly ? SHOWN_HISTORY : HISTORY}`,
  )
  const document = sql.raw(documents === null ? 'null' : DOCUMENTS[documents])
  return prepareSql(db, sql`select ${columns}, ${beside}, ${document} as document ${scope}`)
}

const AUTHORS = columnsOf(authors)
const MEDIA = columnsOf(media)

/** What articles lead to, of those that `scope` (`from articles …`) names. */
function selectAround(
  db: Database,
  regionCode: string,
  scope: SQL,
  type: ArticleType | null = null,
): D1PreparedStatement[] {
  if (type === null) return []
  const region = sql`region_code = cast(${regionCode} as text)`
  const named = (column: string) => sql`(select ${sql.raw(column)} ${scope})`
  const parents = sql`from articles where ${region} and id in (select parent.parent_id from
    (select articles.parent_id ${scope}) parent where parent.parent_id > 0)`
  return [
    prepareSql(
      db,
      sql`select ${sql.raw(AUTHORS)} from authors where author_id in ${named('articles.author_id')}`,
    ),
    prepareSql(
      db,
      sql`select ${sql.raw(MEDIA)} from media where ${region} and id in ${named('articles.featured_media_id')}`,
    ),
    ...(type === 'page' ? [selectArticles(db, parents, { isShownOnly: true })] : []),
  ]
}

/** What the view makes, or made; more than lists ask for over and over. */
const parseDocument = parseOnce<ArticleDocument>(500)

function toListed(result: D1Result<Row> | undefined): ListedArticle[] {
  const rows = (result?.results ?? []) as unknown as (ArticleRow & Selected)[] // what selectArticles selects
  return rows.map((row) => {
    const { termsJson, revisions: count, latestRevisionId, document, stamp: _, ...article } = row
    return {
      article,
      beside: {
        stamp: stampOf(row),
        terms: JSON.parse(termsJson) as ArticleTerm[], // objectOf made it
        history: { count, latestId: latestRevisionId ?? 0 },
        document: document === null ? null : parseDocument(document),
      },
    }
  })
}

/** With the revisions, which change without the document. */
function stampOf({
  stamp,
  revisions,
  latestRevisionId,
}: Pick<Selected, 'stamp' | 'revisions' | 'latestRevisionId'>): string | null {
  return stamp === null ? null : `${stamp}.${revisions}.${latestRevisionId}`
}

function toAround([people, pictures, parents]: D1Result<Row>[]): Around {
  const authorRows = (people?.results ?? []) as unknown as AuthorRow[] // what selectAround selects
  const mediaRows = (pictures?.results ?? []) as unknown as MediaRow[]
  return {
    authors: new Map(authorRows.map((row) => [row.authorId, row])),
    media: new Map(mediaRows.map((row) => [row.id, row])),
    parents: new Map(toListed(parents).map((listed) => [listed.article.id, listed])),
  }
}

/** Articles of whatever status by id from `after` on; `next` is where to go on, null at the end. */
export async function listArticlesById(
  db: Database,
  regionCode: string,
  page: { after: number; limit: number },
  condition: SQL | undefined,
): Promise<{ rows: ArticleRow[]; next: number | null }> {
  const rows = await db
    .select()
    .from(articles)
    .where(and(eq(articles.regionCode, regionCode), gt(articles.id, page.after), condition))
    .orderBy(asc(articles.id))
    .limit(page.limit)
  return { rows, next: rows.length < page.limit ? null : (rows.at(-1)?.id ?? null) }
}
