import { html, type Markup } from './markup.ts'
import type { NavigationItemView, SiteView } from './views.ts'
import { wordsFor } from './words.ts'

/** A whole page of a region around its matter. */
export function renderLayout(
  site: SiteView,
  head: Markup,
  main: Markup,
  more: { isHome?: boolean } = {},
): string {
  const { region } = site
  const words = wordsFor(region.locale)
  const editions = site.regions.map((other) =>
    other.isCurrent
      ? html`<li><span aria-current="true">${other.label}</span></li>`
      : html`<li><a href="${other.href}" hreflang="${other.locale}">${other.label}</a></li>`,
  )
  const name = html`<a href="${region.homeHref}" ${current(more.isHome === true)}
    >${region.name}</a
  >`
  const page = html`<!doctype html>
    <html lang="${region.locale}" dir="${region.direction}">
      <head>
        ${head}
      </head>
      <body>
        <a class="skip" href="#main">${words.skip}</a>
        <header class="masthead">
          ${
            site.regions.length > 1 &&
            html`<nav class="editions" aria-label="${words.editions}">
              <ul>
                ${editions}
              </ul>
            </nav>`
          }
          <p class="nameplate">${name}</p>
          ${region.tagline && html`<p class="tagline">${region.tagline}</p>`}
          ${
            site.navigation.length > 0 &&
            html`<nav class="sections" aria-label="${words.sections}">
              ${menu(site.navigation)}
            </nav>`
          }
        </header>
        <main id="main" tabindex="-1">${main}</main>
        <footer class="colophon">
          <p class="nameplate">${region.name}</p>
          ${
            site.footerLinks.length > 0 &&
            html`<nav aria-label="${words.about}">
              <ul>
                ${site.footerLinks.map(
                  (item) => html`<li><a href="${item.href}">${item.label}</a></li>`,
                )}
              </ul>
            </nav>`
          }
          ${site.footerNote && html`<p>${site.footerNote}</p>`}
        </footer>
      </body>
    </html> `
  return page.toString()
}

const current = (isCurrent: boolean) => isCurrent && html` aria-current="page"`

/** A menu as lists within lists; what stands below an item opens under the pointer, and for whoever tabs there. */
function menu(items: readonly NavigationItemView[]): Markup {
  return html`<ul>
    ${items.map(
      (item) =>
        html`<li>
          <a href="${item.href}" ${current(item.isCurrent)}>${item.label}</a>
          ${item.items.length > 0 && menu(item.items)}
        </li>`,
    )}
  </ul>`
}
