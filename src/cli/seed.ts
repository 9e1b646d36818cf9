import sharp from 'sharp'
import { and, eq } from 'drizzle-orm'
import { createArticle, type WriteContext } from '#content/articles.ts'
import { ensureAuthor } from '#content/authors.ts'
import { openDatabase, writeBatch, type Database } from '#content/database.ts'
import { mediaStatements, putFile, type MediaRow } from '#content/media.ts'
import { listRegions, type RegionSettings } from '#content/regions.ts'
import { allocateIds } from '#content/sequences.ts'
import { createTerm } from '#content/terms.ts'
import { prepareBody } from '#ingest/prepare.ts'
import { fromLocalDateTime } from '#regions/format.ts'
import { absoluteUrl, articlePath, mediaPath, regionRoot, termPath } from '#regions/permalink.ts'
import {
  articles,
  changes,
  media,
  navigation,
  regions,
  terms,
  translationGroups,
} from '../schema.ts'
import { DEMO_AUTHORS } from './demo/authors.ts'
import { CA } from './demo/ca.ts'
import { drawPortrait, drawScene } from './demo/pictures.ts'
import type { DemoArticle, DemoEdition, DemoPicture } from './demo/types.ts'
import { UK } from './demo/uk.ts'
import { US } from './demo/us.ts'
import type { Machine } from './state.ts'

const EDITIONS = [CA, US, UK]
const WIDTHS = [480, 960]
const FULL = { widthPx: 1600, heightPx: 900 }
const MONTH_SECONDS = 30 * 24 * 3600
/** Speed over the last bytes: a start waits for it. 0 to 6 (WebP), 0 to 9 (AVIF). */
const EFFORT = { webp: 1, avif: 0 }

interface Desk {
  machine: Machine
  db: Database
  region: RegionSettings
  context: WriteContext
  authorIds: ReadonlyMap<string, number>
  pictures: DrawnPictures
  groups: ReadonlyMap<string, number>
}

interface Encoded {
  name: string
  suffix: string
  widthPx: number
  heightPx: number
  mimeType: string
  bytes: Uint8Array
}

/** The demonstration's pictures by stem, as they are drawn and encoded on sharp's own threads. */
export type DrawnPictures = Map<string, Promise<Encoded[]>>

/** Begins to draw and encode every picture, beside whatever else goes on. */
export function drawPictures(): DrawnPictures {
  const pictures: DrawnPictures = new Map()
  for (const picture of EDITIONS.flatMap(picturesOf)) encodeOnce(pictures, picture)
  return pictures
}

/** Fills the regions with the demonstration; what is there already from an interrupted run is left as it is. */
export async function seedDemo(
  machine: Machine,
  siteUrl: string,
  pictures: DrawnPictures = drawPictures(),
): Promise<void> {
  const db = openDatabase(machine.d1)
  const now = Math.floor(Date.now() / 1000)
  const authorIds = await seedAuthors(machine, db, now)
  const groups = await createGroups(db)
  for (const edition of EDITIONS) await seedSettings(db, edition)
  const all = await listRegions(machine.d1)
  // Editions share nothing that is written here: one waits for D1 while another cleans its texts.
  await Promise.all(
    EDITIONS.map(async (edition) => {
      const region = all.find((candidate) => candidate.code === edition.region)
      if (!region) return
      const context = { db, region, siteUrl, now, prepare: prepareBody, userId: 1 }
      await seedEdition({ machine, db, region, context, authorIds, pictures, groups }, edition)
    }),
  )
  // Nothing was served before this: there is nothing to purge.
  await db.delete(changes)
}

async function seedAuthors(
  machine: Machine,
  db: Database,
  now: number,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (const author of DEMO_AUTHORS) {
    const file = `demo/${author.nicename}.webp`
    const bytes = await sharp(Buffer.from(drawPortrait(author.nicename)))
      .resize(192)
      .webp()
      .toBuffer()
    await putFile(
      { bucket: machine.bucket, region: { code: 'ca' } },
      file,
      new Uint8Array(bytes),
      'image/webp',
    )
    const portrait = mediaPath({ path: 'ca' }, file)
    const row = await ensureAuthor(db, { ...author, portrait }, now)
    ids.set(author.nicename, row.authorId)
  }
  return ids
}

async function seedSettings(db: Database, edition: DemoEdition): Promise<void> {
  await db
    .update(regions)
    .set({
      name: edition.name,
      tagline: edition.tagline,
      accent: edition.accent,
      postsPerPage: 10,
      footerJson: JSON.stringify({ note: edition.footerNote }),
      callToActionJson: JSON.stringify(edition.callToAction),
      organisationJson: JSON.stringify({ name: edition.name }),
    })
    .where(eq(regions.code, edition.region))
  const region = { path: edition.region }
  const primary = edition.categories
    .filter((category) => !category.parent)
    .map(({ slug, name }) => ({ label: name, url: termPath(region, 'category', slug) }))
  const footer = edition.pages.map(({ slug, title }) => ({
    label: title,
    url: articlePath(region, slug),
  }))
  for (const [location, items] of [
    ['primary', primary],
    ['footer', footer],
  ] as const) {
    const itemsJson = JSON.stringify(items)
    await db
      .insert(navigation)
      .values({ regionCode: edition.region, location, itemsJson })
      .onConflictDoUpdate({
        target: [navigation.regionCode, navigation.location],
        set: { itemsJson },
      })
  }
}

async function seedEdition(desk: Desk, edition: DemoEdition): Promise<void> {
  const termIds = await seedTerms(desk, edition)
  const oldestFirst = edition.articles.toSorted((a, b) => a.published.localeCompare(b.published))
  for (const article of oldestFirst) await seedArticle(desk, article, termIds)
  for (const page of edition.pages) {
    if (await isThere(desk, page.slug)) continue
    await createArticle(desk.context, 'page', {
      status: 'publish',
      slug: page.slug,
      title: page.title,
      excerpt: page.excerpt,
      content: page.html,
    })
  }
}

async function seedTerms({ db, region, context }: Desk, edition: DemoEdition) {
  const known = await db.select().from(terms).where(eq(terms.regionCode, region.code))
  const ids = new Map(known.map((term) => [term.slug, term.id]))
  const place = { db, regionCode: region.code, now: context.now }
  for (const category of edition.categories) {
    if (ids.has(category.slug)) continue
    const parentId = ids.get(category.parent ?? '') ?? 0
    ids.set(category.slug, (await createTerm(place, 'category', { ...category, parentId })).id)
  }
  for (const tag of edition.tags) {
    if (!ids.has(tag.slug)) ids.set(tag.slug, (await createTerm(place, 'post_tag', { ...tag })).id)
  }
  return ids
}

async function isThere({ db, region }: Desk, slug: string): Promise<boolean> {
  const [row] = await db
    .select({ id: articles.id })
    .from(articles)
    .where(and(eq(articles.regionCode, region.code), eq(articles.slug, slug)))
  return row !== undefined
}

async function seedArticle(
  desk: Desk,
  article: DemoArticle,
  termIds: ReadonlyMap<string, number>,
): Promise<void> {
  const { region, context } = desk
  if (await isThere(desk, article.slug)) return
  const lead = await seedPicture(desk, article.picture)
  const figure = article.figure ? await seedPicture(desk, article.figure) : null
  const publishedAt =
    article.status === 'future'
      ? context.now + MONTH_SECONDS
      : fromLocalDateTime(`${article.published}:00`, region.timezone)
  await createArticle(
    { ...context, now: Math.max(publishedAt, 0) < context.now ? publishedAt : context.now },
    'post',
    {
      status: article.status === 'draft' ? 'draft' : 'publish',
      slug: article.slug,
      title: article.title,
      excerpt: article.excerpt,
      content: toContent(article.html, region, figure, article.figure),
      authorId: desk.authorIds.get(article.author) ?? 1,
      featuredMediaId: lead.id,
      categoryIds: [termIds.get(article.category) ?? 1],
      tagIds: article.tags.flatMap((tag) => termIds.get(tag) ?? []),
      publishedAt,
      ...(article.seo && { seo: article.seo }),
      translationGroupId: desk.groups.get(article.group ?? '') ?? null,
    },
  )
}

function toContent(
  html: string,
  region: RegionSettings,
  figure: MediaRow | null,
  picture: DemoPicture | undefined,
): string {
  const linked = html.replaceAll('href="/', `href="${regionRoot(region)}`)
  if (!figure || !picture) return linked
  const image = `<figure><img src="${mediaPath(region, figure.file)}" alt="${picture.alt}"><figcaption>${picture.caption}</figcaption></figure>`
  return linked.replace('<!-- figure -->', image)
}

async function createGroups(db: Database): Promise<Map<string, number>> {
  const names = EDITIONS.flatMap((edition) => edition.articles.flatMap(({ group }) => group ?? []))
  const groups = new Map<string, number>()
  // The same numbers at every run: a start that goes on after an interruption joins what is there.
  for (const [index, name] of [...new Set(names)].entries()) {
    await db
      .insert(translationGroups)
      .values({ groupId: index + 1 })
      .onConflictDoNothing()
    groups.set(name, index + 1)
  }
  return groups
}

/** One picture in a region: drawn and encoded once for all regions, stored for each. */
async function seedPicture(desk: Desk, picture: DemoPicture): Promise<MediaRow> {
  const { db, region, machine, context } = desk
  const stem = stemOf(picture)
  const file = `demo/${stem}.webp`
  const [known] = await db
    .select()
    .from(media)
    .where(and(eq(media.regionCode, region.code), eq(media.file, file)))
  if (known) return known
  const files = await encodeOnce(desk.pictures, picture)
  const id = await allocateIds(db, region.code, 'content')
  const sizes = files.map(({ name, suffix, widthPx, heightPx, mimeType, bytes }) => ({
    name,
    file: `demo/${stem}${suffix}`,
    widthPx,
    heightPx,
    mimeType,
    bytes: bytes.length,
  }))
  await Promise.all(
    files.map(({ bytes, mimeType }, index) =>
      putFile({ bucket: machine.bucket, region }, sizes[index]?.file ?? file, bytes, mimeType),
    ),
  )
  const original = sizes.find((size) => size.file === file)
  const row: MediaRow = {
    regionCode: region.code,
    id,
    slug: `demo-${stem}`,
    title: picture.alt,
    alt: picture.alt,
    caption: picture.caption,
    description: '',
    credit: '',
    mimeType: 'image/webp',
    file,
    ...FULL,
    bytes: original?.bytes ?? 0,
    sizesJson: JSON.stringify(sizes.filter((size) => size.file !== file)),
    sourceUrl: null,
    isStored: 1,
    guid: absoluteUrl(context.siteUrl, mediaPath(region, file)),
    authorId: 1,
    parentId: 0,
    metaJson: '{}',
    createdAt: context.now,
    modifiedAt: context.now,
    version: 1,
  }
  await writeBatch(db, mediaStatements(db, row))
  return row
}

function picturesOf(edition: DemoEdition): DemoPicture[] {
  return edition.articles.flatMap(({ picture, figure }) => (figure ? [picture, figure] : [picture]))
}

function stemOf(picture: DemoPicture): string {
  return `${picture.scene}-${picture.light}`
}

function encodeOnce(pictures: DrawnPictures, picture: DemoPicture): Promise<Encoded[]> {
  const stem = stemOf(picture)
  const known = pictures.get(stem)
  if (known) return known
  const encoding = encode(picture)
  pictures.set(stem, encoding)
  return encoding
}

/** The widest AVIF costs a first start most of all, and shows least. */
function formatsOf(widthPx: number): readonly ('webp' | 'avif')[] {
  return widthPx === FULL.widthPx ? ['webp'] : ['webp', 'avif']
}

async function encode(picture: DemoPicture): Promise<Encoded[]> {
  const drawn = sharp(Buffer.from(drawScene(picture.scene, picture.light)))
  const { data, info } = await drawn.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const jobs = [...WIDTHS, FULL.widthPx].flatMap((widthPx) =>
    formatsOf(widthPx).map(async (format) => {
      const heightPx = Math.round((widthPx * FULL.heightPx) / FULL.widthPx)
      const raw = { width: info.width, height: info.height, channels: info.channels }
      const bytes = await sharp(data, { raw })
        .resize(widthPx, heightPx)
        .toFormat(format, { quality: format === 'avif' ? 55 : 80, effort: EFFORT[format] })
        .toBuffer()
      const isFull = widthPx === FULL.widthPx
      const suffix = isFull ? `.${format}` : `-${widthPx}x${heightPx}.${format}`
      const name = isFull ? 'full' : `${widthPx}w`
      return {
        name,
        suffix,
        widthPx,
        heightPx,
        mimeType: `image/${format}`,
        bytes: new Uint8Array(bytes),
      }
    }),
  )
  return Promise.all(jobs)
}
