import {
  attributeOf,
  createElement,
  createText,
  elementsIn,
  isElement,
  removeNode,
  renameElement,
  replaceNode,
  setChildren,
  textIn,
  visitElements,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'

/** The elements of HTML that AMP has under names of its own: https://amp.dev/documentation/components/ */
const PLAIN: Readonly<Record<string, string>> = {
  'amp-img': 'img',
  'amp-anim': 'img',
  'amp-iframe': 'iframe',
  'amp-video': 'video',
  'amp-audio': 'audio',
}
/** Players and posts that are named by an id alone. */
const PAGES: Readonly<Record<string, readonly [attribute: string, home: string]>> = {
  'amp-youtube': ['data-videoid', 'https://www.youtube.com/watch?v='],
  'amp-vimeo': ['data-videoid', 'https://vimeo.com/'],
  'amp-dailymotion': ['data-videoid', 'https://www.dailymotion.com/video/'],
  'amp-twitter': ['data-tweetid', 'https://twitter.com/i/status/'],
  'amp-instagram': ['data-shortcode', 'https://www.instagram.com/p/'],
  'amp-tiktok': ['data-src', ''],
  'amp-facebook': ['data-href', ''],
}
const KEPT = 'src srcset alt width height id title poster class'.split(' ')

/** Pictures, players and accordions of AMP become those of HTML; its advertisements go. */
export function convertAmp(root: TreeRoot): void {
  visitElements(root, (element) => {
    const { tagName } = element
    if (!tagName.startsWith('amp-')) return
    const name = PLAIN[tagName]
    const page = PAGES[tagName]
    if (name !== undefined) toPlain(element, name)
    else if (page) toPage(element, page)
    else if (tagName === 'amp-accordion') element.childNodes.filter(isElement).forEach(toDetails)
    else if (tagName === 'amp-ad' || tagName === 'amp-analytics') removeNode(element)
  })
}

function toPlain(element: TreeElement, name: string): void {
  if (name === 'img' || name === 'iframe') {
    // What stands in it is for browsers without AMP's script, or is drawn until it is there; words are neither.
    const captions = elementsIn(element).filter(({ tagName }) => tagName === 'figcaption')
    const plain = renameElement(element, name, KEPT)
    setChildren(plain, [])
    if (captions.length === 0) return
    const figure = createElement('figure')
    replaceNode(plain, [figure])
    setChildren(figure, [plain, ...captions])
  } else renameElement(element, name, KEPT)
}

function toPage(element: TreeElement, [attribute, home]: readonly [string, string]): void {
  const value = attributeOf(element, attribute)
  if (!value) return
  // Some name an address, some the id in it.
  const address = /^https?:/.test(value) || home === '' ? value : home + value
  const words = textIn(element).trim() === '' ? [] : element.childNodes
  const link = createElement('a', { href: address }, [createText(address)])
  replaceNode(element, [createElement('p', {}, [link]), ...words])
}

function toDetails(section: TreeElement): void {
  const [title, ...content] = section.childNodes.filter(isElement)
  if (section.tagName !== 'section' || !title) return
  const summary = createElement('summary', {}, [createText(textIn(title))])
  replaceNode(section, [createElement('details', {}, [summary, ...content])])
}
