import { SourceError } from '#ingest/source.ts'
import type { ImportOptions } from './import-options.ts'
import { importNetwork } from './import-network.ts'
import { bodiesPhase, filesPhase, importFrom } from './import-phases.ts'
import { reclean } from './import-reclean.ts'
import { Session, type Readers } from './import-session.ts'
import { runPhases, type Display } from './progress.ts'
import type { ReportHead } from './report.ts'
import { openReports } from './report-open.ts'
import { UsageError } from './settings.ts'
import { TargetError } from './target.ts'

const GO_ON = 'Ended before its time: the same command goes on where this one stopped.'

/** An import with options that were read; the exit code: 1 where anything failed, 130 where SIGINT ended it. */
export async function runImport(
  options: ImportOptions,
  display: Display,
  readers: Readers,
): Promise<number> {
  const ending = listenForInterrupt(display)
  let brokenReports = 0
  const sinks = await openReports(options, headOf(options), display, (line) => {
    brokenReports++
    display.print(`failed: ${line}`)
  })
  const session = new Session(options, { readers, display, signal: ending.signal, sinks })
  const faults = [await faultOf(runTask(session)), await faultOf(session.finish())]
  const fault = faults.find((line) => line !== null) ?? null
  ending.stop()
  const { failed, hasWritten } = await session.end(fault)
  if ((fault !== null && hasWritten) || ending.signal.aborted) display.print(GO_ON)
  if (ending.signal.aborted) return 130
  return failed + brokenReports > 0 ? 1 : 0
}

async function runTask(session: Session): Promise<void> {
  const { options, display } = session
  const { task } = options
  if (task.kind === 'help') return
  if (task.kind === 'network') return importNetwork(session, task)
  if (task.kind === 'source') {
    // The source comes first: nothing is asked of the site for one that cannot be read.
    const source = await session.openSource(task.spec)
    try {
      const { run, local } = await session.openRun(task.region)
      await importFrom(run, source, { local, broken: session.brokenLinks, display })
    } finally {
      await source.close()
    }
    return
  }
  const { run } = await session.openRun(task.region)
  if (task.kind === 'files') return runPhases([filesPhase(run), bodiesPhase(run)], display)
  return runPhases(
    [{ title: 'articles', run: (progress) => reclean(run, task.isAll, progress) }],
    display,
  )
}

function headOf({ task, to, isDryRun }: ImportOptions): ReportHead {
  const labels = {
    source: () => (task.kind === 'source' ? task.spec : ''),
    network: () => (task.kind === 'network' ? task.url : ''),
    files: () => 'what an earlier run left',
    reclean: () => 'the stored originals',
    help: () => '',
  }
  const regions = task.kind === 'network' ? task.regions : 'region' in task ? [task.region] : []
  return {
    source: labels[task.kind](),
    to,
    region: regions.join(', '),
    startedAt: new Date().toISOString(),
    isDryRun,
  }
}

/** The first SIGINT lets what is on its way arrive, the second ends at once. */
function listenForInterrupt({ print }: Display): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController()
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(130)
    print('Ending: what is on its way still arrives. Once more ends at once.')
    controller.abort()
  }
  process.on('SIGINT', interrupt)
  return { signal: controller.signal, stop: () => process.off('SIGINT', interrupt) }
}

/** One line for what ended a part of the run; null when nothing did. @throws what nobody foresaw */
async function faultOf(work: Promise<void>): Promise<string | null> {
  try {
    await work
    return null
  } catch (error) {
    const isForeseen =
      error instanceof TargetError || error instanceof SourceError || error instanceof UsageError
    if (isForeseen) return error.message
    throw error
  }
}
