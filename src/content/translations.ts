import { and, asc, eq, sql } from 'drizzle-orm'
import { articles, translationGroups } from '../schema.ts'
import { isLive } from './article-row.ts'
import { recordChange, type Subject } from './changes.ts'
import { inJson, writeBatch, type Database } from './database.ts'
import { sitemapSubjects } from './sitemaps.ts'

/** One article of a group. */
export type Member = Pick<
  typeof articles.$inferSelect,
  'regionCode' | 'id' | 'type' | 'status' | 'slug' | 'path' | 'titleText'
> & { groupId: number }

/** The versions of one article in several regions. */
export interface TranslationGroup {
  id: number
  members: Member[]
}

const MEMBER = {
  groupId: sql<number>`${articles.translationGroupId}`,
  regionCode: articles.regionCode,
  id: articles.id,
  type: articles.type,
  status: articles.status,
  slug: articles.slug,
  path: articles.path,
  titleText: articles.titleText,
}

/** The groups of these ids that have members, in their order. */
export async function findGroups(
  db: Database,
  ids: readonly number[],
): Promise<TranslationGroup[]> {
  const rows = await db
    .select(MEMBER)
    .from(articles)
    .where(inJson(articles.translationGroupId, ids))
    .orderBy(asc(articles.regionCode), asc(articles.id))
  return ids.flatMap((id) => {
    const members = rows.filter(({ groupId }) => groupId === id)
    return members.length > 0 ? [{ id, members }] : []
  })
}

/** The ids of the groups that these articles are in. */
export async function groupsOf(
  db: Database,
  versions: readonly { region: string; id: number }[],
): Promise<number[]> {
  const wanted = sql`select value ->> 'region', value ->> 'id' from json_each(${JSON.stringify(versions)})`
  const rows = await db
    .selectDistinct({ id: MEMBER.groupId })
    .from(articles)
    .where(
      sql`(${articles.regionCode}, ${articles.id}) in (${wanted}) and ${articles.translationGroupId} is not null`,
    )
  return rows.map(({ id }) => id)
}

/** A page of the groups that have an article of the region, or this very article; and how many there are. */
export async function listGroups(
  db: Database,
  regionCode: string,
  articleId: number | undefined,
  page: { limit: number; offset: number },
): Promise<{ groups: TranslationGroup[]; total: number }> {
  const where = and(
    eq(articles.regionCode, regionCode),
    sql`${articles.translationGroupId} is not null`,
    articleId === undefined ? undefined : eq(articles.id, articleId),
  )
  const [rows, counted] = await db.batch([
    db
      .select({ id: MEMBER.groupId })
      .from(articles)
      .where(where)
      .orderBy(asc(articles.translationGroupId))
      .limit(page.limit)
      .offset(page.offset),
    db
      .select({ total: sql<number>`count(*)` })
      .from(articles)
      .where(where),
  ])
  const ids = rows.map(({ id }) => id)
  return { groups: await findGroups(db, ids), total: counted[0]?.total ?? 0 }
}

/** Takes the region's article out of a group; one that is left alone there is in none. Their pages are purged. */
export async function leaveGroup(
  { db, now }: { db: Database; now: number },
  { id, members }: TranslationGroup,
  regionCode: string,
): Promise<void> {
  const inGroup = eq(articles.translationGroupId, id)
  // An edit, unlike joining: an import that knows the group is not to bring it back.
  const alone = { translationGroupId: null, version: sql`${articles.version} + 1` }
  const live = members.filter(isLive).map((member) => ({ ...member, region: member.regionCode }))
  const subjects = [
    ...live.map(({ region, path }): Subject => ({ kind: 'path', region, path })),
    ...(await sitemapSubjects(db, live)),
  ]
  await writeBatch(db, [
    db
      .update(articles)
      .set(alone)
      .where(and(inGroup, eq(articles.regionCode, regionCode))),
    db
      .update(articles)
      .set(alone)
      .where(
        and(
          inGroup,
          sql`(select count(*) from articles m where m.translation_group_id = ${id}) = 1`,
        ),
      ),
    db
      .delete(translationGroups)
      .where(
        and(
          eq(translationGroups.groupId, id),
          sql`not exists (select 1 from articles m where m.translation_group_id = ${id})`,
        ),
      ),
    recordChange(db, subjects, now),
  ])
}

/** A live article that other regions have no live version of. */
export interface Untranslated {
  id: number
  type: 'post' | 'page'
  title: string
  path: string
  publishedAt: number
  /** The codes of those regions, in the order of the chooser. */
  missing: string[]
}

/** A page of the live articles of a region that another region, or the one named, has no live version of. */
export async function listMissing(
  db: Database,
  regionCode: string,
  filter: { type: 'post' | 'page'; in?: string | undefined },
  page: { limit: number; offset: number },
): Promise<{ rows: Untranslated[]; total: number }> {
  const lacking = `from regions r where r.code <> a.region_code and not exists (select 1 from articles s
    where s.translation_group_id = a.translation_group_id and s.region_code = r.code and s.status = 'publish')`
  const where = `from articles a where a.region_code = ?1 and a.type = ?2 and a.status = 'publish'
    and exists (select 1 ${lacking} and (?3 is null or r.code = ?3))`
  const list = `select a.id, a.type, a.title_text as title, a.path, a.published_at as publishedAt,
    (select json_group_array(r.code order by r.position, r.code) ${lacking}) as missing
    ${where} order by a.published_at desc, a.id desc limit ?4 offset ?5`
  const values = [regionCode, filter.type, filter.in ?? null]
  type Row = Omit<Untranslated, 'missing'> & { missing: string; total: number }
  const [found, counted] = await db.$client.batch<Row>([
    db.$client.prepare(list).bind(...values, page.limit, page.offset),
    db.$client.prepare(`select count(*) as total ${where}`).bind(...values),
  ])
  const rows = found?.results ?? []
  return {
    rows: rows.map((row) => ({ ...row, missing: JSON.parse(row.missing) as string[] })),
    total: counted?.results[0]?.total ?? 0,
  }
}
