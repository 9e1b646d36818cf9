import { readFile, stat } from 'node:fs/promises'
import * as z from 'zod'
import {
  importNavigation,
  type ImportAuthor,
  type ImportDocument,
  type ImportMedia,
  type ImportTerm,
} from '#content/import-document.ts'
import { MediaIndex } from '../media-index.ts'
import { siteRoot } from '../old-paths.ts'
import {
  SourceError,
  type Alternate,
  type Outcome,
  type Source,
  type SourceFailure,
  type SourceOptions,
} from '../source.ts'
import { NotAPostError, parseRestPost, toImportDocument } from '../wordpress/document.ts'
import { plainText, toImportMedia } from '../wordpress/media.ts'
import { toImportAuthor, toImportTerm } from '../wordpress/terms.ts'
import { alternatesOf } from './alternates.ts'
import { describeText } from './api-answer.ts'
import { placeMenus, toTree, type MenuEntry } from './menus.ts'
import { Notes } from './notes.ts'
import { inOrder } from './in-order.ts'
import { kindOf, objectsIn } from './rest-shapes.ts'
import { menuItemSchema } from './site-menus.ts'

/** Longer texts do not fit into one string of Node's. */
const MAX_FILE_BYTES = 256_000_000

/** What a set of files holds beside its articles. */
interface Holdings {
  terms: Map<number, ImportTerm>
  authors: Map<number, ImportAuthor>
  media: ImportMedia[]
  index: MediaIndex
  comments: Map<number, number>
  menus: Map<number, MenuEntry[]>
  /** Where menus stand, as an export of this publication says. */
  places: Map<number, MenuPlace>
  /** Files with articles in them. */
  files: string[]
  posts: number
  pages: number
  failures: SourceFailure[]
  /** How many objects of other kinds were met, by what they are. */
  others: Map<string, number>
}

/**
 * Files of REST JSON: each one object, a list, or an object of lists; read in the order given.
 * @throws SourceError when there is nothing of WordPress in any, in one line
 */
export async function openRestFiles(
  files: readonly string[],
  label: string,
  options: SourceOptions,
): Promise<Source> {
  const holdings = emptyHoldings()
  for (const file of files) {
    const objects = await readObjects(file, files.length === 1, holdings)
    const before = holdings.posts + holdings.pages
    for (const json of objects) hold(json, file, holdings)
    if (holdings.posts + holdings.pages > before) holdings.files.push(file)
  }
  if (isEmpty(holdings)) throw new SourceError(`${label} ${whyEmpty(files, holdings)}`)
  const notes = new Notes(options.onNote)
  for (const [what, count] of holdings.others) notes.say(`Left out: ${count} × ${what}.`)
  const isSingle = files.length === 1 && holdings.posts + holdings.pages <= 1
  return new RestFilesSource({ label, holdings, options, notes, isSingle })
}

function emptyHoldings(): Holdings {
  return {
    terms: new Map(),
    authors: new Map(),
    media: [],
    index: new MediaIndex(),
    comments: new Map(),
    menus: new Map(),
    places: new Map(),
    files: [],
    posts: 0,
    pages: 0,
    failures: [],
    others: new Map(),
  }
}

async function readObjects(
  file: string,
  isOnly: boolean,
  { failures }: Pick<Holdings, 'failures'>,
): Promise<unknown[]> {
  try {
    return objectsIn(await readJson(file))
  } catch (error) {
    if (!(error instanceof SourceError) || isOnly) throw error
    failures.push({ what: file, message: error.message.replace(`${file} `, 'it ') })
    return []
  }
}

async function readJson(file: string): Promise<unknown> {
  const { size } = await stat(file)
  if (size > MAX_FILE_BYTES) {
    throw new SourceError(`${file} is too large for one file of JSON: split it into pages.`)
  }
  const text = (await readFile(file, 'utf8')).replace(/^\ufeff/, '')
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const what = describeText(text.trim())
    if (/page$|check$|error$/.test(what)) {
      throw new SourceError(`${file} is no JSON but ${what}: fetch it again while the API is open.`)
    }
    if (what === 'nothing') throw new SourceError(`${file} is empty.`)
    const words = error instanceof Error ? error.message : ''
    throw new SourceError(`${file} is no JSON: ${words.replace(/\s+/g, ' ').slice(0, 150)}.`)
  }
}

function hold(json: unknown, file: string, holdings: Holdings): void {
  const kind = kindOf(json)
  if (kind === 'post') {
    const { type } = json as { type?: unknown }
    holdings[type === 'page' ? 'pages' : 'posts']++
  } else if (kind === 'media') holdMedia(json, file, holdings)
  else if (kind === 'term') {
    const term = toImportTerm(json)
    if (term) holdings.terms.set(term.id, term)
    else fail(holdings, `term in ${file}`, 'it lacks an id, a slug or a name.')
  } else if (kind === 'user') {
    const author = toImportAuthor(json)
    if (author) holdings.authors.set(author.id, author)
    else fail(holdings, `user in ${file}`, 'it lacks an id, a slug or a name.')
  } else if (kind === 'comment') {
    const { post, status } = json as { post?: unknown; status?: unknown }
    const isOpen = status === undefined || status === 'approved'
    if (typeof post === 'number' && isOpen)
      holdings.comments.set(post, (holdings.comments.get(post) ?? 0) + 1)
  } else if (kind === 'menu-item') holdMenuItem(json, holdings)
  else if (kind === 'error') {
    const { code, message } = json as { code: string; message: string }
    fail(holdings, file, `it holds a refusal instead of content (${code}: ${message}).`)
  } else {
    const { taxonomy } = (json ?? {}) as { taxonomy?: unknown }
    const what = kind === 'other-term' ? `term of ${String(taxonomy)}` : 'object of another kind'
    holdings.others.set(what, (holdings.others.get(what) ?? 0) + 1)
  }
}

function fail({ failures }: Holdings, what: string, message: string): void {
  failures.push({ what, message })
}

function holdMedia(json: unknown, file: string, holdings: Holdings): void {
  const media = toImportMedia(json)
  if (media === null) {
    fail(holdings, `medium in ${file}`, 'it lacks an id or an address.')
    return
  }
  holdings.media.push(media)
  holdings.index.add(media)
}

const menuPlace = z.looseObject({
  meridian: importNavigation.pick({ location: true, source: true }),
})
type MenuPlace = z.output<typeof menuPlace>['meridian']

function holdMenuItem(json: unknown, { menus, places }: Holdings): void {
  const item = menuItemSchema.safeParse(json).data
  const label = plainText(item?.title ?? '')
  if (!item || label === '' || item.url === '') return
  const place = menuPlace.safeParse(json).data?.meridian
  if (place !== undefined) places.set(item.menus, place)
  const { id, parent: parentId, menu_order: order, url } = item
  menus.set(item.menus, [...(menus.get(item.menus) ?? []), { id, parentId, order, label, url }])
}

function isEmpty(holdings: Holdings): boolean {
  const { terms, authors, media, posts, pages, comments, menus } = holdings
  return [terms.size, authors.size, media.length, posts, pages, comments.size, menus.size].every(
    (count) => count === 0,
  )
}

function whyEmpty(files: readonly string[], { failures, others }: Holdings): string {
  const [first] = failures
  if (first) {
    const where = files.length === 1 ? '' : ` (${first.what})`
    return `holds nothing to import${where}: ${first.message}`
  }
  const count = [...others.values()].reduce((sum, more) => sum + more, 0)
  if (count === 0) return "is an empty list: give posts, pages or media of WordPress's REST API."
  return "is JSON of something else: give posts, pages or media of WordPress's REST API (/wp-json/wp/v2/posts)."
}

interface Parts {
  label: string
  holdings: Holdings
  options: SourceOptions
  notes: Notes
  isSingle: boolean
}

class RestFilesSource implements Source {
  readonly label: string
  readonly totals: Source['totals']
  readonly #parts: Parts
  readonly #alternates: Alternate[] = []
  #source: ImportDocument['source'] | null = null

  constructor(parts: Parts) {
    const { posts, pages, media, terms, authors } = parts.holdings
    this.#parts = parts
    this.label = parts.label
    this.totals = parts.isSingle
      ? null
      : { posts, pages, media: media.length, terms: terms.size, authors: authors.size }
  }

  async *terms() {
    for (const value of this.#parts.holdings.terms.values()) yield { value }
  }

  async *authors() {
    for (const value of this.#parts.holdings.authors.values()) yield { value }
  }

  async *media() {
    for (const value of this.#parts.holdings.media) yield { value }
  }

  async *documents(): AsyncGenerator<Outcome<ImportDocument>> {
    const { options, notes, holdings, isSingle } = this.#parts
    for (const failure of holdings.failures) yield { failure }
    const { limit, since } = options
    const isWhole = since === undefined && !isSingle
    yield* inOrder(this.#articles(), { limit, isWhole, notes })
  }

  async *navigation() {
    const { menus } = this.#parts.holdings
    const [own] = this.#parts.holdings.places.values()
    const source = own?.source ?? this.#source ?? { hosts: this.#hostsOfMenus(), pathPrefix: '/' }
    const named = [...menus].map(([id, entries]) => ({
      name: `menu ${id}`,
      slug: this.#parts.holdings.places.get(id)?.location ?? `menu-${id}`,
      locations: [],
      items: toTree(entries),
    }))
    for (const value of placeMenus(named, source)) yield { value }
  }

  alternates(): readonly Alternate[] {
    return this.#alternates
  }

  async close(): Promise<void> {}

  #hostsOfMenus(): string[] {
    const entries = [...this.#parts.holdings.menus.values()].flat()
    return [...new Set(entries.flatMap(({ url }) => siteRoot(url)?.host ?? []))].slice(0, 1)
  }

  async *#articles(): AsyncGenerator<Outcome<ImportDocument>> {
    const { holdings, options, notes } = this.#parts
    const seen = new Set<string>()
    for (const file of holdings.files) {
      for (const json of await readObjects(file, false, holdings)) {
        if (kindOf(json) !== 'post') continue
        const outcome = this.#read(json, file)
        const article = outcome.value?.article
        if (article) {
          const key = `${article.id} ${article.link}`
          if (options.since !== undefined && article.modifiedAt < options.since) continue
          if (seen.has(key)) {
            notes.add(`${article.type} ${article.id} (${article.link})`, 'is given twice')
            continue
          }
          seen.add(key)
        }
        yield outcome
      }
    }
  }

  #read(json: unknown, file: string): Outcome<ImportDocument> {
    const { holdings, notes } = this.#parts
    try {
      const post = parseRestPost(json)
      this.#alternates.push(...alternatesOf(post))
      const value = toImportDocument(post, {
        terms: holdings.terms,
        authors: holdings.authors,
        media: holdings.index,
        ...(holdings.comments.size > 0 && { comments: holdings.comments }),
        onNote: (what, line) => notes.add(what, line),
      })
      this.#source ??= value.source
      return { value }
    } catch (error) {
      if (!(error instanceof NotAPostError)) throw error
      const { id, link } = json as { id?: unknown; link?: unknown }
      const name = typeof id === 'number' ? `object ${id} (${String(link ?? file)})` : file
      return { failure: { what: name, message: error.message } }
    }
  }
}
