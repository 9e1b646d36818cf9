import type { SafeHtml } from '#content/body.ts'
import { Markup } from './markup.ts'

/** An article's body as it is. The one place that prints raw: a SafeHtml has been through the sanitiser. */
export function renderBody(body: SafeHtml): Markup {
  return new Markup(body)
}
