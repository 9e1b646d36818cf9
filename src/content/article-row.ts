import { and, between, eq, or, sql } from 'drizzle-orm'
import { articles } from '../schema.ts'
import type { Database } from './database.ts'
import { slugCandidate } from './slugs.ts'

export type ArticleRow = typeof articles.$inferSelect
export type ArticleType = ArticleRow['type']
export type ArticleStatus = ArticleRow['status']

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
  /** How many words it has by its own count. */
  wordCount?: number
  /** When it was modified there; absent in what an early release imported. */
  modifiedAt?: number
  /** The article's version when it was imported: any other is an edit made here. Absent for 1. */
  version?: number
}

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

/** The slug that an article without one would get for the words `wanted`: free among those of its type and parent. */
export async function findFreeSlug(
  db: Database,
  { regionCode, type, parentId, id }: ArticleRow,
  wanted: string,
): Promise<string> {
  const word = wanted || String(id)
  // A long one is cut before its number: what begins alike is looked through then.
  const [from, to] =
    word.length > 190 ? [word.slice(0, 190), `${word.slice(0, 190)}~`] : [`${word}-`, `${word}-:`]
  const rows = await db
    .select({ slug: articles.slug })
    .from(articles)
    .where(
      and(
        eq(articles.regionCode, regionCode),
        eq(articles.type, type),
        eq(articles.parentId, parentId),
        // Said again for the index, which holds no empty ones.
        sql`${articles.slug} <> ''`,
        or(eq(articles.slug, word), between(articles.slug, from, to)),
      ),
    )
  const taken = new Set(rows.map(({ slug }) => slug))
  for (let attempt = 0; ; attempt++) {
    const slug = slugCandidate(word, attempt)
    if (!taken.has(slug)) return slug
  }
}

/** Where an article was imported from; null for one that was written here. */
export function sourceOf(article: Pick<ArticleRow, 'sourceJson'>): ImportSource | null {
  // Written by createArticle and updateArticle alone.
  return article.sourceJson === null ? null : (JSON.parse(article.sourceJson) as ImportSource)
}

/** Whether somebody has changed it here since it was imported; true for what was never imported. */
export function isEditedHere(article: Pick<ArticleRow, 'sourceJson' | 'version'>): boolean {
  const source = sourceOf(article)
  return source === null || (source.version ?? 1) !== article.version
}

/** The old site's count of the words of an article that nobody has edited here; undefined where it told none. */
export function countOfSource(
  article: Pick<ArticleRow, 'sourceJson' | 'version'>,
): number | undefined {
  return isEditedHere(article) ? undefined : sourceOf(article)?.wordCount
}

export const TIMELESS: readonly ArticleStatus[] = ['draft', 'pending', 'auto-draft']

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
