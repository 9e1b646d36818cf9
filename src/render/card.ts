import { html, type Markup } from './markup.ts'
import { renderPicture, WHOLE } from './picture.ts'
import type { CardView } from './views.ts'
import type { Words } from './words.ts'

/** How an article stands in a list: leading a page, beside that, one of a grid, a row of a long list, or its headline alone. */
export type CardForm = 'lead' | 'side' | 'tile' | 'row' | 'brief'

// As wide as sheet/cards.ts makes their pictures.
const SIZES: Record<CardForm, string> = {
  lead: `(min-width: 77rem) 46.5rem, (min-width: 60rem) 58vw, ${WHOLE}`,
  side: `(min-width: 77rem) 21rem, (min-width: 60rem) 26vw, ${WHOLE}`,
  tile: `(min-width: 77rem) 17rem, (min-width: 57rem) 29vw, (min-width: 37rem) 45vw, ${WHOLE}`,
  row: `(min-width: 62rem) 16rem, (min-width: 36rem) 26vw, ${WHOLE}`,
  brief: WHOLE,
}

interface CardOptions {
  form?: CardForm
  isFirst?: boolean
  level?: 2 | 3
  /** Address of the section that the list is of, which is not named again. */
  section?: string
}

// A card is printed on many pages, the same each time.
const printed = new WeakMap<CardView, Map<string, Markup>>()

/** An article in a list. The picture links as the headline does, so only the headline is read out. */
export function renderCard(card: CardView, words: Words, options: CardOptions = {}): Markup {
  const { form = 'tile', isFirst = false, level = 2 } = options
  const hasKicker = form !== 'brief' && card.kicker?.href !== options.section
  const forms = printed.get(card) ?? new Map<string, Markup>()
  printed.set(card, forms)
  const key = `${form} ${isFirst} ${level} ${hasKicker}`
  const markup = forms.get(key) ?? printCard(card, words, { form, isFirst, level, hasKicker })
  forms.set(key, markup)
  return markup
}

function printCard(
  card: CardView,
  words: Words,
  {
    form,
    isFirst,
    level,
    hasKicker,
  }: Required<Omit<CardOptions, 'section'>> & { hasKicker: boolean },
): Markup {
  const isBrief = form === 'brief'
  const picture =
    !isBrief &&
    card.image &&
    html`<a class="card-picture" href="${card.href}" tabindex="-1" aria-hidden="true"
      >${renderPicture(card.image, { sizes: SIZES[form], isFirst, alt: '' })}</a
    >`
  const title = html`<a href="${card.href}">${card.title}</a>`
  return html`<article class="card ${form}">
    ${picture}
    <div class="card-text">
      ${hasKicker && card.kicker && html`<p class="kicker"><a href="${card.kicker.href}">${card.kicker.label}</a></p>`}
      ${level === 2 ? html`<h2 dir="auto">${title}</h2>` : html`<h3 dir="auto">${title}</h3>`}
      ${!isBrief && card.excerpt && html`<p class="excerpt" dir="auto">${card.excerpt}</p>`}
      <p class="meta">
        ${!isBrief && card.author && html`<a href="${card.author.href}">${card.author.label}</a> · `}<time
          datetime="${card.published.iso}"
          >${card.published.label}</time
        >${form !== 'tile' && html` · <span class="nowrap">${words.minutes(card.readingMinutes)}</span>`}
      </p>
    </div>
  </article> `
}
