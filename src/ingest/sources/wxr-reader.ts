import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { XmlMender } from './xml-mender.ts'

/** One `item` of an export, as it stands there. */
export interface WxrItem {
  /** The text of each of its elements, by name (`wp:post_id`, `content:encoded`). */
  fields: Map<string, string>
  categories: { domain: string; nicename: string; name: string }[]
  meta: [key: string, value: string][]
  /** Approved comments. */
  comments: number
  line: number
}

export type WxrPart =
  /** A text of the site itself: `title`, `link`, `wp:base_blog_url`. */
  | { kind: 'site'; name: string; text: string }
  /** `wp:author`, `wp:category`, `wp:tag`, `wp:term`. */
  | { kind: 'record'; name: string; fields: Map<string, string> }
  | { kind: 'item'; item: WxrItem }
  | { kind: 'end'; end: WxrEnd }

/** What was met on the way through a file. */
export interface WxrEnd {
  root: string
  /** Whether anything of WordPress's namespace was met. */
  isWxr: boolean
  /** Where the file stops before its end, and in the middle of what. */
  cut: { line: number; inside: string } | null
  /** Characters and entities that XML does not allow, and markup that is not escaped. */
  mended: number
  firstMendedLine: number
}

const RECORDS = new Set(['wp:author', 'wp:category', 'wp:tag', 'wp:term'])
const CONTAINERS = new Set([
  ...RECORDS,
  'rss',
  'channel',
  'item',
  'image',
  'wp:postmeta',
  'wp:comment',
  'wp:commentmeta',
  'wp:termmeta',
])
/** Comments that readers never saw as such. */
const HIDDEN_COMMENTS = new Set(['note', 'like', 'order_note'])

/** Reads an export from beginning to end; no more than one item is held. */
export async function* readWxr(file: string): AsyncGenerator<WxrPart> {
  const parts: WxrPart[] = []
  const reader = new Reader(parts)
  const decoder = new TextDecoder(await encodingOf(file))
  for await (const chunk of createReadStream(file, { highWaterMark: 128 * 1024 })) {
    const bytes = chunk as Uint8Array // no encoding is set: chunks are bytes
    reader.write(decoder.decode(bytes, { stream: true }))
    yield* parts.splice(0)
  }
  reader.write(decoder.decode())
  reader.close()
  yield* parts
}

/** The encoding that the file declares, UTF-8 when it declares none that is known. */
async function encodingOf(file: string): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(200), 0, 200, 0)
    const start = buffer.toString('latin1', 0, bytesRead)
    const declared = /^[^<]*<\?xml[^>]*encoding=["']([\w-]+)/.exec(start)?.[1] ?? 'utf-8'
    return new TextDecoder(declared).encoding
  } catch (error) {
    if (error instanceof RangeError) return 'utf-8'
    throw error
  } finally {
    await handle.close()
  }
}

/** A copy: what is cut out of a chunk of the file would keep all of the chunk in memory (V8's sliced strings). */
function detached(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8')
}

class Reader {
  readonly #parts: WxrPart[]
  readonly #parser = new SaxesParser({ xmlns: false, position: true })
  readonly #mender = new XmlMender()
  readonly #open: string[] = []
  #text: string[] = []
  /** Depth of the element whose markup is text that should have been escaped; 0 outside. */
  #leafDepth = 0
  #item: WxrItem | null = null
  #record: Map<string, string> | null = null
  #pair = { key: '', value: '' }
  #comment = { approved: '', type: '' }
  #category = { domain: '', nicename: '' }
  #isClosing = false
  #end: WxrEnd = { root: '', isWxr: false, cut: null, mended: 0, firstMendedLine: 0 }

  constructor(parts: WxrPart[]) {
    this.#parts = parts
    this.#parser.on('opentag', (tag) => this.#openTag(tag))
    this.#parser.on('closetag', (tag) => this.#closeTag(tag.name))
    this.#parser.on('text', (text) => this.#text.push(text))
    this.#parser.on('cdata', (text) => this.#text.push(text))
    this.#parser.on('error', () => this.#noteError())
  }

  write(text: string): void {
    // White space before the declaration would make an error of the whole file.
    const chunk = this.#parser.position === 0 ? text.trimStart() : text
    const before = this.#mender.mended
    const mended = this.#mender.write(chunk)
    if (this.#mender.mended > before) this.#noteError(this.#mender.mended - before)
    this.#parser.write(mended)
  }

  close(): void {
    this.#parser.write(this.#mender.end())
    if (this.#open.length > 0) {
      this.#end.cut = { line: this.#parser.line, inside: this.#where() }
    }
    this.#isClosing = true
    this.#parser.close()
    this.#parts.push({ kind: 'end', end: this.#end })
  }

  #where(): string {
    const item = this.#item
    if (!item) return this.#open.at(-1) ?? 'nothing'
    const title = item.fields.get('title') ?? ''
    const id = item.fields.get('wp:post_id')
    return `the item${title ? ` "${title.slice(0, 80)}"` : ''}${id ? ` (${id})` : ''}`
  }

  #noteError(count = 1): void {
    if (this.#isClosing) return
    this.#end.mended += count
    this.#end.firstMendedLine ||= this.#parser.line
  }

  #openTag(tag: SaxesTagPlain): void {
    const parent = this.#open.at(-1)
    this.#open.push(tag.name)
    if (this.#leafDepth > 0 || (parent !== undefined && !CONTAINERS.has(parent))) {
      this.#leafDepth ||= this.#open.length
      this.#noteError()
      const attributes = Object.entries(tag.attributes).map(
        ([name, value]) => ` ${name}="${value.replaceAll('"', '&quot;')}"`,
      )
      this.#text.push(`<${tag.name}${attributes.join('')}>`)
      return
    }
    this.#text = []
    if (this.#open.length === 1) this.#end.root = tag.name
    this.#end.isWxr ||= tag.name.startsWith('wp:')
    if (tag.name === 'item') {
      const line = this.#parser.line
      this.#item = { fields: new Map(), categories: [], meta: [], comments: 0, line }
    } else if (RECORDS.has(tag.name) && parent === 'channel') this.#record = new Map()
    else if (tag.name === 'wp:postmeta') this.#pair = { key: '', value: '' }
    else if (tag.name === 'wp:comment') this.#comment = { approved: '', type: '' }
    else if (tag.name === 'category') {
      const { domain = '', nicename = '' } = tag.attributes
      this.#category = { domain: detached(domain), nicename: detached(nicename) }
    }
  }

  #closeTag(name: string): void {
    const depth = this.#open.length
    this.#open.pop()
    if (this.#leafDepth > 0) {
      if (!['br', 'hr', 'img'].includes(name)) this.#text.push(`</${name}>`)
      if (depth === this.#leafDepth) this.#leafDepth = 0
      return
    }
    if (this.#isClosing) return
    const parent = this.#open.at(-1)
    const whole = this.#text.join('')
    const text = name === 'content:encoded' ? whole : detached(whole)
    this.#text = []
    if (parent === 'channel') this.#closeTop(name, text)
    else if (parent === 'item') this.#closeOfItem(name, text)
    else if (parent === 'wp:postmeta') {
      if (name === 'wp:meta_key') this.#pair.key = text
      else if (name === 'wp:meta_value') this.#pair.value = text
    } else if (parent === 'wp:comment') {
      if (name === 'wp:comment_approved') this.#comment.approved = text.trim()
      else if (name === 'wp:comment_type') this.#comment.type = text.trim()
    } else if (parent !== undefined && RECORDS.has(parent)) this.#record?.set(name, text)
  }

  #closeTop(name: string, text: string): void {
    if (name === 'item' && this.#item) {
      this.#parts.push({ kind: 'item', item: this.#item })
      this.#item = null
    } else if (this.#record && RECORDS.has(name)) {
      this.#parts.push({ kind: 'record', name, fields: this.#record })
      this.#record = null
    } else if (!CONTAINERS.has(name)) this.#parts.push({ kind: 'site', name, text: text.trim() })
  }

  #closeOfItem(name: string, text: string): void {
    const item = this.#item
    if (!item) return
    if (name === 'wp:postmeta') {
      if (this.#pair.key !== '') item.meta.push([this.#pair.key, this.#pair.value])
    } else if (name === 'wp:comment') {
      const { approved, type } = this.#comment
      if (approved === '1' && !HIDDEN_COMMENTS.has(type)) item.comments++
    } else if (name === 'category') {
      const { domain, nicename } = this.#category
      item.categories.push({ domain: domain || 'category', nicename, name: text.trim() })
    } else item.fields.set(name, text)
  }
}
