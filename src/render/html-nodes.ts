// A body as a tree again. It was printed by the serializer (HTML standard §13.3): every element that is not void is closed,
// values stand in double quotes, five characters are named. So little is needed to read it, and no HTML parser is loaded.

export interface HtmlElement {
  name: string
  attributes: Record<string, string>
  children: HtmlNode[]
}

/** An element, or text with its characters decoded. */
export type HtmlNode = HtmlElement | string

const PART = /<(\/?)([a-z][^\s/>"]*)([^>"]*(?:"[^"]*"[^>"]*)*)>|[^<]+|</g
const ATTRIBUTE = /([^\s=]+)(?:="([^"]*)")?/g
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
const CHARACTERS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' }

/** The nodes of a body that the sanitiser printed. */
export function parseBody(html: string): HtmlNode[] {
  const top: HtmlElement = { name: '', attributes: {}, children: [] }
  const open = [top]
  for (const [whole, slash, name, rest = ''] of html.matchAll(PART)) {
    const parent = open.at(-1) ?? top
    if (name === undefined) parent.children.push(decode(whole))
    else if (slash) close(open, name)
    else {
      const element: HtmlElement = { name, attributes: attributesOf(rest), children: [] }
      parent.children.push(element)
      if (!VOID.has(name)) open.push(element)
    }
  }
  return top.children
}

function close(open: HtmlElement[], name: string): void {
  const at = open.findLastIndex((element) => element.name === name)
  if (at > 0) open.length = at
}

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [, name = '', value = ''] of text.matchAll(ATTRIBUTE)) {
    if (name !== '/') attributes[name] = decode(value)
  }
  return attributes
}

function decode(text: string): string {
  return text.includes('&')
    ? text.replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => CHARACTERS[name] ?? '')
    : text
}

/** The text below a node. */
export function textBelow(node: HtmlNode): string {
  return typeof node === 'string' ? node : node.children.map(textBelow).join('')
}

/** The first element of a name below some nodes, in document order. */
export function findBelow(nodes: readonly HtmlNode[], name: string): HtmlElement | undefined {
  for (const node of nodes) {
    if (typeof node === 'string') continue
    const found = node.name === name ? node : findBelow(node.children, name)
    if (found) return found
  }
  return undefined
}
