import type { MediaRow } from '#content/media.ts'
import {
  attributeOf,
  closest,
  createElement,
  elementsIn,
  hasClass,
  replaceNode,
  setAttribute,
  setChildren,
  textIn,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'
import { mediaAddress } from '#regions/permalink.ts'
import { toneClass } from '#regions/tone.ts'
import { variantSrcset } from '#regions/variants.ts'
import type { CleanContext } from '../context.ts'

// Widths in the layout of render/stylesheet.ts (test/browser/images.browser.test.ts measures them): a column of at most 39rem,
// with 4 % of the window beside it, or 1rem where that is more.
const COLUMN_PX = 624
const BODY_SIZES = '(min-width: 43rem) 39rem, (min-width: 25rem) 92vw, calc(100vw - 2rem)'
/** Two or three beside each other, as many as fit. */
const GALLERY_SIZES =
  '(min-width: 60rem) 15.5rem, (min-width: 43rem) 19rem, (min-width: 32rem) 46vw, 92vw'
const WIDE_SIZES = `(min-width: 60rem) 49rem, ${BODY_SIZES}`
/** A picture behind more text than this is below the first screen of a telephone, in characters. */
const FIRST_SCREEN = 400

/**
 * Offers each picture whose variants are made in the format and width that its reader needs, and says which is waited for.
 * Last, since what it makes is final.
 */
export function showVariants(root: TreeRoot, context: CleanContext): void {
  const rows = rowsByAddress(context)
  let isFirst = context.featuredMediaId === 0
  for (const image of elementsIn(root)) {
    if (image.tagName !== 'img') continue
    const row = rows.get(attributeOf(image, 'src') ?? '')
    const isLead = isFirst && (!row || textBefore(root, image) < FIRST_SCREEN)
    isFirst = false
    setAttribute(image, 'loading', isLead ? null : 'lazy')
    setAttribute(image, 'decoding', row && !isLead ? 'async' : null)
    setAttribute(image, 'fetchpriority', row && isLead ? 'high' : null)
    if (row) showVariant(image, row, context)
  }
}

function rowsByAddress({ media, mediaById, region }: CleanContext): Map<string, MediaRow> {
  const rows = [...media.values(), ...mediaById.values()].filter((row) => row.variantKey)
  return new Map(rows.map((row) => [mediaAddress(row, region, row.file), row]))
}

function showVariant(image: TreeElement, row: MediaRow, { region }: CleanContext): void {
  const sizes = sizesOf(image, row)
  const avif = variantSrcset(region, row, 'avif')
  const webp = variantSrcset(region, row, 'webp')
  const isWebp = row.mimeType === 'image/webp'
  setAttribute(image, 'srcset', isWebp ? webp : null)
  setAttribute(image, 'sizes', isWebp ? sizes : null)
  setAttribute(image, 'class', toneClass(row.color) || null)
  const sources = [
    createElement('source', { type: 'image/avif', srcset: avif, sizes }),
    ...(isWebp ? [] : [createElement('source', { type: 'image/webp', srcset: webp, sizes })]),
  ]
  // One that came with the body offers the old site's files.
  const given = closest(image, ({ tagName }) => tagName === 'picture')
  const picture = given ?? createElement('picture')
  if (!given) replaceNode(image, [picture])
  setChildren(picture, [...sources, image])
}

/** A picture that is narrower than the column is not blown up to it. */
function sizesOf(image: TreeElement, { widthPx }: MediaRow): string {
  if (closest(image, (outer) => hasClass(outer, 'gallery'))) return GALLERY_SIZES
  const isWide = closest(image, (outer) => hasClass(outer, 'alignwide', 'alignfull')) !== null
  if (isWide && widthPx > COLUMN_PX) return WIDE_SIZES
  return widthPx < COLUMN_PX
    ? `(min-width: ${Math.ceil(widthPx / 0.92)}px) ${widthPx}px, 92vw`
    : BODY_SIZES
}

/** How much there is to read before an element. */
function textBefore(root: TreeRoot, element: TreeElement): number {
  let length = 0
  for (const block of root.childNodes) {
    if (block === element || ('childNodes' in block && elementsIn(block).includes(element))) break
    length += textIn(block).trim().length
  }
  return length
}
