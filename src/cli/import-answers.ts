import * as z from 'zod'
import { IMPORT_STATES } from '#content/import-state.ts'
import type { CleanReport } from '#ingest/report.ts'

// What the import routes answer, as far as a run reads it.

/** The cleaner's own account of one body. */
export const cleanReport: z.ZodType<CleanReport> = z.object({
  rules: z.record(
    z.string(),
    z.object({
      severity: z.enum(['kept', 'changed', 'dropped', 'lost']),
      count: z.number(),
      examples: z.array(z.string()),
    }),
  ),
  textKept: z.number(),
  needsReview: z.boolean(),
})

export const importedArticle = z.object({
  action: z.enum(['created', 'updated', 'unchanged', 'skipped']),
  reason: z.string().optional(),
  id: z.number(),
  status: z.string(),
  slug: z.string(),
  link: z.string(),
  author: z.object({ id: z.number(), name: z.string() }).nullable(),
  media: z.array(
    z.object({
      id: z.number(),
      file: z.string(),
      sizes: z.number(),
      is_stored: z.boolean(),
      source_url: z.string().nullable(),
    }),
  ),
  report: cleanReport.nullable(),
  /** The clean body, where somebody should look at it. */
  html: z.string().nullish(),
  /** Root-relative links of the clean body. */
  links: z.array(z.string()).default([]),
})
export type ImportedArticle = z.output<typeof importedArticle>

const itemError = z.object({ code: z.string(), message: z.string() }).loose()

/** One answer for each document of a batch, in order. */
export const importedBatch = z.object({
  results: z.array(
    z.object({
      status: z.number(),
      body: importedArticle.optional(),
      error: itemError.optional(),
    }),
  ),
})

export const importState = z.object({
  items: z.array(z.object({ id: z.number(), state: z.enum(IMPORT_STATES) })),
})

/** What terms, authors and media are answered with. */
export const importedItems = z.object({
  results: z.array(
    z
      .object({
        id: z.number().nullable(),
        action: z.string().optional(),
        error: itemError.optional(),
      })
      .loose(),
  ),
})

export const importedNavigation = z.object({ location: z.string(), action: z.string() }).loose()

export const importedAddresses = z.object({
  results: z.array(z.object({ path: z.string(), leads_to: z.string().nullable() })),
})

export const joinedSiblings = z.object({
  joined: z.number(),
  unchanged: z.number(),
  refused: z.array(z.object({ group: z.number(), message: z.string() })),
})

export const recleaned = z.object({
  results: z.array(
    z.object({
      id: z.number(),
      link: z.string(),
      action: z.string(),
      title: z.string().optional(),
      report: cleanReport.nullish(),
      html: z.string().nullish(),
      /** The original, beside `html`. */
      source: z.string().nullish(),
    }),
  ),
  next: z.number().nullable(),
})

export const missingMedia = z.object({
  items: z.array(
    z.object({
      id: z.number(),
      file: z.string(),
      source_url: z.string().nullable(),
      files: z.array(
        z.object({ file: z.string(), url: z.string(), bytes: z.number().nullish() }).loose(),
      ),
    }),
  ),
  next: z.number().nullable(),
})

/** For an answer that only has to be one. */
export const anything = z.looseObject({})
