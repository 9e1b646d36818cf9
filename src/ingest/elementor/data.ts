import { normalText, parseTree, textIn } from '#content/html-tree.ts'
import { block } from '../shortcodes/build.ts'
import { withParagraphs } from '../paragraphs.ts'
import { isRecord, toSettings, type Settings } from './settings.ts'
import { WIDGETS, unknownWidget } from './data-widgets.ts'

/** Deeper than any editor nests. */
const MAX_DEPTH = 60

export interface ElementorBody {
  html: string
  /** What widgets were not understood, each once: their words are there, the rest is not. */
  unknown: string[]
}

/**
 * The page that Elementor's own data (`_elementor_data`) describes, as plain HTML in reading order. Its pictures carry
 * `wp-image-ID`, what a device does not show Elementor's classes. Empty for what is no such data; never throws.
 */
export function elementorToHtml(json: unknown): ElementorBody {
  const unknown = new Set<string>()
  const html = printAll(parse(json), unknown, 0).filter(Boolean).join('\n')
  return { html, unknown: [...unknown] }
}

/** Of the stored text's length: such a page says what the text says, in its pictures, films and buttons too. */
const SAME_TEXT = 0.9

/**
 * The body of an export's item that has such data. The stored text is a plain copy that the builder made when it saved;
 * where it is empty or says no more than the data, the data's page is taken, which is finished HTML.
 */
export function fullerBody(
  content: string,
  json: unknown,
): ElementorBody & { contentFormat: 'raw' | 'rendered' } {
  const made = elementorToHtml(json)
  const lengthOf = (html: string) => normalText(textIn(parseTree(html))).length
  const isFuller = made.html !== '' && lengthOf(made.html) >= lengthOf(content) * SAME_TEXT
  return isFuller
    ? { ...made, contentFormat: 'rendered' }
    : { html: content, unknown: [], contentFormat: 'raw' }
}

function parse(json: unknown): unknown {
  if (typeof json !== 'string') return json
  // Some tools export the meta value as it stands in SQL, with its quotes escaped once more.
  for (const source of [json, json.replace(/\\(["\\/])/g, '$1')]) {
    try {
      return JSON.parse(source)
    } catch {
      continue
    }
  }
  return []
}

function printAll(value: unknown, unknown: Set<string>, depth: number): string[] {
  const elements = isRecord(value) ? value.content : value
  if (!Array.isArray(elements) || depth > MAX_DEPTH) return []
  return elements.filter(isRecord).map((element) => printElement(element, unknown, depth))
}

function printElement(
  element: Record<string, unknown>,
  unknown: Set<string>,
  depth: number,
): string {
  const settings = toSettings(element.settings)
  const children = printAll(element.elements, unknown, depth + 1)
  const name = String(element.widgetType ?? element.elType ?? '')
  const isWidget = typeof element.widgetType === 'string' || name in WIDGETS
  const html = isWidget ? printWidget(name, settings, children, unknown) : block(children.join(''))
  const classes = hiddenClasses(settings)
  return classes && html ? block(html, classes) : html
}

function printWidget(
  name: string,
  settings: Settings,
  children: readonly string[],
  unknown: Set<string>,
): string {
  const widget = WIDGETS[name]
  if (!widget) unknown.add(name)
  const html = widget ? widget(settings, children) : unknownWidget(settings) + children.join('')
  return block(withParagraphs(html, 'rendered'))
}

const DEVICES = { hide_desktop: 'desktop', hide_tablet: 'tablet', hide_mobile: 'mobile' }

function hiddenClasses(settings: Settings): string {
  return Object.entries(DEVICES)
    .filter(([key]) => settings[key])
    .map(([, device]) => `elementor-hidden-${device}`)
    .join(' ')
}
