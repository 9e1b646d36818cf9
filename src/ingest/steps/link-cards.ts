import {
  attributeOf,
  classesOf,
  closest,
  createElement,
  createText,
  findElement,
  hasClass,
  hasText,
  isElement,
  normalText,
  removeNode,
  replaceNode,
  textIn,
  visitElements,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'
import { visibleLength } from '../visible.ts'

/** Cards that a theme or plugin draws of another page's head, and the class of the title in each. */
const CARDS: Record<string, string> = {
  blogcard: 'blogcard-title',
  'p-blogCard': 'p-blogCard__title',
  'sng-link-card': 'sng-link-card__title',
  'lkc-link': 'lkc-title-text',
  'embedly-card': 'title',
  'kg-bookmark-container': 'kg-bookmark-title',
  'wp-block-vk-blocks-link-preview': 'title',
}

/** A card of another page is a link with that page's title; a link that says itself twice for a mouse says it once. */
export function convertLinkCards(root: TreeRoot, state: CleanState): void {
  visitElements(root, (element) => {
    for (const name of classesOf(element)) {
      const title = Object.hasOwn(CARDS, name) ? CARDS[name] : undefined
      if (title && convertCard(element, title, state)) return
    }
    if (element.tagName === 'span' || element.tagName === 'div') dropHoverTwin(element, state)
  })
}

function convertCard(card: TreeElement, titleClass: string, state: CleanState): boolean {
  const isLink = (element: TreeElement) => element.tagName === 'a'
  const link = isLink(card) ? card : (findElement(card, isLink) ?? closest(card, isLink))
  const title = findElement(card, (inner) => hasClass(inner, titleClass))
  const href = link && attributeOf(link, 'href')
  if (!href || !title || !hasText(title)) return false
  const text = normalText(textIn(title))
  state.report.note('link-card', 'changed', href)
  state.excused += visibleLength(card) - visibleLength(title)
  const line = createElement('a', { href }, [createText(text)])
  replaceNode(link !== card && isAround(link, card) ? link : card, [createElement('p', {}, [line])])
  return true
}

function isAround(link: TreeElement, card: TreeElement): boolean {
  return closest(card, (outer) => outer === link) !== null
}

/** Two boxes of the same words that roll over each other in a link, and nothing beside them. */
function dropHoverTwin(box: TreeElement, state: CleanState): void {
  const outer = box.parentNode
  if (!outer || !isElement(outer)) return
  if (closest(box, ({ tagName }) => tagName === 'a') === null || !hasText(box)) return
  const shown = outer.childNodes.filter((node) => hasText(node))
  const [first, second, ...others] = shown
  if (first !== box || !second || others.length > 0 || !isElement(second)) return
  if (second.tagName !== box.tagName || textIn(second).trim() !== textIn(box).trim()) return
  state.report.note('hover-twin', 'dropped', textIn(second))
  state.excused += visibleLength(second)
  removeNode(second)
}
