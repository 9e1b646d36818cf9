import { and, asc, eq, gt, sql, type SQL } from 'drizzle-orm'
import { articles, articleTerms, authors, media, terms } from '../schema.ts'
import { orderOf, whereOf, type ArticleFilter, type ArticleOrder } from './article-filter.ts'
import type { ArticleRow } from './article-row.ts'
import type { AuthorRow } from './authors.ts'
import type { Database } from './database.ts'
import type { MediaRow } from './media.ts'
import type { ArticleDocument } from './reading.ts'
import type { TermRow } from './terms.ts'

/** How often an article was changed, and the revision that its last change left. */
export interface History {
  count: number
  latestId: number
}

/** What is shown of an article besides its row. */
export interface Beside {
  terms: readonly TermRow[]
  history: History
  /** What its head is made of; null unless it was asked for. */
  document: ArticleDocument | null
}

/** What is read of articles beside what is always shown. */
interface Wanted {
  /** What they lead to. */
  withAround?: boolean
  /** The documents that their heads are made of. */
  withDocument?: boolean
}

/** Of an article without terms that was never changed. */
export const NOTHING: Beside = {
  terms: [],
  history: { count: 0, latestId: 0 },
  document: null,
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

/** A page of a region's articles with their terms, and how many there are in all. */
export async function listArticles(
  db: Database,
  regionCode: string,
  filter: ArticleFilter,
  page: { limit: number; offset: number; orderBy: ArticleOrder; isAscending: boolean },
  wanted: Wanted = {},
): Promise<ArticlePage> {
  const where = whereOf(regionCode, filter)
  const orderBy = orderOf(page.orderBy, page.isAscending, filter)
  const isCostly = filter.search !== undefined
  return readPage(db, regionCode, where, { ...page, orderBy }, { isCostly, ...wanted })
}

/** One post or page by its id, whatever its status, with what stands beside it; null when the region has none. */
export async function findListedArticle(
  db: Database,
  regionCode: string,
  id: number,
  wanted: Wanted = {},
): Promise<(ListedArticle & { around: Around }) | null> {
  const where = and(eq(articles.regionCode, regionCode), eq(articles.id, id))
  const page = { limit: 1, offset: 0, orderBy: [asc(articles.id)] }
  const { rows, around } = await readPage(db, regionCode, where, page, wanted)
  return rows[0] ? { ...rows[0], around } : null
}

/** One round trip; two for what is costly to find, so that it is looked for only once. */
async function readPage(
  db: Database,
  regionCode: string,
  where: SQL | undefined,
  page: { limit: number; offset: number; orderBy: SQL[] },
  { isCostly = false, withAround = false, withDocument = false }: Wanted & { isCostly?: boolean },
): Promise<ArticlePage> {
  const rowsQuery = db
    .select()
    .from(articles)
    .where(where)
    .orderBy(...page.orderBy)
    .limit(page.limit)
    .offset(page.offset)
  const countQuery = db
    .select({ total: sql<number>`count(*)` })
    .from(articles)
    .where(where)
  if (isCostly) {
    const [rows, counted] = await db.batch([rowsQuery, countQuery])
    const scope = idsOf(rows.map(({ id }) => id))
    const beside = await db.batch([
      ...besideQueries(db, regionCode, scope, withDocument),
      ...aroundQueries(db, regionCode, withAround ? scope : idsOf([])),
    ])
    return toPage(rows, counted, ...beside)
  }
  const scope = sql`(select id from articles where ${where} order by ${sql.join(page.orderBy, sql`, `)}
    limit ${page.limit} offset ${page.offset})`
  const first = [
    rowsQuery,
    countQuery,
    ...besideQueries(db, regionCode, scope, withDocument),
  ] as const
  if (!withAround) return toPage(...(await db.batch(first)))
  return toPage(...(await db.batch([...first, ...aroundQueries(db, regionCode, scope)])))
}

function idsOf(ids: readonly number[]): SQL {
  return sql`(select value from json_each(${JSON.stringify(ids)}))`
}

function besideQueries(db: Database, regionCode: string, scope: SQL, withDocument: boolean) {
  return [
    db
      .select({ articleId: articleTerms.articleId, term: terms })
      .from(articleTerms)
      .innerJoin(
        terms,
        and(eq(terms.regionCode, articleTerms.regionCode), eq(terms.id, articleTerms.termId)),
      )
      .where(
        and(eq(articleTerms.regionCode, regionCode), sql`${articleTerms.articleId} in ${scope}`),
      )
      .orderBy(articleTerms.position),
    historyQuery(db, regionCode, scope, withDocument),
  ] as const
}

function historyQuery(db: Database, regionCode: string, scope: SQL, withDocument = false) {
  const own = (what: string, table: string) =>
    sql.raw(`(select ${what} from ${table} o
      where o.region_code = articles.region_code and o.article_id = articles.id)`)
  // What is out has its document already; that of a draft is made.
  const document = sql`coalesce(${own('o.document', 'article_pages')}, ${own('o.document', 'page_documents')})`
  return db
    .select({
      articleId: articles.id,
      count: sql<number>`${own('count(*)', 'revisions')}`,
      latestId: sql<number | null>`${own('max(o.id)', 'revisions')}`,
      document: withDocument ? sql<string>`${document}` : sql<null>`null`,
    })
    .from(articles)
    .where(and(eq(articles.regionCode, regionCode), sql`${articles.id} in ${scope}`))
}

function aroundQueries(db: Database, regionCode: string, scope: SQL) {
  const named = (column: string) =>
    sql`(select ${sql.raw(column)} from articles where region_code = ${regionCode} and id in ${scope})`
  return [
    db
      .select()
      .from(authors)
      .where(sql`${authors.authorId} in ${named('author_id')}`),
    db
      .select()
      .from(media)
      .where(
        and(eq(media.regionCode, regionCode), sql`${media.id} in ${named('featured_media_id')}`),
      ),
    db
      .select()
      .from(articles)
      .where(
        and(eq(articles.regionCode, regionCode), sql`${articles.id} in ${named('parent_id')}`),
      ),
    historyQuery(db, regionCode, named('parent_id')),
  ] as const
}

type HistoryRow = {
  articleId: number
  count: number
  latestId: number | null
  document: string | null
}

function toPage(
  rows: readonly ArticleRow[],
  counted: readonly { total: number }[],
  termRows: readonly { articleId: number; term: TermRow }[],
  histories: readonly HistoryRow[],
  authorRows: readonly AuthorRow[] = [],
  mediaRows: readonly MediaRow[] = [],
  parents: readonly ArticleRow[] = [],
  parentHistories: readonly HistoryRow[] = [],
): ArticlePage {
  const historyOf = (of: readonly HistoryRow[], id: number): History => {
    const history = of.find((row) => row.articleId === id)
    return { count: history?.count ?? 0, latestId: history?.latestId ?? 0 }
  }
  return {
    rows: rows.map((article) => {
      const own = termRows.filter((row) => row.articleId === article.id)
      const document = histories.find((row) => row.articleId === article.id)?.document
      const beside = {
        terms: own.map(({ term }) => term),
        history: historyOf(histories, article.id),
        // What the view makes, or made.
        document: document ? (JSON.parse(document) as ArticleDocument) : null,
      }
      return { article, beside }
    }),
    total: counted[0]?.total ?? 0,
    around: {
      authors: new Map(authorRows.map((row) => [row.authorId, row])),
      media: new Map(mediaRows.map((row) => [row.id, row])),
      parents: new Map(
        parents.map((article) => {
          const history = historyOf(parentHistories, article.id)
          return [article.id, { article, beside: { ...NOTHING, history } }]
        }),
      ),
    },
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
