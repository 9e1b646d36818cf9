import {
  attributeOf,
  classesOf,
  createElement,
  createText,
  elementsIn,
  findElement,
  hasClass,
  hasText,
  isElement,
  normalText,
  removeNode,
  replaceNode,
  setChildren,
  textIn,
  visitElements,
  type TreeElement,
  type TreeNode,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'
import { visibleLength } from '../visible.ts'
import { ITEM_OF, TABS_OF, type Item, type Tabs } from './disclosure-classes.ts'

/** Accordions, toggles, tabs and questions with answers become details with a summary each. */
export function convertDisclosures(root: TreeRoot, state: CleanState): void {
  visitElements(root, (element) => {
    if (element.tagName === 'details') return flattenSummary(element, state)
    for (const name of classesOf(element)) {
      const item = ITEM_OF.get(name)
      if (item && convertItem(element, item, state)) return
      const tabs = TABS_OF.get(name)
      if (tabs && convertTabs(element, tabs, state)) return
    }
    if (element.tagName === 'button' && convertExpander(root, element, state)) return
    if (attributeOf(element, 'role') === 'tablist') convertTablist(root, element, state)
    else if (attributeOf(element, 'itemtype')?.endsWith('schema.org/Question'))
      convertQuestion(element, state)
  })
}

/** Of the first of these classes that anything below has; `name>` means the children of that element. */
function partsOf(element: TreeElement, names: readonly string[]): TreeElement[] {
  for (const name of names) {
    const own = name.replace('>', '')
    const found = elementsIn(element).filter((inner) => hasClass(inner, own))
    const parts = name.endsWith('>') ? (found[0]?.childNodes.filter(isElement) ?? []) : found
    if (parts.length > 0) return parts
  }
  return []
}

function convertItem(element: TreeElement, item: Item, state: CleanState): boolean {
  const [title] = partsOf(element, item.title)
  const contents = partsOf(element, item.content).filter((one, index, all) => {
    // An outer wrapper of the same class holds the inner one already.
    return all.slice(0, index).every((other) => !elementsIn(other).includes(one))
  })
  const content = contents.filter((one) => one !== title)
  const text = title ? titleText(title, state) : ''
  if (!title || text === '' || content.length === 0) return false
  state.report.note(item.rule ?? 'accordion', 'kept', text)
  replaceNode(element, [
    detailsOf(
      text,
      content.flatMap((one) => one.childNodes),
    ),
  ])
  return true
}

function convertTabs(element: TreeElement, tabs: Tabs, state: CleanState): boolean {
  const titles = partsOf(element, tabs.titles)
  const panels = partsOf(element, tabs.panels)
  if (titles.length === 0 || titles.length !== panels.length) return false
  const items = titles.map((title, index) => {
    state.report.note('tabs', 'kept', titleText(title, state))
    return detailsOf(titleText(title, state), panels[index]?.childNodes ?? [])
  })
  replaceNode(element, items)
  return true
}

/** Tabs as the ARIA practices have them: each says by id what it controls. */
function convertTablist(root: TreeRoot, list: TreeElement, state: CleanState): void {
  const tabs = elementsIn(list).filter((inner) => attributeOf(inner, 'role') === 'tab')
  const links = tabs.map((tab) => findElement(tab, (inner) => inner.tagName === 'a') ?? tab)
  const targets = tabs.map((tab, index) => {
    const link = links[index] ?? tab
    const id = attributeOf(tab, 'aria-controls') ?? attributeOf(link, 'href')?.replace(/^#/, '')
    return id ? findElement(root, (inner) => attributeOf(inner, 'id') === id) : undefined
  })
  if (tabs.length === 0 || targets.some((target) => target === undefined)) return
  for (const [index, target] of targets.entries()) {
    const tab = tabs[index]
    if (!target || !tab) continue
    state.report.note('tabs', 'kept', titleText(tab, state))
    replaceNode(target, [detailsOf(titleText(tab, state), target.childNodes)])
  }
  removeNode(list)
}

/** A button that opens what it names by id, as the ARIA practices have a disclosure. */
function convertExpander(root: TreeRoot, button: TreeElement, state: CleanState): boolean {
  const id = attributeOf(button, 'aria-controls')
  if (!id || attributeOf(button, 'aria-expanded') === null) return false
  const target = findElement(root, (inner) => attributeOf(inner, 'id') === id)
  const isApart = target && !elementsIn(target).includes(button)
  const title = titleText(button, state)
  // A menu that a button opens is no text of the article's.
  if (!isApart || title === '' || !hasText(target) || target.tagName === 'nav') return false
  state.report.note('accordion', 'kept', title)
  replaceNode(target, [detailsOf(title, target.childNodes)])
  removeNode(button)
  return true
}

function convertQuestion(element: TreeElement, state: CleanState): void {
  const part = (name: string) =>
    findElement(element, (inner) =>
      (attributeOf(inner, 'itemprop') ?? '').split(/\s+/).includes(name),
    )
  const title = part('name')
  const answer = part('acceptedAnswer') ?? part('suggestedAnswer')
  if (!title || !answer || titleText(title, state) === '') return
  state.report.note('faq', 'kept', titleText(title, state))
  replaceNode(element, [detailsOf(titleText(title, state), answer.childNodes)])
}

/** Without signs that only show whether it is open. */
function titleText(title: TreeElement, state: CleanState): string {
  for (const inner of elementsIn(title)) {
    const isSign =
      attributeOf(inner, 'aria-hidden') === 'true' ||
      classesOf(inner).some((name) => /icon/i.test(name))
    // A class that says icon may stand on a wrapper of the whole.
    if (!isSign || normalText(textIn(inner)).length > 2 || inner.parentNode === null) continue
    state.excused += visibleLength(inner)
    removeNode(inner)
  }
  return normalText(textIn(title))
}

function detailsOf(title: string, content: readonly TreeNode[]): TreeElement {
  const summary = createElement('summary', {}, [createText(title)])
  return createElement('details', {}, [summary, ...content])
}

function flattenSummary(details: TreeElement, state: CleanState): void {
  const summary = details.childNodes.find((node) => isElement(node) && node.tagName === 'summary')
  if (!summary || !isElement(summary)) return
  const wasPlain = !summary.childNodes.some(isElement)
  state.report.note('accordion', 'kept', textIn(summary))
  if (wasPlain) return
  setChildren(summary, [createText(titleText(summary, state))])
}
