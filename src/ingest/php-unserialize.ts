const MAX_DEPTH = 30

/**
 * A value as PHP's serialize() wrote it, or undefined for a text that is none or is cut off; lengths
 * that are wrong are mended. Arrays become plain
 * objects; objects of classes are not made: they read as undefined.
 */
export function phpUnserialize(text: string): unknown {
  if (!/^(?:[abdis]:|N;)/.test(text)) return undefined
  const reader = new Reader(Buffer.from(text, 'utf8'))
  try {
    return reader.read(0)
  } catch {
    return undefined
  }
}

class Reader {
  // Lengths of texts are counted in bytes.
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  read(depth: number): unknown {
    const kind = String.fromCharCode(this.#bytes[this.#at] ?? 0)
    this.#at += 2
    if (kind === 'N') return null
    if (kind === 'i' || kind === 'd') return Number(this.#until(';'))
    if (kind === 'b') return this.#until(';') === '1'
    if (kind === 's') return this.#text()
    if (kind === 'a' && depth < MAX_DEPTH) return this.#array(depth)
    throw new SyntaxError(`no value at ${this.#at}`)
  }

  #until(end: string): string {
    const to = this.#bytes.indexOf(end, this.#at)
    if (to < 0) throw new SyntaxError(`no ${end} after ${this.#at}`)
    const text = this.#bytes.toString('utf8', this.#at, to)
    this.#at = to + 1
    return text
  }

  #text(): string {
    const length = Number(this.#until(':'))
    const from = this.#at + 1
    const isRight = this.#bytes.toString('latin1', from + length, from + length + 2) === '";'
    // A search and replace over the database changes texts and leaves their lengths.
    const to = isRight ? from + length : this.#bytes.indexOf('";', from)
    if (to < from) throw new SyntaxError(`the text at ${from} does not end`)
    this.#at = to + 2
    return this.#bytes.toString('utf8', from, to)
  }

  #array(depth: number): Record<string, unknown> {
    const count = Number(this.#until(':'))
    this.#at++
    const entries: [string, unknown][] = []
    for (let index = 0; index < count; index++) {
      entries.push([String(this.read(depth + 1)), this.read(depth + 1)])
    }
    this.#at++
    // fromEntries defines its keys: `__proto__` is one like any other.
    return Object.fromEntries(entries)
  }
}
