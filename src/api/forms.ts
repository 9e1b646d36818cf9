import { joinBytes } from './bytes.ts'
import { ApiError } from './errors.ts'

/** A body of the type multipart/form-data. @throws ApiError 400 */
export async function parseForm(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'Content-Type': type } }).formData()
  } catch (error) {
    const message = 'The form could not be read: send multipart/form-data with its boundary.'
    throw Object.assign(new ApiError('rest_upload_no_data', message, 400), { cause: error })
  }
}

/** What a form says beside its files. */
export function fieldsOf(form: FormData): URLSearchParams {
  const fields = new URLSearchParams()
  for (const [name, value] of form) {
    if (typeof value === 'string') fields.append(name, value)
  }
  return fields
}

/** More than the header of a part has, in bytes. */
const MAX_HEADER_BYTES = 8000
const FILE_PART = /^content-disposition:[^\r\n]*\bname="?file"?(?:;|$)/im

/**
 * A form in two, so that a photograph is not copied to be read: the content of its field `file` (null where none is found),
 * and the rest, in which that field is there and empty.
 */
export function cutFile(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
): { rest: Uint8Array<ArrayBuffer>; content: Uint8Array<ArrayBuffer> | null } {
  const [, quoted, bare] = /\bboundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type) ?? []
  const delimiter = encode(`\r\n--${quoted ?? bare}`)
  let start = 0
  while (start !== -1) {
    const headerEnd = indexOf(bytes, encode('\r\n\r\n'), start)
    if (headerEnd === -1 || headerEnd - start > MAX_HEADER_BYTES) break
    const from = headerEnd + 4
    // An empty part's delimiter begins with the end of its header.
    const end = indexOf(bytes, delimiter, headerEnd + 2)
    if (end === -1) break
    if (FILE_PART.test(new TextDecoder().decode(bytes.subarray(start, headerEnd)))) {
      const until = Math.max(from, end)
      const rest = joinBytes([bytes.subarray(0, from), bytes.subarray(end)])
      return { rest, content: bytes.subarray(from, until) }
    }
    start = end + delimiter.length
  }
  return { rest: bytes, content: null }
}

const encode = (text: string) => new TextEncoder().encode(text)

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const [first = 0] = wanted
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at
  }
  return -1
}
