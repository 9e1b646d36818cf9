import type { CardMedia, MediaFields } from '#content/reading.ts'
import { mediaAddress } from '#regions/permalink.ts'
import type { Region } from '#regions/region.ts'
import { toneClass } from '#regions/tone.ts'
import { variantCrops, variantSrcset } from '#regions/variants.ts'
import type { ImageView, PictureView } from './views.ts'

/** Types that browsers choose over the original's, the best first. */
const BETTER_TYPES = ['image/avif', 'image/webp']

/** A size as high as it is wide, by its name. */
const SQUARE = /-(\d+)x\1\.\w+$/

/** A medium as the head names it: its own file alone. */
export function toPictureView(
  media: MediaFields | CardMedia | null,
  region: Region,
  alt = '',
): PictureView | null {
  if (media === null || !media.mimeType.startsWith('image/')) return null
  return {
    src: mediaAddress(media, region, media.file),
    width: media.widthPx,
    height: media.heightPx,
    alt: media.alt || alt,
    mimeType: media.mimeType,
    caption: 'caption' in media ? media.caption : '',
    credit: 'credit' in media ? media.credit : '',
    crops: variantCrops(region, media),
  }
}

/** A medium as a page shows it: its own file, other widths and better formats as sources. */
export function toImageView(
  media: MediaFields | CardMedia | null,
  region: Region,
  alt = '',
): ImageView | null {
  const picture = toPictureView(media, region, alt)
  if (media === null || picture === null) return null
  const tone = toneClass(media.color)
  if (!media.variantKey) return { ...picture, tone, ...ownSizes(media, region) }
  const avif = variantSrcset(region, media, 'avif')
  const webp = variantSrcset(region, media, 'webp')
  // Whoever takes a srcset and no AVIF takes WebP; a WebP needs no element of its own to say so.
  const isWebp = media.mimeType === 'image/webp'
  return {
    ...picture,
    tone,
    srcset: isWebp ? webp : '',
    sources: [
      { mimeType: 'image/avif', srcset: avif },
      ...(isWebp ? [] : [{ mimeType: 'image/webp', srcset: webp }]),
    ],
  }
}

/** What an import has brought of a picture that has no variants: its sizes as srcset, better formats as sources. */
function ownSizes(
  media: MediaFields | CardMedia,
  region: Region,
): Pick<ImageView, 'srcset' | 'sources'> {
  const { mimeType: ownType } = media
  const srcsets = new Map<string, string>()
  let ownCount = 0
  const isSquare = media.widthPx === media.heightPx
  for (const [file, widthPx, mimeType] of media.files) {
    // Some exports tell the address of a picture and not how wide it is.
    if (widthPx === 0) continue
    // WordPress cuts its smallest out of the middle: it shows something else.
    if (!isSquare && SQUARE.test(file)) continue
    const before = srcsets.get(mimeType)
    const candidate = `${mediaAddress(media, region, file)} ${widthPx}w`
    srcsets.set(mimeType, before === undefined ? candidate : `${before}, ${candidate}`)
    if (mimeType === ownType) ownCount++
  }
  return {
    srcset: ownCount > 1 ? (srcsets.get(ownType) ?? '') : '',
    sources: BETTER_TYPES.flatMap((mimeType) => {
      const srcset = mimeType === ownType ? undefined : srcsets.get(mimeType)
      return srcset === undefined ? [] : [{ mimeType, srcset }]
    }),
  }
}
