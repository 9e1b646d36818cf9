import { normalText, parseTree, printTree, textIn } from '#content/html-tree.ts'
import type { CleanContext, CleanState } from './context.ts'
import { resolveTwins } from './elementor/twins.ts'
import { convertWidgets } from './elementor/widgets.ts'
import { withParagraphs } from './paragraphs.ts'
import { Reporter, type CleanReport } from './report.ts'
import { expandShortcodes } from './shortcodes/expand.ts'
import { resolveAddresses } from './steps/addresses.ts'
import { dropNoise } from './steps/drop.ts'
import { convertEmbeds } from './steps/embeds.ts'
import { dropPageParts } from './steps/page-parts.ts'
import { dropTrailingHeading, restructure, shiftHeadings } from './steps/structure.ts'

/** Raised with every change of what the cleaner makes of a body, so that stored ones can be made again. */
export const CLEANER_VERSION = 1
/** Below this share of the visible text a body is for somebody to look at. */
const MIN_TEXT_KEPT = 0.6

/** Marks of page builders, whose widgets may print a heading and nothing under it. */
const BUILDER = /\b(?:elementor|et_pb_|vc_|wpb_|fl-builder|brxe-)/

/**
 * Builder markup as the semantic HTML that it means, not yet safe: sanitizeBody comes after. Pure.
 */
export function cleanBody(
  html: string,
  context: CleanContext,
): { html: string; mediaIds: number[]; report: CleanReport } {
  const report = new Reporter()
  const root = parseTree(
    withParagraphs(expandShortcodes(html, context, report), context.contentFormat),
  )
  const state: CleanState = { context, report, mediaIds: new Set() }
  dropNoise(root, state)
  const before = normalText(textIn(root)).length
  resolveTwins(root, state)
  convertWidgets(root, state)
  convertEmbeds(root)
  restructure(root)
  dropPageParts(root, state)
  if (BUILDER.test(html)) dropTrailingHeading(root, state)
  // What is left of a page part may be blank, or stand alone now.
  restructure(root)
  // Not before the title is gone: as an h1 it would push all others down.
  shiftHeadings(root)
  resolveAddresses(root, state)
  const after = normalText(textIn(root)).length
  const textKept = before === 0 ? 1 : Math.min(1, after / before)
  return {
    html: printTree(root),
    mediaIds: [...state.mediaIds],
    report: { rules: state.report.rules, textKept, needsReview: textKept < MIN_TEXT_KEPT },
  }
}
