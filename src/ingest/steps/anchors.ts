import {
  hasText,
  attributeOf,
  closest,
  createText,
  elementsIn,
  isElement,
  setAttribute,
  setChildren,
  type TreeElement,
  type TreeNode,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'

const HEADING = /^h[1-6]$/
/** Elements that stay as they are and so can carry an anchor. */
const HOSTS = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr td th figure figcaption blockquote pre details summary hr'.split(
    ' ',
  ),
)
/** Inline elements that keep an anchor of their own when they hold text: both ends of a note. */
const INLINE_HOSTS = new Set('a sup sub span em strong cite b i'.split(' '))
/** Fragments that editors and plugins give the two ends of a note. */
const NOTE =
  /^(?:_?(?:ftn|edn|ftnref|ednref|fn|fnref|sdfootnote|sdendnote)[-_]?\w+|easy-footnote\S*|footnote\S*|note-?\d+|ref-?\d+|fn[:-]\S+|fnref[:-]\S+|modern_footnote\S*|footnote_plugin\S*)$/i
const VALID = /^[\p{L}_][\p{L}\p{N}_-]{0,99}$/u

/** In-page links lead somewhere: anchors move onto what stays, ids are unique and can be written, notes work both ways. */
export function settleAnchors(root: TreeRoot, state: CleanState): void {
  nameToId(root)
  shortenNoteLinks(root)
  completeNotes(root, state)
  const names = uniqueIds(root)
  const targets = new Set(fragmentsIn(root))
  moveAnchors(root, targets)
  nameEmptyBackLinks(root)
  if (names > 0) state.report.note('anchor-renamed', 'changed', `${names}`)
}

function nameToId(root: TreeRoot): void {
  for (const element of elementsIn(root)) {
    const name = element.tagName === 'a' ? attributeOf(element, 'name') : null
    if (name && !attributeOf(element, 'id')) setAttribute(element, 'id', name)
  }
}

function fragmentOf(link: TreeElement): string | null {
  const href = link.tagName === 'a' ? attributeOf(link, 'href') : null
  const fragment = href?.startsWith('#') ? href.slice(1) : null
  if (!fragment) return null
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

function fragmentsIn(root: TreeRoot): string[] {
  return elementsIn(root).flatMap((element) => fragmentOf(element) ?? [])
}

/** A link to a note through the address of an editor, or of the article itself, stays on the page. */
function shortenNoteLinks(root: TreeRoot): void {
  const ids = new Set(elementsIn(root).flatMap((element) => attributeOf(element, 'id') ?? []))
  for (const element of elementsIn(root)) {
    if (element.tagName !== 'a') continue
    const [address = '', fragment = ''] = (attributeOf(element, 'href') ?? '').split('#')
    if (address === '' || !NOTE.test(fragment)) continue
    // Word's own names never are another page's.
    if (!ids.has(fragment) && !/^_(?:ftn|edn)/i.test(fragment)) continue
    setAttribute(element, 'href', `#${fragment}`)
    setAttribute(element, 'target', null)
  }
}

const PAIRS: readonly [RegExp, string][] = [
  [/^(_?(?:ftn|edn|fn))(\d+)$/i, '$1ref$2'],
  [/^(_?(?:ftn|edn|fn))ref(\d+)$/i, '$1$2'],
  [/^(sdfootnote|sdendnote)(\d+)sym$/i, '$1$2anc'],
  [/^(sdfootnote|sdendnote)(\d+)anc$/i, '$1$2sym'],
]

/** A link to a note is also where the note leads back to: each gets the id that the other asks for. */
function completeNotes(root: TreeRoot, { report }: CleanState): void {
  const ids = new Set(elementsIn(root).flatMap((element) => attributeOf(element, 'id') ?? []))
  const links = elementsIn(root).filter((element) => fragmentOf(element) !== null)
  for (const link of links) {
    const fragment = fragmentOf(link) ?? ''
    const pair = PAIRS.find(([pattern]) => pattern.test(fragment))
    if (!pair) continue
    report.note('footnote', 'kept')
    const id = fragment.replace(pair[0], pair[1])
    if (attributeOf(link, 'id') !== null || ids.has(id)) continue
    setAttribute(link, 'id', id)
    ids.add(id)
  }
}

/** The first of several keeps an id; one that no attribute could hold is spelled anew, in its links too. */
function uniqueIds(root: TreeRoot): number {
  const taken = new Set<string>()
  const renamed = new Map<string, string>()
  const elements = elementsIn(root)
  for (const element of elements) {
    const id = attributeOf(element, 'id')
    if (id === null) continue
    if (taken.has(id)) {
      setAttribute(element, 'id', null)
      continue
    }
    taken.add(id)
    if (!VALID.test(id)) renamed.set(id, spelled(id))
  }
  const targets = new Set(fragmentsIn(root))
  let count = 0
  for (const element of elements) {
    const id = attributeOf(element, 'id')
    const name = id === null ? undefined : renamed.get(id)
    if (name !== undefined) setAttribute(element, 'id', name)
    if (id !== null && name !== undefined && targets.has(id)) count++
    const fragment = fragmentOf(element)
    const to = fragment === null ? undefined : renamed.get(fragment)
    if (to !== undefined) setAttribute(element, 'href', `#${to}`)
  }
  return count
}

function spelled(id: string): string {
  const plain = id.replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 90)
  return /^[\p{L}_]/u.test(plain) ? plain : `n-${plain}`
}

/** An anchor that will not stay moves to the heading or block that it marks; links follow it. */
function moveAnchors(root: TreeRoot, targets: ReadonlySet<string>): void {
  const moved = new Map<string, string>()
  const unwanted: TreeElement[] = []
  for (const element of elementsIn(root)) {
    const id = attributeOf(element, 'id')
    if (id === null || HOSTS.has(element.tagName)) continue
    if (!targets.has(id)) unwanted.push(element)
    const heading = closest(element, ({ tagName }) => HEADING.test(tagName))
    const isEmpty = !hasText(element)
    const before = heading ?? (isEmpty ? headingAfter(element) : null)
    if (!before && !targets.has(id)) continue
    const staysInline = INLINE_HOSTS.has(element.tagName) && !isEmpty && !heading
    if (staysInline && !hasHostInside(element)) continue
    const host = before ?? hostFor(element)
    if (!host) continue
    const own = attributeOf(host, 'id')
    setAttribute(element, 'id', null)
    if (own === null || (heading && !targets.has(own))) setAttribute(host, 'id', id)
    else if (own !== id) moved.set(id, own)
  }
  for (const element of unwanted) setAttribute(element, 'id', null)
  if (moved.size === 0) return
  for (const element of elementsIn(root)) {
    const to = moved.get(fragmentOf(element) ?? '')
    if (to !== undefined) setAttribute(element, 'href', `#${to}`)
  }
}

function hasHostInside(element: TreeElement): boolean {
  return elementsIn(element).some(({ tagName }) => HOSTS.has(tagName))
}

function hostFor(element: TreeElement): TreeElement | null {
  const inside = elementsIn(element).find(({ tagName }) => HOSTS.has(tagName))
  if (inside) return inside
  const outside = closest(element, ({ tagName }) => HOSTS.has(tagName))
  return outside ?? nextHost(element)
}

function nextHost(element: TreeElement): TreeElement | null {
  for (let node: TreeElement = element; ;) {
    const parent: TreeNode | null =
      node.parentNode && isElement(node.parentNode) ? node.parentNode : null
    const siblings = node.parentNode?.childNodes ?? []
    for (const next of siblings.slice(siblings.indexOf(node) + 1).filter(isElement)) {
      if (HOSTS.has(next.tagName)) return next
      const inside = elementsIn(next).find(({ tagName }) => HOSTS.has(tagName))
      if (inside) return inside
    }
    if (parent === null) return null
    node = parent
  }
}

/** The heading that an empty anchor stands directly before, alone or in a paragraph of its own. */
function headingAfter(anchor: TreeElement): TreeElement | null {
  const outer = anchor.parentNode
  const isAlone = outer && isElement(outer) && outer.tagName === 'p' && !hasText(outer)
  const from = isAlone ? outer : anchor
  const siblings = from.parentNode?.childNodes ?? []
  const next = siblings
    .slice(siblings.indexOf(from) + 1)
    .find((node) => isElement(node) || hasText(node))
  return next && isElement(next) && HEADING.test(next.tagName) ? next : null
}

/** A way back that only a stylesheet drew gets its arrow. */
function nameEmptyBackLinks(root: TreeRoot): void {
  for (const element of elementsIn(root)) {
    const fragment = fragmentOf(element)
    if (fragment === null || !NOTE.test(fragment) || element.childNodes.some(isElement)) continue
    if (!hasText(element)) setChildren(element, [createText('↩')])
  }
}
