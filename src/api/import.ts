import * as z from 'zod'
import { note } from '#content/audit.ts'
import { releaseChanges } from '#content/changes.ts'
import { ContentError } from '#content/errors.ts'
import { MAX_ID, importDocument, type ImportDocument } from '#content/import-document.ts'
import { findImportStates } from '#content/import-state.ts'
import { checkImport } from '#content/import-rules.ts'
import { importArticle, importArticles, type ImportOutcome } from '#content/importing.ts'
import { renditionsOf } from '#content/media.ts'
import { linksIn } from '#content/links.ts'
import { queueState } from '#edge/purge.ts'
import { answer } from './answers.ts'
import { purgeNow, readParams, type ApiContext } from './context.ts'
import { ApiError, toApiError } from './errors.ts'
import { demandImport, openImport, type ImportCall } from './import-context.ts'
import { parseParams } from './input.ts'
import { articleLink } from './post-shape.ts'

/** Documents of one batch. */
const MAX_DOCUMENTS = 20
/** Documents whose state is asked for at once. */
const MAX_STATES = 500

/** POST meridian/v1/import: one article of another site with its terms, author and media, under its own ids. */
export async function importRoute(c: ApiContext): Promise<Response> {
  const call = openImport(c, 'now')
  const params = await readParams(c)
  const document = parseParams(importDocument, params)
  if (params.check !== undefined) return checkRoute(call, document)
  note(c.var.db, 'import', { id: document.article.id })
  const outcome = await importArticle(call.context, document, call)
  await call.settle()
  const status = outcome.action === 'created' ? 201 : 200
  return answer(toBody(c, call, outcome), { status })
}

/** With `check`: whether an import would be refused, before its files are sent; nothing is written. */
async function checkRoute(call: ImportCall, document: ImportDocument): Promise<Response> {
  const before = await checkImport(call.context, document)
  return answer({ action: 'checked', id: document.article.id, is_there: before !== null })
}

export const batchBody = z.object({
  documents: z
    .array(z.unknown())
    .min(1, 'Send at least one document.')
    .max(MAX_DOCUMENTS, `Send at most ${MAX_DOCUMENTS} documents.`),
})

/** POST meridian/v1/import/batch: several articles, each whole by itself; what one lacks stops no other. */
export async function importBatch(c: ApiContext): Promise<Response> {
  const call = openImport(c, 'now')
  const { documents } = parseParams(batchBody, await readParams(c))
  const parsed = documents.map(parseDocument)
  const valid = parsed.flatMap((document) => (document instanceof Error ? [] : [document]))
  note(c.var.db, 'import', { id: valid.map(({ article }) => article.id).join() })
  const outcomes = await importArticles(call.context, valid, call)
  await call.settle()
  const results = parsed.map((document) => {
    const outcome = document instanceof Error ? document : outcomes[valid.indexOf(document)]
    return toResult(c, call, outcome ?? new Error('no outcome'))
  })
  return answer({ results })
}

function parseDocument(given: unknown): ImportDocument | ApiError {
  try {
    return parseParams(importDocument, given)
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}

function toResult(c: ApiContext, call: ImportCall, outcome: ImportOutcome | Error): unknown {
  if (!(outcome instanceof Error)) {
    return { status: outcome.action === 'created' ? 201 : 200, body: toBody(c, call, outcome) }
  }
  const refusal = outcome instanceof ContentError ? toApiError(outcome) : outcome
  if (refusal instanceof ApiError) return { status: refusal.status, error: refusal.toBody() }
  console.error(JSON.stringify({ event: 'import_failed', error: String(outcome) }))
  const failed = new ApiError(
    'rest_internal_error',
    'Something failed here, and this document was not imported; try it again.',
    500,
  )
  return { status: 500, error: failed.toBody() }
}

function toBody(c: ApiContext, { principal }: ImportCall, outcome: ImportOutcome) {
  const { article, action, reason, author, media, report } = outcome
  const shape = { siteUrl: c.env.SITE_URL, region: c.var.region, principal }
  return {
    action,
    ...(reason !== undefined && { reason }),
    id: article.id,
    status: article.status,
    slug: article.slug,
    link: articleLink(shape, article),
    author: author && { id: author.authorId, name: author.name },
    media: media.map((row) => ({
      id: row.id,
      file: row.file,
      sizes: renditionsOf(row).length,
      is_stored: row.isStored === 1,
      source_url: row.sourceUrl,
    })),
    report,
    html: isToBeLookedAt(report) ? article.contentHtml : null,
    links: linksIn(article.contentHtml),
  }
}

const lookedAt = z.union([
  z.object({ needsReview: z.literal(true) }),
  z.object({
    rules: z
      .record(z.string(), z.object({ severity: z.string() }))
      .refine((rules) => Object.values(rules).some(({ severity }) => severity === 'lost')),
  }),
])

/** Whether a cleaner's report, which is its own affair else, asks for somebody to look: text or a construct was lost. */
export function isToBeLookedAt(report: unknown): boolean {
  return lookedAt.safeParse(report).success
}

export const stateBody = z.object({
  items: z
    .array(
      z.object({
        id: z.number().int().min(1).max(MAX_ID),
        digest: z.string().regex(/^[0-9a-f]{64}$/, 'Send a SHA-256 in hex.'),
        modified_at: z.number().int(),
        type: z.enum(['post', 'page']),
        guid: z.string(),
        link: z.string(),
      }),
    )
    .max(MAX_STATES, `Send at most ${MAX_STATES} items.`),
})

/** POST meridian/v1/import/state: what an import of each document would do. Writes nothing. */
export async function importState(c: ApiContext): Promise<Response> {
  demandImport(c)
  const { items } = parseParams(stateBody, await readParams(c))
  const documents = items.map(({ modified_at: modifiedAt, ...item }) => ({ ...item, modifiedAt }))
  return answer({ items: await findImportStates(c.var.db, c.var.region.code, documents) })
}

/** POST meridian/v1/import/finish: one purge of everything for all that was held back. */
export async function finishImport(c: ApiContext): Promise<Response> {
  demandImport(c)
  await releaseChanges(c.var.db, c.var.now)
  await purgeNow(c)
  const { pending } = await queueState(c.env.DB)
  return answer({ purged: pending === 0 })
}
