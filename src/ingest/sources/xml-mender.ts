const OPEN = '<![CDATA['
const CLOSE = ']]>'
/** Longest that a piece which must not be parted can be: an entity of XML's, or the beginning of a CDATA section. */
const MAX_PIECE = 12
// eslint-disable-next-line no-control-regex -- these are what XML 1.0 §2.2 leaves out
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const STRAY = /&(?!#\d{1,7};|#x[0-9a-f]{1,6};|(?:amp|lt|gt|quot|apos);)/gi

/**
 * Makes XML of what hand-made and damaged exports hold: without control characters, and with `&` escaped where it begins
 * no entity of XML's (`&nbsp;` is HTML's, and stays so as text). A parser would swallow what follows. Takes a file in
 * chunks.
 */
export class XmlMender {
  mended = 0
  #rest = ''
  #isInside = false

  write(chunk: string): string {
    let text = this.#rest + chunk.replace(FORBIDDEN, () => this.#count(''))
    this.#rest = ''
    const out: string[] = []
    while (text !== '') {
      const at = text.indexOf(this.#isInside ? CLOSE : OPEN)
      if (at < 0) {
        const keep = this.#isInside ? text.length - (CLOSE.length - 1) : lastPiece(text)
        out.push(this.#mend(text.slice(0, Math.max(0, keep))))
        this.#rest = text.slice(Math.max(0, keep))
        break
      }
      const end = at + (this.#isInside ? CLOSE : OPEN).length
      out.push(this.#mend(text.slice(0, at)), text.slice(at, end))
      this.#isInside = !this.#isInside
      text = text.slice(end)
    }
    return out.join('')
  }

  /** What was held back. */
  end(): string {
    const rest = this.#mend(this.#rest)
    this.#rest = ''
    return rest
  }

  #mend(text: string): string {
    return this.#isInside ? text : text.replace(STRAY, () => this.#count('&amp;'))
  }

  #count(replacement: string): string {
    this.mended++
    return replacement
  }
}

/** Where the last piece begins that the next chunk may go on with. */
function lastPiece(text: string): number {
  const from = Math.max(0, text.length - MAX_PIECE)
  const at = /[&<][^&<]*$/.exec(text.slice(from))?.index
  return at === undefined ? text.length : from + at
}
