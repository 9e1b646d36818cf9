import {
  attributeOf,
  createElement,
  isElement,
  setAttribute,
  setChildren,
  type TreeElement,
  type TreeNode,
} from '#content/html-tree.ts'
import { isBlankText, LISTS } from './kinds.ts'

/** How a style counts, as the attribute `type` says it; none for plain numbers. */
const COUNTED: Record<string, string> = {
  decimal: '',
  'decimal-leading-zero': '',
  'lower-alpha': 'a',
  'lower-latin': 'a',
  'upper-alpha': 'A',
  'upper-latin': 'A',
  'lower-roman': 'i',
  'upper-roman': 'I',
}

function countedBy(element: TreeElement): string | undefined {
  const style = attributeOf(element, 'style') ?? ''
  const name = /list-style(?:-type)?\s*:\s*(?:inside\s+|outside\s+)?([a-z-]+)/i.exec(style)?.[1]
  return name === undefined ? undefined : COUNTED[name.toLowerCase()]
}

/** A list whose style, or that of its every item, counts is an ordered one, and says how it counts. */
export function orderList(list: TreeElement): TreeElement {
  if (list.tagName === 'dl') return list
  const items = list.childNodes.filter(isElement)
  const counts = items.map(countedBy)
  const type = countedBy(list) ?? (counts.every((one) => one === counts[0]) ? counts[0] : undefined)
  if (type === undefined) return list
  const ordered = list.tagName === 'ol' ? list : createElement('ol', {}, list.childNodes)
  if (ordered !== list) ordered.attrs = list.attrs.filter(({ name }) => name !== 'type')
  if (type && !attributeOf(ordered, 'type')) setAttribute(ordered, 'type', type)
  return ordered
}

/** A list of items alone: a list that stands directly in it goes into the item before, anything else into an own one. */
export function mendList(list: TreeElement): void {
  if (list.tagName === 'dl') return mendTerms(list)
  const items: TreeElement[] = []
  let loose: TreeNode[] = []
  const flush = () => {
    if (loose.length > 0) items.push(createElement('li', {}, loose))
    loose = []
  }
  for (const node of list.childNodes) {
    if (isBlankText(node) && loose.length === 0) continue
    const last = items.at(-1)
    if (isElement(node) && node.tagName === 'li') {
      flush()
      items.push(node)
    } else if (isElement(node) && LISTS.has(node.tagName) && last && loose.length === 0) {
      setChildren(last, [...last.childNodes, node])
    } else if (isElement(node) && node.tagName === 'div') {
      flush()
      const inner = node.childNodes.filter(isElement)
      if (inner.length > 0 && inner.every(({ tagName }) => tagName === 'li')) items.push(...inner)
      else items.push(createElement('li', {}, node.childNodes))
    } else loose.push(node)
  }
  flush()
  setChildren(list, items)
  liftOnlyLists(list)
}

/** A list in a list without any item beside it was only there to be moved in: it is the list. */
function liftOnlyLists(list: TreeElement): void {
  const [only, ...others] = list.childNodes
  if (!only || others.length > 0 || !isElement(only)) return
  const inner = only.childNodes.filter((node) => !isBlankText(node))
  const [nested] = inner
  if (inner.length !== 1 || !nested || !isElement(nested) || nested.tagName !== list.tagName) return
  setChildren(list, nested.childNodes)
  mendList(list)
}

/** Terms and descriptions; the groups that HTML allows around them dissolve. */
function mendTerms(list: TreeElement): void {
  const items = list.childNodes.flatMap((node) =>
    isElement(node) && node.tagName === 'div' ? node.childNodes : [node],
  )
  setChildren(
    list,
    items.flatMap((node) => {
      if (isBlankText(node)) return []
      if (isElement(node) && (node.tagName === 'dt' || node.tagName === 'dd')) return [node]
      return [createElement('dd', {}, [node])]
    }),
  )
}
