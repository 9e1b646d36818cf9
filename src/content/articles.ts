import { and, eq, sql } from 'drizzle-orm'
import type { Region } from '#regions/region.ts'
import { absoluteUrl, regionRoot, shortlinkPath } from '#regions/permalink.ts'
import { articles, articleTerms, redirects, revisions } from '../schema.ts'
import type { PreparedBody } from './body.ts'
import { recordChange, type Subject } from './changes.ts'
import { guardVersion, isUniqueViolation, writeBatch } from './database.ts'
import type { Database, Statement } from './database.ts'
import { ContentError } from './errors.ts'
import type { SeoFields } from './import-document.ts'
import { listingStatements, listingsOf, neighbourSubjects, type ListedArticle } from './listings.ts'
import { findMediaByFiles, uploadsIn, type MediaRow } from './media.ts'
import { moveBelow, moveUp, pathAbove, redirectStatements, TRASHED } from './page-tree.ts'
import { allocateIds, reserveId } from './sequences.ts'
import { slugCandidate, toSlug } from './slugs.ts'
import { findTermsByIds, findTermsForArticle, type PlacedTerm } from './terms.ts'

export type ArticleRow = typeof articles.$inferSelect
export type ArticleType = ArticleRow['type']
export type ArticleStatus = ArticleRow['status']

/** What an editor or an import may set; a field that is not given keeps its value or takes its default. */
export interface ArticleInput {
  status?: ArticleStatus
  slug?: string
  title?: string
  content?: string
  excerpt?: string
  authorId?: number
  featuredMediaId?: number
  commentStatus?: string
  pingStatus?: string
  isSticky?: boolean
  template?: string
  format?: string
  password?: string
  meta?: Record<string, unknown>
  /** Epoch seconds; null forgets a draft's own date. */
  publishedAt?: number | null
  categoryIds?: readonly number[]
  tagIds?: readonly number[]
  parentId?: number
  menuOrder?: number
  seo?: SeoFields
  translationGroupId?: number | null
}

/** Values that only an import may bring: they are the old site's own. */
export interface ImportedValues {
  id: number
  guid: string
  modifiedAt: number
  source: ImportSource
}

/** Where an imported article comes from; kept with it, since every later cleaning of its body needs it. */
export interface ImportSource {
  /** Its address there. */
  link: string
  /** SHA-256 of the document that was imported, in hex. */
  digest: string
  /** Hosts whose links are links within this publication, besides those of siteUrl. */
  hosts: readonly string[]
  /** Path prefix of the source site (`/ca/`), to be replaced by the region's. */
  pathPrefix: string
  /** Whom its byline names. */
  authorName: string | null
  /** Of its body; absent for `rendered`. */
  contentFormat?: 'rendered' | 'raw'
  /** Rules of the cleaner that are switched off for it; absent for none. */
  keptRules?: readonly string[]
}

/** What a cleaner is told of the article whose body it cleans. */
export interface BodyContext {
  /** Its id, by which it knows the media that were uploaded to it; absent for a text that is no article's. */
  articleId?: number
  title: string
  authorName: string | null
  featuredMediaId: number
  hosts: readonly string[]
  pathPrefix: string
  /** `raw`: shortcodes and paragraphs by blank lines, as WordPress's editor stores them (WXR). */
  contentFormat: 'rendered' | 'raw'
  /** Rules of the cleaner that are switched off for this article, by id. */
  keptRules: readonly string[]
}

export interface CleanedBody {
  body: PreparedBody
  titleText: string
  excerptText: string
  /** For whoever asked; nothing here reads it. */
  report: unknown
}

/** Cleans, sanitises and derives; loaded by the write path alone (src/ingest/prepare.ts). */
export type PrepareBody = (
  input: { title: string; content: string; excerpt: string },
  context: BodyContext & {
    region: Region
    siteUrl: string
    /** The media that the body's upload addresses belong to, by path below the uploads folder. */
    media: ReadonlyMap<string, MediaRow>
    /** Those that it names by id (`wp-image-9`, `[gallery ids="9"]`), and those uploaded to the article. */
    mediaById: ReadonlyMap<number, MediaRow>
  },
) => Promise<CleanedBody>

/** Everything a write needs besides its input. */
export interface WriteContext {
  db: Database
  region: Region & { defaultCategoryId: number }
  siteUrl: string
  /** Epoch seconds. */
  now: number
  prepare: PrepareBody
  /** Whoever writes: the author of the revision. */
  userId: number
}

export interface WrittenArticle {
  article: ArticleRow
  report: unknown
}

/** The longest title that is stored, in characters. */
export const MAX_TITLE_LENGTH = 1000
/** D1 refuses a row over 2 MB, and a body is stored three times. */
export const MAX_CONTENT_BYTES = 600_000
/** What the three may take together, so that the rest of the row fits as well. */
const MAX_ROW_BYTES = 1_900_000

/** An excerpt is a few sentences; every card of the article carries it. */
export const MAX_EXCERPT_BYTES = 20_000

/** One post or page by its id, whatever its status; null when the region has none. */
export async function findArticle(
  db: Database,
  regionCode: string,
  id: number,
): Promise<ArticleRow | null> {
  const [row] = await db
    .select()
    .from(articles)
    .where(and(eq(articles.regionCode, regionCode), eq(articles.id, id)))
    .limit(1)
  return row ?? null
}

/** Where an article was imported from; null for one that was written here. */
export function sourceOf(article: Pick<ArticleRow, 'sourceJson'>): ImportSource | null {
  // Written by createArticle and updateArticle alone.
  return article.sourceJson === null ? null : (JSON.parse(article.sourceJson) as ImportSource)
}

/** WordPress's rule: a date ahead turns publish into future, one that has come turns future into publish. */
export function statusAt(status: ArticleStatus, publishedAt: number, now: number): ArticleStatus {
  if (status === 'publish' && publishedAt > now) return 'future'
  if (status === 'future' && publishedAt <= now) return 'publish'
  return status
}

/** Whether readers see it at its address. */
export function isLive(article: Pick<ArticleRow, 'status'>): boolean {
  return article.status === 'publish'
}

const TIMELESS: readonly ArticleStatus[] = ['draft', 'pending', 'auto-draft']

/**
 * Creates a post or page.
 * @throws ContentError `empty_article`, `too_large`, `invalid_parent`
 */
export async function createArticle(
  context: WriteContext,
  type: ArticleType,
  input: ArticleInput,
  imported?: ImportedValues,
): Promise<WrittenArticle> {
  const { db, region, now } = context
  checkTexts(input)
  const id = imported?.id ?? (await allocateIds(db, region.code, 'content'))
  const publishedAt = input.publishedAt ?? now
  const base: ArticleRow = {
    key: 0,
    regionCode: region.code,
    id,
    type,
    status: 'draft',
    statusBeforeTrash: null,
    slug: '',
    path: '',
    parentId: 0,
    menuOrder: 0,
    guid: imported?.guid ?? absoluteUrl(context.siteUrl, shortlinkPath(region, id, type)),
    title: '',
    titleText: '',
    contentRaw: '',
    contentHtml: '',
    contentText: '',
    excerptRaw: '',
    excerptText: '',
    cleanerVersion: 0,
    headingsJson: '[]',
    mediaIdsJson: '[]',
    wordCount: 0,
    authorId: context.userId,
    featuredMediaId: 0,
    commentStatus: 'closed',
    pingStatus: 'closed',
    isSticky: 0,
    template: '',
    format: 'standard',
    password: '',
    metaJson: '{"footnotes":""}',
    seoJson: '{}',
    sourceJson: imported ? JSON.stringify(imported.source) : null,
    publishedAt,
    isDateSet: 0,
    modifiedAt: imported?.modifiedAt ?? now,
    translationGroupId: null,
    version: 1,
  }
  return writeArticle(context, null, base, input, imported)
}

/**
 * Changes the fields given; the others keep the values of `before`. Its modified time is now, or what an import or a
 * run of the cron says; with isCleanedAnew the body is cleaned again although its source has not changed.
 * @throws ContentError `version_conflict` when another write came after `before` was read, `empty_article`, `too_large`
 */
export async function updateArticle(
  context: WriteContext,
  before: ArticleRow,
  input: ArticleInput,
  options: { imported?: ImportedValues; modifiedAt?: number; isCleanedAnew?: boolean } = {},
): Promise<WrittenArticle> {
  const { imported } = options
  checkTexts({
    title: input.title ?? before.title,
    content: input.content ?? before.contentRaw,
    excerpt: input.excerpt ?? before.excerptRaw,
  })
  const next: ArticleRow = {
    ...before,
    modifiedAt: imported?.modifiedAt ?? options.modifiedAt ?? context.now,
    version: before.version + 1,
    ...(imported && { sourceJson: JSON.stringify(imported.source), guid: imported.guid }),
  }
  return writeArticle(context, before, next, input, imported, options.isCleanedAnew)
}

/** Puts into the trash, from where `updateArticle` with another status restores. */
export async function trashArticle(
  context: WriteContext,
  before: ArticleRow,
): Promise<WrittenArticle> {
  if (before.status === 'trash') throw new ContentError('already_trashed')
  return updateArticle(context, before, { status: 'trash' })
}

/** Deletes for good: its revisions, listings, search entry and old addresses go along. */
export async function deleteArticle(context: WriteContext, before: ArticleRow): Promise<void> {
  const { db, region } = context
  const termRows = await findTermsForArticle(db, region.code, before.id)
  const listed = listedBefore(before, termRows)
  const subjects = await touchedSubjects(context, before, null, listed, null, termRows, [])
  const moves = await moveUp(db, before, context.now)
  const key = and(eq(articles.regionCode, region.code), eq(articles.id, before.id))
  await writeBatch(db, [
    guardVersion(
      db,
      sql`(select version from articles where region_code = ${region.code} and id = ${before.id})`,
      before.version,
    ),
    ...searchRemoval(db, before.key),
    ...listingStatements(db, region, before.id, listed, null),
    db
      .delete(redirects)
      .where(and(eq(redirects.regionCode, region.code), eq(redirects.articleId, before.id))),
    db
      .delete(revisions)
      .where(and(eq(revisions.regionCode, region.code), eq(revisions.articleId, before.id))),
    db.delete(articles).where(key),
    ...moves.statements,
    recordChange(db, [...subjects, ...moves.subjects], context.now),
  ])
}

async function writeArticle(
  context: WriteContext,
  before: ArticleRow | null,
  base: ArticleRow,
  input: ArticleInput,
  imported: ImportedValues | undefined,
  isCleanedAnew = false,
): Promise<WrittenArticle> {
  const { db, region } = context
  const next = withFields(base, input)
  const dated = withDate(next, before, input, context.now)
  const { row: cleaned, report } = await withBody(
    context,
    dated,
    input,
    isCleanedAnew ? null : before,
  )
  const termsBefore = before ? await findTermsForArticle(db, region.code, before.id) : []
  const termsAfter = await chooseTerms(context, cleaned, input, termsBefore)
  const prefix = await pathAbove(db, cleaned)
  for (let attempt = 0; ; attempt++) {
    const article = withSlug(cleaned, input, before, prefix, attempt)
    try {
      const stored = await store(context, before, article, termsBefore, termsAfter, imported)
      return { article: stored, report }
    } catch (error) {
      // The unique index is the judge, not a look-up before: two writers may want one slug at once.
      if (attempt < 200 && isUniqueViolation(error, 'articles.slug')) continue
      throw error
    }
  }
}

/**
 * Refuses what no article may be, before anything is written.
 * @throws ContentError `empty_article` without any text, `too_large`
 */
export function checkTexts(input: Pick<ArticleInput, 'title' | 'content' | 'excerpt'>): void {
  const { title = '', content = '', excerpt = '' } = input
  if (!title && !content && !excerpt) throw new ContentError('empty_article')
  const tooLarge = (field: string, max: number) =>
    new ContentError('too_large', { details: { field, max } })
  if (title.length > MAX_TITLE_LENGTH) throw tooLarge('title', MAX_TITLE_LENGTH)
  if (bytesOf(content) > MAX_CONTENT_BYTES) throw tooLarge('content', MAX_CONTENT_BYTES)
  if (bytesOf(excerpt) > MAX_EXCERPT_BYTES) throw tooLarge('excerpt', MAX_EXCERPT_BYTES)
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

function withFields(row: ArticleRow, input: ArticleInput): ArticleRow {
  const next = { ...row }
  if (input.status !== undefined) next.status = input.status
  if (input.authorId !== undefined) next.authorId = input.authorId
  if (input.featuredMediaId !== undefined) next.featuredMediaId = input.featuredMediaId
  if (input.commentStatus !== undefined) next.commentStatus = input.commentStatus
  if (input.pingStatus !== undefined) next.pingStatus = input.pingStatus
  if (input.isSticky !== undefined) next.isSticky = input.isSticky ? 1 : 0
  if (input.template !== undefined) next.template = input.template
  if (input.format !== undefined) next.format = input.format
  if (input.password !== undefined) next.password = input.password
  if (input.parentId !== undefined) next.parentId = input.parentId
  if (input.menuOrder !== undefined) next.menuOrder = input.menuOrder
  if (input.seo !== undefined) next.seoJson = JSON.stringify(input.seo)
  if (input.meta !== undefined) next.metaJson = JSON.stringify(input.meta)
  if (input.translationGroupId !== undefined) next.translationGroupId = input.translationGroupId
  return next
}

function withDate(
  row: ArticleRow,
  before: ArticleRow | null,
  input: ArticleInput,
  now: number,
): ArticleRow {
  const next = { ...row }
  if (input.publishedAt != null) {
    next.publishedAt = input.publishedAt
    next.isDateSet = 1
  } else if (input.publishedAt === null) {
    next.isDateSet = 0
  }
  // A draft without a date of its own is dated by its last save, and by its publication at last.
  if (next.isDateSet === 0) next.publishedAt = now
  next.status = statusAt(next.status, next.publishedAt, now)
  if (!TIMELESS.includes(next.status) && next.status !== 'trash') next.isDateSet = 1
  next.statusBeforeTrash =
    next.status !== 'trash'
      ? null
      : before && before.status !== 'trash'
        ? before.status
        : next.statusBeforeTrash
  return next
}

async function withBody(
  context: WriteContext,
  row: ArticleRow,
  input: ArticleInput,
  before: ArticleRow | null,
): Promise<{ row: ArticleRow; report: unknown }> {
  const title = input.title ?? row.title
  const content = input.content ?? row.contentRaw
  const excerpt = input.excerpt ?? row.excerptRaw
  const isSame =
    before !== null &&
    title === before.title &&
    content === before.contentRaw &&
    excerpt === before.excerptRaw &&
    row.featuredMediaId === before.featuredMediaId
  if (isSame) return { row, report: null }
  const source = sourceOf(row)
  const cleaned = await context.prepare(
    { title, content, excerpt },
    {
      region: context.region,
      siteUrl: context.siteUrl,
      media: await findMediaByFiles(context.db, context.region.code, uploadsIn(content)),
      articleId: row.id,
      title,
      authorName: source?.authorName ?? null,
      featuredMediaId: row.featuredMediaId,
      hosts: source?.hosts ?? [],
      pathPrefix: source?.pathPrefix ?? regionRoot(context.region),
      contentFormat: source?.contentFormat ?? 'rendered',
      keptRules: source?.keptRules ?? [],
      mediaById: new Map(),
    },
  )
  const { html, text } = cleaned.body
  // Markup may take several times the room of its source: `<` becomes `&lt;`.
  if (bytesOf(html) + bytesOf(text) + bytesOf(content) > MAX_ROW_BYTES) {
    throw new ContentError('too_large', { details: { field: 'content', max: MAX_CONTENT_BYTES } })
  }
  return {
    report: cleaned.report,
    row: {
      ...row,
      title,
      titleText: cleaned.titleText,
      contentRaw: content,
      contentHtml: cleaned.body.html,
      contentText: cleaned.body.text,
      excerptRaw: excerpt,
      excerptText: cleaned.excerptText,
      cleanerVersion: cleaned.body.cleanerVersion,
      headingsJson: JSON.stringify(cleaned.body.headings),
      mediaIdsJson: JSON.stringify(cleaned.body.mediaIds),
      wordCount: cleaned.body.wordCount,
    },
  }
}

/** Categories and tags after the write, the primary category first; unknown ids are left out, as WordPress does. */
async function chooseTerms(
  context: WriteContext,
  row: ArticleRow,
  input: ArticleInput,
  current: readonly PlacedTerm[],
): Promise<PlacedTerm[]> {
  if (row.type === 'page') return []
  const isNew = current.length === 0
  if (input.categoryIds === undefined && input.tagIds === undefined && !isNew) return [...current]
  const byTaxonomy = (taxonomy: string) =>
    current.filter((term) => term.taxonomy === taxonomy).map((term) => term.id)
  const categoryIds = input.categoryIds ?? byTaxonomy('category')
  const tagIds = input.tagIds ?? byTaxonomy('post_tag')
  const found = await findTermsByIds(context.db, row.regionCode, [
    ...categoryIds,
    ...tagIds,
    context.region.defaultCategoryId,
  ])
  const pick = (ids: readonly number[], taxonomy: string) =>
    [...new Set(ids)].flatMap(
      (id) => found.find((term) => term.id === id && term.taxonomy === taxonomy) ?? [],
    )
  const categories = pick(categoryIds, 'category')
  const chosen =
    categories.length > 0 ? categories : pick([context.region.defaultCategoryId], 'category')
  const primaryId = (JSON.parse(row.seoJson) as SeoFields).primaryCategoryId
  return [
    ...chosen.toSorted((a, b) => Number(b.id === primaryId) - Number(a.id === primaryId)),
    ...pick(tagIds, 'post_tag'),
  ]
}

function withSlug(
  row: ArticleRow,
  input: ArticleInput,
  before: ArticleRow | null,
  prefix: string,
  attempt: number,
): ArticleRow {
  const isTimeless = TIMELESS.includes(row.status)
  let wanted = input.slug !== undefined ? toSlug(input.slug) : row.slug
  if (row.status === 'trash') {
    wanted = `${(before?.slug ?? row.slug).replace(TRASHED, '')}__trashed`
  } else if (before?.status === 'trash') {
    wanted = wanted.replace(TRASHED, '')
  }
  if (wanted === '' && !isTimeless) wanted = toSlug(row.titleText) || String(row.id)
  const slug = wanted === '' ? '' : slugCandidate(wanted, attempt)
  return { ...row, slug, path: slug === '' ? '' : prefix + slug }
}

function listedBefore(row: ArticleRow, termRows: readonly PlacedTerm[]): ListedArticle | null {
  return isLive(row) && row.type === 'post'
    ? { id: row.id, publishedAt: row.publishedAt, authorId: row.authorId, terms: termRows }
    : null
}

async function store(
  context: WriteContext,
  before: ArticleRow | null,
  article: ArticleRow,
  termsBefore: readonly PlacedTerm[],
  termsAfter: readonly PlacedTerm[],
  imported: ImportedValues | undefined,
): Promise<ArticleRow> {
  const { db, region, now } = context
  const listedWas = before ? listedBefore(before, termsBefore) : null
  const listedIs = listedBefore(article, termsAfter)
  const subjects = await touchedSubjects(
    context,
    before,
    article,
    listedWas,
    listedIs,
    termsBefore,
    termsAfter,
  )
  const { key: _key, ...values } = article
  const where = and(eq(articles.regionCode, region.code), eq(articles.id, article.id))
  const hasOldText = before !== null && !isSameText(before, article)
  const revisionId = hasOldText ? await allocateIds(db, region.code, 'content') : null
  const statements: Statement[] = before
    ? [
        guardVersion(
          db,
          sql`(select version from articles where region_code = ${region.code} and id = ${article.id})`,
          before.version,
        ),
        db.update(articles).set(values).where(where),
      ]
    : [
        db.insert(articles).values(values),
        ...(imported ? [reserveId(db, region.code, 'content', article.id)] : []),
      ]
  if (!sameTerms(termsBefore, termsAfter)) {
    statements.push(
      db
        .delete(articleTerms)
        .where(
          and(eq(articleTerms.regionCode, region.code), eq(articleTerms.articleId, article.id)),
        ),
      ...termsAfter.map((term, position) =>
        db
          .insert(articleTerms)
          .values({ regionCode: region.code, articleId: article.id, termId: term.id, position }),
      ),
    )
  }
  statements.push(...listingStatements(db, region, article.id, listedWas, listedIs))
  if (before && revisionId !== null) statements.push(revisionOf(db, before, revisionId, context))
  statements.push(...searchStatements(db, before, article))
  statements.push(...moveStatements(db, before, article, now))
  if (before) {
    const moves = await moveBelow(db, before, article, now)
    statements.push(...moves.statements)
    subjects.push(...moves.subjects)
  }
  await writeBatch(db, [...statements, recordChange(db, subjects, now)])
  const stored = await findArticle(db, region.code, article.id)
  if (stored === null) throw new ContentError('version_conflict')
  return stored
}

function isSameText(a: ArticleRow, b: ArticleRow): boolean {
  return (
    a.title === b.title &&
    a.contentRaw === b.contentRaw &&
    a.excerptRaw === b.excerptRaw &&
    a.seoJson === b.seoJson
  )
}

function sameTerms(a: readonly PlacedTerm[], b: readonly PlacedTerm[]): boolean {
  return a.length === b.length && a.every((term, index) => term.id === b[index]?.id)
}

/** Keeps what the article said, as WordPress keeps a revision at every save that changes text. */
function revisionOf(
  db: Database,
  before: ArticleRow,
  id: number,
  context: WriteContext,
): Statement {
  return db.insert(revisions).values({
    regionCode: before.regionCode,
    id,
    articleId: before.id,
    kind: 'revision',
    title: before.title,
    contentRaw: before.contentRaw,
    excerptRaw: before.excerptRaw,
    seoJson: before.seoJson,
    authorId: context.userId,
    createdAt: context.now,
    version: before.version,
  })
}

// Both search tables are written: which of them a region reads is a setting that may change.
function searchRemoval(db: Database, key: number): Statement[] {
  return [
    db.run(sql`delete from article_search_fold where rowid = ${key}`) as unknown as Statement,
    db.run(sql`delete from article_search_keep where rowid = ${key}`) as unknown as Statement,
  ]
}

/** Only what readers may see is in the index, so that a search can never leak a draft. */
function searchStatements(
  db: Database,
  before: ArticleRow | null,
  article: ArticleRow,
): Statement[] {
  const isIndexed = (row: ArticleRow) => isLive(row) && row.password === ''
  const statements = before ? searchRemoval(db, before.key) : []
  if (!isIndexed(article)) return statements
  const key = sql`(select key from articles where region_code = ${article.regionCode} and id = ${article.id})`
  const values = sql`${article.titleText}, ${article.excerptText}, ${article.contentText}`
  return [
    ...statements,
    db.run(
      sql`insert into article_search_fold (rowid, title, excerpt, body) values (${key}, ${values})`,
    ) as unknown as Statement,
    db.run(
      sql`insert into article_search_keep (rowid, title, excerpt, body) values (${key}, ${values})`,
    ) as unknown as Statement,
  ]
}

/** A live article that moves leaves a redirect; one that takes an address ends the redirect that was there. */
function moveStatements(
  db: Database,
  before: ArticleRow | null,
  article: ArticleRow,
  now: number,
): Statement[] {
  if (before && isLive(before) && article.status !== 'trash') {
    return redirectStatements(db, before, article.path, now)
  }
  const here = and(eq(redirects.regionCode, article.regionCode), eq(redirects.source, article.path))
  return isLive(article) ? [db.delete(redirects).where(here)] : []
}

/** Every subject that shows something else after the write than before it. */
async function touchedSubjects(
  context: WriteContext,
  before: ArticleRow | null,
  after: ArticleRow | null,
  listedWas: ListedArticle | null,
  listedIs: ListedArticle | null,
  termsBefore: readonly PlacedTerm[],
  termsAfter: readonly PlacedTerm[],
): Promise<Subject[]> {
  const region = context.region
  const row = after ?? before
  if (row === null) return []
  const wasLive = before !== null && isLive(before)
  const isNowLive = after !== null && isLive(after)
  // A draft that stays one is shown nowhere; its row still says that something was written.
  if (!wasLive && !isNowLive) return []
  const subjects: Subject[] = [{ kind: 'article', region: region.code, id: row.id }]
  for (const version of [before, after]) {
    if (version && isLive(version)) {
      subjects.push({ kind: 'path', region: region.code, path: version.path })
    }
  }
  const was = listedWas ? listingsOf(listedWas, context.region) : []
  const is = listedIs ? listingsOf(listedIs, context.region) : []
  const hasMoved =
    was.join() !== is.join() ||
    listedWas?.publishedAt !== listedIs?.publishedAt ||
    !sameTerms(termsBefore, termsAfter)
  if (hasMoved) {
    for (const listing of new Set([...was, ...is])) {
      subjects.push({ kind: 'listing', region: region.code, listing })
    }
    for (const listed of [listedWas, listedIs]) {
      if (listed) subjects.push(...(await neighbourSubjects(context.db, region.code, listed)))
    }
  }
  // Siblings link to where it is: its words are its own.
  const hasNewPlace =
    before?.path !== after?.path ||
    wasLive !== isNowLive ||
    before?.translationGroupId !== after?.translationGroupId
  const groups = new Set([before?.translationGroupId, after?.translationGroupId])
  for (const group of hasNewPlace ? groups : []) {
    if (group != null) subjects.push(...(await siblingSubjects(context.db, group)))
  }
  return subjects
}

/** The pages of a translation group; their cards elsewhere say nothing of each other. */
async function siblingSubjects(db: Database, groupId: number): Promise<Subject[]> {
  const rows = await db
    .select({ region: articles.regionCode, path: articles.path })
    .from(articles)
    .where(eq(articles.translationGroupId, groupId))
  return rows.map((row) => ({ kind: 'path', ...row }))
}
