import { mediaAddress } from '#content/media.ts'
import type { MediaFields } from '#content/reading.ts'
import type { Region } from '#regions/region.ts'
import type { ImageView } from '#render/views.ts'

/** Types that browsers choose over the original's, the best first. */
const BETTER_TYPES = ['image/avif', 'image/webp']

/** A medium as a page shows it: its own file, its sizes as srcset, better formats as sources. */
export function toImageView(media: MediaFields | null, region: Region, alt = ''): ImageView | null {
  if (media === null || media.widthPx === 0) return null
  const address = (file: string) => mediaAddress(media, region, file)
  const files = [
    ...media.sizes,
    { file: media.file, widthPx: media.widthPx, mimeType: media.mimeType },
  ].toSorted((a, b) => a.widthPx - b.widthPx)
  const srcsetOf = (mimeType: string) =>
    files
      .filter((file) => file.mimeType === mimeType)
      .map((file) => `${address(file.file)} ${file.widthPx}w`)
      .join(', ')
  return {
    src: address(media.file),
    width: media.widthPx,
    height: media.heightPx,
    alt: media.alt || alt,
    mimeType: media.mimeType,
    srcset: media.sizes.some((size) => size.mimeType === media.mimeType)
      ? srcsetOf(media.mimeType)
      : '',
    sources: BETTER_TYPES.filter((type) => type !== media.mimeType && srcsetOf(type) !== '').map(
      (mimeType) => ({ mimeType, srcset: srcsetOf(mimeType) }),
    ),
    caption: media.caption,
    credit: media.credit,
  }
}
