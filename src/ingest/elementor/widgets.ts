import {
  attributeOf,
  classesOf,
  createElement,
  createText,
  elementsIn,
  isElement,
  normalText,
  replaceNode,
  textIn,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'
import { frameFor } from '../steps/embeds.ts'

/** Widgets whose markup does not say what they are: buttons, accordions and toggles, films. */
export function convertWidgets(root: TreeRoot, state: CleanState): void {
  for (const element of elementsIn(root)) {
    const classes = classesOf(element)
    if (element.tagName === 'a' && classes.some(isButton)) convertButton(element)
    else if (classes.some((name) => /^elementor-(?:accordion|toggle)-item$/.test(name))) {
      convertAccordionItem(element)
    } else if (classes.includes('elementor-widget-video')) convertVideo(element, state)
  }
}

function isButton(name: string): boolean {
  return /^(?:button|elementor-button|wp-block-button__link|et_pb_button|vc_btn3)$/.test(name)
}

function convertButton(link: TreeElement): void {
  const href = attributeOf(link, 'href')
  const text = normalText(textIn(link))
  if (!href || text === '' || link.parentNode === null) return
  const target = attributeOf(link, 'target')
  const rel = attributeOf(link, 'rel')
  const button = createElement(
    'a',
    { class: 'button', href, ...(target && { target }), ...(rel && { rel }) },
    [createText(text)],
  )
  const isAlone = normalText(textIn(link.parentNode)) === text && 'tagName' in link.parentNode
  const isInParagraph = isAlone && link.parentNode.nodeName === 'p'
  replaceNode(link, [isInParagraph ? button : createElement('p', {}, [button])])
}

function convertAccordionItem(item: TreeElement): void {
  const parts = elementsIn(item)
  const title = parts.find((part) => classesOf(part).includes('elementor-tab-title'))
  const content = parts.find((part) => classesOf(part).includes('elementor-tab-content'))
  if (!title || !content) return
  const summary = createElement('summary', {}, [createText(normalText(textIn(title)))])
  replaceNode(item, [createElement('details', {}, [summary, ...content.childNodes])])
}

/** The film's address is in the widget's settings alone. */
function convertVideo(widget: TreeElement, { report }: CleanState): void {
  if (elementsIn(widget).some((inner) => inner.tagName === 'iframe')) return
  const settings = readSettings(attributeOf(widget, 'data-settings'))
  const address = settings.youtube_url ?? settings.vimeo_url ?? settings.hosted_url
  const frame = typeof address === 'string' ? frameFor(address) : null
  if (frame) replaceNode(widget, [frame])
  else if (widget.childNodes.some(isElement)) report.note('video-unknown', 'lost', String(address))
}

function readSettings(json: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? '{}')
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
