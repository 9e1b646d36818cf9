import { createReadStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'

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

/** Opens `path` for writing as `path.part`. */
export async function openDraft(path: string): Promise<DraftFile> {
  const draft = `${path}.part`
  const file = await open(draft, 'w')
  let buffer: string[] = []
  let length = 0
  let last = Promise.resolve()
  const flush = () => {
    const text = buffer.join('')
    buffer = []
    length = 0
    // A file handle must not be asked to write twice at once.
    last = last.then(async () => void (await file.write(text)))
    return last
  }
  const close = async () => {
    await flush()
    await file.close()
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
      await rename(draft, path)
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
