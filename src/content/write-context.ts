import type { Region } from '#regions/region.ts'
import type { PreparedBody } from './body.ts'
import type { BodyMedia } from './body-media.ts'
import type { PurgeTime } from './changes.ts'
import type { Database } from './database.ts'
import type { MediaRow } from './media.ts'
import type { PlacedTerm } from './terms.ts'

/** What a cleaner is told of the article whose body it cleans. */
export interface BodyContext {
  /** Its id, by which it knows the media that were uploaded to it; absent for a text that is no article's. */
  articleId?: number
  title: string
  authorName: string | null
  featuredMediaId: number
  hosts: readonly string[]
  pathPrefix: string
  /** `raw`: shortcodes and paragraphs by blank lines, as WordPress's editor stores them (WXR). */
  contentFormat: 'rendered' | 'raw'
  /** Rules of the cleaner that are switched off for this article, by id. */
  keptRules: readonly string[]
}

export interface CleanedBody {
  body: PreparedBody
  titleText: string
  excerptText: string
  /** For whoever asked; nothing here reads it. */
  report: unknown
}

/** Cleans, sanitises and derives; loaded by the write path alone (src/ingest/prepare.ts). */
export type PrepareBody = (
  input: { title: string; content: string; excerpt: string },
  context: BodyContext & {
    region: Region
    siteUrl: string
    /** The media that the body's upload addresses belong to, by path below the uploads folder. */
    media: ReadonlyMap<string, MediaRow>
    /** Those that it names by id (`wp-image-9`, `[gallery ids="9"]`), and those uploaded to the article. */
    mediaById: ReadonlyMap<number, MediaRow>
  },
) => Promise<CleanedBody>

/** Everything a write needs besides its input. */
export interface WriteContext {
  db: Database
  region: Region & { defaultCategoryId: number }
  siteUrl: string
  /** Epoch seconds. */
  now: number
  prepare: PrepareBody
  /** Whoever writes: the author of the revision. */
  userId: number
  /** `later` while an import goes on; `now` when absent. */
  purge?: PurgeTime
  /** What several writes of one request have looked up together. */
  known?: KnownThings
}

/** Media and terms that were found for several articles at once, so that each of them asks for nothing. */
export interface KnownThings {
  media: BodyMedia
  /** By the ids that were asked for. */
  terms: Map<string, PlacedTerm[]>
}
