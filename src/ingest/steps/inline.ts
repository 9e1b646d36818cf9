import {
  attributeOf,
  closest,
  createElement,
  elementsIn,
  isElement,
  isText,
  removeNode,
  renameElement,
  replaceNode,
  setAttribute,
  setChildren,
  unwrap,
  type TreeElement,
  type TreeNode,
  type TreeParent,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'
import { hasBlocks } from './kinds.ts'

const RENAMED: Record<string, string> = {
  b: 'strong',
  i: 'em',
  strike: 's',
  acronym: 'abbr',
  tt: 'code',
  dfn: 'em',
}
/** Elements of presentation: what their style says they mean, else nothing. */
const PLAIN = new Set('span font u big nobr label data center'.split(' '))
/** What a style means; the first of each pair is what turns it off. */
const STYLES: readonly { tag: string; on: RegExp; off: RegExp }[] = [
  {
    tag: 'strong',
    on: /font-weight\s*:\s*(?:bold(?:er)?|[6-9]00)\b/i,
    off: /font-weight\s*:\s*(?:normal|lighter|[1-4]00)\b/i,
  },
  { tag: 'em', on: /font-style\s*:\s*(?:italic|oblique)/i, off: /font-style\s*:\s*normal/i },
  { tag: 's', on: /text-decoration(?:-line)?\s*:[^;]*line-through/i, off: /^$/ },
  { tag: 'sup', on: /vertical-align\s*:\s*super/i, off: /^$/ },
  { tag: 'sub', on: /vertical-align\s*:\s*sub\b/i, off: /^$/ },
]

/** Presentational elements become what they mean; those that mean nothing leave their text. */
export function renameInline(root: TreeRoot, { context }: CleanState): void {
  const language = (tag: string) => tag.split(/[-_]/)[0]?.toLowerCase()
  const ours = language(context.region.locale)
  for (const element of elementsIn(root)) {
    const { tagName } = element
    if (tagName === 'span' || tagName === 'font') {
      const lang = attributeOf(element, 'lang') ?? attributeOf(element, 'xml:lang')
      const isWithin =
        closest(
          element,
          (outer) => attributeOf(outer, 'lang') !== null || attributeOf(outer, 'dir') !== null,
        ) !== null
      if (lang && language(lang) === ours && !isWithin) setAttribute(element, 'lang', null)
      if (attributeOf(element, 'dir') === context.region.direction && !isWithin) {
        setAttribute(element, 'dir', null)
      }
    }
    if (PLAIN.has(tagName)) convertPlain(element)
    else convertMark(element)
  }
}

function convertPlain(element: TreeElement): void {
  const style = attributeOf(element, 'style') ?? ''
  const marks = STYLES.filter(
    ({ tag, on }) => on.test(style) && !closest(element, (outer) => outer.tagName === tag),
  )
  const isNamed = ['lang', 'dir', 'id'].some((name) => attributeOf(element, name))
  if (marks.length > 0 && !hasBlocks(element)) {
    const inner = marks
      .slice(1)
      .reduce<readonly TreeNode[]>(
        (nodes, { tag }) => [createElement(tag, {}, nodes)],
        element.childNodes,
      )
    const outer = createElement(marks[0]?.tag ?? 'strong', {}, inner)
    outer.attrs = element.attrs.filter(({ name }) => ['lang', 'dir', 'id'].includes(name))
    replaceNode(element, [outer])
  } else if (!isNamed || element.tagName === 'center' || hasBlocks(element)) {
    // A span around blocks with a language of its own dissolves later and leaves it to them.
    if (element.tagName !== 'center' && !(isNamed && hasBlocks(element))) unwrap(element)
  } else if (element.tagName !== 'span') renameElement(element, 'span', ['lang', 'dir', 'id'])
}

function convertMark(element: TreeElement): void {
  const { tagName } = element
  const style = attributeOf(element, 'style')
  const meaning = RENAMED[tagName] ?? tagName
  // Pastes wrap whole documents in a b that is none.
  const isOff = style !== null && STYLES.some(({ tag, off }) => tag === meaning && off.test(style))
  if (isOff) return unwrap(element)
  // A nested mark of the same kind says nothing more.
  const isTwice =
    (meaning === 'strong' || meaning === 'em') &&
    element.parentNode !== null &&
    closest(element, (outer) => (RENAMED[outer.tagName] ?? outer.tagName) === meaning) !== null
  if (isTwice) return unwrap(element)
  if (tagName === 'i' && attributeOf(element, 'lang')) return
  if (RENAMED[tagName]) renameElement(element, meaning, ['id', 'lang', 'dir', 'title'])
}

/** Joins neighbouring texts and makes white space single, outside preformatted text. */
export function tidyText(parent: TreeParent): void {
  let before: TreeNode | undefined
  for (const node of parent.childNodes.slice()) {
    if (isElement(node)) {
      if (node.tagName !== 'pre') tidyText(node)
      before = undefined
      continue
    }
    if (!isText(node)) continue
    if (before && isText(before)) {
      before.value += node.value
      removeNode(node)
    } else before = node
  }
  for (const node of parent.childNodes) {
    if (isText(node))
      node.value = node.value.replace(/[ \t\n\r\f\u200b\ufeff\u00ad]*[ \t\n\r\f][ \t\n\r\f]*/g, ' ')
  }
}

function copyOf(mark: TreeElement, children: readonly TreeNode[]): TreeElement {
  const copy = createElement(mark.tagName, {}, children)
  copy.attrs = mark.attrs.filter(({ name }) => name !== 'id').map((attribute) => ({ ...attribute }))
  return copy
}

/** Moves a mark or a link around blocks into each of them. */
export function spreadMark(mark: TreeElement): void {
  const spread = (parent: TreeElement) => {
    const runs: TreeNode[] = []
    let run: TreeNode[] = []
    const flush = () => {
      const isBlank = run.every((node) => isText(node) && node.value.trim() === '')
      if (run.length > 0) runs.push(...(isBlank ? run : [copyOf(mark, run)]))
      run = []
    }
    for (const node of parent.childNodes) {
      if (!isElement(node) || (!hasBlocks(node) && INLINE.has(node.tagName))) run.push(node)
      else {
        flush()
        const isSaid = mark.tagName !== 'a' && /^h[1-6]$/.test(node.tagName)
        if (!isSaid && !KEPT_OUT.has(node.tagName)) spread(node)
        runs.push(node)
      }
    }
    flush()
    setChildren(parent, runs)
  }
  spread(mark)
}

const INLINE = new Set(
  'a abbr b br cite code del em i img ins kbd mark picture q s small span strong sub sup time u'.split(
    ' ',
  ),
)
/** In these a mark would be twice said or wrong. */
const KEPT_OUT = new Set('pre iframe audio video hr table'.split(' '))
