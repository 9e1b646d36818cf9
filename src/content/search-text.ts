// How texts and searches are written for the full-text index, whose tokenizer (unicode61) knows letters and digits and
// nothing of languages. Both sides are written alike, or nothing would be found.

/** Scripts that put no spaces between words: each of their letters is a word to the index, and a word is a phrase of them. */
const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'
const UNSPACED_LETTER = new RegExp(`[${UNSPACED}]`, 'u')
const UNSPACED_LETTERS = new RegExp(`([${UNSPACED}])`, 'gu')

const ARABIC = /\p{Script=Arabic}/u
/** Vowel signs and the stretching of a line: written or left out as one likes. */
const ARABIC_MARKS = /[\u064B-\u065F\u0670\u0640]/g
/** Letters that are typed for one another. */
const ARABIC_LETTERS: Record<string, string> = { أ: 'ا', إ: 'ا', آ: 'ا', ٱ: 'ا', ى: 'ي', ة: 'ه' }
/** The article, and what is written together with it: `والكتاب` is `كتاب`. */
export const ARABIC_ARTICLE = '(?:[وفبك]?ال|لل)'
const WITH_ARTICLE = new RegExp(`(?<!\\p{L})${ARABIC_ARTICLE}(?=\\p{L}{3})`, 'gu')

/** What the tokenizer takes for a word. */
export const TOKEN = /[\p{L}\p{N}\p{Co}\u0300-\u036F]+/gu

/** A text as the index takes it in. */
export function toIndexed(text: string): string {
  const plain = text.normalize('NFC').replaceAll('\0', ' ')
  const spelled = ARABIC.test(plain) ? spellArabic(plain) : plain
  return UNSPACED_LETTER.test(spelled) ? spelled.replace(UNSPACED_LETTERS, ' $1 ') : spelled
}

function spellArabic(text: string): string {
  return text
    .replace(ARABIC_MARKS, '')
    .replace(/[أإآٱىة]/g, (letter) => ARABIC_LETTERS[letter] ?? letter)
    .replace(WITH_ARTICLE, '')
}

/** The words of a text that a misspelt one may have meant. */
export function spellings(text: string): string[] {
  const words = text.normalize('NFC').toLowerCase().match(TOKEN) ?? []
  return [...new Set(words)].filter(
    (word) => word.length >= 3 && word.length <= 30 && !UNSPACED_LETTER.test(word),
  )
}

/** Latin letters with every diacritic that folds into them, by letter. */
let accented: Map<string, string> | undefined

function variantsOf(letter: string): string {
  if (accented === undefined) {
    accented = new Map()
    for (let code = 0xc0; code <= 0x1eff; code === 0x24f ? (code = 0x1e00) : code++) {
      const char = String.fromCharCode(code)
      const base = char.normalize('NFD')[0] ?? char
      if (base !== char) accented.set(base, (accented.get(base) ?? '') + char)
    }
  }
  return (accented.get(letter) ?? '') + (accented.get(letter.toUpperCase()) ?? '')
}

/** A pattern of the letter in every form that the index takes for it. */
function letterPattern(letter: string, isFolded: boolean): string {
  if (ARABIC.test(letter)) {
    const alike = Object.keys(ARABIC_LETTERS).filter((form) => ARABIC_LETTERS[form] === letter)
    return `[${letter}${alike.join('')}]${ARABIC_MARKS.source}*`
  }
  if (!isFolded) return letter
  const base = letter.normalize('NFD')[0] ?? letter
  return `[${letter}${base}${variantsOf(base)}]\\p{M}*`
}

/**
 * A pattern (flags `giu`) of a word or phrase as it stands in a text, given as toIndexed writes it; of a prefix, the whole of
 * the word that begins so.
 */
export function phrasePattern(indexed: string, isPrefix: boolean, isFolded: boolean): string {
  const tokens = indexed.match(TOKEN) ?? []
  const written = tokens.map((token) => {
    const letters = [...token].map((letter) => letterPattern(letter, isFolded)).join('')
    return ARABIC.test(token) ? `${ARABIC_ARTICLE}?${letters}` : letters
  })
  const isUnspaced = (token: string | undefined) => UNSPACED_LETTER.test(token ?? '')
  let pattern = isUnspaced(tokens[0]) ? '' : '(?<![\\p{L}\\p{N}])'
  for (const [index, part] of written.entries()) {
    const isClose = isUnspaced(tokens[index]) && isUnspaced(tokens[index - 1])
    if (index > 0) pattern += `[^\\p{L}\\p{N}]${isClose ? '*' : '+'}`
    pattern += part
  }
  if (isUnspaced(tokens.at(-1))) return pattern
  return pattern + (isPrefix ? '[\\p{L}\\p{N}\\p{M}]*' : '(?![\\p{L}\\p{N}])')
}

/** Whether the text has words of a script without spaces, which have no beginnings of their own. */
export function isUnspaced(text: string): boolean {
  return UNSPACED_LETTER.test(text)
}
