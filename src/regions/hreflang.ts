import { memo } from './memo.ts'
import { absoluteUrl } from './permalink.ts'

/** One version of a page in a region. */
export interface LanguageVersion {
  locale: string
  /** Root-relative. */
  path: string
  isXDefault: boolean
}

/**
 * The hreflang cluster of a page: every version, itself included, and x-default; empty when it is the only one.
 * Source: Google, "Tell Google about localized versions of your page".
 */
export function hreflangCluster(
  siteUrl: string,
  versions: readonly LanguageVersion[],
): { hreflang: string; href: string }[] {
  if (versions.length < 2) return []
  const links = versions.map((version) => ({
    hreflang: version.locale,
    href: absoluteUrl(siteUrl, version.path),
  }))
  const fallback = versions.find((version) => version.isXDefault)
  return [
    ...links,
    ...generalVersions(versions).map(([hreflang, { path }]) => ({
      hreflang,
      href: absoluteUrl(siteUrl, path),
    })),
    ...(fallback ? [{ hreflang: 'x-default', href: absoluteUrl(siteUrl, fallback.path) }] : []),
  ]
}

const languageOf = (locale: string) => locale.split('-')[0]?.toLowerCase() ?? ''

/**
 * For a language that several regions speak, the version for who speaks it elsewhere: x-default where that speaks it, else
 * the first. None where a version is for the language as a whole.
 */
function generalVersions(versions: readonly LanguageVersion[]): [string, LanguageVersion][] {
  const languages = [...new Set(versions.map(({ locale }) => languageOf(locale)))]
  return languages.flatMap((language) => {
    const own = versions.filter(({ locale }) => languageOf(locale) === language)
    const general = own.find(({ isXDefault }) => isXDefault) ?? own[0]
    const isNamed = own.some(({ locale }) => locale.toLowerCase() === language)
    return general && own.length > 1 && !isNamed ? [[language, general]] : []
  })
}

const openGraphLocales = memo<string>(100)

/** A locale as Open Graph writes it, language and territory: en_CA; of a language alone, the one where most speak it. */
export function openGraphLocale(locale: string): string {
  return openGraphLocales(locale, () => {
    const { language, region } = new Intl.Locale(locale).maximize()
    return region ? `${language}_${region}` : language
  })
}
