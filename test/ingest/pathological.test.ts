import { expect, test } from 'vitest'
import { prepareBody } from '#ingest/prepare.ts'
import { NO_CONTEXT } from './corpus.ts'

const BYTES = 300_000
/** Twenty times what it takes on an idle core: a cost that grows with the square is far above it. */
const MAX_MS = 12_000

const filled = (piece: string) => piece.repeat(Math.ceil(BYTES / piece.length))
const nested = (open: string, close: string) => {
  const count = Math.ceil(BYTES / (open.length + close.length))
  return `${open.repeat(count)}deep${close.repeat(count)}`
}

test.each([
  ['equal headings', filled('<h2>x</h2>')],
  ['links without an address', filled('<a>')],
  ['comments', filled('<!-- wp:x -->')],
  ['buttons in one paragraph', `<p>${filled('<a class="button" href="/x">x</a>')}</p>`],
  ['open tags', filled('<')],
  ['ampersands', filled('&')],
  ['square brackets', filled('[')],
  ['shortcodes that never end', filled('[gallery ')],
  ['shortcodes in shortcodes', nested('[caption]', '[/caption]')],
  ['elements in elements', nested('<div>', '</div>')],
  ['marks that are never closed', filled('<b>')],
  ['quotes that are never closed', filled('<a href="x ')],
  ['one long attribute', `<p title="${filled('x')}">text</p>`],
  ['many attributes', `<p ${filled('a=b ')}>text</p>`],
  ['one long style', `<p style="${filled('font-weight:')}">text</p>`],
  ['line breaks', filled('x<br><br>')],
])(
  '%s are cleaned in a time that grows with them',
  async (_, content) => {
    for (const contentFormat of ['rendered', 'raw'] as const) {
      const started = performance.now()
      const { body } = await prepareBody(
        { title: 'A title', content, excerpt: '' },
        { ...NO_CONTEXT, title: 'A title', contentFormat },
      )
      expect(performance.now() - started).toBeLessThan(MAX_MS)
      expect(body.html).not.toMatch(/<(?!\/?[a-z])/)
    }
  },
  120_000,
)
