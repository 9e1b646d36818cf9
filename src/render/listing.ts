import type { SafeHtml } from '#content/body.ts'
import { authorBox } from './article-foot.ts'
import { renderBody } from './body.ts'
import { renderCard } from './card.ts'
import { renderFront } from './front.ts'
import { renderLayout } from './layout.ts'
import { html, type Markup } from './markup.ts'
import { listingSeoHead, renderPageHead } from './seo-head.ts'
import type { ListingView, PaginationView } from './views.ts'
import { wordsFor, type Words } from './words.ts'

/** A page of the home, a term, an author or a date. The home's first page leads with its newest article. */
export function listingPage(view: ListingView): string {
  const words = wordsFor(view.site.region.locale)
  const isHome = view.kind === 'home'
  const isFront = isHome && view.pagination.current === 1
  const main = html`${heading(view, words)}
  ${view.cards.length === 0 ? nothing(words) : isFront ? renderFront(view, words) : river(view, words)}
  ${renderPagination(view.pagination, words, [words.previousPage, words.nextPage])}`
  const head = renderPageHead(view, listingSeoHead(view))
  return renderLayout(view.site, head, main, { isHome: isFront })
}

function heading(view: ListingView, words: Words): Markup {
  const { current } = view.pagination
  const suffix = current > 1 && html` <span class="page-number">${words.page(current)}</span>`
  if (view.kind === 'home' && current === 1) return html`<h1 class="hidden">${view.title}</h1>`
  // The nameplate above says whose page it is.
  if (view.kind === 'home') {
    return html`<header class="listing-head">
      <h1 class="listing-title">${words.page(current)}</h1>
    </header>`
  }
  return html`<header class="listing-head">
    ${sort(view, words)}
    <h1 class="listing-title" dir="auto">${view.title}${suffix}</h1>
    ${current === 1 && (view.author ? authorBox(view.author, { isOwnPage: true }) : about(view.description))}
  </header>`
}

/** What the title names, where that is no section of the paper. */
function sort({ kind, trail }: ListingView, words: Words): Markup | false {
  const above = trail.length > 1 && trail.at(-1)
  if (above) return html`<p class="kicker"><a href="${above.href}">${above.label}</a></p>`
  const label = { tag: words.topics, date: words.archive, author: words.authors }[kind as string]
  return label !== undefined && html`<p class="kicker">${label}</p>`
}

/** A line stands in a paragraph; blocks are ones of their own. */
function about(description: SafeHtml | ''): Markup | '' {
  if (description === '') return ''
  return /<(?:p|ul|ol|div|h[2-6])\b/.test(description)
    ? html`<div class="standfirst">${renderBody(description)}</div>`
    : html`<p class="standfirst">${renderBody(description)}</p>`
}

/** One below the other; the section that they are all of is named above them. */
function river(view: ListingView, words: Words): Markup {
  return html`<div class="river">
    ${view.cards.map((card, index) => renderCard(card, words, { form: 'row', isFirst: index === 0, section: view.href }))}
  </div>`
}

function nothing(words: Words): Markup {
  return html`<div class="nothing">
    <p>${words.nothing}</p>
    <p class="meta">${words.nothingHint}</p>
  </div>`
}

/** Links to the pages around this one; `labels` say what comes before and after it. */
export function renderPagination(
  view: PaginationView,
  words: Words,
  [previous, next]: readonly [string, string],
): Markup | null {
  if (view.total <= 1) return null
  const pages = view.pages.map((page) =>
    page === null
      ? html`<li aria-hidden="true">…</li>`
      : page.isCurrent
        ? html`<li><span aria-current="page">${page.number}</span></li>`
        : html`<li>
            <a href="${page.href}" aria-label="${words.page(page.number)}">${page.number}</a>
          </li>`,
  )
  return html`<nav class="pagination" aria-label="${words.pages}">
    ${view.previousHref && html`<a rel="prev" href="${view.previousHref}">${previous}</a>`}
    <ul>
      ${pages}
    </ul>
    ${view.nextHref && html`<a rel="next" href="${view.nextHref}">${next}</a>`}
  </nav>`
}
