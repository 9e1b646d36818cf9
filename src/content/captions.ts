import type { SafeHtml } from './body.ts'

/**
 * A caption as pages print it. WordPress's hold links and emphasis; most are plain words, for which the HTML parser is not
 * even loaded.
 */
export async function toCaptionHtml(caption: string): Promise<SafeHtml> {
  // Without these no character of it means anything to HTML.
  if (!/[<>&]/.test(caption)) return caption as SafeHtml
  const { sanitizeBody } = await import('./sanitize.ts')
  const { html } = sanitizeBody(caption, { cleanerVersion: 0, mediaIds: [] })
  return html
}

/** A term's description as pages print it: a caption whose words all stay, as WordPress has it (wp_filter_kses). */
export function toDescriptionHtml(description: string): Promise<SafeHtml> {
  return toCaptionHtml(description.replace(/<\/?(?:script|style|iframe)\b[^>]*>/gi, ''))
}
