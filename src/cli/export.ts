import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { ImportNavigation } from '#content/import-document.ts'
import { readArguments } from './arguments.ts'
import { DraftSet, makeFolder, type DraftFile } from './draft-file.ts'
import {
  exportAuthors,
  exportDocuments,
  exportMediaPage,
  exportNavigation,
  exportSite,
  exportTerms,
  type ExportDocument,
  type ExportMedia,
  type ExportSite,
} from './export-answers.ts'
import { restArticle, restMedia, restMenu, restTerm, restUser } from './export-rest.ts'
import { wxrArticle, wxrAttachment, wxrMenu, wxrStart, WXR_END } from './export-wxr.ts'
import { withoutControls } from './plain-text.ts'
import { UsageError } from './settings.ts'
import { openTarget, TargetError, type Target } from './target.ts'

const USAGE =
  'Usage: npm run export -- --region ca --to URL --key user:password --out DIR [--content source|clean]'

/** Objects in a file of REST JSON: what WordPress gives at most on one page. */
const REST_PAGE = 100
/** Bodies are up to 600 KB each, twice. */
const DOCUMENTS_AT_ONCE = 25
const MEDIA_AT_ONCE = 100

const options = z.object({
  region: z.string().regex(/^(?:[a-z0-9-]+|\/)$/),
  to: z.url({ protocol: /^https?$/ }),
  key: z.string().regex(/^[^:]+:./),
  out: z.string().min(1),
  content: z.enum(['source', 'clean']).default('source'),
})

/**
 * Writes everything that a region holds: `ca.wxr.xml` for any WordPress, `ca/posts-1.json` and so on as the REST API gives
 * them, a hundred objects a file, and `ca.media.csv` and `ca.media.json`, which list all media files.
 * @throws UsageError in one line for whatever is wrong with the arguments or the answers
 */
export async function exportCommand(args: readonly string[]): Promise<void> {
  const { options: given } = readArguments(args, ['region', 'to', 'key', 'out', 'content'], USAGE)
  const parsed = options.safeParse(given)
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0])
    throw new UsageError(
      given[name as keyof typeof given] === undefined
        ? `--${name} is missing. ${USAGE}`
        : `--${name} cannot be read. ${USAGE}`,
    )
  }
  const { region, to, key, out, content } = parsed.data
  const target = openTarget({
    to,
    key,
    region: region === '/' ? '' : region,
    onNote: (line) => console.log(withoutControls(line)),
  })
  try {
    const counts = await exportRegion(target, out, content === 'clean')
    const told = Object.entries(counts).map(([what, number]) => `${number} ${what}`)
    console.log(`${told.join(', ')} in ${out}`)
  } catch (error) {
    if (error instanceof TargetError) throw new UsageError(error.message)
    throw error
  }
}

/** Writes the files of one region; how many of each kind of thing there are. */
export async function exportRegion(
  target: Target,
  out: string,
  isClean: boolean,
): Promise<Record<'articles' | 'media' | 'terms' | 'authors' | 'menus', number>> {
  const site = await target.get(exportSite, 'export/site')
  const { terms } = await target.get(exportTerms, 'export/terms')
  const { authors } = await target.get(exportAuthors, 'export/authors')
  const { navigation: menus } = await target.get(exportNavigation, 'export/navigation')
  const name = target.region || 'root'
  // The folder of a region holds REST objects alone, so that it can be read as a whole.
  const folder = join(out, name)
  await makeFolder(folder)
  const drafts = new DraftSet()
  try {
    const counts = await writeRegion(
      target,
      { drafts, out, name, isClean },
      { site, terms, authors, menus },
    )
    await drafts.finish()
    await dropOlder(folder, counts.files)
    return counts.things
  } catch (error) {
    await drafts.drop()
    throw error
  }
}

interface RegionParts {
  site: ExportSite
  terms: z.output<typeof exportTerms>['terms']
  authors: z.output<typeof exportAuthors>['authors']
  menus: z.output<typeof exportNavigation>['navigation']
}

async function writeRegion(
  target: Target,
  to: { drafts: DraftSet; out: string; name: string; isClean: boolean },
  { site, terms, authors, menus }: RegionParts,
) {
  const { drafts, out, name, isClean } = to
  const wxr = await drafts.open(join(out, `${name}.wxr.xml`))
  const rest = new RestFiles(drafts, join(out, name))
  const list = await openMediaList(drafts, join(out, name))
  await wxr.write(wxrStart(site, { authors, terms, menus, createdAt: new Date() }).toString())
  for (const term of terms) {
    await rest.add(term.taxonomy === 'category' ? 'categories' : 'tags', restTerm(term))
  }
  for (const author of authors) await rest.add('users', restUser(author))
  let lastId = 0
  let media = 0
  for await (const item of allMedia(target)) {
    await wxr.write(wxrAttachment(item, site).toString())
    await rest.add('media', restMedia(item, site))
    await list.add(item)
    lastId = Math.max(lastId, item.id)
    media++
  }
  let articles = 0
  for await (const document of allDocuments(target)) {
    const { article } = document
    await wxr.write(wxrArticle(document, site, isClean).toString())
    const kind = article.type === 'post' ? 'posts' : 'pages'
    await rest.add(kind, restArticle(document, site, isClean))
    lastId = Math.max(lastId, article.id)
    articles++
  }
  await writeMenus({ wxr, rest }, menus, site, lastId)
  await wxr.write(WXR_END)
  await list.end()
  const files = await rest.end()
  const numbers = { terms: terms.length, authors: authors.length, menus: menus.length }
  return { things: { articles, media, ...numbers }, files }
}

async function writeMenus(
  { wxr, rest }: { wxr: DraftFile; rest: RestFiles },
  menus: readonly ImportNavigation[],
  site: ExportSite,
  lastId: number,
): Promise<void> {
  let firstId = lastId + 1
  for (const [index, menu] of menus.entries()) {
    const items = wxrMenu(menu, site, firstId)
    for (const item of items) await wxr.write(item.toString())
    for (const item of restMenu(menu, index + 1, firstId)) await rest.add('menu-items', item)
    firstId += items.length
  }
}

async function* allDocuments(target: Target): AsyncGenerator<ExportDocument> {
  let after: number | null = 0
  while (after !== null) {
    const query: Record<string, number> = { after, limit: DOCUMENTS_AT_ONCE }
    const page: z.output<typeof exportDocuments> = await target.get(
      exportDocuments,
      'export',
      query,
    )
    yield* page.documents
    after = page.next
  }
}

async function* allMedia(target: Target): AsyncGenerator<ExportMedia> {
  let after: number | null = 0
  while (after !== null) {
    const query: Record<string, number> = { after, limit: MEDIA_AT_ONCE }
    const page: z.output<typeof exportMediaPage> = await target.get(
      exportMediaPage,
      'export/media',
      query,
    )
    yield* page.media
    after = page.next
  }
}

const KINDS = ['posts', 'pages', 'media', 'categories', 'tags', 'users', 'menu-items'] as const
type RestKind = (typeof KINDS)[number]

/** `posts-1.json`, `posts-2.json`, …: arrays of a hundred objects, one a line. */
class RestFiles {
  readonly #drafts: DraftSet
  readonly #folder: string
  readonly #open = new Map<RestKind, { file: DraftFile; count: number; number: number }>()

  constructor(drafts: DraftSet, folder: string) {
    this.#drafts = drafts
    this.#folder = folder
  }

  async add(kind: RestKind, object: Record<string, unknown>): Promise<void> {
    let current = this.#open.get(kind)
    if (current === undefined || current.count === REST_PAGE) {
      await current?.file.write(END)
      // An archive has more files than a process may hold open.
      await current?.file.close()
      const number = (current?.number ?? 0) + 1
      const file = await this.#drafts.open(join(this.#folder, `${kind}-${number}.json`))
      current = { file, count: 0, number }
      this.#open.set(kind, current)
    }
    await current.file.write(`${current.count === 0 ? '[\n' : ',\n'}${JSON.stringify(object)}`)
    current.count++
  }

  /** Ends the last file of each kind; how many files each has. */
  async end(): Promise<Map<RestKind, number>> {
    for (const { file } of this.#open.values()) await file.write(END)
    return new Map([...this.#open].map(([kind, { number }]) => [kind, number]))
  }
}

const END = '\n]\n'

/** An earlier export may have had more of a kind: its later files are none of this one. */
async function dropOlder(folder: string, files: ReadonlyMap<RestKind, number>): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, kind, number] = /^([a-z-]+)-(\d+)\.json$/.exec(name) ?? []
    const isKind = KINDS.find((known) => known === kind)
    if (isKind && Number(number) > (files.get(isKind) ?? 0)) await rm(join(folder, name))
  }
}

/** Every file with its address and size, for whoever copies them: `{name}.media.csv` and `{name}.media.json`. */
async function openMediaList(drafts: DraftSet, name: string) {
  const csv = await drafts.open(`${name}.media.csv`)
  const json = await drafts.open(`${name}.media.json`)
  await csv.write('media_id,file,url,mime_type,width,height,bytes\r\n')
  let separator = '[\n'
  return {
    async add({ id, sizes, bytes, sourceUrl: url, ...original }: ExportMedia): Promise<void> {
      for (const { file, url: address, mimeType, width, height } of [
        { ...original, url },
        ...sizes,
      ]) {
        const row = {
          media_id: id,
          file,
          url: address,
          mime_type: mimeType,
          width,
          height,
          bytes: bytes[file] ?? null,
        }
        await csv.write(`${Object.values(row).map(csvField).join(',')}\r\n`)
        await json.write(`${separator}${JSON.stringify(row)}`)
        separator = ',\n'
      }
    },
    async end(): Promise<void> {
      if (separator === '[\n') await json.write('[')
      await json.write(END)
    },
  }
}

/** RFC 4180. A field that a spreadsheet would take for a formula gets an apostrophe. */
function csvField(value: string | number | null): string {
  const text = String(value ?? '')
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
