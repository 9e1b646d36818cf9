// The colour of a PNG's first pixel (PNG specification, W3C): any colour type and depth, since an encoder may choose.

const GREY = 0
const PALETTE = 3
/** Samples a pixel, by colour type. */
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
const OPAQUE = 255

/** #rrggbb of the first pixel; empty where it is not wholly opaque, or the bytes are no PNG. */
export async function colorOfPng(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const chunks = chunksOf(bytes)
  const header = chunks.get('IHDR')
  const data = chunks.get('IDAT')
  if (!header || !data || header.length < 13) return ''
  const [depth = 8, type = 0] = header.subarray(8)
  const channels = CHANNELS[type] ?? 3
  const row = await inflate(data)
  // The first byte names the row's filter: in the first pixel of the first row all of them leave things as they are.
  const samples = Array.from({ length: channels }, (_, index) => sampleAt(row, 1, index, depth))
  const transparent = chunks.get('tRNS')
  if (type === PALETTE) {
    const index = samples[0] ?? 0
    const color = chunks.get('PLTE')?.subarray(index * 3, index * 3 + 3)
    const alpha = transparent?.[index] ?? OPAQUE
    return color?.length === 3 && alpha === OPAQUE ? toHex([...color]) : ''
  }
  const levels = samples.map((sample) => Math.round((sample * 255) / (2 ** depth - 1)))
  const hasAlpha = channels === 2 || channels === 4
  if ((hasAlpha && levels.at(-1) !== OPAQUE) || transparent) return ''
  return toHex(channels <= 2 ? [levels[GREY], levels[GREY], levels[GREY]] : levels.slice(0, 3))
}

function toHex(levels: readonly (number | undefined)[]): string {
  return `#${levels.map((level = 0) => level.toString(16).padStart(2, '0')).join('')}`
}

/** A sample of a pixel, below the byte at `start`; samples of less than a byte stand in the high bits first. */
function sampleAt(row: Uint8Array, start: number, index: number, depth: number): number {
  if (depth === 16) return ((row[start + index * 2] ?? 0) << 8) | (row[start + index * 2 + 1] ?? 0)
  return depth === 8 ? (row[start + index] ?? 0) : (row[start] ?? 0) >> (8 - depth)
}

/** The first chunk of each name; IDAT's are one stream, and one pixel needs no second chunk of it. */
function chunksOf(bytes: Uint8Array<ArrayBuffer>): Map<string, Uint8Array<ArrayBuffer>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks = new Map<string, Uint8Array<ArrayBuffer>>()
  for (let offset = 8; offset + 12 <= bytes.length;) {
    const length = view.getUint32(offset)
    const name = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8))
    if (!chunks.has(name)) chunks.set(name, bytes.subarray(offset + 8, offset + 8 + length))
    offset += 12 + length
  }
  return chunks
}

async function inflate(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Response(data).body?.pipeThrough(new DecompressionStream('deflate'))
  return new Uint8Array(await new Response(stream ?? null).arrayBuffer())
}
