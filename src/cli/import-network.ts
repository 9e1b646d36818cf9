import { runPhases } from './progress.ts'
import { sourcePhases } from './import-phases.ts'
import type { Session } from './import-session.ts'
import type { ImportTask } from './import-options.ts'

/** Imports each site of a network into the region of the same name, one after the other. */
export async function importNetwork(
  session: Session,
  task: Extract<ImportTask, { kind: 'network' }>,
): Promise<void> {
  for (const region of task.regions) {
    if (session.signal.aborted) return
    const source = await session.openSource(new URL(`${region}/`, withSlash(task.url)).href)
    try {
      const { run, local } = await session.openRun(region)
      await runPhases(sourcePhases(run, source, local, session.brokenLinks), session.display)
    } finally {
      await source.close()
    }
  }
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`
}
