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
  return element.attrs.find((attribute) => attribute.name === name)?.value ?? null
}

/** Sets an attribute, or removes it for null. */
export function setAttribute(element: TreeElement, name: string, value: string | null): void {
  element.attrs = element.attrs.filter((attribute) => attribute.name !== name)
  if (value !== null) element.attrs.push({ name, value })
}

/** The classes of an element. */
export function classesOf(element: TreeElement): string[] {
  return (attributeOf(element, 'class') ?? '').split(/\s+/).filter(Boolean)
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

/** Every element below a node in document order, as it is at the call. */
export function elementsIn(parent: TreeParent): TreeElement[] {
  return parent.childNodes.flatMap((child) =>
    isElement(child) ? [child, ...elementsIn(child)] : [],
  )
}

/** The text below a node. */
export function textIn(node: TreeNode | TreeParent): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textIn).join('') : ''
}

/** Text as it is compared: white space (no-break space too) single, ends trimmed. */
export function normalText(text: string): string {
  return text.replace(/[\s\u00a0\u200b]+/g, ' ').trim()
}
