import { describe, expect, test } from 'vitest'
import { parseSearchText, toSearchText } from '#content/search-query.ts'
import { markText, snippetOf } from '#content/search-snippets.ts'
import { distance, nearest } from '#content/spelling.ts'

const CANADA = { code: 'ca', locale: 'en-CA', searchDiacritics: 'fold' } as const
const KEEPING = { ...CANADA, searchDiacritics: 'keep' } as const

/** What is looked for in titles and texts, without what is said of the region. */
function sought(text: string, region: Parameters<typeof parseSearchText>[1] = CANADA) {
  const all = parseSearchText(text, region)?.all ?? null
  return all && all.replace('(region : "x6361" AND {title excerpt body} : ', '').replace(')', '')
}

test.each([
  ['one word may be a beginning', 'Vaccine', '("Vaccine" *)'],
  ['several are all wanted', 'art fair', '("art" AND "fair" *)'],
  ['a short word is no beginning', 'flu', '("flu")'],
  ['unless a star says so', 'flu*', '("flu" *)'],
  ['a number is no beginning', '2025', '("2025")'],
  ['words in quotes are a phrase', '"flu shot"', '("flu shot")'],
  ['as are those in a printer’s quotes', '« flu shot »', '("flu shot")'],
  ['a quote that is not closed ends with the text', 'the "flu shot', '("flu shot")'],
  ['what belongs together stays together', 'covid-19', '("covid 19")'],
  ['stop words say nothing', 'the flu in Canada', '("flu" AND "Canada" *)'],
  ['unless they are all there is', 'to be', '("to" AND "be")'],
  ['operators of the index are words', 'art NOT art', '("art" AND "NOT" AND "art")'],
  ['as is a column', 'title:flu', '("title flu")'],
])('%s: %s', (_, text, expected) => {
  expect(sought(text)).toBe(expected)
})

test('a word with a hyphen before it must not occur', () => {
  expect(parseSearchText('art -fair', CANADA)?.all).toBe(
    '(region : "x6361" AND {title excerpt body} : ("art")) NOT {title excerpt body} : ("fair" *)',
  )
})

test.each(['', '   ', '"', '""', '-', '*', '🎉', '-fair', '\0', '…', '/*', ')('])(
  'nothing is looked for where no word is wanted: %j',
  (text) => {
    expect(parseSearchText(text, CANADA)).toBeNull()
  },
)

test('Chinese, Japanese and Thai are looked for letter by letter', () => {
  expect(sought('疫苗')).toBe('("疫 苗")')
  expect(sought('東京タワー')).toBe('("東 京 タ ワ ー")')
})

test('Arabic is looked for without its article and vowel signs', () => {
  const region = { ...CANADA, locale: 'ar' }
  expect(sought('الكِتَاب', region)).toBe(sought('كتاب', region))
  expect(sought('وأخبار', region)).toBe('("واخبار" *)')
})

test.each([
  ['what is no text is a space', 'flu\0shot\n now', 'flu shot now'],
  ['half of a letter is a sign', 'flu \ud800', 'flu \ufffd'],
  ['accents are one letter', 'cafe\u0301', 'café'],
])('%s', (_, text, expected) => {
  expect(toSearchText(text)).toBe(expected)
})

test('a long text is cut between words', () => {
  const cut = toSearchText('word '.repeat(2000))
  expect(cut.length).toBeLessThanOrEqual(200)
  expect(cut.endsWith('word')).toBe(true)
  expect(toSearchText('w'.repeat(10_000))).toHaveLength(200)
})

describe('what is marked', () => {
  const marked = (
    search: string,
    text: string,
    region = CANADA as typeof CANADA | typeof KEEPING,
  ) => {
    const query = parseSearchText(search, region)
    if (!query) throw new Error('no word')
    return markText(text, new RegExp(query.pattern, 'giu'))
      .filter(({ isMarked }) => isMarked)
      .map((part) => part.text)
  }
  test.each([
    ['vaccin', 'Vaccines and vaccination, no prevaccine', ['Vaccines', 'vaccination']],
    ['flu', 'Flu, fluid and FLU', ['Flu', 'FLU']],
    ['"flu shot"', 'A flu shot is no shot; flu-shot', ['flu shot', 'flu-shot']],
    ['ecole', 'École, écoles et l’e\u0301cole', ['École', 'écoles', 'e\u0301cole']],
    ['covid-19', 'COVID-19 and Covid 19', ['COVID-19', 'Covid 19']],
    ['疫苗', '新疫苗在加拿大', ['疫苗']],
    ['كتاب', 'قرأت الكِتَاب', ['الكِتَاب']],
  ])('%s in %s', (search, text, expected) => {
    expect(marked(search, text)).toEqual(expected)
  })

  test('keeps accents apart where the region does', () => {
    expect(marked('ecole', 'École', KEEPING)).toEqual([])
    expect(marked('école', 'École', KEEPING)).toEqual(['École'])
  })

  test('gives the text back whole', () => {
    const text = 'One <b>flu</b> & two'
    expect(
      markText(text, /flu/giu)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  })
})

describe('a snippet', () => {
  const text = `${'Nothing here. '.repeat(40)}One flu alone. ${'More of it. '.repeat(40)}The flu shot of the year. ${'And so on. '.repeat(40)}`
  const snippet = snippetOf(text, /(?:flu|shot)/giu)
  const words = snippet.map((part) => part.text).join('')

  test('is where most of the words are', () => {
    expect(words).toContain('The flu shot of the year.')
    expect(snippet.filter(({ isMarked }) => isMarked).map((part) => part.text)).toEqual([
      'flu',
      'shot',
    ])
  })

  test('is short, and says that there is more on both sides', () => {
    expect(words.length).toBeLessThan(230)
    expect(words).toMatch(/^… .* …$/)
  })

  test('begins with the text where nothing is found', () => {
    const start = snippetOf(text, /absent/giu)
    expect(start[0]?.text.startsWith('Nothing here.')).toBe(true)
  })
})

test.each([
  ['same', 'same', 0],
  ['flue', 'flu', 1],
  ['flu', 'flue', 1],
  ['vaccine', 'vacicne', 1],
  ['canecr', 'cancer', 1],
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
  ['abc', '', 3],
])('%s is as many letters from %s as %i', (from, to, expected) => {
  expect(distance(from, to)).toBe(expected)
})

test('what is too far is not meant', () => {
  expect(nearest('flue', ['blue', 'flux', 'cancer'])).toBe('blue')
  expect(nearest('vaccinatoin', ['vacation', 'vaccination'])).toBe('vaccination')
  expect(nearest('medecine', ['médecine'])).toBe('médecine')
  expect(nearest('word', ['other', 'another'])).toBeNull()
})
