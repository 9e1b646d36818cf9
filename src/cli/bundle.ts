import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { glob, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'

/** The repository's root. */
export const ROOT = join(import.meta.dirname, '../..')
const CACHE = join(ROOT, 'node_modules/.cache/meridian')
const run = promisify(execFile)

/**
 * The minified bundle that a deploy of `entry` (a path below the root) would upload, by Wrangler itself; the path of
 * its main module. Made once for a state of the sources: the folder is named by their hash.
 */
export async function buildWorker(
  entry: 'src/worker.ts' | 'src/dev.ts' | 'src/cli/floor-worker.ts',
) {
  const name = basename(entry, '.ts')
  const folder = join(CACHE, `${name}-${await hashSources()}`)
  const module = join(folder, `${name}.js`)
  if (await exists(module)) return module
  const draft = `${folder}.${process.pid}`
  await mkdir(CACHE, { recursive: true })
  const wrangler = join(ROOT, 'node_modules/wrangler/bin/wrangler.js')
  await run(
    process.execPath,
    [wrangler, 'deploy', entry, '--dry-run', '--minify', '--outdir', draft],
    { cwd: ROOT, env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false' } },
  )
  // A second start at the same time may have been quicker: its folder holds the same.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }))
  return module
}

async function exists(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    () => false,
  )
}

async function hashSources(): Promise<string> {
  const hash = createHash('sha256')
  const files = ['wrangler.toml', 'package-lock.json']
  for await (const file of glob('src/**/*.{ts,tsx}', { cwd: ROOT })) {
    if (!file.startsWith(join('src', 'cli')) || file.endsWith('floor-worker.ts')) files.push(file)
  }
  for (const file of files.toSorted()) {
    hash
      .update(file)
      .update('\0')
      .update(await readFile(join(ROOT, file)))
  }
  return hash.digest('hex').slice(0, 16)
}
