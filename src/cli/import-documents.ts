import type { ImportState } from '#content/import-state.ts'
import { createHash } from 'node:crypto'
import pMap from 'p-map'
import {
  importDocument,
  importSite,
  type ImportDocument,
  type ImportSite,
} from '#content/import-document.ts'
import { SourceError, type Outcome, type SourceDocument } from '#ingest/source.ts'
import { htmlToText } from '#content/sanitize.ts'
import {
  anything,
  importedArticle,
  importedBatch,
  importState,
  type ImportedArticle,
} from './import-answers.ts'
import { recordArticle, recordFailure, type Run } from './import-run.ts'
import type { PhaseProgress } from './progress.ts'
import type { ArticleEntry } from './report.ts'
import { TargetError } from './target.ts'

/** What the import route takes at once. */
const MAX_BATCH = 20
const MAX_BATCH_BYTES = 4_000_000
/** After so many refused requests in a row it is the site that is broken, not what it is sent. */
const MAX_FAULTS_IN_A_ROW = 5

/** A document as it is sent. */
export interface Parcel {
  document: ImportDocument
  digest: string
  bytes: number
  unread: Record<string, number>
  /** What it says of its site. */
  site: ImportSite | undefined
}

/** What becomes of a document at the other end, or in a dry run here. */
export type Delivery = ImportedArticle | { error: string }

/** Delivers documents that are to be taken, in order; `states` says of each what is here already. */
export type Deliver = (
  parcels: readonly Parcel[],
  states: readonly ImportState[],
) => Promise<Delivery[]>

/** An article's part of the report, before its region is known. */
type Entry = Omit<ArticleEntry, 'region'>

type Verdict = { take: true } | { take: false; skipped: string } | { take: false; failed: string }

const TAKE: Verdict = { take: true }
const skip = (skipped: string): Verdict => ({ take: false, skipped })

/** What a run does with an article, by what the site has of it. */
function judge(state: ImportState, { isUpdate, isForce }: Run['options'], id: number): Verdict {
  switch (state) {
    case 'new':
      return TAKE
    case 'unchanged':
      return skip('unchanged')
    case 'changed':
      return isUpdate || isForce ? TAKE : skip('changed')
    case 'older':
    case 'edited_here':
    case 'trashed':
      return isForce ? TAKE : skip(state)
    case 'conflict':
      return {
        take: false,
        failed: `id ${id} belongs to something else in this region: import into another one, or delete what has the id`,
      }
  }
}

/**
 * Brings a source's articles in, in batches of which a few are on their way at once. What the site has already is not
 * sent again: its own record is where a run that was stopped goes on.
 */
export async function importDocuments(
  run: Run,
  documents: AsyncIterable<Outcome<SourceDocument>>,
  deliver: Deliver,
  progress: PhaseProgress,
): Promise<void> {
  const read = untilGone(documents)
  await pMap(
    parcelsOf(run, read.documents, progress),
    async ({ parcels, isOnly }) => {
      await importGroup(run, parcels, isOnly, deliver)
      progress.tick(parcels.length)
    },
    { concurrency: run.options.concurrency },
  )
  if (read.fault) throw read.fault
}

/** Documents up to where their source is gone: what was read until then is still brought in. */
function untilGone(documents: AsyncIterable<Outcome<SourceDocument>>) {
  const read = { documents: each(), fault: null as SourceError | null }
  async function* each() {
    try {
      yield* documents
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      read.fault = error
    }
  }
  return read
}

/** Groups within the limits of a batch; `isOnly` for the one document of a whole run. */
async function* parcelsOf(
  run: Run,
  documents: AsyncIterable<Outcome<SourceDocument>>,
  progress: PhaseProgress,
): AsyncGenerator<{ parcels: Parcel[]; isOnly: boolean }> {
  let group: Parcel[] = []
  let bytes = 0
  let isFirst = true
  for await (const { value, failure } of documents) {
    if (run.signal.aborted) return
    if (failure) {
      recordFailure(run, failure)
      continue
    }
    const parcel = toParcel(run, value)
    if ('failed' in parcel) {
      await recordArticle(run, parcel.failed)
      progress.tick()
      continue
    }
    if (group.length >= MAX_BATCH || (group.length > 0 && bytes + parcel.bytes > MAX_BATCH_BYTES)) {
      yield { parcels: group, isOnly: false }
      isFirst = false
      group = []
      bytes = 0
    }
    group.push(parcel)
    bytes += parcel.bytes
  }
  if (group.length > 0) yield { parcels: group, isOnly: isFirst && group.length === 1 }
}

function toParcel({ options }: Run, value: SourceDocument): Parcel | { failed: Entry } {
  const parsed = importDocument.safeParse(
    options.media.kind === 'none' ? { ...value, media: [] } : value,
  )
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const reason = `${issue?.path.join('.')}: ${issue?.message}`
    return { failed: { ...entryOf(value), action: 'failed', reason } }
  }
  const document = parsed.data
  const { article } = document
  article.keptRules = [...new Set([...article.keptRules, ...options.keptRules])]
  const json = JSON.stringify(document)
  return {
    document,
    digest: createHash('sha256').update(json).digest('hex'),
    bytes: Buffer.byteLength(json),
    unread: value.unread ?? {},
    site: importSite.safeParse(value.site).data,
  }
}

async function importGroup(
  run: Run,
  parcels: readonly Parcel[],
  isOnly: boolean,
  deliver: Deliver,
): Promise<void> {
  const states = await statesOf(run, parcels)
  const taken: { parcel: Parcel; state: ImportState; missing: string[] }[] = []
  for (const [index, parcel] of parcels.entries()) {
    const state = states[index] ?? 'new'
    const { article } = parcel.document
    const verdict = judge(state, run.options, article.id)
    const isTaken = verdict.take || (isOnly && state === 'unchanged')
    if (isTaken || state === 'unchanged') {
      // Files come before the article that shows them, and only for an article that will be taken.
      const { missing, stored } = await run.files.bring(parcel.document.media)
      if (isTaken || stored > 0) {
        taken.push({ parcel, state, missing })
        continue
      }
    }
    await recordArticle(run, { ...entryOf(parcel.document), ...outcomeOf(verdict) })
  }
  if (taken.length === 0) return
  const deliveries = await deliver(
    taken.map(({ parcel }) => parcel),
    taken.map(({ state }) => state),
  )
  for (const [index, { parcel, missing }] of taken.entries()) {
    const delivery = deliveries[index] ?? { error: 'the site did not say what became of it' }
    await recordDelivery(run, parcel, delivery, missing)
  }
}

function outcomeOf(verdict: Verdict): Pick<Entry, 'action' | 'reason'> {
  if (verdict.take) return { action: 'unchanged' }
  if ('failed' in verdict) return { action: 'failed', reason: verdict.failed }
  return verdict.skipped === 'unchanged'
    ? { action: 'unchanged' }
    : { action: 'skipped', reason: verdict.skipped }
}

async function statesOf({ target }: Run, parcels: readonly Parcel[]): Promise<ImportState[]> {
  const items = parcels.map(({ document: { article }, digest }) => ({
    id: article.id,
    digest,
    modified_at: article.modifiedAt,
    type: article.type,
    guid: article.guid,
    link: article.link,
  }))
  const { items: answers } = await target.post(importState, 'import/state', { items })
  const byId = new Map(answers.map(({ id, state }) => [id, state]))
  return items.map(({ id }) => byId.get(id) ?? 'new')
}

/** Sends documents to the site; one that it cannot take does not take the others along. */
export function deliverTo(run: Run): Deliver {
  const query = { purge: 'later', force: run.options.isForce ? 1 : undefined }
  const tellSite = siteTeller(run)
  let faults = 0
  const sendOne = async ({ document }: Parcel): Promise<Delivery> => {
    try {
      const answer = await run.target.post(importedArticle, 'import', document, query)
      faults = 0
      return answer
    } catch (error) {
      if (!(error instanceof TargetError) || error.isFinal) throw error
      if (error.status >= 500 && ++faults >= MAX_FAULTS_IN_A_ROW) throw error
      return { error: error.message }
    }
  }
  const oneByOne = async (parcels: readonly Parcel[]) => {
    const deliveries: Delivery[] = []
    for (const parcel of parcels) deliveries.push(await sendOne(parcel))
    return deliveries
  }
  return async (parcels) => {
    run.hasWritten = true
    await tellSite(parcels)
    if (parcels.length === 1) return oneByOne(parcels)
    const documents = parcels.map(({ document }) => document)
    try {
      const { results } = await run.target.post(importedBatch, 'import/batch', { documents }, query)
      faults = 0
      return await pMap(
        parcels,
        async (parcel, index) => {
          const { status, body, error } = results[index] ?? { status: 500 }
          if (body) return body
          // A fault of the moment, or a write that another one overtook.
          return status >= 500 || status === 412
            ? sendOne(parcel)
            : { error: error?.message ?? `the site answered ${status}` }
        },
        { concurrency: 1 },
      )
    } catch (error) {
      if (!(error instanceof TargetError) || error.isFinal) throw error
      return oneByOne(parcels)
    }
  }
}

/** Tells what the old site is called, once a run and before its articles; without it they come in all the same. */
function siteTeller(run: Run): (parcels: readonly Parcel[]) => Promise<void> {
  let told: Promise<void> | null = null
  const tell = async (site: ImportSite) => {
    try {
      await run.target.post(anything, 'import/site', { site }, { purge: 'later' })
    } catch (error) {
      if (!(error instanceof TargetError) || error.isFinal) throw error
      recordFailure(run, { what: 'the name of the site', message: error.message })
    }
  }
  return async (parcels) => {
    const site = parcels.find((parcel) => parcel.site)?.site
    if (site) told ??= tell(site)
    await told
  }
}

async function recordDelivery(
  run: Run,
  { document, unread }: Parcel,
  delivery: Delivery,
  missing: readonly string[],
): Promise<void> {
  const entry = entryOf(document)
  entry.notes.push(...missing.map((file) => `not in the media folder: ${file}`))
  if ('error' in delivery) {
    await recordArticle(run, { ...entry, action: 'failed', reason: delivery.error })
    return
  }
  run.links.add(delivery.id, delivery.link, delivery.links)
  entry.notes.unshift(...notesOn(document, delivery))
  await recordArticle(run, {
    ...entry,
    action: delivery.action,
    ...(delivery.action === 'skipped' && { reason: delivery.reason ?? 'other' }),
    link: delivery.link,
    details: detailsOf(delivery),
    report: delivery.report,
    ...(delivery.report && { unread }),
    review:
      delivery.html != null ? { before: document.article.contentRaw, after: delivery.html } : null,
  })
}

function entryOf({ article }: ImportDocument): Entry {
  return {
    id: article.id,
    type: article.type,
    title: htmlToText(article.title).replaceAll('\n', ' '),
    source: article.link,
    link: null,
    action: 'unchanged',
    notes: [],
    details: [],
    report: null,
    unread: {},
    review: null,
  }
}

function notesOn({ article }: ImportDocument, { status, slug, action }: ImportedArticle): string[] {
  if (status === 'trash') {
    return ['it lies in the trash here: restore it there, or delete it and import again']
  }
  return action !== 'skipped' && article.slug && slug !== article.slug
    ? [`old address not kept: /${article.slug}/ belongs to something else here`]
    : []
}

function detailsOf({ author, media }: ImportedArticle): string[] {
  return [
    ...(author ? [`author: ${author.name} (${author.id})`] : []),
    ...media.map(({ id, file, sizes, is_stored, source_url }) => {
      const where = is_stored ? 'stored' : `not fetched, shown from ${source_url}`
      return `media ${id}: ${file}, ${sizes + 1} sizes, ${where}`
    }),
  ]
}
