/** A value of an answer that is JSON already, and goes in as it is: made once for what many answers hold. */
export class JsonText {
  readonly #text: string

  constructor(value: unknown) {
    this.#text = JSON.stringify(value)
  }

  /** What stands for it until `toJsonText` puts it in. */
  toJSON(): string {
    waiting.push(this.#text)
    return PLACE
  }
}

// NUL is in no text that is stored or taken.
const PLACE = '\0json\0'
const WRITTEN_PLACE = JSON.stringify(PLACE)
let waiting: string[] = []

/** JSON.stringify, with each JsonText in its place. */
export function toJsonText(value: unknown): string {
  waiting = []
  const [first = '', ...parts] = JSON.stringify(value).split(WRITTEN_PLACE)
  return parts.reduce((text, part, index) => text + waiting[index] + part, first)
}
