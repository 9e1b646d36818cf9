import { and, eq } from 'drizzle-orm'
import type { Region } from '#regions/region.ts'
import { articles, media } from '../schema.ts'
import {
  checkTexts,
  createArticle,
  isEditedHere,
  sourceOf,
  updateArticle,
  type ArticleInput,
  type ArticleRow,
  type ImportedValues,
  type WriteContext,
} from './articles.ts'
import type { AuthorRow } from './authors.ts'
import { findNamedMedia } from './body-media.ts'
import { inJson } from './database.ts'
import { ContentError } from './errors.ts'
import { importAuthor } from './import-authors.ts'
import type { ImportContext } from './import-context.ts'
import type { ImportDocument, SeoFields } from './import-document.ts'
import { importMedia, settleArrivals } from './import-media.ts'
import { termIdsOf } from './import-terms.ts'
import { findMediaByFiles, renditionsOf, type MediaRow } from './media.ts'
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

/** What each document would be written over: the article of an earlier import of it, or null; or why it may not come. */
async function findBefore(
  { db, region }: Pick<WriteContext, 'db' | 'region'>,
  documents: readonly ImportDocument[],
): Promise<(ArticleRow | ContentError | null)[]> {
  const ids = documents.map(({ article }) => article.id)
  const [rows, taken] = await db.batch([
    db
      .select()
      .from(articles)
      .where(and(eq(articles.regionCode, region.code), inJson(articles.id, ids))),
    db
      .select({ id: media.id })
      .from(media)
      .where(and(eq(media.regionCode, region.code), inJson(media.id, ids))),
  ])
  return documents.map((document) => {
    const { id } = document.article
    const before = rows.find((row) => row.id === id) ?? null
    const isOther = before
      ? !isSameThing(before, document.article)
      : taken.some((row) => row.id === id)
    if (isOther) return new ContentError('import_conflict', { details: { id } })
    return refusalOf(document) ?? before
  })
}

function refusalOf({ article }: ImportDocument): ContentError | null {
  const { title, contentRaw, excerptRaw } = article
  try {
    checkTexts({ title, content: contentRaw, excerpt: excerptRaw })
    return null
  } catch (error) {
    if (error instanceof ContentError) return error
    throw error
  }
}

/**
 * Whether the document may come in; the article of an earlier import of it, or null. Writes nothing.
 * @throws ContentError `import_conflict` when its id belongs to something else here, `empty_article`, `too_large`
 */
export async function checkImport(
  context: Pick<WriteContext, 'db' | 'region'>,
  document: ImportDocument,
): Promise<ArticleRow | null> {
  const [before = null] = await findBefore(context, [document])
  if (before instanceof ContentError) throw before
  return before
}

/** WordPress's guid never changes; where a source gives none of its own, the address tells. */
export function isSameThing(
  before: Pick<ArticleRow, 'type' | 'guid' | 'sourceJson'>,
  article: Pick<ImportDocument['article'], 'type' | 'guid' | 'link'>,
): boolean {
  if (before.type !== article.type) return false
  const isSameGuid = article.guid !== '' && before.guid === article.guid
  return isSameGuid || sourceOf(before)?.link === article.link
}

/** So many articles are written at once: each waits for the database most of its time. */
const MAX_WRITES = 4

/** A document on its way in. */
interface Arrival {
  document: ImportDocument
  before: ArticleRow | null
  digest: string
  media: MediaRow[]
}

/**
 * Brings one article of another site in, as importArticles does.
 * @throws ContentError as checkImport does, before anything is written
 */
export async function importArticle(
  context: ImportContext,
  document: ImportDocument,
  options: { isForced?: boolean } = {},
): Promise<ImportOutcome> {
  const [outcome] = await importArticles(context, [document], options)
  if (outcome === undefined || outcome instanceof Error) throw outcome
  return outcome
}

/**
 * Brings articles of another site in, under their own ids, and says of each what became of it or why it was refused. Run
 * again with the same documents and files it changes nothing. Terms, authors and media come first, each whole by itself; an
 * article is one batch. A run that stops in between leaves rows that the next run finds and uses. What was changed or thrown
 * away here since, and what is older than what came before, is left as it is unless forced.
 */
export async function importArticles(
  context: ImportContext,
  documents: readonly ImportDocument[],
  options: { isForced?: boolean } = {},
): Promise<(ImportOutcome | Error)[]> {
  const outcomes = new Map<ImportDocument, ImportOutcome | Error>()
  const arrivals: Arrival[] = []
  const befores = await findBefore(context, documents)
  for (const [index, document] of documents.entries()) {
    const before = befores[index] ?? null
    const digest = await digestOf(document)
    if (before instanceof ContentError) {
      outcomes.set(document, before)
      continue
    }
    const reason = before && !options.isForced ? whyToSkip(before, document, digest) : null
    if (before && reason) outcomes.set(document, { ...asIs(before, 'skipped'), reason })
    else arrivals.push({ document, before, digest, media: [] })
  }
  await bringMedia(context, arrivals)
  const changed = arrivals.filter((arrival) => {
    const { document, before, digest, media } = arrival
    const isSame = before !== null && sourceOf(before)?.digest === digest
    const isKept = isSame && before.cleanerVersion !== 0
    if (!isKept || (options.isForced && isEditedHere(before))) return true
    outcomes.set(document, { ...asIs(before, 'unchanged'), media })
    return false
  })
  await registerSizes(
    context,
    changed.map(({ document }) => document),
  )
  const known = { media: await findNamed(context, changed), terms: new Map() }
  await writeAll({ ...context, known }, changed, outcomes)
  return documents.map((document) => outcomes.get(document) ?? new ContentError('not_found'))
}

function asIs<Action extends 'skipped' | 'unchanged'>(article: ArticleRow, action: Action) {
  return { article, action, author: null, media: [], report: null }
}

/** The media of all documents; where their files have come since, whatever shows them is to be cleaned anew. */
async function bringMedia(context: ImportContext, arrivals: readonly Arrival[]): Promise<void> {
  const wanted = arrivals.flatMap(({ document }) =>
    document.media.map((item) => ({ item, owner: document.article })),
  )
  const brought = await importMedia(
    context,
    wanted.map(({ item }) => item),
    wanted.map(({ owner }) => owner),
  )
  let at = 0
  for (const arrival of arrivals) {
    const count = arrival.document.media.length
    arrival.media = brought.slice(at, at + count).map(({ row }) => row)
    at += count
  }
  if (!brought.some(({ row }) => row.isFresh === 1)) return
  await settleArrivals(context)
  const befores = await findBefore(
    context,
    arrivals.map(({ document }) => document),
  )
  for (const [index, arrival] of arrivals.entries()) {
    const before = befores[index]
    if (before && !(before instanceof ContentError)) arrival.before = before
  }
}

/** Whatever the documents name of media, in their bodies, heads and as their leads. */
function findNamed({ db, region }: ImportContext, arrivals: readonly Arrival[]) {
  const texts = arrivals.map(({ document: { article } }) =>
    [
      article.contentRaw,
      article.seo.ogImage?.url,
      article.seo.twitterImage,
      `image="${article.featuredMediaId}"`,
    ].join('\n'),
  )
  return findNamedMedia(db, region.code, texts, true)
}

/** Terms and authors one after the other, since several articles may bring the same; pages too, for their parents. */
async function writeAll(
  context: ImportContext,
  arrivals: readonly Arrival[],
  outcomes: Map<ImportDocument, ImportOutcome | Error>,
): Promise<void> {
  const writes: { isPage: boolean; write: () => Promise<void> }[] = []
  for (const arrival of arrivals) {
    const { document } = arrival
    const fail = (error: unknown) => {
      outcomes.set(document, error instanceof Error ? error : new Error(String(error)))
    }
    try {
      const beside = await bringBeside(context, arrival)
      writes.push({
        isPage: document.article.type === 'page',
        write: async () => {
          try {
            outcomes.set(document, await writeArrival(context, arrival, beside))
          } catch (error) {
            fail(error)
          }
        },
      })
    } catch (error) {
      fail(error)
    }
  }
  for (const { write } of writes.filter(({ isPage }) => isPage)) await write()
  const posts = writes.filter(({ isPage }) => !isPage)
  const work = async () => {
    for (let next = posts.shift(); next; next = posts.shift()) await next.write()
  }
  await Promise.all(Array.from({ length: MAX_WRITES }, work))
}

/** What an article brings along besides its media. */
interface Beside {
  termIds: ReadonlyMap<number, number>
  author: AuthorRow | null
  site: OldSite
}

async function bringBeside(context: ImportContext, { document }: Arrival): Promise<Beside> {
  const site = siteOf(context, document)
  const { categoryIds, tagIds } = document.article
  const termIds = await termIdsOf(context, document.terms, [...categoryIds, ...tagIds], site)
  const author = document.author ? (await importAuthor(context, document.author)).author : null
  return { termIds, author, site }
}

async function writeArrival(
  context: ImportContext,
  { document, before, digest, media }: Arrival,
  beside: Beside,
): Promise<ImportOutcome> {
  const input = toInput(context, document, { ...beside, media })
  const imported = toImported(document, digest, beside.author)
  const written = before
    ? await updateArticle(context, before, input, { imported, isCleanedAnew: true })
    : await createArticle(context, document.article.type, input, imported)
  return { ...written, action: before ? 'updated' : 'created', author: beside.author, media }
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

interface Brought extends Beside {
  media: readonly MediaRow[]
}

function toInput(
  context: ImportContext,
  document: ImportDocument,
  { termIds, media, author, site }: Brought,
): ArticleInput {
  const { article } = document
  const here = (ids: readonly number[]) => ids.flatMap((id) => termIds.get(id) || [])
  return {
    status: article.status,
    slug: article.slug,
    title: article.title,
    content: article.contentRaw,
    excerpt: article.excerptRaw,
    ...(author && { authorId: author.authorId }),
    featuredMediaId: featuredIdOf(context, document, media),
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
    seo: toSeo(context, document, termIds, site),
  }
}

function featuredIdOf(
  { known }: ImportContext,
  { article, media: items }: ImportDocument,
  rows: readonly MediaRow[],
): number {
  const id = article.featuredMediaId
  if (id === 0) return 0
  const at = items.findIndex((item) => item.id === id)
  return (rows[at] ?? known?.media.bySourceId.get(id))?.id ?? 0
}

function toSeo(
  { known }: ImportContext,
  { article }: ImportDocument,
  termIds: ReadonlyMap<number, number>,
  site: OldSite,
): SeoFields {
  const { seo } = article
  const primary = seo.primaryCategoryId
  return {
    ...rebaseSeo(seo, site, { own: article.link, ...(known && { media: known.media.byFile }) }),
    ...(primary !== undefined && { primaryCategoryId: termIds.get(primary) || primary }),
  }
}

/** A size that a body shows of a known original is one of its sizes, whatever else was told of it. */
async function registerSizes(
  context: ImportContext,
  documents: readonly ImportDocument[],
): Promise<void> {
  const { db, region } = context
  const told = new Set(
    documents.flatMap((document) =>
      document.media.flatMap(({ file, sizes }) => [file, ...sizes.map((size) => size.file)]),
    ),
  )
  const files = documents
    .flatMap(({ article }) => uploadsIn(article.contentRaw))
    .filter((file) => sizeInName(file) !== null && !told.has(file))
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
