import { createArticle, updateArticle } from './articles.ts'
import { isEditedHere, sourceOf, type ArticleRow } from './article-row.ts'
import type { AuthorRow } from './authors.ts'
import { findNamedMedia } from './body-media.ts'
import { ContentError } from './errors.ts'
import { importAuthor } from './import-authors.ts'
import type { ImportContext } from './import-context.ts'
import type { ImportDocument } from './import-document.ts'
import { settleArrivals } from './import-files.ts'
import { importMedia } from './import-media.ts'
import { digestOf, findBefore, skipReason, type SkipReason } from './import-rules.ts'
import { registerSizes } from './import-sizes.ts'
import { termIdsOf } from './import-terms.ts'
import { siteOf, toImported, toInput, type Beside } from './import-values.ts'
import type { MediaRow } from './media.ts'
import { groupToJoin } from './translation-keys.ts'

export interface ImportOutcome {
  article: ArticleRow
  action: 'created' | 'updated' | 'unchanged' | 'skipped'
  reason?: SkipReason
  author: AuthorRow | null
  /** The media of the article; those with isStored 0 still wait for their files. */
  media: MediaRow[]
  report: unknown
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
    const reason =
      before && !options.isForced
        ? skipReason(before, { digest, modifiedAt: document.article.modifiedAt })
        : null
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
  const claimed = new Map<string, number>()
  for (const arrival of arrivals) {
    const { document } = arrival
    const fail = (error: unknown) => {
      outcomes.set(document, error instanceof Error ? error : new Error(String(error)))
    }
    try {
      const beside = await bringBeside(context, arrival, claimed)
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

async function bringBeside(
  context: ImportContext,
  { document, before }: Arrival,
  claimed: Map<string, number>,
): Promise<Beside> {
  const site = siteOf(context, document)
  const { categoryIds, tagIds } = document.article
  const termIds = await termIdsOf(context, document.terms, [...categoryIds, ...tagIds], site)
  const author = document.author ? (await importAuthor(context, document.author)).author : null
  // What somebody joined here stays joined.
  const isJoined = before !== null && before.translationGroupId !== null
  const groupId = isJoined ? null : await groupToJoin(context, document, claimed)
  return { termIds, author, site, groupId }
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
