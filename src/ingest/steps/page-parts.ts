import {
  hasText,
  attributeOf,
  classesOf,
  elementsIn,
  findElement,
  isElement,
  normalText,
  textIn,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'
import { htmlToText } from '#content/sanitize.ts'
import { nameInByline } from '../byline.ts'
import { dropPart, type CleanState } from '../context.ts'
import { uploadPath } from './addresses.ts'

/** How far down a byline row may stand, in blocks. */
const BYLINE_BLOCKS = 5
const MAX_ROUNDS = 5
const MAX_PORTRAIT_PX = 150

/**
 * What the page prints by itself: the title, the byline with its portrait, the lead picture. Whether a paragraph lost a
 * part of itself by that.
 */
export function dropPageParts(root: TreeRoot, state: CleanState): boolean {
  let isTorn = false
  // What goes may bring another into the first place.
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const lead = leadImage(root, state)
    const torn = lead?.tagName !== 'figure'
    const hasDropped = [
      dropTitle(root, state),
      dropByline(root, state),
      lead !== null &&
        lead.parentNode !== null &&
        dropPart(state, 'lead-image', lead, addressOf(lead)),
    ]
    if (hasDropped[2] && torn) isTorn = true
    if (!hasDropped.includes(true)) break
  }
  return isTorn
}

function addressOf(element: TreeElement): string {
  const image = [element, ...elementsIn(element)].find(({ tagName }) => tagName === 'img')
  return (image && attributeOf(image, 'src')) ?? ''
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

function dropTitle(root: TreeRoot, state: CleanState): boolean {
  const title = htmlToText(state.context.title)
  if (title === '') return false
  const first = root.childNodes.find(isElement)
  let hasDropped = false
  for (const element of elementsIn(root)) {
    const isCandidate = element.tagName === 'h1' || (element.tagName === 'h2' && element === first)
    if (!isCandidate || !sameText(textIn(element), title)) continue
    hasDropped = dropPart(state, 'title', element) || hasDropped
  }
  return hasDropped
}

function dropByline(root: TreeRoot, state: CleanState): boolean {
  const { authorName } = state.context
  const blocks = root.childNodes.filter(isElement)
  for (const [index, block] of blocks.slice(0, BYLINE_BLOCKS).entries()) {
    const text = normalText(textIn(block))
    if (text === '' || text.length > 120) continue
    const isNamed = authorName !== null && text.includes(authorName) && /\d{4}/.test(text)
    if (!isNamed && nameInByline(text, authorName) === null) continue
    const name = nameInByline(text, authorName) ?? authorName ?? ''
    if (!dropPart(state, 'byline', block, text)) return false
    const [before, after] = [blocks[index - 1], blocks[index + 1]]
    for (const beside of [before, after])
      if (beside && isPortrait(beside, name)) dropPart(state, 'byline', beside, name)
    if (after && isDate(normalText(textIn(after)))) dropPart(state, 'byline', after)
    return true
  }
  return false
}

/** A picture beside a byline that is as small as portraits are, or carries the name. */
function isPortrait(block: TreeElement, name: string): boolean {
  const images = elementsIn(block).filter(({ tagName }) => tagName === 'img')
  const [image] = images
  if (!image || images.length > 1 || hasText(block)) return false
  const width = Number(attributeOf(image, 'width') ?? Number.NaN)
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  const said = `${attributeOf(image, 'alt') ?? ''} ${attributeOf(image, 'src') ?? ''}`
  return width <= MAX_PORTRAIT_PX || (name !== '' && plain(said).includes(plain(name)))
}

/** A line that is a date and nothing else. */
function isDate(text: string): boolean {
  const words = text.split(' ')
  return (
    text.length <= 40 &&
    words.length <= 6 &&
    /\b(?:19|20)\d{2}\b/.test(text) &&
    /^[\p{L}\p{N}.,:/ -]+$/u.test(text) &&
    /\d/.test(text.replace(/\d{4}/, ''))
  )
}

function leadImage(root: TreeRoot, { context }: CleanState): TreeElement | null {
  if (context.featuredMediaId === 0) return null
  const first = findElement(root, ({ tagName }) => tagName === 'img')
  if (!first || !isFeatured(first, context.featuredMediaId, context.media)) return null
  return enclosingFigure(first) ?? first
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
