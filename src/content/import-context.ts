import type { WriteContext } from './write-context.ts'
import type { AuthorRow } from './authors.ts'

/** What one request of an import has found already, so that its articles do not look it up again. */
export interface ImportMemory {
  /** Ids here of terms, by what was wanted of them. */
  termIds: Map<string, number>
  authors: Map<string, AuthorRow>
}

/** What importing needs besides what it brings in. */
export interface ImportContext extends WriteContext {
  bucket: R2Bucket
  images: ImagesBinding
  memory: ImportMemory
}

/** What became of one thing that was brought. */
export type ImportAction = 'created' | 'updated' | 'unchanged'

/** A memory that holds nothing yet. */
export function emptyMemory(): ImportMemory {
  return { termIds: new Map(), authors: new Map() }
}
