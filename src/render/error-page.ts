import { renderCard } from './card.ts'
import { iconTag, type HeadTag } from './head.ts'
import { renderLayout } from './layout.ts'
import { html } from './markup.ts'
import type { ErrorView } from './views.ts'
import { wordsFor } from './words.ts'

/** 404 with a way on, and 500. */
export function errorPage(view: ErrorView): string {
  const { site, status, recent } = view
  const words = wordsFor(site.region.locale)
  const title = status === 404 ? words.missing : words.failed
  const hint = status === 404 && recent.length > 0 ? words.missingHint : words.failedHint
  const head: HeadTag[] = [
    { name: 'meta', attributes: { charset: 'utf-8' } },
    {
      name: 'meta',
      attributes: { name: 'viewport', content: 'width=device-width, initial-scale=1' },
    },
    { name: 'title', text: `${title} | ${site.region.name}` },
    { name: 'link', attributes: { rel: 'stylesheet', href: site.stylesheetHref } },
    iconTag(site.region.accent),
    { name: 'meta', attributes: { name: 'robots', content: 'noindex' } },
    { name: 'meta', attributes: { name: 'color-scheme', content: 'light dark' } },
  ]
  const main = html`<header class="listing-head">
      <p class="kicker">${status}</p>
      <h1 class="listing-title">${title}</h1>
      ${(status === 500 || recent.length > 0) && html`<p class="standfirst">${hint}</p>`}
      <p><a class="button" href="${site.region.homeHref}">${words.home}</a></p>
    </header>
    ${
      recent.length > 0 &&
      html`<section class="more" aria-labelledby="latest">
        <h2 id="latest">${words.latest}</h2>
        <div class="cards">${recent.map((card) => renderCard(card, words, { level: 3 }))}</div>
      </section>`
    }`
  return renderLayout(site, head, main)
}
