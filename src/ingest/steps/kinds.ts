import {
  hasText,
  elementsIn,
  isElement,
  isText,
  type TreeElement,
  type TreeNode,
} from '#content/html-tree.ts'

const words = (list: string) => new Set(list.split(' '))

export const HEADINGS = words('h1 h2 h3 h4 h5 h6')
/** Elements of running text. */
export const PHRASING = words(
  'a abbr b bdi bdo br cite code del em i img ins kbd mark picture q ruby rt rp rb rtc s samp small source span strong sub sup time u var wbr font label strike tt big acronym nobr data dfn',
)
export const MEDIA = words('iframe audio video')
export const LISTS = words('ul ol dl')
/** Running text that may stand around whole blocks and then belongs into each. */
export const MARKS = words('strong em b i u s del ins mark small')

/** Whether an element holds anything that is no running text. */
export function hasBlocks(element: TreeElement): boolean {
  return element.childNodes.some(
    (node) => isElement(node) && (!PHRASING.has(node.tagName) || hasBlocks(node)),
  )
}

/** Whether a node is text or a run of it. */
export function isPhrasing(node: TreeNode): boolean {
  return isText(node) || (isElement(node) && PHRASING.has(node.tagName) && !hasBlocks(node))
}

/** Whether a node is text of white space and no-break spaces alone. */
export function isBlankText(node: TreeNode): boolean {
  return isText(node) && !hasText(node)
}

/** Whether a node is an element of that name. */
export function isNamed(node: TreeNode | undefined, tagName: string): node is TreeElement {
  return node !== undefined && isElement(node) && node.tagName === tagName
}

/** Whether an element shows a picture, a film or sound. */
export function hasPicture(element: TreeElement): boolean {
  return elementsIn(element).some(({ tagName }) => tagName === 'img' || MEDIA.has(tagName))
}

/** A picture, or a link around pictures and nothing else. */
export function isLonePicture(node: TreeNode): boolean {
  if (!isElement(node)) return false
  if (node.tagName === 'img' || node.tagName === 'picture') return true
  return node.tagName === 'a' && !hasText(node) && hasPicture(node)
}
