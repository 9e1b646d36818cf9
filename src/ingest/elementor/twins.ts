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
import type { CleanState } from '../context.ts'

const DEVICES = ['desktop', 'tablet', 'mobile']

/**
 * Of two neighbours that no device shows together the desktop's stays. A hidden element without such a partner is
 * content and stays; one that every device hides goes.
 */
export function resolveTwins(root: TreeRoot, state: CleanState): void {
  for (const parent of [root, ...elementsIn(root)]) resolveIn(parent, state)
}

function resolveIn(parent: TreeParent, { report }: CleanState): void {
  const children = parent.childNodes.filter(isElement)
  for (const [index, element] of children.entries()) {
    const hidden = hiddenOn(element)
    if (hidden.length === DEVICES.length) {
      report.note('hidden-everywhere', 'dropped', describe(element))
      removeNode(element)
      continue
    }
    const next = children[index + 1]
    if (!next || hidden.length === 0 || !areComplementary(hidden, hiddenOn(next))) continue
    const dropped = hidden.includes('desktop') ? element : next
    const kept = dropped === element ? next : element
    const isSame = describe(kept) === describe(dropped)
    report.note('twin', isSame ? 'dropped' : 'changed', describe(dropped))
    removeNode(dropped)
  }
}

function hiddenOn(element: TreeElement): string[] {
  const classes = classesOf(element)
  return DEVICES.filter(
    (device) =>
      classes.includes(`elementor-hidden-${device}`) ||
      (device === 'mobile' && classes.includes('elementor-hidden-phone')),
  )
}

function areComplementary(a: readonly string[], b: readonly string[]): boolean {
  return (
    b.length > 0 &&
    a.length + b.length === DEVICES.length &&
    !a.some((device) => b.includes(device))
  )
}

function describe(element: TreeElement): string {
  const images = elementsIn(element).flatMap((inner) =>
    inner.tagName === 'img' ? [attributeOf(inner, 'src') ?? ''] : [],
  )
  return [normalText(textIn(element)), ...images].filter(Boolean).join(' ')
}
