import {
  attributeOf,
  closest,
  createElement,
  createText,
  elementsIn,
  hasClass,
  isElement,
  isText,
  normalText,
  replaceNode,
  textIn,
  visitElements,
  type TreeElement,
  type TreeNode,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'

/** Boxes that a typesetter prints around a formula, which say it a second time in pieces of letters. */
const TYPESET = ['katex', 'MathJax', 'MathJax_Display', 'mwe-math-element']
/** What running text can say too. */
const SIMPLE = new Set(
  'math semantics mrow mstyle mpadded mi mn mo mtext mspace ms msup msub msubsup mfrac msqrt annotation annotation-xml'.split(
    ' ',
  ),
)

/** Formulas as running text with its sub- and superscripts; one that needs two dimensions as its TeX. */
export function convertFormulas(root: TreeRoot, { report }: CleanState): void {
  visitElements(root, (element) => {
    if (element.tagName !== 'math') return
    const box = closest(
      element,
      (outer) => hasClass(outer, ...TYPESET) || outer.tagName === 'mjx-container',
    )
    // One box may hold the formula for several readers.
    if (box?.parentNode === null) return
    const tex = texOf(element)
    const isSimple = elementsIn(element).every(({ tagName }) => SIMPLE.has(tagName))
    const words = isSimple ? element.childNodes.flatMap(phrasing) : []
    const isBlock = attributeOf(element, 'display') === 'block'
    const shown =
      isSimple && words.length > 0
        ? words
        : tex
          ? [createElement('code', { class: 'language-tex' }, [createText(tex)])]
          : [createText(normalText(textIn(element)))]
    report.note('formula', isSimple || tex ? 'changed' : 'lost', tex || textIn(element))
    replaceNode(box ?? element, isBlock ? [createElement('p', {}, shown)] : shown)
  })
}

function texOf(math: TreeElement): string {
  const note = elementsIn(math).find(
    (inner) => inner.tagName === 'annotation' && /tex/i.test(attributeOf(inner, 'encoding') ?? ''),
  )
  return (note ? textIn(note) : (attributeOf(math, 'alttext') ?? '')).trim()
}

function phrasing(node: TreeNode): TreeNode[] {
  if (isText(node)) return node.value.trim() === '' ? [] : [createText(node.value.trim())]
  if (!isElement(node) || node.tagName.startsWith('annotation')) return []
  const parts = node.childNodes.filter(isElement)
  const part = (index: number) => {
    const found = parts[index]
    return found ? phrasing(found) : []
  }
  switch (node.tagName) {
    case 'msup':
      return [...part(0), createElement('sup', {}, part(1))]
    case 'msub':
      return [...part(0), createElement('sub', {}, part(1))]
    case 'msubsup':
      return [...part(0), createElement('sub', {}, part(1)), createElement('sup', {}, part(2))]
    case 'mfrac':
      return [...grouped(parts[0]), createText('/'), ...grouped(parts[1])]
    case 'msqrt':
      return [createText('√('), ...node.childNodes.flatMap(phrasing), createText(')')]
    case 'mspace':
      return [createText(' ')]
    default:
      return node.childNodes.flatMap(phrasing)
  }
}

/** A term of more than one sign needs brackets when it no longer stands above a line. */
function grouped(term: TreeElement | undefined): TreeNode[] {
  if (!term) return []
  const words = phrasing(term)
  const isSingle = words.length === 1 && term.tagName !== 'mfrac'
  return isSingle ? words : [createText('('), ...words, createText(')')]
}
