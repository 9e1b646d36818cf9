import { and, eq, sql, type SQL } from 'drizzle-orm'
import { articles } from '../schema.ts'
import type { ArticleRow } from './article-row.ts'
import type { Subject } from './changes.ts'
import type { Database, Statement } from './database.ts'
import { ContentError } from './errors.ts'
import { redirectStatements } from './redirects.ts'
import { slugCandidate } from './slugs.ts'

// Pages below pages: the address of one holds the addresses of those above it.

/** What a move writes, and what shows something else after it. */
export interface Moves {
  statements: Statement[]
  subjects: Subject[]
}

type Placed = Pick<ArticleRow, 'id' | 'regionCode' | 'parentId' | 'path'>

/** What the trash adds to a slug (WordPress's mark); two of the same slug are told apart behind it. */
export const TRASHED = /__trashed(?:-\d+)?$/
/** As deep as pages may lie; a circle is found within these steps. */
const MAX_DEPTH = 20

/**
 * What the address of `page` begins with: that of the page above it and a slash, or nothing.
 * @throws ContentError `invalid_parent` for a parent that is no page, the page itself or below it, unless isLenient: then
 * such a page has its own place
 */
export async function pathAbove(
  db: Database,
  page: Placed,
  options: { isLenient?: boolean } = {},
): Promise<string> {
  if (page.parentId === 0) return ''
  const above = await db.all<{ id: number; parent_id: number; path: string }>(sql`
    with recursive up (id, parent_id, path, depth) as (
      select id, parent_id, path, 0 from articles
        where region_code = ${page.regionCode} and id = ${page.parentId} and type = 'page'
      union all
      select a.id, a.parent_id, a.path, depth + 1 from up join articles a on a.id = up.parent_id
        where a.region_code = ${page.regionCode} and a.type = 'page' and depth < ${MAX_DEPTH}
    ) select id, parent_id, path from up order by depth`)
  const [parent] = above
  if (!parent || above.length > MAX_DEPTH || above.some(({ id }) => id === page.id)) {
    if (options.isLenient) return ''
    throw new ContentError('invalid_parent', { details: { parent: page.parentId } })
  }
  // A page in the trash keeps its place for those below it: it may come back.
  return parent.path === '' ? '' : `${parent.path.replace(TRASHED, '')}/`
}

/** The pages below one that moves go with it, and their old addresses lead to them. */
export async function moveBelow(
  db: Database,
  before: ArticleRow,
  after: ArticleRow,
  now: number,
): Promise<Moves> {
  const hasMoved =
    before.type === 'page' && after.status !== 'trash' && after.path !== '' && before.path !== ''
  const from = before.path.replace(TRASHED, '')
  if (!hasMoved || from === after.path) return { statements: [], subjects: [] }
  const below = await findBelow(db, before.regionCode, from)
  return merge(
    below.map((page) =>
      movePage(db, page, { path: after.path + page.path.slice(from.length) }, now),
    ),
  )
}

/** The pages that came before their parent move below it, with all that is below them. */
export async function adoptBelow(db: Database, parent: ArticleRow, now: number): Promise<Moves> {
  if (parent.type !== 'page' || parent.path === '') return { statements: [], subjects: [] }
  const { regionCode, id } = parent
  const moves: Moves[] = []
  for (const child of await findPages(db, regionCode, eq(articles.parentId, id))) {
    const path = `${parent.path}/${child.slug}`
    const isAbove = `${parent.path}/`.startsWith(`${child.path}/`)
    if (child.path === '' || child.path === path || isAbove) continue
    moves.push(movePage(db, child, { path }, now))
    for (const deeper of await findBelow(db, regionCode, child.path)) {
      moves.push(movePage(db, deeper, { path: path + deeper.path.slice(child.path.length) }, now))
    }
  }
  return merge(moves)
}

/** The pages below one that is deleted move one step up. */
export async function moveUp(db: Database, page: ArticleRow, now: number): Promise<Moves> {
  if (page.type !== 'page') return { statements: [], subjects: [] }
  const from = page.path.replace(TRASHED, '')
  const below = await findBelow(db, page.regionCode, from)
  const prefix = await pathAbove(db, page).catch(() => '')
  const moves: Moves[] = []
  for (const child of await findPages(db, page.regionCode, eq(articles.parentId, page.id))) {
    const slug = await freeSlug(db, child, page.parentId)
    const path = child.path === '' ? '' : prefix + slug
    moves.push(movePage(db, child, { parentId: page.parentId, slug, path }, now))
    for (const deeper of below.filter(({ path: own }) => own.startsWith(`${child.path}/`))) {
      moves.push(movePage(db, deeper, { path: path + deeper.path.slice(child.path.length) }, now))
    }
  }
  return merge(moves)
}

function merge(moves: readonly Moves[]): Moves {
  return {
    statements: moves.flatMap((move) => move.statements),
    subjects: moves.flatMap((move) => move.subjects),
  }
}

/** A page that goes along with another was not edited: what says so counts on with its version. */
export const SOURCE_MOVED_ON = sql`iif(coalesce(${articles.sourceJson} ->> 'version', 1) = ${articles.version},
  json_set(${articles.sourceJson}, '$.version', ${articles.version} + 1), ${articles.sourceJson})`

function movePage(
  db: Database,
  page: ArticleRow,
  to: Partial<Pick<ArticleRow, 'parentId' | 'slug' | 'path'>>,
  now: number,
): Moves {
  const { regionCode, id } = page
  const path = to.path ?? page.path
  const statements: Statement[] = [
    db
      .update(articles)
      .set({ ...to, version: sql`${articles.version} + 1`, sourceJson: SOURCE_MOVED_ON })
      .where(and(eq(articles.regionCode, regionCode), eq(articles.id, id))),
  ]
  if (page.status !== 'publish') return { statements, subjects: [] }
  statements.push(...redirectStatements(db, regionCode, { articleId: id }, [page.path, path], now))
  return {
    statements,
    subjects: [
      { kind: 'article', region: regionCode, id },
      { kind: 'path', region: regionCode, path: page.path },
      { kind: 'path', region: regionCode, path },
    ],
  }
}

async function findBelow(db: Database, regionCode: string, path: string): Promise<ArticleRow[]> {
  const prefix = `${path}/`
  const isBelow = sql`substr(${articles.path}, 1, ${prefix.length}) = ${prefix}`
  return path === '' ? [] : findPages(db, regionCode, isBelow)
}

async function findPages(db: Database, regionCode: string, where: SQL): Promise<ArticleRow[]> {
  return db
    .select()
    .from(articles)
    .where(and(eq(articles.regionCode, regionCode), eq(articles.type, 'page'), where))
}

/** The page's slug, or the first form of it that no page below `parentId` has. */
async function freeSlug(db: Database, page: ArticleRow, parentId: number): Promise<string> {
  if (page.slug === '') return ''
  const rows = await db
    .select({ slug: articles.slug })
    .from(articles)
    .where(
      and(
        eq(articles.regionCode, page.regionCode),
        eq(articles.type, 'page'),
        eq(articles.parentId, parentId),
        sql`substr(${articles.slug}, 1, ${page.slug.length}) = ${page.slug}`,
      ),
    )
  const taken = new Set(rows.map((row) => row.slug))
  let attempt = 0
  while (taken.has(slugCandidate(page.slug, attempt))) attempt++
  return slugCandidate(page.slug, attempt)
}
