import * as z from 'zod'
import { toJsonSchema, type Described } from './json-schema.ts'

/** Every code that an error may have, by the status it comes with. 401 turns into 403 once somebody has signed in. */
const CODES = {
  400: `empty_content rest_autosave_no_changes rest_batch_not_allowed rest_callback_invalid rest_incomplete_body
    rest_comment_content_invalid rest_invalid_author rest_invalid_featured_media rest_invalid_field
    rest_invalid_idempotency_key rest_invalid_json rest_invalid_param rest_missing_callback_param
    rest_no_search_term_defined rest_orderby_include_missing_include rest_post_exists
    rest_post_invalid_id rest_post_invalid_page_number rest_revision_invalid_offset_number
    rest_revision_invalid_page_number rest_search_invalid_page_number rest_taxonomy_not_hierarchical rest_term_invalid
    rest_upload_invalid_disposition rest_upload_no_content_disposition rest_upload_no_data
    rest_upload_sideload_error rest_user_exists rest_user_invalid_argument rest_user_invalid_email
    rest_user_invalid_role rest_user_invalid_slug term_exists`,
  401: 'incorrect_password rest_comment_login_required rest_not_logged_in',
  403: `rest_block_type_cannot_view rest_cannot_create rest_cannot_create_application_passwords
    rest_cannot_create_user rest_cannot_delete rest_cannot_delete_application_password
    rest_cannot_delete_application_passwords rest_cannot_edit rest_cannot_edit_application_password
    rest_cannot_edit_others rest_cannot_edit_roles rest_cannot_export rest_cannot_import
    rest_cannot_introspect_app_password_for_non_authenticated_user
    rest_cannot_list_application_passwords rest_cannot_publish rest_cannot_read
    rest_cannot_read_application_password rest_cannot_read_post rest_cannot_read_status
    rest_cannot_update rest_cannot_view rest_cannot_view_plugins rest_cannot_view_themes
    rest_comment_closed rest_comment_invalid_post_id rest_forbidden rest_forbidden_context
    rest_forbidden_orderby rest_forbidden_param rest_forbidden_status rest_forbidden_who
    rest_post_incorrect_password rest_user_cannot_delete rest_user_cannot_view rest_user_invalid_role`,
  404: `oembed_invalid_url rest_application_password_not_found rest_comment_invalid_id
    rest_menu_invalid_location rest_no_authenticated_app_password rest_no_route rest_post_invalid_id
    rest_post_invalid_parent rest_post_no_autosave rest_redirect_invalid_id rest_region_invalid
    rest_revision_parent_id_mismatch rest_status_invalid rest_taxonomy_invalid rest_term_invalid
    rest_translation_invalid_id rest_type_invalid rest_user_invalid_id`,
  409: 'meridian_import_conflict rest_idempotency_in_progress',
  410: 'rest_already_trashed',
  412: 'rest_precondition_failed rest_upload_hash_mismatch',
  413: 'rest_request_too_large',
  422: 'rest_idempotency_key_reused',
  429: 'rest_too_many_attempts rest_too_many_purges rest_too_many_requests',
  500: 'rest_internal_error',
  501: 'rest_cannot_delete rest_trash_not_supported',
}

export type ErrorStatus = keyof typeof CODES

/** What each status tells whoever asked. */
const MEANINGS: Record<ErrorStatus, string> = {
  400: 'What was sent is wrong.',
  401: 'Nobody has signed in, or not rightly.',
  403: 'The user may not.',
  404: 'There is no such thing.',
  409: 'The id belongs to something else.',
  410: 'It is in the trash already.',
  412: 'It is not what was read, or sent.',
  413: 'The body is too large.',
  422: 'The key stands for another request.',
  429: 'Too many: wait.',
  500: 'It failed; nothing was changed.',
  501: 'It has no trash: `force=true`.',
}

/** The envelope of every error; programs go by its code. */
export const ERROR_SCHEMA: Described = toJsonSchema(
  z.object({
    code: z.string(),
    message: z.string(),
    data: z.object({
      status: z.int(),
      params: z
        .union([z.record(z.string(), z.string()), z.array(z.string())])
        .optional()
        .describe('What is wrong by parameter, or which are missing.'),
      details: z.record(z.string(), z.unknown()).optional(),
      term_id: z.int().optional(),
    }),
    additional_data: z.array(z.unknown()).optional(),
  }),
  'draft-2020-12',
)

/** The answers of refusals, to be referred to as `errorReference` does. */
export function errorResponses(): Record<string, Described> {
  return Object.fromEntries(
    Object.keys(CODES).map((status) => [
      `Error${status}`,
      toResponse(Number(status) as ErrorStatus),
    ]),
  )
}

function toResponse(status: ErrorStatus): Described {
  const codes = CODES[status] + (status === 401 ? ` ${CODES[403]}` : '')
  const own = { properties: { code: { enum: codes.split(/\s+/) } } }
  return {
    description: MEANINGS[status],
    content: {
      'application/json': { schema: { allOf: [{ $ref: '#/components/schemas/Error' }, own] } },
    },
  }
}

/** The errors of an operation, by status. */
export function errorReferences(statuses: readonly ErrorStatus[]): Record<string, Described> {
  return Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/Error${status}` }]),
  )
}
