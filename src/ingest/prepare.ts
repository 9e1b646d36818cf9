import type { PrepareBody } from '#content/articles.ts'
import { htmlToText, sanitizeBody } from '#content/sanitize.ts'
import { cleanBody, CLEANER_VERSION } from './clean.ts'

/** What every write goes through, the editor's and the import's: clean, sanitise, derive. */
export const prepareBody: PrepareBody = async ({ title, content, excerpt }, context) => {
  const { html, mediaIds, report } = cleanBody(content, context)
  return {
    body: sanitizeBody(html, { cleanerVersion: CLEANER_VERSION, mediaIds }),
    titleText: htmlToText(title).replaceAll('\n', ' '),
    excerptText: withoutMore(htmlToText(excerpt)),
    report,
  }
}

/** Without what themes put behind an excerpt that they cut themselves. */
function withoutMore(text: string): string {
  return text.replace(/\s*(?:\[(?:…|\.\.\.)\]|Continue reading.*|Read more.*)\s*$/i, '').trim()
}
