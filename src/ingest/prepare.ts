import type { PrepareBody } from '#content/write-context.ts'
import { htmlToText, sanitizeBody } from '#content/sanitize.ts'
import { cleanBody, CLEANER_VERSION } from './clean.ts'
import { Reporter } from './report.ts'
import { expandShortcodes } from './shortcodes/expand.ts'
import { showVariants } from './steps/variants.ts'

/** What every write goes through, the editor's and the import's: clean, sanitise, derive. */
export const prepareBody: PrepareBody = async ({ title, content, excerpt }, context) => {
  const { root, mediaIds, report } = cleanBody(content, context)
  showVariants(root, context)
  return {
    body: sanitizeBody(root, { cleanerVersion: CLEANER_VERSION, mediaIds }),
    titleText: htmlToText(title).replaceAll('\n', ' '),
    excerptText: excerptOf(htmlToText(expandShortcodes(excerpt, context, new Reporter()))),
    report,
  }
}

/** What themes print behind an excerpt that they cut themselves, by language: en, fr, es, pt, de, it, nl. */
const MORE =
  /\s*(?:\[(?:…|\.\.\.)\]|(?:Continue [Rr]eading|Read [Mm]ore|READ MORE|Lire la suite|Continuer la lecture|Leer más|Seguir leyendo|Continue lendo|Leia mais|Ler mais|Weiterlesen|Mehr lesen|Leggi tutto|Continua a leggere|Lees (?:verder|meer))(?=\P{L}|$)[^.\n]{0,200})\s*$/u

/**
 * What an editor wrote as the excerpt. One that WordPress cut from the body's start, page furniture and all, ends in its
 * sign (wp_trim_excerpt) and says nothing of its own: the clean body's start stands for it.
 */
function excerptOf(text: string): string {
  if (/\[(?:…|\.\.\.)\]/.test(text.slice(-250))) return ''
  // The link follows the sign of the cut.
  return text.replace(MORE, '').replace(MORE, '').trim()
}
