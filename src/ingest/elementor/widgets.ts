import {
  attributeOf,
  classesOf,
  createElement,
  createText,
  elementsIn,
  findElement,
  hasClass,
  hasText,
  isElement,
  normalText,
  removeNode,
  replaceNode,
  textIn,
  visitElements,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'
import { dropPart, type CleanState } from '../context.ts'
import { frameFor } from '../steps/embeds.ts'

/** Elementor's widgets whose markup does not say what they are: films, counters, headings of empty lists. */
export function convertWidgets(root: TreeRoot, state: CleanState): void {
  visitElements(root, (element) => {
    if (hasClass(element, 'elementor-widget-video')) convertVideo(element, state)
    else if (hasClass(element, 'elementor-widget-heading')) dropIdleHeading(element, state)
    else if (hasClass(element, 'elementor-counter-number')) showCount(element, 'data-to-value')
    else if (hasClass(element, 'et_pb_number_counter')) showDiviCount(element)
  })
}

/** The film's address is in the widget's settings alone. */
function convertVideo(widget: TreeElement, { report }: CleanState): void {
  const player = findElement(widget, ({ tagName }) => tagName === 'iframe' || tagName === 'video')
  if (player) return replaceNode(widget, [player])
  const settings = readSettings(attributeOf(widget, 'data-settings'))
  const kind = textSetting(settings.video_type)
  const named = ['youtube', 'vimeo', 'dailymotion', 'hosted', 'external'].map((name) =>
    textSetting(settings[`${name}_url`]),
  )
  const address = textSetting(settings[`${kind}_url`]) || (named.find(Boolean) ?? '')
  const frame = frameFor(address)
  if (frame) {
    report.note('embed', 'kept', address)
    replaceNode(widget, [frame])
  } else if (/\.(?:mp4|webm|ogv|m4v|mov)(?:[?#]|$)/i.test(address)) {
    replaceNode(widget, [createElement('video', { src: address, controls: '' })])
  } else if (/^https?:/.test(address)) {
    report.note('embed-unknown', 'changed', address)
    const link = createElement('a', { href: address }, [createText(address)])
    replaceNode(widget, [createElement('p', {}, [link])])
  } else if (widget.childNodes.some(isElement)) report.note('video-unknown', 'lost', address)
}

/** A text, or the address of a file that was chosen from the library. */
function textSetting(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  const isFile = value !== null && typeof value === 'object' && 'url' in value
  return isFile && typeof value.url === 'string' ? value.url.trim() : ''
}

function readSettings(json: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? '{}')
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** A heading over widgets that have printed nothing announces nothing. */
function dropIdleHeading(widget: TreeElement, state: CleanState): void {
  const siblings = widget.parentNode?.childNodes ?? []
  const after = siblings.slice(siblings.indexOf(widget) + 1).filter(isElement)
  const isIdle = (element: TreeElement) =>
    !hasText(element) &&
    !findElement(element, ({ tagName }) =>
      /^(?:img|iframe|video|audio|svg|object|form|hr)$/.test(tagName),
    ) &&
    attributeOf(element, 'data-settings')?.includes('_url') !== true
  const isList = (element: TreeElement) =>
    classesOf(element).some((name) =>
      /^elementor-widget-(?:posts|archive-posts|loop-|shortcode|wp-widget|portfolio|products)/.test(
        name,
      ),
    )
  if (after.some(isList) && after.every(isIdle)) {
    dropPart(state, 'heading-without-text', widget)
  }
}

/** A counter prints 0 until its script has counted. */
function showCount(number: TreeElement, name: string): void {
  const value = attributeOf(number, name)
  if (value === null) return
  const separator = attributeOf(number, 'data-delimiter') ?? ''
  const grouped = separator ? value.replace(/\B(?=(\d{3})+$)/g, separator) : value
  replaceNode(number, [createElement('span', {}, [createText(grouped)])])
}

function showDiviCount(counter: TreeElement): void {
  const value = attributeOf(counter, 'data-number-value')
  const holder =
    findElement(counter, (inner) => hasClass(inner, 'percent-value')) ??
    findElement(counter, (inner) => hasClass(inner, 'percent'))
  if (value === null || !holder || /\d/.test(textIn(holder))) return
  const unit = attributeOf(counter, 'data-percent-sign') ?? ''
  holder.childNodes = []
  holder.childNodes.push(createText(value + unit))
  for (const child of holder.childNodes) child.parentNode = holder
}

/** Private-use characters, which only an icon font draws. */
const ICON_LETTERS = /^\s*[\uE000-\uF8FF][\s\uE000-\uF8FF]*$/

/** Signs that decorate a line of an icon list are no text. */
export function dropIcons(root: TreeRoot): void {
  for (const element of elementsIn(root)) {
    const isIcon = element.tagName === 'i' || element.tagName === 'span'
    if (!isIcon || element.childNodes.some(isElement)) continue
    if (ICON_LETTERS.test(textIn(element))) {
      removeNode(element)
      continue
    }
    const named = classesOf(element).some((name) =>
      /^(?:fa[srlbd]?|fa-.+|dashicons|eicon-.+|et-pb-icon|material-icons|genericon)$/.test(name),
    )
    // An icon font's letters have no meaning outside of it; its ligatures spell one.
    if (named && (normalText(textIn(element)).length <= 2 || hasClass(element, 'material-icons')))
      removeNode(element)
  }
}
