import { embedLink } from './embed.ts'
import { html, Markup } from './markup.ts'
import type { ArticleView } from './views.ts'
import type { Words } from './words.ts'

type Body = Pick<ArticleView, 'body' | 'headings' | 'wordCount'>

/** A list of contents helps where there is something to look for: in the longest fifth or so of what papers print. */
const LONG_WORDS = 900
const MANY_HEADINGS = 3
/** The headings that a list of contents names. */
const LISTED_LEVELS = [2, 3]

/**
 * What a page adds to a body as it is stored: an anchor to each heading, boxes in which what is wide scrolls by keyboard too,
 * and links in place of other sites' players. The serialiser escapes `<` wherever it does not begin a tag, in attributes
 * too, so that a tag is found by its name.
 */
export function renderProse({ body, headings }: Body, words: Words): Markup {
  const named = new Map(headings.map((heading) => [heading.id, heading.text]))
  const dressed = body.replace(
    /<(?:(h[2-4]) id="([^"]*)"[^>]*>.*?<\/\1>|iframe ([^>]*)><\/iframe>|table\b|\/table>|pre\b)/gs,
    (tag, level?: string, id?: string, frame?: string) => {
      if (level) return anchored(tag, id ?? '', named, words)
      if (frame) return embedLink(frame, words).toString()
      if (tag === '<pre') return '<pre tabindex="0"'
      return tag === '<table' ? '<div class="scroll" tabindex="0"><table' : '</table></div>'
    },
  )
  return new Markup(dressed)
}

/** A heading with a link to itself behind its words; the sign is the stylesheet's, so that nobody copies it along. */
function anchored(tag: string, id: string, named: ReadonlyMap<string, string>, words: Words) {
  const text = named.get(id)
  if (text === undefined) return tag
  const link = html`<a class="anchor" href="#${id}" aria-label="${words.linkToSection(text)}"></a>`
  return `${tag.slice(0, -5)}${link.toString()}${tag.slice(-5)}`
}

/** The headings of a long piece, as links to them; null where there are few. */
export function renderContents({ headings, wordCount }: Body, words: Words): Markup | null {
  const top = Math.min(...headings.map(({ level }) => level))
  const listed = headings.filter(({ level }) => LISTED_LEVELS.includes(level - top + 2))
  const sections = listed.filter(({ level }) => level === top)
  if (wordCount < LONG_WORDS || sections.length < MANY_HEADINGS) return null
  const link = ({ id, text }: { id: string; text: string }) => html`<a href="#${id}">${text}</a>`
  const items = sections.map((section) => {
    const from = listed.indexOf(section) + 1
    const after = listed.slice(from)
    const end = after.findIndex(({ level }) => level === top)
    const below = end < 0 ? after : after.slice(0, end)
    return html`<li>
      ${link(section)}${
        below.length > 0 &&
        html`<ol>
          ${below.map((one) => html`<li>${link(one)}</li>`)}
        </ol>`
      }
    </li>`
  })
  return html`<nav class="contents" aria-label="${words.contents}">
    <p class="label">${words.contents}</p>
    <ol>
      ${items}
    </ol>
  </nav>`
}
