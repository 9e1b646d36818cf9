import {
  attributeOf,
  closest,
  setAttribute,
  textIn,
  visitElements,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'

/** Elements that draw something beside their text, on the side where it begins: a marker, a bar, a column. */
const SIDED = new Set('ul ol dl blockquote table details'.split(' '))

/** Letters of the scripts that run from right to left (Unicode, Bidi_Class R and AL). */
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/gu

/**
 * Lists, quotations and tables whose text runs against the region's direction say so themselves. For a paragraph
 * a style does it, but a marker or a bar follows `dir` alone. The greater part of the letters decides, not the
 * first one: a Persian item may well begin with a program's name.
 */
export function markDirection(root: TreeRoot, { context }: CleanState): void {
  visitElements(root, (element) => {
    if (!SIDED.has(element.tagName)) return
    const isSet = (node: typeof element) => attributeOf(node, 'dir') !== null
    if (isSet(element) || closest(element, isSet)) return
    const direction = directionOf(textIn(element))
    if (direction && direction !== context.region.direction) setAttribute(element, 'dir', direction)
  })
}

/** The direction of most of a text's letters, or null where it has none. */
function directionOf(text: string): 'ltr' | 'rtl' | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (letters === 0) return null
  return (text.match(RIGHT_TO_LEFT)?.length ?? 0) * 2 > letters ? 'rtl' : 'ltr'
}
