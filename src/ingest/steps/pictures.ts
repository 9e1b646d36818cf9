import {
  hasText,
  attributeOf,
  classesOf,
  createElement,
  createText,
  elementsIn,
  isElement,
  removeNode,
  replaceNode,
  setAttribute,
  unwrap,
  visitElements,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'
import { isSmallPicture } from '#content/sanitize.ts'
import type { CleanState } from '../context.ts'
import { isAttachmentLink } from './attachments.ts'

/** Where lazy loaders put a picture's address, best first. */
const LAZY = [
  'data-opt-src',
  'data-src',
  'data-lazy-src',
  'data-lazyload',
  'data-original',
  'data-orig-src',
  'data-lazy',
  'data-ezsrc',
  'data-pin-media',
  'data-orig-file',
  'data-large-file',
  'data-noscript-src',
  'data-bg',
]
/** Turns while a form is sent. */
const SPINNER = /(?:^|[-_])spinner$|^ajax-loader$/
/** What a lazy loader shows meanwhile comes from its own folder. */
const PLUGIN_FILE = /\/wp-content\/(?:plugins|mu-plugins)\//
const LAZY_SETS = ['data-srcset', 'data-lazy-srcset', 'data-ezsrcset']

/** Emoji that WordPress draws as pictures are characters again. */
export function convertEmoji(root: TreeRoot, { report }: CleanState): void {
  for (const image of elementsIn(root)) {
    if (image.tagName !== 'img' || !isEmoji(image)) continue
    const text = attributeOf(image, 'alt') ?? ''
    report.note('emoji-image', 'kept', text)
    if (text) replaceNode(image, [createText(text)])
    else removeNode(image)
  }
}

function isEmoji(image: TreeElement): boolean {
  const source = attributeOf(image, 'src') ?? ''
  return (
    classesOf(image).some((name) => /^(?:emoji|wp-smiley|twemoji)$/.test(name)) ||
    /\/\/s\.w\.org\/images\/core\/emoji\/|twemoji|\/wp-includes\/images\/smilies\/|static\.xx\.fbcdn\.net\/images\/emoji/.test(
      source,
    )
  )
}

/** Gives each picture the address that it is shown from; what has none, or only counts readers, goes. */
export function settlePictures(root: TreeRoot, state: CleanState): void {
  visitElements(root, (element) => {
    if (element.tagName === 'img' || element.tagName === 'source') settlePicture(element, state)
    else if (element.tagName === 'a' && isAttachmentLink(element) && isPictureAlone(element)) {
      state.report.note('attachment-link', 'dropped', attributeOf(element, 'href') ?? '')
      unwrap(element)
    }
  })
}

function isPictureAlone(link: TreeElement): boolean {
  return !hasText(link) && elementsIn(link).some(({ tagName }) => tagName === 'img')
}

function settlePicture(image: TreeElement, { report }: CleanState): void {
  for (const name of LAZY_SETS) {
    const set = attributeOf(image, name)
    if (set) setAttribute(image, 'srcset', set)
  }
  if (image.tagName === 'source') return
  const given = attributeOf(image, 'src')?.trim() ?? ''
  const lazy = LAZY.map((name) => attributeOf(image, name)?.trim() ?? '').find(isAddress)
  const first =
    (attributeOf(image, 'srcset') ?? '').split(/,\s+/).at(-1)?.trim().split(/\s+/)[0] ?? ''
  const isPlaceholder =
    !isAddress(given) ||
    PLUGIN_FILE.test(given) ||
    attributeOf(image, 'data-opt-src') !== null ||
    /(?:placeholder|dummy|blank|spacer|lazy|loading|transparent|1x1|pixel)[\w-]*\.(?:gif|png|svg)/i.test(
      given,
    )
  const address =
    (isPlaceholder ? lazy : undefined) ??
    (isAddress(given) || given.startsWith('data:') ? given : isAddress(first) ? first : given)
  if (isTracker(image, address)) {
    report.note('tracker', 'dropped', address)
    removeNode(image)
  } else if (isAddress(address) || isRelative(address) || isSmallPicture(address)) {
    setAttribute(image, 'src', address)
    dropPlaceholderSet(image)
  } else {
    report.note('image-without-address', 'lost', attributeOf(image, 'alt') || address.slice(0, 80))
    removeNode(image)
  }
}

function isAddress(address: string): boolean {
  return /^(?:https?:)?\/\/[^\s/]|^\/[^/]/i.test(address)
}

function isRelative(address: string): boolean {
  return address !== '' && !/^[a-z][a-z0-9+.-]*:/i.test(address)
}

function dropPlaceholderSet(image: TreeElement): void {
  const set = attributeOf(image, 'srcset')
  if (set?.trim().startsWith('data:')) setAttribute(image, 'srcset', null)
}

function isTracker(image: TreeElement, address: string): boolean {
  if (classesOf(image).some((name) => SPINNER.test(name))) return true
  const [width, height] = [attributeOf(image, 'width'), attributeOf(image, 'height')]
  return (
    (width !== null && height !== null && Number(width) <= 1 && Number(height) <= 1) ||
    /^(?:https?:)?\/\/(?:www\.facebook\.com\/tr\b|pixel\.wp\.com\/|feeds\.feedburner\.com\/~r\/|[\w.-]*doubleclick\.net\/)/.test(
      address,
    )
  )
}

/** Captions of the classic editor, whichever elements it used: a figure with a figcaption. */
export function convertCaptions(root: TreeRoot): void {
  visitElements(root, (element) => {
    if (
      !classesOf(element).some((name) =>
        /^(?:wp-caption|caption-box|image-caption-wrapper|fl-photo|tr-caption-container)$/.test(
          name,
        ),
      )
    )
      return
    if (element.tagName === 'figure') return nameCaption(element)
    const figure = createElement('figure', {}, element.childNodes)
    replaceNode(element, [figure])
    nameCaption(figure)
  })
}

const CAPTION_CLASS =
  /^(?:wp-caption-text|wp-caption-dd|wp-element-caption|caption-text|image-caption|widget-image-caption|fl-photo-caption|tr-caption)$/

function nameCaption(figure: TreeElement): void {
  if (figure.childNodes.some((node) => isElement(node) && node.tagName === 'figcaption')) return
  for (const inner of elementsIn(figure)) {
    if (
      inner.tagName === 'figcaption' ||
      !classesOf(inner).some((name) => CAPTION_CLASS.test(name))
    )
      continue
    const caption = createElement('figcaption', {}, inner.childNodes)
    removeNode(inner)
    caption.parentNode = figure
    figure.childNodes.push(caption)
    return
  }
}
