import {
  attributeOf,
  classesOf,
  createElement,
  createText,
  elementsIn,
  isElement,
  isText,
  normalText,
  removeNode,
  replaceNode,
  setAttribute,
  setChildren,
  textIn,
  unwrap,
  visitElements,
  type TreeElement,
  type TreeParent,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'
import { visibleLength } from '../visible.ts'

/** Code and settings: gone with what is in them, and no loss to a reader. */
const CODE = new Set('script style link meta base template title head xmp'.split(' '))
/** Drawings that only mean something to whoever drew them. */
const DRAWINGS = new Set('svg canvas'.split(' '))
/** Named for a program that a paste came from (`o:p`, `w:sdt`): what is in them stays. */
const FOREIGN_NAME = /:/

/** Drops what is no content: code, comments, drawings; takes a lazy picture out of its noscript. */
export function dropNoise(root: TreeRoot, state: CleanState): void {
  dropComments(root, state)
  visitElements(root, (element) => {
    const { tagName } = element
    if (tagName === 'script' && keepGist(element, state)) return
    if (CODE.has(tagName)) {
      state.report.note(tagName, 'dropped')
      removeNode(element)
    } else if (DRAWINGS.has(tagName)) {
      dropDrawing(element, state)
    } else if (tagName === 'noscript') {
      keepLazyImage(element, state)
    } else if (FOREIGN_NAME.test(tagName)) {
      unwrap(element)
    }
    if (attributeOf(element, 'style')) state.report.note('inline-style', 'dropped')
  })
}

/** A drawing that names itself may say what no text does. */
function dropDrawing(drawing: TreeElement, { report }: CleanState): void {
  const label = normalText(attributeOf(drawing, 'aria-label') ?? '')
  const isText = label !== '' && attributeOf(drawing, 'role') === 'img'
  report.note(drawing.tagName, isText ? 'lost' : 'dropped', label)
  removeNode(drawing)
}

/** A gist is printed by its script: a link to it is what remains. */
function keepGist(script: TreeElement, { report }: CleanState): boolean {
  const source = attributeOf(script, 'src') ?? ''
  const address = /^(?:https?:)?(\/\/gist\.github\.com\/[\w-]+\/\w+)\.js/.exec(source)?.[1]
  if (address === undefined) return false
  const href = `https:${address}`
  report.note('embed-unknown', 'changed', href)
  const link = createElement('a', { href }, [createText(href)])
  replaceNode(script, [createElement('p', {}, [link])])
  return true
}

/** What WordPress's own comments mean: where an excerpt ends, where a page ends. */
const BREAKS: Record<string, string> = { more: 'more', nextpage: 'page-break' }
/** What Word leaves as text when its conditional comments are broken. */
const CONDITION = /<?!?--\[if [^\]]*\]>?|<?!?\[(?:if [^\]]*|endif)\](?:-->?)?|-->$/g

function dropComments(parent: TreeParent, state: CleanState): void {
  // All at once: one by one, each would move all that follow it.
  const kept = parent.childNodes.filter((node) => node.nodeName !== '#comment')
  for (const node of parent.childNodes) {
    if (isElement(node)) dropComments(node, state)
    else if (node.nodeName === '#comment' && 'data' in node) {
      const rule = BREAKS[/^(more|nextpage)\b/.exec(node.data)?.[1] ?? '']
      if (rule) state.report.note(rule, 'kept')
    } else if (isText(node) && /\[(?:if |endif)/.test(node.value)) {
      const text = node.value.replace(CONDITION, '')
      if (text === node.value) continue
      state.report.note('word-condition', 'dropped', node.value)
      node.value = text
    }
  }
  if (kept.length < parent.childNodes.length) setChildren(parent, kept)
}

const IMAGE_ADDRESSES = ['data-src', 'data-lazy-src', 'data-original', 'data-lazy', 'data-orig-src']

/** A lazy loader's noscript holds the picture's real address when the img beside it has none. */
function keepLazyImage(noscript: TreeElement, state: CleanState): void {
  const siblings = noscript.parentNode?.childNodes ?? []
  const before = siblings.slice(0, siblings.indexOf(noscript)).findLast(isElement)
  const isLazy =
    before?.tagName === 'img' &&
    !/^(?:https?:)?\//.test(attributeOf(before, 'src')?.trim() ?? '') &&
    IMAGE_ADDRESSES.every((name) => !attributeOf(before, name))
  const inner = noscript.childNodes.find(isElement)
  if (before && isLazy && inner?.tagName === 'img') {
    if (attributeOf(inner, 'class') === null && classesOf(before).length > 0) {
      setAttribute(inner, 'class', classesOf(before).join(' '))
    }
    removeNode(before)
    unwrap(noscript)
  } else if (inner?.tagName === 'iframe' && before?.tagName !== 'iframe' && isShown(inner)) {
    if (before && isFacadeOf(before, inner)) {
      state.excused += visibleLength(before)
      removeNode(before)
    }
    unwrap(noscript)
  } else {
    removeNode(noscript)
  }
}

/** A picture with a play button, for the same film. */
function isFacadeOf(box: TreeElement, frame: TreeElement): boolean {
  const film = /\/(?:embed|video)\/([\w-]{6,})/.exec(attributeOf(frame, 'src') ?? '')?.[1]
  if (film === undefined || textIn(box).length > MAX_FACADE_TEXT) return false
  return [box, ...elementsIn(box)].some(({ attrs }) =>
    attrs.some(({ name, value }) => name !== 'href' && value.includes(film)),
  )
}

/** A film's title and what to press. */
const MAX_FACADE_TEXT = 200

function isShown(frame: TreeElement): boolean {
  const size = Number(attributeOf(frame, 'width') ?? 1)
  return (
    size > 1 &&
    !/display\s*:\s*none/.test(attributeOf(frame, 'style') ?? '') &&
    textIn(frame) === ''
  )
}
