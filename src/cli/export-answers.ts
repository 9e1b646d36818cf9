import { z } from 'zod'
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
  /** The clean body, as readers get it. */
  contentHtml: z.string(),
})
export type ExportDocument = z.output<typeof exportDocument>

const exportMedia = importMedia.extend({
  id: z.number(),
  description: z.string().default(''),
  /** Of the original; 0 where it is not stored. */
  bytes: z.number().default(0),
  isStored: z.boolean().default(true),
  /** Epoch seconds. */
  createdAt: z.number().default(0),
  /** The article that it was uploaded to. */
  parentId: z.number().default(0),
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
export const exportNavigation = z.object({ menus: z.array(importNavigation) })
