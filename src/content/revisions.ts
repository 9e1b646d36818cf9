import { and, asc, desc, eq, not, sql, type SQL } from 'drizzle-orm'
import { revisions } from '../schema.ts'
import { isSameText } from './article-fields.ts'
import { checkTexts, type ArticleInput } from './article-input.ts'
import type { ArticleRow } from './article-row.ts'
import { parseSearch } from './article-search-terms.ts'
import { inJson, writeBatch, type Database, type Statement } from './database.ts'
import { ContentError } from './errors.ts'
import { allocateIds } from './sequences.ts'
import type { WriteContext } from './write-context.ts'

export type RevisionRow = typeof revisions.$inferSelect

/** What the revisions of an article may be narrowed and ordered by. */
export interface RevisionQuery {
  limit: number
  offset: number
  orderBy: 'date' | 'id' | 'include' | 'title'
  isAscending: boolean
  search?: string | undefined
  include?: readonly number[] | undefined
  exclude?: readonly number[] | undefined
}

/** A page of what an article said, autosaves among it, and how many there are. */
export async function listRevisions(
  db: Database,
  article: Pick<ArticleRow, 'regionCode' | 'id'>,
  query: RevisionQuery,
): Promise<{ rows: RevisionRow[]; total: number }> {
  const { include = [], exclude = [] } = query
  const where = and(
    ofArticle(article),
    include.length > 0 ? inJson(revisions.id, include) : undefined,
    include.length === 0 && exclude.length > 0 ? not(inJson(revisions.id, exclude)) : undefined,
    query.search ? holding(query.search) : undefined,
  )
  const [rows, counted] = await db.batch([
    db
      .select()
      .from(revisions)
      .where(where)
      .orderBy(...orderOf(query))
      .limit(query.limit)
      .offset(query.offset),
    db
      .select({ total: sql<number>`count(*)` })
      .from(revisions)
      .where(where),
  ])
  return { rows, total: counted[0]?.total ?? 0 }
}

function ofArticle({ regionCode, id }: Pick<ArticleRow, 'regionCode' | 'id'>): SQL | undefined {
  return and(eq(revisions.regionCode, regionCode), eq(revisions.articleId, id))
}

function holding(search: string): SQL | undefined {
  const text = sql`lower(${revisions.title} || ' ' || ${revisions.excerptRaw} || ' ' || ${revisions.contentRaw})`
  const { wanted, unwanted } = parseSearch(search)
  const holds = (word: string) => sql`instr(${text}, lower(${word})) > 0`
  return and(...wanted.map(holds), ...unwanted.map((word) => not(holds(word))))
}

function orderOf({ orderBy, isAscending, include = [] }: RevisionQuery): SQL[] {
  const direction = isAscending ? asc : desc
  switch (orderBy) {
    case 'include':
      return [
        sql`(select min(key) from json_each(${JSON.stringify(include)}) where value = ${revisions.id})`,
      ]
    case 'title':
      return [direction(sql`${revisions.title} collate nocase`), direction(revisions.id)]
    case 'id':
      return [direction(revisions.id)]
    default:
      return [direction(revisions.createdAt), direction(revisions.id)]
  }
}

/** One revision or autosave of the region, of whatever article; null when there is none. */
export async function findRevision(
  db: Database,
  regionCode: string,
  id: number,
): Promise<RevisionRow | null> {
  const [row] = await db
    .select()
    .from(revisions)
    .where(and(eq(revisions.regionCode, regionCode), eq(revisions.id, id)))
  return row ?? null
}

/** What editors had typed into an article without saving it, the latest first; one each. */
export function listAutosaves(
  db: Database,
  article: Pick<ArticleRow, 'regionCode' | 'id'>,
): Promise<RevisionRow[]> {
  return db
    .select()
    .from(revisions)
    .where(and(ofArticle(article), eq(revisions.kind, 'autosave')))
    .orderBy(desc(revisions.createdAt), desc(revisions.id))
}

/**
 * Keeps what an editor has typed, in the place of what they typed before; the article stays as it is.
 * @throws ContentError `autosave_unchanged` when nothing differs from the article: the old one is dropped then; `too_large`
 */
export async function saveAutosave(
  context: WriteContext,
  article: ArticleRow,
  input: Pick<ArticleInput, 'title' | 'content' | 'excerpt'>,
): Promise<RevisionRow> {
  const { db, userId, now } = context
  checkTexts({
    title: input.title ?? article.title,
    content: input.content ?? article.contentRaw,
    excerpt: input.excerpt ?? article.excerptRaw,
  })
  const old = (await listAutosaves(db, article)).find((row) => row.authorId === userId)
  const here = and(ofArticle(article), eq(revisions.id, old?.id ?? 0))
  const given: Partial<Pick<RevisionRow, 'title' | 'contentRaw' | 'excerptRaw'>> = {
    ...(input.title !== undefined && { title: input.title }),
    ...(input.content !== undefined && { contentRaw: input.content }),
    ...(input.excerpt !== undefined && { excerptRaw: input.excerpt }),
  }
  const isSame = ['title', 'contentRaw', 'excerptRaw'].every((name) => {
    const field = name as keyof typeof given // of the list above
    return given[field] === undefined || given[field].trim() === article[field].trim()
  })
  if (isSame) {
    if (old) await writeBatch(db, [db.delete(revisions).where(here)])
    throw new ContentError('autosave_unchanged')
  }
  if (old) {
    const next = { ...given, createdAt: now, version: article.version }
    await writeBatch(db, [db.update(revisions).set(next).where(here)])
    return { ...old, ...next }
  }
  const empty = { title: '', contentRaw: '', excerptRaw: '', seoJson: article.seoJson }
  const row: RevisionRow = {
    ...keptOf({ ...article, ...empty, ...given }, context),
    id: await allocateIds(db, article.regionCode, 'content'),
    kind: 'autosave',
  }
  await writeBatch(db, [db.insert(revisions).values(row)])
  return row
}

/**
 * What a write keeps of an article's texts: as they are from now on, as WordPress does at every save that changes them and
 * at the first one, and as they were when no revision has that yet.
 */
export async function revisionStatements(
  context: WriteContext,
  before: ArticleRow,
  article: ArticleRow,
  isEdit: boolean,
): Promise<Statement[]> {
  const isChanged = !isSameText(before, article)
  if (!isChanged && !isEdit) return []
  const { db, now } = context
  const [latest] = await db
    .select()
    .from(revisions)
    .where(and(ofArticle(before), eq(revisions.kind, 'revision')))
    .orderBy(desc(revisions.id))
    .limit(1)
  const isKept = latest !== undefined && isSameText(latest, before)
  const wasWritten = { userId: before.authorId, now: Math.min(before.modifiedAt, now) }
  const kept = [
    ...(isChanged && !isKept ? [keptOf(before, wasWritten)] : []),
    ...(isChanged || latest === undefined ? [keptOf(article, context)] : []),
  ]
  if (kept.length === 0) return []
  const firstId = await allocateIds(db, before.regionCode, 'content', kept.length)
  return kept.map((row, index) => db.insert(revisions).values({ ...row, id: firstId + index }))
}

type Texts = Pick<ArticleRow, 'title' | 'contentRaw' | 'excerptRaw' | 'seoJson' | 'version'>

function keptOf(
  article: Texts & Pick<ArticleRow, 'regionCode' | 'id'>,
  { userId, now }: Pick<WriteContext, 'userId' | 'now'>,
): Omit<RevisionRow, 'id'> {
  return {
    regionCode: article.regionCode,
    articleId: article.id,
    kind: 'revision',
    title: article.title,
    contentRaw: article.contentRaw,
    excerptRaw: article.excerptRaw,
    seoJson: article.seoJson,
    authorId: userId,
    createdAt: now,
    version: article.version,
  }
}
