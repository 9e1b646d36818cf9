import { and, eq, inArray, or, sql } from 'drizzle-orm'
import { articles } from '../schema.ts'
import { isLive, type ArticleRow } from './article-row.ts'
import { recordChange, type PurgeTime, type Subject } from './changes.ts'
import { writeBatch, type Database } from './database.ts'
import { sitemapSubjects } from './sitemaps.ts'
import { SOURCE_MOVED_ON } from './page-tree.ts'
import { createGroup } from './translation-keys.ts'

/** One version of an article: a post or page of one region. */
export interface Version {
  region: string
  id: number
}

/** What became of the proposed groups; `group` is a refused one's place in the list. */
export interface JoinedSiblings {
  joined: number
  unchanged: number
  refused: { group: number; message: string }[]
}

type Sibling = Pick<
  ArticleRow,
  'regionCode' | 'id' | 'path' | 'status' | 'type' | 'translationGroupId'
>

/** How a group is joined: by an import live articles alone, by an editor also what is to come out. */
interface Joining {
  db: Database
  now: number
  purge?: PurgeTime
  isEarly?: boolean
}

/** Joins articles of several regions into translation groups. A group that is there already is left as it is. */
export async function joinSiblings(
  context: Joining,
  groups: readonly (readonly Version[])[],
): Promise<JoinedSiblings> {
  const outcome: JoinedSiblings = { joined: 0, unchanged: 0, refused: [] }
  for (const [index, versions] of groups.entries()) {
    const result = await joinGroup(context, versions)
    if (result === 'joined' || result === 'unchanged') outcome[result]++
    else outcome.refused.push({ group: index, message: result.refusal })
  }
  return outcome
}

async function joinGroup(
  { db, now, purge, isEarly = false }: Joining,
  versions: readonly Version[],
): Promise<'joined' | 'unchanged' | { refusal: string }> {
  const found = await findVersions(db, versions)
  const known = [...new Set(found.flatMap(({ translationGroupId }) => translationGroupId ?? []))]
  const members = known.length === 0 ? [] : await findMembers(db, known)
  const all = new Map([...members, ...found].map((row) => [`${row.regionCode}:${row.id}`, row]))
  const refusal = refusalOf(versions, found, [...all.values()], isEarly)
  if (refusal !== null) return { refusal }
  const [groupId = null] = known
  const isJoined = groupId !== null && found.every((row) => row.translationGroupId === groupId)
  if (isJoined) return 'unchanged'
  const target = groupId ?? (await createGroup(db))
  const moved = [...all.values()].filter((row) => row.translationGroupId !== target)
  const live = [...all.values()].filter(isLive).map((row) => ({ ...row, region: row.regionCode }))
  const subjects = [
    ...live.map(({ region, path }): Subject => ({ kind: 'path', region, path })),
    ...(await sitemapSubjects(db, live)),
  ]
  await writeBatch(db, [
    ...moved.map((row) =>
      db
        .update(articles)
        .set({
          translationGroupId: target,
          version: sql`${articles.version} + 1`,
          sourceJson: SOURCE_MOVED_ON,
        })
        .where(and(eq(articles.regionCode, row.regionCode), eq(articles.id, row.id))),
    ),
    recordChange(db, subjects, now, purge),
  ])
  return 'joined'
}

function refusalOf(
  versions: readonly Version[],
  found: readonly Sibling[],
  all: readonly Sibling[],
  isEarly: boolean,
): string | null {
  const isThere = (row: Sibling) => isLive(row) || (isEarly && row.status !== 'trash')
  const isFound = ({ region, id }: Version) =>
    found.some((row) => row.regionCode === region && row.id === id && isThere(row))
  const missing = versions.find((version) => !isFound(version))
  if (missing)
    return `${missing.id} in ${missing.region} is no ${isEarly ? '' : 'published '}article.`
  const regions = all.map(({ regionCode }) => regionCode)
  const twice = regions.find((region, index) => regions.indexOf(region) !== index)
  if (twice) return `Two of them would be in ${twice}: a group has one article a region.`
  if (regions.length < 2) return 'A group has articles of at least two regions.'
  return new Set(found.map(({ type }) => type)).size > 1
    ? 'A post and a page are no versions of each other.'
    : null
}

const COLUMNS = {
  regionCode: articles.regionCode,
  id: articles.id,
  path: articles.path,
  status: articles.status,
  type: articles.type,
  translationGroupId: articles.translationGroupId,
}

function findVersions(db: Database, versions: readonly Version[]): Promise<Sibling[]> {
  return db
    .select(COLUMNS)
    .from(articles)
    .where(
      or(
        ...versions.map(({ region, id }) =>
          and(eq(articles.regionCode, region), eq(articles.id, id)),
        ),
      ),
    )
}

function findMembers(db: Database, groupIds: readonly number[]): Promise<Sibling[]> {
  return db.select(COLUMNS).from(articles).where(inArray(articles.translationGroupId, groupIds))
}
