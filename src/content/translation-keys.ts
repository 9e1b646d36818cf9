import { and, eq, ne, sql } from 'drizzle-orm'
import { articles, translationGroups } from '../schema.ts'
import { inJson, type Database } from './database.ts'
import type { ImportContext } from './import-context.ts'
import type { ImportDocument } from './import-document.ts'

// Versions of one article in several regions are a group here. Outside of this database a group has a key: the one that it
// came with, else one of this publication's own.

const ownPrefix = (siteUrl: string) => `${siteUrl}/#translations-`

/** The keys of translation groups, by their ids. */
export async function keysOf(
  { db, siteUrl }: { db: Database; siteUrl: string },
  groupIds: readonly number[],
): Promise<Map<number, string>> {
  if (groupIds.length === 0) return new Map()
  const rows = await db
    .select()
    .from(translationGroups)
    .where(inJson(translationGroups.groupId, groupIds))
  return new Map(
    rows.map(({ groupId, sourceKey }) => [groupId, sourceKey ?? ownPrefix(siteUrl) + groupId]),
  )
}

/**
 * The group that an article joins, by its key; null where it has none, or where another article of the region is in it: a
 * group has one article a region. `claimed` holds what earlier articles of the same batch have taken.
 */
export async function groupToJoin(
  context: ImportContext,
  { article }: Pick<ImportDocument, 'article'>,
  claimed: Map<string, number>,
): Promise<number | null> {
  const { translationKey: key } = article
  if (key === undefined || (claimed.get(key) ?? article.id) !== article.id) return null
  const { db, region } = context
  const groupId = (await findGroup(context, key)) ?? (await createGroup(db, key))
  const [other] = await db
    .select({ id: articles.id })
    .from(articles)
    .where(
      and(
        eq(articles.translationGroupId, groupId),
        sql`((${articles.regionCode} = ${region.code} and ${articles.id} <> ${article.id}) or ${ne(articles.type, article.type)})`,
      ),
    )
    .limit(1)
  if (other) return null
  claimed.set(key, article.id)
  return groupId
}

async function findGroup({ db, siteUrl }: ImportContext, key: string): Promise<number | null> {
  const own = key.startsWith(ownPrefix(siteUrl)) ? Number(key.slice(ownPrefix(siteUrl).length)) : 0
  const [row] = await db
    .select({ id: translationGroups.groupId })
    .from(translationGroups)
    .where(
      Number.isSafeInteger(own) && own > 0
        ? eq(translationGroups.groupId, own)
        : eq(translationGroups.sourceKey, key),
    )
  return row?.id ?? null
}

/** A new group under the next free id, and under its key. */
export async function createGroup(db: Database, key: string | null = null): Promise<number> {
  const next = sql`(select coalesce(max(group_id), 0) + 1 from translation_groups)`
  const [made] = await db
    .insert(translationGroups)
    // The column takes an expression, its type does not say so.
    .values({ groupId: next as unknown as number, sourceKey: key })
    .returning({ id: translationGroups.groupId })
  return made?.id ?? 0
}
