import { renderCard } from './card.ts'
import { pageTags, renderHead } from './head.ts'
import { renderLayout } from './layout.ts'
import { html } from './markup.ts'
import { renderSearchForm } from './search-form.ts'
import type { ErrorView } from './views.ts'
import { wordsFor } from './words.ts'

/** 404 and 410 with a way on, 403 and 500. */
export function errorPage(view: ErrorView): string {
  const { site, status, recent } = view
  const words = wordsFor(site.region.locale)
  const title = { 403: words.badLink, 404: words.missing, 410: words.gone, 500: words.failed }[
    status
  ]
  const hint = {
    403: words.badLinkHint,
    404: recent.length > 0 && words.missingHint,
    410: recent.length > 0 && words.goneHint,
    500: words.failedHint,
  }[status]
  const head = renderHead([
    ...pageTags(site.stylesheetHref, site.region),
    { name: 'title', text: `${title} | ${site.region.name}` },
    { name: 'meta', attributes: { name: 'robots', content: 'noindex' } },
  ])
  const hasOwnSearch = status === 404 || status === 410
  const main = html`<header class="listing-head">
      <p class="kicker">${status}</p>
      <h1 class="listing-title">${title}</h1>
      ${hint && html`<p class="standfirst">${hint}</p>`}
      ${hasOwnSearch && renderSearchForm(site.region, words, view.search)}
      <p><a href="${site.region.homeHref}">${words.home}</a></p>
    </header>
    ${
      recent.length > 0 &&
      html`<section class="more" aria-labelledby="latest">
        <h2 class="rule" id="latest">${words.latest}</h2>
        <div class="cards">${recent.map((card) => renderCard(card, words, { level: 3 }))}</div>
      </section>`
    }`
  return renderLayout(site, head, main, { hasOwnSearch })
}
