import type * as z from 'zod'
import { recleaned } from './import-answers.ts'
import { recordArticle, recordFailure, type Run } from './import-run.ts'
import type { PhaseProgress } from './progress.ts'

/** What the route takes at once. */
const MAX_ARTICLES = 20

type Recleaned = z.output<typeof recleaned>['results'][number]

/** Cleans anew, from the stored originals, what an older cleaner left, or everything; each article is reported. */
export async function reclean(run: Run, isAll: boolean, progress: PhaseProgress): Promise<void> {
  for await (const item of recleanedArticles(run, isAll, progress)) {
    const { id, link, action, title, report, html, source } = item
    const common = { id, type: 'post' as const, title: title ?? link, source: link, link }
    await recordArticle(run, {
      ...common,
      action: action === 'changed' || action === 'failed' ? action : 'unchanged',
      ...(action === 'failed' && {
        reason: 'it was saved at this very moment, or has grown too large',
      }),
      notes: [],
      details: [],
      report: report ?? null,
      unread: {},
      review: html != null ? { before: source ?? '', after: html } : null,
    })
  }
}

/** Cleans anew the bodies that show files which have come since, so that they show them from here. */
export async function recleanArrivals(run: Run, progress: PhaseProgress): Promise<void> {
  const { brought } = run.totals
  const what = 'bodies with new files'
  for await (const { id, action } of recleanedArticles(run, false, progress)) {
    if (action === 'changed') brought[what] = (brought[what] ?? 0) + 1
    if (action === 'failed') {
      recordFailure(run, {
        what: `article ${id}`,
        message: 'its new files are not shown: run --reclean',
      })
    }
  }
}

async function* recleanedArticles(
  run: Run,
  isAll: boolean,
  progress: PhaseProgress,
): AsyncGenerator<Recleaned> {
  let after: number | null = 0
  while (after !== null && !run.signal.aborted) {
    const page: z.output<typeof recleaned> = await run.target.post(
      recleaned,
      'import/reclean',
      { after, limit: MAX_ARTICLES, all: isAll },
      { purge: 'later' },
    )
    run.hasWritten ||= page.results.some(({ action }) => action === 'changed')
    yield* page.results
    progress.tick(page.results.length)
    after = page.next
  }
}
