import type { CardMedia, MediaFields } from '#content/reading.ts'
import { mediaAddress } from '#regions/permalink.ts'
import type { Region } from '#regions/region.ts'
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
  }
}

/** A medium as a page shows it: its own file, its sizes as srcset, better formats as sources. */
export function toImageView(
  media: MediaFields | CardMedia | null,
  region: Region,
  alt = '',
): ImageView | null {
  const picture = toPictureView(media, region, alt)
  if (media === null || picture === null) return null
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
    ...picture,
    srcset: ownCount > 1 ? (srcsets.get(ownType) ?? '') : '',
    sources: BETTER_TYPES.flatMap((mimeType) => {
      const srcset = mimeType === ownType ? undefined : srcsets.get(mimeType)
      return srcset === undefined ? [] : [{ mimeType, srcset }]
    }),
  }
}
