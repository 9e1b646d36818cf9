import * as z from 'zod'
import {
  importAuthor,
  importDocument,
  importMedia,
  importNavigation,
  importTerm,
} from '#content/import-document.ts'

// What the export routes answer.

export const exportSite = z.object({
  title: z.string(),
  description: z.string().default(''),
  /** BCP 47: en-CA. */
  language: z.string(),
  /** The region's root, with a slash at its end: https://news.example/ca/ */
  url: z.string(),
  /** IANA name. */
  timezone: z.string(),
})
export type ExportSite = z.output<typeof exportSite>

const exportDocument = importDocument.extend({
  /** With the clean body, as readers get it. */
  article: importDocument.shape.article.extend({ contentHtml: z.string() }),
})
export type ExportDocument = z.output<typeof exportDocument>

const exportMedia = importMedia.extend({
  id: z.number(),
  /** Of each stored file, by its path; a size that is made when somebody asks for it has none. */
  bytes: z.record(z.string(), z.number()).default({}),
})
export type ExportMedia = z.output<typeof exportMedia>

export const exportDocuments = z.object({
  documents: z.array(exportDocument),
  next: z.number().nullable(),
})
export const exportMediaPage = z.object({
  media: z.array(exportMedia),
  next: z.number().nullable(),
})
export const exportTerms = z.object({ terms: z.array(importTerm) })
export const exportAuthors = z.object({ authors: z.array(importAuthor) })
export const exportNavigation = z.object({ navigation: z.array(importNavigation) })
