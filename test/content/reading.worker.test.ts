import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { createArticle, updateArticle } from '#content/articles.ts'
import type { PrepareBody } from '#content/write-context.ts'
import { openDatabase } from '#content/database.ts'
import {
  ARTICLE_STATEMENTS,
  findArticlePage,
  findListingPage,
  findQueryTarget,
  findRecent,
  findUpload,
} from '#content/reading.ts'
import { listRegions } from '#content/regions.ts'
import { SECTIONS_SQL } from '#content/sections.ts'
import { createTerm } from '#content/terms.ts'
import { prepareBody } from '#ingest/prepare.ts'
import { articles } from '../../src/schema.ts'
import { bindings, openPublication } from '../publication.ts'

const NOW = 1_790_000_000
const prepare: PrepareBody = prepareBody
let categoryId = 0
let authorId = 0

async function context() {
  const db = openDatabase(bindings.DB)
  const [region] = await listRegions(bindings.DB)
  if (!region) throw new Error('no region')
  return { db, region, siteUrl: 'https://publication.example', now: NOW, prepare, userId: 1 }
}

async function publish(from: number, to: number): Promise<void> {
  const writing = await context()
  for (let n = from; n < to; n++) {
    await createArticle(writing, 'post', {
      status: 'publish',
      slug: `post-${n}`,
      title: `Post ${n}`,
      content: `<p>The text of number ${n}.</p>`,
      categoryIds: [categoryId],
      authorId,
      publishedAt: NOW - 100_000 + n * 60,
    })
  }
}

beforeAll(async () => {
  await openPublication()
  const db = openDatabase(bindings.DB)
  categoryId = (
    await createTerm({ db, regionCode: 'ca', now: NOW }, 'category', { name: 'Cities' })
  ).id
  authorId = 1
  await publish(0, 30)
})

/** A D1 that remembers what it was asked. */
function listening(d1: D1Database) {
  const statements: { sql: string; params: unknown[] }[] = []
  let batches = 0
  const known = new WeakMap<object, { sql: string; params: unknown[] }>()
  const wrap = (statement: D1PreparedStatement, sql: string, params: unknown[]) => {
    known.set(statement, { sql, params })
    const bind = statement.bind.bind(statement)
    statement.bind = (...values: unknown[]) => wrap(bind(...values), sql, values)
    return statement
  }
  const spy = {
    prepare: (sql: string) => wrap(d1.prepare(sql), sql, []),
    batch: (list: D1PreparedStatement[]) => {
      batches++
      for (const statement of list) statements.push(known.get(statement) ?? { sql: '', params: [] })
      return d1.batch(list)
    },
  } as unknown as D1Database // all that reading.ts calls
  return { spy, statements, batches: () => batches }
}

const PAGES = {
  'an article': (d1: D1Database) => findArticlePage(d1, 'ca', 'post-15'),
  'an address of no article': (d1: D1Database) => findArticlePage(d1, 'ca', 'nothing'),
  home: (d1: D1Database) => findListingPage(d1, 'ca', { kind: 'home' }, 1),
  'a category': (d1: D1Database) =>
    findListingPage(d1, 'ca', { kind: 'category', path: 'cities' }, 1),
  'an author': (d1: D1Database) =>
    findListingPage(d1, 'ca', { kind: 'author', nicename: 'admin' }, 1),
  'a month': (d1: D1Database) => findListingPage(d1, 'ca', { kind: 'date', date: '2026-09' }, 1),
  'a page past the last': (d1: D1Database) => findListingPage(d1, 'ca', { kind: 'home' }, 99),
  '?p=9': (d1: D1Database) => findQueryTarget(d1, 'ca', { kind: 'article', id: 9 }),
  'a dated address of an article': (d1: D1Database) =>
    findArticlePage(d1, 'ca', '2026/09/20/post-15'),
  '?attachment_id=9': (d1: D1Database) => findQueryTarget(d1, 'ca', { kind: 'attachment', id: 9 }),
  'an uploaded file': (d1: D1Database) => findUpload(d1, 'ca', ['a-300x200.png', 'a.png']),
  'an address of no known form': (d1: D1Database) => findRecent(d1, 'ca'),
}

describe.each(Object.entries(PAGES))('%s', (name, find) => {
  test('costs one round trip and no scan or sort', async () => {
    const { spy, statements, batches } = listening(bindings.DB)
    await find(spy)
    expect(batches()).toBe(1)
    if (name.includes('article')) expect(statements).toHaveLength(ARTICLE_STATEMENTS)
    expect(statements.length).toBeLessThanOrEqual(name === 'home' ? 5 : 4)
    for (const { sql, params } of statements) {
      // Its few rows are put in order; sections.worker.test.ts looks at its plan.
      if (sql === SECTIONS_SQL) continue
      const plan = await bindings.DB.prepare(`explain query plan ${sql}`)
        .bind(...params)
        .all<{ detail: string }>()
      for (const { detail } of plan.results) {
        // l is a subquery of at most one page of rows.
        expect(detail, sql).not.toMatch(/^SCAN (?!l$|n VIRTUAL|CONSTANT ROW$)|TEMP B-TREE/)
      }
    }
  })
})

test('rows read do not grow with the archive', async () => {
  const measure = async () => {
    const read: Record<string, number> = {}
    for (const [name, find] of Object.entries(PAGES)) {
      // Deep pages step over what comes before them.
      if (name !== 'a page past the last') read[name] = (await find(bindings.DB)).rowsRead
    }
    return read
  }
  const before = await measure()
  await publish(30, 60)
  const after = await measure()
  expect(after).toEqual(before)
  const { home = 0, ...others } = after
  expect(Math.max(...Object.values(others))).toBeLessThanOrEqual(60)
  expect(home).toBeLessThanOrEqual(150)
})

test('an article is shown with the posts before and after it and older ones of its category', async () => {
  const found = await findArticlePage(bindings.DB, 'ca', 'post-15')
  expect(found.article).toMatchObject({ title: 'Post 15', html: '<p>The text of number 15.</p>' })
  expect(found.previous?.path).toBe('post-14')
  expect(found.next?.path).toBe('post-16')
  expect(found.related.map((card) => card.path)).toEqual(['post-14', 'post-13', 'post-12'])
  expect(found.recent).toEqual([])
  const missing = await findArticlePage(bindings.DB, 'ca', 'nothing')
  expect(missing.article).toBeNull()
  expect(missing.recent.map((card) => card.path)).toEqual([
    'post-59',
    'post-58',
    'post-57',
    'post-56',
  ])
  const nowhere = await findArticlePage(bindings.DB, 'zz', 'nothing')
  expect(nowhere.region).toBeNull()
  expect(nowhere.regions.map((region) => region.code)).toEqual(['ca', 'us', 'uk'])
})

async function staleDocuments(): Promise<number> {
  const [cards, pages, frames] = await bindings.DB.batch<{ stale: number }>([
    bindings.DB.prepare(
      'select count(*) as stale from card_documents d full join article_cards c using (region_code, article_id) where c.document is not d.document',
    ),
    bindings.DB.prepare(
      `select count(*) as stale from (select * from page_documents where status = 'publish') d full join article_pages p using (region_code, article_id)
       where p.document is not d.document or p.path is not d.path or p.type is not d.type
         or p.links_json is not d.links_json or p.html is not d.html`,
    ),
    bindings.DB.prepare(
      'select count(*) as stale from frame_documents d full join region_frames f using (path) where f.document is not d.document',
    ),
  ])
  return [cards, pages, frames].reduce((sum, part) => sum + (part?.results[0]?.stale ?? 1), 0)
}

test('no write leaves a stale document', async () => {
  const writing = await context()
  const run = (sql: string) => bindings.DB.prepare(sql).run()
  const cards = 'select count(*) as total from article_cards'
  expect((await bindings.DB.prepare(cards).first<{ total: number }>())?.total).toBe(60)
  expect(await staleDocuments()).toBe(0)
  const [article] = await writing.db.select().from(articles).where(eq(articles.slug, 'post-7'))
  if (!article) throw new Error('no article')
  const { article: moved } = await updateArticle(writing, article, { slug: 'seven', tagIds: [] })
  expect(await staleDocuments()).toBe(0)
  await updateArticle(writing, moved, { status: 'draft' })
  expect(await staleDocuments()).toBe(0)
  for (const sql of [
    "update authors set name = 'Renamed' where author_id = 1",
    "update terms set name = 'Towns', path = 'towns', slug = 'towns' where slug = 'cities'",
    'insert into translation_groups (group_id) values (1)',
    "update articles set translation_group_id = 1 where slug in ('post-1', 'post-2', 'post-3')",
    "update articles set status = 'draft' where slug = 'post-2'",
    "update articles set translation_group_id = null where slug = 'post-3'",
    `insert into media (region_code, id, slug, mime_type, file, guid, author_id, created_at, modified_at)
       values ('ca', 9001, 'm', 'image/png', 'm.png', 'g', 1, 0, 0)`,
    "update articles set featured_media_id = 9001 where slug = 'post-4'",
    "update media set alt = 'A dot' where id = 9001",
    'delete from media where id = 9001',
    "delete from articles where slug = 'post-1'",
    `delete from terms where id = ${categoryId}`,
    "update regions set name = 'Elsewhere' where code = 'us'",
    `insert into navigation (region_code, location, items_json) values ('ca', 'primary', '[{"label":"A","url":"/a/"}]')`,
    "delete from navigation where region_code = 'ca'",
  ]) {
    await run(sql)
    expect(await staleDocuments(), sql).toBe(0)
  }
  const found = await findArticlePage(bindings.DB, 'ca', 'post-9')
  expect(found.article?.author?.name).toBe('Renamed')
  expect(found.article?.terms).toEqual([])
})
