/** What the first bytes of an image say of it. */
export interface ImageHeader {
  mimeType: string
  extension: string
  /** As it is shown: a camera that was held on its side says so. */
  widthPx: number
  heightPx: number
  isAnimated: boolean
}

/**
 * Type and size of a JPEG, PNG, GIF, WebP or AVIF from its header alone, or null for anything else: a file is what
 * its bytes say, never what its name or Content-Type claims, and a claimed canvas is known before a decoder runs.
 * Formats: PNG (W3C), GIF89a, RFC 9649 (WebP), ITU T.81 (JPEG), ISO/IEC 23008-12 (HEIF, for AVIF).
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header =
    readPng(view) ?? readGif(view) ?? readWebp(view) ?? readAvif(view) ?? readJpeg(view)
  return header && header.widthPx > 0 && header.heightPx > 0 ? header : null
}

function ascii(view: DataView, offset: number, length: number): string {
  if (offset + length > view.byteLength) return ''
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + offset, length))
}

function readPng(view: DataView): ImageHeader | null {
  if (view.byteLength < 33 || ascii(view, 1, 3) !== 'PNG' || ascii(view, 12, 4) !== 'IHDR')
    return null
  return {
    mimeType: 'image/png',
    extension: 'png',
    widthPx: view.getUint32(16),
    heightPx: view.getUint32(20),
    isAnimated: hasAnimationControl(view),
  }
}

/** An APNG's acTL stands before the first pixels. */
function hasAnimationControl(view: DataView): boolean {
  for (let offset = 8; offset + 8 <= view.byteLength;) {
    const name = ascii(view, offset + 4, 4)
    if (name === 'acTL' || name === 'IDAT') return name === 'acTL'
    offset += 12 + view.getUint32(offset)
  }
  return false
}

function readGif(view: DataView): ImageHeader | null {
  if (view.byteLength < 13 || !/^GIF8[79]a$/.test(ascii(view, 0, 6))) return null
  return {
    mimeType: 'image/gif',
    extension: 'gif',
    widthPx: view.getUint16(6, true),
    heightPx: view.getUint16(8, true),
    // Most are, and one that is not gains little by another format.
    isAnimated: true,
  }
}

function readWebp(view: DataView): ImageHeader | null {
  if (view.byteLength < 30 || ascii(view, 0, 4) !== 'RIFF' || ascii(view, 8, 4) !== 'WEBP')
    return null
  const chunk = ascii(view, 12, 4)
  const size = webpSize(view, chunk)
  const isAnimated = chunk === 'VP8X' && (view.getUint8(20) & 0b10) !== 0
  return size && { mimeType: 'image/webp', extension: 'webp', isAnimated, ...size }
}

function webpSize(view: DataView, chunk: string): { widthPx: number; heightPx: number } | null {
  if (chunk === 'VP8 ') {
    return {
      widthPx: view.getUint16(26, true) & 0x3fff,
      heightPx: view.getUint16(28, true) & 0x3fff,
    }
  }
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true)
    return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >> 14) & 0x3fff) + 1 }
  }
  if (chunk === 'VP8X') {
    const uint24 = (offset: number) =>
      view.getUint16(offset, true) + (view.getUint8(offset + 2) << 16)
    return { widthPx: uint24(24) + 1, heightPx: uint24(27) + 1 }
  }
  return null
}

/** The `ispe` property holds the size of an AVIF item; it is within the first boxes of the file. */
function readAvif(view: DataView): ImageHeader | null {
  if (ascii(view, 4, 4) !== 'ftyp' || !/avif|avis|mif1/.test(ascii(view, 8, 16))) return null
  const limit = Math.min(view.byteLength - 20, 4096)
  for (let offset = 16; offset < limit; offset++) {
    if (ascii(view, offset, 4) !== 'ispe') continue
    return {
      mimeType: 'image/avif',
      extension: 'avif',
      widthPx: view.getUint32(offset + 8),
      heightPx: view.getUint32(offset + 12),
      isAnimated: ascii(view, 8, 4) === 'avis',
    }
  }
  return null
}

/** Walks the segments up to the frame header (SOFn). */
function readJpeg(view: DataView): ImageHeader | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null
  let offset = 2
  let orientation = 1
  while (offset + 9 < view.byteLength) {
    if (view.getUint8(offset) !== 0xff) return null
    const marker = view.getUint8(offset + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) {
      const sides = [view.getUint16(offset + 7), view.getUint16(offset + 5)]
      const [widthPx = 0, heightPx = 0] = orientation >= 5 ? sides.toReversed() : sides
      return { mimeType: 'image/jpeg', extension: 'jpg', widthPx, heightPx, isAnimated: false }
    }
    const length = view.getUint16(offset + 2)
    if (marker === 0xe1) orientation = orientationOf(view, offset + 4, length) ?? orientation
    offset += 2 + length
  }
  return null
}

const ORIENTATION = 0x0112
const MAX_ENTRIES = 200

/** How a camera was held (Exif 2.32, tag 0x0112): from 5 on width and height change places. */
function orientationOf(view: DataView, start: number, length: number): number | null {
  const end = Math.min(start + length, view.byteLength)
  if (ascii(view, start, 6) !== 'Exif\0\0' || start + 14 > end) return null
  const tiff = start + 6
  const isLittle = ascii(view, tiff, 2) === 'II'
  const directory = tiff + view.getUint32(tiff + 4, isLittle)
  if (directory + 2 > end) return null
  const count = Math.min(view.getUint16(directory, isLittle), MAX_ENTRIES)
  for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12) {
    if (entry + 12 > end) return null
    if (view.getUint16(entry, isLittle) === ORIENTATION) {
      return view.getUint16(entry + 8, isLittle)
    }
  }
  return null
}
