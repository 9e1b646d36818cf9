/** Why the content rooms refuse; api/errors.ts and site/errors.ts say what that is in HTTP. */
export type ContentErrorCode =
  | 'not_found'
  | 'version_conflict'
  | 'already_trashed'
  | 'autosave_unchanged'
  | 'invalid_author'
  | 'invalid_featured_media'
  | 'invalid_parent'
  | 'empty_article'
  | 'too_large'
  | 'term_exists'
  | 'term_not_found'
  | 'default_term'
  | 'not_an_image'
  | 'region_not_found'
  | 'region_not_empty'
  | 'invalid_setting'
  | 'import_conflict'

/** A refusal with a code and the values that its message needs; never an HTTP status. */
export class ContentError extends Error {
  readonly code: ContentErrorCode
  readonly details: Record<string, unknown>

  constructor(
    code: ContentErrorCode,
    options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(code, { cause: options.cause })
    this.name = 'ContentError'
    this.code = code
    this.details = options.details ?? {}
  }
}
