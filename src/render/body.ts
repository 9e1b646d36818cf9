import type { SafeHtml } from '#content/body.ts'
import { Markup } from './markup.ts'

/** An article's body or a caption as it is. The one place that prints raw: a SafeHtml has been through the sanitiser. */
export function renderBody(body: SafeHtml): Markup {
  return new Markup(body)
}

const CHARACTERS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' }

/** The words of a line of HTML, for where markup means nothing; the serializer names five characters and no other. */
export function wordsOf(line: SafeHtml | ''): string {
  const words = line.replace(/<[^>]*>/g, '')
  return words.replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => CHARACTERS[name] ?? '')
}
