import {
  hasText,
  attributeOf,
  classesOf,
  createElement,
  createText,
  elementsIn,
  isElement,
  isText,
  normalText,
  removeNode,
  setChildren,
  textIn,
  unwrap,
  type TreeElement,
  type TreeNode,
  type TreeParent,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'
import { figure } from './figures.ts'
import { renameInline, spreadMark, tidyText } from './inline.ts'
import {
  hasBlocks,
  hasPicture,
  HEADINGS,
  isBlankText,
  isLonePicture,
  isNamed,
  isPhrasing,
  LISTS,
  MARKS,
  MEDIA,
  PHRASING,
} from './kinds.ts'
import { mendList, orderList } from './lists.ts'
import { cellsOf, isLayout, rowsOf, tidyTable } from './tables.ts'

const BLANKABLE = new Set(
  'p h1 h2 h3 h4 h5 h6 li ul ol a strong em figure figcaption blockquote span s small mark dl dt dd details summary sup sub u del ins cite q code b i caption'.split(
    ' ',
  ),
)
/** Attributes that a dissolving wrapper leaves to its content. */
const INHERITED = ['lang', 'dir']

/** Wrappers dissolve, runs of text become paragraphs, presentational elements what they mean; blanks go. */
export function restructure(root: TreeRoot, state: CleanState): void {
  renameInline(root, state)
  tidyText(root)
  setChildren(root, flow(root.childNodes, state))
  dropBlanks(root)
}

/** Children of a dissolved or block-holding element as a list of blocks. */
export function flow(nodes: readonly TreeNode[], state: CleanState): TreeNode[] {
  const blocks: TreeNode[] = []
  let run: TreeNode[] = []
  const flush = () => {
    if (run.some((node) => hasText(node)))
      state.report.note('bare-text', 'kept', run.map(textIn).join(''))
    blocks.push(...paragraphs(run))
    run = []
  }
  for (const node of nodes) {
    if (isPhrasing(node)) {
      run.push(node)
      continue
    }
    flush()
    if (isElement(node)) blocks.push(...toBlocks(node, state))
  }
  flush()
  return blocks
}

function toBlocks(element: TreeElement, state: CleanState): TreeNode[] {
  const { tagName } = element
  if (tagName === 'p') return paragraphOf(element, state)
  if (HEADINGS.has(tagName)) return heading(element)
  if (tagName === 'hr' || tagName === 'pre') return [element]
  if (MEDIA.has(tagName)) return [createElement('figure', {}, [element])]
  if (LISTS.has(tagName)) return list(element, state)
  if (tagName === 'table') return table(element, state)
  if (tagName === 'figure') return figure(element, state)
  if (tagName === 'blockquote' || tagName === 'details') {
    setChildren(element, flowWithSummary(element.childNodes, state))
    return [element]
  }
  if (tagName === 'a' || MARKS.has(tagName)) {
    spreadMark(element)
    return inheriting(element, flow(element.childNodes, state))
  }
  return inheriting(element, flow(element.childNodes, state))
}

function inheriting(from: TreeElement, blocks: TreeNode[]): TreeNode[] {
  for (const block of blocks) {
    if (!isElement(block)) continue
    for (const name of INHERITED)
      if (attributeOf(block, name) === null) copyAttribute(from, block, name)
  }
  return blocks
}

function copyAttribute(from: TreeElement | undefined, to: TreeElement, name: string): void {
  const value = from && attributeOf(from, name)
  if (value) to.attrs.push({ name, value })
}

function paragraphOf(element: TreeElement, state: CleanState): TreeNode[] {
  if (!hasBlocks(element)) return paragraphs(element.childNodes, element)
  const parts: TreeNode[] = []
  let run: TreeNode[] = []
  for (const node of element.childNodes) {
    if (isPhrasing(node)) {
      run.push(node)
      continue
    }
    parts.push(...paragraphs(run, element))
    run = []
    if (isElement(node)) parts.push(...toBlocks(node, state))
  }
  parts.push(...paragraphs(run, element))
  return inheriting(element, parts)
}

function flowWithSummary(nodes: readonly TreeNode[], state: CleanState): TreeNode[] {
  const summary = nodes.find((node) => isNamed(node, 'summary'))
  if (!summary) return flow(nodes, state)
  if (isElement(summary)) flattenItem(summary, state)
  return [
    summary,
    ...flow(
      nodes.filter((node) => node !== summary),
      state,
    ),
  ]
}

/** Paragraphs of a run: a double break starts a new one; a picture that stands alone is a figure. */
function paragraphs(nodes: readonly TreeNode[], source?: TreeElement): TreeNode[] {
  let isFirst = true
  return splitAtBreaks(nodes)
    .flatMap(splitAtPictures)
    .flatMap((part) => {
      const trimmed = trim(part)
      if (trimmed.length === 0) return []
      if (
        trimmed.every((node) => isLonePicture(node) || isBlankText(node) || isNamed(node, 'br'))
      ) {
        return trimmed
          .filter((node) => isLonePicture(node))
          .map((node) => createElement('figure', {}, [node]))
      }
      const align = source && classesOf(source).find((name) => name.startsWith('has-text-align-'))
      const paragraph = createElement('p', align ? { class: align } : {}, trimmed)
      // An id names one element; its paragraph's first part is where a link leads.
      for (const name of isFirst ? ['id', ...INHERITED] : INHERITED)
        copyAttribute(source, paragraph, name)
      isFirst = false
      return [paragraph]
    })
}

function splitAtBreaks(nodes: readonly TreeNode[]): TreeNode[][] {
  const parts: TreeNode[][] = [[]]
  let breaks: TreeNode[] = []
  for (const node of nodes) {
    if (isNamed(node, 'br')) {
      breaks.push(node)
    } else if (breaks.length > 0 && isBlankText(node)) {
      continue
    } else {
      if (breaks.length > 1) parts.push([])
      else parts.at(-1)?.push(...breaks)
      breaks = []
      parts.at(-1)?.push(node)
    }
  }
  return parts
}

/** A picture that the editor placed as a block, at an end of a paragraph or of a line, stands by itself. */
function splitAtPictures(nodes: readonly TreeNode[]): TreeNode[][] {
  if (!nodes.some(isPlaced)) return [[...nodes]]
  const shown = nodes.filter((node) => !isBlankText(node))
  const parts: TreeNode[][] = [[]]
  for (const node of nodes) {
    const at = shown.indexOf(node)
    const isAtEnd = at === 0 || at === shown.length - 1
    const isAtLineEnd = isNamed(shown[at - 1], 'br') || isNamed(shown[at + 1], 'br')
    if (at >= 0 && isPlaced(node) && (isAtEnd || isAtLineEnd)) parts.push([node], [])
    else parts.at(-1)?.push(node)
  }
  return parts
}

function isPlaced(node: TreeNode): boolean {
  if (!isElement(node) || !isLonePicture(node)) return false
  const image =
    node.tagName === 'img' ? node : elementsIn(node).find(({ tagName }) => tagName === 'img')
  if (!image) return false
  const isSmall = /(?:^|;)\s*width\s*:\s*\d{1,2}px/i.test(attributeOf(image, 'style') ?? '')
  return (
    !isSmall &&
    classesOf(image).some((name) =>
      /^(?:align(?:left|right|center|none)|size-\w+|wp-image-\d+)$/.test(name),
    )
  )
}

/** Without blanks and breaks at its ends; they may stand inside a link or a mark. */
function trim(nodes: readonly TreeNode[]): TreeNode[] {
  const kept = [...nodes]
  const isEdge = (node: TreeNode | undefined) =>
    node !== undefined &&
    (isBlankText(node) || isNamed(node, 'br') || (!isElement(node) && !isText(node)))
  while (isEdge(kept[0])) kept.shift()
  while (isEdge(kept.at(-1))) kept.pop()
  const first = kept[0]
  const last = kept.at(-1)
  if (first) trimText(first, 'start')
  if (last) trimText(last, 'end')
  return kept
}

function trimText(node: TreeNode, end: 'start' | 'end'): void {
  if (isText(node)) {
    node.value = node.value.replace(
      end === 'start' ? /^[\s\u00a0\u200b]+/ : /[\s\u00a0\u200b]+$/,
      '',
    )
  } else if (isElement(node) && PHRASING.has(node.tagName) && hasText(node)) {
    const edge = () => (end === 'start' ? node.childNodes[0] : node.childNodes.at(-1))
    for (let inner = edge(); inner; inner = edge()) {
      if (!isNamed(inner, 'br') && !isBlankText(inner)) return trimText(inner, end)
      removeNode(inner)
    }
  }
}

/** A heading of phrasing alone, not bold as a whole; a picture in it stands before it. */
function heading(element: TreeElement): TreeNode[] {
  for (const inner of elementsIn(element)) {
    if (PHRASING.has(inner.tagName) || MEDIA.has(inner.tagName)) continue
    setChildren(inner, [createText(' '), ...inner.childNodes, createText(' ')])
    unwrap(inner)
  }
  const shown = [...element.childNodes].flatMap(picturesOf)
  for (const picture of shown) removeNode(picture)
  tidyText(element)
  const kept = trim(element.childNodes)
  const [only, ...others] = kept
  const isBold = only !== undefined && others.length === 0 && isNamed(only, 'strong')
  setChildren(element, isBold ? trim(only.childNodes) : kept)
  const figures = shown.map((picture) => createElement('figure', {}, [picture]))
  return !hasText(element) ? figures : [...figures, element]
}

function picturesOf(node: TreeNode): TreeElement[] {
  if (!isElement(node)) return []
  if (isLonePicture(node) || MEDIA.has(node.tagName)) return [node]
  return node.childNodes.flatMap(picturesOf)
}

function list(source: TreeElement, state: CleanState): TreeNode[] {
  const element = orderList(source)
  mendList(element)
  for (const item of element.childNodes) if (isElement(item)) flattenItem(item, state)
  return element.childNodes.length > 0 ? [element] : []
}

/** An item that holds blocks keeps them; one of text alone stays a line. */
export function flattenItem(item: TreeElement, state: CleanState): void {
  const wasLine = item.childNodes.every(isPhrasing)
  const blocks = wasLine ? paragraphs(item.childNodes) : flow(item.childNodes, silent(state))
  const [only] = blocks
  const startsWithLine = isNamed(only, 'p')
  const isLine = startsWithLine && blocks.length === 1
  const rest = blocks.slice(1)
  const isLineAndList =
    startsWithLine &&
    item.tagName === 'li' &&
    rest.every((node) => isElement(node) && LISTS.has(node.tagName))
  if (isLine || isLineAndList) {
    for (const name of ['id', ...INHERITED]) {
      if (attributeOf(item, name) === null) copyAttribute(only, item, name)
    }
    setChildren(item, [...only.childNodes, ...rest])
  } else setChildren(item, item.tagName === 'summary' ? textOf(blocks) : blocks)
}

/** Text in an item is no bare text: the report says nothing of it. */
function silent(state: CleanState): CleanState {
  const report = Object.create(state.report) as CleanState['report'] // the same counts, but for this rule
  report.note = (rule, ...rest) => {
    if (rule !== 'bare-text') state.report.note(rule, ...rest)
  }
  return { ...state, report }
}

function textOf(blocks: readonly TreeNode[]): TreeNode[] {
  return [createText(normalText(blocks.map(textIn).join(' ')))]
}

/** A table that only places things dissolves in reading order. */
function table(element: TreeElement, state: CleanState): TreeNode[] {
  if (isLayout(element)) {
    const cells = rowsOf(element).flatMap(cellsOf)
    if (cells.some((cell) => hasText(cell) || hasPicture(cell))) {
      state.report.note('layout-table', 'changed', textIn(element))
    }
    const caption = element.childNodes.filter((node) => isNamed(node, 'caption'))
    return [...caption, ...cells].flatMap((cell) =>
      inheriting(cell as TreeElement, flow((cell as TreeElement).childNodes, state)),
    )
  }
  for (const cell of rowsOf(element).flatMap(cellsOf)) flattenItem(cell, state)
  for (const node of element.childNodes) if (isNamed(node, 'caption')) flattenItem(node, state)
  tidyTable(element)
  return [element]
}

/** Takes out what holds neither text nor a picture. */
export function dropBlanks(parent: TreeParent): void {
  let hasJoined = false
  for (const node of parent.childNodes.slice()) {
    if (!isElement(node)) continue
    // White space is content in a <pre>, unless there is nothing else.
    if (node.tagName === 'pre') {
      if (!hasText(node) && !hasPicture(node)) removeNode(node)
      continue
    }
    dropBlanks(node)
    if (!BLANKABLE.has(node.tagName)) continue
    const isBlank = !hasText(node) && !hasPicture(node)
    if (!isBlank || elementsIn(node).some(({ tagName }) => tagName === 'hr')) continue
    // The spaces of an empty <strong> part two words.
    if (PHRASING.has(node.tagName)) {
      unwrap(node)
      hasJoined = true
    } else removeNode(node)
  }
  if (hasJoined) tidyText(parent)
}
