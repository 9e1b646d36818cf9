import type { ImportOptions } from './import-options.ts'
import type { Display } from './progress.ts'
import type { ArticleEntry, ReportHead, ReportSink } from './report.ts'
import { isFlagged } from './report.ts'
import { openHtmlReport } from './report-html.ts'
import { openJsonReport } from './report-json.ts'
import { endLines, entryLines, flaggedLine } from './report-text.ts'
import { UsageError } from './settings.ts'

/**
 * The reports that were asked for, and the one on the terminal. One that cannot be written any more is told to `onFault`,
 * and the run goes on without it.
 * @throws UsageError for one that cannot be begun
 */
export async function openReports(
  { reports, isVerbose, isDryRun }: ImportOptions,
  head: ReportHead,
  display: Display,
  onFault: (line: string) => void,
): Promise<ReportSink[]> {
  const sinks: ReportSink[] = [openTextReport({ isVerbose, isDryRun }, display)]
  for (const path of reports) {
    const open = path.endsWith('.json') ? openJsonReport : openHtmlReport
    sinks.push(untilFault(await open(path, head), onFault))
  }
  return sinks
}

function untilFault(sink: ReportSink, onFault: (line: string) => void): ReportSink {
  let isBroken = false
  const attempt = async (work: () => Promise<void>) => {
    if (isBroken) return
    try {
      await work()
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      // Several articles may be on their way into it at once.
      if (isBroken) return
      isBroken = true
      onFault(error.message)
      await sink.drop?.()
    }
  }
  return {
    article: (entry) => attempt(() => sink.article(entry)),
    end: (end) => attempt(() => sink.end(end)),
  }
}

/** One article is told in full; of several only those that somebody should look at, and the counts. */
function openTextReport(
  { isVerbose, isDryRun }: { isVerbose: boolean; isDryRun: boolean },
  { print }: Display,
): ReportSink {
  let articles = 0
  let first: ArticleEntry | null = null
  const tell = (entry: ArticleEntry) => {
    if (isVerbose) for (const line of entryLines(entry)) print(line)
    else if (isFlagged(entry)) print(flaggedLine(entry))
    if (isVerbose) return
    for (const note of entry.notes) print(`${entry.id} ${entry.link ?? entry.source}: ${note}`)
  }
  return {
    async article(entry) {
      articles++
      // Nobody knows yet whether it stays the only one.
      if (articles === 1) {
        first = entry
        return
      }
      if (first !== null) tell(first)
      first = null
      tell(entry)
    },
    async end(end) {
      if (first !== null) for (const line of entryLines(first)) print(line)
      const lines = endLines(end, isDryRun)
      // A single article has said so itself.
      const isTold = first !== null && end.isComplete && !isDryRun
      for (const line of isTold ? lines.slice(1) : lines) print(line)
    },
  }
}
