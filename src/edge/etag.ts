/**
 * A strong validator of a page (RFC 9110 §8.8.3): 128 bits of MurmurHash3 over its UTF-8. It tells the versions of one
 * page apart and keeps no secret; SHA-256 through Web Crypto was measured at a tenth of a page's whole time.
 */
export function etagOf(text: string): string {
  return `"${hashOf(utf8Of(text))}"`
}

const encoder = new TextEncoder()
let scratch = new Uint8Array(64 * 1024)

/**
 * The bytes of a text, in memory that the next call writes over: new memory for each page took longer than
 * encoding it, and the response makes its own.
 */
function utf8Of(text: string): Uint8Array {
  // A UTF-16 code unit takes at most three bytes.
  if (scratch.length < text.length * 3) scratch = new Uint8Array(text.length * 3)
  return scratch.subarray(0, encoder.encodeInto(text, scratch).written)
}

const C1 = 0x239b961b
const C2 = 0xab0e9789
const C3 = 0x38b34ae5
const C4 = 0xa1e38b93
const BLOCK_BYTES = 16

/**
 * MurmurHash3_x86_128 by Austin Appleby, seed 0, as 32 hexadecimal digits, of bytes that begin their buffer. Words are read in the
 * machine's own order of bytes, which is the algorithm's (little-endian) wherever this runs.
 */
export function hashOf(body: Uint8Array): string {
  const blocks = Math.floor(body.length / BLOCK_BYTES)
  const words = new Uint32Array(body.buffer, body.byteOffset, blocks * 4)
  let [h1, h2, h3, h4] = [0, 0, 0, 0]
  for (let index = 0; index < words.length; index += 4) {
    h1 = step(h1 ^ scramble(words[index] ?? 0, C1, 15, C2), 19, h2, 0x561ccd1b)
    h2 = step(h2 ^ scramble(words[index + 1] ?? 0, C2, 16, C3), 17, h3, 0x0bcaa747)
    h3 = step(h3 ^ scramble(words[index + 2] ?? 0, C3, 17, C4), 15, h4, 0x96cd1c35)
    h4 = step(h4 ^ scramble(words[index + 3] ?? 0, C4, 18, C1), 13, h1, 0x32ac3b17)
  }
  // A last block that is not full: a missing byte changes nothing, and neither does a zero in its place.
  const last = new Uint8Array(BLOCK_BYTES)
  last.set(body.subarray(blocks * BLOCK_BYTES))
  const [w1 = 0, w2 = 0, w3 = 0, w4 = 0] = new Uint32Array(last.buffer)
  const lanes = [
    h1 ^ scramble(w1, C1, 15, C2),
    h2 ^ scramble(w2, C2, 16, C3),
    h3 ^ scramble(w3, C3, 17, C4),
    h4 ^ scramble(w4, C4, 18, C1),
  ].map((lane) => lane ^ body.length)
  return mixLanes(mixLanes(lanes).map(avalanche))
    .map((lane) => (lane >>> 0).toString(16).padStart(8, '0'))
    .join('')
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

function scramble(word: number, first: number, bits: number, second: number): number {
  return Math.imul(rotate(Math.imul(word, first), bits), second)
}

function step(lane: number, bits: number, next: number, addend: number): number {
  return (Math.imul(rotate(lane, bits) + next, 5) + addend) | 0
}

/** Adds all lanes to the first, and that to each of the others. */
function mixLanes([first = 0, ...others]: readonly number[]): number[] {
  const sum = others.reduce((total, lane) => (total + lane) | 0, first)
  return [sum, ...others.map((lane) => (lane + sum) | 0)]
}

/** Every bit of a lane comes to depend on every other: murmur's finaliser. */
function avalanche(lane: number): number {
  let word = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b)
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
  return word ^ (word >>> 16)
}
