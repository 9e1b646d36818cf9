import {
  hasText,
  attributeOf,
  classesOf,
  createElement,
  elementsIn,
  findElement,
  isElement,
  isText,
  normalText,
  removeNode,
  replaceNode,
  textIn,
  type TreeElement,
  type TreeNode,
  type TreeParent,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'

/** Paragraphs that Word numbers or bullets by style are lists. */
export function convertWordLists(root: TreeRoot, state: CleanState): void {
  for (const parent of [root, ...elementsIn(root)]) {
    if (parent.childNodes.some(isItem)) convertIn(parent, state)
  }
}

function isItem(node: TreeNode): node is TreeElement {
  return (
    isElement(node) &&
    node.tagName === 'p' &&
    (/mso-list\s*:\s*l\d/i.test(attributeOf(node, 'style') ?? '') ||
      (classesOf(node).some((name) => name.startsWith('MsoListParagraph')) &&
        markerOf(node) !== ''))
  )
}

function convertIn(parent: TreeParent, state: CleanState): void {
  let run: TreeElement[] = []
  for (const node of [...parent.childNodes, null]) {
    if (node && isText(node) && !hasText(node)) continue
    if (node && isItem(node)) {
      run.push(node)
      continue
    }
    const [first, ...others] = run
    if (first) {
      state.report.note('word-list', 'kept', textIn(first))
      // The signs in front of the lines are drawn by the list now.
      for (const item of run) state.excused += markerOf(item).length
      const list = listOf(run)
      for (const other of others) removeNode(other)
      replaceNode(first, [list])
    }
    run = []
  }
}

/** Nested by the levels that Word counts. */
function listOf(items: readonly TreeElement[]): TreeElement {
  const open: { level: number; list: TreeElement }[] = []
  for (const item of items) {
    const level = Number(/level(\d)/.exec(attributeOf(item, 'style') ?? '')?.[1] ?? 1)
    const tagName = /^[\p{L}\p{N}]{1,4}[.)]$/u.test(markerOf(item)) ? 'ol' : 'ul'
    dropMarker(item)
    while (open.length > 1 && (open.at(-1)?.level ?? 0) > level) open.pop()
    const top = open.at(-1)
    const entry = createElement('li', {}, item.childNodes)
    if (!top || level > top.level) {
      const list = createElement(tagName)
      const parent = top?.list.childNodes.at(-1)
      if (parent && isElement(parent)) append(parent, list)
      open.push({ level, list })
    }
    const { list } = open.at(-1) ?? { list: entry }
    append(list, entry)
  }
  return open[0]?.list ?? createElement('ul')
}

function append(parent: TreeElement, child: TreeElement): void {
  child.parentNode = parent
  parent.childNodes.push(child)
}

const BULLET = /^[\s\u00a0]*([·•▪◦o§Øv–-]|[\p{L}\p{N}]{1,4}[.)])[\s\u00a0]+/u

function markerOf(item: TreeElement): string {
  const marked = findElement(item, isMarker)
  return marked ? normalText(textIn(marked)) : (BULLET.exec(textIn(item))?.[1] ?? '')
}

function isMarker(element: TreeElement): boolean {
  return /mso-list\s*:\s*ignore/i.test(attributeOf(element, 'style') ?? '')
}

function dropMarker(item: TreeElement): void {
  const marked = findElement(item, isMarker)
  if (marked) return removeNode(marked)
  const first = firstText(item)
  if (first && isText(first)) first.value = first.value.replace(BULLET, '')
}

function firstText(node: TreeNode): TreeNode | undefined {
  if (isText(node)) return normalText(node.value) === '' ? undefined : node
  if (!isElement(node)) return undefined
  for (const child of node.childNodes) {
    const found = firstText(child)
    if (found) return found
  }
  return undefined
}
