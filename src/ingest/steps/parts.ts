import {
  attributeOf,
  classesOf,
  createText,
  elementsIn,
  findElement,
  hasClass,
  normalText,
  renameElement,
  replaceNode,
  textIn,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'

/** Spans that a widget's stylesheet sets on lines of their own. */
const LINES = new Set(
  `elementor-alert-title elementor-alert-description elementor-flip-box__layer__title wprm-call-to-action-header
  wprm-call-to-action-text aawp-product__info aawp-product__price aawp-product__ribbon lasso-disclosure
  kt-blocks-info-box-learnmore-wrap`.split(/\s+/),
)
/** Spans that stand at the other end of a line. */
const ENDS = new Set(
  `elementor-progress-percentage elementor-price-list-price et_pb_counter_container elementor-title
  vc_label_units fusion-progressbar-value uagb-progress-bar__number`.split(/\s+/),
)
const ON_A_LINE = /(?:^|[;\s])display\s*:\s*(?:block|flex|grid|table|list-item)\b/i

/** What only a stylesheet holds apart is apart in the text too: a title from what follows it, a name from its value. */
export function partText(root: TreeRoot): void {
  for (const element of elementsIn(root)) {
    if (hasClass(element, 'elementor-price-table__price')) {
      joinPrice(element)
      continue
    }
    if (element.tagName !== 'span') continue
    const names = classesOf(element)
    if (names.some((name) => ENDS.has(name))) replaceNode(element, [createText(' '), element])
    else if (
      names.some((name) => LINES.has(name)) ||
      ON_A_LINE.test(attributeOf(element, 'style') ?? '')
    ) {
      renameElement(element, 'div', ['id', 'lang', 'dir', 'class', 'style'])
    }
  }
}

/** A price whose cents are set small and high is one number. */
function joinPrice(price: TreeElement): void {
  const part = (name: string) => {
    const found = findElement(price, (inner) => hasClass(inner, `elementor-price-table__${name}`))
    return found ? normalText(textIn(found)) : ''
  }
  const cents = part('fractional-part')
  const sum = `${part('currency')}${part('integer-part')}${cents ? `.${cents}` : ''}`
  const old = part('original-price')
  const text = [old, sum, part('period')].filter(Boolean).join(' ')
  if (part('integer-part')) price.childNodes = [createText(text)]
  for (const child of price.childNodes) child.parentNode = price
}
