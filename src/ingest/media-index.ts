import type { ImportMedia } from '#content/import-document.ts'

/** The media of an old site that were read so far, by id and by any of their files. */
export class MediaIndex {
  readonly #byId = new Map<number, ImportMedia>()
  readonly #byFile = new Map<string, ImportMedia>()

  add(media: ImportMedia): void {
    if (media.id !== null) this.#byId.set(media.id, media)
    for (const file of [media.file, ...media.sizes.map((size) => size.file)]) {
      if (!this.#byFile.has(file)) this.#byFile.set(file, media)
    }
  }

  byId(id: number): ImportMedia | null {
    return this.#byId.get(id) ?? null
  }

  byFile(file: string): ImportMedia | null {
    return this.#byFile.get(file) ?? this.#byFile.get(originalOf(file)) ?? null
  }

  /** Media attached to nothing else count as many as there are. */
  get size(): number {
    return this.#byId.size
  }
}

/** A file's name without its size suffix (-1024x475, -scaled): the original's. */
export function originalOf(address: string): string {
  return address.replace(/-(?:\d+x\d+|scaled)(?=\.[a-z0-9]+$)/i, '')
}
