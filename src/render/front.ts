import { renderCard } from './card.ts'
import { html, type Markup } from './markup.ts'
import type { CardView, ListingView } from './views.ts'
import type { Words } from './words.ts'

/** How many stories stand beside the lead of a front page; with it, as many as no section shows again. */
const BESIDE = 4

/** The first page of a region's home: a lead, what stands beside it, the sections, and the rest of the newest. */
export function renderFront({ cards, sections }: ListingView, words: Words): Markup {
  const [lead, ...rest] = cards
  if (lead === undefined) return html``
  const beside = rest.slice(0, BESIDE)
  const above = new Set([lead, ...beside].map(({ href }) => href))
  // What is sticky stands above however old it is.
  const own = sections
    .map((section) => ({ ...section, cards: section.cards.filter(({ href }) => !above.has(href)) }))
    .filter((section) => section.cards.length > 0)
  const shown = new Set(own.flatMap((section) => section.cards).map(({ href }) => href))
  const others = rest.slice(BESIDE).filter(({ href }) => !shown.has(href))
  // Beside a lead that is words alone there would be a gap.
  const hasSide = beside.length > 0 && lead.image !== null
  return html`<div class="front${hasSide ? ' has-side' : ''}">
      ${renderCard(lead, words, { form: 'lead', isFirst: true })}
      ${
        beside.length > 0 &&
        html`<div class="${hasSide ? 'stack' : 'cards'}">
          ${beside.map((card, index) => renderCard(card, words, { form: !hasSide ? 'tile' : index === 0 ? 'side' : 'brief' }))}
        </div>`
      }
    </div>
    ${own.length > 0 && html`<div class="fronts">${own.map((section) => renderSection(section, words))}</div>`}
    ${others.length > 0 && latest(others, words)}`
}

function renderSection({ title, cards }: ListingView['sections'][number], words: Words): Markup {
  return html`<section>
    <h2 class="rule"><a href="${title.href}">${title.label}</a></h2>
    <div class="stack">
      ${cards.map((card, index) => renderCard(card, words, { level: 3, form: index === 0 ? 'tile' : 'brief', section: title.href }))}
    </div>
  </section>`
}

function latest(cards: readonly CardView[], words: Words): Markup {
  return html`<section class="more" aria-labelledby="latest">
    <h2 class="rule" id="latest">${words.latest}</h2>
    <div class="cards">${cards.map((card) => renderCard(card, words, { level: 3 }))}</div>
  </section>`
}
