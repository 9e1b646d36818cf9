import { SiteGoneError, SourceError, type Source } from '#ingest/source.ts'
import { anything } from './import-answers.ts'
import { deliverTo, importDocuments } from './import-documents.ts'
import type { DryRun } from './dry-run.ts'
import { importAuthors, importMediaRows, importMenus, importTerms } from './import-library.ts'
import { recleanArrivals } from './import-reclean.ts'
import { findBrokenLinks } from './import-links.ts'
import type { Run } from './import-run.ts'
import { bringMissing } from './media-files.ts'
import { runPhases, type Display, type Phase } from './progress.ts'
import { articlesIn, type BrokenLink } from './report.ts'

/**
 * Imports from one source, part by part.
 * @throws SourceError in one line when the old site answers no more, saying how far the run came; TargetError
 */
export async function importFrom(
  run: Run,
  source: Source,
  { local, broken, display }: { local: DryRun | null; broken: BrokenLink[]; display: Display },
): Promise<void> {
  const before = articlesIn(run.totals)
  try {
    await runPhases(sourcePhases(run, source, local, broken), display)
  } catch (error) {
    if (!(error instanceof SiteGoneError) || source.totals === null) throw error
    const { posts, pages } = source.totals
    const read = articlesIn(run.totals) - before
    throw new SourceError(
      `${error.message} ${read} of ${posts + pages} articles came before that.`,
      { cause: error },
    )
  }
}

/**
 * The parts of an import from one source, in the order in which they lean on each other: articles find their terms,
 * authors, pictures and files here, links their articles. Broken links go to `broken`.
 */
function sourcePhases(
  run: Run,
  source: Source,
  local: DryRun | null,
  broken: BrokenLink[],
): Phase[] {
  const { totals } = source
  const bodies = bodiesPhase(run)
  const phases: Phase[] = [
    {
      title: 'terms',
      async run(progress) {
        progress.expect(totals?.terms ?? null)
        await importTerms(run, source.terms(), progress)
      },
    },
    {
      title: 'authors',
      async run(progress) {
        progress.expect(totals?.authors ?? null)
        await importAuthors(run, source.authors(), progress)
      },
    },
    {
      title: 'media',
      async run(progress) {
        if (run.options.media.kind === 'none') return
        progress.expect(totals?.media ?? null)
        await importMediaRows(run, source.media(), progress, (item) => local?.addMedia(item))
      },
    },
    filesPhase(run),
    bodies,
    {
      title: 'articles',
      async run(progress) {
        progress.expect(totals && totals.posts + totals.pages)
        const deliver = local?.deliver ?? deliverTo(run)
        await importDocuments(run, source.documents(), deliver, progress)
      },
    },
    bodies,
    { title: 'menus', run: (progress) => importMenus(run, source.navigation(), progress) },
    {
      title: 'links',
      // A single article says in a moment what it has.
      isShown: totals !== null,
      async run(progress) {
        const options = {
          ...(local && { known: local.known }),
          onCheck: (count: number) => progress.tick(count),
        }
        broken.push(...(await findBrokenLinks(run.links, run.target, options)))
      },
    },
  ]
  return phases.map((phase) => unlessEnded(run, phase))
}

/** Files of the whole media library that the site has not got yet. */
export function filesPhase(run: Run): Phase {
  return {
    title: 'files',
    async run(progress) {
      const { media, isDryRun } = run.options
      if (isDryRun || (media.kind !== 'now' && media.kind !== 'folder')) return
      const { missing, stored } = await bringMissing(run.target, run.files, run.signal, () =>
        progress.tick(),
      )
      run.hasWritten ||= stored > 0
      run.missingFiles.push(...missing)
    },
  }
}

/** Bodies that show their old site's files although these are here now. Each call looks at what came since the last. */
export function bodiesPhase(run: Run): Phase {
  let seen = 0
  return {
    title: 'bodies',
    async run(progress) {
      const { stored } = run.totals.files
      if (stored > seen) await recleanArrivals(run, progress)
      seen = stored
    },
  }
}

/** The one purge of a run, and whatever the site does after it. Does nothing where nothing was written. */
export async function finish(run: Run): Promise<void> {
  if (run.hasWritten) await run.target.post(anything, 'import/finish', {})
}

/** A run that was ended begins nothing new. */
function unlessEnded(run: Run, phase: Phase): Phase {
  return {
    ...phase,
    run: (progress) => (run.signal.aborted ? Promise.resolve() : phase.run(progress)),
  }
}
