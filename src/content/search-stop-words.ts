// Words that tell no article from another, by language: they are looked for in phrases, or where nothing else is.
const LISTS: Record<string, string> = {
  en: 'a about an and are as at be but by for from how i in is it of on or that the this to was were what when where which who will with',
  fr: 'a à au aux avec ce ces cette d dans de des du elle en est et il ils je l la le les leur mais ne nous on ou où par pas pour qu que qui sa se ses son sont sur un une vous y',
  es: 'a al como con de del e el en es esta este la las lo los más no o para pero por que qué se su sus un una y',
  de: 'als am an auch auf aus bei das dass dem den der des die durch ein eine einem einen einer es für im in ist mit nach nicht oder sich sie sind und von vor war was wie wird zu zum zur über',
  ar: 'إلى أن أو التي الذي على عن في كان كما لا ما مع من هذا هذه هو هي و',
}

const known = new Map(
  Object.entries(LISTS).map(([language, words]) => [language, new Set(words.split(' '))]),
)

/** The stop words of a locale's language, in lower case; none of a language that has no list. */
export function stopWordsOf(locale: string): ReadonlySet<string> {
  return known.get(locale.split('-')[0]?.toLowerCase() ?? '') ?? new Set()
}
