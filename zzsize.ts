import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { buildWorker } from './src/cli/bundle.ts'
console.log(gzipSync(await readFile(await buildWorker('src/worker.ts'))).length)
