import sharp from 'sharp'
import { and, eq } from 'drizzle-orm'
import { createArticle } from '#content/articles.ts'
import type { WriteContext } from '#content/write-context.ts'
import { ensureAuthor } from '#content/authors.ts'
import { openDatabase, writeBatch, type Database } from '#content/database.ts'
import { mediaStatements, objectKey, type MediaRow } from '#content/media.ts'
import { colorOfPng } from '#content/png-color.ts'
import { namedSizes } from '#content/renditions.ts'
import { variantKeyOf, variantObjectKey } from '#content/variant-files.ts'
import { listRegions, type RegionSettings } from '#content/regions.ts'
import { allocateIds } from '#content/sequences.ts'
import { createTerm } from '#content/terms.ts'
import { prepareBody } from '#ingest/prepare.ts'
import { fromLocalDateTime } from '#regions/format.ts'
import { absoluteUrl, articlePath, mediaPath, regionRoot, termPath } from '#regions/permalink.ts'
import { variantWidths } from '#regions/variants.ts'
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
/** As wide as a preview may want it (Google asks for 1,200), and no wider: a first start draws all of them. */
const FULL = { widthPx: 1280, heightPx: 720 }
const MONTH_SECONDS = 30 * 24 * 3600
/** Speed over the last bytes: a start waits for it. */
const ENCODING = {
  webp: { quality: 80, effort: 0 },
  avif: { quality: 55, effort: 0, chromaSubsampling: '4:2:0' },
}
/** The widest variants and those of WebP would cost a start most, and show least: they are made when somebody asks. */
const MAX_VARIANT_PX = 1080

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
  /** The whole picture where there is none. */
  variant?: string
  mimeType: string
  bytes: Uint8Array<ArrayBuffer>
}

/** The demonstration's pictures by stem, as they are drawn and encoded on sharp's own threads. */
type DrawnPictures = Map<string, Promise<Encoded[]>>

/** Begins to draw and encode every picture, beside whatever else goes on. */
function drawPictures(): DrawnPictures {
  const all = new Map(EDITIONS.flatMap(picturesOf).map((picture) => [stemOf(picture), picture]))
  return new Map([...all].map(([stem, picture]) => [stem, encode(picture)]))
}

/** Fills the regions with the demonstration; what is there already from an interrupted run is left as it is. */
export async function seedDemo(machine: Machine, siteUrl: string): Promise<void> {
  const pictures = drawPictures()
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
    const drawn = sharp(Buffer.from(drawPortrait(author.nicename)))
    const bytes = new Uint8Array(await drawn.resize(192).webp().toBuffer())
    await machine.putObjects([{ key: objectKey('ca', file), bytes, mimeType: 'image/webp' }])
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
      // It has a name: no import gives it another.
      version: 2,
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
  const pictures = await seedPictures(desk, edition)
  await Promise.all([storePictures(desk, pictures), seedArticles(desk, edition, termIds, pictures)])
}

async function seedArticles(
  desk: Desk,
  edition: DemoEdition,
  termIds: ReadonlyMap<string, number>,
  pictures: ReadonlyMap<string, MediaRow>,
): Promise<void> {
  const { db, region } = desk
  const there = await db
    .select({ slug: articles.slug })
    .from(articles)
    .where(eq(articles.regionCode, region.code))
  const isThere = ({ slug }: { slug: string }) => there.some((article) => article.slug === slug)
  const oldestFirst = edition.articles.toSorted((a, b) => a.published.localeCompare(b.published))
  for (const article of oldestFirst) {
    if (!isThere(article)) await seedArticle(desk, article, termIds, pictures)
  }
  for (const page of edition.pages) {
    if (isThere(page)) continue
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

async function seedArticle(
  desk: Desk,
  article: DemoArticle,
  termIds: ReadonlyMap<string, number>,
  pictures: ReadonlyMap<string, MediaRow>,
): Promise<void> {
  const { region, context } = desk
  const lead = pictures.get(stemOf(article.picture))
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
      content: toContent(article, region, pictures),
      authorId: desk.authorIds.get(article.author) ?? 1,
      featuredMediaId: lead?.id ?? 0,
      categoryIds: [termIds.get(article.category) ?? 1],
      tagIds: article.tags.flatMap((tag) => termIds.get(tag) ?? []),
      publishedAt,
      ...(article.seo && { seo: article.seo }),
      translationGroupId: desk.groups.get(article.group ?? '') ?? null,
    },
  )
}

function toContent(
  { html, figure, gallery = [] }: DemoArticle,
  region: RegionSettings,
  pictures: ReadonlyMap<string, MediaRow>,
): string {
  const shown = (picture: DemoPicture) => {
    const file = pictures.get(stemOf(picture))?.file ?? ''
    return `<figure><img src="${mediaPath(region, file)}" alt="${picture.alt}"><figcaption>${picture.caption}</figcaption></figure>`
  }
  return html
    .replaceAll('href="/', `href="${regionRoot(region)}`)
    .replace('<!-- figure -->', figure ? shown(figure) : '')
    .replace(
      '<!-- gallery -->',
      `<figure class="wp-block-gallery">${gallery.map(shown).join('')}</figure>`,
    )
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

/** The pictures of an edition in its region, by stem. Their files follow: articles are written meanwhile. */
async function seedPictures(desk: Desk, edition: DemoEdition): Promise<Map<string, MediaRow>> {
  const { db, region } = desk
  const known = await db.select().from(media).where(eq(media.regionCode, region.code))
  const rows = new Map(known.map((row) => [stemOfFile(row.file), row]))
  const missing = new Map(
    picturesOf(edition)
      .filter((picture) => !rows.has(stemOf(picture)))
      .map((picture) => [stemOf(picture), picture]),
  )
  if (missing.size === 0) return rows
  const firstId = await allocateIds(db, region.code, 'content', missing.size)
  const made = await Promise.all(
    [...missing.values()].map((picture, index) => toMediaRow(desk, picture, firstId + index)),
  )
  const statements = made.flatMap((row) => mediaStatements(db, row))
  await writeBatch(db, statements)
  return new Map([...rows, ...made.map((row) => [stemOfFile(row.file), row] as const)])
}

/** Stores the files of pictures that have none yet; a row's length says so, since it comes with them. */
async function storePictures(desk: Desk, rows: ReadonlyMap<string, MediaRow>): Promise<void> {
  const { db, region, machine } = desk
  const updates = [...rows].map(async ([stem, row]) => {
    const encoding = row.bytes === 0 ? desk.pictures.get(stem) : undefined
    if (encoding === undefined) return []
    const files = await encoding
    const directory = `${row.id}-${row.variantKey}`
    const stored = files.map(({ variant, bytes, mimeType }) => ({
      key: variant
        ? variantObjectKey(region.code, directory, variant)
        : objectKey(region.code, row.file),
      bytes,
      mimeType,
    }))
    await machine.putObjects(stored)
    const whole = files.find(({ variant }) => variant === undefined)
    // In a list: a promise of a statement would run it.
    return [
      db
        .update(media)
        .set({ bytes: whole?.bytes.length ?? 0 })
        .where(and(eq(media.regionCode, region.code), eq(media.id, row.id))),
    ]
  })
  await writeBatch(db, (await Promise.all(updates)).flat())
}

async function toMediaRow(
  { region, context }: Desk,
  picture: DemoPicture,
  id: number,
): Promise<MediaRow> {
  const stem = stemOf(picture)
  const file = `demo/${stem}.webp`
  const header = { ...FULL, mimeType: 'image/webp' }
  return {
    regionCode: region.code,
    id,
    slug: `demo-${stem}`,
    title: picture.alt,
    alt: picture.alt,
    caption: picture.caption,
    captionHtml: picture.caption,
    description: '',
    credit: '',
    ...header,
    file,
    bytes: 0,
    sizesJson: JSON.stringify(
      namedSizes(header).map((size) => ({ ...size, file: `demo/${stem}-${size.file}.webp` })),
    ),
    sourceUrl: null,
    isStored: 1,
    guid: absoluteUrl(context.siteUrl, mediaPath(region, file)),
    authorId: 1,
    parentId: 0,
    metaJson: '{}',
    createdAt: context.now,
    modifiedAt: context.now,
    version: 1,
    sourceId: null,
    isFresh: 0,
    // The same picture each time, known by its name before it is drawn.
    variantKey: await variantKeyOf(new Uint8Array(new TextEncoder().encode(stem))),
    color: await colorOfScene(picture),
  }
}

/** What a scene looks like from afar: drawn at a fraction of its size, the texts that show it need not wait for it. */
async function colorOfScene({ scene, light }: DemoPicture): Promise<string> {
  const drawn = sharp(Buffer.from(drawScene(scene, light, { widthPx: 64, heightPx: 36 })))
  const png = await drawn.resize(1, 1, { fit: 'fill' }).removeAlpha().png().toBuffer()
  return colorOfPng(new Uint8Array(png))
}

function stemOfFile(file: string): string {
  return file.replace(/^demo\/(.*)\.webp$/, '$1')
}

function picturesOf(edition: DemoEdition): DemoPicture[] {
  return edition.articles.flatMap(({ picture, figure, gallery = [] }) => [
    picture,
    ...(figure ? [figure] : []),
    ...gallery,
  ])
}

function stemOf(picture: DemoPicture): string {
  return `${picture.scene}-${picture.light}`
}

async function encode(picture: DemoPicture): Promise<Encoded[]> {
  const drawn = sharp(Buffer.from(drawScene(picture.scene, picture.light, FULL)))
  const { data, info } = await drawn.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const raw = { width: info.width, height: info.height, channels: info.channels }
  const variants = variantWidths(FULL).filter((widthPx) => widthPx <= MAX_VARIANT_PX)
  return Promise.all([
    (async () => {
      const whole = sharp(data, { raw }).webp(ENCODING.webp)
      return { mimeType: 'image/webp', bytes: new Uint8Array(await whole.toBuffer()) }
    })(),
    ...variants.map(async (widthPx) => {
      const variant = sharp(data, { raw }).resize(widthPx).avif(ENCODING.avif)
      const bytes = new Uint8Array(await variant.toBuffer())
      return { variant: `${widthPx}.avif`, mimeType: 'image/avif', bytes }
    }),
  ])
}
