import { and, eq } from 'drizzle-orm'
import { mediaPath } from '#regions/permalink.ts'
import {
  checkTexts,
  createArticle,
  findArticle,
  sourceOf,
  updateArticle,
  type ArticleInput,
  type ArticleRow,
  type WriteContext,
} from './articles.ts'
import { ensureAuthor, setPortrait, type AuthorRow } from './authors.ts'
import { writeBatch } from './database.ts'
import { ContentError } from './errors.ts'
import type { ImportAuthor, ImportDocument, ImportMedia, ImportTerm } from './import-document.ts'
import {
  findMedia,
  findMediaByFiles,
  mediaStatements,
  objectKey,
  renditionsOf,
  updateFiles,
  type MediaRow,
  type Rendition,
} from './media.ts'
import { pathAbove } from './page-tree.ts'
import { allocateIds } from './sequences.ts'
import { createTerm, findTerm, updateTerm, type TermRow } from './terms.ts'
import { terms } from '../schema.ts'

export interface ImportOutcome {
  article: ArticleRow
  action: 'created' | 'updated' | 'unchanged'
  author: AuthorRow | null
  /** The media of the article; those with isStored 0 still wait for their files. */
  media: MediaRow[]
  report: unknown
}

/**
 * Whether the document may come in; the article of an earlier import of it, or null. Writes nothing.
 * @throws ContentError `import_conflict` when its id belongs to something else here, `empty_article`, `too_large`,
 * `invalid_parent`
 */
export async function checkImport(
  context: Pick<WriteContext, 'db' | 'region'>,
  document: ImportDocument,
): Promise<ArticleRow | null> {
  const { db, region } = context
  const { id, link, parentId, title, contentRaw, excerptRaw } = document.article
  checkTexts({ title, content: contentRaw, excerpt: excerptRaw })
  const before = await findArticle(db, region.code, id)
  const isOther = before
    ? sourceOf(before)?.link !== link
    : (await findMedia(db, region.code, id)) !== null
  if (isOther) throw new ContentError('import_conflict', { details: { id } })
  await pathAbove(db, { id, regionCode: region.code, parentId, path: '' })
  return before
}

/**
 * Brings one article of another site in, under its own ids. Run again with the same document and files it changes
 * nothing. Terms, author and media come first, each whole by itself; the article is one batch. A run that stops in
 * between leaves rows that the next run finds and uses.
 * @throws ContentError as checkImport does, before anything is written
 */
export async function importArticle(
  context: WriteContext & { bucket: R2Bucket },
  document: ImportDocument,
): Promise<ImportOutcome> {
  const before = await checkImport(context, document)
  const digest = await digestOf(document)
  const { rows: media, hasNewFiles } = await importAllMedia(context, document)
  if (before && sourceOf(before)?.digest === digest && !hasNewFiles) {
    return { article: before, action: 'unchanged', author: null, media, report: null }
  }
  const termIds = await importTerms(context, document.terms)
  const author = document.author ? await importAuthorRow(context, document.author) : null
  const input = toInput(document, termIds, media, author)
  const imported = {
    id: document.article.id,
    guid: document.article.guid,
    modifiedAt: document.article.modifiedAt,
    source: {
      link: document.article.link,
      digest,
      hosts: document.source.hosts,
      pathPrefix: document.source.pathPrefix,
      authorName: author?.name ?? null,
      contentFormat: document.article.contentFormat,
      keptRules: document.article.keptRules,
    },
  }
  const written = before
    ? await updateArticle(context, before, input, { imported, isCleanedAnew: hasNewFiles })
    : await createArticle(context, document.article.type, input, imported)
  return { ...written, action: before ? 'updated' : 'created', author, media }
}

async function digestOf(document: ImportDocument): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(document))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function toInput(
  document: ImportDocument,
  termIds: ReadonlyMap<number, number>,
  media: readonly MediaRow[],
  author: AuthorRow | null,
): ArticleInput {
  const { article } = document
  const featured = document.media.find((item) => item.id === article.featuredMediaId)
  const featuredRow = media.find((row) => row.file === featured?.file)
  const here = (ids: readonly number[]) => ids.flatMap((id) => termIds.get(id) ?? [])
  return {
    status: article.status,
    slug: article.slug,
    title: article.title,
    content: article.contentRaw,
    excerpt: article.excerptRaw,
    ...(author && { authorId: author.authorId }),
    featuredMediaId: featuredRow?.id ?? 0,
    commentStatus: article.commentStatus,
    pingStatus: article.pingStatus,
    isSticky: article.isSticky,
    template: article.template,
    format: article.format,
    password: article.password,
    meta: article.meta,
    publishedAt: article.publishedAt,
    categoryIds: here(article.categoryIds),
    tagIds: here(article.tagIds),
    parentId: article.parentId,
    menuOrder: article.menuOrder,
    seo: article.seo,
  }
}

/** The ids here of the document's terms, by their ids there. */
async function importTerms(
  context: WriteContext,
  wanted: readonly ImportTerm[],
): Promise<Map<number, number>> {
  const ids = new Map<number, number>()
  // Parents first, so that children find them.
  for (const term of wanted.toSorted((a, b) => a.parentId - b.parentId)) {
    ids.set(term.id, (await importTerm(context, term, ids)).id)
  }
  return ids
}

async function importTerm(
  context: WriteContext,
  wanted: ImportTerm,
  ids: ReadonlyMap<number, number>,
): Promise<TermRow> {
  const { db, region, now } = context
  const place = { db, regionCode: region.code, now }
  const input = {
    name: wanted.name,
    slug: wanted.slug,
    description: wanted.description,
    parentId: ids.get(wanted.parentId) ?? 0,
  }
  const [bySlug] = await db
    .select()
    .from(terms)
    .where(
      and(
        eq(terms.regionCode, region.code),
        eq(terms.taxonomy, wanted.taxonomy),
        eq(terms.slug, wanted.slug),
      ),
    )
  if (bySlug) return bySlug
  const byId = await findTerm(db, region.code, wanted.taxonomy, wanted.id)
  // A region's first category is WordPress's id 1 under a name that nobody chose: the import names it.
  if (byId?.slug === 'uncategorized' && byId.count === 0) return updateTerm(place, byId, input)
  const [taken] = await db
    .select({ id: terms.id })
    .from(terms)
    .where(and(eq(terms.regionCode, region.code), eq(terms.id, wanted.id)))
  return createTerm(place, wanted.taxonomy, input, taken ? undefined : wanted.id)
}

async function importAuthorRow(context: WriteContext, wanted: ImportAuthor): Promise<AuthorRow> {
  const { db, region, now } = context
  const file = /wp-content\/uploads\/([^?#]+)/.exec(wanted.portraitUrl)?.[1]
  const known = file ? (await findMediaByFiles(db, region.code, [file])).get(file) : undefined
  const portrait = known?.isStored ? mediaPath(region, known.file) : wanted.portraitUrl
  const author = await ensureAuthor(db, { ...wanted, portrait }, now)
  // One's own portrait stays; the old site's address gives way to the file itself.
  const isOpen = author.portrait === '' || author.portrait === wanted.portraitUrl
  return isOpen && author.portrait !== portrait ? setPortrait(db, author, portrait, now) : author
}

/** The document's media here; hasNewFiles when R2 has more of them now than an earlier import found. */
async function importAllMedia(
  context: WriteContext & { bucket: R2Bucket },
  document: ImportDocument,
): Promise<{ rows: MediaRow[]; hasNewFiles: boolean }> {
  const { db, region } = context
  const files = document.media.map((item) => item.file)
  const known = await findMediaByFiles(db, region.code, files)
  const rows: MediaRow[] = []
  let hasNewFiles = false
  for (const item of document.media) {
    const before = known.get(item.file)
    const row = before
      ? await addFiles(context, before, item)
      : await importOneMedia(context, item, document)
    hasNewFiles ||= before !== undefined && row !== before
    rows.push(row)
  }
  return { rows, hasNewFiles }
}

/** The row with the files that came since it was imported; itself when there are none. */
async function addFiles(
  context: WriteContext & { bucket: R2Bucket },
  before: MediaRow,
  item: ImportMedia,
): Promise<MediaRow> {
  // A medium that was uploaded here is no import's to change.
  if (before.sourceUrl === null) return before
  const found = await findFiles(context, item)
  const hasMore = found.sizes.length > renditionsOf(before).length
  if (found.isStored === 0 || (before.isStored === 1 && !hasMore)) return before
  return updateFiles(context.db, before, found, context.now)
}

/** What R2 has of a medium. Of stored media only the sizes whose files came along can be served. */
async function findFiles(
  { bucket, region }: WriteContext & { bucket: R2Bucket },
  item: ImportMedia,
): Promise<{ isStored: number; bytes: number; sizes: Rendition[] }> {
  const sizeOf = async (file: string) =>
    (await bucket.head(objectKey(region.code, file)))?.size ?? 0
  const bytes = await sizeOf(item.file)
  const sizes = await Promise.all(
    item.sizes.map(async ({ name, file, width, height, mimeType }) => ({
      name,
      file,
      widthPx: width,
      heightPx: height,
      mimeType,
      bytes: bytes > 0 ? await sizeOf(file) : 0,
    })),
  )
  return {
    isStored: bytes > 0 ? 1 : 0,
    bytes,
    sizes: bytes > 0 ? sizes.filter((size) => size.bytes > 0) : sizes,
  }
}

async function importOneMedia(
  context: WriteContext & { bucket: R2Bucket },
  item: ImportMedia,
  document: ImportDocument,
): Promise<MediaRow> {
  const { db, region } = context
  const isTaken =
    item.id === null ||
    (await findMedia(db, region.code, item.id)) !== null ||
    (await findArticle(db, region.code, item.id)) !== null ||
    item.id === document.article.id
  const id = isTaken ? await allocateIds(db, region.code, 'content') : (item.id ?? 0)
  const found = await findFiles(context, item)
  const stem =
    item.file
      .split('/')
      .at(-1)
      ?.replace(/\.[a-z0-9]+$/i, '') ?? 'image'
  const row: MediaRow = {
    regionCode: region.code,
    id,
    slug: `${stem.toLowerCase()}-${id}`,
    title: item.title || stem,
    alt: item.alt,
    caption: item.caption,
    description: '',
    credit: '',
    mimeType: item.mimeType,
    file: item.file,
    widthPx: item.width,
    heightPx: item.height,
    bytes: found.bytes,
    sizesJson: JSON.stringify(found.sizes),
    sourceUrl: item.sourceUrl,
    isStored: found.isStored,
    guid: item.sourceUrl,
    authorId: context.userId,
    parentId: document.article.id,
    metaJson: '{}',
    createdAt: document.article.publishedAt,
    modifiedAt: document.article.modifiedAt,
    version: 1,
  }
  await writeBatch(db, mediaStatements(db, row))
  return row
}
