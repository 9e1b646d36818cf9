import type { Region } from '#regions/region.ts'
import { variantSpec, variantWidths, type VariantSource } from '#regions/variants.ts'
import { readImageHeader } from './image-header.ts'
import { colorOf, colorOrNone, isReadable, isVaried, transform } from './image-work.ts'
import { objectKey } from './media.ts'
import { toVariantKey, variantObjectKey } from './variant-files.ts'

export interface ImageContext {
  bucket: R2Bucket
  images: ImagesBinding
  region: Pick<Region, 'code'>
}

/** A medium whose variants are made. */
export interface VariedMedium extends VariantSource {
  file: string
  isStored: boolean | number
}

/** What a stored file says of the picture in it. */
export interface Measured {
  widthPx: number
  heightPx: number
  variantKey: string
  color: string
}

/** A picture's header is in its first bytes, behind what cameras and editors put before it. */
const HEADER_BYTES = 262_144
/** What the binding makes of 1 to 100; a photograph's AVIF shows no difference above, and its length doubles by 80. */
const QUALITY = { 'image/avif': 55, 'image/webp': 76, 'image/jpeg': 80, 'image/png': 100 }

/** Measures a file of the uploads folder; null when it is not there, or no picture. */
export async function measureFile(context: ImageContext, file: string): Promise<Measured | null> {
  const { bucket, images, region } = context
  const key = objectKey(region.code, file)
  const start = await bucket.get(key, { range: { offset: 0, length: HEADER_BYTES } })
  const header = start && readImageHeader(new Uint8Array(await start.arrayBuffer()))
  if (!header) return null
  const whole = isReadable(header) ? await bucket.get(key) : null
  const color = whole ? await colorOrNone(() => colorOf(images, whole.body), file) : ''
  return {
    widthPx: header.widthPx,
    heightPx: header.heightPx,
    variantKey: isVaried(header) ? toVariantKey(start.etag) : '',
    color,
  }
}

/** Makes a variant of its original and stores it, once; false when there is none of that name, or it cannot be made. */
export async function makeVariant(
  { bucket, images, region }: ImageContext,
  medium: VariedMedium,
  name: string,
): Promise<boolean> {
  const spec = medium.variantKey ? variantSpec(medium, name) : null
  const source = objectKey(region.code, medium.file)
  const original = spec && medium.isStored ? await bucket.get(source) : null
  if (!spec || !original) return false
  const { widthPx: width, heightPx: height, format } = spec
  try {
    const how = height === undefined ? { width } : { width, height, fit: 'cover' as const }
    const made = await transform(images, original.body, how, { format, quality: QUALITY[format] })
    // Deleted or replaced meanwhile: nobody would ask for it, or delete it.
    if ((await bucket.head(source))?.etag !== original.etag) return false
    const key = variantObjectKey(region.code, `${medium.id}-${medium.variantKey}`, name)
    await bucket.put(key, made.bytes, { httpMetadata: { contentType: made.mimeType } })
    return true
  } catch (error) {
    console.error(JSON.stringify({ event: 'variant_failed', name, error: String(error) }))
    return false
  }
}

/** Makes those variants of a new medium that most readers will ask for, so that none waits for them. */
export async function makeFirstVariants(
  context: ImageContext,
  medium: VariedMedium,
): Promise<void> {
  for (const width of medium.variantKey ? variantWidths(medium) : []) {
    await makeVariant(context, medium, `${width}.avif`)
  }
}
