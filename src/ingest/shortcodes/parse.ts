import { endOfMarkup, finder, type Find } from '../markup.ts'

/** A shortcode's tag as it stands in a text. */
export interface ShortcodeTag {
  kind: 'open' | 'close' | 'escaped'
  /** In lower case. */
  name: string
  /** What stands between name and bracket. */
  attributes: string
  isSelfClosing: boolean
  /** It stands in an HTML tag, where no markup can. */
  isInHtmlTag: boolean
  start: number
  end: number
  /** The index of the tag that closes it, or that it closes; -1 for none. */
  partner: number
}

// A bracket inside the tag ends the search, so that no run of them is read twice.
// A footnote's mark ([1]) may stand in a value.
const TAG = /\[(\/?)([a-z][\w-]*)(?=[\s\]/="'“”„»«]|&[#\w])([^[\]]*(?:\[\d{1,3}\][^[\]]*)*)\]/iy
/** Elements whose text is shown or run as it is. */
const LITERAL = /(pre|code|script|style|textarea|kbd|samp)(?=[\s>/])/iy
/** Deeper nests than any builder writes are left alone: each level is handled with all that is in it. */
const MAX_DEPTH = 100

/**
 * The shortcode tags of a text in order, with their partners; what `pre`, `code`, scripts and comments hold is none.
 * `isLiteral` names the shortcodes whose content is code: in it no other tag is seen. Linear in the text.
 */
export function findShortcodes(html: string, isLiteral: (name: string) => boolean): ShortcodeTag[] {
  const tags: ShortcodeTag[] = []
  const find = finder(html)
  let at = 0
  while (at < html.length) {
    const next = nextOf(html, at)
    if (next < 0) break
    if (html.charAt(next) === '<') {
      const end = endOfMarkup(html, next, find)
      if (end < 0) break
      addTagsInMarkup(html, next, end, tags)
      at = endOfLiteral(html, next, end, find)
      continue
    }
    const tag = tagAt(html, next)
    if (!tag) {
      at = next + 1
      continue
    }
    tags.push(tag)
    at = tag.end
    if (tag.kind !== 'open' || tag.isSelfClosing || !isLiteral(tag.name)) continue
    const closing = find(`[/${tag.name}]`, at)
    if (closing >= 0) at = closing
  }
  pair(tags)
  return withoutEscaped(html, tags)
}

function nextOf(html: string, at: number): number {
  MARKS.lastIndex = at
  return MARKS.exec(html)?.index ?? -1
}
const MARKS = /<|\[(?=\/?[a-z])/gi

function tagAt(html: string, at: number, isInHtmlTag = false): ShortcodeTag | null {
  TAG.lastIndex = at
  const found = TAG.exec(html)
  if (!found) return null
  const [all, slash = '', name = '', rest = ''] = found
  const isEscaped =
    html.charAt(at - 1) === '[' && html.charAt(at + all.length) === ']' && slash === ''
  const isSelfClosing = /\/\s*$/.test(rest) && !/=\s*[^\s"']*\/\s*$/.test(rest)
  return {
    kind: isEscaped ? 'escaped' : slash ? 'close' : 'open',
    name: name.toLowerCase(),
    attributes: isSelfClosing ? rest.replace(/\/\s*$/, '') : rest,
    isSelfClosing,
    isInHtmlTag,
    start: isEscaped ? at - 1 : at,
    end: isEscaped ? at + all.length + 1 : at + all.length,
    partner: -1,
  }
}

/** The place behind the literal text that a tag opens; behind the tag when it opens none. */
function endOfLiteral(html: string, at: number, end: number, find: Find): number {
  LITERAL.lastIndex = at + 1
  const name = LITERAL.exec(html)?.[1]
  const closing = name ? find(`</${name.toLowerCase()}`, end) : -1
  return closing < 0 ? end : closing
}

function addTagsInMarkup(html: string, start: number, end: number, tags: ShortcodeTag[]): void {
  const markup = html.slice(start, end)
  if (markup.startsWith('<!')) return
  for (let at = markup.indexOf('['); at >= 0; at = markup.indexOf('[', at + 1)) {
    const tag = tagAt(html, start + at, true)
    if (tag && tag.kind !== 'escaped' && tag.end <= end) tags.push(tag)
  }
}

/** A closing tag belongs to the nearest open one of its name; what was opened between the two has no end of its own. */
function pair(tags: readonly ShortcodeTag[]): void {
  const open: number[] = []
  const counts = new Map<string, number>()
  for (const [index, tag] of tags.entries()) {
    if (tag.isInHtmlTag || tag.kind === 'escaped' || tag.isSelfClosing) continue
    const count = counts.get(tag.name) ?? 0
    if (tag.kind === 'open') {
      open.push(index)
      counts.set(tag.name, count + 1)
      continue
    }
    if (count === 0) continue
    for (let last = open.pop(); last !== undefined; last = open.pop()) {
      const opened = tags[last]
      if (!opened) break
      counts.set(opened.name, (counts.get(opened.name) ?? 1) - 1)
      if (opened.name !== tag.name) continue
      if (open.length < MAX_DEPTH) {
        opened.partner = index
        tag.partner = last
      }
      break
    }
  }
}

/** Of `[[name]…[/name]]` one tag is left that covers the whole. */
function withoutEscaped(html: string, tags: readonly ShortcodeTag[]): ShortcodeTag[] {
  const isEscaped = (tag: ShortcodeTag) => {
    const closing = tag.kind === 'open' ? tags[tag.partner] : undefined
    return closing && html.charAt(tag.start - 1) === '[' && html.charAt(closing.end) === ']'
  }
  if (!tags.some(isEscaped)) return [...tags]
  const kept: ShortcodeTag[] = []
  const places = new Map<number, number>()
  let covered = 0
  for (const [index, tag] of tags.entries()) {
    if (tag.start < covered) continue
    const closing = isEscaped(tag) ? tags[tag.partner] : undefined
    if (closing) {
      covered = closing.end + 1
      kept.push({ ...tag, kind: 'escaped', start: tag.start - 1, end: covered, partner: -1 })
      continue
    }
    places.set(index, kept.length)
    kept.push(tag)
  }
  return kept.map((tag) => ({ ...tag, partner: places.get(tag.partner) ?? -1 }))
}
