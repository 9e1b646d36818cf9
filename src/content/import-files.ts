import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { media } from '../schema.ts'
import { recordChange, type Subject } from './changes.ts'
import { writeBatch, type Statement } from './database.ts'
import type { ImportContext } from './import-context.ts'
import { fileSubject, objectKey, renditionsOf, type MediaRow, type Rendition } from './media.ts'
import { deleteVariants } from './variant-files.ts'
import { measureFile, type Measured } from './variants.ts'

/** What R2 has of a medium; a size without bytes is made of the original when somebody asks for it. */
export async function findFiles(
  { bucket, region }: ImportContext,
  file: string,
  sizes: readonly Rendition[],
  knownBytes = 0,
): Promise<{ bytes: number; sizes: Rendition[] }> {
  const bytesOf = async (name: string) =>
    (await bucket.head(objectKey(region.code, name)))?.size ?? 0
  const bytes = knownBytes || (await bytesOf(file))
  const found = await Promise.all(
    sizes.map(async (size) =>
      bytes === 0 || size.bytes > 0 ? size : { ...size, bytes: await bytesOf(size.file) },
    ),
  )
  return { bytes, sizes: found }
}

type Sides = Pick<Measured, 'widthPx' | 'heightPx'>

/** What a file in R2 says of its picture; of its sides only where it is more than a stand-in, or nobody has told them. */
export async function measuresOf(
  context: ImportContext,
  file: string,
  told: Sides,
): Promise<Sides & Partial<Measured>> {
  const measured = await measureFile(context, file)
  if (!measured) return told
  const isTold = told.widthPx > 0 && measured.variantKey === ''
  return isTold ? { ...measured, ...told } : measured
}

/** Stores that a file of an imported medium is in R2 now; nothing when no medium has it. */
export async function settleFile(
  context: ImportContext,
  file: string,
  bytes: number,
): Promise<void> {
  const { db, region, now, purge } = context
  const isOriginal = sql`${media.file} = ${file}`
  const before = await findOriginal(context, file)
  const measures = before ? await measuresOf(context, file, before) : null
  const replaced = before && measures ? await replacing(context, before, measures) : null
  await writeBatch(db, [
    db.run(sql`update media set
      is_fresh = iif(${isOriginal} and is_stored = 0, 1, is_fresh),
      is_stored = iif(${isOriginal}, 1, is_stored),
      bytes = iif(${isOriginal}, ${bytes}, bytes),
      sizes_json = (select json_group_array(
          iif(s.value ->> 'file' = ${file}, json_set(s.value, '$.bytes', ${bytes}), json(s.value)) order by s.key
        ) from json_each(media.sizes_json) s),
      version = version + 1
      where region_code = ${region.code} and source_url is not null
        and id = (select media_id from media_files where region_code = ${region.code} and file = ${file})`) as unknown as Statement, // SQLiteRaw is a batch item at run time
    ...(replaced?.statements ?? []),
    // With its medium, of which the file's own path says nothing.
    recordChange(db, [fileSubject(region.code, file), ...(replaced?.subjects ?? [])], now, purge),
  ])
  await replaced?.forget()
}

async function findOriginal(
  { db, region }: ImportContext,
  file: string,
): Promise<MediaRow | undefined> {
  const isIt = and(
    eq(media.regionCode, region.code),
    eq(media.file, file),
    isNotNull(media.sourceUrl),
  )
  const [row] = await db.select().from(media).where(isIt).limit(1)
  return row
}

/**
 * What follows when another file comes at the path of a picture: bodies name its variants at once, whatever was made of the
 * file before is forgotten, and everything that shows it is purged. Null when it is the same file.
 */
async function replacing(
  { db, region, bucket }: ImportContext,
  before: MediaRow,
  { variantKey = before.variantKey, ...measures }: Sides & Partial<Measured>,
): Promise<{
  statements: Statement[]
  subjects: Subject[]
  forget: () => Promise<void>
} | null> {
  if (variantKey === before.variantKey && measures.color === before.color) return null
  const { id } = before
  const made = renditionsOf(before).filter((size) => size.bytes === 0)
  const directory = (key: string) => `/images/${id}-${key}/`
  const isShown = sql`exists (select 1 from json_each(media_ids_json) where value = ${id})`
  const bodies = sql`update articles set version = version + 1,
    content_html = replace(content_html, ${directory(before.variantKey)}, ${directory(variantKey)})
    where region_code = ${region.code} and ${isShown}`
  return {
    statements: [
      db
        .update(media)
        // Its sides may be others: bodies are cleaned anew with the next that is.
        .set({ ...measures, variantKey, isFresh: 1 })
        .where(and(eq(media.regionCode, region.code), eq(media.id, id))),
      ...(before.variantKey && variantKey ? [db.run(bodies) as unknown as Statement] : []), // as above
    ],
    subjects: [
      { kind: 'media', region: region.code, id },
      ...made.map((size) => fileSubject(region.code, size.file)),
    ],
    forget: async () => {
      const keys = made.map((size) => objectKey(region.code, size.file))
      const objects = await Promise.all(keys.map((key) => bucket.head(key)))
      const ours = objects.filter((object) => object?.customMetadata?.made)
      await bucket.delete(ours.flatMap((object) => object?.key ?? []))
      await deleteVariants(bucket, region.code, id)
    },
  }
}

/** Marks the articles that show media whose files have come since: reclean takes them up. */
export async function settleArrivals({
  db,
  region,
}: Pick<ImportContext, 'db' | 'region'>): Promise<void> {
  const isFresh = sql`select id from media where region_code = ${region.code} and is_fresh = 1`
  await writeBatch(db, [
    db.run(sql`update articles set cleaner_version = 0 where region_code = ${region.code} and cleaner_version <> 0
      and exists (select 1 from json_each(media_ids_json) where value in (${isFresh}))`) as unknown as Statement, // as above
    db
      .update(media)
      .set({ isFresh: 0 })
      .where(and(eq(media.regionCode, region.code), eq(media.isFresh, 1))),
  ])
}
