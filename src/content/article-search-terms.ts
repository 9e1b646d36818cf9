/** What a search asks for, parsed once. */
export interface SearchTerms {
  /** The whole text, trimmed. */
  sentence: string
  wanted: readonly string[]
  unwanted: readonly string[]
}

/** So many words are taken one by one; a longer text is looked for as it stands (WP_Query::parse_search). */
const MAX_WORDS = 9

/** English words that tell nothing apart (WP_Query::get_search_stopwords). */
const STOP_WORDS = new Set(
  'about an are as at be by com for from how in is it of on or that the this to was what when where who will with www'.split(
    ' ',
  ),
)

/**
 * The words of a search: what stands in double quotes is one, what begins with a hyphen must not occur. Single letters
 * and stop words count only when nothing else is left.
 */
export function parseSearch(search: string): SearchTerms {
  const sentence = search.trim()
  const tokens = [...sentence.matchAll(/"([^"]*)"?|[^\s",+]+/g)].map(
    ([token, quoted]) => (quoted ?? token).trim(), // the pattern's only group
  )
  const telling = tokens.filter(
    (token) => token !== '' && !/^[a-z-]$/i.test(token) && !STOP_WORDS.has(token.toLowerCase()),
  )
  const words = telling.length === 0 || telling.length > MAX_WORDS ? [sentence] : telling
  const isUnwanted = (word: string) => word.startsWith('-') && word.length > 1
  return {
    sentence,
    wanted: words.filter((word) => word !== '' && !isUnwanted(word)),
    unwanted: words.filter(isUnwanted).map((word) => word.slice(1)),
  }
}
