import {
  hasText,
  createElement,
  elementsIn,
  isElement,
  replaceNode,
  textIn,
  type TreeParent,
  type TreeRoot,
} from '#content/html-tree.ts'
import { dropPart, type CleanState } from '../context.ts'
import { HEADINGS } from './kinds.ts'

/**
 * The body's highest heading is h2, since the title is h1, and no level below it is left out; which stands above which
 * stays as it was.
 */
export function shiftHeadings(root: TreeParent, { context, report }: CleanState): void {
  if (context.keptRules.includes('heading-levels')) return
  const headings = elementsIn(root).filter((element) => HEADINGS.has(element.tagName))
  const levels = [...new Set(headings.map(({ tagName }) => Number(tagName[1])))].toSorted()
  for (const element of headings) {
    const level = Math.min(6, 2 + levels.indexOf(Number(element.tagName[1])))
    if (element.tagName === `h${level}`) continue
    report.note('heading-levels', 'changed', `${element.tagName} to h${level}: ${textIn(element)}`)
    const moved = createElement(`h${level}`, {}, element.childNodes)
    moved.attrs = element.attrs
    replaceNode(element, [moved])
  }
}

/** A heading with nothing under it announced a widget that printed nothing; a body of headings alone keeps them. */
export function dropTrailingHeading(root: TreeRoot, state: CleanState): void {
  const hasMore = root.childNodes.some(
    (node) => isElement(node) && !HEADINGS.has(node.tagName) && hasText(node),
  )
  if (!hasMore) return
  for (let last = root.childNodes.at(-1); last; last = root.childNodes.at(-1)) {
    if (!isElement(last) || !HEADINGS.has(last.tagName)) return
    if (!dropPart(state, 'heading-without-text', last)) return
  }
}
