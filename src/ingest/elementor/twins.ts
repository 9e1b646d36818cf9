import {
  attributeOf,
  classesOf,
  elementsIn,
  isElement,
  normalText,
  removeNode,
  textIn,
  type TreeElement,
  type TreeParent,
  type TreeRoot,
} from '#content/html-tree.ts'
import { dropPart, type CleanState } from '../context.ts'
import { visibleLength } from '../visible.ts'

const DESKTOP = 1
const TABLET = 2
const PHONE = 4
const ALL = DESKTOP | TABLET | PHONE

/** Where each builder's class hides an element. Devices between these three count as the nearest. */
const HIDDEN: Record<string, number> = {
  'elementor-hidden-desktop': DESKTOP,
  'elementor-hidden-tablet': TABLET,
  'elementor-hidden-mobile': PHONE,
  'elementor-hidden-phone': PHONE,
  'fl-visible-desktop': TABLET | PHONE,
  'fl-visible-large': TABLET | PHONE,
  'fl-visible-medium': DESKTOP | PHONE,
  'fl-visible-mobile': DESKTOP | TABLET,
  'fl-visible-desktop-medium': PHONE,
  'fl-visible-medium-mobile': DESKTOP,
  'fusion-no-large-visibility': DESKTOP,
  'fusion-no-medium-visibility': TABLET,
  'fusion-no-small-visibility': PHONE,
  'vc_hidden-lg': DESKTOP,
  'vc_hidden-sm': TABLET,
  'vc_hidden-xs': PHONE,
  'uag-hide-desktop': DESKTOP,
  'uag-hide-tab': TABLET,
  'uag-hide-mob': PHONE,
  'stk--hide-desktop': DESKTOP,
  'stk--hide-tablet': TABLET,
  'stk--hide-mobile': PHONE,
  'hide-on-desktop': DESKTOP,
  'hide-on-tablet': TABLET,
  'hide-on-mobile': PHONE,
  'kvs-lg-false': DESKTOP,
  'kvs-md-false': TABLET,
  'kvs-sm-false': PHONE,
  'kb-hide-desktop': DESKTOP,
  'kb-hide-tablet': TABLET,
  'kb-hide-mobile': PHONE,
  'tcb-desktop-hidden': DESKTOP,
  'tcb-tablet-hidden': TABLET,
  'tcb-mobile-hidden': PHONE,
  'hide-for-small': PHONE,
  'show-for-small': DESKTOP | TABLET,
  'hide-for-medium': TABLET | PHONE,
  'show-for-medium': DESKTOP,
  'block-visibility-hide-large-screen': DESKTOP,
  'block-visibility-hide-medium-screen': TABLET,
  'block-visibility-hide-small-screen': PHONE,
  'visible-xs': DESKTOP | TABLET,
  'visible-xs-block': DESKTOP | TABLET,
  'hidden-xs': PHONE,
  'hidden-lg': DESKTOP,
  'd-md-none': DESKTOP | TABLET,
  'd-lg-none': DESKTOP,
  'only-desktop': TABLET | PHONE,
  'desktop-only': TABLET | PHONE,
  'only-mobile': DESKTOP | TABLET,
  'mobile-only': DESKTOP | TABLET,
}
/** Bootstrap hides everywhere and shows again from a width on. */
const SHOWN_AGAIN = /^d-(?:md|lg)-(?:block|flex|inline|inline-block|grid)$/
/** Texts that share fewer of their words than this are not each other's twins. */
const MIN_SHARED_WORDS = 0.3
const MIN_TEXT = 40

interface Hidden {
  element: TreeElement
  on: number
}

/**
 * Of two that no device shows together, the desktop's stays: neighbours by their classes alone, any others when they
 * hold the same texts and pictures. A hidden element without such a partner is content and stays; one that every
 * device hides goes.
 */
export function resolveTwins(root: TreeRoot, state: CleanState): void {
  const hidden: Hidden[] = []
  for (const element of elementsIn(root)) {
    const on = hiddenOn(element)
    if (on !== 0) hidden.push({ element, on })
  }
  const seen = hidden.filter(({ element, on }) => {
    if (!isIn(root, element)) return false
    return on !== ALL || !dropPart(state, 'hidden-everywhere', element, label(element))
  })
  for (const { element } of seen) if (isIn(root, element)) resolveNeighbours(element, state)
  resolveEqual(
    seen.filter(({ element }) => isIn(root, element)),
    state,
  )
}

function hiddenOn(element: TreeElement): number {
  const classes = classesOf(element)
  let on = 0
  for (const name of classes) on |= HIDDEN[name] ?? 0
  if (classes.includes('d-none')) on = classes.some((name) => SHOWN_AGAIN.test(name)) ? PHONE : ALL
  return on
}

function isIn(root: TreeParent, element: TreeElement): boolean {
  for (
    let node: TreeParent | null = element;
    node;
    node = 'parentNode' in node ? node.parentNode : null
  ) {
    if (node === root) return true
  }
  return false
}

function resolveNeighbours(element: TreeElement, state: CleanState): void {
  const on = hiddenOn(element)
  for (let next = nextShown(element); next; next = nextShown(element)) {
    const nextOn = hiddenOn(next)
    if (nextOn === 0 || nextOn === ALL || (on | nextOn) !== ALL) return
    const [kept, dropped] = on & DESKTOP ? [next, element] : [element, next]
    if (!dropTwin(kept, dropped, state) || dropped === element) return
  }
}

/** The next element that shows anything at all. */
function nextShown(element: TreeElement): TreeElement | undefined {
  const siblings = element.parentNode?.childNodes ?? []
  return siblings
    .slice(siblings.indexOf(element) + 1)
    .filter(isElement)
    .find((next) => visibleLength(next) > 0 || imagesIn(next).length > 0 || hiddenOn(next) > 0)
}

function dropTwin(kept: TreeElement, dropped: TreeElement, state: CleanState): boolean {
  const { report, context } = state
  const text = normalText(textIn(dropped))
  const keptText = normalText(textIn(kept))
  if (text.length > MIN_TEXT && sharedWords(text, keptText) < MIN_SHARED_WORDS) {
    report.note('twin-differs', 'kept', text)
    return false
  }
  if (context.keptRules.includes('twin')) return false
  const keptImages = imagesIn(kept)
  const others = imagesIn(dropped).filter((file) => !keptImages.includes(file))
  if (text === keptText && others.length === 0) {
    return dropPart(state, 'twin', dropped, label(dropped))
  }
  report.note('twin-other-file', 'changed', others.length > 0 ? others.join(' ') : text)
  state.excused += visibleLength(dropped)
  removeNode(dropped)
  return true
}

function sharedWords(text: string, other: string): number {
  const words = text.toLowerCase().split(' ')
  const known = new Set(other.toLowerCase().split(' '))
  return words.filter((word) => known.has(word)).length / words.length
}

function resolveEqual(hidden: readonly Hidden[], state: CleanState): void {
  const bySignature = new Map<string, Hidden[]>()
  for (const one of hidden) {
    const signature = `${normalText(textIn(one.element))} ${imagesIn(one.element).join(' ')}`.trim()
    if (signature === '') continue
    const same = bySignature.get(signature) ?? []
    const twin = same.find(({ element, on }) => element.parentNode && (on | one.on) === ALL)
    if (twin) {
      const { element } = twin.on & DESKTOP ? twin : one
      dropPart(state, 'twin', element, label(element))
    }
    bySignature.set(signature, [...same, one])
  }
}

function imagesIn(element: TreeElement): string[] {
  return elementsIn(element).flatMap((inner) => {
    if (inner.tagName !== 'img') return []
    const address = attributeOf(inner, 'data-src') ?? attributeOf(inner, 'src') ?? ''
    return [address.replace(/-\d+x\d+(?=\.\w+$)/, '')]
  })
}

function label(element: TreeElement): string {
  return normalText(textIn(element)) || imagesIn(element).join(' ')
}
