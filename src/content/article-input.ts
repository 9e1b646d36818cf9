import type { ArticleStatus, ImportSource } from './article-row.ts'
import { ContentError } from './errors.ts'
import type { SeoFields } from './import-document.ts'

export type SeoChanges = { [Key in keyof SeoFields]?: SeoFields[Key] | null }

/** What an editor or an import may set; a field that is not given keeps its value or takes its default. */
export interface ArticleInput {
  status?: ArticleStatus
  slug?: string
  title?: string
  content?: string
  excerpt?: string
  authorId?: number
  featuredMediaId?: number
  commentStatus?: string
  pingStatus?: string
  isSticky?: boolean
  template?: string
  format?: string
  password?: string
  meta?: Record<string, unknown>
  /** Epoch seconds; null forgets a draft's own date. */
  publishedAt?: number | null
  categoryIds?: readonly number[]
  tagIds?: readonly number[]
  parentId?: number
  menuOrder?: number
  seo?: SeoFields
  /** Of the SEO fields those that change; null takes one away. */
  seoChanges?: SeoChanges
  translationGroupId?: number | null
}

/** Values that only an import may bring: they are the old site's own. */
export interface ImportedValues {
  id: number
  guid: string
  modifiedAt: number
  commentCount: number
  /** Addresses below the region that lead to it, as redirects store them. */
  oldPaths: readonly string[]
  source: Omit<ImportSource, 'version'>
}

/** The longest title that is stored, in characters. */
export const MAX_TITLE_LENGTH = 1000
/** D1 refuses a row over 2 MB, and a body is stored three times. */
export const MAX_CONTENT_BYTES = 600_000

/** An excerpt is a few sentences; every card of the article carries it. */
export const MAX_EXCERPT_BYTES = 20_000

/**
 * Refuses what no article may be, before anything is written.
 * @throws ContentError `empty_article` without any text, `too_large`
 */
export function checkTexts(input: Pick<ArticleInput, 'title' | 'content' | 'excerpt'>): void {
  const { title = '', content = '', excerpt = '' } = input
  if (!title && !content && !excerpt) throw new ContentError('empty_article')
  const tooLarge = (field: string, max: number) =>
    new ContentError('too_large', { details: { field, max } })
  if (title.length > MAX_TITLE_LENGTH) throw tooLarge('title', MAX_TITLE_LENGTH)
  if (bytesOf(content) > MAX_CONTENT_BYTES) throw tooLarge('content', MAX_CONTENT_BYTES)
  if (bytesOf(excerpt) > MAX_EXCERPT_BYTES) throw tooLarge('excerpt', MAX_EXCERPT_BYTES)
}

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}
