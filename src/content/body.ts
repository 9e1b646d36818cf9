declare const safe: unique symbol

/** HTML that the sanitiser has passed: the only kind of string that a page prints raw. */
export type SafeHtml = string & { readonly [safe]: true }

/** A heading of a body with its anchor. */
export interface Heading {
  id: string
  text: string
  level: number
}

/** A question that a body answers, as plain text. */
export interface Faq {
  question: string
  answer: string
}

/** What is derived from a body when it is written, so that no read works it out again. */
export interface PreparedBody {
  html: SafeHtml
  /** Plain text for the search index and excerpts; blocks are separated by newlines. */
  text: string
  headings: Heading[]
  /** Its questions and answers, where it has such; else none. */
  faq: Faq[]
  wordCount: number
  /** Ids of the region's media that the body shows. */
  mediaIds: number[]
  cleanerVersion: number
}
