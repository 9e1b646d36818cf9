import { html, Markup } from './markup.ts'
import type { Words } from './words.ts'

/** Where people see what a player's frame shows: `frame` matches its address without the scheme. */
interface Place {
  frame: RegExp
  page: string
  name: string
}

const PLACES: readonly Place[] = [
  {
    frame: /^www\.youtube-nocookie\.com\/embed\/videoseries\?.*?\blist=([\w-]+).*/,
    page: 'www.youtube.com/playlist?list=$1',
    name: 'YouTube',
  },
  {
    frame: /^www\.youtube-nocookie\.com\/embed\/([\w-]+)(?:\?.*?\bstart=(\d+))?.*/,
    page: 'www.youtube.com/watch?v=$1&t=$2',
    name: 'YouTube',
  },
  { frame: /^player\.vimeo\.com\/video\/(\d+).*?/, page: 'vimeo.com/$1', name: 'Vimeo' },
  {
    frame: /^www\.dailymotion\.com\/embed\/video\/(\w+).*/,
    page: 'www.dailymotion.com/video/$1',
    name: 'Dailymotion',
  },
  { frame: /^embed\.ted\.com\/(.*)/, page: 'www.ted.com/$1', name: 'TED' },
  { frame: /^open\.spotify\.com\/embed\/(.*)/, page: 'open.spotify.com/$1', name: 'Spotify' },
]

/** Lower than this, in pixels, a player is a bar for sound. */
const BAR_HEIGHT = 250

/**
 * What stands for a player of another site: a link to where it plays. The page itself asks nothing of anybody else, so
 * nobody learns who reads it. `attributes` are those of the sanitiser's frame, escaped.
 */
export function embedLink(attributes: string, words: Words): Markup {
  const valueOf = (name: string) =>
    new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''
  const src = valueOf('src')
  const { href, site } = placeOf(src)
  const title = valueOf('title')
  const isSlim = Number(valueOf('height') || BAR_HEIGHT) < BAR_HEIGHT
  // Escaped already, as the address is.
  const told = new Markup(words.play(title || site))
  return html`<a
    class="embed${isSlim ? ' slim' : ''}"
    href="${new Markup(href)}"
    rel="noopener nofollow"
    ><strong>${told}</strong> <span>${words.embedNote(site)}</span></a
  >`
}

/** The page that shows what a frame at an (escaped) address does, and whose it is. */
function placeOf(src: string): { href: string; site: string } {
  const address = src.replace(/^https:\/\//, '')
  const host = /^[\w.-]+/.exec(address)?.[0].replace(/^(?:www|player|embed|w)\./, '') ?? ''
  const place = PLACES.find(({ frame }) => frame.test(address))
  if (!place) return { href: src, site: host }
  const page = address.replace(place.frame, place.page).replace(/[?&]t=$/, '')
  return { href: `https://${page.replace('&t=', '&amp;t=')}`, site: place.name }
}
