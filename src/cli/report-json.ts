import { openDraft } from './draft-file.ts'
import type { ArticleEntry, ReportEnd, ReportHead, ReportSink } from './report.ts'

/**
 * A report for machines, written while the run goes and given its name when it is whole:
 * `{ version, source, to, region, startedAt, isDryRun, articles: ArticleEntry[], totals, brokenLinks, failures,
 * siblings, missingFiles, isComplete, seconds }`, in the shapes of report.ts without `review` and
 * `details`: bodies are in the page for editors.
 */
export async function openJsonReport(path: string, head: ReportHead): Promise<ReportSink> {
  const file = await openDraft(path)
  await file.write(`${JSON.stringify({ version: 2, ...head }).slice(0, -1)},"articles":[`)
  let separator = '\n'
  return {
    async article(entry: ArticleEntry) {
      const { review: _, details: __, ...rest } = entry
      const line = `${separator}${JSON.stringify(rest)}`
      separator = ',\n'
      await file.write(line)
    },
    async end(end: ReportEnd) {
      await file.write(`\n],${JSON.stringify(end).slice(1)}\n`)
      await file.finish()
    },
    drop: () => file.drop(),
  }
}
