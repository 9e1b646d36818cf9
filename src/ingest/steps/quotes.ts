import {
  hasText,
  attributeOf,
  classesOf,
  createElement,
  createText,
  elementsIn,
  findElement,
  hasClass,
  isElement,
  normalText,
  removeNode,
  replaceNode,
  setAttribute,
  textIn,
  visitElements,
  type TreeElement,
  type TreeNode,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'

/** What somebody said, by the classes of the box, of the words and of whoever said them. */
interface Testimonial {
  box: string
  words: readonly string[]
  by: readonly string[]
}

const TESTIMONIALS: readonly Testimonial[] = [
  {
    box: 'elementor-testimonial',
    words: ['elementor-testimonial__text', 'elementor-testimonial__content'],
    by: ['elementor-testimonial__name', 'elementor-testimonial__title'],
  },
  {
    box: 'elementor-testimonial-wrapper',
    words: ['elementor-testimonial-content'],
    by: ['elementor-testimonial-name', 'elementor-testimonial-job'],
  },
  {
    box: 'et_pb_testimonial',
    words: ['et_pb_testimonial_content', 'et_pb_testimonial_description_inner'],
    by: ['et_pb_testimonial_author', 'et_pb_testimonial_position', 'et_pb_testimonial_company'],
  },
  { box: 'fl-testimonial', words: ['fl-testimonial-text'], by: ['fl-testimonial-name'] },
  {
    box: 'wp-block-uagb-testimonial',
    words: ['uagb-tm__desc'],
    by: ['uagb-tm__author-name', 'uagb-tm__company'],
  },
  {
    box: 'kt-testimonial-item-wrap',
    words: ['kt-testimonial-content'],
    by: ['kt-testimonial-name', 'kt-testimonial-occupation'],
  },
  {
    box: 'wp-block-stackable-testimonial',
    words: ['stk-block-text'],
    by: ['stk-block-heading', 'stk-block-subtitle'],
  },
  {
    box: 'sow-testimonial',
    words: ['sow-testimonial-content'],
    by: ['sow-testimonial-user'],
  },
  {
    box: 'w-testimonial',
    words: ['w-testimonial-text'],
    by: ['w-testimonial-author-name', 'w-testimonial-author-role'],
  },
]
const TESTIMONIAL_OF = new Map(TESTIMONIALS.map((one) => [one.box, one]))

/** Testimonials become quotations with their source; a quotation printed by a script keeps its words and links. */
export function convertQuotes(root: TreeRoot, state: CleanState): void {
  visitElements(root, (element) => {
    if (element.tagName === 'blockquote') return settleQuote(element, state)
    for (const name of classesOf(element)) {
      const kind = TESTIMONIAL_OF.get(name)
      if (kind && convertTestimonial(element, kind, state)) return
    }
  })
}

const outer = (elements: readonly TreeElement[]) =>
  elements.filter(
    (element) =>
      !elements.some((other) => other !== element && elementsIn(other).includes(element)),
  )

function convertTestimonial(box: TreeElement, kind: Testimonial, { report }: CleanState): boolean {
  const words = kind.words
    .map((name) => findElement(box, (inner) => hasClass(inner, name)))
    .find(Boolean)
  if (!words || !hasText(words)) return false
  const by = outer(
    elementsIn(box).filter(
      (inner) => hasClass(inner, ...kind.by) && !elementsIn(words).includes(inner),
    ),
  )
  const source = by
    .map((one) => normalText(textIn(one)))
    .filter(Boolean)
    .join(', ')
  const portraits = elementsIn(box).filter(
    (inner) => inner.tagName === 'img' && !elementsIn(words).includes(inner),
  )
  report.note('testimonial', 'kept', source)
  const parts: TreeNode[] = [
    ...portraits.map((image) => createElement('figure', {}, [image])),
    createElement('div', {}, words.childNodes),
    ...(source ? [createElement('p', {}, [createElement('cite', {}, [createText(source)])])] : []),
  ]
  replaceNode(box, [createElement('blockquote', {}, parts)])
  return true
}

/** What networks print of a post as long as their script has not replaced it. */
const POSTS: Record<string, string> = {
  'twitter-tweet': 'Twitter',
  'twitter-video': 'Twitter',
  'instagram-media': 'Instagram',
  'tiktok-embed': 'TikTok',
  'reddit-card': 'Reddit',
  'bluesky-embed': 'Bluesky',
  'text-post-media': 'Threads',
  'fb-xfbml-parse-ignore': 'Facebook',
}

function settleQuote(quote: TreeElement, { report }: CleanState): void {
  const network = classesOf(quote)
    .map((name) => POSTS[name])
    .find(Boolean)
  if (!network) return
  const address =
    attributeOf(quote, 'data-instgrm-permalink') ??
    attributeOf(quote, 'cite') ??
    attributeOf(quote, 'data-text-post-permalink') ??
    ''
  report.note('social-post', 'kept', address || textIn(quote))
  const post = address.split('?')[0] ?? ''
  const isLinked = elementsIn(quote).some((inner) =>
    (attributeOf(inner, 'href') ?? '').startsWith(post),
  )
  if (/^https?:/.test(post) && !isLinked) {
    const link = createElement('a', { href: post }, [createText(network)])
    const line = createElement('p', {}, [link])
    line.parentNode = quote
    quote.childNodes.push(line)
  }
}

/** A pulled quote is a quotation with a class that says so; the figure around it is for looks. */
export function unwrapPullquotes(root: TreeRoot): void {
  visitElements(root, (element) => {
    if (element.tagName !== 'figure') return
    const children = element.childNodes.filter(isElement)
    const quote = children.find(({ tagName }) => tagName === 'blockquote')
    if (
      !quote ||
      children.some(({ tagName }) => tagName !== 'blockquote' && tagName !== 'figcaption')
    )
      return
    const caption = children.find(({ tagName }) => tagName === 'figcaption')
    if (caption && hasText(caption)) {
      const line = createElement('p', {}, [createElement('cite', {}, caption.childNodes)])
      line.parentNode = quote
      quote.childNodes.push(line)
    }
    if (caption) removeNode(caption)
    if (hasClass(element, 'wp-block-pullquote')) setAttribute(quote, 'class', 'pullquote')
    replaceNode(element, [quote])
  })
}
