import { html, type Markup } from './markup.ts'
import { renderPicture } from './picture.ts'
import type { CardView } from './views.ts'
import type { Words } from './words.ts'

const CARD_SIZES = '(min-width: 60rem) 24rem, (min-width: 40rem) 48vw, 94vw'
const LEAD_SIZES = '(min-width: 60rem) 46rem, 94vw'

interface CardOptions {
  isLead?: boolean
  isFirst?: boolean
  level?: 2 | 3
}

// A card is printed on many pages, the same each time.
const printed = new WeakMap<CardView, Map<string, Markup>>()

/** An article in a list. The picture links as the headline does, so only the headline is read out. */
export function renderCard(card: CardView, words: Words, options: CardOptions = {}): Markup {
  const { isLead = false, isFirst = false, level = 2 } = options
  const forms = printed.get(card) ?? new Map<string, Markup>()
  printed.set(card, forms)
  const form = `${isLead} ${isFirst} ${level}`
  const markup = forms.get(form) ?? printCard(card, words, { isLead, isFirst, level })
  forms.set(form, markup)
  return markup
}

function printCard(
  card: CardView,
  words: Words,
  { isLead, isFirst, level }: Required<CardOptions>,
): Markup {
  const picture =
    card.image &&
    html`<a class="card-picture" href="${card.href}" tabindex="-1" aria-hidden="true"
      >${renderPicture(card.image, {
        sizes: isLead ? LEAD_SIZES : CARD_SIZES,
        isFirst,
        alt: '',
      })}</a
    >`
  const title = html`<a href="${card.href}">${card.title}</a>`
  return html`<article class="card${isLead ? ' lead' : ''}">
    ${picture}
    <div class="card-text">
      ${card.kicker && html`<p class="kicker"><a href="${card.kicker.href}">${card.kicker.label}</a></p>`}
      ${level === 2 ? html`<h2 dir="auto">${title}</h2>` : html`<h3 dir="auto">${title}</h3>`}
      ${card.excerpt && html`<p class="excerpt" dir="auto">${card.excerpt}</p>`}
      <p class="meta">
        ${card.author && html`<a href="${card.author.href}">${card.author.label}</a> · `}<time
          datetime="${card.published.iso}"
          >${card.published.label}</time
        >
        · <span class="nowrap">${words.minutes(card.readingMinutes)}</span>
      </p>
    </div>
  </article> `
}
