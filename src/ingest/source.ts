import type {
  ImportAuthor,
  ImportDocument,
  ImportMedia,
  ImportNavigation,
  ImportSite,
  ImportTerm,
} from '#content/import-document.ts'

/** Nothing can be read from a source at all; the message is one line that says why and what to do. */
export class SourceError extends Error {}

/** The site answers no more: what is left of it is for another run. */
export class SiteGoneError extends SourceError {}

/** One thing of a source that could not be read; the rest goes on. */
export interface SourceFailure {
  /** What it is, as a person finds it again: `post 9 (https://…)`, `posts page 3`. */
  what: string
  /** One line: why, and what to do. */
  message: string
}

export type Outcome<T> = { value: T; failure?: never } | { value?: never; failure: SourceFailure }

/** A document with what is told beside it. */
export type SourceDocument = ImportDocument & {
  /** The custom fields of plug-ins that were left behind, by key, and how often each was given. */
  unread?: Record<string, number>
  /** What it says of its site. */
  site?: ImportSite
}

/** A hreflang link that a source's own page gave for one of its articles. */
export interface Alternate {
  id: number
  hreflang: string
  href: string
}

/**
 * An old site, whatever it is read from. Each stream can be read once, in this order: a document may rely on what came
 * before it. Nothing but the streams' current items is held in memory, save small maps by id.
 */
export interface Source {
  /** For the report: the file, or the site's address. */
  label: string
  /** Null where it does not say (a single post's file). */
  totals: { posts: number; pages: number; media: number; terms: number; authors: number } | null
  terms(): AsyncIterable<Outcome<ImportTerm>>
  authors(): AsyncIterable<Outcome<ImportAuthor>>
  media(): AsyncIterable<Outcome<ImportMedia>>
  documents(): AsyncIterable<Outcome<SourceDocument>>
  navigation(): AsyncIterable<Outcome<ImportNavigation>>
  /** Of the documents read so far. */
  alternates(): readonly Alternate[]
  close(): Promise<void>
}

/** What a source is asked for. */
export interface SourceOptions {
  /** `user:application password` of the old site, for drafts and private posts. */
  auth?: string
  /** Only what was modified at or after this time (epoch seconds). */
  since?: number
  /** At most so many documents. */
  limit?: number
  /** Hosts of private, link-local and loopback networks that may be asked: `10.0.0.5`, `intranet:8080`; no others. */
  privateHosts?: readonly string[]
  /** Called for each thing worth a line: a retry, a wait. */
  onNote?: (line: string) => void
  /** Milliseconds that the first retry waits, doubled with each; for tests. */
  retryDelayMs?: number
}
