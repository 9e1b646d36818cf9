import { SaxesParser } from 'saxes'

/** An element of an XML document as a namespace-aware parser reads it. */
export interface XmlNode {
  name: string
  attributes: Record<string, string>
  children: XmlNode[]
  /** Of itself and everything below it. */
  text: string
}

/** The root of a document. @throws on anything that is not well-formed, namespaces included */
export function parseXml(document: string): XmlNode {
  const parser = new SaxesParser({ xmlns: true })
  const top: XmlNode = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  const addText = (text: string) => {
    for (const node of open) node.text += text
  }
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    const attributes = Object.fromEntries(
      Object.values(tag.attributes).map(({ name, value }) => [name, value]),
    )
    const node: XmlNode = { name: tag.name, attributes, children: [], text: '' }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => open.pop())
  parser.write(document).close()
  const [root] = top.children
  if (!root) throw new Error('no root element')
  return root
}

/** The children of a name, and theirs of the next, and so on. */
export function below(node: XmlNode | undefined, ...names: string[]): XmlNode[] {
  return names.reduce(
    (nodes, name) => nodes.flatMap((one) => one.children.filter((child) => child.name === name)),
    node ? [node] : [],
  )
}

/** The text of the first of them; undefined for none. */
export function textAt(node: XmlNode | undefined, ...names: string[]): string | undefined {
  return below(node, ...names)[0]?.text
}
