import type { Region } from '#regions/region.ts'
import { transform } from './image-work.ts'
import { objectKey, putFile } from './media.ts'
import type { Upload } from './reading.ts'

/** What the Images binding makes. */
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
  // What has no variants is animated, or too large to be opened.
  if (!size || !format || !upload.isStored || !upload.variantKey) return false
  const original = await context.bucket.get(objectKey(context.region.code, upload.file))
  if (original === null) return false
  try {
    const { widthPx: width, heightPx: height } = size
    // Small sizes of WordPress are cut out of the middle.
    const how = height > 0 ? { width, height, fit: 'cover' as const } : { width }
    const made = await transform(context.images, original.body, how, { format })
    await putFile(context, file, made.bytes, made.mimeType, true)
    return true
  } catch (error) {
    console.error(JSON.stringify({ event: 'size_failed', file, error: String(error) }))
    return false
  }
}
