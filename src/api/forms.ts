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
