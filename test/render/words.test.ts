import { expect, test } from 'vitest'
import { speechOf } from '#regions/speech.ts'
import { LANGUAGE_TAGS, wordsFor, type Words } from '#render/words.ts'

/** Every word of a locale as it would be printed, counts and names filled in. */
function said(locale: string): Record<string, string> {
  const entries = Object.entries(wordsFor(locale)).map(([name, word]) => {
    if (typeof word === 'string') return [name, word]
    const isCount = /^(?:minutes|page|articleCount|resultCount|moreResults|readingMinutes)$/.test(
      name,
    )
    return [name, (word as (value: unknown) => string)(isCount ? 3 : 'NAME')]
  })
  return Object.fromEntries(entries) as Record<string, string>
}

/** What is written as in English, and rightly so. */
const SAME: Record<string, (keyof Words)[]> = {
  fr: ['footnotes', 'menu', 'page', 'pages'],
  es: [],
  de: ['feeds'],
  ar: [],
}

test.each(LANGUAGE_TAGS.filter((tag) => tag !== 'en'))(
  '%s says everything in its own words',
  (tag) => {
    const own = said(tag)
    const english = said('en')
    const same = Object.keys(english).filter((name) => own[name] === english[name])
    expect(same.toSorted()).toEqual(SAME[tag])
    for (const [name, text] of Object.entries(own)) expect(text.trim(), name).not.toBe('')
  },
)

test.each(LANGUAGE_TAGS)('%s names what a word is about', (tag) => {
  for (const [name, word] of Object.entries(wordsFor(tag))) {
    if (typeof word !== 'function' || word === wordsFor(tag).minutes) continue
    const text = said(tag)[name] ?? ''
    expect(/NAME|[3٣]/.test(text), `${name}: ${text}`).toBe(true)
  }
})

test.each([
  [
    'ar',
    [0, 1, 2, 3, 11, 100],
    ['لا مقالات', 'مقال واحد', 'مقالان', '3 مقالات', '11 مقالاً', '100 مقال'],
  ],
  ['en', [0, 1, 2, 1200], ['0 articles', '1 article', '2 articles', '1,200 articles']],
  ['fr', [0, 1, 2], ['0\u00a0article', '1\u00a0article', '2\u00a0articles']],
  ['es', [1, 2], ['1 artículo', '2 artículos']],
  ['de', [1, 1200], ['1 Artikel', '1.200 Artikel']],
])('%s counts in the forms that it has', (tag, counts, texts) => {
  expect(counts.map(wordsFor(`${tag}-u-nu-latn`).articleCount)).toEqual(texts)
})

test.each([
  ['en-US', 'neighbours', 'Neighboring articles'],
  ['en-GB', 'neighbours', 'Neighbouring articles'],
  ['en-CA', 'neighbours', 'Neighbouring articles'],
  ['fr-CA', 'byEmail', 'Courriel'],
  ['fr-FR', 'byEmail', 'E-mail'],
  ['de-CH', 'close', 'Schliessen'],
  ['de-DE', 'close', 'Schließen'],
  ['es-MX', 'nothing', 'Todavía no se publicó nada aquí.'],
  ['es-ES', 'nothing', 'Todavía no se ha publicado nada aquí.'],
  ['EN-us', 'neighbours', 'Neighboring articles'],
  ['it-IT', 'latest', 'Latest'],
] as const)('%s: %s is “%s”', (locale, name, text) => {
  expect(wordsFor(locale)[name]).toBe(text)
})

test('a variant changes what is filled in as well', () => {
  expect(wordsFor('de-CH').resultsFor('Röstigraben')).toBe('Suchergebnisse für «Röstigraben»')
  expect(wordsFor('es-MX').resultsFor('maíz')).toBe('Resultados para “maíz”')
})

test('a locale says its words, numbers, lists and languages once made', () => {
  expect(wordsFor('ar-EG')).toBe(wordsFor('ar-EG'))
  const speech = speechOf('fr-CA')
  expect(speechOf('fr-CA')).toBe(speech)
  expect(speech.list(['Ottawa', 'Québec', 'Halifax'])).toBe('Ottawa, Québec et Halifax')
  expect(speech.number(12345.5)).toBe('12\u00a0345,5')
  expect(speech.languageName('es')).toBe('espagnol')
  expect(speechOf('ar-EG').number(25)).toBe('٢٥')
})
