import * as z from 'zod'
import { importAuthor, importDocument, type ImportDocument } from '#content/import-document.ts'

const { article } = importDocument.shape

/** What an export of this publication keeps of an article beside the fields that WordPress has. */
const ownFields = z.object({
  article: article
    .pick({
      contentFormat: true,
      link: true,
      commentCount: true,
      wordCount: true,
      oldPaths: true,
      keptRules: true,
      translationKey: true,
      seo: true,
      meta: true,
    })
    .partial(),
  author: importAuthor.nullable().optional(),
  source: importDocument.shape.source.optional(),
})
export type OwnFields = z.input<typeof ownFields>

/**
 * The article with what its export kept of it, so that it comes in as it went out; itself when that is absent or was
 * changed by hand into something else. `raw` is the body as it was received.
 */
export function withOwnFields(
  document: ImportDocument,
  kept: unknown,
  raw: string | undefined,
): ImportDocument {
  const parsed = ownFields.safeParse(kept)
  if (!parsed.success) return document
  const { article: fields, author, source } = parsed.data
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return {
    ...document,
    article: {
      ...document.article,
      ...(Object.fromEntries(given) as Partial<ImportDocument['article']>), // parsed above
      ...(raw !== undefined && { contentRaw: raw }),
    },
    ...(author !== undefined && { author }),
    ...(source && { source }),
  }
}

/** The JSON of a post's meta field; undefined for what is none. */
export function parseOwnFields(json: string | undefined): unknown {
  if (json === undefined) return undefined
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
