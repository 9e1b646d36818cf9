import {
  attributeOf,
  elementsIn,
  isElement,
  normalText,
  textIn,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'
import { dropPart, type CleanState } from '../context.ts'

/** Addresses that ask a network to pass a page on, without the scheme. */
const SHARE =
  /^(?:www\.|m\.|api\.)?(?:facebook\.com\/(?:sharer|share\.php|dialog\/(?:share|feed|send))|(?:twitter|x)\.com\/(?:intent\/(?:tweet|post)|share\b|home\?status)|linkedin\.com\/(?:sharing|shareArticle|cws\/share)|pinterest\.[a-z.]+\/pin\/create|plus\.google\.com\/share|reddit\.com\/submit|tumblr\.com\/(?:share|widgets\/share)|whatsapp\.com\/send\/?\?(?!phone)|wa\.me\/\?|t\.me\/share|telegram\.me\/share|vk\.com\/share|vkontakte\.ru\/share|connect\.ok\.ru\/offer|getpocket\.com\/(?:save|edit)|xing\.com\/(?:spi|app\/user)|bsky\.app\/intent|threads\.net\/intent|social-plugins\.line\.me|line\.me\/R\/msg|b\.hatena\.ne\.jp\/(?:add|entry)|flipboard\.com\/bookmarklet|share\.flipboard\.com|buffer\.com\/add|addtoany\.com\/(?:add_to|share)|addthis\.com\/bookmark|service\.weibo\.com\/share)/i
/** A message without a receiver, or one by an app. */
const MESSAGE = /^(?:mailto:\?|whatsapp:\/\/send|viber:\/\/forward|tg:\/\/msg_url|fb-messenger:)/i
const MAX_LABEL = 60
const MAX_WORDS_BESIDE = 40
/** More networks than a row offers. */
const MAX_LINKS = 40
/** How many boxes a theme puts around such a row. */
const MAX_DEPTH = 12

/** Rows of links that only pass the page on, whatever their theme calls them; such a link in a sentence stays. */
export function dropShareLinks(root: TreeRoot, state: CleanState): void {
  // Each box is looked into once, however many of its links ask.
  const known = new Map<TreeElement, boolean>()
  for (const link of elementsIn(root)) {
    if (link.tagName !== 'a' || link.parentNode === null || !isShare(link)) continue
    const bar = barOf(link, known)
    // What has gone already holds the others of its row.
    if (bar?.parentNode) dropPart(state, 'share-bar', bar)
  }
}

function isShare(link: TreeElement): boolean {
  const href = attributeOf(link, 'href')?.trim() ?? ''
  const isAsking = MESSAGE.test(href) || SHARE.test(href.replace(/^(?:https?:)?\/\//i, ''))
  return isAsking && !isQuoted(href, normalText(textIn(link)))
}

/** A sentence of the article that a press would post: those words are the author's own. */
function isQuoted(href: string, text: string): boolean {
  const said = URL.parse(href, 'https://relative.invalid/')?.searchParams.get('text') ?? ''
  return /\s\S+\s/.test(text) && normalText(said).includes(text)
}

/** The largest box around a link that holds nothing but such links and a label. */
function barOf(link: TreeElement, known: Map<TreeElement, boolean>): TreeElement | null {
  let bar: TreeElement | null = null
  let outer = link.parentNode
  for (let depth = 0; depth < MAX_DEPTH && outer && isElement(outer); depth++) {
    const isOne = known.get(outer) ?? isBar(outer)
    known.set(outer, isOne)
    if (!isOne) break
    bar = outer
    outer = outer.parentNode
  }
  return bar
}

function isBar(box: TreeElement): boolean {
  const inside = elementsIn(box)
  if (inside.some(({ tagName }) => /^(?:iframe|video|audio|table|pre|form)$/.test(tagName))) {
    return false
  }
  const links = inside.filter(({ tagName }) => tagName === 'a')
  if (links.length > MAX_LINKS) return false
  const linked = links.map((link) => normalText(textIn(link)))
  const isPure = links.every((link) => isShare(link) || isHandle(link))
  if (!isPure || linked.some((text) => text.length > MAX_LABEL)) return false
  const pictures = inside.filter(({ tagName }) => tagName === 'img').length
  if (pictures > links.length) return false
  const beside = normalText(textIn(box)).length - linked.join('').length
  // A sentence asks readers to share and says with what: that somebody wrote.
  return beside <= MAX_WORDS_BESIDE && !/[.。؟?]\s*$/.test(normalText(textIn(box)))
}

/** Copies the address or prints the page, by a script. */
function isHandle(link: TreeElement): boolean {
  return /^(?:#|javascript:.*)?$/i.test(attributeOf(link, 'href')?.trim() ?? '')
}
