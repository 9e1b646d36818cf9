import type * as z from 'zod'
import {
  importAuthor,
  importMedia,
  importNavigation,
  importTerm,
  type ImportAuthor,
  type ImportMedia,
  type ImportNavigation,
  type ImportTerm,
} from '#content/import-document.ts'
import type { Outcome } from '#ingest/source.ts'
import { importedItems, importedNavigation } from './import-answers.ts'
import { recordFailure, type Run } from './import-run.ts'
import type { PhaseProgress } from './progress.ts'
import { TargetError } from './target.ts'

/** What the routes take at once. */
const MAX_ITEMS = 200

/** Terms, in the order of the source: the site finds parents whichever come first. */
export function importTerms(
  run: Run,
  terms: AsyncIterable<Outcome<ImportTerm>>,
  progress: PhaseProgress,
): Promise<void> {
  return importItems(run, 'terms', importTerm, terms, progress)
}

/** Authors, those without articles too. */
export function importAuthors(
  run: Run,
  authors: AsyncIterable<Outcome<ImportAuthor>>,
  progress: PhaseProgress,
): Promise<void> {
  return importItems(run, 'authors', importAuthor, authors, progress)
}

/** Rows of the media library; `onRows` is told of each that was sent. */
export function importMediaRows(
  run: Run,
  media: AsyncIterable<Outcome<ImportMedia>>,
  progress: PhaseProgress,
  onRow: (item: ImportMedia) => void = () => {},
): Promise<void> {
  return importItems(run, 'media', importMedia, media, progress, onRow)
}

/** Menus, each for its place. */
export async function importMenus(
  run: Run,
  menus: AsyncIterable<Outcome<ImportNavigation>>,
  progress: PhaseProgress,
): Promise<void> {
  for await (const { value, failure } of menus) {
    if (run.signal.aborted) return
    progress.tick()
    if (failure) {
      recordFailure(run, failure)
      continue
    }
    const parsed = importNavigation.safeParse(value)
    if (!parsed.success) {
      recordFailure(run, { what: `menu ${value.location}`, message: firstOf(parsed.error) })
      continue
    }
    if (run.options.isDryRun) continue
    await attempt(run, `menu ${value.location}`, async () => {
      run.hasWritten = true
      const answer = await run.target.post(importedNavigation, 'import/navigation', parsed.data)
      note(run, 'menus', answer.action)
    })
  }
}

async function importItems<T extends { id: number | null }>(
  run: Run,
  what: 'terms' | 'authors' | 'media',
  schema: z.ZodType<T>,
  items: AsyncIterable<Outcome<T>>,
  progress: PhaseProgress,
  onItem: (item: T) => void = () => {},
): Promise<void> {
  let batch: T[] = []
  const send = async () => {
    const sent = batch
    batch = []
    if (sent.length === 0) return
    if (!run.options.isDryRun) await sendItems(run, what, sent)
    progress.tick(sent.length)
  }
  for await (const { value, failure } of items) {
    if (run.signal.aborted) return
    if (failure) {
      recordFailure(run, failure)
      continue
    }
    const parsed = schema.safeParse(value)
    if (!parsed.success) {
      recordFailure(run, { what: `${what} ${value.id}`, message: firstOf(parsed.error) })
      continue
    }
    onItem(parsed.data)
    batch.push(parsed.data)
    if (batch.length >= MAX_ITEMS) await send()
  }
  await send()
}

async function sendItems<T extends { id: number | null }>(
  run: Run,
  what: 'terms' | 'authors' | 'media',
  items: readonly T[],
): Promise<void> {
  await attempt(run, `${items.length} ${what}`, async () => {
    run.hasWritten = true
    const { results } = await run.target.post(importedItems, `import/${what}`, { [what]: items })
    for (const { id, action, error } of results) {
      if (error) recordFailure(run, { what: `${what} ${id}`, message: error.message })
      else note(run, what, action)
    }
  })
}

/** A refusal is put down and the run goes on; a site that is gone ends it. */
async function attempt(run: Run, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof TargetError) || error.isFinal) throw error
    recordFailure(run, { what, message: error.message })
  }
}

function note(run: Run, what: string, action = ''): void {
  if (action !== 'created' && action !== 'updated') return
  run.totals.brought[what] = (run.totals.brought[what] ?? 0) + 1
}

function firstOf(error: z.ZodError): string {
  const issue = error.issues[0]
  return `${issue?.path.join('.')}: ${issue?.message}`
}
