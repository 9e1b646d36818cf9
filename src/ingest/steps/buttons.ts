import {
  attributeOf,
  classesOf,
  closest,
  createElement,
  createText,
  elementsIn,
  findElement,
  hasText,
  isElement,
  normalText,
  removeNode,
  replaceNode,
  setChildren,
  textIn,
  unwrap,
  visitElements,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'
import { visibleLength } from '../visible.ts'

/** What themes and builders call a link that looks like a button. */
const BUTTON =
  /^(?:button|btn|elementor-button|wp-block-button__link|wp-element-button|et_pb_button|et_pb_promo_button|et_pb_more_button|vc_btn3|vc_general|w-btn|fl-button|fusion-button|kb-button|kt-button|stk-button|stk-block-button__button|uagb-button__link|uagb-buttons-repeater|gb-button|brxe-button|bricks-button|ct-link-button|tcb-button-link|tve_btnLink|thrv-button-link|ow-button|sow-button|ow-button-hover|maxbutton|su-button|mks_button|elementor-cta__button|elementor-price-table__button|has-button-style|cta-button|avia-button|bde-button__button|button-atom|aawp-button|lasso-button-\d|wprm-recipe-link-button)$/
/** What only a script of the old site opens. */
const SCRIPTED = /^(?:#elementor-action|#popup|javascript:)|^#?$/i
const BLOCKS = new Set('p li td th dd h1 h2 h3 h4 h5 h6 figcaption summary'.split(' '))

/** Links that look like buttons become one button a paragraph: the text, without icon and hover effects. */
export function convertButtons(root: TreeRoot, state: CleanState): void {
  visitElements(root, (element) => {
    if (element.tagName !== 'a') return
    const isIn = closest(element, ({ tagName }) => tagName === 'nav') !== null
    if (!isIn && isButton(element)) convertButton(element, state)
  })
}

function isButton(link: TreeElement): boolean {
  const classes = classesOf(link)
  if (classes.some((name) => BUTTON.test(name))) return true
  if (findElement(link, ({ tagName }) => tagName === 'button')) return true
  // SiteOrigin and Thrive name the box around the link.
  const box = link.parentNode && 'tagName' in link.parentNode ? classesOf(link.parentNode) : []
  return box.some((name) =>
    /^(?:ow-button-base|thrv_button|thrv-button|tcb-button|wp-block-button|stk-block-button|wp-block-gb-button)$/.test(
      name,
    ),
  )
}

function convertButton(link: TreeElement, { report }: CleanState): void {
  const text = labelOf(link)
  const image = elementsIn(link).find((inner) => inner.tagName === 'img')
  if (text === '') {
    if (!image) removeNode(link)
    return
  }
  const href = attributeOf(link, 'href')?.trim() ?? ''
  if (SCRIPTED.test(href)) {
    report.note('button-without-address', 'lost', text)
    replaceNode(link, [createElement('p', {}, [createText(text)])])
    return
  }
  report.note('button', 'kept', text)
  const target = attributeOf(link, 'target')
  const rel = attributeOf(link, 'rel')
  const button = createElement(
    'a',
    { class: 'button', href, ...(target && { target }), ...(rel && { rel }) },
    [createText(text)],
  )
  const block = closest(link, ({ tagName }) => BLOCKS.has(tagName))
  const isAlone = block !== null && !hasTextBeside(block, link)
  if (
    isAlone &&
    block.tagName === 'p' &&
    elementsIn(block).every((inner) => inner.tagName !== 'img')
  ) {
    setChildren(block, [button])
  } else if (block && block.tagName !== 'p') {
    replaceNode(link, [button])
  } else {
    replaceNode(link, [createElement('p', {}, [button])])
  }
}

/** Whether there is anything to read in a block but in one link of it; a row of a thousand is not read a thousand times. */
function hasTextBeside(block: TreeElement, link: TreeElement): boolean {
  return block.childNodes.some((node) => {
    if (node === link) return false
    return isElement(node) ? hasTextBeside(node, link) : hasText(node)
  })
}

/** What a button says: without what is there for a mouse that hovers. */
function labelOf(link: TreeElement): string {
  for (const inner of elementsIn(link)) {
    const isHidden = attributeOf(inner, 'aria-hidden') === 'true'
    const isIcon = classesOf(inner).some((name) =>
      /(?:^|[-_])icons?(?:$|[-_])|^fa[srlb]?$|dashicons|eicon/.test(name),
    )
    if ((isHidden || isIcon) && normalText(textIn(inner)).length <= 2) removeNode(inner)
  }
  return normalText(textIn(link))
}

/** Controls need a form's script and server; what a form says in words stays, and is reported. */
export function dropControls(root: TreeRoot, state: CleanState): void {
  const { report } = state
  dropLabels(root, state)
  visitElements(root, (element) => {
    const { tagName } = element
    if (tagName === 'form') {
      report.note('form', 'lost', textIn(element))
      unwrap(element)
    } else if (tagName === 'fieldset') {
      unwrap(element)
    } else if (tagName === 'button') {
      if (closest(element, (outer) => outer.tagName === 'a')) return unwrap(element)
      if (normalText(textIn(element))) report.note('form-control', 'lost', textIn(element))
      removeNode(element)
    } else if (CONTROLS.has(tagName)) {
      if (attributeOf(element, 'type') !== 'hidden') {
        report.note('form-control', 'lost', attributeOf(element, 'name') ?? tagName)
      }
      removeNode(element)
    }
  })
}

/** What a control is called says nothing once that is gone. */
function dropLabels(root: TreeRoot, state: CleanState): void {
  const elements = elementsIn(root)
  const ids = new Set(
    elements.flatMap((element) =>
      CONTROLS.has(element.tagName) ? (attributeOf(element, 'id') ?? []) : [],
    ),
  )
  for (const label of elements) {
    if (label.tagName !== 'label') continue
    const isOfControl =
      ids.has(attributeOf(label, 'for') ?? '') ||
      elementsIn(label).some(({ tagName }) => CONTROLS.has(tagName))
    // A line that can be ticked off is a line of the text.
    const isItem = closest(label, ({ tagName }) => tagName === 'form') === null
    if (!isOfControl || isItem) continue
    state.report.note('form-control', 'lost', textIn(label))
    state.excused += visibleLength(label)
    removeNode(label)
  }
}

const CONTROLS = new Set(
  'input select textarea datalist output progress meter option optgroup'.split(' '),
)
