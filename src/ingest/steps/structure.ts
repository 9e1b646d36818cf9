import {
  attributeOf,
  classesOf,
  createElement,
  elementsIn,
  isElement,
  isText,
  normalText,
  removeNode,
  replaceNode,
  setChildren,
  textIn,
  unwrap,
  type TreeElement,
  type TreeNode,
  type TreeParent,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'

const words = (list: string) => new Set(list.split(' '))
const HEADINGS = words('h1 h2 h3 h4 h5 h6')
const PHRASING = words(
  'a abbr b bdi bdo br cite code del em i img ins kbd mark picture q ruby rt rp s samp small source span strong sub sup time u var wbr font label strike tt big acronym',
)
const MEDIA = words('iframe audio video')
const LISTS = words('ul ol dl')
/** Blocks that hold blocks; anything else that is no phrasing is a wrapper and dissolves. */
const CONTAINERS = words('blockquote details figure')
const ITEMS = words('li dd dt td th figcaption summary caption')
const RENAMED: Record<string, string> = {
  b: 'strong',
  i: 'em',
  strike: 's',
  acronym: 'abbr',
  tt: 'code',
}
const BLANKABLE = words(
  'p h1 h2 h3 h4 h5 h6 li ul ol a strong em figure figcaption blockquote span s small mark dl dt dd details summary',
)

/** Wrappers dissolve, runs of text become paragraphs, presentational elements what they mean; blanks go. */
export function restructure(root: TreeRoot): void {
  renameInline(root)
  setChildren(root, flow(root.childNodes))
  dropBlanks(root)
}

function renameInline(root: TreeParent): void {
  for (const element of elementsIn(root)) {
    const style = attributeOf(element, 'style') ?? ''
    if (element.tagName === 'span' || element.tagName === 'font' || element.tagName === 'u') {
      const isBold = /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(style)
      const isItalic = /font-style\s*:\s*italic/i.test(style)
      if (isBold || isItalic) rename(element, isBold ? 'strong' : 'em')
      else if (!attributeOf(element, 'lang') && !attributeOf(element, 'dir')) {
        if (element.tagName !== 'span' || !hasBlocks(element)) unwrap(element)
      }
    } else if (element.tagName === 'i' && attributeOf(element, 'lang')) continue
    else if (RENAMED[element.tagName]) rename(element, RENAMED[element.tagName] ?? 'span')
  }
}

function rename(element: TreeElement, tagName: string): void {
  const renamed = createElement(tagName, {}, element.childNodes)
  renamed.attrs = element.attrs.filter(
    ({ name }) => name === 'lang' || name === 'dir' || name === 'title',
  )
  replaceNode(element, [renamed])
}

function isPhrasing(node: TreeNode): boolean {
  return isText(node) || (isElement(node) && PHRASING.has(node.tagName) && !hasBlocks(node))
}

function hasBlocks(element: TreeElement): boolean {
  return elementsIn(element).some((inner) => !PHRASING.has(inner.tagName))
}

/** Children of a dissolved or block-holding element as a list of blocks. */
function flow(nodes: readonly TreeNode[]): TreeNode[] {
  const blocks: TreeNode[] = []
  let run: TreeNode[] = []
  const flush = () => {
    blocks.push(...paragraphs(run))
    run = []
  }
  for (const node of nodes) {
    if (isPhrasing(node)) {
      run.push(node)
      continue
    }
    flush()
    if (isElement(node)) blocks.push(...toBlocks(node))
  }
  flush()
  return blocks
}

function toBlocks(element: TreeElement): TreeNode[] {
  const { tagName } = element
  if (tagName === 'p') return paragraphs(element.childNodes, element)
  if (HEADINGS.has(tagName)) return heading(element)
  if (tagName === 'hr' || MEDIA.has(tagName) || tagName === 'pre') return [element]
  if (LISTS.has(tagName)) return [list(element)]
  if (tagName === 'table') return table(element)
  if (tagName === 'figure') return figure(element)
  if (CONTAINERS.has(tagName)) {
    setChildren(element, flowWithSummary(element.childNodes))
    return [element]
  }
  if (tagName === 'a') return linkAround(element)
  const blocks = flow(element.childNodes)
  // A wrapper dissolves; the language and direction that it gave its content stay with that.
  for (const block of blocks) {
    if (!isElement(block)) continue
    for (const name of ['lang', 'dir']) {
      if (attributeOf(block, name) === null) copyAttribute(element, block, name)
    }
  }
  return blocks
}

function copyAttribute(from: TreeElement | undefined, to: TreeElement, name: string): void {
  const value = from && attributeOf(from, name)
  if (value) to.attrs.push({ name, value })
}

function flowWithSummary(nodes: readonly TreeNode[]): TreeNode[] {
  const summary = nodes.find((node) => isElement(node) && node.tagName === 'summary')
  if (!summary) return flow(nodes)
  if (isElement(summary)) flattenItem(summary)
  return [summary, ...flow(nodes.filter((node) => node !== summary))]
}

/** A link around blocks: links cannot be split well, so its blocks become its text. */
function linkAround(link: TreeElement): TreeNode[] {
  for (const inner of elementsIn(link)) if (!PHRASING.has(inner.tagName)) unwrap(inner)
  return paragraphs([link])
}

/** Paragraphs of a run: a double break starts a new one; a picture that stands alone is a figure. */
function paragraphs(nodes: readonly TreeNode[], source?: TreeElement): TreeNode[] {
  return splitAtBreaks(nodes).flatMap((part) => {
    const trimmed = trim(part)
    if (trimmed.length === 0) return []
    if (trimmed.every((node) => isLonePicture(node) || isBlankText(node))) {
      return trimmed
        .filter((node) => isElement(node))
        .map((node) => createElement('figure', {}, [node]))
    }
    const align = source && classesOf(source).find((name) => name.startsWith('has-text-align-'))
    const paragraph = createElement('p', align ? { class: align } : {}, trimmed)
    for (const name of ['id', 'lang', 'dir']) copyAttribute(source, paragraph, name)
    return [paragraph]
  })
}

function splitAtBreaks(nodes: readonly TreeNode[]): TreeNode[][] {
  const parts: TreeNode[][] = [[]]
  let breaks: TreeNode[] = []
  for (const node of nodes) {
    if (isElement(node) && node.tagName === 'br') {
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

function isBlankText(node: TreeNode): boolean {
  return isText(node) && normalText(node.value) === ''
}

function isBreak(node: TreeNode): boolean {
  return isElement(node) && node.tagName === 'br'
}

function trim(nodes: readonly TreeNode[]): TreeNode[] {
  let from = 0
  let to = nodes.length
  const isEdge = (node: TreeNode | undefined) =>
    node !== undefined && (isBlankText(node) || isBreak(node))
  while (from < to && isEdge(nodes[from])) from++
  while (to > from && isEdge(nodes[to - 1])) to--
  const kept = nodes.slice(from, to)
  const [first] = kept
  const last = kept.at(-1)
  if (first && isText(first)) first.value = first.value.replace(/^[\s\u00a0]+/, '')
  if (last && isText(last)) last.value = last.value.replace(/[\s\u00a0]+$/, '')
  return kept
}

function isLonePicture(node: TreeNode): boolean {
  if (!isElement(node)) return false
  if (node.tagName === 'img' || node.tagName === 'picture') return true
  return node.tagName === 'a' && normalText(textIn(node)) === '' && hasPicture(node)
}

function hasPicture(element: TreeElement): boolean {
  return elementsIn(element).some((inner) =>
    ['img', 'iframe', 'video', 'audio'].includes(inner.tagName),
  )
}

/** A heading of phrasing alone, not bold as a whole; a picture in it stands before it. */
function heading(element: TreeElement): TreeNode[] {
  for (const inner of elementsIn(element)) if (!PHRASING.has(inner.tagName)) unwrap(inner)
  const pictures = elementsIn(element).filter((inner) => inner.tagName === 'img')
  for (const picture of pictures) removeNode(picture)
  const [only, ...others] = trim(element.childNodes)
  if (only && others.length === 0 && isElement(only) && only.tagName === 'strong') {
    setChildren(element, only.childNodes)
  } else {
    setChildren(
      element,
      [only, ...others].filter((node) => node !== undefined),
    )
  }
  const figures = pictures.map((picture) => createElement('figure', {}, [picture]))
  return normalText(textIn(element)) === '' ? figures : [...figures, element]
}

function list(element: TreeElement): TreeElement {
  const items = element.childNodes.filter((node) => isElement(node) || !isBlankText(node))
  for (const item of items) {
    if (!isElement(item)) continue
    else if (LISTS.has(item.tagName)) list(item)
    else flattenItem(item)
  }
  setChildren(element, items)
  return element
}

/** An item that holds blocks keeps them; one of text alone stays a line. */
function flattenItem(item: TreeElement): void {
  const blocks = flow(item.childNodes)
  const [only] = blocks
  const isLine = blocks.length === 1 && only && isElement(only) && only.tagName === 'p'
  const startsWithLine = only && isElement(only) && only.tagName === 'p' && item.tagName === 'li'
  const rest = blocks.slice(1)
  const isLineAndList =
    startsWithLine && rest.every((node) => isElement(node) && LISTS.has(node.tagName))
  if (isLine || isLineAndList) setChildren(item, [...only.childNodes, ...rest])
  else setChildren(item, blocks)
}

/** A table without a second cell is a layout and dissolves. */
function table(element: TreeElement): TreeNode[] {
  const cells = elementsIn(element).filter(
    (inner) => inner.tagName === 'td' || inner.tagName === 'th',
  )
  if (cells.length <= 1) return flow(cells[0]?.childNodes ?? [])
  for (const inner of elementsIn(element)) if (ITEMS.has(inner.tagName)) flattenItem(inner)
  return [element]
}

/** A picture with its caption. A gallery, which is a figure of figures, becomes those, each with its own. */
function figure(element: TreeElement): TreeNode[] {
  const [caption] = ownOf(element, 'figcaption')
  if (caption) {
    removeNode(caption)
    flattenItem(caption)
  }
  const matter = flow(element.childNodes).flatMap(unframe)
  const pictures = matter.filter(isLonePicture)
  const isGallery = matter.some((node) => isElement(node) && node.tagName === 'figure')
  if (!isGallery && pictures.length <= 1) {
    setChildren(element, [...matter, ...(caption ? [caption] : [])])
    return [element]
  }
  const blocks = matter.map((node) =>
    isLonePicture(node) ? createElement('figure', {}, [node]) : node,
  )
  const last = blocks.at(-1)
  // What is said of all pictures stands below the last, unless that has words of its own.
  if (caption && last && isElement(last) && ownOf(last, 'figcaption').length === 0) {
    setChildren(last, [...last.childNodes, caption])
  } else if (caption) blocks.push(createElement('p', {}, caption.childNodes))
  return blocks
}

/** The elements of that name that belong to a figure itself and not to a figure in it. */
function ownOf(element: TreeElement, tagName: string): TreeElement[] {
  const nested = elementsIn(element).filter((inner) => inner.tagName === 'figure')
  const theirs = new Set(nested.flatMap((inner) => elementsIn(inner)))
  return elementsIn(element).filter((inner) => inner.tagName === tagName && !theirs.has(inner))
}

/** A figure that was made around a bare picture gives it back; one with a caption stays. */
function unframe(node: TreeNode): TreeNode[] {
  const isBare =
    isElement(node) && node.tagName === 'figure' && ownOf(node, 'figcaption').length === 0
  return isBare && node.childNodes.every(isLonePicture) ? node.childNodes : [node]
}

function dropBlanks(parent: TreeParent): void {
  for (const node of parent.childNodes.slice()) {
    if (!isElement(node)) continue
    dropBlanks(node)
    const isBlank = normalText(textIn(node)) === '' && !hasPicture(node)
    if (!isBlank || !BLANKABLE.has(node.tagName)) continue
    // The spaces of an empty <strong> part two words.
    if (PHRASING.has(node.tagName)) unwrap(node)
    else removeNode(node)
  }
}

/** The body's highest heading is h2, since the title is h1; the others keep their distance from it. */
export function shiftHeadings(root: TreeParent): void {
  const headings = elementsIn(root).filter((element) => HEADINGS.has(element.tagName))
  const levels = headings.map((element) => Number(element.tagName[1]))
  const shift = 2 - Math.min(...levels)
  if (headings.length === 0 || shift === 0) return
  for (const element of headings) {
    const level = Math.min(6, Number(element.tagName[1]) + shift)
    const moved = createElement(`h${level}`, {}, element.childNodes)
    moved.attrs = element.attrs
    replaceNode(element, [moved])
  }
}

/** A heading with nothing under it announced a widget that printed nothing. */
export function dropTrailingHeading(root: TreeRoot, { report }: CleanState): void {
  for (let last = root.childNodes.at(-1); last; last = root.childNodes.at(-1)) {
    if (!isElement(last) || !HEADINGS.has(last.tagName)) return
    report.note('heading-without-text', 'dropped', textIn(last))
    removeNode(last)
  }
}
