import { createFetch } from '#ingest/sources/fetch.ts'
import { downloadMedia } from '#ingest/sources/download-media.ts'
import { openSource } from '#ingest/sources/open.ts'
import { HELP, readImportOptions } from './import-options.ts'
import type { Readers } from './import-session.ts'
import { withoutControls } from './plain-text.ts'
import { runImport } from './import-task.ts'

/** Larger files are left where they are: no request to the platform may be larger. */
const MAX_FILE_BYTES = 100_000_000

const readers: Readers = {
  openSource,
  openDownload(options) {
    const fetch = createFetch(options)
    return {
      download: async (url) =>
        (await downloadMedia(fetch, url, { maxBytes: MAX_FILE_BYTES })).bytes,
      close: () => fetch.close(),
    }
  },
}

/**
 * Brings a WordPress site, a network, or files of one into a running site, and prints what became of it. The exit code is
 * 1 where anything failed, 130 where SIGINT ended it.
 * @throws UsageError in one line for whatever is wrong with the arguments
 */
export async function importCommand(args: readonly string[]): Promise<void> {
  const options = readImportOptions(args)
  if (options.task.kind === 'help') {
    console.log(HELP)
    return
  }
  const display = {
    // Terminals of no width are none that anybody looks at.
    isTerminal: process.stdout.isTTY && process.stdout.columns > 20,
    print: (line: string) => console.log(withoutControls(line)),
  }
  process.exitCode = await runImport(options, display, readers)
}
