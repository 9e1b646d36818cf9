import { isElement, isText, type TreeNode, type TreeParent } from '#content/html-tree.ts'

/** Elements whose text no reader sees. */
const UNSEEN = new Set(
  'script style noscript template title svg math object iframe audio video canvas select textarea datalist'.split(
    ' ',
  ),
)

/** How many letters a reader sees below a node; white space does not count. */
export function visibleLength(node: TreeNode | TreeParent): number {
  if ('value' in node) return isText(node) ? lettersIn(node.value) : 0
  if (!('childNodes' in node) || (isElement(node) && UNSEEN.has(node.tagName))) return 0
  let length = 0
  for (const child of node.childNodes) length += visibleLength(child)
  return length
}

const SPACE = 0x20
const BLANKS = new Set([0xa0, 0x200b, 0x2028, 0x2029, 0xfeff])

function lettersIn(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > SPACE && !BLANKS.has(code)) count++
  }
  return count
}
