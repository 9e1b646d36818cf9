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

/** One question with its answer, by the classes that a builder gives the item, what opens it and what it opens. */
interface Item {
  item: string
  title: readonly string[]
  content: readonly string[]
  rule?: string
}

const ITEMS: readonly Item[] = [
  {
    item: 'elementor-accordion-item',
    title: ['elementor-tab-title'],
    content: ['elementor-tab-content'],
  },
  {
    item: 'elementor-toggle-item',
    title: ['elementor-tab-title'],
    content: ['elementor-tab-content'],
  },
  { item: 'et_pb_toggle', title: ['et_pb_toggle_title'], content: ['et_pb_toggle_content'] },
  { item: 'vc_toggle', title: ['vc_toggle_title'], content: ['vc_toggle_content'] },
  {
    item: 'vc_tta-panel',
    title: ['vc_tta-panel-title', 'vc_tta-panel-heading'],
    content: ['vc_tta-panel-body'],
  },
  {
    item: 'wpb_accordion_section',
    title: ['wpb_accordion_header'],
    content: ['wpb_accordion_content'],
  },
  {
    item: 'schema-faq-section',
    title: ['schema-faq-question'],
    content: ['schema-faq-answer'],
    rule: 'faq',
  },
  {
    item: 'rank-math-list-item',
    title: ['rank-math-question'],
    content: ['rank-math-answer'],
    rule: 'faq',
  },
  {
    item: 'rank-math-faq-item',
    title: ['rank-math-question'],
    content: ['rank-math-answer'],
    rule: 'faq',
  },
  {
    item: 'aioseo-faq-block',
    title: ['aioseo-faq-block-question'],
    content: ['aioseo-faq-block-answer'],
    rule: 'faq',
  },
  {
    item: 'wp-block-accordion-item',
    title: ['wp-block-accordion-heading__toggle-title', 'wp-block-accordion-heading'],
    content: ['wp-block-accordion-panel'],
  },
  {
    item: 'wp-block-kadence-pane',
    title: ['kt-blocks-accordion-title', 'kt-blocks-accordion-header'],
    content: ['kt-accordion-panel-inner', 'kt-accordion-panel'],
  },
  {
    item: 'uagb-faq-item',
    title: ['uagb-question', 'uagb-faq-questions'],
    content: ['uagb-faq-content'],
    rule: 'faq',
  },
  {
    item: 'wp-block-ub-content-toggle-accordion',
    title: ['wp-block-ub-content-toggle-accordion-title'],
    content: ['wp-block-ub-content-toggle-accordion-content-wrap'],
  },
  {
    item: 'gb-accordion__item',
    title: ['gb-accordion__toggle'],
    content: ['gb-accordion__content'],
  },
  {
    item: 'fl-accordion-item',
    title: ['fl-accordion-button-label', 'fl-accordion-button'],
    content: ['fl-accordion-content'],
  },
  {
    item: 'fusion-panel',
    title: ['fusion-toggle-heading', 'panel-title', 'panel-heading'],
    content: ['panel-body', 'toggle-content'],
  },
  {
    item: 'sow-accordion-panel',
    title: ['sow-accordion-title', 'sow-accordion-panel-header'],
    content: ['sow-accordion-panel-content'],
  },
  { item: 'tve_faq', title: ['tve_faqI', 'tve-toggle-text'], content: ['tve_faqC'] },
  { item: 'thrv_toggle_item', title: ['thrv_toggle_title'], content: ['thrv_toggle_content'] },
  {
    item: 'w-tabs-section',
    title: ['w-tabs-section-title', 'w-tabs-section-header'],
    content: ['w-tabs-section-content'],
  },
  { item: 'su-spoiler', title: ['su-spoiler-title'], content: ['su-spoiler-content'] },
  {
    item: 'eael-accordion-list',
    title: ['eael-accordion-tab-title', 'eael-accordion-header'],
    content: ['eael-accordion-content'],
  },
  {
    item: 'bde-faq__item',
    title: ['bde-faq__title', 'bde-faq__question'],
    content: ['bde-faq__answer-content', 'bde-faq__answer'],
    rule: 'faq',
  },
  {
    item: 'bde-accordion__item',
    title: ['bde-accordion__title', 'bde-accordion__title-tag'],
    content: ['bde-accordion__content-wrapper', 'bde-accordion__content'],
  },
  {
    item: 'swell-block-faq__item',
    title: ['faq_q'],
    content: ['faq_a'],
    rule: 'faq',
  },
  {
    item: 'wp-block-cocoon-blocks-faq',
    title: ['faq-question-content'],
    content: ['faq-answer-content'],
    rule: 'faq',
  },
  { item: 'av_toggle_section', title: ['toggler'], content: ['toggle_content', 'toggle_wrap'] },
  { item: 'av_tab_section', title: ['tab'], content: ['tab_inner_content', 'tab_content'] },
  {
    item: 'accordion-item',
    title: ['accordion-title', 'accordion-button', 'accordion-header', 'brxe-heading'],
    content: [
      'accordion-content-wrapper',
      'accordion-body',
      'accordion-content',
      'accordion-inner',
      'accordion-collapse',
    ],
  },
]
const ITEM_OF = new Map(ITEMS.map((item) => [item.item, item]))

/** Tabs: what names each, and what each shows, in the same order. */
interface Tabs {
  container: string
  titles: readonly string[]
  panels: readonly string[]
}

const TABS: readonly Tabs[] = [
  {
    container: 'elementor-tabs',
    titles: ['elementor-tab-desktop-title', 'elementor-tab-title'],
    panels: ['elementor-tab-content'],
  },
  { container: 'e-n-tabs', titles: ['e-n-tab-title'], panels: ['e-n-tabs-content>'] },
  { container: 'et_pb_tabs', titles: ['et_pb_tabs_controls>'], panels: ['et_pb_tab'] },
  {
    container: 'wpb_tabs',
    titles: ['wpb_tabs_nav>', 'ui-tabs-nav>'],
    panels: ['wpb_tab', 'ui-tabs-panel'],
  },
  {
    container: 'kt-tabs-wrap',
    titles: ['kt-tab-title'],
    panels: ['wp-block-kadence-tab', 'kt-tab-inner-content'],
  },
  {
    container: 'uagb-tabs__wrap',
    titles: ['uagb-tabs__panel>'],
    panels: ['uagb-tabs__body-container'],
  },
  {
    container: 'wp-block-ub-tabbed-content',
    titles: ['wp-block-ub-tabbed-content-tab-title-wrap'],
    panels: ['wp-block-ub-tabbed-content-tab-content-wrap'],
  },
  {
    container: 'fl-tabs',
    titles: ['fl-tabs-labels>', 'fl-tabs-label'],
    panels: ['fl-tabs-panel-content'],
  },
  { container: 'fusion-tabs', titles: ['nav-tabs>'], panels: ['tab-pane'] },
  {
    container: 'sow-tabs',
    titles: ['sow-tabs-title', 'sow-tabs-tab'],
    panels: ['sow-tabs-panel-content', 'sow-tabs-panel'],
  },
  { container: 'brxe-tabs', titles: ['tab-title'], panels: ['tab-pane'] },
  { container: 'su-tabs', titles: ['su-tabs-nav>'], panels: ['su-tabs-pane'] },
  {
    container: 'eael-advance-tabs',
    titles: ['eael-tab-nav-item'],
    panels: ['eael-tab-content-item'],
  },
  { container: 'nav-tabs-wrapper', titles: ['nav-tabs>'], panels: ['tab-pane'] },
]
const TABS_OF = new Map(TABS.map((tabs) => [tabs.container, tabs]))

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
