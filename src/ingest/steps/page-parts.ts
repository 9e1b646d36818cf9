import {
  attributeOf,
  classesOf,
  elementsIn,
  isElement,
  normalText,
  removeNode,
  textIn,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'
import { htmlToText } from '#content/sanitize.ts'
import { nameInByline } from '../byline.ts'
import type { CleanState } from '../context.ts'
import { uploadPath } from './addresses.ts'

/** How far down a byline row may stand, in blocks. */
const BYLINE_BLOCKS = 5

/** What the page prints by itself: the title, the byline with its portrait, the lead picture. */
export function dropPageParts(root: TreeRoot, state: CleanState): void {
  dropTitle(root, state)
  dropByline(root, state)
  dropLeadImage(root, state)
}

function sameText(a: string, b: string): boolean {
  const fold = (text: string) =>
    normalText(text)
      .toLowerCase()
      .replace(/[‘’]/g, "'")
      .replace(/[“”]/g, '"')
      .replace(/[.!?\s]+$/, '')
  return fold(a) === fold(b)
}

function dropTitle(root: TreeRoot, { context, report }: CleanState): void {
  const title = htmlToText(context.title)
  if (title === '') return
  const first = root.childNodes.find(isElement)
  for (const element of elementsIn(root)) {
    const isCandidate = element.tagName === 'h1' || (element.tagName === 'h2' && element === first)
    if (!isCandidate || !sameText(textIn(element), title)) continue
    report.note('title', 'dropped', textIn(element))
    removeNode(element)
  }
}

function dropByline(root: TreeRoot, { context, report }: CleanState): void {
  for (const block of root.childNodes.filter(isElement).slice(0, BYLINE_BLOCKS)) {
    const text = normalText(textIn(block))
    if (text === '' || text.length > 120) continue
    const isNamed =
      context.authorName !== null && text.includes(context.authorName) && /\d{4}/.test(text)
    if (!isNamed && nameInByline(text) === null) continue
    report.note('byline', 'dropped', text)
    removeNode(block)
    return
  }
}

function dropLeadImage(root: TreeRoot, { context, report }: CleanState): void {
  if (context.featuredMediaId === 0) return
  const first = elementsIn(root).find((element) => element.tagName === 'img')
  if (!first || !isFeatured(first, context.featuredMediaId, context.media)) return
  report.note('lead-image', 'dropped', attributeOf(first, 'src') ?? '')
  const figure = enclosingFigure(first)
  removeNode(figure ?? first)
}

function isFeatured(
  image: TreeElement,
  mediaId: number,
  media: CleanState['context']['media'],
): boolean {
  if (classesOf(image).includes(`wp-image-${mediaId}`)) return true
  const file = uploadPath(attributeOf(image, 'src') ?? '')
  return file !== null && media.get(file)?.id === mediaId
}

function enclosingFigure(image: TreeElement): TreeElement | null {
  for (let node = image.parentNode; node && 'tagName' in node; node = node.parentNode) {
    if (node.tagName === 'figure') return node
  }
  return null
}
