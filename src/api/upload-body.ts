import { MAX_UPLOAD_BYTES } from '#content/media.ts'
import { queryParams, readBytes, type ApiContext } from './context.ts'
import { ApiError } from './errors.ts'
import { cutFile, fieldsOf, parseForm } from './forms.ts'

/** A form has more in it than its file. */
export const MAX_FORM_BYTES = MAX_UPLOAD_BYTES + 100_000

interface Upload {
  bytes: Uint8Array<ArrayBuffer>
  fileName: string
  fields: Record<string, unknown>
}

/** The file of an upload, with what is said of it. @throws ApiError for a body that is none */
export async function readUpload(c: ApiContext): Promise<Upload> {
  const query = queryParams(new URL(c.req.url).searchParams)
  const type = c.req.header('Content-Type') ?? ''
  // Read before it is parsed: the limit holds for forms as well.
  const bytes = await readBytes(c, MAX_FORM_BYTES)
  await checkHash(c, bytes)
  if (!/^multipart\/form-data/i.test(type)) {
    if (bytes.length === 0) throw new ApiError('rest_upload_no_data', 'No data supplied.', 400)
    const fileName = fileNameOf(c.req.header('Content-Disposition') ?? '')
    return { bytes, fileName, fields: query }
  }
  const { rest, content } = cutFile(bytes, type)
  const form = await parseForm(rest, type)
  const file = form.get('file')
  if (!(file instanceof File)) {
    throw new ApiError(
      'rest_upload_no_data',
      'No data supplied: send the file in the form field "file".',
      400,
    )
  }
  return {
    bytes: content ?? new Uint8Array(await file.arrayBuffer()),
    fileName: file.name || 'image',
    fields: { ...query, ...queryParams(fieldsOf(form)) },
  }
}

/** Whether the bytes arrived as they left. @throws ApiError 412 when Content-MD5 (hex, as WordPress has it) says no */
async function checkHash(c: ApiContext, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const wanted = c.req.header('Content-MD5')?.trim().toLowerCase()
  if (!wanted) return
  const digest = new Uint8Array(await crypto.subtle.digest('MD5', bytes))
  if ([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') === wanted) return
  throw new ApiError('rest_upload_hash_mismatch', 'Content hash did not match expected.', 412)
}

/** The name in a Content-Disposition header (RFC 6266; `filename*` wins). */
function fileNameOf(header: string): string {
  if (!header) {
    throw new ApiError(
      'rest_upload_no_content_disposition',
      'No Content-Disposition supplied: send Content-Disposition: attachment; filename="name.jpg".',
      400,
    )
  }
  const extended = /filename\*\s*=\s*utf-8''([^;\s]+)/i.exec(header)?.[1]
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(header)
  const name = (extended && safeDecode(extended)) || plain?.[1] || plain?.[2]
  if (!name) {
    throw new ApiError(
      'rest_upload_invalid_disposition',
      'Invalid Content-Disposition supplied: it has no filename.',
      400,
    )
  }
  return name.split(/[\\/]/).at(-1) || 'image'
}

function safeDecode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
