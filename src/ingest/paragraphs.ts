import { endOfMarkup, finder } from './markup.ts'
import { embed } from './shortcodes/build.ts'

const words = (list: string) => new Set(list.split(' '))
/** Blocks whose own text is paragraphs. */
const FLOW = words(
  'div section article aside header footer main nav center blockquote form fieldset details address hgroup',
)
/** Blocks that are left alone, with all that is in them. */
const CLOSED = words(
  'pre script style textarea table ul ol dl menu figure svg object select iframe video audio noscript h1 h2 h3 h4 h5 h6 summary legend',
)
const SINGLE = words('hr')
const PARAGRAPH_ENDS = new Set([...FLOW, ...CLOSED, ...SINGLE, 'p', 'li', 'td', 'th', 'tr'])
/** WordPress's marks in a text: where its teaser ends, where its next page begins. */
const MARK = /^<!--(?:more|nextpage|noteaser)[^>]*-->$/
const BLOCK_COMMENT = /^<!--\s+\/?wp:/
const BARE_ADDRESS = /^https?:\/\/[^\s<>"]+$/
const BREAK = '<br>\n'

/**
 * A body with the paragraphs that WordPress would give it: what its editor stored by blank lines (`raw`), and text that
 * holds no block and no break but lines. Shortcodes come first: what they become are blocks, which stay whole, where
 * WordPress's own order leaves halves of paragraphs around their tags. Typography is not touched.
 */
export function withParagraphs(html: string, contentFormat: 'rendered' | 'raw'): string {
  return contentFormat === 'raw' || isPlainText(html) ? addParagraphs(html) : html
}

function isPlainText(html: string): boolean {
  if (!html.trim().includes('\n')) return false
  for (const [, name = ''] of html.matchAll(/<\/?([a-z][a-z0-9]*)/gi)) {
    const tag = name.toLowerCase()
    if (tag === 'br' || PARAGRAPH_ENDS.has(tag)) return false
  }
  return !html.includes('<!--')
}

/**
 * WordPress's rules for paragraphs (wpautop) by what they mean: a blank line parts paragraphs, a line's end is a break;
 * blocks stay as they are, and addresses that stand alone in a line become embeds. Where block comments are, only the
 * text between blocks gets it; text that stands in blocks already is finished.
 */
export function addParagraphs(html: string): string {
  if (!html.includes('<!-- wp:')) return paragraphsOf(html)
  return freeformAndBlocks(html)
    .map(({ text, isFreeform }) => (isFreeform ? paragraphsOf(text) : text))
    .join('')
}

function freeformAndBlocks(html: string): { text: string; isFreeform: boolean }[] {
  const parts: { text: string; isFreeform: boolean }[] = []
  let depth = 0
  let from = 0
  const cut = (to: number, isFreeform: boolean) => {
    if (to > from) parts.push({ text: html.slice(from, to), isFreeform })
    from = to
  }
  for (let at = html.indexOf('<!--'); at >= 0; at = html.indexOf('<!--', at + 4)) {
    const end = html.indexOf('-->', at)
    if (end < 0) break
    const comment = html.slice(at, end + 3)
    if (!BLOCK_COMMENT.test(comment)) continue
    if (/^<!--\s+\//.test(comment)) {
      depth = Math.max(0, depth - 1)
      if (depth === 0) cut(end + 3, false)
      continue
    }
    if (depth === 0) cut(at, true)
    if (!comment.endsWith('/-->')) depth++
    else if (depth === 0) cut(end + 3, false)
  }
  cut(html.length, depth === 0)
  return parts
}

interface Piece {
  kind: 'text' | 'inline' | 'break' | 'block' | 'mark' | 'paragraph'
  source: string
}

function paragraphsOf(source: string): string {
  const html = source.replace(/\r\n?/g, '\n')
  const pieces = readPieces(html)
  const isBare = ({ kind, source: text }: Piece) =>
    kind === 'text' ? text.trim() !== '' : kind === 'inline' && /^<img[\s/>]/i.test(text)
  if (!pieces.some(isBare)) return source
  const printed: string[] = []
  let run: Piece[] = []
  const flush = () => {
    printed.push(...printRun(run))
    run = []
  }
  for (const piece of pieces) {
    if (piece.kind === 'text' || piece.kind === 'inline' || piece.kind === 'break') {
      run.push(piece)
      continue
    }
    flush()
    printed.push(piece.kind === 'paragraph' ? withBreaks(piece.source) : piece.source)
  }
  flush()
  return printed.join('\n')
}

/** Tags and text in order; a block that is left alone is one piece. */
function readPieces(html: string): Piece[] {
  const pieces: Piece[] = []
  const find = finder(html)
  let at = 0
  const text = (to: number) => {
    if (to > at) pieces.push({ kind: 'text', source: html.slice(at, to) })
    at = to
  }
  for (let next = html.indexOf('<'); next >= 0; next = html.indexOf('<', at)) {
    const end = endOfMarkup(html, next, find)
    if (end < 0) break
    if (end === next + 1) {
      text(end)
      continue
    }
    text(next)
    const source = html.slice(next, end)
    const name = /^<\/?([a-z][a-z0-9-]*)/i.exec(source)?.[1]?.toLowerCase() ?? ''
    const isEnd = source.startsWith('</')
    if (name === 'p' && !isEnd) {
      at = endOfParagraph(html, end)
      pieces.push({ kind: 'paragraph', source: html.slice(next, at) })
    } else if ((CLOSED.has(name) || isEmbed(source)) && !isEnd) {
      at = endOfElement(html, end, name)
      pieces.push({ kind: 'block', source: html.slice(next, at) })
    } else {
      at = end
      // Any other comment says nothing to a reader and would part what it stands in.
      const isRemark = source.startsWith('<!--') && !MARK.test(source)
      if (!isRemark) pieces.push({ kind: kindOf(source, name), source })
    }
  }
  text(html.length)
  return pieces
}

function kindOf(source: string, name: string): Piece['kind'] {
  if (MARK.test(source)) return 'mark'
  if (name === 'br') return 'break'
  return PARAGRAPH_ENDS.has(name) ? 'block' : 'inline'
}

function isEmbed(tag: string): boolean {
  return /^<div\s[^>]*wp-block-embed__wrapper/.test(tag)
}

/** Behind `</p>`, or before the block that ends a paragraph by beginning. */
function endOfParagraph(html: string, from: number): number {
  const tag = /<(\/?)([a-z][a-z0-9]*)[^<>]*>/gi
  tag.lastIndex = from
  for (let found = tag.exec(html); found; found = tag.exec(html)) {
    const [all, slash, name = ''] = found
    if (!PARAGRAPH_ENDS.has(name.toLowerCase())) continue
    return slash && name.toLowerCase() === 'p' ? found.index + all.length : found.index
  }
  return html.length
}

/** Behind the tag that ends an element, those of its own kind in it counted; the whole rest when none does. */
function endOfElement(html: string, from: number, name: string): number {
  const tag = new RegExp(`<(/?)${name}(?=[\\s>/])[^<>]*>`, 'gi')
  tag.lastIndex = from
  let depth = 1
  for (let found = tag.exec(html); found; found = tag.exec(html)) {
    depth += found[1] ? -1 : 1
    if (depth === 0) return found.index + found[0].length
  }
  return html.length
}

/** A run of text and inline tags as paragraphs; blank lines part them. */
function printRun(run: readonly Piece[]): string[] {
  const paragraphs: string[] = ['']
  const add = (text: string) => {
    paragraphs[paragraphs.length - 1] += text
  }
  for (const [index, { kind, source }] of run.entries()) {
    if (kind === 'inline') add(source)
    else if (kind === 'break') add(BREAK)
    else {
      const isBehindBreak = run[index - 1]?.kind === 'break'
      const text = isBehindBreak ? source.replace(/^[ \t]*\n(?![ \t]*\n)/, '') : source
      const [first = '', ...others] = text.split(/\n[ \t]*(?:\n[ \t]*)+/)
      add(broken(first))
      for (const other of others) {
        paragraphs.push('')
        add(broken(other))
      }
    }
  }
  return paragraphs.flatMap(printParagraph)
}

function broken(text: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? line : line.trimStart()))
    .join(BREAK)
}

/** Addresses that stand alone in a line are shown as what they lead to; WordPress's autoembed. */
function printParagraph(text: string): string[] {
  const printed: string[] = []
  let lines: string[] = []
  const flush = () => {
    while (lines[0]?.trim() === '') lines.shift()
    while (lines.at(-1)?.trim() === '') lines.pop()
    const joined = lines.join(BREAK).trim()
    if (joined !== '') printed.push(`<p>${joined}</p>`)
    lines = []
  }
  for (const line of text.split(BREAK)) {
    if (!BARE_ADDRESS.test(line.trim())) {
      lines.push(line)
      continue
    }
    flush()
    printed.push(embed(line.trim()))
  }
  flush()
  return printed
}

/** The lines of a paragraph that its author tagged. */
function withBreaks(paragraph: string): string {
  const parts = paragraph.split(/(<[^<>]*>)/)
  return parts
    .map((part, index) => {
      if (index % 2 === 1) return part
      const isBehindBreak = /^<br/i.test(parts[index - 1] ?? '')
      const isFirst = index <= 2
      const isLast = index >= parts.length - 3
      const start = isBehindBreak || isFirst ? part.replace(/^\s*\n/, '') : part
      const text = isLast ? start.trimEnd() : start
      return text.replace(/\n[ \t]*(?:\n[ \t]*)+/g, '</p>\n<p>').replace(/\n(?!<p>)/g, BREAK)
    })
    .join('')
}
