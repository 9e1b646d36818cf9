import { html, Markup } from './markup.ts'
import type { Words } from './words.ts'

/** Where people see what a frame shows: `frame` matches its (escaped) address without the scheme. */
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
  // Of a film that is not listed, its address holds the word that opens it.
  {
    frame: /^player\.vimeo\.com\/video\/(\d+)(?:\?(?:h=(\w+))?.*)?$/,
    page: 'vimeo.com/$1/$2',
    name: 'Vimeo',
  },
  {
    frame: /^www\.dailymotion\.com\/embed\/video\/(\w+).*/,
    page: 'www.dailymotion.com/video/$1',
    name: 'Dailymotion',
  },
  { frame: /^embed\.ted\.com\/(.*)/, page: 'www.ted.com/$1', name: 'TED' },
  {
    frame: /^embed\.podcasts\.apple\.com\/(.*)/,
    page: 'podcasts.apple.com/$1',
    name: 'Apple Podcasts',
  },
  // What this frame shows it refuses to show outside of one.
  {
    frame: /^(?:www|maps)\.google\.[a-z.]+\/maps\/embed\?pb=.*?!2d(-?[\d.]+)!3d(-?[\d.]+).*/,
    page: 'www.google.com/maps/@$2,$1,14z',
    name: 'Google Maps',
  },
  { frame: /^open\.spotify\.com\/embed\/(.*)/, page: 'open.spotify.com/$1', name: 'Spotify' },
]

/** Hosts whose frames show something to look at, where others play. */
const VIEWED =
  /(?:^|\.)(?:google\.[a-z.]+|openstreetmap\.org|dwcdn\.net|uri\.sh|flourish\.studio|infogram\.com|codepen\.io|slideshare\.net|speakerdeck\.com|issuu\.com)\//

/** Lower than this, in pixels, a player is a bar for sound. */
const BAR_HEIGHT = 250

/**
 * What stands for a player of another site: a link to where it plays. The page itself asks nothing of anybody else, so
 * nobody learns who reads it. `attributes` are those of the sanitiser's frame, escaped.
 */
export function embedLink(attributes: string, words: Words): Markup {
  const valueOf = (name: string) =>
    new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''
  const src = valueOf('src').replace(/^https:\/\//, '')
  const { href, site } = placeOf(src)
  const title = valueOf('title')
  const isView = VIEWED.test(src)
  const isSlim = Number(valueOf('height') || BAR_HEIGHT) < BAR_HEIGHT
  const form = `embed${isSlim ? ' slim' : ''}${isView ? ' view' : ''}`
  // Escaped already, as the address is.
  const told = new Markup(isView ? title || words.showEmbed(site) : words.play(title || site))
  return html`<a class="${form}" href="${new Markup(href)}" rel="noopener nofollow"
    ><strong>${told}</strong> <span>${words.embedNote(site)}</span></a
  >`
}

/** The page that shows what a frame at an (escaped) address does, and whose it is. */
function placeOf(address: string): { href: string; site: string } {
  const host = /^[\w.-]+/.exec(address)?.[0].replace(/^(?:www|player|embed|maps|w)\./, '') ?? ''
  const place = PLACES.find(({ frame }) => frame.test(address))
  if (!place) return { href: `https://${address}`, site: host }
  const page = address.replace(place.frame, place.page).replace(/(?:&t=|\/)$/, '')
  return { href: `https://${page.replace('&t=', '&amp;t=')}`, site: place.name }
}
