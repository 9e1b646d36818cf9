import { and, asc, eq, lte } from 'drizzle-orm'
import { articles } from '../schema.ts'
import { updateArticle } from './articles.ts'
import type { PrepareBody } from './write-context.ts'
import type { Database } from './database.ts'
import { ContentError } from './errors.ts'
import type { RegionSettings } from './regions.ts'

/** One run of the cron publishes at most so many; the next minute goes on. */
const MAX_DUE = 50

/** Publishes what was scheduled for a time that has come; how many articles that were. */
export async function publishDue(context: {
  db: Database
  regions: readonly RegionSettings[]
  siteUrl: string
  /** Epoch seconds. */
  now: number
  prepare: PrepareBody
}): Promise<number> {
  const { db, now } = context
  const due = await db
    .select()
    .from(articles)
    .where(and(eq(articles.status, 'future'), lte(articles.publishedAt, now)))
    .orderBy(asc(articles.publishedAt))
    .limit(MAX_DUE)
  let published = 0
  for (const article of due) {
    const region = context.regions.find((candidate) => candidate.code === article.regionCode)
    if (!region) continue
    try {
      await updateArticle(
        { ...context, region, userId: article.authorId },
        article,
        { status: 'publish' },
        // Coming out is no edit: WordPress leaves the modified date alone too.
        { modifiedAt: article.modifiedAt, isEdit: false },
      )
      published++
    } catch (error) {
      // An editor saved it at this very moment: the next minute finds it as it is then.
      if (error instanceof ContentError && error.code === 'version_conflict') continue
      // One that cannot come out keeps no other back.
      const { regionCode, id } = article
      console.error(
        JSON.stringify({ event: 'publishing_failed', regionCode, id, error: String(error) }),
      )
    }
  }
  return published
}
