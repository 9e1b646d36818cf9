/** XML whose text is escaped already: what `xml` and `cdata` give, and what `xml` takes in as it is. */
export class Xml {
  readonly #text: string

  /** Private to this file: whoever calls it vouches for the text. */
  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

type Part = string | number | boolean | null | undefined | Xml | readonly Part[]

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * A template of XML: every string in it is escaped, Xml goes in as it is, a list one after the other; null, undefined
 * and booleans print nothing. Characters that no XML document may have (XML 1.0 §2.2) are left out.
 */
export function xml(strings: TemplateStringsArray, ...values: Part[]): Xml {
  return new Xml(strings.reduce((text, next, index) => text + print(values[index - 1]) + next))
}

/** Text as a CDATA section, for what is markup itself; `]]>` in it ends one section and begins the next. */
export function cdata(text: string): Xml {
  return new Xml(`<![CDATA[${withoutForbidden(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`)
}

function print(part: Part): string {
  if (typeof part === 'string') {
    return withoutForbidden(part).replace(/[&<>"']/g, (char) => ESCAPES[char] ?? '')
  }
  if (typeof part === 'number' || part instanceof Xml) return String(part)
  return Array.isArray(part) ? part.map((item) => print(item as Part)).join('') : ''
}

/** Control characters, halves of surrogate pairs and the two that are no characters: no escape makes them allowed. */
function withoutForbidden(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the ones to be left out
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').toWellFormed()
}
