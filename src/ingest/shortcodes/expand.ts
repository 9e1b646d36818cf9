import type { CleanContext } from '../context.ts'
import type { Reporter } from '../report.ts'
import { parseAttributes } from './attributes.ts'
import { block, type Build, type Builds } from './build.ts'
import { DIVI } from './divi.ts'
import { hiddenOn } from './hidden.ts'
import { KNOWN_PREFIX, OTHERS } from './other.ts'
import { findShortcodes, type ShortcodeTag } from './parse.ts'
import { decoration, unknownModule } from './widget.ts'
import { EMBEDS, isCode, WORDPRESS } from './wordpress.ts'
import { WPBAKERY } from './wpbakery.ts'

const BUILDS: ReadonlyMap<string, Build> = new Map(
  Object.entries({ ...OTHERS, ...EMBEDS, ...WORDPRESS, ...WPBAKERY, ...DIVI } satisfies Builds),
)
/** What a shortcode held may be shortcodes again (packed HTML, brackets that a builder spelled otherwise). */
const MAX_ROUNDS = 4
/** Shortcodes that mean something although nothing but their name is given. */
const BARE = new Set(['gallery', 'playlist'])

/**
 * The HTML that a body's shortcodes mean, for those of WordPress and of its page builders. Layout goes and its content
 * stays; forms and other plugins' widgets go and are reported; what nobody can know to be a shortcode stays as it is
 * written. Text outside of shortcodes does not change, nor what `pre`, `code`, scripts and comments hold. Linear; never
 * throws.
 */
export function expandShortcodes(html: string, context: CleanContext, report: Reporter): string {
  if (!/\[\/?[a-z]/i.test(html)) return html
  let current = html
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = expandOnce(current, context, report)
    if (next === null) return current
    current = next
  }
  return current
}

/** Null when there is nothing to expand. */
function expandOnce(html: string, context: CleanContext, report: Reporter): string | null {
  const tags = findShortcodes(html, isCode)
  if (tags.length === 0) return null
  const isBuilt = tags.some(
    ({ name, partner }) => isPrefixed(name) || (partner >= 0 && BUILDS.has(name)),
  )
  const known = tags.map((tag) => isShortcode(tag, isBuilt, context))
  if (!known.includes(true)) {
    for (const tag of tags) noteText(tag, html, report)
    return null
  }
  return printAll(html, tags, known, { context, report })
}

function isPrefixed(name: string): boolean {
  return KNOWN_PREFIX.test(name)
}

/** An address, a quoted value, `name=`; for another site's film its id. */
function hasValue({ attributes, name }: ShortcodeTag): boolean {
  return (
    /[\w-]\s*=|https?:\/\/|^\s*["'“”„»«]/.test(attributes) ||
    (name in EMBEDS && /^\s*(?=\S*\d)[\w-]{5,}\s*$/.test(attributes))
  )
}

/** Whether a tag is surely none of an author's own words between brackets: people write [sic] and [row 3]. */
function isShortcode(tag: ShortcodeTag, isBuilt: boolean, context: CleanContext): boolean {
  const { name, kind, partner, attributes, isInHtmlTag } = tag
  if (isPrefixed(name)) return true
  if (isInHtmlTag) return false
  if (kind === 'escaped') return BUILDS.has(name)
  if (partner >= 0) return true
  const build = BUILDS.get(name)
  if (!build) return false
  if (hasValue(tag) || tag.isSelfClosing) return kind === 'open'
  if (attributes.trim() !== '') return false
  return (context.contentFormat === 'raw' && BARE.has(name)) || (isBuilt && build === decoration)
}

function printAll(
  html: string,
  tags: readonly ShortcodeTag[],
  known: readonly boolean[],
  tools: { context: CleanContext; report: Reporter },
): string {
  const open: { tag: ShortcodeTag; before: string[] }[] = []
  let parts: string[] = []
  let at = 0
  for (const [index, tag] of tags.entries()) {
    if (!known[index]) continue
    // The inner ones of what an outer one covers as a whole.
    if (tag.start < at) continue
    parts.push(html.slice(at, tag.start))
    at = tag.end
    if (tag.kind === 'escaped') {
      parts.push(`<code>${html.slice(tag.start + 1, tag.end - 1)}</code>`)
    } else if (tag.isInHtmlTag) {
      tools.report.note('shortcode-in-attribute', 'lost', html.slice(tag.start, tag.end))
    } else if (tag.kind === 'open' && tag.partner >= 0) {
      open.push({ tag, before: parts })
      parts = []
    } else if (tag.kind === 'open') {
      parts.push(print(tag, '', html, tag.end, tools))
    } else if (tag.partner >= 0) {
      const opened = open.pop()
      if (!opened) continue
      const printed = print(opened.tag, parts.join(''), html, tag.end, tools)
      parts = opened.before
      parts.push(printed)
    }
  }
  parts.push(html.slice(at))
  return open.reduceRight((rest, { before }) => before.join('') + rest, parts.join(''))
}

function print(
  tag: ShortcodeTag,
  content: string,
  html: string,
  end: number,
  tools: { context: CleanContext; report: Reporter },
): string {
  const { name } = tag
  const attributes = parseAttributes(tag.attributes)
  const hidden = hiddenOn(name, attributes)
  if (hidden.length === 3) {
    tools.report.note(
      'hidden-everywhere',
      'dropped',
      content.replace(/<[^>]*>/g, ' ') || `[${name}]`,
    )
    return ''
  }
  const build = BUILDS.get(name)
  const printed = build
    ? build({ name, attributes, content }, tools)
    : unknown(tag, content, html, end, attributes, tools)
  if (build) tools.report.note('shortcode', 'kept', `[${name}]`)
  return hidden.length > 0 && printed
    ? block(printed, hidden.map((device) => `elementor-hidden-${device}`).join(' '))
    : printed
}

/** Of a shortcode that no table knows the content stays, in its line or as a block as it stood. */
function unknown(
  tag: ShortcodeTag,
  content: string,
  html: string,
  end: number,
  attributes: ReturnType<typeof parseAttributes>,
  tools: { context: CleanContext; report: Reporter },
): string {
  const source = html.slice(tag.start, tag.end)
  const shown = isPrefixed(tag.name)
    ? unknownModule({ name: tag.name, attributes, content }, tools)
    : content
  if (shown.trim() === '') tools.report.note('shortcode-widget', 'lost', source)
  else tools.report.note('shortcode-unknown', 'changed', source)
  if (isPrefixed(tag.name)) return shown
  const isBlock =
    /(?:^|[\]>\n])$/.test(html.slice(Math.max(0, tag.start - 1), tag.start)) &&
    /^(?:$|[[<\r\n])/.test(html.slice(end, end + 1))
  return isBlock ? block(content) : content
}

/** What stays as text: a shortcode by all signs, or words between brackets. */
function noteText(tag: ShortcodeTag, html: string, report: Reporter): void {
  if (tag.kind !== 'open' || tag.isInHtmlTag) return
  const source = html.slice(tag.start, tag.end)
  if (/[\w-]\s*=\s*\S/.test(tag.attributes)) report.note('shortcode-left', 'lost', source)
  else report.note('brackets', 'kept', source)
}
