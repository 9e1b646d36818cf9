import { absoluteUrl } from '#regions/permalink.ts'
import { renderCard } from './card.ts'
import { html, type Markup } from './markup.ts'
import type { ArticleView, AuthorView, LinkView } from './views.ts'
import type { Words } from './words.ts'

/** What stands below an article's text: where to take it, what it is about, where else it is, who wrote it. */
export function articleFoot(view: ArticleView, words: Words): Markup {
  const { callToAction } = view.site
  return html`<footer class="story-foot">
    ${view.audience === 'everybody' && shareLinks(view, words)}
    ${linkList('tags', words.filedUnder, [...view.categories, ...view.tags])}
    ${siblingLinks(view, words)} ${view.author?.description && authorBox(view.author)}
    ${
      callToAction &&
      html`<aside class="call">
        <p>${callToAction.text}</p>
        <p><a class="button" href="${callToAction.href}">${callToAction.label}</a></p>
      </aside>`
    }
  </footer>`
}

function linkList(name: string, label: string, links: readonly LinkView[]): Markup | false {
  return (
    links.length > 0 &&
    html`<div class="${name}">
      <p class="label">${label}</p>
      <ul>
        ${links.map((link) => html`<li><a href="${link.href}">${link.label}</a></li>`)}
      </ul>
    </div>`
  )
}

/** Where networks take an address; `url` and `text` are encoded. */
const NETWORKS: readonly [name: string, to: (url: string, text: string) => string][] = [
  ['WhatsApp', (url, text) => `https://wa.me/?text=${text}%20${url}`],
  ['Facebook', (url) => `https://www.facebook.com/sharer/sharer.php?u=${url}`],
  ['LinkedIn', (url) => `https://www.linkedin.com/sharing/share-offsite/?url=${url}`],
  ['Bluesky', (url, text) => `https://bsky.app/intent/compose?text=${text}%20${url}`],
]

/** Plain links: whoever follows none is told to nobody. */
function shareLinks({ site, title, href }: ArticleView, words: Words): Markup {
  const address = absoluteUrl(site.siteUrl, href)
  const [url, text] = [address, title.toWellFormed()].map(encodeURIComponent) as [string, string]
  return html`<div class="share">
      <p class="label">${words.share}</p>
      <ul>
        <li><a href="mailto:?subject=${text}&amp;body=${url}">${words.byEmail}</a></li>
        ${NETWORKS.map(
          ([name, to]) =>
            html`<li>
              <a href="${to(url, text)}" rel="nofollow noopener" aria-label="${words.shareOn(name)}"
                >${name}</a
              >
            </li>`,
        )}
      </ul>
    </div>
    <p class="source">${address}</p>`
}

/** The same article in other editions. */
function siblingLinks({ site }: ArticleView, words: Words): Markup | false {
  const siblings = site.regions.filter(({ isSibling, isCurrent }) => isSibling && !isCurrent)
  return (
    siblings.length > 0 &&
    html`<div class="tags">
      <p class="label">${words.sameArticle}</p>
      <ul>
        ${siblings.map(({ href, label, locale }) => html`<li><a href="${href}" hreflang="${locale}" rel="alternate">${label}</a></li>`)}
      </ul>
    </div>`
  )
}

/** Who wrote it, in a few lines; the author's own listing opens with the same, under the name as its heading. */
export function authorBox(author: AuthorView, options: { isOwnPage?: boolean } = {}): Markup {
  const profiles = options.isOwnPage ? author.sameAs : []
  return html`<div class="author-box">
    ${author.portrait && html`<img class="portrait" src="${author.portrait}" width="96" height="96" alt="" loading="lazy" />`}
    <div>
      ${
        !options.isOwnPage &&
        html`<p>
          <a href="${author.href}"><strong>${author.name}</strong></a>
        </p>`
      }
      ${author.role && html`<p class="role">${author.role}</p>`}
      ${author.description && html`<p>${author.description}</p>`}
      ${
        profiles.length > 0 &&
        html`<ul class="profiles">
          ${profiles.map((href) => html`<li><a rel="me" href="${href}">${hostOf(href)}</a></li>`)}
        </ul>`
      }
    </div>
  </div>`
}

/** An address by the host that it is at, as people name it. */
export function hostOf(href: string): string {
  return URL.parse(href)?.host.replace(/^www\./, '') ?? href
}

/** The articles before and after this one. */
export function articleNeighbours(view: ArticleView, words: Words): Markup | null {
  if (!view.previous && !view.next) return null
  const item = (to: LinkView | null, rel: 'prev' | 'next', label: string) =>
    to && html`<a rel="${rel}" href="${to.href}"><span>${label}</span> ${to.label}</a>`
  return html`<nav class="neighbours" aria-label="${words.neighbours}">
    ${item(view.previous, 'prev', words.previous)} ${item(view.next, 'next', words.next)}
  </nav>`
}

/** What else its section has. */
export function relatedArticles(view: ArticleView, words: Words): Markup | null {
  if (view.related.length === 0) return null
  return html`<section class="more" aria-labelledby="more">
    <h2 class="rule" id="more">${words.more}</h2>
    <div class="cards">${view.related.map((card) => renderCard(card, words, { level: 3 }))}</div>
  </section>`
}
