import {
  attributeOf,
  elementsIn,
  isElement,
  parseTree,
  textIn,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanContext, CleanState } from './context.ts'
import { resolveTwins } from './elementor/twins.ts'
import { convertWidgets, dropIcons } from './elementor/widgets.ts'
import { convertBlocks, dropBackgroundVideos } from './gutenberg/blocks.ts'
import { withParagraphs } from './paragraphs.ts'
import { Reporter, type CleanReport } from './report.ts'
import { expandShortcodes } from './shortcodes/expand.ts'
import { resolveAddresses } from './steps/addresses.ts'
import { convertAmp } from './steps/amp.ts'
import { settleAnchors } from './steps/anchors.ts'
import { convertButtons, dropControls } from './steps/buttons.ts'
import { dropChrome } from './steps/chrome.ts'
import { convertCode } from './steps/code.ts'
import { showHeldBack } from './steps/consent.ts'
import { markDirection } from './steps/direction.ts'
import { convertDisclosures } from './steps/disclosure.ts'
import { convertEmbeds } from './steps/embeds.ts'
import { convertFormulas } from './steps/formulas.ts'
import { convertGalleries } from './steps/galleries.ts'
import { dropTrailingHeading, shiftHeadings } from './steps/headings.ts'
import { convertLinkCards } from './steps/link-cards.ts'
import { dropDeadLinks } from './steps/links.ts'
import { dropNoise } from './steps/noise.ts'
import { gatherNotes } from './steps/note-plugins.ts'
import { dropPageParts } from './steps/page-parts.ts'
import { partText } from './steps/parts.ts'
import { convertCaptions, convertEmoji, settlePictures } from './steps/pictures.ts'
import { convertQuotes, unwrapPullquotes } from './steps/quotes.ts'
import { dropShareLinks } from './steps/share-links.ts'
import { dropBlanks, restructure } from './steps/structure.ts'
import { visibleLength } from './visible.ts'
import { convertWordLists } from './word/paste.ts'

/** Raised with every change of what the cleaner makes of a body, so that stored ones can be made again. */
export const CLEANER_VERSION = 7
/** Below this share of the visible text a body is for somebody to look at. */
const MIN_TEXT_KEPT = 0.6
/** A block that is said twice in a row and is longer than this is worth a look. */
const MIN_REPEATED = 40

/** Marks of page builders, whose widgets may print a heading and nothing under it. */
const BUILDER = /\b(?:elementor|et_pb_|vc_|wpb_|fl-builder|brxe-)/

/** Builder markup as the tree of the HTML that it means, not yet safe: sanitizeBody comes after. Pure. */
export function cleanBody(
  html: string,
  context: CleanContext,
): { root: TreeRoot; mediaIds: number[]; report: CleanReport } {
  const report = new Reporter()
  const root = parseTree(
    withParagraphs(expandShortcodes(html, context, report), context.contentFormat),
  )
  const state: CleanState = { context, report, mediaIds: new Set(), excused: 0 }
  showHeldBack(root)
  const given = visibleLength(root)
  convertAmp(root)
  convertFormulas(root, state)
  dropNoise(root, state)
  convertEmoji(root, state)
  dropChrome(root, state, given)
  dropShareLinks(root, state)
  resolveTwins(root, state)
  convertMeaning(root, state)
  restructure(root, state)
  const isTorn = dropPageParts(root, state)
  if (BUILDER.test(html)) dropTrailingHeading(root, state)
  // What is left around a page part may be blank, or no paragraph any more.
  if (isTorn) restructure(root, state)
  else dropBlanks(root)
  // Not before the title is gone: as an h1 it would push all others down.
  shiftHeadings(root, state)
  resolveAddresses(root, state)
  markDirection(root, state)
  reportRepeats(root, state)
  const left = visibleLength(root)
  const wanted = given - state.excused
  const textKept = wanted <= 0 ? 1 : Math.min(1, left / wanted)
  const isEmpty = left === 0 && !elementsIn(root).some(({ tagName }) => SHOWN.test(tagName))
  if (isEmpty) state.report.note('empty-body', 'lost')
  return {
    root,
    mediaIds: [...state.mediaIds],
    report: {
      rules: state.report.rules,
      textKept,
      needsReview: textKept < MIN_TEXT_KEPT || (isEmpty && given > 0),
    },
  }
}

const SHOWN = /^(?:img|iframe|video|audio)$/

/** What builders, blocks and plugins draw, as the elements that mean it; wrappers stay for restructure. */
function convertMeaning(root: TreeRoot, state: CleanState): void {
  convertWidgets(root, state)
  convertLinkCards(root, state)
  partText(root)
  gatherNotes(root, state)
  convertBlocks(root, state)
  convertDisclosures(root, state)
  convertCode(root, state)
  convertGalleries(root, state)
  convertCaptions(root)
  convertQuotes(root, state)
  unwrapPullquotes(root)
  dropBackgroundVideos(root, state)
  convertEmbeds(root, state)
  convertWordLists(root, state)
  dropIcons(root)
  convertButtons(root, state)
  dropControls(root, state)
  settlePictures(root, state)
  settleAnchors(root, state)
  dropDeadLinks(root, state)
}

/** Said or shown twice in a row may be meant so: it stays, and is reported. */
function reportRepeats(root: TreeRoot, { report }: CleanState): void {
  const blocks = root.childNodes.filter(isElement)
  for (const [index, block] of blocks.entries()) {
    const before = blocks[index - 1]
    if (before?.tagName !== block.tagName) continue
    const text = textIn(block)
    if (text.length > MIN_REPEATED && text === textIn(before)) {
      report.note('repeated-text', 'kept', text)
    }
  }
  const sources = elementsIn(root).flatMap((element) =>
    element.tagName === 'img' ? [attributeOf(element, 'src') ?? ''] : [],
  )
  for (const [index, source] of sources.entries()) {
    if (index > 0 && source === sources[index - 1]) report.note('repeated-image', 'kept', source)
  }
}
