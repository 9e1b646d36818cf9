import {
  attributeOf,
  classesOf,
  closest,
  createElement,
  createText,
  elementsIn,
  hasClass,
  hasText,
  isElement,
  isText,
  normalText,
  removeNode,
  replaceNode,
  setAttribute,
  setChildren,
  textIn,
  visitElements,
  type TreeElement,
  type TreeNode,
  type TreeRoot,
} from '#content/html-tree.ts'
import { playerOf, playerOfPage, type Player } from '#content/players.ts'
import type { CleanState } from '../context.ts'
import type { Reporter } from '../report.ts'
import { visibleLength } from '../visible.ts'

const FRAME_ADDRESSES = [
  'src',
  'data-src',
  'data-lazy-src',
  'data-litespeed-src',
  'data-cmplz-src',
  'data-src-cmplz',
  'data-cookieblock-src',
  'data-borlabs-src',
  'data-ezsrc',
  'data-orig-src',
  'consent-original-src-_',
  'suppressedsrc',
  'data-suppressedsrc',
  'data-consent-src',
]
const FACADES = new Set([
  'lyte-wrapper',
  'rll-youtube-player',
  'youtube-player',
  'lite-youtube',
  'perfmatters-lazy-youtube',
])
/** Frames that show nothing: they count readers or sell them. */
const TRACKER =
  /^(?:www\.)?(?:googletagmanager\.com\/ns|[\w.-]*doubleclick\.net|facebook\.com\/tr|[\w.-]*amazon-adsystem\.com|googleads\.)/

/** Players stay, under the address that sets no cookies; any other frame becomes a link to what it showed. */
export function convertEmbeds(root: TreeRoot, state: CleanState): void {
  visitElements(root, (element) => {
    const { tagName } = element
    if (tagName === 'iframe') convertFrame(element, state)
    else if (tagName === 'object' || tagName === 'embed' || tagName === 'applet')
      convertObject(element, state)
    else if (tagName === 'video' || tagName === 'audio') settleMedia(element, state)
    else if (tagName === 'lite-youtube' || classesOf(element).some((name) => FACADES.has(name)))
      convertFacade(element, state)
    else if (attributeOf(element, 'data-href') || attributeOf(element, 'data-pin-do'))
      linkPost(element, state)
    else if (tagName === 'p' || tagName === 'div') convertAddress(element, state)
  })
}

/** The frame that shows a player. */
export function frameOf(player: Player, source?: TreeElement): TreeElement {
  const pixels = (name: string) =>
    /^\s*(\d{2,4})(?:px)?\s*$/.exec((source && attributeOf(source, name)) ?? '')?.[1]
  const title = normalText((source && attributeOf(source, 'title')) ?? '')
  return createElement('iframe', {
    src: player.src,
    title: title || player.name,
    width: pixels('width') ?? String(player.width),
    height: pixels('height') ?? String(player.height),
    loading: 'lazy',
    allowfullscreen: '',
  })
}

/** The player of an address, whether it names the page or the frame; null for an address of anything else. */
export function frameFor(address: string): TreeElement | null {
  const player = playerOfPage(address) ?? playerOf(address)
  return player && frameOf(player)
}

function convertFrame(frame: TreeElement, { report }: CleanState): void {
  const address = FRAME_ADDRESSES.map((name) => attributeOf(frame, name)?.trim() ?? '').find(
    (value) => /^(?:https?:)?\/\//.test(value),
  )
  if (address === undefined) {
    report.note('embed-without-address', 'lost', attributeOf(frame, 'title') ?? '')
    return removeNode(frame)
  }
  const place = address.replace(/^(?:https?:)?\/\//, '')
  const isHidden = ['width', 'height'].every((name) => Number(attributeOf(frame, name) ?? 9) <= 1)
  if (isHidden || TRACKER.test(place)) {
    report.note('tracker', 'dropped', address)
    return removeNode(frame)
  }
  if (hasClass(frame, 'wp-embedded-content')) return convertPostFrame(frame, address, report)
  const player = playerOf(address) ?? playerOfPage(address)
  if (player) {
    report.note('embed', 'kept', player.src)
    replaceNode(frame, [frameOf(player, frame)])
    return
  }
  report.note('embed-unknown', 'changed', address)
  replaceNode(frame, [linkTo(address, attributeOf(frame, 'title') ?? '')])
}

/** A card of another WordPress post: the quotation before it links there already. */
function convertPostFrame(frame: TreeElement, address: string, report: Reporter): void {
  const siblings = frame.parentNode?.childNodes ?? []
  const before = siblings.slice(0, siblings.indexOf(frame)).findLast(isElement)
  const page = address.replace(/embed\/?(?:[?#].*)?$/, '')
  report.note('embed-unknown', 'changed', page)
  if (before && hasClass(before, 'wp-embedded-content')) removeNode(frame)
  else replaceNode(frame, [linkTo(page, attributeOf(frame, 'title') ?? '')])
}

function linkTo(address: string, title: string): TreeElement {
  const href = address.replace(/^(?:http:)?\/\//, 'https://')
  const text = normalText(title) || hostOf(href)
  const link = createElement('a', { href }, [createText(text)])
  return createElement('p', {}, [link])
}

function hostOf(address: string): string {
  return URL.parse(address)?.host.replace(/^www\./, '') ?? address
}

/** Plug-ins are gone from browsers: what they showed is linked, and a film plays in its player. */
function convertObject(element: TreeElement, { report }: CleanState): void {
  const movie = elementsIn(element).find(
    (inner) =>
      inner.tagName === 'param' && /^(?:movie|src)$/i.test(attributeOf(inner, 'name') ?? ''),
  )
  const inner = elementsIn(element).find(({ tagName }) => tagName === 'embed')
  const address =
    attributeOf(element, 'data') ??
    attributeOf(element, 'src') ??
    (movie && attributeOf(movie, 'value')) ??
    (inner && attributeOf(inner, 'src')) ??
    ''
  const frame = frameFor(address)
  if (frame) {
    report.note('embed', 'kept', address)
    replaceNode(element, [frame])
  } else if (/^(?:https?:)?\/\/|^\//.test(address.trim())) {
    report.note('embed-unknown', 'changed', address)
    const title =
      attributeOf(element, 'aria-label') ??
      attributeOf(element, 'title') ??
      address.split('/').at(-1) ??
      ''
    replaceNode(element, [linkTo(address.trim(), title)])
  } else {
    report.note('embed-without-address', 'lost', textIn(element))
    replaceNode(
      element,
      element.childNodes.filter((node) => isElement(node) && node.tagName !== 'param'),
    )
  }
}

/** Sound and film files keep their sources and captions, and get controls. */
function settleMedia(media: TreeElement, { report }: CleanState): void {
  const fallback = elementsIn(media).find((inner) => inner.tagName === 'a')
  const kept = elementsIn(media).filter(
    ({ tagName }) => tagName === 'source' || tagName === 'track',
  )
  const lazy = attributeOf(media, 'data-src')
  if (!attributeOf(media, 'src') && lazy) setAttribute(media, 'src', lazy)
  const isShown = attributeOf(media, 'src') || kept.some((source) => attributeOf(source, 'src'))
  const href = fallback && attributeOf(fallback, 'href')
  if (!isShown && href) setAttribute(media, 'src', href)
  else if (!isShown) {
    report.note('embed-without-address', 'lost', media.tagName)
    return removeNode(media)
  }
  report.note(media.tagName, 'kept', attributeOf(media, 'src') ?? '')
  setAttribute(media, 'controls', '')
  setChildren(media, kept)
}

/** A post of Facebook's or a pin is drawn by a script from an empty box: what it showed is linked. */
function linkPost(box: TreeElement, { report }: CleanState): void {
  const isPost = classesOf(box).some((name) => /^fb-(?:post|video|comment-embed)$/.test(name))
  const address = attributeOf(box, isPost ? 'data-href' : 'href') ?? ''
  const isPin = attributeOf(box, 'data-pin-do') === 'embedPin'
  if ((!isPost && !isPin) || hasText(box) || !/^https?:\/\//.test(address)) return
  report.note('embed-unknown', 'changed', address)
  replaceNode(box, [linkTo(address, '')])
}

/** A bare address that stands alone becomes its player; in an embed block, for want of one, a link. */
function convertAddress(element: TreeElement, state: CleanState): void {
  // Most elements hold more than a line: their text is not put together for nothing.
  if (element.childNodes.length > 3 || !element.childNodes.every(isLinePart)) return
  const { report } = state
  const text = normalText(textIn(element))
  if (!/^https?:\/\/\S+$/.test(text) || !holdsAddressAlone(element, text)) return
  const frame = frameFor(text)
  const isBlock = classesOf(element).includes('wp-block-embed__wrapper')
  if (frame) {
    report.note('embed', 'kept', text)
    state.excused += text.length
    if (isBlock) setChildren(element, [frame])
    else replaceNode(element, [frame])
  } else if (isBlock && !element.childNodes.some(isElement)) {
    report.note('embed-unknown', 'changed', text)
    const link = createElement('a', { href: text }, [createText(text)])
    setChildren(element, [createElement('p', {}, [link])])
  }
}

function isLinePart(node: TreeNode): boolean {
  return isText(node) || (isElement(node) && (node.tagName === 'br' || node.tagName === 'a'))
}

/** Only text, or the link that WordPress makes of an address. */
function holdsAddressAlone(element: TreeElement, text: string): boolean {
  const isPlain = (node: TreeNode) =>
    isText(node) ||
    (isElement(node) &&
      (node.tagName === 'br' || (node.tagName === 'a' && attributeOf(node, 'href') === text)))
  return (
    element.childNodes.every(isPlain) &&
    closest(element, ({ tagName }) => tagName === 'blockquote') === null
  )
}

/** A picture that a script replaces by the player when it is pressed. */
function convertFacade(element: TreeElement, state: CleanState): void {
  const ids = [element, ...elementsIn(element)].map((one) => attributeOf(one, 'id') ?? '').join(' ')
  const id =
    attributeOf(element, 'videoid') ??
    attributeOf(element, 'data-id') ??
    attributeOf(element, 'data-video-id') ??
    /(?:WYL_|embed\/)([\w-]{11})/.exec(`${ids} ${attributeOf(element, 'data-src')}`)?.[1]
  const frame = id && /^[\w-]{11}$/.test(id) ? frameFor(`https://youtu.be/${id}`) : null
  if (!frame) return
  state.report.note('embed', 'kept', attributeOf(frame, 'src') ?? '')
  state.excused += visibleLength(element)
  replaceNode(element, [frame])
}
