import { and, eq } from 'drizzle-orm'
import { mediaPath } from '#regions/permalink.ts'
import { authors } from '../schema.ts'
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
import { ensureAuthor, type AuthorRow } from './authors.ts'
import { writeBatch } from './database.ts'
import { ContentError } from './errors.ts'
import type { ImportAuthor, ImportDocument, ImportMedia, ImportTerm } from './import-document.ts'
import { findMedia, findMediaByFiles, mediaStatements, objectKey, type MediaRow } from './media.ts'
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
 * Brings one article of another site in, under its own ids. Run again with the same document it changes nothing.
 * Terms, author and media come first, each whole by itself; the article is one batch. A run that stops in between
 * leaves rows that the next run finds and uses.
 * @throws ContentError `import_conflict` when its id belongs to something else here, `empty_article`, `too_large`
 */
export async function importArticle(
  context: WriteContext & { bucket: R2Bucket },
  document: ImportDocument,
): Promise<ImportOutcome> {
  const { db, region } = context
  const { title, contentRaw, excerptRaw } = document.article
  checkTexts({ title, content: contentRaw, excerpt: excerptRaw })
  const digest = await digestOf(document)
  const before = await findArticle(db, region.code, document.article.id)
  if (before && sourceOf(before)?.link !== document.article.link)
    throw conflict(document.article.id)
  if (!before && (await findMedia(db, region.code, document.article.id))) {
    throw conflict(document.article.id)
  }
  const media = await importAllMedia(context, document)
  if (before && sourceOf(before)?.digest === digest) {
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
    },
  }
  const written = before
    ? await updateArticle(context, before, input, { imported })
    : await createArticle(context, document.article.type, input, imported)
  return { ...written, action: before ? 'updated' : 'created', author, media }
}

function conflict(id: number): ContentError {
  return new ContentError('import_conflict', { details: { id } })
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
  const { db, region } = context
  const file = /wp-content\/uploads\/([^?#]+)/.exec(wanted.portraitUrl)?.[1]
  const known = file ? (await findMediaByFiles(db, region.code, [file])).get(file) : undefined
  const portrait = known?.isStored ? mediaPath(region, known.file) : wanted.portraitUrl
  const author = await ensureAuthor(db, { ...wanted, portrait })
  if (author.portrait !== '' || portrait === '') return author
  await db.update(authors).set({ portrait }).where(eq(authors.authorId, author.authorId))
  return { ...author, portrait }
}

async function importAllMedia(
  context: WriteContext & { bucket: R2Bucket },
  document: ImportDocument,
): Promise<MediaRow[]> {
  const { db, region } = context
  const files = document.media.map((item) => item.file)
  const known = await findMediaByFiles(db, region.code, files)
  const rows: MediaRow[] = []
  for (const item of document.media) {
    rows.push(known.get(item.file) ?? (await importOneMedia(context, item, document)))
  }
  return rows
}

async function importOneMedia(
  context: WriteContext & { bucket: R2Bucket },
  item: ImportMedia,
  document: ImportDocument,
): Promise<MediaRow> {
  const { db, region, bucket } = context
  const isTaken =
    item.id === null ||
    (await findMedia(db, region.code, item.id)) !== null ||
    (await findArticle(db, region.code, item.id)) !== null ||
    item.id === document.article.id
  const id = isTaken ? await allocateIds(db, region.code, 'content') : (item.id ?? 0)
  const original = await bucket.head(objectKey(region.code, item.file))
  const sizes = await Promise.all(
    item.sizes.map(async (size) => ({
      name: size.name,
      file: size.file,
      widthPx: size.width,
      heightPx: size.height,
      mimeType: size.mimeType,
      bytes: original ? ((await bucket.head(objectKey(region.code, size.file)))?.size ?? 0) : 0,
    })),
  )
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
    bytes: original?.size ?? 0,
    // Of stored media only the sizes whose files came along can be served.
    sizesJson: JSON.stringify(original ? sizes.filter((size) => size.bytes > 0) : sizes),
    sourceUrl: item.sourceUrl,
    isStored: original ? 1 : 0,
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
