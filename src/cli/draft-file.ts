import { createReadStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { UsageError } from './settings.ts'

/** A file under a temporary name: what is half written never looks whole. */
export interface DraftFile {
  /** Appends text. Calls may overlap: each lands whole, in the order of the calls. */
  write(text: string): Promise<void>
  /** Appends what another draft holds, and removes that one. */
  take(other: DraftFile): Promise<void>
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
  const close = async () => {
    try {
      await flush()
    } finally {
      await file.close()
    }
  }
  const write = (text: string) => {
    buffer.push(text)
    length += text.length
    return length >= BUFFER_LENGTH ? flush() : Promise.resolve()
  }
  return {
    write,
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
      await rm(draft, { force: true })
    },
    async *read() {
      await close()
      yield* createReadStream(draft, { encoding: 'utf8' })
    },
  }
}
