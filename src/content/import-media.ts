import { and, eq } from 'drizzle-orm'
import { articles, media } from '../schema.ts'
import { findMediaBySourceIds } from './body-media.ts'
import { toCaptionHtml } from './captions.ts'
import { recordChange } from './changes.ts'
import { inJson, writeBatch } from './database.ts'
import type { ImportAction, ImportContext } from './import-context.ts'
import type { ImportMedia } from './import-document.ts'
import { findFiles, measuresOf } from './import-files.ts'
import {
  fileStatement,
  fileSubjects,
  findMediaByFiles,
  FIRST_UNNUMBERED,
  mediaStatements,
  renditionsOf,
  type MediaRow,
  type Rendition,
} from './media.ts'
import { allocateIds } from './sequences.ts'
import { toSlug } from './slugs.ts'
import { fileCandidates } from './upload-paths.ts'

/** What became of a medium, and its row here. */
export interface ImportedMedia {
  action: ImportAction
  row: MediaRow
}

/** For what it was brought with: an article's own times and id stand in for a medium's that are not given. */
interface Owner {
  id: number
  publishedAt: number
  modifiedAt: number
}

/** A medium has at most so many sizes; themes that register more repeat themselves. */
export const MAX_SIZES = 40

/**
 * Brings media in, one row for each however many addresses it has. What is there keeps its words; sizes and files that it
 * lacks are added. A medium that was uploaded here is no import's to change. `owners` are what the items come with.
 */
export async function importMedia(
  context: ImportContext,
  items: readonly ImportMedia[],
  owners: readonly Owner[] = [],
): Promise<ImportedMedia[]> {
  if (items.length === 0) return []
  const known = await findKnown(context, items)
  const groups = new Map<ImportMedia, Group>()
  for (const [index, item] of items.entries()) {
    const row = known(item) ?? null
    const same = [...new Set(groups.values())].find((group) => isSameMedium(group, item, row))
    const group = same ?? { item, row, owner: owners[index] ?? null }
    if (same) group.item = mergeItems(group.item, item)
    groups.set(item, group)
  }
  const unique = [...new Set(groups.values())]
  const done = new Map<Group, ImportedMedia>()
  const fresh = unique.filter(({ row }) => row === null)
  const made = await createAll(context, fresh)
  for (const [index, group] of fresh.entries()) {
    const row = made[index]
    if (row) done.set(group, { action: 'created', row })
  }
  await Promise.all(
    unique.map(async (group) => {
      if (group.row) done.set(group, await complete(context, group.row, group.item))
    }),
  )
  return items.flatMap((item) => {
    const group = groups.get(item)
    return (group && done.get(group)) ?? []
  })
}

/** One medium of several items: what articles tell of it differs. */
interface Group {
  item: ImportMedia
  row: MediaRow | null
  owner: Owner | null
}

function isSameMedium(group: Group, item: ImportMedia, row: MediaRow | null): boolean {
  if (group.row || row) return group.row?.id === row?.id
  if (group.item.id !== null && item.id !== null) return group.item.id === item.id
  const names = fileCandidates(item.file)
  return fileCandidates(group.item.file).some((name) => names.includes(name))
}

function mergeItems(a: ImportMedia, b: ImportMedia): ImportMedia {
  const description = a.description || b.description
  const slug = a.slug || b.slug
  const parentId = a.parentId || b.parentId
  return {
    ...b,
    ...a,
    id: a.id ?? b.id,
    title: a.title || b.title,
    alt: a.alt || b.alt,
    caption: a.caption || b.caption,
    ...(description !== undefined && { description }),
    ...(slug !== undefined && { slug }),
    ...(parentId !== undefined && { parentId }),
    width: a.width || b.width,
    height: a.height || b.height,
    sizes: [...a.sizes, ...b.sizes],
  }
}

async function findKnown({ db, region }: ImportContext, items: readonly ImportMedia[]) {
  const files = items.map(({ file }) => file)
  const ids = items.flatMap(({ id }) => id ?? [])
  const [byFile, bySource] = await Promise.all([
    findMediaByFiles(db, region.code, files),
    ids.length > 0 ? findMediaBySourceIds(db, region.code, ids) : [],
  ])
  return (item: ImportMedia): MediaRow | undefined => {
    const own = bySource.find(({ sourceId }) => sourceId === item.id)
    if (own) return own
    const named = byFile.get(item.file)
    // Two attachments may have names of one stem: what has another id is another.
    const isOther =
      named !== undefined &&
      named.file !== item.file &&
      named.sourceId !== null &&
      item.id !== null &&
      named.sourceId !== item.id
    return isOther ? undefined : named
  }
}

/** Adds to a row what it lacks. */
async function complete(
  context: ImportContext,
  before: MediaRow,
  item: ImportMedia,
): Promise<ImportedMedia> {
  if (before.sourceUrl === null) return { action: 'unchanged', row: before }
  const words = await wordsOf(before, item)
  const named = mergeSizes(before, item)
  const found =
    before.isStored === 0 || named.some(({ bytes }) => bytes === 0)
      ? await findFiles(context, before.file, named, before.bytes)
      : { bytes: before.bytes, sizes: named }
  const isArrived = before.isStored === 0 && found.bytes > 0
  const told = { widthPx: before.widthPx || item.width, heightPx: before.heightPx || item.height }
  const measures = isArrived ? await measuresOf(context, before.file, told) : told
  const row: MediaRow = {
    ...before,
    ...words,
    ...measures,
    sourceId: before.sourceId ?? item.id,
    sourceUrl: before.isStored === 1 ? before.sourceUrl : item.sourceUrl || before.sourceUrl,
    parentId: before.parentId || (item.parentId ?? 0),
    bytes: found.bytes,
    sizesJson: JSON.stringify(found.sizes),
    isStored: isArrived || before.isStored === 1 ? 1 : 0,
  }
  if (JSON.stringify(row) === JSON.stringify(before)) return { action: 'unchanged', row: before }
  const stored = {
    ...row,
    version: before.version + 1,
    isFresh: row.isStored !== before.isStored ? 1 : before.isFresh,
  }
  const { db, region, now, purge } = context
  await writeBatch(db, [
    db
      .update(media)
      .set(stored)
      .where(and(eq(media.regionCode, region.code), eq(media.id, row.id))),
    fileStatement(db, row, filesOf(stored, item)),
    recordChange(
      db,
      [{ kind: 'media', region: region.code, id: row.id }, ...fileSubjects(stored)],
      now,
      purge,
    ),
  ])
  return { action: 'updated', row: stored }
}

function filesOf(row: MediaRow, item: ImportMedia): string[] {
  return [...new Set([row.file, item.file, ...renditionsOf(row).map(({ file }) => file)])]
}

/** Words that are blank here; a title that was made of the file's name is as good as none. */
async function wordsOf(before: MediaRow, item: ImportMedia): Promise<Partial<MediaRow>> {
  const hasTitle = before.title !== '' && before.title !== stemOf(before.file)
  return {
    ...(!hasTitle && item.title !== '' && { title: item.title }),
    ...(before.alt === '' && { alt: item.alt }),
    ...(before.caption === '' && {
      caption: item.caption,
      captionHtml: await toCaptionHtml(item.caption),
    }),
    ...(before.description === '' && { description: item.description ?? '' }),
  }
}

function mergeSizes(before: MediaRow, item: ImportMedia): Rendition[] {
  const known = renditionsOf(before)
  const files = new Set([before.file, ...known.map(({ file }) => file)])
  const more = toRenditions(item).filter(({ file }) => !files.has(file))
  return more.length === 0 ? known : inOrder([...known, ...more])
}

/** The sizes that an import tells of a medium, none of them stored yet. */
export function toRenditions(item: ImportMedia): Rendition[] {
  const sizes = item.sizes.map(({ name, file, width, height, mimeType }) => ({
    name,
    file,
    widthPx: width,
    heightPx: height,
    mimeType,
    bytes: 0,
  }))
  const unique = new Map(sizes.map((size) => [size.file, size]))
  unique.delete(item.file)
  return [...unique.values()]
}

function inOrder(sizes: readonly Rendition[]): Rendition[] {
  return sizes.toSorted((a, b) => a.widthPx - b.widthPx).slice(0, MAX_SIZES)
}

async function createAll(context: ImportContext, groups: readonly Group[]): Promise<MediaRow[]> {
  if (groups.length === 0) return []
  const { db, region, now, purge } = context
  const items = groups.map(({ item }) => item)
  const owners = groups.flatMap(({ owner }) => owner ?? [])
  const ids = await freeIds(context, items, owners)
  const slugs = await freeSlugs(context, items, ids)
  const rows = await Promise.all(
    groups.map(({ item, owner }, index) =>
      toRow(context, item, owner, { id: ids[index] ?? 0, slug: slugs[index] ?? '' }),
    ),
  )
  const subjects = rows.flatMap((row) => [
    { kind: 'media' as const, region: region.code, id: row.id },
    ...fileSubjects(row),
  ])
  await writeBatch(db, [
    ...rows.flatMap((row) => mediaStatements(db, row)),
    recordChange(db, subjects, now, purge),
  ])
  return rows
}

/** The old site's ids where they are free here, others far from any that may still come. */
async function freeIds(
  { db, region }: ImportContext,
  items: readonly ImportMedia[],
  owners: readonly Owner[],
): Promise<number[]> {
  const wanted = items.flatMap(({ id }) => id ?? [])
  const taken = new Set(owners.map(({ id }) => id))
  if (wanted.length > 0) {
    const rows = await db.batch([
      db
        .select({ id: media.id })
        .from(media)
        .where(and(eq(media.regionCode, region.code), inJson(media.id, wanted))),
      db
        .select({ id: articles.id })
        .from(articles)
        .where(and(eq(articles.regionCode, region.code), inJson(articles.id, wanted))),
    ])
    for (const { id } of rows.flat()) taken.add(id)
  }
  const ids = items.map(({ id }) => {
    if (id === null || id === 0 || taken.has(id)) return 0
    taken.add(id)
    return id
  })
  const count = ids.filter((id) => id === 0).length
  if (count === 0) return ids
  let next = FIRST_UNNUMBERED + (await allocateIds(db, region.code, 'unnumbered', count))
  return ids.map((id) => id || next++)
}

/** Slugs as on the old site where they are free here; else of the file's name and the id, which no other has. */
async function freeSlugs(
  { db, region }: ImportContext,
  items: readonly ImportMedia[],
  ids: readonly number[],
): Promise<string[]> {
  const wanted = items.map(({ slug }) => toSlug(slug ?? ''))
  const asked = wanted.filter(Boolean)
  const rows =
    asked.length === 0
      ? []
      : await db
          .select({ slug: media.slug })
          .from(media)
          .where(and(eq(media.regionCode, region.code), inJson(media.slug, asked)))
  const taken = new Set(rows.map(({ slug }) => slug))
  return wanted.map((slug, index) => {
    const isFree = slug !== '' && !taken.has(slug)
    taken.add(slug)
    const stem = stemOf(items[index]?.file ?? '').toLowerCase()
    return isFree ? slug : `${stem}-${ids[index]}`
  })
}

function stemOf(file: string): string {
  const name = file.split('/').at(-1) ?? ''
  return name.replace(/\.[a-z0-9]+$/i, '') || 'file'
}

async function toRow(
  context: ImportContext,
  item: ImportMedia,
  owner: Owner | null,
  named: { id: number; slug: string },
): Promise<MediaRow> {
  const found = await findFiles(context, item.file, inOrder(toRenditions(item)))
  const createdAt = item.publishedAt ?? owner?.publishedAt ?? context.now
  const told = { widthPx: item.width, heightPx: item.height }
  const measures = found.bytes > 0 ? await measuresOf(context, item.file, told) : told
  return {
    regionCode: context.region.code,
    ...named,
    title: item.title || stemOf(item.file),
    alt: item.alt,
    caption: item.caption,
    captionHtml: await toCaptionHtml(item.caption),
    description: item.description ?? '',
    credit: '',
    mimeType: item.mimeType,
    file: item.file,
    variantKey: '',
    color: '',
    ...measures,
    bytes: found.bytes,
    sizesJson: JSON.stringify(found.sizes),
    sourceUrl: item.sourceUrl,
    isStored: found.bytes > 0 ? 1 : 0,
    guid: item.sourceUrl,
    authorId: context.userId,
    parentId: item.parentId ?? owner?.id ?? 0,
    metaJson: '{}',
    createdAt,
    modifiedAt: owner?.modifiedAt ?? createdAt,
    version: 1,
    sourceId: item.id,
    isFresh: 0,
  }
}
