import { and, eq, sql } from 'drizzle-orm'
import type { Region } from '#regions/region.ts'
import { absoluteUrl, mediaPath } from '#regions/permalink.ts'
import { articles, media, mediaFiles } from '../schema.ts'
import { toCaptionHtml } from './captions.ts'
import { changedFields, note } from './audit.ts'
import { recordChange, type Subject } from './changes.ts'
import { guardVersion, inJson, isUniqueViolation, writeBatch } from './database.ts'
import type { Database, Statement } from './database.ts'
import { ContentError } from './errors.ts'
import { allocateIds, reserveId } from './sequences.ts'
import { readImageHeader } from './image-header.ts'
import { colorOf, colorOrNone, isReadable, isVaried, MAX_PIXELS, streamOf } from './image-work.ts'
import { namedSizes } from './renditions.ts'
import { sitemapSubjects } from './sitemaps.ts'
import { slugCandidate, toSlug } from './slugs.ts'
import { decodePath, fileCandidates } from './upload-paths.ts'
import { deleteVariants, variantKeyOf } from './variant-files.ts'

export type MediaRow = typeof media.$inferSelect

/** A file of one medium in another width or format. */
export interface Rendition {
  name: string
  file: string
  widthPx: number
  heightPx: number
  mimeType: string
  bytes: number
}

interface MediaContext {
  db: Database
  bucket: R2Bucket
  region: Region
  siteUrl: string
  now: number
  userId: number
}

/**
 * The largest upload, in bytes: it is held whole, once, by a Worker that has 128 MB. Cameras of 60 megapixels write some 30
 * MB; what is larger comes through meridian/v1/uploads, which passes it on as it comes.
 */
export const MAX_UPLOAD_BYTES = 40_000_000
/** The renditions of a row; what is in the column was checked when it was written. */
export function renditionsOf(row: Pick<MediaRow, 'sizesJson'>): Rendition[] {
  return JSON.parse(row.sizesJson) as Rendition[]
}

/** Where R2 keeps a file: regions do not share names. */
export function objectKey(regionCode: string, file: string): string {
  return `${regionCode}/${file}`
}

/** One medium by its id, or null. */
export async function findMedia(
  db: Database,
  regionCode: string,
  id: number,
): Promise<MediaRow | null> {
  const [row] = await db
    .select()
    .from(media)
    .where(and(eq(media.regionCode, regionCode), eq(media.id, id)))
    .limit(1)
  return row ?? null
}

/**
 * The media that the given upload paths belong to, by path; any size of a medium leads to it, also one that is known by its
 * name alone.
 */
export async function findMediaByFiles(
  db: Database,
  regionCode: string,
  files: readonly string[],
): Promise<Map<string, MediaRow>> {
  if (files.length === 0) return new Map()
  const candidates = new Map(files.map((file) => [file, fileCandidates(file)]))
  const asked = [...new Set([...candidates.values()].flat())]
  const rows = await db
    .select({ file: mediaFiles.file, row: media })
    .from(mediaFiles)
    .innerJoin(
      media,
      and(eq(media.regionCode, mediaFiles.regionCode), eq(media.id, mediaFiles.mediaId)),
    )
    .where(and(eq(mediaFiles.regionCode, regionCode), inJson(mediaFiles.file, asked)))
  const known = new Map(rows.map(({ file, row }) => [file, row]))
  const found = new Map<string, MediaRow>()
  for (const [file, names] of candidates) {
    const row = names.map((name) => known.get(name)).find((candidate) => candidate !== undefined)
    if (row) found.set(file, row)
  }
  return found
}

/** The statements that store a medium with every address it is known by. */
export function mediaStatements(db: Database, row: MediaRow): Statement[] {
  const files = [row.file, ...renditionsOf(row).map((size) => size.file)]
  return [
    db.insert(media).values(row),
    fileStatement(db, row, files),
    row.id < FIRST_UNNUMBERED
      ? reserveId(db, row.regionCode, 'content', row.id)
      : reserveId(db, row.regionCode, 'unnumbered', row.id - FIRST_UNNUMBERED),
  ]
}

/**
 * Ids of media that come without one begin here: far above any that an old site gives, so that none is taken before what
 * has it comes.
 */
export const FIRST_UNNUMBERED = 1_000_000_000

/** The statement that makes files lead to a medium; those of another medium stay that one's. */
export function fileStatement(
  db: Database,
  row: Pick<MediaRow, 'regionCode' | 'id'>,
  files: readonly string[],
): Statement {
  return db.run(sql`insert into media_files (region_code, file, media_id)
    select ${row.regionCode}, value, ${row.id} from json_each(${JSON.stringify(files)}) where true
    on conflict do nothing`) as unknown as Statement // SQLiteRaw is a batch item at run time
}

/**
 * Stores an uploaded image. The row takes the names first, since the unique index alone decides
 * between two uploads of one name; the file follows before anybody is told of it, and without it the row goes again.
 * @throws ContentError `not_an_image` for anything but JPEG, PNG, GIF, WebP and AVIF, `too_large`
 */
export async function createMedia(
  context: MediaContext,
  images: ImagesBinding,
  upload: Upload,
): Promise<MediaRow> {
  const { db, region, now } = context
  if (upload.bytes.length > MAX_UPLOAD_BYTES) {
    throw new ContentError('too_large', { details: { field: 'file', max: MAX_UPLOAD_BYTES } })
  }
  const header = readImageHeader(upload.bytes)
  if (!header || header.widthPx * header.heightPx > MAX_PIXELS) throw notAnImage(upload)
  const color = isReadable(header)
    ? await colorOrNone(() => colorOf(images, streamOf(upload.bytes)), upload.fileName)
    : ''
  const variantKey = isVaried(header) ? await variantKeyOf(upload.bytes) : ''
  const named = namedSizes(header)
  const name = upload.fileName.replace(/\.[a-z0-9]+$/i, '')
  const stem = toSlug(name) || 'image'
  const date = new Date(now * 1000)
  const folder = `${date.getUTCFullYear()}/${String(date.getUTCMonth() + 1).padStart(2, '0')}`
  const id = await allocateIds(db, region.code, 'content')
  for (let attempt = 0; ; attempt++) {
    // WordPress numbers files from -1 (wp_unique_filename) and takes title and slug from the file's name.
    const suffix = attempt === 0 ? '' : `-${attempt}`
    const title = upload.title ?? name + suffix
    const slug = await freeSlug(db, region.code, toSlug(title) || stem + suffix)
    // A slug of another script is percent-encoded; a file's name is not.
    const path = `${folder}/${decodePath(stem)}${suffix}`
    const file = `${path}.${header.extension}`
    const row: MediaRow = {
      regionCode: region.code,
      id,
      slug,
      title,
      alt: upload.alt ?? '',
      caption: upload.caption ?? '',
      captionHtml: await toCaptionHtml(upload.caption ?? ''),
      description: upload.description ?? '',
      credit: '',
      mimeType: header.mimeType,
      file,
      widthPx: header.widthPx,
      heightPx: header.heightPx,
      bytes: upload.bytes.length,
      sizesJson: JSON.stringify(
        named.map((size) => ({ ...size, file: `${path}-${size.file}.${header.extension}` })),
      ),
      sourceUrl: null,
      isStored: 1,
      guid: absoluteUrl(context.siteUrl, mediaPath(region, file)),
      authorId: context.userId,
      parentId: upload.parentId ?? 0,
      metaJson: '{}',
      createdAt: now,
      modifiedAt: now,
      version: 1,
      sourceId: null,
      isFresh: 0,
      variantKey,
      color,
    }
    const subjects = [{ kind: 'media' as const, region: region.code, id }, ...fileSubjects(row)]
    try {
      note(db, 'attachment', { id })
      await writeBatch(db, [...claimStatements(db, row), recordChange(db, subjects, now)])
    } catch (error) {
      if (attempt < 200 && isUniqueViolation(error, 'media')) continue
      throw error
    }
    await putOwn(context, row, upload.bytes)
    return row
  }
}

/** An image as it comes in. */
interface Upload {
  bytes: Uint8Array<ArrayBuffer>
  fileName: string
  title?: string
  alt?: string
  caption?: string
  description?: string
  parentId?: number
}

function notAnImage({ fileName }: Upload): ContentError {
  return new ContentError('not_an_image', { details: { fileName } })
}

/** The row and every file name of it; none of them may be another medium's. */
function claimStatements(db: Database, row: MediaRow): Statement[] {
  // Two sizes of a portrait can be one file: `large` of 3:4 is as wide as `medium_large`.
  const files = new Set([row.file, ...renditionsOf(row).map((size) => size.file)])
  return [
    db.insert(media).values(row),
    ...[...files].map((file) =>
      db.insert(mediaFiles).values({ regionCode: row.regionCode, file, mediaId: row.id }),
    ),
  ]
}

async function putOwn(
  context: MediaContext,
  row: MediaRow,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  try {
    await putFile(context, row.file, bytes, row.mimeType)
  } catch (error) {
    await context.db
      .delete(media)
      .where(and(eq(media.regionCode, row.regionCode), eq(media.id, row.id)))
    throw error
  }
}

/** The first form of a slug that no other medium of the region has. */
async function freeSlug(db: Database, regionCode: string, wanted: string): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const slug = slugCandidate(wanted, attempt)
    const taken = await db
      .select({ id: media.id })
      .from(media)
      .where(and(eq(media.regionCode, regionCode), eq(media.slug, slug)))
      .limit(1)
    if (taken.length === 0) return slug
  }
}

/** The path below the region at which a file of the uploads folder is served. */
export function fileSubject(regionCode: string, file: string): Subject {
  return { kind: 'path', region: regionCode, path: `wp-content/uploads/${file}` }
}

/** Every address of a medium: a file is kept for a year, and an early 404 for minutes. */
export function fileSubjects(row: MediaRow): Subject[] {
  const files = [row.file, ...renditionsOf(row).map((size) => size.file)]
  return files.map((file) => fileSubject(row.regionCode, file))
}

/** Writes one file of the uploads folder to R2; one that was made of another says so, and goes when that is replaced. */
export async function putFile(
  context: { bucket: Pick<R2Bucket, 'put'>; region: Pick<Region, 'code'> },
  file: string,
  bytes: Uint8Array,
  mimeType: string,
  isMade = false,
): Promise<void> {
  await context.bucket.put(objectKey(context.region.code, file), bytes, {
    httpMetadata: { contentType: mimeType },
    ...(isMade && { customMetadata: { made: 'true' } }),
  })
}

/** What may change of a medium. */
export interface MediaInput {
  title?: string
  alt?: string
  caption?: string
  description?: string
  slug?: string
  authorId?: number
  /** The article that it belongs to; 0 for none. */
  parentId?: number
  /** Epoch seconds. */
  createdAt?: number
}

/** Changes what is said of a medium. @throws ContentError `version_conflict` */
export async function updateMedia(
  context: Pick<MediaContext, 'db' | 'now'>,
  before: MediaRow,
  input: MediaInput,
): Promise<MediaRow> {
  const { db, now } = context
  const { caption } = input
  const wanted = toSlug(input.slug ?? '') || before.slug
  const isMoved = wanted !== before.slug
  const slug = isMoved ? await freeSlug(db, before.regionCode, wanted) : before.slug
  const words = {
    ...input,
    slug,
    ...(caption !== undefined && { captionHtml: await toCaptionHtml(caption) }),
  }
  const row = { ...before, ...words, modifiedAt: now, version: before.version + 1 }
  note(db, 'attachment', { fields: changedFields(before, row) })
  await writeBatch(db, [
    guardVersion(
      db,
      sql`(select version from media where region_code = ${row.regionCode} and id = ${row.id})`,
      before.version,
    ),
    db
      .update(media)
      .set({ ...words, modifiedAt: now, version: row.version })
      .where(and(eq(media.regionCode, row.regionCode), eq(media.id, row.id))),
    recordChange(
      db,
      [
        { kind: 'media', region: row.regionCode, id: row.id },
        // The address of its page leads to the file; whoever asked too early holds a 404.
        ...(isMoved ? [{ kind: 'path' as const, region: row.regionCode, path: slug }] : []),
      ],
      now,
    ),
  ])
  return row
}

/** Deletes a medium and its files; articles that led with it have no picture from then on. */
export async function deleteMedia(
  context: Pick<MediaContext, 'db' | 'now' | 'bucket'>,
  row: MediaRow,
): Promise<void> {
  const { db, now } = context
  const { regionCode: region, id } = row
  const isLed = and(eq(articles.regionCode, region), eq(articles.featuredMediaId, id))
  const led = await db.select({ id: articles.id, type: articles.type }).from(articles).where(isLed)
  const subjects: Subject[] = [
    { kind: 'media', region, id },
    ...fileSubjects(row),
    // Sitemaps name an article's pictures.
    ...(await sitemapSubjects(
      db,
      led.map((article) => ({ ...article, region })),
    )),
  ]
  await writeBatch(db, [
    guardVersion(
      db,
      sql`(select version from media where region_code = ${row.regionCode} and id = ${row.id})`,
      row.version,
    ),
    db.delete(media).where(and(eq(media.regionCode, row.regionCode), eq(media.id, row.id))),
    db
      .update(articles)
      .set({ featuredMediaId: 0, version: sql`${articles.version} + 1` })
      .where(isLed),
    recordChange(db, subjects, now),
  ])
  const files = [row.file, ...renditionsOf(row).map((size) => size.file)]
  await context.bucket.delete(files.map((file) => objectKey(row.regionCode, file)))
  await deleteVariants(context.bucket, row.regionCode, row.id)
}
