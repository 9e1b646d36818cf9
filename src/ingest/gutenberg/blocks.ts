import {
  attributeOf,
  createElement,
  createText,
  elementsIn,
  findElement,
  hasClass,
  normalText,
  removeNode,
  replaceNode,
  setChildren,
  textIn,
  visitElements,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'
import { visibleLength } from '../visible.ts'
import { uploadPath } from '../steps/addresses.ts'

/** Blocks of WordPress's editor that need more than their wrappers dissolved. */
export function convertBlocks(root: TreeRoot, state: CleanState): void {
  visitElements(root, (element) => {
    if (hasClass(element, 'wp-block-file')) convertFile(element, state)
    else if (
      isPictureBox(element) ||
      hasClass(element, 'wp-block-cover', 'wp-block-cover-image', 'wp-block-media-text__media')
    ) {
      showBackground(element, state)
    }
  })
}

/** A box that says it is a picture, or a slide that is drawn over one. */
function isPictureBox(element: TreeElement): boolean {
  const isNamed = attributeOf(element, 'role') === 'img' && element.tagName !== 'img'
  return isNamed || hasClass(element, 'et_pb_slide', 'et_pb_slide_image', 'swiper-slide-bg')
}

/** A file is a link that says its type and, where it is known, its size; viewers and second links go. */
function convertFile(block: TreeElement, state: CleanState): void {
  const { context, report } = state
  const links = elementsIn(block).filter(({ tagName }) => tagName === 'a')
  const link =
    links.find((one) => !hasClass(one, 'wp-block-file__button') && normalText(textIn(one))) ??
    links[0]
  const href = link && attributeOf(link, 'href')
  if (!link || !href) return
  const name = normalText(textIn(link)) || (href.split('/').at(-1) ?? href)
  const type = /\.([a-z0-9]{2,5})(?:[?#].*)?$/i.exec(href)?.[1]?.toUpperCase() ?? ''
  const row = context.media.get(uploadPath(href) ?? '')
  const facts = [name.toUpperCase().endsWith(type) ? '' : type, sizeText(row?.bytes ?? 0)].filter(
    Boolean,
  )
  report.note('file', 'kept', href)
  state.excused += visibleLength(block) - visibleLength(link)
  const text = facts.length > 0 ? ` (${facts.join(', ')})` : ''
  const plain = createElement('a', { href }, [createText(name)])
  replaceNode(block, [createElement('p', {}, [plain, createText(text)])])
}

function sizeText(bytes: number): string {
  if (bytes <= 0) return ''
  return bytes < 1_000_000
    ? `${Math.ceil(bytes / 1000)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** A picture behind a text is a picture before it. */
function showBackground(element: TreeElement, { report }: CleanState): void {
  if (findElement(element, ({ tagName }) => tagName === 'img' || tagName === 'video')) return
  const styled = [element, ...elementsIn(element)].map((one) => attributeOf(one, 'style') ?? '')
  const address = styled
    .map((style) => /background(?:-image)?\s*:[^;]*url\(\s*["']?([^"')]+)/i.exec(style)?.[1])
    .find(Boolean)
  if (!address) return
  report.note('background-image', 'changed', address)
  const figure = createElement('figure', {}, [
    createElement('img', { src: address, alt: attributeOf(element, 'aria-label') ?? '' }),
  ])
  setChildren(element, [figure, ...element.childNodes])
}

/** A film behind a cover moves for looks alone; one with controls is content. */
export function dropBackgroundVideos(root: TreeRoot, { report }: CleanState): void {
  visitElements(root, (element) => {
    const isBackground =
      element.tagName === 'video' &&
      hasClass(
        element,
        'wp-block-cover__video-background',
        'intrinsic-ignore',
        'elementor-background-video-hosted',
      )
    if (!isBackground) return
    report.note('background-layer', 'dropped', attributeOf(element, 'src') ?? '')
    removeNode(element)
  })
}
