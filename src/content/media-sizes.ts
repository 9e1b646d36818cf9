import type { Region } from '#regions/region.ts'
import { MAX_PIXELS, objectKey, putFile } from './media.ts'
import type { Upload } from './reading.ts'

/** What the Images binding makes, from the same; an animation would lose its frames. */
const MADE = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'] as const

/**
 * Makes a missing file of a medium of its original and stores it, once; false when it is none of the medium's registered
 * sizes, or cannot be made. Nobody can ask for a size that no import or upload has named.
 */
export async function makeSize(
  context: { bucket: R2Bucket; images: ImagesBinding; region: Pick<Region, 'code'> },
  upload: Upload,
  file: string,
): Promise<boolean> {
  const size = upload.sizes.find((candidate) => candidate.file === file)
  const format = MADE.find((type) => type === size?.mimeType)
  const isReadable = MADE.some((type) => type === upload.mimeType)
  const isTooLarge = upload.widthPx * upload.heightPx > MAX_PIXELS
  if (!size || !format || !upload.isStored || !isReadable || isTooLarge) return false
  const original = await context.bucket.get(objectKey(context.region.code, upload.file))
  if (original === null) return false
  try {
    const { widthPx: width, heightPx: height } = size
    const output = await context.images
      .input(original.body)
      // Small sizes of WordPress are cut out of the middle.
      .transform(height > 0 ? { width, height, fit: 'cover' } : { width })
      .output({ format })
    const bytes = new Uint8Array(await output.response().arrayBuffer())
    await putFile(context, file, bytes, format)
    return true
  } catch (error) {
    console.error(JSON.stringify({ event: 'size_failed', file, error: String(error) }))
    return false
  }
}
