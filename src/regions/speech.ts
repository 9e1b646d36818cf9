import { memo } from './memo.ts'

/** How a locale counts, writes numbers, lists things and names languages; made once for each locale. */
export interface Speech {
  locale: string
  /** Which of its forms a count takes: Arabic has six, English two. */
  plural: (count: number) => Intl.LDMLPluralRule
  number: (value: number) => string
  /** `a, b and c` */
  list: (items: readonly string[]) => string
  /** The name of a language or locale in this one: `fr` → French. */
  languageName: (tag: string) => string
}

const speeches = memo<Speech>(100)

/** The speech of a locale (BCP 47). Intl is asked for what is used, when it is used first. */
export function speechOf(locale: string): Speech {
  return speeches(locale, () => {
    const rules = once(() => new Intl.PluralRules(locale))
    const numbers = once(() => new Intl.NumberFormat(locale))
    const lists = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }))
    const names = once(() => new Intl.DisplayNames(locale, { type: 'language' }))
    return {
      locale,
      plural: (count) => rules().select(count),
      number: (value) => numbers().format(value),
      list: (items) => lists().format(items),
      languageName: (tag) => names().of(tag) ?? tag,
    }
  })
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
