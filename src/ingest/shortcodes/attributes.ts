/** A shortcode's attributes: the named by their lower-case names, those without a name under `0`, `1`, … */
export type Attributes = ReadonlyMap<string, string>

/**
 * Marks that wptexturize and copying put in the place of straight quotes, in any language: curly, low and angle quotes,
 * primes; and the entities that spell them.
 */
const DOUBLE =
  '[“”„‟«»″〃「」『』＂]|&(?:quot|[lrb]dquo|[lr]aquo|Prime|#0*(?:34|8220|8221|8222|8223|171|187|8243)|#[xX]0*(?:22|201[cdefCDEF]|[aAbB][bB]|2033));'
const SINGLE =
  '[‘’‚‛‹›′＇]|&(?:apos|[lr]squo|sbquo|[lr]saquo|prime|#0*(?:39|8216|8217|8218|8219|8249|8250|8242)|#[xX]0*(?:27|201[89abAB]|2039|203[aA]|2032));'
/** No-break and zero-width spaces part attributes like any other; so do the breaks that wpautop wrote into a tag. */
const SPACES = /&(?:nbsp|#0*160|#[xX]0*[aA]0);|[\u00a0\u200b\u202f\u2009]|<br ?\/?>\n|<\/p>\n<p>/g

const NAME = /([\w-]+)\s*=\s*/y
const WORD = /[^\s]+/y
/** What stands behind a mark that closes a value: the tag's end, or another attribute, perhaps behind a few bare words. */
const BOUNDARY = /\s*\/?\s*$|\s*[\w-]+\s*=|\s+(?:[\w-]+\s+){1,3}(?:$|[\w-]+\s*=)/y

interface Quotes {
  /** Any mark of the kind, sticky. */
  here: RegExp
  /** Any mark of the kind, from a place on. */
  next: RegExp
  /** No mark behind this place has a boundary after it: not looked for twice. */
  barrenFrom: number
}

/** Reads what stands between a shortcode's name and its bracket, whatever became of its quotes. Never throws; linear. */
export function parseAttributes(source: string): Attributes {
  const text = source.replace(SPACES, ' ')
  const attributes = new Map<string, string>()
  const kinds = [quotes(DOUBLE), quotes(SINGLE)]
  let unnamed = 0
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at++
      continue
    }
    const name = match(NAME, text, at)
    const start = name ? at + name[0].length : at
    const value = readValue(text, start, kinds)
    at = Math.max(value.end, at + 1)
    const key = name?.[1]?.toLowerCase() ?? String(unnamed)
    if (!name) unnamed++
    if (!attributes.has(key)) attributes.set(key, value.text.trim())
  }
  return attributes
}

function quotes(marks: string): Quotes {
  return { here: new RegExp(marks, 'y'), next: new RegExp(marks, 'g'), barrenFrom: Infinity }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function readValue(text: string, start: number, kinds: Quotes[]): { text: string; end: number } {
  const first = text.charAt(start)
  if (first === '"' || first === "'") {
    const end = text.indexOf(first, start + 1)
    if (end >= 0) return { text: text.slice(start + 1, end), end: end + 1 }
  }
  for (const kind of kinds) {
    const opening = match(kind.here, text, start)
    if (!opening) continue
    const from = start + opening[0].length
    const closing = closingMark(text, from, kind)
    if (closing)
      return { text: text.slice(from, closing.index), end: closing.index + closing[0].length }
    return bareWord(text, from)
  }
  return bareWord(text, first === '"' || first === "'" ? start + 1 : start)
}

/** The mark that ends a value: marks of the same kind may stand in it, so the one that something new follows. */
function closingMark(text: string, from: number, kind: Quotes): RegExpExecArray | null {
  const first = match(kind.next, text, from)
  if (from >= kind.barrenFrom) return first
  for (let mark = first; mark; mark = kind.next.exec(text)) {
    if (match(BOUNDARY, text, mark.index + mark[0].length)) return mark
  }
  kind.barrenFrom = from
  return first
}

function bareWord(text: string, start: number): { text: string; end: number } {
  const word = match(WORD, text, start)?.[0] ?? ''
  return { text: word.replace(/["']$/, ''), end: start + word.length }
}
