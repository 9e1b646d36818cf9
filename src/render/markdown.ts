import { findBelow, parseBody, textBelow, type HtmlElement, type HtmlNode } from './html-nodes.ts'
import { destination, escapeText, fenceFor, inlineText, isInline } from './markdown-inline.ts'

// CommonMark (https://spec.commonmark.org/0.31.2/) with GitHub's tables, of what the sanitiser lets through.

/** What stands above the text, as YAML. */
export type FrontMatter = Record<string, string | readonly string[]>

/** An article as Markdown: what is said of it, its title, its body. Addresses in the body stay as they are. */
export function toMarkdown(matter: FrontMatter, title: string, html: string): string {
  const text = blocks(parseBody(html)).join('\n\n')
  return `${frontMatter(matter)}\n# ${inlineText([title])}\n${text === '' ? '' : `\n${text}\n`}`
}

/** A line of text in Markdown. */
export function toMarkdownLine(text: string): string {
  return escapeText(text.replace(/\s+/g, ' ').trim())
}

/** JSON's strings and lists are YAML's too (https://yaml.org/spec/1.2.2/, §1.3). */
function frontMatter(matter: FrontMatter): string {
  const lines = Object.entries(matter).flatMap(([name, value]) =>
    value.length === 0 ? [] : [`${name}: ${JSON.stringify(value)}\n`],
  )
  return `---\n${lines.join('')}---\n`
}

/** Blocks of nodes: what stands in a line between two of them is a paragraph. */
function blocks(nodes: readonly HtmlNode[]): string[] {
  const found: string[] = []
  let inline: HtmlNode[] = []
  let lists = 0
  const add = (block: string) => {
    if (block !== '') found.push(block)
  }
  const endLine = () => {
    add(inlineText(inline))
    inline = []
  }
  for (const node of nodes) {
    if (typeof node === 'string' || isInline(node)) {
      inline.push(node)
      continue
    }
    endLine()
    const isList = node.name === 'ul' || node.name === 'ol'
    // A list right after another of its kind would go on with it: it gets other marks.
    lists = isList ? lists + 1 : 0
    for (const block of isList ? [list(node, lists % 2 === 0)] : blockOf(node)) add(block)
  }
  endLine()
  return found
}

function blockOf(element: HtmlElement): string[] {
  const { name, children, attributes } = element
  switch (name) {
    case 'p':
    case 'summary':
      return name === 'p' ? blocks(children) : [strong(inlineText(children))]
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6': {
      const text = inlineText(children).replace(/\\?\n/g, ' ')
      return text === '' ? [] : [`${'#'.repeat(Number(name[1]))} ${text.replace(/(#+)$/, '\\$1')}`]
    }
    case 'hr':
      return ['---']
    case 'pre':
      return [fenced(element)]
    case 'blockquote':
      return [prefixed(blocks(children).join('\n\n'), '> ', '> ')]
    case 'table':
      return table(element)
    case 'figcaption':
    case 'caption':
      return children.every(isInline) ? [emphasis(inlineText(children))] : blocks(children)
    case 'dt':
      return [strong(inlineText(children))]
    case 'iframe':
    case 'audio':
    case 'video': {
      const src = attributes.src ?? findBelow(children, 'source')?.attributes.src ?? ''
      const label = escapeText(attributes.title ?? src)
      return src === '' ? [] : [`[${label}](${destination(src)})`]
    }
    default:
      return blocks(children)
  }
}

const strong = (text: string) => (text === '' ? '' : /[*~]/.test(text) ? text : `**${text}**`)
const emphasis = (text: string) => (text === '' ? '' : /[*~]/.test(text) ? text : `*${text}*`)

function fenced(element: HtmlElement): string {
  const text = textBelow(element).replace(/\n$/, '')
  const className = `${element.attributes.class} ${findBelow(element.children, 'code')?.attributes.class}`
  const language = /\blanguage-([\w+#-]+)/.exec(className)?.[1] ?? ''
  const fence = fenceFor(text, 3)
  return `${fence}${language}\n${text}\n${fence}`
}

function list({ name, attributes, children }: HtmlElement, isOther: boolean): string {
  const items = children.filter((node): node is HtmlElement => typeof node !== 'string')
  const sign = name === 'ul' ? (isOther ? '*' : '-') : isOther ? ')' : '.'
  let number = Number(attributes.start ?? 1) || 0
  const parts = items.map((item) => blocks(item.name === 'li' ? item.children : [item]))
  // A blank line within an item makes paragraphs of all of them.
  const isLoose = items.some((item) => item.children.some(isParagraph))
  const gap = isLoose ? '\n\n' : '\n'
  const lines = parts.map((texts, index) => {
    number = Number(items[index]?.attributes.value ?? number) || 0
    const mark = name === 'ul' ? `${sign} ` : `${Math.max(0, number++)}${sign} `
    return prefixed(texts.join(gap), mark, ' '.repeat(mark.length)) || mark.trimEnd()
  })
  return lines.join(gap)
}

function isParagraph(node: HtmlNode): boolean {
  return typeof node !== 'string' && !isInline(node) && node.name !== 'ul' && node.name !== 'ol'
}

/** Text with something before its first line and something before each other. */
function prefixed(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((part, index) => ((index === 0 ? first : others) + part).trimEnd())
    .join('\n')
}

function table(element: HtmlElement): string[] {
  const rows = rowsOf(element).map((row) =>
    row.children.flatMap((cell) =>
      typeof cell === 'string' ? [] : cellsOf(cell).map((text) => text.replaceAll('|', '\\|')),
    ),
  )
  const width = Math.max(0, ...rows.map((row) => row.length))
  const caption = element.children.flatMap((node) =>
    typeof node !== 'string' && node.name === 'caption' ? blockOf(node) : [],
  )
  if (width === 0) return caption
  const print = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`
  const [head = [], ...body] = rows
  const rule = print(Array.from({ length: width }, () => '---'))
  return [...caption, [print(head), rule, ...body.map(print)].join('\n')]
}

function rowsOf(element: HtmlElement): HtmlElement[] {
  return element.children.flatMap((node) => {
    if (typeof node === 'string') return []
    if (node.name === 'tr') return [node]
    return /^(?:thead|tbody|tfoot)$/.test(node.name) ? rowsOf(node) : []
  })
}

/** A cell's text on one line, and empty cells for those that it reaches over. */
function cellsOf(cell: HtmlElement): string[] {
  const text = blocks(cell.children).join('<br>').replace(/\\?\n/g, '<br>')
  const more = Math.min(100, Number(cell.attributes.colspan ?? 1) || 1) - 1
  return [text, ...Array.from({ length: more }, () => '')]
}
