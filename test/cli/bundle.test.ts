import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { buildWorker } from '../../src/cli/bundle.ts'

/** The whole API with its description is in it, and the interface in five languages; it may not grow unnoticed. */
const MAX_GZIP_BYTES = 310_000

test('the production bundle is small and holds nothing of the local cache', async () => {
  const production = await readFile(await buildWorker('src/worker.ts'))
  const development = await readFile(await buildWorker('src/dev.ts'), 'utf8')
  expect(gzipSync(production).length).toBeLessThanOrEqual(MAX_GZIP_BYTES)
  expect(development).toContain('purgeEverything stands alone')
  expect(production.toString()).not.toContain('purgeEverything stands alone')
}, 60_000)
