import {
  hasText,
  classesOf,
  createElement,
  elementsIn,
  isElement,
  removeNode,
  setAttribute,
  setChildren,
  type TreeElement,
  type TreeNode,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'
import { isLonePicture, isNamed, MEDIA } from './kinds.ts'
import { flattenItem, flow } from './structure.ts'

/** A picture with its caption. A gallery is a figure of figures, each with its own. */
export function figure(element: TreeElement, state: CleanState): TreeNode[] {
  const [caption] = ownOf(element, 'figcaption')
  if (caption) {
    removeNode(caption)
    flattenItem(caption, state)
  }
  const words = caption && hasText(caption) ? caption : undefined
  const matter = flow(element.childNodes, state).flatMap(unframe)
  const shown = matter.filter(isShow)
  const isGallery = matter.some((node) => isNamed(node, 'figure'))
  if (isGallery || shown.length > 1) return apart(matter, words)
  const isSomething =
    shown.length === 1 || matter.some((node) => isElement(node) && SHOWS.has(node.tagName))
  if (!isSomething || (!words && shown.length === 0)) {
    return words ? [...matter, createElement('p', {}, words.childNodes)] : matter
  }
  const wide = classesOf(element).find((name) => /^align(?:wide|full)$/.test(name))
  setAttribute(element, 'class', wide ?? null)
  setChildren(element, [...matter, ...(words ? [words] : [])])
  return [element]
}

/** What a figure may hold besides pictures. */
const SHOWS = new Set(['table', 'pre', 'blockquote', 'ul', 'ol'])

function isShow(node: TreeNode): boolean {
  return isLonePicture(node) || (isElement(node) && MEDIA.has(node.tagName))
}

/**
 * Pictures alone are a gallery, with what is said of them all. Among other things each stands for itself, and such words
 * below the last, unless that has some of its own.
 */
function apart(matter: readonly TreeNode[], words: TreeElement | undefined): TreeNode[] {
  const blocks = matter.map((node) => (isShow(node) ? createElement('figure', {}, [node]) : node))
  if (blocks.length > 1 && blocks.every(isPicture)) {
    return [createElement('figure', { class: 'gallery' }, [...blocks, ...(words ? [words] : [])])]
  }
  const last = blocks.at(-1)
  if (words && isNamed(last, 'figure') && ownOf(last, 'figcaption').length === 0) {
    setChildren(last, [...last.childNodes, words])
  } else if (words) blocks.push(createElement('p', {}, words.childNodes))
  return blocks
}

/** A figure that shows one picture, with or without words. */
function isPicture(node: TreeNode): boolean {
  if (!isNamed(node, 'figure')) return false
  const [shown, ...others] = node.childNodes.filter((child) => !isNamed(child, 'figcaption'))
  return shown !== undefined && others.length === 0 && isLonePicture(shown)
}

/** The elements of that name that belong to a figure itself and not to a figure in it. */
function ownOf(element: TreeElement, tagName: string): TreeElement[] {
  const nested = elementsIn(element).filter((inner) => inner.tagName === 'figure')
  const theirs = new Set(nested.flatMap((inner) => elementsIn(inner)))
  return elementsIn(element).filter((inner) => inner.tagName === tagName && !theirs.has(inner))
}

/** A figure that was made around a bare picture gives it back; one with a caption stays. */
function unframe(node: TreeNode): TreeNode[] {
  const isBare = isNamed(node, 'figure') && ownOf(node, 'figcaption').length === 0
  return isBare && node.childNodes.every(isShow) ? node.childNodes : [node]
}
