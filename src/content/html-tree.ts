import { defaultTreeAdapter, parseFragment, serialize, type DefaultTreeAdapterTypes } from 'parse5'

export type TreeElement = DefaultTreeAdapterTypes.Element
export type TreeNode = DefaultTreeAdapterTypes.ChildNode
export type TreeParent = DefaultTreeAdapterTypes.ParentNode
export type TreeRoot = DefaultTreeAdapterTypes.DocumentFragment

/** Deeper trees are flattened: the serializer and every walk here recurse. */
const MAX_DEPTH = 150
const HTML = 'http://www.w3.org/1999/xhtml'

/** A fragment's tree as a browser would build it (HTML standard §13.4); noscript is read as markup. */
export function parseTree(html: string): TreeRoot {
  const root = parseFragment(html, { scriptingEnabled: false })
  limitDepth(root)
  return root
}

/** The tree as HTML. */
export function printTree(root: TreeParent): string {
  return serialize(root)
}

function limitDepth(root: TreeRoot): void {
  const open: { node: TreeParent; depth: number }[] = [{ node: root, depth: 0 }]
  for (let item = open.pop(); item; item = open.pop()) {
    const { node, depth } = item
    if (depth >= MAX_DEPTH) {
      flatten(node)
      continue
    }
    for (const child of node.childNodes) {
      if (isElement(child)) open.push({ node: child, depth: depth + 1 })
    }
  }
}

/** Leaves an element only the text below it, without recursion. */
function flatten(node: TreeParent): void {
  const texts: string[] = []
  const open: TreeNode[] = [...node.childNodes].reverse()
  for (let next = open.pop(); next; next = open.pop()) {
    if (isText(next)) texts.push(next.value)
    else if (isElement(next) && !['script', 'style', 'template'].includes(next.tagName)) {
      for (const child of next.childNodes.toReversed()) open.push(child)
    }
  }
  node.childNodes = []
  defaultTreeAdapter.insertText(node, texts.join(''))
}

/** Whether a node is an element of HTML or of a foreign namespace. */
export function isElement(node: TreeNode | TreeParent): node is TreeElement {
  return 'tagName' in node
}

/** Whether a node is text. */
export function isText(node: TreeNode): node is DefaultTreeAdapterTypes.TextNode {
  return node.nodeName === '#text'
}

/** Whether an element is HTML's own (SVG and MathML have elements of the same names). */
export function isHtml(element: TreeElement): boolean {
  return element.namespaceURI === HTML
}

/** An attribute's value, or null. */
export function attributeOf(element: TreeElement, name: string): string | null {
  for (const attribute of element.attrs) if (attribute.name === name) return attribute.value
  return null
}

/** Sets an attribute where it stands or as the last, or removes it for null. */
export function setAttribute(element: TreeElement, name: string, value: string | null): void {
  const known = element.attrs.find((attribute) => attribute.name === name)
  if (value === null) element.attrs = element.attrs.filter((attribute) => attribute !== known)
  else if (known) known.value = value
  else element.attrs.push({ name, value })
}

/** Builders repeat the same lists of classes, and every step asks for them. */
const splitLists = new Map<string, readonly string[]>()
const NO_CLASSES: readonly string[] = []

/** The classes of an element. */
export function classesOf(element: TreeElement): readonly string[] {
  const value = attributeOf(element, 'class')
  if (!value) return NO_CLASSES
  const known = splitLists.get(value)
  if (known) return known
  const classes = value.split(/\s+/).filter(Boolean)
  if (splitLists.size >= 1000) splitLists.clear()
  splitLists.set(value, classes)
  return classes
}

/** A new HTML element. */
export function createElement(
  tagName: string,
  attributes: Record<string, string> = {},
  children: readonly TreeNode[] = [],
): TreeElement {
  const attrs = Object.entries(attributes).map(([name, value]) => ({ name, value }))
  const element = defaultTreeAdapter.createElement(
    tagName,
    HTML as TreeElement['namespaceURI'],
    attrs,
  )
  setChildren(element, children)
  return element
}

/** A new text node. */
export function createText(text: string): TreeNode {
  const holder = createElement('p')
  defaultTreeAdapter.insertText(holder, text)
  return holder.childNodes[0] as TreeNode // insertText has just made it
}

/** Gives a parent these children. */
export function setChildren(parent: TreeParent, children: readonly TreeNode[]): void {
  for (const child of children) child.parentNode = parent
  parent.childNodes = [...children]
}

/** Takes a node out of its tree. */
export function removeNode(node: TreeNode): void {
  if (node.parentNode) defaultTreeAdapter.detachNode(node)
}

/** Puts nodes in the place of one. */
export function replaceNode(node: TreeNode, nodes: readonly TreeNode[]): void {
  const parent = node.parentNode
  if (!parent) return
  for (const other of nodes) other.parentNode = parent
  parent.childNodes.splice(parent.childNodes.indexOf(node), 1, ...nodes)
  node.parentNode = null
}

/** Leaves an element's children in its place. */
export function unwrap(element: TreeElement): void {
  replaceNode(element, [...element.childNodes])
}

/** Leaves the children of elements in their places; of many siblings at the cost of one. Given in document order. */
export function unwrapAll(elements: readonly TreeElement[]): void {
  const gone = new Set<TreeNode>(elements)
  // What stands in another of them is settled first: the inner parents come later.
  for (const parent of [...new Set(elements.map((element) => element.parentNode))].reverse()) {
    if (!parent) continue
    const left = parent.childNodes.flatMap((node) =>
      gone.has(node) && isElement(node) ? node.childNodes : [node],
    )
    for (const node of parent.childNodes) if (gone.has(node)) node.parentNode = null
    setChildren(parent, left)
  }
}

/** Every element below a node in document order, as it is at the call. */
export function elementsIn(parent: TreeParent): TreeElement[] {
  const found: TreeElement[] = []
  collectElements(parent, found)
  return found
}

function collectElements(parent: TreeParent, found: TreeElement[]): void {
  for (const child of parent.childNodes) {
    if (!isElement(child)) continue
    found.push(child)
    collectElements(child, found)
  }
}

/** The first element below a node that passes, in document order. */
export function findElement(
  parent: TreeParent,
  passes: (element: TreeElement) => boolean,
): TreeElement | undefined {
  for (const child of parent.childNodes) {
    if (!isElement(child)) continue
    const found = passes(child) ? child : findElement(child, passes)
    if (found) return found
  }
  return undefined
}

/**
 * Shows a visitor every element, outer before inner. It may change what it is shown: what it takes out is not entered,
 * what it unwraps or replaces is entered all the same.
 */
export function visitElements(parent: TreeParent, visit: (element: TreeElement) => void): void {
  for (const node of parent.childNodes.slice()) {
    if (!isElement(node) || node.parentNode === null) continue
    visit(node)
    const isGone =
      node.parentNode === null && node.childNodes.some((one) => one.parentNode === node)
    if (!isGone) visitElements(node, visit)
  }
}

/** The nearest element around a node that passes, or null. */
export function closest(
  node: TreeNode,
  passes: (element: TreeElement) => boolean,
): TreeElement | null {
  for (let outer = node.parentNode; outer && isElement(outer); outer = outer.parentNode) {
    if (passes(outer)) return outer
  }
  return null
}

/** Whether an element has one of these classes. */
export function hasClass(element: TreeElement, ...names: readonly string[]): boolean {
  return classesOf(element).some((name) => names.includes(name))
}

/** Gives an element another name; of its attributes those listed stay. */
export function renameElement(
  element: TreeElement,
  tagName: string,
  keptAttributes: readonly string[] = ['id', 'lang', 'dir', 'class'],
): TreeElement {
  const renamed = createElement(tagName, {}, element.childNodes)
  renamed.attrs = element.attrs.filter(({ name }) => keptAttributes.includes(name))
  replaceNode(element, [renamed])
  return renamed
}

/** The text below a node. */
export function textIn(node: TreeNode | TreeParent): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textIn).join('') : ''
}

/** Whether there is anything to read below a node. */
export function hasText(node: TreeNode | TreeParent): boolean {
  if ('value' in node) return /[^\s\u00a0\u200b]/.test(node.value)
  return 'childNodes' in node && node.childNodes.some(hasText)
}

/** Text as it is compared: white space (no-break space too) single, ends trimmed. */
export function normalText(text: string): string {
  return text.replace(/[\s\u00a0\u200b]+/g, ' ').trim()
}
