/** A region as every room sees it. Settings beyond addressing and language are in content/regions.ts. */
export interface Region {
  /** Short name in the database and in tags: ca. */
  code: string
  /** First path segment, or empty for the region at the root. */
  path: string
  /** BCP 47 language tag: en-CA. */
  locale: string
  direction: 'ltr' | 'rtl'
  /** IANA time zone: America/Toronto. */
  timezone: string
}
