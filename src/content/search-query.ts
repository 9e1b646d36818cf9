import { regionToken } from './article-search.ts'
import { stopWordsOf } from './search-stop-words.ts'
import { isUnspaced, phrasePattern, toIndexed, TOKEN } from './search-text.ts'

/** A reader's search as the full-text index understands it (https://www.sqlite.org/fts5.html, section 3). */
export interface SearchQuery {
  /** As it is shown: on one line, cut to MAX_LENGTH. */
  text: string
  /** Everything that is wanted; null where the text has no word in it. */
  all: string
  /** The same where it stands in titles. */
  allInTitle: string
  /** Any of it. Equal to `all` for a single word. */
  any: string
  anyInTitle: string
  /** Words that may be misspelt. */
  words: { word: string; expression: string; parts: string }[]
  /** What of an article's text is marked (flags `giu`). */
  pattern: string
}

/** Longer than any headline. */
const MAX_LENGTH = 200
/** Each word costs a look into the index; more say nothing more. */
const MAX_TERMS = 8
/** A search of more words is exact enough without beginnings, which cost the most. */
const MAX_PREFIXES = 4
/** Shorter words stand for themselves: as beginnings they would find half of a language. */
const MIN_PREFIX = 4
/** A beginning that is marked as one (`vac*`). */
const MIN_STARRED_PREFIX = 3

/** A text on one line without what is no text, cut between words; what a search is shown and remembered as. */
export function toSearchText(text: string): string {
  const line = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
    .trim()
  if (line.length <= MAX_LENGTH) return line
  const cut = line.slice(0, MAX_LENGTH + 1)
  const end = cut.lastIndexOf(' ')
  return (end > 0 ? cut.slice(0, end) : cut.slice(0, MAX_LENGTH)).toWellFormed()
}

interface Term {
  /** As it was typed. */
  text: string
  indexed: string
  isPhrase: boolean
  isPrefix: boolean
  isUnwanted: boolean
}

/**
 * What a search asks for: every word, each as itself or as a beginning; in double quotes a phrase, with a hyphen before it
 * what must not occur, with a star behind it a beginning. Operators of the index are words like any other. Null where no word is.
 */
export function parseSearchText(
  asked: string,
  region: { code: string; locale: string; searchDiacritics: 'fold' | 'keep' },
): SearchQuery | null {
  const text = toSearchText(asked)
  const found = termsOf(text)
  const stopWords = stopWordsOf(region.locale)
  const telling = found.filter(
    (term) => term.isPhrase || term.isUnwanted || !stopWords.has(term.text.toLowerCase()),
  )
  const terms = (telling.some((term) => !term.isUnwanted) ? telling : found).slice(0, MAX_TERMS)
  const isExact = terms.length > MAX_PREFIXES
  const wanted = terms
    .filter((term) => !term.isUnwanted)
    .map((term) => (isExact ? { ...term, isPrefix: false } : term))
  if (wanted.length === 0) return null
  const unwanted = terms.filter((term) => term.isUnwanted).map(expressionOf)
  const not = unwanted.length > 0 ? ` NOT {${TEXTS}} : (${unwanted.join(' OR ')})` : ''
  const within = `region : "${regionToken(region.code)}"`
  const expression = (operator: string, columns: string) =>
    `(${within} AND {${columns}} : (${wanted.map(expressionOf).join(operator)}))${not}`
  return {
    text,
    all: expression(' AND ', TEXTS),
    allInTitle: expression(' AND ', 'title'),
    any: expression(' OR ', TEXTS),
    anyInTitle: expression(' OR ', 'title'),
    words: wanted.filter(mayBeMisspelt).map((term) => ({
      word: term.text,
      expression: `${within} AND {${TEXTS}} : ${expressionOf(term)}`,
      parts: partsOf(term.text),
    })),
    pattern: wanted
      .map((term) => phrasePattern(term.indexed, term.isPrefix, region.searchDiacritics === 'fold'))
      .join('|'),
  }
}

const TEXTS = 'title excerpt body'

function termsOf(text: string): Term[] {
  const plain = text.replace(/[“”„«»]/g, '"')
  const found = plain.matchAll(/(?<![^\s",،、，])(-?)(?:"([^"]*)"?|([^\s",،、，]+))/gu)
  return [...found].flatMap(([, minus, quoted, word = '']): Term[] => {
    const written = quoted ?? word
    const indexed = toIndexed(written)
    const tokens = indexed.match(TOKEN)
    if (!tokens) return []
    const isStarred = quoted === undefined && written.endsWith('*')
    const letters = [...(tokens.at(-1) ?? '')].length
    const isLong = letters >= (isStarred ? MIN_STARRED_PREFIX : MIN_PREFIX)
    return [
      {
        text: written.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, ''),
        indexed,
        isPhrase: quoted !== undefined,
        isPrefix: quoted === undefined && isLong && !isUnspaced(written) && !/^\d+$/.test(written),
        isUnwanted: minus === '-',
      },
    ]
  })
}

function expressionOf({ indexed, isPrefix }: Term): string {
  const phrase = `"${(indexed.match(TOKEN) ?? []).join(' ')}"`
  return isPrefix ? `${phrase} *` : phrase
}

function mayBeMisspelt({ text, isPhrase, indexed }: Term): boolean {
  return !isPhrase && text.length >= 4 && text.length <= 30 && indexed.match(TOKEN)?.length === 1
}

/** Any three letters of a word that stand together. */
function partsOf(word: string): string {
  const letters = [...word.toLowerCase()]
  const parts = letters.slice(2).map((_, index) => letters.slice(index, index + 3).join(''))
  return [...new Set(parts)].map((part) => `"${part.replaceAll('"', '')}"`).join(' OR ')
}
