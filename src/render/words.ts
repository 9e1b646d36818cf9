import { memo } from '#regions/memo.ts'
import { speechOf } from '#regions/speech.ts'
import { ARABIC } from './words/ar.ts'
import { GERMAN } from './words/de.ts'
import { ENGLISH } from './words/en.ts'
import { SPANISH } from './words/es.ts'
import { FRENCH } from './words/fr.ts'
import type { Language, Words } from './words/language.ts'

export type { Words } from './words/language.ts'

/** A further language is a file of its own, and a line here. */
const LANGUAGES: Record<string, Language> = {
  ar: ARABIC,
  de: GERMAN,
  en: ENGLISH,
  es: SPANISH,
  fr: FRENCH,
}

/** The languages that the interface speaks, as tags. */
export const LANGUAGE_TAGS: readonly string[] = Object.keys(LANGUAGES)

const known = memo<Words>(100)

/**
 * The interface's words for a locale (BCP 47), made once for each. A region's variant says what is other in it; a language
 * that is not here reads English, the article's words being its own.
 */
export function wordsFor(locale: string): Words {
  return known(locale, () => {
    const tag = locale.toLowerCase()
    const own = LANGUAGES[tag.split('-')[0] ?? '']
    const { words, variants = {} } = own ?? ENGLISH
    const base = words(speechOf(own ? locale : 'en'))
    return Object.keys(variants)
      .filter((variant) => tag === variant || tag.startsWith(`${variant}-`))
      .reduce((said, variant) => ({ ...said, ...variants[variant]?.(said) }), base)
  })
}
