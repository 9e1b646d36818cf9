import { TONE_CLASS } from '#regions/tone.ts'
import type { Heading, PreparedBody, SafeHtml } from './body.ts'
import { findFaq } from './faq.ts'
import {
  attributeOf,
  createElement,
  elementsIn,
  isElement,
  isHtml,
  isText,
  normalText,
  parseTree,
  printTree,
  removeNode,
  replaceNode,
  setAttribute,
  textIn,
  unwrap,
  type TreeElement,
  type TreeParent,
  type TreeRoot,
} from './html-tree.ts'
import { nameLinks } from './link-names.ts'
import { playerOf } from './players.ts'

// The allow-list. What is not in it is unwrapped: its text stays, it goes.

const ELEMENTS = new Set(
  `p h2 h3 h4 h5 h6 ul ol li dl dt dd a img picture source figure figcaption blockquote q cite em strong b i s del ins sub
  sup small mark abbr code pre kbd samp var br hr wbr table caption colgroup col thead tbody tfoot tr th td details summary
  time span bdi bdo ruby rt rp iframe audio video track`.split(/\s+/),
)

/** Gone with everything in them: what they hold is no text for a reader. */
const DROPPED = new Set(
  `script style link meta base title head template object embed applet param svg math input button select textarea option
  datalist output progress meter canvas map area frame frameset noframes noembed xmp plaintext dialog slot portal`.split(
    /\s+/,
  ),
)

const GLOBAL_ATTRIBUTES = ['id', 'lang', 'dir', 'class']
const ATTRIBUTES: Record<string, readonly string[]> = {
  a: ['href', 'title', 'target', 'rel'],
  img: ['src', 'srcset', 'sizes', 'alt', 'width', 'height', 'loading', 'decoding', 'fetchpriority'],
  source: ['src', 'srcset', 'sizes', 'type', 'media', 'width', 'height'],
  ol: ['start', 'reversed', 'type'],
  li: ['value'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', 'scope'],
  col: ['span'],
  colgroup: ['span'],
  time: ['datetime'],
  blockquote: ['cite'],
  q: ['cite'],
  del: ['cite', 'datetime'],
  ins: ['cite', 'datetime'],
  abbr: ['title'],
  details: ['open'],
  iframe: ['src', 'title', 'width', 'height', 'allowfullscreen', 'loading'],
  audio: ['src', 'controls', 'preload', 'loop'],
  video: [
    'src',
    'poster',
    'controls',
    'preload',
    'width',
    'height',
    'loop',
    'muted',
    'playsinline',
  ],
  track: ['src', 'kind', 'srclang', 'label', 'default'],
}

const CLASS =
  /^(?:button|gallery|pullquote|language-[\w-]+|align(?:wide|full)|has-text-align-(?:left|center|right))$/
const LINK_SCHEMES = ['http:', 'https:', 'mailto:', 'tel:']
const FILE_SCHEMES = ['http:', 'https:']
const ADDRESSES: Record<string, readonly string[]> = {
  href: LINK_SCHEMES,
  src: FILE_SCHEMES,
  poster: FILE_SCHEMES,
  cite: FILE_SCHEMES,
}
const REL = ['nofollow', 'sponsored', 'ugc', 'noopener', 'noreferrer', 'me', 'author']
/** Of a picture that is written into its address, in characters. */
const MAX_DATA_LENGTH = 12_000
/** Ids of the page around the body. */
const RESERVED_IDS = ['main', 'more', 'latest', 'site-menu']
const BLOCKS = new Set(
  'p h2 h3 h4 h5 h6 ul ol li dl dt dd figure figcaption blockquote pre hr table caption tr details summary br'.split(
    ' ',
  ),
)

/**
 * HTML as readers may get it, with what is derived from it. Nothing in the result can run. A tree is changed in place, and
 * spares parsing what has just been printed.
 */
export function sanitizeBody(
  given: string | TreeRoot,
  options: { cleanerVersion: number; mediaIds: readonly number[] },
): PreparedBody {
  const { root, headings } = sanitizeUntilStable(given)
  const text = blockText(root)
  return {
    // Minted here, and of plain words in captions.ts: the allow-list above has been applied to the printed tree.
    html: printTree(root) as SafeHtml,
    text,
    headings,
    faq: findFaq(root, blockText),
    wordCount: countWords(text),
    mediaIds: [...new Set(options.mediaIds)],
    cleanerVersion: options.cleanerVersion,
  }
}

/** The text of a fragment (a title, an excerpt) on one line a block, entities decoded once. */
export function htmlToText(html: string): string {
  const root = parseTree(html)
  for (const element of elementsIn(root)) if (DROPPED.has(element.tagName)) removeNode(element)
  return blockText(root)
}

/**
 * A printed tree may parse into another one (nested forms and links, tables' foster parents): the rules are applied
 * until printing and parsing change nothing, so that a browser sees the tree that was judged.
 */
function sanitizeUntilStable(given: string | TreeRoot) {
  let source = given
  for (let round = 0; ; round++) {
    const root = typeof source === 'string' ? parseTree(source) : source
    sanitizeChildren(root)
    nameLinks(root)
    const headings = anchorHeadings(root)
    const printed = printTree(root)
    if (printed === source || printTree(parseTree(printed)) === printed) return { root, headings }
    if (round === 4) {
      const escaped = blockText(root).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
      return { root: parseTree(`<p>${escaped}</p>`), headings: [] }
    }
    source = printed
  }
}

function sanitizeChildren(parent: TreeParent): void {
  for (const node of parent.childNodes.slice()) {
    if (isText(node)) continue
    if (!isElement(node)) removeNode(node)
    else sanitizeElement(node)
  }
}

function sanitizeElement(element: TreeElement): void {
  if (!isHtml(element) || DROPPED.has(element.tagName)) return removeNode(element)
  if (element.tagName === 'h1') {
    const heading = createElement('h2', {}, element.childNodes)
    heading.attrs = element.attrs
    replaceNode(element, [heading])
    return sanitizeElement(heading)
  }
  sanitizeChildren(element)
  if (!ELEMENTS.has(element.tagName)) return unwrap(element)
  sanitizeAttributes(element)
  const { tagName } = element
  if (tagName === 'img' && attributeOf(element, 'alt') === null) setAttribute(element, 'alt', '')
  const needsSource = tagName === 'img' || tagName === 'iframe' || tagName === 'track'
  if (needsSource && attributeOf(element, 'src') === null) removeNode(element)
  else if (tagName === 'iframe') sanitizeFrame(element)
  else if (tagName === 'span' && element.attrs.length === 0) unwrap(element)
}

function sanitizeAttributes(element: TreeElement): void {
  const allowed = [...GLOBAL_ATTRIBUTES, ...(ATTRIBUTES[element.tagName] ?? [])]
  element.attrs = element.attrs.flatMap(({ name, value, namespace }) => {
    if (namespace || !allowed.includes(name)) return []
    const isPicture = element.tagName === 'img' && name === 'src' && isSmallPicture(value)
    const clean = isPicture ? value : sanitizeValue(name, value)
    return clean === null ? [] : [{ name, value: clean }]
  })
  if (element.tagName !== 'a') return
  const rel = new Set(
    (attributeOf(element, 'rel') ?? '').split(/\s+/).filter((word) => REL.includes(word)),
  )
  const isNewWindow = attributeOf(element, 'target') === '_blank'
  if (isNewWindow) rel.add('noopener')
  setAttribute(element, 'target', isNewWindow ? '_blank' : null)
  setAttribute(element, 'rel', rel.size > 0 ? [...rel].join(' ') : null)
}

/** The value as it may stay, or null. */
function sanitizeValue(name: string, value: string): string | null {
  const schemes = ADDRESSES[name]
  if (schemes) return safeAddress(value, schemes)
  switch (name) {
    case 'srcset':
      return safeSrcset(value)
    case 'class':
      if (TONE_CLASS.test(value)) return value
      return (
        value
          .split(/\s+/)
          .filter((word) => CLASS.test(word))
          .join(' ') || null
      )
    case 'id':
      return /^[\p{L}_][\p{L}\p{N}_-]{0,99}$/u.test(value) && !RESERVED_IDS.includes(value)
        ? value
        : null
    case 'dir':
      return /^(?:ltr|rtl|auto)$/.test(value) ? value : null
    case 'lang':
      return /^[a-z]{2,8}(?:-[a-z0-9]{1,8})*$/i.test(value) ? value : null
    case 'width':
    case 'height':
    case 'colspan':
    case 'rowspan':
    case 'start':
    case 'span':
      return /^\d{1,5}$/.test(value) ? value : null
    case 'loading':
      return value === 'lazy' ? value : null
    case 'decoding':
      return value === 'async' ? value : null
    case 'fetchpriority':
      return value === 'high' ? value : null
    default:
      return value
  }
}

/** Whether an address is itself a picture, of a kind that cannot run and small enough to be kept in a body. */
export function isSmallPicture(address: string): boolean {
  return (
    address.length <= MAX_DATA_LENGTH &&
    /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=]+$/i.test(address)
  )
}

/** An address with a scheme on the list, or relative to this site; null for any other. */
function safeAddress(value: string, schemes: readonly string[]): string | null {
  // Browsers drop these inside an address, so a scheme may be spelled with them.
  // oxlint-disable-next-line no-control-regex
  const address = value.replace(/[\u0000-\u001f\u007f]/g, '').trim()
  if (address === '') return null
  try {
    const url = new URL(address, 'https://relative.invalid/')
    return schemes.includes(url.protocol) ? address : null
  } catch {
    return null
  }
}

function safeSrcset(value: string): string | null {
  const candidates = value.split(/,\s+/).flatMap((candidate) => {
    const [address = '', size = ''] = candidate.trim().split(/\s+/)
    const safe = safeAddress(address, FILE_SCHEMES)
    return safe && /^(?:\d+(?:\.\d+)?[wx])?$/.test(size) ? [`${safe} ${size}`.trim()] : []
  })
  return candidates.length > 0 ? candidates.join(', ') : null
}

function sanitizeFrame(frame: TreeElement): void {
  const player = playerOf(attributeOf(frame, 'src') ?? '')
  if (player === null) return removeNode(frame)
  const kept = (name: string) => attributeOf(frame, name) || null
  const attributes: Record<string, string | null> = {
    src: player.src,
    title: kept('title') ?? player.name,
    width: kept('width'),
    height: kept('height'),
    loading: 'lazy',
    allowfullscreen: attributeOf(frame, 'allowfullscreen') === null ? null : '',
  }
  frame.attrs = Object.entries(attributes).flatMap(([name, value]) =>
    value === null ? [] : [{ name, value }],
  )
  frame.childNodes = []
}

/** Gives headings an anchor each, unique in the body; drops the ids that nothing links to. */
function anchorHeadings(root: TreeParent): Heading[] {
  const elements = elementsIn(root)
  const targets = new Set(
    elements.map((element) => attributeOf(element, 'href')).filter((href) => href?.startsWith('#')),
  )
  const taken = new Map(RESERVED_IDS.map((id) => [id, 2]))
  const headings: Heading[] = []
  for (const element of elements) {
    const own = attributeOf(element, 'id')
    const level = /^h([2-6])$/.exec(element.tagName)?.[1]
    const isWanted = own !== null && !taken.has(own) && (level || targets.has(`#${own}`))
    if (isWanted) taken.set(own, 2)
    else setAttribute(element, 'id', null)
    if (!level) continue
    const text = normalText(textIn(element))
    const id = isWanted ? own : freeId(text, taken)
    setAttribute(element, 'id', id)
    if (text !== '') headings.push({ id, text, level: Number(level) })
  }
  return headings
}

/** An id that no other has; `taken` holds with each the number that is tried next, so that equal headings cost no search. */
function freeId(text: string, taken: Map<string, number>): string {
  const slug = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  const stem = /^\p{L}/u.test(slug) ? slug : `h-${slug}`.replace(/-$/, '')
  let id = stem
  let number = taken.get(stem) ?? 2
  while (taken.has(id)) id = `${stem}-${number++}`
  taken.set(stem, number)
  if (id !== stem) taken.set(id, 2)
  return id
}

/** Text with a line for each block. */
function blockText(root: TreeParent): string {
  const parts: string[] = []
  collectText(root, parts)
  return parts
    .join('')
    .split('\n')
    .map(normalText)
    .filter((line) => line !== '')
    .join('\n')
}

function collectText(parent: TreeParent, parts: string[]): void {
  for (const node of parent.childNodes) {
    if (isText(node)) parts.push(node.value.replace(/\s+/g, ' '))
    else if (isElement(node)) {
      const isBlock = BLOCKS.has(node.tagName) || !ELEMENTS.has(node.tagName)
      if (isBlock) parts.push('\n')
      else if (node.tagName === 'td' || node.tagName === 'th') parts.push(' ')
      collectText(node, parts)
      if (isBlock) parts.push('\n')
    }
  }
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu
/** Above it lie all of those scripts: most texts need not be searched for them letter by letter. */
const MAY_BE_UNSPACED = /[\u2e80-\uffff]/

/** Words, and for scripts that write none (Han, kana) each letter as one. */
function countWords(text: string): number {
  const letters = MAY_BE_UNSPACED.test(text) ? (text.match(UNSPACED)?.length ?? 0) : 0
  const words = letters > 0 ? text.replace(UNSPACED, ' ') : text
  return letters + (words.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’_-]*/gu)?.length ?? 0)
}
