import { escapeToBuffer } from 'hono/utils/html'

/** HTML whose text is escaped already: what `html` gives, and what it takes in as it is. */
export class Markup {
  readonly #text: string

  /** Private to this room: `html` escapes, and whoever calls this vouches for the text. */
  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

type Part = string | number | boolean | null | undefined | Markup | readonly Part[]

/**
 * A template of HTML: every string in it is escaped, Markup goes in as it is, a list one after the other; null,
 * undefined and booleans print nothing. Plain values only, so that it is one string from the start: with hono/html,
 * which takes promises and callbacks too, a page was measured to take a quarter longer.
 */
export function html(strings: TemplateStringsArray, ...values: Part[]): Markup {
  const buffer: [string] = [strings[0] ?? '']
  for (let index = 0; index < values.length; index++) {
    append(buffer, values[index])
    buffer[0] += strings[index + 1] ?? ''
  }
  return new Markup(buffer[0])
}

function append(buffer: [string], part: Part): void {
  if (typeof part === 'string') escapeToBuffer(part, buffer)
  else if (part instanceof Markup) buffer[0] += part.toString()
  else if (typeof part === 'number') buffer[0] += part
  else if (Array.isArray(part)) for (const item of part) append(buffer, item as Part)
}
