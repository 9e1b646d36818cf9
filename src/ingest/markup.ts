// Reading markup that is not parsed yet: forward only, so that no text is read twice.

/** Finds a needle from a place on; -1 for none. */
export type Find = (needle: string, from: number) => number

/** A search in which letters' case is no matter, for places that only grow: what was not found is not looked for again. */
export function finder(html: string): Find {
  const lower = html.toLowerCase()
  const absent = new Set<string>()
  return (needle, from) => {
    if (absent.has(needle)) return -1
    const found = lower.indexOf(needle, from)
    if (found < 0) absent.add(needle)
    return found
  }
}

/** The place behind the HTML tag or comment at a `<`, behind the `<` when it opens none; -1 when it never ends. */
export function endOfMarkup(html: string, at: number, find: Find): number {
  if (html.startsWith('<!--', at)) {
    const end = find('-->', at + 4)
    return end < 0 ? -1 : end + 3
  }
  return /[a-z!?/]/i.test(html.charAt(at + 1)) ? endOfTag(html, at + 1) : at + 1
}

/** Behind the `>` that ends a tag; one inside a quoted value does not. */
function endOfTag(html: string, from: number): number {
  let quote = ''
  let hasEqual = false
  for (let at = from; at < html.length; at++) {
    const letter = html.charAt(at)
    if (quote) {
      if (letter === quote) quote = ''
    } else if (letter === '>') return at + 1
    else if (hasEqual && (letter === '"' || letter === "'")) {
      quote = letter
      hasEqual = false
    } else if (letter !== ' ' && letter !== '\n') hasEqual = letter === '='
  }
  return -1
}
