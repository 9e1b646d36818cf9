import { and, eq, ne } from 'drizzle-orm'
import { regionRoot } from '#regions/permalink.ts'
import { articles } from '../schema.ts'
import type { ArticleRow } from './article-row.ts'
import { listArticlesById } from './article-lists.ts'
import { updateArticle } from './articles.ts'
import { inJson } from './database.ts'
import { ContentError } from './errors.ts'
import type { ImportContext } from './import-context.ts'
import { settleArrivals } from './import-files.ts'

/** What a cleaning made of one article; `failed` when it was not written, and is as it was. */
export interface Recleaned {
  article: ArticleRow
  action: 'changed' | 'unchanged' | 'failed'
  report: unknown
}

/**
 * Cleans articles anew from what was received of them, by id from `after` on: those that another cleaner made or whose
 * media have come since, or all. `next` is where to go on, null at the end.
 */
export async function recleanArticles(
  context: ImportContext,
  page: { after: number; limit: number; isAll: boolean },
): Promise<{ results: Recleaned[]; next: number | null }> {
  const { db, region } = context
  await settleArrivals(context)
  const version = await cleanerVersion(context)
  const isWanted = and(
    page.isAll ? undefined : ne(articles.cleanerVersion, version),
    ne(articles.status, 'auto-draft'),
  )
  const { rows, next } = await listArticlesById(db, region.code, page, isWanted)
  const results: Recleaned[] = []
  for (const row of rows) results.push(await recleanArticle(context, row))
  const same = results.filter(({ action }) => action === 'unchanged')
  await db
    .update(articles)
    .set({ cleanerVersion: version })
    .where(
      and(
        eq(articles.regionCode, region.code),
        inJson(
          articles.id,
          same.map(({ article }) => article.id),
        ),
        ne(articles.cleanerVersion, version),
      ),
    )
  return { results, next }
}

async function recleanArticle(context: ImportContext, before: ArticleRow): Promise<Recleaned> {
  try {
    const { article, report } = await updateArticle(
      context,
      before,
      {},
      {
        isCleanedAnew: true,
        isSkippedIfSame: true,
        isEdit: false,
        // A cleaner's release modifies no article.
        modifiedAt: before.modifiedAt,
      },
    )
    return { article, action: article === before ? 'unchanged' : 'changed', report }
  } catch (error) {
    // An editor saved it at this very moment, or it has grown too large: the others go on.
    if (error instanceof ContentError) return { article: before, action: 'failed', report: null }
    throw error
  }
}

/** The cleaner's own number: it says so with every body. */
async function cleanerVersion({ prepare, region, siteUrl }: ImportContext): Promise<number> {
  const { body } = await prepare(
    { title: '', content: '', excerpt: '' },
    {
      title: '',
      authorName: null,
      featuredMediaId: 0,
      hosts: [],
      pathPrefix: regionRoot(region),
      contentFormat: 'rendered',
      keptRules: [],
      region,
      siteUrl,
      media: new Map(),
      mediaById: new Map(),
    },
  )
  return body.cleanerVersion
}
