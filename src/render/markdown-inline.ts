import { findBelow, textBelow, type HtmlElement, type HtmlNode } from './html-nodes.ts'

// Lines of CommonMark (https://spec.commonmark.org/0.31.2/) with GitHub's strikethrough.

/** Elements that stand in a line; all others are blocks. */
const INLINE = new Set(
  'a abbr b bdi bdo br cite code del em i img ins kbd mark picture q ruby s samp small span strong sub sup time var wbr'.split(
    ' ',
  ),
)
const MARKS: Record<string, string> = { strong: '**', b: '**', em: '*', i: '*', del: '~~', s: '~~' }
/** Marks within marks: the specification settles what they mean, and few programs read it alike. */
const WITHIN: Record<string, RegExp> = { '**': /(?<!\\)\*/, '*': /(?<!\\)\*/, '~~': /(?<!\\)~/ }
const CODE = new Set(['code', 'kbd', 'samp'])
/** There is no mark for these: HTML itself stands in the text. */
const KEPT = new Set(['sub', 'sup'])

/** Whether a node belongs in a line. */
export function isInline(node: HtmlNode): boolean {
  return typeof node === 'string' || INLINE.has(node.name)
}

/** Stands for a line's end that is meant; no document has it. */
const BREAK = '\u0000'

/** A paragraph's text; empty for white space alone. */
export function inlineText(nodes: readonly HtmlNode[]): string {
  const text = line(nodes)
    .replace(/\s+/g, ' ')
    .replace(/ ?\0 ?/g, BREAK)
    .replace(/^[ \0]+|[ \0]+$/g, '')
  return escapeStart(text.replaceAll(BREAK, '\\\n'))
}

/** `before` is what stands on the line already. */
function line(nodes: readonly HtmlNode[], before = ''): string {
  let text = ''
  nodes.forEach((node, index) => {
    text +=
      typeof node === 'string'
        ? escapeText(node)
        : inlineElement(node, before + text, nodes[index + 1])
  })
  return text
}

function inlineElement(element: HtmlElement, before: string, next: HtmlNode | undefined): string {
  const { name, attributes, children } = element
  if (name === 'br') return BREAK
  if (name === 'wbr') return ''
  if (name === 'img' || name === 'picture') return image(element)
  if (CODE.has(name)) return code(textBelow(element), before)
  if (name === 'rt') return `(${line(children)})`
  const text = line(children, name in MARKS ? '' : before)
  if (name === 'a') return link(text, attributes)
  if (name === 'q') return `“${text}”`
  if (KEPT.has(name)) return text.trim() && `<${name}>${text}</${name}>`
  const mark = MARKS[name]
  return mark === undefined ? text : marked(name, mark, text, before, next)
}

/** A mark says nothing beside white space, nor between a letter and a punctuation mark: HTML does then. */
function marked(
  name: string,
  mark: string,
  text: string,
  before: string,
  next: HtmlNode | undefined,
): string {
  const [, start = '', words = '', end = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? []
  if (words === '') return text
  const first = start + words
  const last = words + end
  const after = next === undefined ? '' : typeof next === 'string' ? next : textBelow(next)
  const isCut =
    (isLetter(before.at(-1)) && isPunctuation(first[0])) ||
    (isLetter(after[0]) && isPunctuation(last.at(-1))) ||
    // Two runs of marks in a row are one, and a mark ends where its like begins.
    WITHIN[mark]?.test(words) ||
    /[*~]$/.test(before) ||
    /^[*~]|[*~]$/.test(words)
  return isCut
    ? `${start}<${name}>${words}</${name}>${end}`
    : `${start}${mark}${words}${mark}${end}`
}

function isLetter(char: string | undefined): boolean {
  return char !== undefined && /[\p{L}\p{N}]/u.test(char)
}

function isPunctuation(char: string | undefined): boolean {
  return char !== undefined && /[^\p{L}\p{N}\s]/u.test(char)
}

function link(text: string, { href = '', title }: Record<string, string>): string {
  const words = text.trim()
  if (href === '') return text
  const space = (found: RegExp) => (found.test(text) && words ? ' ' : '')
  return `${space(/^\s/)}[${words || escapeText(href)}](${destination(href, title)})${space(/\s$/)}`
}

/** A picture, with its alternative text. */
function image(element: HtmlElement): string {
  const img = element.name === 'img' ? element : findBelow(element.children, 'img')
  const { src = '', alt = '', title } = img?.attributes ?? {}
  return src === '' ? '' : `![${escapeText(alt).replace(/\s+/g, ' ')}](${destination(src, title)})`
}

/** An address as a link leads to it, with what is said of it. */
export function destination(address: string, title?: string): string {
  const plain = address.replace(/[\\<>\s]/g, (char) => encodeURIComponent(char))
  const told = /[()]/.test(plain) ? `<${plain}>` : plain
  return title ? `${told} "${escapeText(title).replaceAll('"', '\\"').replace(/\s+/g, ' ')}"` : told
}

function code(text: string, before: string): string {
  const words = text.replace(/\s+/g, ' ')
  if (words.trim() === '') return words
  // Two fences in a row are one.
  if (before.endsWith('`')) return `<code>${escapeText(words)}</code>`
  const fence = fenceFor(words, 1)
  const space = /^`|`$|^ .* $/.test(words) ? ' ' : ''
  return `${fence}${space}${words}${space}${fence}`
}

/** More backticks in a row than a text has, and at least so many. */
export function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  return '`'.repeat(Math.max(least, longest + 1))
}

/** Text that means nothing but itself. An underscore within a word does so anyway. */
export function escapeText(text: string): string {
  return (
    text
      .replace(/[\\`*[\]<~]/g, '\\$&')
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
      .replace(/&(?=#?[a-z0-9]+;)/gi, '\\&')
      .replace(/!(?=\\\[)/g, '\\!')
      // Other programs make links of addresses in a text, and take these backslashes for parts of them.
      .replace(/(https?|ftp|www)([:.])(?=\S*\\)/gi, '$1\\$2')
  )
}

/** What would begin a heading, a list, a quotation or a rule, or make one of the line before. */
function escapeStart(text: string): string {
  return text.replace(
    /^(?:(#{1,6})(?=\s|$)|([-+])(?=\s|$)|(\d{1,9})([.)])(?=\s|$)|(>)|(=+|-+)(?=\s*$))/gm,
    (whole, _hashes, _bullet, digits: string | undefined, sign: string | undefined) =>
      digits === undefined ? `\\${whole}` : `${digits}\\${sign}`,
  )
}
