import type { BodyContext } from '#content/write-context.ts'
import type { MediaRow } from '#content/media.ts'
import { removeNode, textIn, type TreeElement } from '#content/html-tree.ts'
import type { Region } from '#regions/region.ts'
import type { Reporter } from './report.ts'
import { visibleLength } from './visible.ts'

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
  /** Letters that were left out on purpose: they do not count as lost. */
  excused: number
}

/**
 * Leaves out what is no content of the article: what the page prints itself, what was there twice. Whether it did: a
 * rule that is switched off for this article keeps its hands off.
 */
export function dropPart(
  state: CleanState,
  rule: string,
  element: TreeElement,
  example = textIn(element),
): boolean {
  if (state.context.keptRules.includes(rule)) return false
  state.report.note(rule, 'dropped', example)
  state.excused += visibleLength(element)
  removeNode(element)
  return true
}
