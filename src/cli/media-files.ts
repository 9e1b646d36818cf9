import type { ImportMedia } from '#content/import-document.ts'
import { FetchError } from '#ingest/sources/fetch-error.ts'
import type { MediaFolder } from './media-folder.ts'
import { missingMedia } from './import-answers.ts'
import type { Failure, ReportTotals } from './report.ts'
import { TargetError, type Target } from './target.ts'

/** Files on their way at once, over all articles. */
const CONCURRENCY = 6

/** One file: its path below uploads, where the old site has it, and its bytes where those are known. */
export interface WantedFile {
  file: string
  url: string
  bytes?: number | null | undefined
}

/** Where the bytes come from: a folder, or the old site itself. */
export type FileOrigin =
  | { kind: 'none' }
  | { kind: 'folder'; folder: MediaFolder }
  | { kind: 'web'; download(url: string): Promise<Uint8Array<ArrayBuffer>> }

/** What came of some files: those that a folder lacks, and how many are new here. */
export interface Brought {
  missing: string[]
  stored: number
}

/** Brings files to the site, each once in a run, a few at a time. */
export interface MediaFiles {
  /** The original and all sizes of media. */
  bring(media: readonly ImportMedia[]): Promise<Brought>
  bringFiles(files: readonly WantedFile[]): Promise<Brought>
}

/** Counts go to `totals`, what did not work to `onFailure`; nothing of it stops a run but a site that is gone. */
export function openMediaFiles(
  target: Target,
  origin: FileOrigin,
  totals: ReportTotals['files'],
  onFailure: (failure: Failure) => void,
  signal: AbortSignal,
): MediaFiles {
  const done = new Set<string>()
  const limit = limiter(CONCURRENCY)

  /** Whether the file is new here; null for one that the folder lacks. */
  const bringOne = async (wanted: WantedFile): Promise<boolean | null> => {
    if (origin.kind === 'none' || signal.aborted) return false
    const expected = await expectedBytes(origin, wanted)
    if (expected === null) {
      totals.missing++
      return null
    }
    const here = await target.fileSize(wanted.file)
    if (here !== null && (expected === undefined || here === expected)) {
      totals.present++
      return false
    }
    const bytes =
      origin.kind === 'folder'
        ? await origin.folder.read(wanted.file)
        : await origin.download(wanted.url)
    const stored = await target.putFile(wanted.file, bytes)
    if (stored !== bytes.length) {
      throw new Error(`${bytes.length} bytes were sent and ${stored} stored: run the import again`)
    }
    totals.stored++
    totals.bytes += bytes.length
    return true
  }

  // A host that answers no more is told once, however many of its files are wanted.
  const goneHosts = new Map<string, { failure: Failure; files: number }>()
  const gone = (url: string, { message }: FetchError) => {
    const host = URL.parse(url)?.host ?? url
    const known = goneHosts.get(host) ?? {
      failure: { what: `files of ${host}`, message },
      files: 0,
    }
    if (known.files++ === 0) onFailure(known.failure)
    goneHosts.set(host, known)
    const files = known.files === 1 ? '1 file is' : `${known.files} files are`
    known.failure.message = `${message.replace(/\.$/, '')}: ${files} not fetched; run the import again.`
  }

  const bringFiles = async (files: readonly WantedFile[]): Promise<Brought> => {
    if (origin.kind === 'none') return { missing: [], stored: 0 }
    const open = files.filter(({ file, url }) => !done.has(file) && (url || origin.kind !== 'web'))
    for (const { file } of open) done.add(file)
    const brought: Brought = { missing: [], stored: 0 }
    const bring = async (wanted: WantedFile) => {
      try {
        const isNew = await bringOne(wanted)
        if (isNew === null) brought.missing.push(wanted.file)
        else if (isNew) brought.stored++
      } catch (error) {
        if (error instanceof TargetError && error.isFinal) throw error
        totals.failed++
        if (error instanceof FetchError && error.trouble === 'gone') return gone(wanted.url, error)
        const message = error instanceof Error ? error.message : String(error)
        onFailure({ what: `file ${wanted.file}`, message })
      }
    }
    await Promise.all(open.map((wanted) => limit(() => bring(wanted))))
    return brought
  }

  return {
    bringFiles,
    bring: (media) => bringFiles(media.flatMap(filesOf)),
  }
}

/** Every file of a medium, the original first. */
export function filesOf(item: ImportMedia): WantedFile[] {
  return [
    { file: item.file, url: item.sourceUrl },
    ...item.sizes.map(({ file, url }) => ({ file, url })),
  ]
}

/** Fetches what the site knows and has no files of. */
export async function bringMissing(
  target: Target,
  files: MediaFiles,
  signal: AbortSignal,
  onItem: () => void,
): Promise<Brought> {
  const all: Brought = { missing: [], stored: 0 }
  let after: number | null = 0
  while (after !== null && !signal.aborted) {
    const page: { items: { files: WantedFile[] }[]; next: number | null } = await target.get(
      missingMedia,
      'import/media',
      { stored: false, limit: 100, after },
    )
    await Promise.all(
      page.items.map(async (item) => {
        const { missing, stored } = await files.bringFiles(item.files)
        all.missing.push(...missing)
        all.stored += stored
        onItem()
      }),
    )
    after = page.next
  }
  return all
}

/** How long the file must be here; undefined where nobody knows, null where the folder has none. */
async function expectedBytes(
  origin: FileOrigin,
  wanted: WantedFile,
): Promise<number | null | undefined> {
  if (origin.kind === 'folder') return origin.folder.sizeOf(wanted.file)
  return wanted.bytes || undefined
}

/** Runs at most so many at once, in the order in which they were asked for. */
function limiter(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go))
    else running++
    try {
      return await work()
    } finally {
      // Whoever waits takes over the place; without anybody it is free.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
