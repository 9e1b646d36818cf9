import * as z from 'zod'
import type { Source, SourceOptions } from '#ingest/source.ts'
import { openDryRun, type DryRun } from './dry-run.ts'
import type { ImportOptions } from './import-options.ts'
import { LinkLedger } from './import-links.ts'
import { finish } from './import-phases.ts'
import { failuresOf, recordFailure, type Run } from './import-run.ts'
import { openMediaFiles, type FileOrigin } from './media-files.ts'
import { openMediaFolder } from './media-folder.ts'
import type { Display } from './progress.ts'
import {
  emptyTotals,
  type BrokenLink,
  type Failure,
  type ReportEnd,
  type ReportSink,
  type SiblingProposal,
} from './report.ts'
import { openTarget } from './target.ts'

/** Where old sites and their files are read. */
export interface Readers {
  openSource(spec: string, options: SourceOptions): Promise<Source>
  openDownload(options: Pick<SourceOptions, 'privateHosts' | 'onNote'>): {
    download(url: string): Promise<Uint8Array<ArrayBuffer>>
    close(): Promise<void>
  }
}

/** What the site says of itself. */
const siteAnswer = z.object({
  url: z.string(),
  language: z.string().default('en'),
  timezone: z.string().default('UTC'),
})

/** One import from start to end: what its regions share, and what is known at its end. */
export class Session {
  readonly options: ImportOptions
  readonly display: Display
  readonly signal: AbortSignal
  readonly brokenLinks: BrokenLink[] = []
  readonly siblings: SiblingProposal[] = []
  readonly #readers: Readers
  readonly #sinks: readonly ReportSink[]
  readonly #runs: Run[] = []
  readonly #totals = emptyTotals()
  readonly #failures: Failure[] = []
  readonly #missingFiles: string[] = []
  readonly #startedAt = Date.now()
  #files: { origin: FileOrigin; close(): Promise<void> } | undefined

  constructor(
    options: ImportOptions,
    {
      readers,
      display,
      signal,
      sinks,
    }: {
      readers: Readers
      display: Display
      signal: AbortSignal
      sinks: readonly ReportSink[]
    },
  ) {
    this.options = options
    this.display = display
    this.signal = signal
    this.#readers = readers
    this.#sinks = sinks
  }

  /** A source with the options of the command line. @throws SourceError */
  openSource(spec: string): Promise<Source> {
    const { auth, since, limit, privateHosts } = this.options
    return this.#readers.openSource(spec, {
      ...(auth !== undefined && { auth }),
      ...(since !== undefined && { since }),
      ...(limit !== undefined && { limit }),
      privateHosts,
      onNote: this.display.print,
    })
  }

  /** The run of one region, after the site has answered and taken the key. @throws TargetError */
  async openRun(region: string): Promise<{ run: Run; local: DryRun | null }> {
    const { options, display, signal } = this
    const target = openTarget({ ...options, region, onNote: display.print })
    const site = await target.get(siteAnswer, 'export/site')
    this.#files ??= await this.#openFiles()
    const onFailure = (failure: Failure) => recordFailure(run, failure)
    const { origin } = this.#files
    const run: Run = {
      target,
      options,
      signal,
      sinks: this.#sinks,
      totals: this.#totals,
      failures: this.#failures,
      missingFiles: this.#missingFiles,
      links: new LinkLedger(),
      hasWritten: false,
      files: openMediaFiles(target, origin, this.#totals.files, onFailure, signal),
    }
    this.#runs.push(run)
    const origins = URL.parse(site.url)?.origin ?? site.url
    return { run, local: options.isDryRun ? openDryRun(toRegion(region, site), origins) : null }
  }

  /** The one purge of each region that was written to. @throws TargetError */
  async finish(): Promise<void> {
    for (const run of this.#runs) await finish(run)
  }

  /** Closes what is open and ends the reports; `fault` is what ended the run before its time. */
  async end(fault: string | null): Promise<{ failed: number; hasWritten: boolean }> {
    await this.#files?.close()
    const failures = fault === null ? [] : [{ what: 'the run', message: fault }]
    const end: ReportEnd = {
      totals: this.#totals,
      brokenLinks: this.brokenLinks,
      failures: [...failures, ...this.#failures],
      siblings: this.siblings,
      missingFiles: [...new Set(this.#missingFiles)],
      isComplete: fault === null && !this.signal.aborted,
      seconds: (Date.now() - this.#startedAt) / 1000,
    }
    for (const sink of this.#sinks) await sink.end(end)
    const hasWritten = this.#runs.some((run) => run.hasWritten)
    const failed = failuresOf({ totals: this.#totals, failures: end.failures })
    return { failed, hasWritten }
  }

  async #openFiles(): Promise<{ origin: FileOrigin; close(): Promise<void> }> {
    const { media, privateHosts, isDryRun } = this.options
    const close = async () => {}
    if (media.kind === 'folder') {
      const folder = await openMediaFolder(media.path)
      return { origin: isDryRun ? { kind: 'none' } : { kind: 'folder', folder }, close }
    }
    if (media.kind !== 'now' || isDryRun) return { origin: { kind: 'none' }, close }
    const web = this.#readers.openDownload({
      privateHosts,
      onNote: this.display.print,
    })
    return { origin: { kind: 'web', download: web.download }, close: web.close }
  }
}

function toRegion(region: string, { language, timezone }: z.output<typeof siteAnswer>) {
  const isRightToLeft = /^(?:ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/.test(language)
  return {
    code: region,
    path: region,
    locale: language,
    direction: isRightToLeft ? ('rtl' as const) : ('ltr' as const),
    timezone,
  }
}
