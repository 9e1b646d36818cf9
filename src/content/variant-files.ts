// Where R2 keeps what is made of pictures.

const KEY_LENGTH = 8
/** A medium has at most a few dozen, over all the files that it ever had; R2 lists and deletes so many at once. */
const MAX_DELETED = 1000

/** The key of a file's variants by the hash that R2 gives of it (MD5, hex). */
export function toVariantKey(etag: string): string {
  return etag.replace(/[^0-9a-f]/g, '').slice(0, KEY_LENGTH)
}

/** A key for the variants of bytes that R2 does not have yet. */
export async function variantKeyOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return toVariantKey([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
}

/** Where a variant is kept, by the part of its address that names the medium and its file; no region's code begins so. */
export function variantObjectKey(regionCode: string, directory: string, name: string): string {
  return `_variants/${regionCode}/${directory}/${name}`
}

/** Deletes the variants of a medium, whichever file they were made of. */
export async function deleteVariants(
  bucket: R2Bucket,
  regionCode: string,
  id: number,
): Promise<void> {
  const prefix = `_variants/${regionCode}/${id}-`
  const { objects } = await bucket.list({ prefix, limit: MAX_DELETED })
  if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key))
}
