const BLOCK = /<(?:p|h[1-6]|ul|ol|blockquote|figure|table|img|div|section)\b/i
const MAX_DEPTH = 10
/** Shorter texts without markup are labels, names and settings. */
const MIN_WORDS_LENGTH = 200

/** The texts of a page's custom fields (`acf`) that are written as a body is: with blocks of HTML, or long. */
export function textsInFields(fields: unknown, depth = 0): string[] {
  if (typeof fields === 'string') {
    if (BLOCK.test(fields)) return [fields]
    return fields.length >= MIN_WORDS_LENGTH && /\s/.test(fields) ? [`<p>${fields}</p>`] : []
  }
  if (fields === null || typeof fields !== 'object' || depth > MAX_DEPTH) return []
  return Object.values(fields).flatMap((value) => textsInFields(value, depth + 1))
}
