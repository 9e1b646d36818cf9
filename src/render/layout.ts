import { feedPath } from '#regions/permalink.ts'
import { hostOf } from './article-foot.ts'
import { html, type Markup } from './markup.ts'
import { renderSearchTools } from './search-form.ts'
import type { NavigationItemView, SiteView } from './views.ts'
import { wordsFor, type Words } from './words.ts'

/** As many sections as stand in a line below the masthead; the menu has them all, and what is below them. */
const BAR_LENGTH = 9
/** More editions than these do not stand above the masthead, but in the menu alone. */
const STRIP_LENGTH = 6

/** A whole page of a region around its matter. */
export function renderLayout(
  site: SiteView,
  head: Markup,
  main: Markup,
  more: { isHome?: boolean; hasOwnSearch?: boolean } = {},
): string {
  const { region } = site
  const words = wordsFor(region.locale)
  const page = html`<!doctype html>
    <html lang="${region.locale}" dir="${region.direction}">
      <head>
        ${head}
      </head>
      <body>
        <a class="skip" href="#main">${words.skip}</a>
        ${masthead(site, words, more)}
        <main id="main" tabindex="-1">${main}</main>
        ${colophon(site, words)}
      </body>
    </html> `
  return page.toString()
}

const current = (isCurrent: boolean) => isCurrent && html` aria-current="page"`

function masthead(
  site: SiteView,
  words: Words,
  { isHome = false, hasOwnSearch = false }: { isHome?: boolean; hasOwnSearch?: boolean },
): Markup {
  const { region, navigation } = site
  const hasStrip = site.regions.length > 1 && site.regions.length <= STRIP_LENGTH
  const hasMenu = navigation.length > 0 || site.regions.length > 1
  return html`<header class="masthead">
    ${hasStrip && editions(site, words)}
    ${hasMenu && html`<button class="menu-button" type="button" popovertarget="site-menu" aria-label="${words.menu}"><span class="menu-text">${words.menu}</span></button>`}
    <p class="nameplate">
      <a href="${region.homeHref}" ${current(isHome)}>${logo(site) ?? region.name}</a>
    </p>
    <div class="tools">${!hasOwnSearch && renderSearchTools(region, words)}</div>
    ${region.tagline && html`<p class="tagline">${region.tagline}</p>`}
    ${hasMenu && menu(site, words)}
    ${
      navigation.length > 0 &&
      html`<nav class="bar" aria-label="${words.sections}">
        ${list(navigation.slice(0, BAR_LENGTH), 1)}
      </nav>`
    }
  </header>`
}

/** The publisher's sign in place of the name, where it is a file of this site: a page asks nobody else for anything. */
function logo({ organisation, siteUrl, region }: SiteView): Markup | null {
  const { logo: sign } = organisation
  if (!sign || !(/^\/(?!\/)/.test(sign.src) || sign.src.startsWith(`${siteUrl}/`))) return null
  const size = sign.width > 0 && html` width="${sign.width}" height="${sign.height}"`
  return html`<img class="logo" src="${sign.src}" ${size} alt="${region.name}" />`
}

/** Everything that leads on from a page, drawn over it; a browser that knows no popovers shows it where it stands. */
function menu(site: SiteView, words: Words): Markup {
  return html`<div class="menu" id="site-menu" popover>
    <button class="menu-close" type="button" popovertarget="site-menu" popovertargetaction="hide">
      ${words.close}
    </button>
    ${site.navigation.length > 0 && html`<nav class="sections" aria-label="${words.menu}">${list(site.navigation)}</nav>`}
    ${
      site.regions.length > 1 &&
      html`<p class="label">${words.editions}</p>
        ${editions(site, words, words.chooseEdition)}`
    }
  </div>`
}

/** A menu as lists within lists, down to `depth`. */
function list(items: readonly NavigationItemView[], depth = 9): Markup {
  return html`<ul>
    ${items.map(
      (item) =>
        html`<li>
          <a href="${item.href}" ${current(item.isCurrent)}>${item.label}</a>
          ${depth > 1 && item.items.length > 0 && list(item.items, depth - 1)}
        </li>`,
    )}
  </ul>`
}

/** The switcher: where this page, or the home, is in other countries. */
function editions(site: SiteView, words: Words, label = words.editions): Markup {
  return html`<nav class="editions" aria-label="${label}">
    <ul>
      ${site.regions.map((other) =>
        other.isCurrent
          ? html`<li><span aria-current="true">${other.label}</span></li>`
          : html`<li>
              <a href="${other.href}" hreflang="${other.locale}" lang="${other.locale}" dir="auto"
                >${other.label}</a
              >
            </li>`,
      )}
    </ul>
  </nav>`
}

function colophon(site: SiteView, words: Words): Markup {
  const { region, organisation } = site
  const links = (label: string, items: readonly { href: string; label: string }[]) =>
    items.length > 0 &&
    html`<nav aria-label="${label}">
      <p class="label">${label}</p>
      <ul class="${items.length > BAR_LENGTH ? 'many' : ''}">
        ${items.map((item) => html`<li><a href="${item.href}">${item.label}</a></li>`)}
      </ul>
    </nav>`
  return html`<footer class="colophon">
    <p class="nameplate"><a href="${region.homeHref}">${region.name}</a></p>
    ${region.tagline && html`<p class="tagline">${region.tagline}</p>`}
    <div class="colophon-links">
      ${links(words.allSections, site.navigation)} ${links(words.about, site.footerLinks)}
      ${links(words.feeds, [
        { label: 'RSS', href: feedPath(region.homeHref) },
        { label: 'JSON Feed', href: feedPath(region.homeHref, 'json') },
      ])}
      ${links(
        organisation.name,
        organisation.sameAs.map((href) => ({ href, label: hostOf(href) })),
      )}
    </div>
    ${organisation.name !== region.name && html`<p>${organisation.name}</p>`}
    ${site.footerNote && html`<p>${site.footerNote}</p>`}
  </footer>`
}
