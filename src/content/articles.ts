import { and, eq, sql } from 'drizzle-orm'
import { absoluteUrl, shortlinkPath } from '#regions/permalink.ts'
import { articles, articleTerms, redirects, revisions } from '../schema.ts'
import { listedBefore, touchedSubjects } from './article-effects.ts'
import {
  chooseTerms,
  isSameBody,
  sameTerms,
  withBody,
  withDate,
  withFields,
  withSlug,
} from './article-fields.ts'
import { checkTexts, type ArticleInput, type ImportedValues } from './article-input.ts'
import { isEditedHere, isLive, sourceOf, type ArticleRow, type ArticleType } from './article-row.ts'
import { searchRemoval, searchStatements } from './article-search.ts'
import { changedFields, note } from './audit.ts'
import { recordChange, type Subject } from './changes.ts'
import { guardVersion, isUniqueViolation, writeBatch } from './database.ts'
import type { Database, Statement } from './database.ts'
import { ContentError } from './errors.ts'
import { listingStatements } from './listings.ts'
import { adoptBelow, moveBelow, moveUp, pathAbove } from './page-tree.ts'
import { endRedirect, oldPathStatements, redirectStatements } from './redirects.ts'
import { revisionStatements } from './revisions.ts'
import { allocateIds, reserveId } from './sequences.ts'
import { sitemapSubjects } from './sitemaps.ts'
import { findTermsForArticle, type PlacedTerm } from './terms.ts'
import type { WriteContext } from './write-context.ts'

export interface WrittenArticle {
  article: ArticleRow
  report: unknown
}

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
    faqJson: '[]',
    wordCount: 0,
    authorId: context.userId,
    featuredMediaId: 0,
    // What WordPress presets; nothing here takes comments.
    commentStatus: type === 'post' ? 'open' : 'closed',
    pingStatus: type === 'post' ? 'open' : 'closed',
    isSticky: 0,
    template: '',
    format: 'standard',
    password: '',
    metaJson: '{"footnotes":""}',
    seoJson: '{}',
    sourceJson: imported ? JSON.stringify({ ...imported.source, version: 1 }) : null,
    commentCount: imported?.commentCount ?? 0,
    publishedAt,
    isDateSet: 0,
    // What is dated back was last changed then, as far as WordPress is concerned.
    modifiedAt: imported?.modifiedAt ?? publishedAt,
    translationGroupId: null,
    version: 1,
  }
  return writeArticle(context, null, base, input, imported ? { imported } : {})
}

/** How a write differs from an editor's. */
interface UpdateOptions {
  imported?: ImportedValues
  modifiedAt?: number
  /** The body is cleaned again although its source has not changed. */
  isCleanedAnew?: boolean
  /** False for what nobody decided here: an imported article stays as imported as it was. */
  isEdit?: boolean
  /** Nothing is written when the body comes out as it is stored. */
  isSkippedIfSame?: boolean
}

/**
 * Changes the fields given; the others keep the values of `before`. Its modified time is now, or what an import or a
 * run of the cron says.
 * @throws ContentError `version_conflict` when another write came after `before` was read, `empty_article`, `too_large`
 */
export async function updateArticle(
  context: WriteContext,
  before: ArticleRow,
  input: ArticleInput,
  options: UpdateOptions = {},
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
    ...(imported && { guid: imported.guid, commentCount: imported.commentCount }),
    sourceJson: nextSource(before, options),
  }
  return writeArticle(context, before, next, input, options)
}

function nextSource(before: ArticleRow, { imported, isEdit = true }: UpdateOptions): string | null {
  const source = imported?.source ?? sourceOf(before)
  const isAsImported = imported !== undefined || (!isEdit && !isEditedHere(before))
  return source && isAsImported
    ? JSON.stringify({ ...source, version: before.version + 1 })
    : before.sourceJson
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
    recordChange(
      db,
      [...subjects, ...moves.subjects, ...(await movedSitemaps(db, moves.subjects))],
      context.now,
      context.purge,
    ),
  ])
}

async function writeArticle(
  context: WriteContext,
  before: ArticleRow | null,
  base: ArticleRow,
  input: ArticleInput,
  options: UpdateOptions,
): Promise<WrittenArticle> {
  const { db, region } = context
  const { imported, isCleanedAnew = false } = options
  const next = withFields(base, input)
  const dated = withDate(next, before, input, context.now)
  const { row: cleaned, report } = await withBody(
    context,
    dated,
    input,
    isCleanedAnew ? null : before,
  )
  if (options.isSkippedIfSame && before && isSameBody(before, cleaned)) {
    return { article: before, report }
  }
  const termsBefore = before ? await findTermsForArticle(db, region.code, before.id) : []
  const termsAfter = await chooseTerms(context, cleaned, input, termsBefore, imported !== undefined)
  // A parent that an import has not brought yet, or that is none, stands in nobody's way.
  const isLenient = imported !== undefined || before?.parentId === cleaned.parentId
  const prefix = await pathAbove(db, cleaned, { isLenient })
  for (let attempt = 0; ; attempt++) {
    const article = withSlug(cleaned, input, before, prefix, attempt)
    try {
      const stored = await store(context, before, article, termsBefore, termsAfter, options)
      return { article: stored, report }
    } catch (error) {
      // The unique index is the judge, not a look-up before: two writers may want one slug at once.
      if (attempt < 200 && isUniqueViolation(error, 'articles.slug')) continue
      throw error
    }
  }
}

async function store(
  context: WriteContext,
  before: ArticleRow | null,
  article: ArticleRow,
  termsBefore: readonly PlacedTerm[],
  termsAfter: readonly PlacedTerm[],
  { imported, isEdit = imported === undefined }: UpdateOptions,
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
  note(db, article.type, {
    id: article.id,
    ...(before && {
      fields: [
        ...changedFields(before, article),
        ...(sameTerms(termsBefore, termsAfter) ? [] : ['terms']),
      ],
      ...(article.status === 'trash' && before.status !== 'trash' && { action: 'trash' }),
    }),
  })
  const { key: _key, ...values } = article
  const where = and(eq(articles.regionCode, region.code), eq(articles.id, article.id))
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
        db.insert(articles).values(values).returning({ key: articles.key }),
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
  if (before) statements.push(...(await revisionStatements(context, before, article, isEdit)))
  statements.push(...searchStatements(db, before, article))
  statements.push(...moveStatements(db, before, article, now))
  if (imported) statements.push(...oldPathStatements(db, article, imported.oldPaths, now))
  if (before || imported) {
    const moves = before
      ? await moveBelow(db, before, article, now)
      : await adoptBelow(db, article, now)
    statements.push(...moves.statements)
    subjects.push(...moves.subjects, ...(await movedSitemaps(db, moves.subjects)))
  }
  const [written] = await writeBatch(db, [
    ...statements,
    recordChange(db, subjects, now, context.purge),
  ])
  return before ? article : { ...article, key: Number(written?.results[0]?.key) }
}

/** The sitemaps of the pages that go along with another. */
function movedSitemaps(db: Database, moved: readonly Subject[]): Promise<Subject[]> {
  const pages = moved.flatMap((subject) =>
    subject.kind === 'article' ? [{ ...subject, type: 'page' as const }] : [],
  )
  return sitemapSubjects(db, pages)
}

/** A live article that moves leaves a redirect; one that takes an address ends the redirect that was there. */
function moveStatements(
  db: Database,
  before: ArticleRow | null,
  article: ArticleRow,
  now: number,
): Statement[] {
  if (before && isLive(before) && article.status !== 'trash') {
    const paths = [before.path, article.path] as const
    return redirectStatements(db, article.regionCode, { articleId: article.id }, paths, now)
  }
  return isLive(article) ? [endRedirect(db, [article.regionCode], article.path)] : []
}
