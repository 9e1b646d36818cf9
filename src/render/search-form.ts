import { html, type Markup } from './markup.ts'
import type { RegionView } from './views.ts'
import type { Words } from './words.ts'

/** The form that looks for words in a region; a plain one, so that it works without a script. */
export function renderSearchForm(
  region: RegionView,
  words: Words,
  text = '',
  id = 'search-text',
): Markup {
  return html`<form class="find" role="search" action="${region.homeHref}" method="get">
    <label class="hidden" for="${id}">${words.searchLabel}</label>
    <input
      type="search"
      id="${id}"
      name="s"
      value="${text}"
      maxlength="200"
      required
      dir="auto"
      enterkeyhint="search"
    />
    <button class="button" type="submit">${words.search}</button>
  </form>`
}

/** In a masthead: the form where there is room for it, else a link to the page that has it. */
export function renderSearchTools(region: RegionView, words: Words): Markup {
  return html`<a class="to-search" href="${region.homeHref}?s=">${words.search}</a>
    ${renderSearchForm(region, words, '', 'search')}`
}
