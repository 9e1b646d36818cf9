import { recleaned } from './import-answers.ts'
import { recordArticle, type Run } from './import-run.ts'
import type { PhaseProgress } from './progress.ts'

/** What the route takes at once. */
const MAX_ARTICLES = 20

/** Cleans anew, from the stored originals, what an older cleaner left, or everything. */
export async function reclean(run: Run, isAll: boolean, progress: PhaseProgress): Promise<void> {
  let after: number | null = 0
  while (after !== null && !run.signal.aborted) {
    const page = recleaned.parse(
      await run.target.post(recleaned, 'import/reclean', {
        after,
        limit: MAX_ARTICLES,
        all: isAll,
      }),
    )
    for (const { id, link, action, title, report, html } of page.results) {
      const isChanged = action === 'changed'
      run.hasWritten ||= isChanged
      await recordArticle(run, {
        id,
        type: 'post',
        title: title ?? link,
        source: link,
        link,
        action: isChanged ? 'changed' : 'unchanged',
        notes: [],
        details: [],
        report: report ?? null,
        review: html != null ? { before: '', after: html } : null,
      })
    }
    progress.tick(page.results.length)
    after = page.next
  }
}
