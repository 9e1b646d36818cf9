import type { MediaRow } from '#content/media.ts'
import { mediaAddress } from '#regions/permalink.ts'
import type { CleanContext } from '../context.ts'
import type { Reporter } from '../report.ts'
import type { Attributes } from './attributes.ts'

/** A shortcode as whoever turns it into HTML is given it. */
export interface Shortcode {
  name: string
  attributes: Attributes
  /** What stands between its tags, its own shortcodes turned into HTML already. */
  content: string
}

export interface Tools {
  context: CleanContext
  report: Reporter
}

/** The HTML that a shortcode means; empty for nothing. */
export type Build = (shortcode: Shortcode, tools: Tools) => string
export type Builds = Readonly<Record<string, Build>>

/** The first of these attributes that is not empty, as HTML text; builders' own ways to write quotes and brackets undone. */
export function textOf({ attributes }: Shortcode, names: readonly string[]): string {
  return decodeText(valueOf(attributes, names))
}

/** The first of these attributes that is not empty, as it is written. */
export function valueOf(attributes: Attributes, names: readonly string[]): string {
  for (const name of names) {
    const value = attributes.get(name)
    if (value) return value
  }
  return ''
}

/** The first of these attributes that holds an address, what wptexturize did to it undone; empty for none. */
export function addressOf({ attributes }: Shortcode, names: readonly string[]): string {
  for (const name of names) {
    const value = attributes.get(name)
    const address = value === undefined ? '' : repairAddress(value)
    if (/^(?:https?:)?\/\/|^[/#?]|^(?:mailto|tel):|^www\./i.test(address)) {
      return address.replace(/^www\./i, 'https://www.')
    }
  }
  return ''
}

/** wptexturize turns `1024x768` and `--` into typographic signs, in addresses too. */
export function repairAddress(address: string): string {
  return address
    .trim()
    .replace(/(?:&#215;|&times;|×)(?=\d)/g, 'x')
    .replace(/&#8211;|&ndash;|–/g, '--')
    .replace(/&#8212;|&mdash;|—/g, '---')
    .replace(/&#821[67];|[‘’]/g, "'")
}

/** Divi writes `%22 %91 %93`, WPBakery ``` `` `{` `}` ``` and base64 for what would end an attribute. */
function decodeText(value: string): string {
  const packed = /^#E-8_([\w+/=]+)$/.exec(value)?.[1]
  if (packed) return unpack(packed) ?? ''
  return value
    .replace(/%22|``/g, '&quot;')
    .replace(/%91|`\{`/g, '&#91;')
    .replace(/%93|`\}`/g, '&#93;')
}

/** Text that is base64 of percent-encoded (or plain) UTF-8; null when it is none. */
export function unpack(base64: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(base64.replace(/\s+/g, '')), (byte) => byte.charCodeAt(0))
    return decodePercent(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes))
  } catch {
    return null
  }
}

/** Percent-encoding undone where there is any. */
export function decodePercent(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** A value between straight quotes. */
export function quoted(value: string): string {
  return `"${value.replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}"`
}

/** Without the halves of paragraphs and the breaks that wpautop left at the ends of a shortcode's content. */
export function trimContent(content: string): string {
  return content
    .replace(/^(?:\s|<\/p>|<br ?\/?>|&nbsp;|\u00a0)+/i, '')
    .replace(/(?:\s|<p>|<br ?\/?>|&nbsp;|\u00a0)+$/i, '')
}

/** Content for a place that takes no blocks. */
export function inline(content: string): string {
  return trimContent(content)
    .replace(/<\/p>\s*<p(?:\s[^>]*)?>/gi, '<br><br>')
    .replace(/<\/?(?:p|div)(?:\s[^>]*)?>/gi, '')
}

/** A block whose end is a paragraph's end; blank for nothing. */
export function block(content: string, className = ''): string {
  if (content.trim() === '') return ''
  return `<div${className && ` class=${quoted(className)}`}>${content}</div>`
}

/** A heading of the level that is asked for (`h3`, `3`), else of the usual one. */
export function heading(text: string, usual: number, wanted = ''): string {
  const level = Number(/^h?([1-6])$/i.exec(wanted.trim())?.[1] ?? usual)
  const words = inline(text)
  // An editor's own heading in the value stays as it is.
  if (/^<h[1-6]/i.test(words)) return words
  return words === '' ? '' : `<h${level}>${words}</h${level}>`
}

export function paragraph(text: string): string {
  return text.trim() === '' ? '' : `<p>${text}</p>`
}

/** A link shown as a button, alone in its paragraph. */
export function button(text: string, address: string, attributes = ''): string {
  const words = inline(text).replace(/<\/?a(?:\s[^>]*)?>/gi, '')
  if (words === '') return ''
  if (address === '' || address === '#') return paragraph(words)
  return `<p><a class="button" href=${quoted(address)}${attributes}>${words}</a></p>`
}

export function disclosure(title: string, content: string): string {
  const words = inline(title)
  if (words === '') return block(content)
  return `<details><summary>${words}</summary>${block(content)}</details>`
}

/** A quotation and whose it is. */
export function quote(content: string, source: readonly string[]): string {
  const cite = source.map(inline).filter(Boolean).join(', ')
  if (trimContent(content) === '') return paragraph(cite)
  return `<blockquote>${block(content)}${cite && `<p><cite>${cite}</cite></p>`}</blockquote>`
}

/** An address that its own site knows how to show: a player where there is one, else a link. */
export function embed(address: string): string {
  if (address === '') return ''
  // The block editor's markup: whatever shows its embeds shows these.
  return `<div class="wp-block-embed__wrapper">\n${quoted(address).slice(1, -1)}\n</div>`
}

export interface Picture {
  /** An address, or a medium's id. */
  source: string
  alt?: string
  /** HTML. */
  caption?: string
  link?: string
}

/** A picture with its caption; reported when it is named by an id that is not known. */
export function picture({ source, alt, caption, link }: Picture, tools: Tools): string {
  const image = imageOf(source, alt ?? '', tools)
  if (image === null) return ''
  const words = inline(caption ?? '')
  const linked = link && link !== '#' ? `<a href=${quoted(link)}>${image}</a>` : image
  return `<figure class="wp-block-image">${linked}${words && `<figcaption>${words}</figcaption>`}</figure>`
}

function imageOf(source: string, alt: string, tools: Tools): string | null {
  const value = repairAddress(source)
  if (/^<img\s/i.test(value)) return value
  // Builders write an id with the size or the address behind it: `12|full`.
  const id = /^(\d{1,12})(?:\D|$)/.exec(value)?.[1]
  const row = id === undefined ? undefined : tools.context.mediaById.get(Number(id))
  if (row) return imageTag(row, alt, tools)
  const address = /(?:https?:)?\/\/[^\s|"<>]+|^\/[^\s|"<>]+/i.exec(value)?.[0]
  if (address) return `<img src=${quoted(address)} alt=${quoted(alt)}>`
  if (id !== undefined && id !== '0') {
    tools.report.note('shortcode-image-unknown', 'lost', `media ${id}`)
  }
  return null
}

function imageTag(row: MediaRow, alt: string, { context }: Tools): string {
  const address = quoted(mediaAddress(row, context.region, row.file))
  const words = alt || row.alt.replaceAll('&', '&amp;')
  return `<img class="wp-image-${row.id}" src=${address} alt=${quoted(words)}>`
}

/** The media that a list of ids names, in its order; what is not known is reported. */
export function listedMedia(list: string, tools: Tools): MediaRow[] {
  const ids = list.match(/\d{1,12}/g) ?? []
  return ids.flatMap((id) => {
    const row = tools.context.mediaById.get(Number(id))
    if (!row) tools.report.note('shortcode-image-unknown', 'lost', `media ${id}`)
    return row ? [row] : []
  })
}

/** Pictures after each other, each with its caption. */
export function gallery(rows: readonly MediaRow[], tools: Tools): string {
  const figures = rows
    .filter((row) => row.mimeType.startsWith('image/'))
    .map((row) => picture({ source: String(row.id), caption: row.caption }, tools))
  return figures.length === 0 ? '' : `<figure class="wp-block-gallery">${figures.join('')}</figure>`
}
