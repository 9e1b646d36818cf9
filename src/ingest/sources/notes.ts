const SHOWN = 5

/** Lines for the report, of which those that say the same of many things are counted after the first few. */
export class Notes {
  readonly #counts = new Map<string, number>()
  readonly #onNote: (line: string) => void

  constructor(onNote: ((line: string) => void) | undefined) {
    this.#onNote = onNote ?? (() => undefined)
  }

  /** Says something of one thing. */
  add(what: string, line: string): void {
    const count = (this.#counts.get(line) ?? 0) + 1
    this.#counts.set(line, count)
    if (count <= SHOWN) this.#onNote(`${what} ${line}.`)
  }

  /** A line by itself. */
  say(line: string): void {
    this.#onNote(line)
  }

  /** Tells how many more there were, and forgets them. */
  flush(): void {
    for (const [line, count] of this.#counts) {
      if (count > SHOWN) this.#onNote(`${count - SHOWN} more: ${line}.`)
    }
    this.#counts.clear()
  }
}
