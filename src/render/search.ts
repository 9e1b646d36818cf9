import { renderCard } from './card.ts'
import { linkTags, pageTags, renderHead } from './head.ts'
import { renderLayout } from './layout.ts'
import { renderPagination } from './listing.ts'
import { html, type Markup } from './markup.ts'
import { renderPicture } from './picture.ts'
import { renderSearchForm } from './search-form.ts'
import type { MarkedPart, ResultView, SearchView } from './views.ts'
import { wordsFor, type Words } from './words.ts'

const PICTURE_SIZES = '(min-width: 60rem) 15rem, (min-width: 36rem) 26vw, 94vw'

/** What was found in a region, a page of it. No index has it, and it is nobody's copy. */
export function searchPage(view: SearchView): string {
  const { site, text, results, pagination } = view
  const words = wordsFor(site.region.locale)
  const title = text === '' ? words.search : words.resultsFor(text)
  const page = pagination.current > 1 ? ` – ${words.page(pagination.current)}` : ''
  const head = renderHead([
    ...pageTags(site.stylesheetHref, site.region),
    { name: 'title', text: `${title}${page} | ${site.region.name}` },
    { name: 'meta', attributes: { name: 'robots', content: 'noindex, follow' } },
    ...linkTags({ alternates: [], feeds: view.feeds, api: view.api, locale: '' }),
  ])
  const main = html`<header class="listing-head search-head">
      <h1 class="listing-title" dir="auto">${title}</h1>
      ${renderSearchForm(site.region, words, text)} ${summary(view, words)}
    </header>
    ${facets(view, words)}
    ${
      results.length > 0 &&
      html`<ol class="results">
        ${results.map((result) => renderResult(result))}
      </ol>`
    }
    ${renderPagination(pagination, site.region.locale, words, [words.previous, words.next])}
    ${view.recent.length > 0 && recent(view, words)}`
  return renderLayout(site, head, main, { hasOwnSearch: true })
}

/** How much was found, and what else may have been meant. */
function summary(view: SearchView, words: Words): Markup {
  const { text, total, isBounded, isPartial, suggestion } = view
  if (text === '') return html`<p class="meta">${words.searchHint}</p>`
  const count = isBounded ? words.moreResults(total) : words.resultCount(total)
  return html`${total === 0 && html`<p class="found">${words.noResults(text)}</p>`}
  ${
    suggestion &&
    html`<p class="found">
      ${words.didYouMean}
      <a href="${suggestion.href}"><strong dir="auto">${suggestion.label}</strong></a
      >?
    </p>`
  }
  ${total === 0 && !suggestion && html`<p class="meta">${words.noResultsHint} ${words.searchHint}</p>`}
  ${isPartial && html`<p class="found">${words.someWords}</p>`}
  ${total > 0 && html`<p class="meta">${count}</p>`}`
}

function facets(view: SearchView, words: Words): Markup | null {
  // One section alone narrows nothing.
  if (view.facets.length < 3 && !view.facets.some(({ isCurrent }, at) => isCurrent && at > 0)) {
    return null
  }
  return html`<nav class="tags facets" aria-label="${words.filterBy}">
    <ul>
      ${view.facets.map(({ href, label, total, isCurrent }) => {
        const count = total !== null && html` <span class="count">${total}</span>`
        return html`<li>
          ${isCurrent ? html`<span aria-current="true">${label}${count}</span>` : html`<a href="${href}">${label}${count}</a>`}
        </li>`
      })}
    </ul>
  </nav>`
}

function renderResult(result: ResultView): Markup {
  const { image, kicker, published } = result
  const picture =
    image &&
    html`<a class="card-picture" href="${result.href}" tabindex="-1" aria-hidden="true"
      >${renderPicture(image, { sizes: PICTURE_SIZES, alt: '' })}</a
    >`
  return html`<li>
    <article class="card row">
      ${picture}
      <div class="card-text">
        ${kicker && html`<p class="kicker"><a href="${kicker.href}">${kicker.label}</a></p>`}
        <h2 dir="auto"><a href="${result.href}">${marked(result.marked)}</a></h2>
        <p class="excerpt" dir="auto">${marked(result.snippet)}</p>
        <p class="meta"><time datetime="${published.iso}">${published.label}</time></p>
      </div>
    </article>
  </li>`
}

function marked(parts: readonly MarkedPart[]): Markup[] {
  return parts.map(({ text, isMarked }) => (isMarked ? html`<mark>${text}</mark>` : html`${text}`))
}

function recent(view: SearchView, words: Words): Markup {
  return html`<section class="more" aria-labelledby="latest">
    <h2 class="rule" id="latest">${words.latest}</h2>
    <div class="cards">${view.recent.map((card) => renderCard(card, words, { level: 3 }))}</div>
  </section>`
}
