import { ContentError, type ContentErrorCode } from '#content/errors.ts'

/** An answer in WordPress's error shape: `{ code, message, data: { status, … } }`. */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly data: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(
    code: string,
    message: string,
    status: number,
    data: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) {
    super(message)
    this.code = code
    this.status = status
    this.data = data
    this.headers = headers
  }

  /** The JSON document of the answer. */
  toBody() {
    const body = {
      code: this.code,
      message: this.message,
      data: { status: this.status, ...this.data },
    }
    const { term_id: termId } = this.data
    // WordPress keeps the data of each error that led to this one beside it (rest_convert_error_to_response).
    return termId === undefined ? body : { ...body, additional_data: [termId, termId] }
  }
}

/** 401 for a stranger, 403 for somebody who signed in and may not (WordPress: rest_authorization_required_code). */
export function forbidden(code: string, message: string, isSignedIn: boolean): ApiError {
  return new ApiError(code, message, isSignedIn ? 403 : 401)
}

/** What is wrong with one parameter, in WordPress's terms (rest_validate_value_from_schema). */
export interface ParamFault {
  code: string
  message: string
  data?: Record<string, unknown> | null
}

/** 400 for parameters: of each, by name, what is wrong with it. */
export function invalidParams(faults: Record<string, ParamFault>): ApiError {
  const entries = Object.entries(faults)
  const message = `Invalid parameter(s): ${Object.keys(faults).join(', ')}`
  return new ApiError('rest_invalid_param', message, 400, {
    params: Object.fromEntries(entries.map(([name, fault]) => [name, fault.message])),
    details: Object.fromEntries(
      entries.map(([name, { data = null, ...fault }]) => [name, { ...fault, data }]),
    ),
  })
}

/** A fault for which WordPress has no name of its own. */
export const badParam = (message: string): ParamFault => ({ code: 'rest_invalid_param', message })

export const noRoute = () =>
  new ApiError('rest_no_route', 'No route was found matching the URL and request method.', 404)

interface Refusal {
  code: string
  message: (details: Record<string, unknown>) => string
  status: number
}

/** The one table from the content rooms' refusals to WordPress's codes. */
const REFUSALS: Record<ContentErrorCode, Refusal> = {
  not_found: { code: 'rest_post_invalid_id', message: () => 'Invalid post ID.', status: 404 },
  version_conflict: {
    code: 'rest_precondition_failed',
    message: () =>
      'The item was changed after you read it. Read it again, merge your change, and send it with the new ETag.',
    status: 412,
  },
  already_trashed: {
    code: 'rest_already_trashed',
    message: () => 'The post has already been deleted.',
    status: 410,
  },
  autosave_unchanged: {
    code: 'rest_autosave_no_changes',
    message: () => 'There is nothing to save. The autosave and the post content are the same.',
    status: 400,
  },
  invalid_author: { code: 'rest_invalid_author', message: () => 'Invalid author ID.', status: 400 },
  invalid_featured_media: {
    code: 'rest_invalid_featured_media',
    message: () => 'Invalid featured media ID.',
    status: 400,
  },
  invalid_parent: {
    code: 'rest_post_invalid_id',
    message: () => 'Invalid post parent ID.',
    status: 400,
  },
  empty_article: {
    code: 'empty_content',
    message: () => 'Content, title, and excerpt are empty.',
    status: 400,
  },
  too_large: {
    code: 'rest_invalid_param',
    message: (details) =>
      `${details.field} is too large: at most ${details.max} ${details.field === 'title' ? 'characters' : 'bytes'}.`,
    status: 400,
  },
  term_exists: {
    code: 'term_exists',
    message: () => 'A term with the name provided already exists with this parent.',
    status: 400,
  },
  term_not_found: {
    code: 'rest_term_invalid',
    message: () => 'Parent term does not exist.',
    status: 400,
  },
  default_term: {
    code: 'rest_cannot_delete',
    message: () => 'The default category cannot be deleted.',
    status: 403,
  },
  not_an_image: {
    code: 'rest_upload_sideload_error',
    message: () =>
      'The file is no image of a type that is taken here: send a JPEG, PNG, GIF, WebP or AVIF of at most 50 megapixels.',
    status: 400,
  },
  region_not_found: {
    code: 'rest_no_route',
    message: () => 'There is no such region.',
    status: 404,
  },
  region_not_empty: {
    code: 'rest_region_not_empty',
    message: (details) =>
      `Only an empty region is deleted. This one holds ${Object.entries(details)
        .map(([what, count]) => `${what}: ${count}`)
        .join(', ')}.`,
    status: 409,
  },
  invalid_setting: {
    code: 'rest_invalid_param',
    message: ({ message }) => String(message),
    status: 400,
  },
  import_conflict: {
    code: 'meridian_import_conflict',
    message: (details) =>
      `Id ${details.id} belongs to something else in this region, so the article was not imported. Import into another region, or delete what has the id.`,
    status: 409,
  },
}

/** A refusal as the API answers it. */
export function toApiError(error: ContentError): ApiError {
  if (error.code === 'invalid_setting') {
    const { field, message } = error.details
    const name = String(field).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    return invalidParams({ [name]: badParam(String(message)) })
  }
  const refusal = REFUSALS[error.code]
  const data: Record<string, unknown> =
    error.code === 'term_exists'
      ? { term_id: error.details.termId }
      : error.code === 'too_large'
        ? { params: { [String(error.details.field)]: refusal.message(error.details) } }
        : {}
  return new ApiError(refusal.code, refusal.message(error.details), refusal.status, data)
}
