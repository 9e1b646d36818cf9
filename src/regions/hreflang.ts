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
  return fallback
    ? [...links, { hreflang: 'x-default', href: absoluteUrl(siteUrl, fallback.path) }]
    : links
}
