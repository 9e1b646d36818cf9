import { renderCard } from './card.ts'
import { html, type Markup } from './markup.ts'
import type { CardView, ListingView } from './views.ts'
import type { Words } from './words.ts'

/** How many stories stand beside the lead of a front page. */
const BESIDE = 4

/** The first page of a region's home: a lead, what stands beside it, the sections, and the rest of the newest. */
export function renderFront({ cards, sections }: ListingView, words: Words): Markup {
  const [lead, ...rest] = cards
  if (lead === undefined) return html``
  const beside = rest.slice(0, BESIDE)
  const shown = new Set(sections.flatMap((section) => section.cards).map(({ href }) => href))
  const others = rest.slice(BESIDE).filter(({ href }) => !shown.has(href))
  return html`<div class="front${beside.length > 0 ? ' has-more' : ''}">
      ${renderCard(lead, words, { form: 'lead', isFirst: true })}
      ${
        beside.length > 0 &&
        html`<div class="stack">
          ${beside.map((card, index) => renderCard(card, words, { form: index === 0 ? 'tile' : 'brief' }))}
        </div>`
      }
    </div>
    ${sections.length > 0 && html`<div class="fronts">${sections.map((section) => renderSection(section, words))}</div>`}
    ${others.length > 0 && latest(others, words)}`
}

function renderSection({ title, cards }: ListingView['sections'][number], words: Words): Markup {
  return html`<section class="stack-box">
    <h2 class="rule"><a href="${title.href}">${title.label}</a></h2>
    <div class="stack">
      ${cards.map((card, index) => renderCard(card, words, { level: 3, form: index === 0 ? 'tile' : 'brief' }))}
    </div>
  </section>`
}

function latest(cards: readonly CardView[], words: Words): Markup {
  return html`<section class="more" aria-labelledby="latest">
    <h2 class="rule" id="latest">${words.latest}</h2>
    <div class="cards">${cards.map((card) => renderCard(card, words, { level: 3 }))}</div>
  </section>`
}
