import { pageTags, renderHead } from './head.ts'
import { html } from './markup.ts'
import type { ChooserView } from './views.ts'
import { wordsFor } from './words.ts'

/** `/`: which edition? The same page, saying so, answers an address of no region. */
export function chooserPage(view: ChooserView): string {
  const first = view.regions[0]
  const words = wordsFor(first?.locale ?? 'en')
  const home = `${view.siteUrl}/`
  const title = view.isNotFound ? words.missing : `${view.title} | ${words.choose}`
  const attribute = (name: string, attributes: Record<string, string>) => ({
    name: name as 'meta' | 'link',
    attributes,
  })
  const head = [
    ...pageTags(
      view.stylesheetHref,
      { homeHref: '/', accent: view.accent, hasOwnIcon: false },
      false,
    ),
    { name: 'title' as const, text: title },
    ...(view.isNotFound
      ? [attribute('meta', { name: 'robots', content: 'noindex' })]
      : [
          attribute('meta', { name: 'description', content: view.description }),
          attribute('link', { rel: 'canonical', href: home }),
          attribute('meta', { property: 'og:type', content: 'website' }),
          attribute('meta', { property: 'og:title', content: title }),
          attribute('meta', { property: 'og:description', content: view.description }),
          attribute('meta', { property: 'og:url', content: home }),
          ...view.regions.map((region) =>
            attribute('link', {
              rel: 'alternate',
              hreflang: region.locale,
              href: view.siteUrl + region.homeHref,
            }),
          ),
          attribute('link', { rel: 'alternate', hreflang: 'x-default', href: home }),
        ]),
  ]
  const editions = view.regions.map(
    (region) =>
      html`<li>
        <a
          href="${region.homeHref}"
          hreflang="${region.locale}"
          lang="${region.locale}"
          dir="${region.direction}"
        >
          <strong>${region.label}</strong>
          <span>${region.name}</span>${region.tagline && html` <small>${region.tagline}</small>`}</a
        >
      </li>`,
  )
  return html`<!doctype html>
    <html lang="${first?.locale ?? 'en'}" dir="${first?.direction ?? 'ltr'}">
      <head>
        ${renderHead(head)}
      </head>
      <body class="chooser">
        <main id="main">
          <p class="nameplate">${view.title}</p>
          <h1>${view.isNotFound ? words.missing : words.choose}</h1>
          <ul class="choices">
            ${editions}
          </ul>
        </main>
      </body>
    </html> `.toString()
}
