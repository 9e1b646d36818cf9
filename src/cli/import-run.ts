import type { MediaMode } from './import-options.ts'
import type { LinkLedger } from './import-links.ts'
import type { MediaFiles } from './media-files.ts'
import {
  count,
  isFlagged,
  type ArticleEntry,
  type Failure,
  type ReportSink,
  type ReportTotals,
} from './report.ts'
import type { Target } from './target.ts'

/** What all phases of a run share. */
export interface Run {
  target: Target
  options: {
    media: MediaMode
    isUpdate: boolean
    isForce: boolean
    isDryRun: boolean
    keptRules: readonly string[]
    concurrency: number
  }
  /** Aborted by SIGINT: what is on its way is finished, nothing else is begun. */
  signal: AbortSignal
  sinks: readonly ReportSink[]
  totals: ReportTotals
  failures: Failure[]
  missingFiles: string[]
  links: LinkLedger
  files: MediaFiles
  /** Whether anything was written, so that a purge is due. */
  hasWritten: boolean
}

/** Puts what became of an article into the totals and the reports. */
export async function recordArticle(run: Run, given: Omit<ArticleEntry, 'region'>): Promise<void> {
  const entry = { ...given, region: run.target.region }
  count(run.totals, entry)
  // Bodies stand side by side for those that somebody should look at, and are dropped for all others.
  const told = isFlagged(entry) ? entry : { ...entry, review: null }
  for (const sink of run.sinks) await sink.article(told)
}

/** Puts down that something else than an article did not work. */
export function recordFailure(run: Run, failure: Failure): void {
  run.failures.push(failure)
}

/** How many things of a run did not work. */
export function failuresOf(run: Pick<Run, 'totals' | 'failures'>): number {
  return run.totals.failed + run.failures.length
}
