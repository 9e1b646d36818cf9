import { html, type Markup } from './markup.ts'
import type { ImageView } from './views.ts'

/** As wide as the page, less what stands free at its edges. */
export const WHOLE = '(min-width: 25rem) 92vw, calc(100vw - 2rem)'

/** A picture in the best format that the browser takes, with the room it needs kept free. */
export function renderPicture(
  image: ImageView,
  options: { sizes: string; isFirst?: boolean; alt?: string },
): Markup {
  // The first picture is what a reader waits for; a lazy one would be asked for late.
  const loading = options.isFirst
    ? html` fetchpriority="high"`
    : html` loading="lazy" decoding="async"`
  const srcset = image.srcset ? html` srcset="${image.srcset}" sizes="${options.sizes}"` : ''
  const room = image.width > 0 && html` width="${image.width}" height="${image.height}"`
  const tone = image.tone && html` class="${image.tone}"`
  const img = html`<img
    src="${image.src}"
    ${tone}
    ${room}
    alt="${options.alt ?? image.alt}"
    ${srcset}${loading}
  />`
  if (image.sources.length === 0) return img
  const sources = image.sources.map(
    (source) =>
      html`<source type="${source.mimeType}" srcset="${source.srcset}" sizes="${options.sizes}" />`,
  )
  return html`<picture>${sources}${img}</picture>`
}
