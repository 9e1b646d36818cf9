import { isElement, isText, type TreeNode, type TreeParent } from '#content/html-tree.ts'

/** Elements whose text no reader sees. */
const UNSEEN = new Set(
  'script style noscript template title svg math object iframe audio video canvas select textarea datalist'.split(
    ' ',
  ),
)

/** How many letters a reader sees below a node; white space does not count. */
export function visibleLength(node: TreeNode | TreeParent): number {
  if ('value' in node)
    return isText(node) ? node.value.replace(/[\s\u00a0\u200b\ufeff]+/g, '').length : 0
  if (!('childNodes' in node) || (isElement(node) && UNSEEN.has(node.tagName))) return 0
  let length = 0
  for (const child of node.childNodes) length += visibleLength(child)
  return length
}
