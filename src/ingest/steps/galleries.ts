import * as z from 'zod'
import {
  hasText,
  attributeOf,
  classesOf,
  closest,
  createElement,
  createText,
  elementsIn,
  findElement,
  hasClass,
  normalText,
  replaceNode,
  setAttribute,
  setChildren,
  textIn,
  visitElements,
  type TreeElement,
  type TreeNode,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'
import { isAttachmentLink, isPictureFile } from './attachments.ts'

/** Boxes of pictures that belong together, by the class of whatever printed them. */
const GALLERY = new Set(
  `gallery wp-block-gallery blocks-gallery-grid tiled-gallery wp-block-jetpack-tiled-gallery wp-block-jetpack-slideshow jetpack-slideshow
  elementor-image-gallery elementor-gallery__container elementor-image-carousel elementor-image-carousel-wrapper
  elementor-main-swiper ngg-galleryoverview ngg-imagebrowser et_pb_gallery wpb_gallery wpb_image_grid vc_images_carousel
  fl-gallery fl-mosaicflow fusion-gallery fusion-image-carousel kb-gallery-ul wp-block-kadence-advancedgallery
  uagb-image-gallery wp-block-uagb-image-gallery stk-block-gallery brxe-image-gallery foogallery envira-gallery-public
  modula-gallery sow-image-grid-wrapper tcb-gallery tve_gallery wp-block-coblocks-gallery-masonry
  wp-block-coblocks-gallery-stacked wp-block-coblocks-gallery-carousel wp-block-coblocks-gallery-collage
  wp-block-meow-gallery mgl-gallery w-gallery eael-img-gallery rl-gallery justified-image-grid`.split(
    /\s+/,
  ),
)
const CAPTION =
  /gallery-caption|gallery-item__title|gallery-item__description|image-carousel-caption|et_pb_gallery_title|et_pb_gallery_caption|fl-photo-caption|fg-caption|envira-caption|figc|gallery-item__caption|tiled-gallery-caption|wp-caption-text/
const SLIDES = z.array(
  z.object({ src: z.string(), alt: z.string().catch(''), caption: z.string().catch('') }),
)
/** Where a gallery's script finds the picture in full, best first. */
const FULL_SIZE = [
  'data-orig-file',
  'data-full-url',
  'data-large-file',
  'data-full',
  'data-src-full',
  'data-permalink-full',
]

/** Galleries, carousels and tiled walls become one figure a picture, in order, in full size, with its own words. */
export function convertGalleries(root: TreeRoot, state: CleanState): void {
  visitElements(root, (element) => {
    makePicturesOfSettings(element)
    const isGallery = classesOf(element).some((name) => GALLERY.has(name))
    // What this cleaner has made of one is clean.
    const isClean = element.tagName === 'figure' && attributeOf(element, 'class') === 'gallery'
    if (!isGallery || isClean) return
    makePicturesOfLinks(element)
    const images = elementsIn(element).filter((inner) => inner.tagName === 'img')
    if (images.length === 0 || hasOtherContent(element, images)) return
    state.report.note('gallery', 'kept', `${images.length}`)
    const figures = images.map((image) => figureOf(image, element, state))
    const caption = ownCaption(element)
    replaceNode(element, [createElement('figure', {}, [...figures, ...(caption ? [caption] : [])])])
  })
}

/** Jetpack's older slideshow names its pictures and their words in settings alone. */
function makePicturesOfSettings(gallery: TreeElement): void {
  if (!hasClass(gallery, 'jetpack-slideshow')) return
  const slides = parsedSlides(attributeOf(gallery, 'data-gallery') ?? '')
  const items = slides.map(({ src, alt, caption }) => {
    const words = caption === '' ? [] : [createElement('figcaption', {}, [createText(caption)])]
    return createElement('figure', {}, [createElement('img', { src, alt }), ...words])
  })
  if (items.length > 0) setChildren(gallery, items)
}

function parsedSlides(json: string): { src: string; alt: string; caption: string }[] {
  try {
    return SLIDES.parse(JSON.parse(json))
  } catch {
    // Settings that cannot be read show nothing on the old site either.
    return []
  }
}

/** Elementor's newer gallery has no img: the picture is the background of a box in the link to it. */
function makePicturesOfLinks(gallery: TreeElement): void {
  for (const inner of elementsIn(gallery)) {
    const address = attributeOf(inner, 'data-thumbnail')
    if (!address || findElement(gallery, ({ tagName }) => tagName === 'img')?.parentNode === inner)
      continue
    const alt = attributeOf(inner, 'aria-label') ?? attributeOf(inner, 'data-alt') ?? ''
    const image = createElement('img', { src: address, alt })
    inner.childNodes = []
    image.parentNode = inner
    inner.childNodes.push(image)
  }
}

/** A box that holds more words than captions is no gallery, whatever its class says. */
function hasOtherContent(gallery: TreeElement, images: readonly TreeElement[]): boolean {
  const captions = elementsIn(gallery).filter(isCaption)
  const said = captions.reduce((length, caption) => length + normalText(textIn(caption)).length, 0)
  const all = normalText(textIn(gallery)).length
  return all > said * 2 + images.length * 60 + 40
}

function isCaption(element: TreeElement): boolean {
  return element.tagName === 'figcaption' || classesOf(element).some((name) => CAPTION.test(name))
}

function figureOf(image: TreeElement, gallery: TreeElement, state: CleanState): TreeElement {
  const box = boxOf(image, gallery)
  const words = box && findElement(box, isCaption)
  const link = closest(image, ({ tagName }) => tagName === 'a')
  const href = link && elementsIn(gallery).includes(link) ? (attributeOf(link, 'href') ?? '') : ''
  const full =
    FULL_SIZE.map((name) => attributeOf(image, name)).find(Boolean) ??
    (isPictureFile(href) ? href : null)
  if (full) setAttribute(image, 'src', full)
  const matter: TreeNode[] = []
  if (href === '' || isPictureFile(href) || !link) matter.push(image)
  else if (isAttachmentPage(link, image, gallery) || isJetpackPage(link, gallery, state)) {
    state.report.note('attachment-link', 'dropped', href)
    matter.push(image)
  } else matter.push(createElement('a', { href, ...relOf(link) }, [image]))
  if (words && hasText(words)) {
    matter.push(createElement('figcaption', {}, words.childNodes))
  }
  return createElement('figure', {}, matter)
}

/** The largest box in a gallery that holds this picture and no other: with the words that belong to it. */
function boxOf(image: TreeElement, gallery: TreeElement): TreeElement | null {
  let box: TreeElement | null = null
  let outer = image.parentNode
  while (outer && 'tagName' in outer && outer !== gallery) {
    if (elementsIn(outer).filter((inner) => inner.tagName === 'img').length !== 1) break
    box = outer
    outer = outer.parentNode
  }
  return box
}

function relOf(link: TreeElement): Record<string, string> {
  const rel = attributeOf(link, 'rel')
  return rel ? { rel } : {}
}

function isAttachmentPage(link: TreeElement, image: TreeElement, gallery: TreeElement): boolean {
  const href = attributeOf(link, 'href') ?? ''
  if (isAttachmentLink(link)) return true
  // What [gallery] prints links to a file or to an attachment's page, and to nothing else.
  if (
    hasClass(gallery, 'gallery') ||
    classesOf(image).some((name) => name === 'attachment-thumbnail')
  )
    return true
  if (attributeOf(image, 'data-link') === href || attributeOf(image, 'data-permalink') === href)
    return true
  const page = /([^/]+)\/?(?:[?#].*)?$/.exec(href)?.[1]?.toLowerCase() ?? ''
  const file =
    /([^/]+)\.\w+(?:\?.*)?$/.exec(attributeOf(image, 'src') ?? '')?.[1]?.toLowerCase() ?? ''
  return page.length > 3 && file.startsWith(page.replace(/-\d$/, ''))
}

/** Jetpack's walls link to attachment pages, unless an editor gave another site's address. */
function isJetpackPage(link: TreeElement, gallery: TreeElement, { context }: CleanState): boolean {
  const host = URL.parse(attributeOf(link, 'href') ?? '')?.host
  const isWall = hasClass(gallery, 'tiled-gallery', 'wp-block-jetpack-tiled-gallery')
  return isWall && host !== undefined && context.hosts.includes(host)
}

/** The words of the whole gallery. */
function ownCaption(gallery: TreeElement): TreeElement | undefined {
  return gallery.childNodes.find(
    (node): node is TreeElement =>
      'tagName' in node && node.tagName === 'figcaption' && hasText(node),
  )
}
