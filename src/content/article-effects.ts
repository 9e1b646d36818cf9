import { eq } from 'drizzle-orm'
import { articles } from '../schema.ts'
import { sameTerms } from './article-fields.ts'
import { isLive, type ArticleRow } from './article-row.ts'
import type { Subject } from './changes.ts'
import type { Database } from './database.ts'
import { listingsOf, neighbourSubjects, STICKY, type ListedArticle } from './listings.ts'
import { sitemapSubjects } from './sitemaps.ts'
import type { PlacedTerm } from './terms.ts'
import type { WriteContext } from './write-context.ts'

export function listedBefore(
  row: ArticleRow,
  termRows: readonly PlacedTerm[],
): ListedArticle | null {
  return isLive(row) && row.type === 'post' ? { ...row, terms: termRows } : null
}

/** Every subject that shows something else after the write than before it. */
export async function touchedSubjects(
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
  // What is held back stands for every page.
  if (row === null || context.purge === 'later') return []
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
  // What is sticky is shown with the home page, and moves nothing else.
  const listed = (article: ListedArticle | null) =>
    article ? listingsOf(article, region).filter((name) => name !== STICKY) : []
  const was = listed(listedWas)
  const is = listed(listedIs)
  if (listedWas?.isSticky !== listedIs?.isSticky) {
    subjects.push({ kind: 'listing', region: region.code, listing: 'home' })
  }
  const hasMoved =
    was.join() !== is.join() ||
    listedWas?.publishedAt !== listedIs?.publishedAt ||
    !sameTerms(termsBefore, termsAfter)
  if (hasMoved) {
    for (const listing of new Set([...was, ...is])) {
      subjects.push({ kind: 'listing', region: region.code, listing })
    }
    for (const post of [listedWas, listedIs]) {
      if (post) subjects.push(...(await neighbourSubjects(context.db, region.code, post)))
    }
  }
  subjects.push(...(await sitemapSubjects(context.db, [{ ...row, region: region.code }])))
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

/** The pages and sitemaps of a translation group; their cards elsewhere say nothing of each other. */
async function siblingSubjects(db: Database, groupId: number): Promise<Subject[]> {
  const rows = await db
    .select({
      region: articles.regionCode,
      path: articles.path,
      id: articles.id,
      type: articles.type,
    })
    .from(articles)
    .where(eq(articles.translationGroupId, groupId))
  return [
    ...rows.map(({ region, path }): Subject => ({ kind: 'path', region, path })),
    ...(await sitemapSubjects(db, rows)),
  ]
}
