import type { Region } from '#regions/region.ts'
import {
  checkTexts,
  createArticle,
  findArticle,
  isEditedHere,
  sourceOf,
  updateArticle,
  type ArticleInput,
  type ArticleRow,
  type ImportedValues,
  type WriteContext,
} from './articles.ts'
import type { AuthorRow } from './authors.ts'
import { findMediaBySourceIds } from './body-media.ts'
import { ContentError } from './errors.ts'
import { importAuthor } from './import-authors.ts'
import type { ImportContext } from './import-context.ts'
import type { ImportDocument, SeoFields } from './import-document.ts'
import { importMedia, settleArrivals } from './import-media.ts'
import { termIdsOf } from './import-terms.ts'
import { findMedia, findMediaByFiles, renditionsOf, type MediaRow } from './media.ts'
import { rebaseSeo, type OldSite } from './rebase.ts'
import { pathBelow, toRedirectSource } from './redirects.ts'
import { sizeInName, uploadsIn } from './upload-paths.ts'

/** Why an article was left as it is. */
export type SkipReason = 'edited_here' | 'older' | 'trashed'

export interface ImportOutcome {
  article: ArticleRow
  action: 'created' | 'updated' | 'unchanged' | 'skipped'
  reason?: SkipReason
  author: AuthorRow | null
  /** The media of the article; those with isStored 0 still wait for their files. */
  media: MediaRow[]
  report: unknown
}

/**
 * Whether the document may come in; the article of an earlier import of it, or null. Writes nothing.
 * @throws ContentError `import_conflict` when its id belongs to something else here, `empty_article`, `too_large`
 */
export async function checkImport(
  context: Pick<WriteContext, 'db' | 'region'>,
  document: ImportDocument,
): Promise<ArticleRow | null> {
  const { db, region } = context
  const { id, title, contentRaw, excerptRaw } = document.article
  checkTexts({ title, content: contentRaw, excerpt: excerptRaw })
  const [before, medium] = await Promise.all([
    findArticle(db, region.code, id),
    findMedia(db, region.code, id),
  ])
  const isOther = before ? !isSameThing(before, document) : medium !== null
  if (isOther) throw new ContentError('import_conflict', { details: { id } })
  return before
}

/** WordPress's guid never changes; where a source gives none of its own, the address tells. */
function isSameThing(before: ArticleRow, { article }: ImportDocument): boolean {
  if (before.type !== article.type) return false
  const isSameGuid = article.guid !== '' && before.guid === article.guid
  return isSameGuid || sourceOf(before)?.link === article.link
}

/**
 * Brings one article of another site in, under its own ids. Run again with the same document and files it changes
 * nothing. Terms, author and media come first, each whole by itself; the article is one batch. A run that stops in
 * between leaves rows that the next run finds and uses. What was changed or thrown away here since, and what is older
 * than what came before, is left as it is unless forced.
 * @throws ContentError as checkImport does, before anything is written
 */
export async function importArticle(
  context: ImportContext,
  document: ImportDocument,
  options: { isForced?: boolean } = {},
): Promise<ImportOutcome> {
  const before = await checkImport(context, document)
  const digest = await digestOf(document)
  const reason = before && !options.isForced ? whyToSkip(before, document, digest) : null
  if (before && reason) {
    return { article: before, action: 'skipped', reason, author: null, media: [], report: null }
  }
  const brought = await importMedia(context, document.media, document.article)
  const media = brought.map(({ row }) => row)
  if (media.some(({ isFresh }) => isFresh === 1)) await settleArrivals(context)
  const isStale = before !== null && (await isCleanedBefore(context, before, media))
  const isSame = before !== null && sourceOf(before)?.digest === digest
  if (isSame && !isStale && !(options.isForced && isEditedHere(before))) {
    return { article: before, action: 'unchanged', author: null, media, report: null }
  }
  await registerSizes(context, document)
  const site = siteOf(context, document)
  const { categoryIds, tagIds } = document.article
  const termIds = await termIdsOf(context, document.terms, [...categoryIds, ...tagIds], site)
  const author = document.author ? (await importAuthor(context, document.author)).author : null
  const input = await toInput(context, document, { termIds, media, author, site })
  const imported = toImported(document, digest, author)
  const written = before
    ? await updateArticle(context, before, input, { imported, isCleanedAnew: true })
    : await createArticle(context, document.article.type, input, imported)
  return { ...written, action: before ? 'updated' : 'created', author, media }
}

/** Files of its media have come since its body was cleaned. */
async function isCleanedBefore(
  { db, region }: ImportContext,
  before: ArticleRow,
  media: readonly MediaRow[],
): Promise<boolean> {
  if (before.cleanerVersion === 0) return true
  if (!media.some(({ isFresh }) => isFresh === 1)) return false
  return (await findArticle(db, region.code, before.id))?.cleanerVersion === 0
}

/** Why an import of the document would leave the article as it is; null when it would not. */
function whyToSkip(
  before: ArticleRow,
  { article }: ImportDocument,
  digest: string,
): SkipReason | null {
  return skipReason(before, { digest, modifiedAt: article.modifiedAt })
}

/** As whyToSkip, of what is known of a document without reading it. */
export function skipReason(
  before: Pick<ArticleRow, 'status' | 'sourceJson' | 'version'>,
  document: { digest: string; modifiedAt: number },
): SkipReason | null {
  if (before.status === 'trash') return 'trashed'
  const source = sourceOf(before)
  if (source?.digest === document.digest) return null
  if (isEditedHere(before)) return 'edited_here'
  return document.modifiedAt < (source?.modifiedAt ?? 0) ? 'older' : null
}

/** What tells one state of a document from another: hex SHA-256 of its JSON. */
export async function digestOf(document: ImportDocument): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(document))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function siteOf(
  context: { region: Region; siteUrl: string },
  { source }: Pick<ImportDocument, 'source'>,
): OldSite {
  return { ...source, region: context.region, siteUrl: context.siteUrl }
}

function toImported(
  { article, source }: ImportDocument,
  digest: string,
  author: AuthorRow | null,
): ImportedValues {
  const own = pathBelow(article.link, source.pathPrefix)
  return {
    id: article.id,
    guid: article.guid,
    modifiedAt: article.modifiedAt,
    commentCount: article.commentCount,
    oldPaths: [
      ...article.oldPaths.flatMap((path) => toRedirectSource(path) ?? []),
      own ?? [],
    ].flat(),
    source: {
      link: article.link,
      digest,
      hosts: source.hosts,
      pathPrefix: source.pathPrefix,
      authorName: author?.name ?? null,
      contentFormat: article.contentFormat,
      keptRules: article.keptRules,
      modifiedAt: article.modifiedAt,
    },
  }
}

interface Brought {
  termIds: ReadonlyMap<number, number>
  media: readonly MediaRow[]
  author: AuthorRow | null
  site: OldSite
}

async function toInput(
  context: ImportContext,
  document: ImportDocument,
  { termIds, media, author, site }: Brought,
): Promise<ArticleInput> {
  const { article } = document
  const here = (ids: readonly number[]) => ids.flatMap((id) => termIds.get(id) || [])
  return {
    status: article.status,
    slug: article.slug,
    title: article.title,
    content: article.contentRaw,
    excerpt: article.excerptRaw,
    ...(author && { authorId: author.authorId }),
    featuredMediaId: await featuredIdOf(context, document, media),
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
    seo: await toSeo(context, document, termIds, site),
  }
}

async function featuredIdOf(
  { db, region }: ImportContext,
  { article, media: items }: ImportDocument,
  rows: readonly MediaRow[],
): Promise<number> {
  const id = article.featuredMediaId
  if (id === 0) return 0
  const at = items.findIndex((item) => item.id === id)
  const row = rows[at] ?? (await findMediaBySourceIds(db, region.code, [id]))[0]
  return row?.id ?? 0
}

async function toSeo(
  { db, region }: ImportContext,
  { article }: ImportDocument,
  termIds: ReadonlyMap<number, number>,
  site: OldSite,
): Promise<SeoFields> {
  const { seo } = article
  const pictures = uploadsIn([seo.ogImage?.url, seo.twitterImage].join(' '))
  const media = await findMediaByFiles(db, region.code, pictures)
  const primary = seo.primaryCategoryId
  return {
    ...rebaseSeo(seo, site, { own: article.link, media }),
    ...(primary !== undefined && { primaryCategoryId: termIds.get(primary) || primary }),
  }
}

/** A size that the body shows of a known original is one of its sizes, whatever else was told of it. */
async function registerSizes(context: ImportContext, document: ImportDocument): Promise<void> {
  const { db, region } = context
  const told = new Set(document.media.flatMap(({ sizes }) => sizes.map(({ file }) => file)))
  const files = uploadsIn(document.article.contentRaw).filter(
    (file) => sizeInName(file) !== null && !told.has(file),
  )
  const known = await findMediaByFiles(db, region.code, files)
  const byRow = new Map<number, { row: MediaRow; files: string[] }>()
  for (const [file, row] of known) {
    const isKnown = row.file === file || renditionsOf(row).some((size) => size.file === file)
    if (isKnown || row.sourceUrl === null || !fits(file, row)) continue
    const entry = byRow.get(row.id) ?? { row, files: [] }
    byRow.set(row.id, { ...entry, files: [...entry.files, file] })
  }
  await importMedia(
    context,
    [...byRow.values()].map(({ row, files: sizes }) => ({
      id: row.sourceId,
      sourceUrl: row.sourceUrl ?? '',
      file: row.file,
      title: '',
      alt: '',
      caption: '',
      mimeType: row.mimeType,
      width: 0,
      height: 0,
      sizes: sizes.map((file) => toSize(file, row)),
    })),
  )
}

function fits(file: string, row: MediaRow): boolean {
  const size = sizeInName(file)
  const isSmaller = row.widthPx === 0 || (size !== null && size.widthPx <= row.widthPx)
  return isSmaller && file.split('.').at(-1) === row.file.split('.').at(-1)
}

function toSize(file: string, row: MediaRow) {
  const { widthPx = 0, heightPx = 0 } = sizeInName(file) ?? {}
  const { mimeType } = row
  return {
    name: `${widthPx}x${heightPx}`,
    url: '',
    file,
    width: widthPx,
    height: heightPx,
    mimeType,
  }
}
