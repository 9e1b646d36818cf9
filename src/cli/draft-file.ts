import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { UsageError } from './settings.ts'

/** A file under a temporary name: what is half written never looks whole. */
export interface DraftFile {
  /** Appends text. Calls may overlap: each lands whole, in the order of the calls. */
  write(text: string): Promise<void>
  /** Appends what another draft holds, and removes that one. */
  take(other: DraftFile): Promise<void>
  /** Writes what is still in memory and closes it: whatever the disk has against it comes out here. */
  close(): Promise<void>
  /** Closes it and gives it its name. */
  finish(): Promise<void>
  /** Closes and removes it. */
  drop(): Promise<void>
  /** Closes it, and gives its text piece by piece. */
  read(): AsyncIterable<string>
}

/** Small writes are gathered up to about so many characters. */
const BUFFER_LENGTH = 64_000

const TROUBLES: Record<string, string> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EEXIST: 'there is a file in its way',
  EACCES: 'that is not allowed',
  EPERM: 'that is not allowed',
  EROFS: 'the disk is for reading only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EFBIG: 'a file may not become as large as that',
}

/** Work on a file or folder; @throws UsageError in one line for whatever the file system has against it */
export async function writing<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    const why = TROUBLES[String(error.code)] ?? error.message
    throw new UsageError(`${path} cannot be written: ${why}.`)
  }
}

/**
 * The folder, made with those above it where they are missing. One by one: below /proc a child that cannot be is answered
 * with ENOENT, at which Node's recursive mkdir makes the parent and tries again without end. @throws UsageError
 */
export async function makeFolder(path: string): Promise<void> {
  const isThere = async () => (await stat(path).catch(() => null))?.isDirectory() === true
  if (await isThere()) return
  const parent = dirname(path)
  if (parent !== path) await makeFolder(parent)
  try {
    await writing(path, mkdir(path))
  } catch (error) {
    // Another run may have made it just now.
    if (!(await isThere())) throw error
  }
}

/** Opens `path` for writing as `path.part`. @throws UsageError, as every write does, where that cannot be */
export async function openDraft(path: string): Promise<DraftFile> {
  const draft = `${path}.part`
  const file = await writing(path, open(draft, 'w'))
  let buffer: string[] = []
  let length = 0
  let last = Promise.resolve()
  const flush = () => {
    const text = buffer.join('')
    buffer = []
    length = 0
    // A file handle must not be asked to write twice at once.
    last = last.then(async () => void (await writing(path, file.writeFile(text))))
    return last
  }
  let closed: Promise<void> | undefined
  const closeNow = async () => {
    try {
      await flush()
    } finally {
      await file.close()
    }
  }
  const close = () => (closed ??= closeNow())
  const write = (text: string) => {
    buffer.push(text)
    length += text.length
    return length >= BUFFER_LENGTH ? flush() : Promise.resolve()
  }
  return {
    write,
    close,
    async take(other) {
      for await (const piece of other.read()) await write(piece)
      await other.drop()
    },
    async finish() {
      await close()
      await writing(path, rename(draft, path))
    },
    async drop() {
      await file.close().catch(() => {})
      await rm(draft, { force: true }).catch(() => {})
    },
    async *read() {
      await close()
      yield* createReadStream(draft, { encoding: 'utf8' })
    },
  }
}

/** Files that are whole together, or not there at all. */
export class DraftSet {
  readonly #drafts: DraftFile[] = []

  async open(path: string): Promise<DraftFile> {
    const draft = await openDraft(path)
    this.#drafts.push(draft)
    return draft
  }

  /** Gives all of them their names, after the last of them is on the disk. */
  async finish(): Promise<void> {
    for (const draft of this.#drafts) await draft.close()
    for (const draft of this.#drafts) await draft.finish()
  }

  async drop(): Promise<void> {
    for (const draft of this.#drafts) await draft.drop()
  }
}
