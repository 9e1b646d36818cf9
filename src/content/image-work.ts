import type { ImageHeader } from './image-header.ts'
import { colorOfPng } from './png-color.ts'

// What the Images binding is asked for. Each call is counted and paid, none is kept there: whatever comes back is stored.

/** What variants are made of; an animation would lose its frames, and an SVG has any size as it is. */
const STILL_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif']
/** The binding opens no larger picture (developers.cloudflare.com/images/get-started/limits), in pixels. */
export const MAX_PIXELS = 100_000_000
const MAX_SIDE_PX = 12_000
/** Below this an icon's own file is smaller than the words that would offer a choice, in pixels. */
const MIN_SIDE_PX = 64
/** A reader who waits longer is better served with the original. */
const MAX_SECONDS = 10

/** What a transformation gave; production may answer in another format than it was asked for, where AVIF takes too long. */
export interface Transformed {
  bytes: Uint8Array<ArrayBuffer>
  mimeType: string
}

/** Whether the binding opens such a picture. */
export function isReadable({
  mimeType,
  widthPx,
  heightPx,
}: Pick<ImageHeader, 'mimeType' | 'widthPx' | 'heightPx'>): boolean {
  const isType = STILL_TYPES.includes(mimeType) || mimeType === 'image/gif'
  return isType && Math.max(widthPx, heightPx) <= MAX_SIDE_PX && widthPx * heightPx <= MAX_PIXELS
}

/** Whether variants are made of such a picture. */
export function isVaried(header: ImageHeader): boolean {
  const isStill = STILL_TYPES.includes(header.mimeType) && !header.isAnimated
  return isStill && isReadable(header) && Math.min(header.widthPx, header.heightPx) >= MIN_SIDE_PX
}

/** One transformation, in a bounded time. @throws what the binding throws, or an Error that says how long it took */
export async function transform(
  images: ImagesBinding,
  source: ReadableStream<Uint8Array>,
  how: ImageTransform,
  output: ImageOutputOptions,
  maxSeconds = MAX_SECONDS,
): Promise<Transformed> {
  const work = async () => {
    const made = await images.input(source).transform(how).output(output)
    return {
      bytes: new Uint8Array(await made.response().arrayBuffer()),
      mimeType: made.contentType(),
    }
  }
  return within(maxSeconds, work())
}

async function within<T>(maxSeconds: number, work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new Error(`Images gave no answer within ${maxSeconds} s`)),
    maxSeconds * 1000,
  )
  // Should it fail after that, nobody is there to hear it.
  work.catch(() => {})
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The colour of a picture as a whole, #rrggbb: what is left of it at one pixel; empty where it lets something through. Whole
 * pictures have one main colour more often than a palette's largest share does.
 */
export async function colorOf(
  images: ImagesBinding,
  source: ReadableStream<Uint8Array>,
): Promise<string> {
  const how = { width: 1, height: 1 }
  const { bytes } = await transform(images, source, how, { format: 'image/png' })
  return colorOfPng(bytes)
}

/** The colour that `read` gives. A picture that cannot be opened is kept all the same: browsers may, and the binding may be down. */
export async function colorOrNone(read: () => Promise<string>, file: string): Promise<string> {
  try {
    return await read()
  } catch (error) {
    console.error(JSON.stringify({ event: 'color_failed', file, error: String(error) }))
    return ''
  }
}

/** Bytes as a stream that holds no second copy of them. */
export function streamOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  let offset = 0
  return new ReadableStream({
    pull(controller) {
      const end = Math.min(offset + 65_536, bytes.length)
      if (end > offset) controller.enqueue(bytes.subarray(offset, end))
      offset = end
      if (offset >= bytes.length) controller.close()
    },
  })
}
