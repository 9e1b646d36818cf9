import type { Rendition } from './media.ts'

interface Header {
  widthPx: number
  heightPx: number
  mimeType: string
}

/** WordPress's sizes by the box that each fits into, in pixels; without a height it is as high as it comes. */
const BOXES = [
  { name: 'medium', widthPx: 300, heightPx: 300 },
  { name: 'medium_large', widthPx: 768, heightPx: Infinity },
  { name: 'large', widthPx: 1024, heightPx: 1024 },
  { name: '1536x1536', widthPx: 1536, heightPx: 1536 },
  { name: '2048x2048', widthPx: 2048, heightPx: 2048 },
]
/** Cut out of the middle, and square where the image is large enough. */
const THUMBNAIL_PX = 150
/** Types that sizes are made of when somebody asks for them (media-sizes.ts). */
const SIZED = ['image/jpeg', 'image/png', 'image/webp', 'image/avif']

/**
 * The sizes that clients of WordPress know by name, in the image's own type (wp_get_registered_image_subsizes); none is
 * larger than the image. `file` is the end of each one's name without its extension; none is made yet.
 */
export function namedSizes({ widthPx, heightPx, mimeType }: Header): Rendition[] {
  if (!SIZED.includes(mimeType)) return []
  const sizes = BOXES.map((box) => {
    const ratio = Math.min(box.widthPx / widthPx, box.heightPx / heightPx)
    return { name: box.name, ratio, widthPx: widthPx * ratio, heightPx: heightPx * ratio }
  }).filter(({ ratio }) => ratio < 1)
  const cut = {
    name: 'thumbnail',
    widthPx: Math.min(widthPx, THUMBNAIL_PX),
    heightPx: Math.min(heightPx, THUMBNAIL_PX),
  }
  const isCut = cut.widthPx < widthPx || cut.heightPx < heightPx
  return [...(isCut ? [cut] : []), ...sizes].map((size) => {
    const width = Math.max(1, Math.round(size.widthPx))
    const height = Math.max(1, Math.round(size.heightPx))
    const file = `${width}x${height}`
    return { name: size.name, file, widthPx: width, heightPx: height, mimeType, bytes: 0 }
  })
}
