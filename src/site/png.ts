import type { Bitmap } from '#render/icon.ts'

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const PALETTE_COLOR = 3

/** A bitmap as a PNG (W3C PNG, third edition) of 8 bits a pixel. */
export async function toPng({ size, palette, pixels }: Bitmap): Promise<Uint8Array<ArrayBuffer>> {
  const rows = new Uint8Array(size * (size + 1))
  // Before each row stands its filter: 0, none.
  for (let row = 0; row < size; row++) {
    rows.set(pixels.subarray(row * size, (row + 1) * size), row * (size + 1) + 1)
  }
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, size)
  view.setUint32(4, size)
  header.set([8, PALETTE_COLOR], 8)
  const packed = new Blob([rows]).stream().pipeThrough(new CompressionStream('deflate'))
  return join([
    new Uint8Array(SIGNATURE),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', new Uint8Array(await new Response(packed).arrayBuffer())),
    chunk('IEND', new Uint8Array(0)),
  ])
}

/** A PNG of 32 by 32 pixels as an icon file, which has held PNGs since Windows Vista. */
export function toIco(png: Uint8Array): Uint8Array<ArrayBuffer> {
  const entry = new Uint8Array(22)
  const view = new DataView(entry.buffer)
  view.setUint16(2, 1, true)
  view.setUint16(4, 1, true)
  entry.set([32, 32], 6)
  view.setUint16(10, 1, true)
  view.setUint16(12, 32, true)
  view.setUint32(14, png.length, true)
  view.setUint32(18, entry.length, true)
  return join([entry, png])
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = join([new TextEncoder().encode(type), data])
  const ends = new Uint8Array(8)
  const view = new DataView(ends.buffer)
  view.setUint32(0, data.length)
  view.setUint32(4, crc32(named))
  return join([ends.subarray(0, 4), named, ends.subarray(4)])
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** The check of ISO 3309, bit by bit: it runs over a few kilobytes once a day. */
function crc32(bytes: Uint8Array): number {
  let crc = -1
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}
