import { open } from 'node:fs/promises'
import type { ImportDocument } from '#content/import-document.ts'
import { isInternalType, toStatus } from '../post-types.ts'
import { SourceError, type Outcome, type Source, type SourceOptions } from '../source.ts'
import { stableId } from '../stable-id.ts'
import { Notes } from './notes.ts'
import { inOrder } from './in-order.ts'
import { describeItem, toDocument } from './wxr-item.ts'
import { readMenus } from './wxr-menus.ts'
import { readWxr, type WxrItem, type WxrPart } from './wxr-reader.ts'
import { scanWxr, type WxrScan } from './wxr-scan.ts'

/**
 * An export of WordPress (WXR 1.0 to 1.2), in one file or several, read in two passes: what articles refer to, then the
 * articles.
 * @throws SourceError when a file is none, in one line
 */
export async function openWxr(
  files: readonly string[],
  label: string,
  options: SourceOptions,
): Promise<Source> {
  const scan = await scanWxr(files)
  const notes = new Notes(options.onNote)
  for (const [file, { isWxr, root, mended, firstMendedLine }] of scan.ends) {
    if (!isWxr) throw new SourceError(`${file} ${await whatElse(file, root)}`)
    if (mended === 0) continue
    const where = `the first in line ${firstMendedLine}`
    notes.say(`${file}: ${mended} places that XML does not allow were mended, ${where}.`)
  }
  for (const [what, count] of scan.leftOut) notes.say(`Left out: ${count} × ${what}.`)
  return new WxrSource(files, label, { scan, notes, options })
}

async function startOf(file: string): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(200), 0, 200, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function whatElse(file: string, root: string): Promise<string> {
  const isPage = /^\s*<(?:!doctype html|html)\b/i.test(await startOf(file))
  const advice = 'export all content there (Tools, Export).'
  if (root === 'rss') return `is a feed, no WordPress export: ${advice}`
  if (isPage) return `is a web page, no WordPress export: ${advice}`
  if (root === '') return `holds no XML: ${advice}`
  return `is XML of something else (<${root}>), no WordPress export: ${advice}`
}

interface Parts {
  scan: WxrScan
  notes: Notes
  options: SourceOptions
}

class WxrSource implements Source {
  readonly label: string
  readonly totals: Source['totals']
  readonly #files: readonly string[]
  readonly #parts: Parts

  constructor(files: readonly string[], label: string, parts: Parts) {
    const { scan } = parts
    this.#files = files
    this.label = label
    this.#parts = parts
    this.totals = {
      ...scan.counts,
      media: scan.attachments.length,
      terms: scan.terms.size,
      authors: scan.authors.size,
    }
  }

  async *terms() {
    for (const value of this.#parts.scan.terms.values()) yield { value }
  }

  async *authors() {
    for (const value of this.#parts.scan.authors.values()) yield { value }
  }

  async *media() {
    const { attachments, unusable } = this.#parts.scan
    for (const value of attachments) yield { value }
    for (const what of unusable) {
      yield { failure: { what, message: 'it says no address that a file could be fetched from.' } }
    }
  }

  async *documents(): AsyncGenerator<Outcome<ImportDocument>> {
    const { options, notes } = this.#parts
    const { limit, since } = options
    yield* inOrder(this.#articles(), { limit, isWhole: since === undefined, notes })
  }

  async *navigation() {
    const { scan, notes } = this.#parts
    const lost = (what: string) => notes.add(what, 'leads to nothing that is in the export')
    for (const value of readMenus(scan, lost)) yield { value }
    notes.flush()
  }

  alternates(): readonly [] {
    return []
  }

  async close(): Promise<void> {}

  async *#articles(): AsyncGenerator<Outcome<ImportDocument>> {
    const { scan, notes, options } = this.#parts
    const seen = new Map<number, string>()
    const context = {
      scan,
      onNote: (what: string, line: string) => notes.add(what, line),
    }
    for await (const { file, part } of this.#items()) {
      if (part.kind === 'end' && part.end.cut) yield { failure: cutFailure(file, part.end.cut) }
      if (part.kind !== 'item' || !isArticle(part.item)) continue
      if (isNothing(part.item)) {
        const message = 'it has no id, title, slug or text: there is nothing to import.'
        yield { failure: { what: `item in line ${part.item.line}`, message } }
        continue
      }
      const document = withOwnId(toDocument(part.item, context), part.item, seen, notes)
      if (document === null) continue
      if (options.since !== undefined && document.article.modifiedAt < options.since) continue
      yield { value: document }
    }
  }

  async *#items(): AsyncGenerator<{ file: string; part: WxrPart }> {
    for (const file of this.#files) {
      for await (const part of readWxr(file)) yield { file, part }
    }
  }
}

function isArticle(item: WxrItem): boolean {
  const type = item.fields.get('wp:post_type')?.trim() || 'post'
  const status = item.fields.get('wp:status')?.trim() || 'publish'
  return !isInternalType(type) && toStatus(status) !== null
}

function isNothing(item: WxrItem): boolean {
  const names = ['wp:post_id', 'wp:post_name', 'title', 'link', 'content:encoded']
  return names.every((name) => !item.fields.get(name)?.trim())
}

/** Joined exports give an item twice, and edited ones one id to several: the second gets an id of its own. */
function withOwnId(
  document: ImportDocument,
  item: WxrItem,
  seen: Map<number, string>,
  notes: Notes,
): ImportDocument | null {
  const { article } = document
  const key = [item.fields.get('wp:post_type'), article.link, article.slug].join(' ')
  const before = seen.get(article.id)
  if (before === undefined) {
    seen.set(article.id, key)
    return document
  }
  const what = describeItem(item)
  const id = stableId(key)
  if (before === key || seen.has(id)) {
    notes.add(what, 'stands in the export twice: the first one is imported')
    return null
  }
  seen.set(id, key)
  notes.add(what, 'shares its id with another item: it gets one of its own')
  return { ...document, article: { ...article, id } }
}

function cutFailure(file: string, cut: { line: number; inside: string }) {
  return {
    what: `${file}, line ${cut.line}`,
    message: `the file is cut off in the middle of ${cut.inside}: all before it was read; export or copy it again for the rest.`,
  }
}
