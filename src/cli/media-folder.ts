import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { UsageError } from './settings.ts'

/** The files of a folder, found by what the old site called them. */
export interface MediaFolder {
  /** Bytes of the file for a path below the uploads folder; null when the folder has none. */
  sizeOf(file: string): Promise<number | null>
  read(file: string): Promise<Uint8Array<ArrayBuffer>>
}

/**
 * Reads what a folder holds, with all folders below it. A file is taken for the path below uploads that shares most
 * segments with its own, counted from the name; where two are equally near, for none.
 * @throws UsageError when there is no such folder
 */
export async function openMediaFolder(path: string): Promise<MediaFolder> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => {
    throw new UsageError(`--media ${path} is no folder that can be read.`)
  })
  const root = await realpath(path)
  const byName = new Map<string, string[]>()
  for (const entry of entries) {
    if (entry.isDirectory()) continue
    if (!entry.isFile() && !(await isFileBelow(root, join(entry.parentPath, entry.name)))) continue
    const found = relative(path, join(entry.parentPath, entry.name)).split(sep).join('/')
    byName.set(entry.name, [...(byName.get(entry.name) ?? []), found])
  }
  const find = (file: string) => {
    const found = nearest(file, byName.get(file.split('/').at(-1) ?? '') ?? [])
    return found === null ? null : join(path, found)
  }
  return {
    async sizeOf(file) {
      const found = find(file)
      return found === null ? null : (await stat(found)).size
    },
    async read(file) {
      const bytes = await readFile(find(file) ?? '')
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    },
  }
}

/** Whether a link leads to a file of the folder: one that leads out would publish what nobody meant to. */
async function isFileBelow(root: string, link: string): Promise<boolean> {
  const target = await realpath(link).catch(() => null)
  return target?.startsWith(root + sep) === true && (await stat(target)).isFile()
}

/** Of several paths the one that ends most like `file`; null when two do so equally. */
export function nearest(file: string, candidates: readonly string[]): string | null {
  const wanted = file.split('/').reverse()
  const scores = candidates.map((candidate) => {
    const segments = candidate.split('/').reverse()
    const differs = wanted.findIndex((segment, index) => segment !== segments[index])
    return differs < 0 ? wanted.length : differs
  })
  const best = Math.max(0, ...scores)
  const found = candidates.filter((_, index) => scores[index] === best)
  return found.length === 1 ? (found[0] ?? null) : null
}
