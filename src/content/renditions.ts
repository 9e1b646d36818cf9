import type { Rendition } from './media.ts'

interface Header {
  widthPx: number
  heightPx: number
  mimeType: string
}

/** Widths made of an upload, in pixels (WordPress's medium, medium_large, large). */
const RENDITION_WIDTHS = [
  { name: 'medium', widthPx: 320 },
  { name: 'medium_large', widthPx: 640 },
  { name: 'large', widthPx: 1024 },
]

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

/** WebP and AVIF in the usual widths below the original's own; `file` is the end of each one's name. */
export async function renderSizes(
  images: ImagesBinding,
  bytes: Uint8Array,
  header: Header,
): Promise<{ size: Rendition; bytes: Uint8Array }[]> {
  // An animation would lose its frames.
  if (header.mimeType === 'image/gif') return []
  const widths = RENDITION_WIDTHS.filter((size) => size.widthPx < header.widthPx)
  const made: { size: Rendition; bytes: Uint8Array }[] = []
  for (const { name, widthPx } of widths) {
    const heightPx = Math.max(1, Math.round((header.heightPx * widthPx) / header.widthPx))
    for (const format of ['webp', 'avif'] as const) {
      const mimeType = `image/${format}` as const
      const source = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream()
      const output = await images
        .input(source)
        .transform({ width: widthPx, height: heightPx })
        .output({ format: mimeType })
      const encoded = new Uint8Array(await output.response().arrayBuffer())
      const file = `${widthPx}x${heightPx}.${format}`
      made.push({
        size: { name, file, widthPx, heightPx, mimeType, bytes: encoded.length },
        bytes: encoded,
      })
    }
  }
  return made
}
