/** A piece of a text, and whether it is what was looked for. */
export interface MarkedPart {
  text: string
  isMarked: boolean
}

/** As much of a text as a result shows. */
const SNIPPET_LENGTH = 220
/** What stands before the first word found. */
const LEAD_LENGTH = 60
/** So many places are looked at for the best. */
const MAX_PLACES = 400

/** The whole text with everything marked that the pattern (flags `giu`) finds. */
export function markText(text: string, pattern: RegExp): MarkedPart[] {
  const parts: MarkedPart[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(pattern)) {
    if (found === '') continue
    if (index > end) parts.push({ text: text.slice(end, index), isMarked: false })
    parts.push({ text: found, isMarked: true })
    end = index + found.length
  }
  if (end < text.length) parts.push({ text: text.slice(end), isMarked: false })
  return parts
}

/**
 * The piece of a text in which the most different words of a search stand together, on one line and marked; its
 * beginning where none is.
 */
export function snippetOf(text: string, pattern: RegExp): MarkedPart[] {
  const line = text.replace(/\s+/g, ' ').trim()
  const [from, to] = cut(line, bestPlace(line, pattern))
  const piece = line.slice(from, to)
  const parts = markText(piece, pattern)
  if (from > 0) parts.unshift({ text: '… ', isMarked: false })
  if (to < line.length) parts.push({ text: ' …', isMarked: false })
  return parts
}

/** Whether the pattern finds anything in the text. */
export function isFoundIn(text: string, pattern: RegExp): boolean {
  return text.search(pattern) !== -1
}

/** Where the first word of the best piece is; 0 where there is none. */
function bestPlace(line: string, pattern: RegExp): number {
  const places: { at: number; word: string }[] = []
  for (const { 0: found, index } of line.matchAll(pattern)) {
    places.push({ at: index, word: found.toLowerCase() })
    if (places.length === MAX_PLACES) break
  }
  let best = { at: places[0]?.at ?? 0, score: 0 }
  for (const [first, { at }] of places.entries()) {
    const seen = new Set<string>()
    for (let next = first; next < places.length; next++) {
      const place = places[next]
      if (!place || place.at > at + SNIPPET_LENGTH - LEAD_LENGTH) break
      seen.add(place.word)
    }
    if (seen.size > best.score) best = { at, score: seen.size }
  }
  return best.at
}

/** The bounds of a piece around a place, between words where there are any. */
function cut(line: string, place: number): [from: number, to: number] {
  const wanted = Math.max(0, Math.min(place - LEAD_LENGTH, line.length - SNIPPET_LENGTH))
  const space = wanted === 0 ? -1 : line.indexOf(' ', wanted)
  // Scripts without spaces are cut anywhere.
  const from = wanted === 0 ? 0 : space !== -1 && space < place ? space + 1 : wanted
  const end = Math.min(line.length, from + SNIPPET_LENGTH)
  const last = end === line.length ? end : line.lastIndexOf(' ', end)
  return [from, last > from + SNIPPET_LENGTH / 2 ? last : end]
}
