import { renderBody } from './body.ts'
import { renderCard } from './card.ts'
import { renderLayout } from './layout.ts'
import { html, type Markup } from './markup.ts'
import { renderPicture } from './picture.ts'
import { articleSeoHead, renderPageHead } from './seo-head.ts'
import type { ArticleView, AuthorView, LinkView } from './views.ts'
import { wordsFor, type Words } from './words.ts'

const LEAD_SIZES = '(min-width: 66rem) 62rem, 100vw'

/** A post or page at its own address. */
export function articlePage(view: ArticleView): string {
  const words = wordsFor(view.site.region.locale)
  const isPost = view.type === 'post'
  const main = html`${view.audience === 'preview' && html`<p class="notice" role="status">${words.preview}</p>`}
    <article class="story">
      <header class="story-head">
        ${view.kicker && html`<p class="kicker"><a href="${view.kicker.href}">${view.kicker.label}</a></p>`}
        <h1 dir="auto">${view.title}</h1>
        ${view.standfirst && html`<p class="standfirst" dir="auto">${view.standfirst}</p>`}
        ${isPost && byline(view, words)}
      </header>
      ${leadImage(view, words)}
      <div class="prose">${view.lock ? passwordForm(view.lock, words) : renderBody(view.body)}</div>
      ${isPost && storyFoot(view, words)}
    </article>
    ${isPost && neighbours(view, words)} ${isPost && related(view, words)}`
  const seo = articleSeoHead(view)
  const head = view.audience === 'everybody' ? seo : { ...seo, schema: null }
  return renderLayout(view.site, renderPageHead(view, head), main)
}

/** What stands for a body that a password protects; the field has the name that it has in WordPress. */
function passwordForm({ action, problem }: NonNullable<ArticleView['lock']>, words: Words): Markup {
  return html`<form class="lock" method="post" action="${action}">
    <p>${words.locked}</p>
    ${problem && html`<p role="alert"><strong>${words[problem]}</strong></p>`}
    <p>
      <label for="post_password">${words.password}</label>
      <input
        id="post_password"
        name="post_password"
        type="password"
        maxlength="255"
        autocomplete="off"
        required
      />
    </p>
    <p><button class="button">${words.unlock}</button></p>
  </form>`
}

function byline(view: ArticleView, words: Words): Markup {
  const { author } = view
  return html`<div class="byline">
    ${author?.portrait && html`<img class="portrait" src="${author.portrait}" width="48" height="48" alt="" />`}
    <p>
      ${author && html`${words.by} <a rel="author" href="${author.href}">${author.name}</a>${author.role && html`<span class="role">, ${author.role}</span>`}<br />`}
      <span class="meta"
        ><time datetime="${view.published.iso}">${view.published.label}</time
        >${view.updated && html` · ${words.updated} <time datetime="${view.updated.iso}">${view.updated.label}</time>`}
        · <span class="nowrap">${words.minutes(view.readingMinutes)}</span></span
      >${review(view, words)}
    </p>
  </div>`
}

/** Who has checked what it says, and when. */
function review({ kinds, reviewed }: ArticleView, words: Words): Markup | false {
  const { reviewedBy: reviewer } = kinds
  if (!reviewer && !reviewed) return false
  const name = reviewer?.url ? html`<a href="${reviewer.url}">${reviewer.name}</a>` : reviewer?.name
  const day = reviewed && html`<time datetime="${reviewed.iso}">${reviewed.label}</time>`
  return html`<br /><span class="meta"
      >${reviewer && html`${words.reviewedBy} ${name}`}${reviewer && day && ' · '}${day && html`${words.reviewed} ${day}`}</span
    >`
}

function leadImage(view: ArticleView, words: Words): Markup | null {
  const { image } = view
  if (image === null) return null
  const caption =
    (image.caption || image.credit) &&
    html`<figcaption>
      ${image.caption && renderBody(image.caption)}${image.credit && html` <span class="credit">${words.photo} ${image.credit}</span>`}
    </figcaption>`
  return html`<figure class="lead-image">
    ${renderPicture(image, { sizes: LEAD_SIZES, isFirst: true })}${caption}
  </figure>`
}

function storyFoot(view: ArticleView, words: Words): Markup {
  const { callToAction } = view.site
  const terms = [...view.categories, ...view.tags]
  return html`<footer class="story-foot">
    ${terms.length > 0 && html`<p class="terms"><span>${words.filedUnder}</span> ${terms.map((term) => html`<a href="${term.href}">${term.label}</a> `)}</p>`}
    ${view.author?.description && authorBox(view.author)}
    ${
      callToAction &&
      html`<aside class="call">
        <p>${callToAction.text}</p>
        <p><a class="button" href="${callToAction.href}">${callToAction.label}</a></p>
      </aside>`
    }
  </footer>`
}

/** Who wrote it, in a few lines; the author's own listing opens with the same, under the name as its heading. */
export function authorBox(author: AuthorView, options: { isOwnPage?: boolean } = {}): Markup {
  const name = html`<a href="${author.href}"><strong>${author.name}</strong></a>`
  const role = author.role && html`<span class="role">${author.role}</span>`
  return html`<div class="author-box">
    ${author.portrait && html`<img class="portrait" src="${author.portrait}" width="96" height="96" alt="" loading="lazy" />`}
    <p>
      ${options.isOwnPage ? role && html`${role}<br />` : html`${name}${role && html`, ${role}`}.`}
      ${author.description}
    </p>
  </div>`
}

function neighbours(view: ArticleView, words: Words): Markup | null {
  if (!view.previous && !view.next) return null
  const item = (to: LinkView | null, rel: 'prev' | 'next', label: string) =>
    to && html`<a rel="${rel}" href="${to.href}"><span>${label}</span> ${to.label}</a>`
  return html`<nav class="neighbours" aria-label="${words.neighbours}">
    ${item(view.previous, 'prev', words.previous)} ${item(view.next, 'next', words.next)}
  </nav>`
}

function related(view: ArticleView, words: Words): Markup | null {
  if (view.related.length === 0) return null
  return html`<section class="more" aria-labelledby="more">
    <h2 id="more">${words.more}</h2>
    <div class="cards">${view.related.map((card) => renderCard(card, words, { level: 3 }))}</div>
  </section>`
}
