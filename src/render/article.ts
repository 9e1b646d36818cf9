import { renderBody } from './body.ts'
import { renderLayout } from './layout.ts'
import { html, type Markup } from './markup.ts'
import { renderPicture, WHOLE } from './picture.ts'
import { renderContents, renderProse } from './prose.ts'
import { articleSeoHead, renderPageHead } from './seo-head.ts'
import { articleFoot, articleNeighbours, relatedArticles } from './article-foot.ts'
import type { ArticleView } from './views.ts'
import { wordsFor, type Words } from './words.ts'

const LEAD_SIZES = `(min-width: 70rem) 64rem, ${WHOLE}`
const TALL_SIZES = `(min-width: 33rem) 30rem, ${WHOLE}`

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
      ${leadImage(view, words)} ${storyBody(view, words)} ${isPost && articleFoot(view, words)}
    </article>
    ${isPost && articleNeighbours(view, words)} ${isPost && relatedArticles(view, words)}`
  const seo = articleSeoHead(view)
  const head = view.audience === 'everybody' ? seo : { ...seo, schema: null }
  return renderLayout(view.site, renderPageHead(view, head), main)
}

function storyBody(view: ArticleView, words: Words): Markup {
  const contents = view.lock ? null : renderContents(view, words)
  return html`<div class="story-body${contents ? ' has-contents' : ''}">
    ${contents}
    <div class="prose">
      ${view.lock ? passwordForm(view.lock, words) : renderProse(view, words)}
    </div>
  </div>`
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
    <p><button class="button" type="submit">${words.unlock}</button></p>
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
  // As wide as the page, it would be higher than most windows.
  const isTall = image.height > image.width
  return html`<figure class="lead-image${isTall ? ' tall' : ''}">
    ${renderPicture(image, { sizes: isTall ? TALL_SIZES : LEAD_SIZES, isFirst: true })}${caption}
  </figure>`
}
