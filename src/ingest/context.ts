import type { BodyContext } from '#content/articles.ts'
import type { MediaRow } from '#content/media.ts'
import type { Region } from '#regions/region.ts'
import type { Reporter } from './report.ts'

/** What every step of the cleaner is given beside the tree. */
export interface CleanContext extends BodyContext {
  region: Region
  siteUrl: string
  media: ReadonlyMap<string, MediaRow>
  mediaById: ReadonlyMap<number, MediaRow>
}

export interface CleanState {
  context: CleanContext
  report: Reporter
  /** Ids of the media that the cleaned body shows. */
  mediaIds: Set<number>
}
