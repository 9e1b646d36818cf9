import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  gte,
  inArray,
  lt,
  max,
  notInArray,
  sql,
  type SQL,
} from 'drizzle-orm'
import { articles, articleTerms, revisions, terms } from '../schema.ts'
import type { ArticleRow, ArticleStatus, ArticleType } from './article-row.ts'
import { inJson, type Database } from './database.ts'
import type { TermRow } from './terms.ts'

/** What a list of articles may be narrowed by; what is not given does not narrow. */
export interface ArticleFilter {
  type: ArticleType
  statuses: readonly ArticleStatus[]
  /** Only the drafts of this author among what is not public; null: everybody's. */
  ownDraftsOf: number | null
  search?: string | undefined
  slugs?: readonly string[] | undefined
  include?: readonly number[] | undefined
  exclude?: readonly number[] | undefined
  authorIds?: readonly number[] | undefined
  categoryIds?: readonly number[] | undefined
  tagIds?: readonly number[] | undefined
  /** Epoch seconds, exclusive. */
  after?: number | undefined
  before?: number | undefined
  modifiedAfter?: number | undefined
  modifiedBefore?: number | undefined
  isSticky?: boolean | undefined
  parentIds?: readonly number[] | undefined
}

/** Columns that a list may be ordered by: a closed list, since a name from outside never reaches SQL. */
const ORDERS = {
  date: articles.publishedAt,
  modified: articles.modifiedAt,
  id: articles.id,
  title: articles.titleText,
  slug: articles.slug,
  author: articles.authorId,
  menu_order: articles.menuOrder,
} as const
export const ARTICLE_ORDERS = [
  'date',
  'modified',
  'id',
  'title',
  'slug',
  'author',
  'menu_order',
] as const
export type ArticleOrder = (typeof ARTICLE_ORDERS)[number]

/** A page of a region's articles with their terms, and how many there are in all. */
export async function listArticles(
  db: Database,
  regionCode: string,
  filter: ArticleFilter,
  page: { limit: number; offset: number; orderBy: ArticleOrder; isAscending: boolean },
): Promise<{ rows: { article: ArticleRow; beside: Beside }[]; total: number }> {
  const where = and(...conditions(db, regionCode, filter))
  const direction = page.isAscending ? asc : desc
  const [rows, counted] = await db.batch([
    db
      .select()
      .from(articles)
      .where(where)
      .orderBy(direction(ORDERS[page.orderBy]), direction(articles.id))
      .limit(page.limit)
      .offset(page.offset),
    db
      .select({ total: sql<number>`count(*)` })
      .from(articles)
      .where(where),
  ])
  const besides = await listBeside(
    db,
    regionCode,
    rows.map((row) => row.id),
  )
  return {
    rows: rows.map((article) => ({ article, beside: besides.get(article.id) ?? NOTHING })),
    total: counted[0]?.total ?? 0,
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

/** How often an article was changed, and the revision that its last change left. */
export interface History {
  count: number
  latestId: number
}

/** What is shown of an article besides its row. */
export interface Beside {
  terms: readonly TermRow[]
  history: History
}

/** Of an article without terms that was never changed. */
export const NOTHING: Beside = { terms: [], history: { count: 0, latestId: 0 } }

/** The terms and histories of several articles, by article id; those with neither are missing. */
export async function listBeside(
  db: Database,
  regionCode: string,
  articleIds: readonly number[],
): Promise<Map<number, Beside>> {
  const [termRows, histories] = await db.batch([
    db
      .select({ articleId: articleTerms.articleId, term: terms })
      .from(articleTerms)
      .innerJoin(
        terms,
        and(eq(terms.regionCode, articleTerms.regionCode), eq(terms.id, articleTerms.termId)),
      )
      .where(
        and(eq(articleTerms.regionCode, regionCode), inJson(articleTerms.articleId, articleIds)),
      )
      .orderBy(articleTerms.position),
    db
      .select({ articleId: revisions.articleId, count: count(), latestId: max(revisions.id) })
      .from(revisions)
      .where(
        and(
          eq(revisions.regionCode, regionCode),
          inJson(revisions.articleId, articleIds),
          eq(revisions.kind, 'revision'),
        ),
      )
      .groupBy(revisions.articleId),
  ])
  return new Map(
    articleIds.map((id) => {
      const history = histories.find((row) => row.articleId === id)
      return [
        id,
        {
          terms: termRows.filter((row) => row.articleId === id).map(({ term }) => term),
          history: { count: history?.count ?? 0, latestId: history?.latestId ?? 0 },
        },
      ]
    }),
  )
}

function conditions(db: Database, regionCode: string, filter: ArticleFilter): (SQL | undefined)[] {
  const withTerm = (ids: readonly number[]) =>
    inArray(
      articles.id,
      db
        .select({ id: articleTerms.articleId })
        .from(articleTerms)
        .where(and(eq(articleTerms.regionCode, regionCode), inJson(articleTerms.termId, ids))),
    )
  const given = <T, R>(value: T | undefined, make: (value: T) => R) =>
    value === undefined ? undefined : make(value)
  return [
    eq(articles.regionCode, regionCode),
    eq(articles.type, filter.type),
    inArray(articles.status, [...filter.statuses]),
    filter.ownDraftsOf === null
      ? undefined
      : sql`(${articles.status} = 'publish' or ${articles.authorId} = ${filter.ownDraftsOf})`,
    // instr and not LIKE: no wildcards to escape, and D1 limits a pattern to 50 bytes.
    given(filter.search, (words) =>
      and(
        ...words
          .toLowerCase()
          .split(/\s+/)
          .filter(Boolean)
          .slice(0, 10)
          .map(
            (word) =>
              sql`instr(lower(${articles.titleText} || ' ' || ${articles.excerptText} || ' ' || ${articles.contentText}), ${word}) > 0`,
          ),
      ),
    ),
    given(filter.slugs, (slugs) => inJson(articles.slug, slugs)),
    given(filter.include, (ids) => inJson(articles.id, ids)),
    given(filter.exclude, (ids) =>
      ids.length > 0 ? notInArray(articles.id, [...ids]) : undefined,
    ),
    given(filter.authorIds, (ids) => inJson(articles.authorId, ids)),
    given(filter.categoryIds, withTerm),
    given(filter.tagIds, withTerm),
    given(filter.after, (at) => gt(articles.publishedAt, at)),
    given(filter.before, (at) => lt(articles.publishedAt, at)),
    given(filter.modifiedAfter, (at) => gte(articles.modifiedAt, at + 1)),
    given(filter.modifiedBefore, (at) => lt(articles.modifiedAt, at)),
    given(filter.isSticky, (sticky) => eq(articles.isSticky, sticky ? 1 : 0)),
    given(filter.parentIds, (ids) => inJson(articles.parentId, ids)),
  ]
}
