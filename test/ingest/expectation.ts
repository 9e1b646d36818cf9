import {
  attributeOf,
  elementsIn,
  isElement,
  isText,
  parseTree,
  printTree,
} from '#content/html-tree.ts'
import type { TreeElement, TreeNode, TreeParent } from '#content/html-tree.ts'

type Range = number | { min?: number; max?: number }

interface LinkCheck {
  text?: string
  href?: string
  href_contains?: string
  rel_has?: string[]
  rel_lacks?: string[]
  wraps_image?: boolean
  marked?: boolean
}

interface ImageCheck {
  src_contains?: string
  alt?: string
  srcset?: boolean
  size?: boolean
  caption?: string
  max?: number
}

/** What a clean body must hold, key by key as the corpus describes them. */
interface Checks {
  text_contains?: string[]
  text_not_contains?: string[]
  text_times?: Record<string, number>
  headings?: [string, string][]
  headings_exact?: boolean
  headings_same_level?: string[]
  links?: LinkCheck[]
  button_links?: LinkCheck[]
  images?: ImageCheck[]
  images_absent?: string[]
  twins?: string[][]
  counts?: Record<string, Range>
  iframes?: { src_contains: string; iframe?: boolean }[]
  tables?: { rows?: Range; columns?: Range; header?: string[]; contains?: string[] }[]
  code_blocks?: string[]
  quotes?: string[]
  list_items?: string[]
  order?: string[]
  footnotes?: { min_working: number }
  must_contain?: string[]
  must_not_contain?: string[]
  must_not_match?: string[]
  removed_duplicates?: boolean
  no_empty?: string[]
  no_bare_text?: boolean
  no_wrapper_divs?: boolean
  well_formed?: boolean
  safe?: boolean
  links_absolute_or_rooted?: boolean
  max_ratio?: number
}

export interface Expectation extends Checks {
  sample: string
  should?: Checks
}

interface Page {
  html: string
  source: string
  root: TreeParent
  all: TreeElement[]
  /** Normalised, with a space at each block's ends. */
  text: string
}

type Check<Key extends keyof Checks> = (wanted: NonNullable<Checks[Key]>, page: Page) => string[]

const BLOCKS = new Set(
  `p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd figure figcaption blockquote pre hr table tr td th details summary div section
  br`.split(/\s+/),
)
const INLINE = new Set('a strong em b i span img br code mark small sub sup'.split(' '))
const UNSAFE = new Set(
  'script style object embed applet link meta base form input button select textarea svg math template'.split(
    ' ',
  ),
)

const missing = (wanted: readonly string[], isThere: (part: string) => boolean) =>
  wanted.filter((part) => !isThere(part))

const CHECKS: { [Key in keyof Checks]-?: Check<Key> } = {
  text_contains: (parts, page) => missing(parts, (part) => holds(page, part)),
  text_not_contains: (parts, page) => parts.filter((part) => holds(page, part)),
  text_times: (times, page) =>
    Object.entries(times).flatMap(([part, wanted]) => {
      const count = page.text.split(fold(part)).length - 1
      return count === wanted ? [] : [`${part}: ${count} times, not ${wanted}`]
    }),
  headings: (wanted, page) =>
    wanted.flatMap(([tags, text]) =>
      named(page, tags).some((heading) => textOf(heading) === fold(text))
        ? []
        : [`${tags} ${text}`],
    ),
  headings_exact: () => [],
  headings_same_level: (texts, page) => {
    const levels = texts.map((text) => headingsOf(page).find((one) => textOf(one) === fold(text)))
    const names = new Set(levels.map((heading) => heading?.tagName ?? 'none'))
    return names.size === 1 && !names.has('none') ? [] : [[...names].join()]
  },
  links: (wanted, page) =>
    wanted.flatMap((link) =>
      named(page, 'a').some((element) => isLink(element, link)) ? [] : [JSON.stringify(link)],
    ),
  button_links: (wanted, page) =>
    wanted.flatMap((link) => {
      const count = named(page, 'a').filter((element) => isLink(element, link)).length
      return count === 1 ? [] : [`${JSON.stringify(link)}: ${count}`]
    }),
  images: (wanted, page) => wanted.flatMap((image) => checkImage(image, page)),
  images_absent: (parts, page) =>
    parts.filter((part) =>
      named(page, 'img|source').some((image) =>
        `${value(image, 'src')} ${value(image, 'srcset')}`.includes(part),
      ),
    ),
  twins: (groups, page) =>
    groups
      .filter((group) => group.filter((part) => page.html.includes(part)).length > 1)
      .map((group) => group.join()),
  counts: (counts, page) =>
    Object.entries(counts).flatMap(([tags, range]) => {
      const count = named(page, tags).length
      return isWithin(count, range) ? [] : [`${tags}: ${count}, not ${JSON.stringify(range)}`]
    }),
  iframes: (wanted, page) =>
    wanted.flatMap(({ src_contains: part, iframe }) => {
      const isFramed = named(page, 'iframe').some((frame) => value(frame, 'src').includes(part))
      const isLinked = named(page, 'a').some((link) => value(link, 'href').includes(part))
      return isFramed || (isLinked && !iframe) ? [] : [part]
    }),
  tables: (wanted, page) =>
    wanted.flatMap((table) =>
      named(page, 'table').some((element) => isTable(element, table))
        ? []
        : [JSON.stringify(table)],
    ),
  code_blocks: (parts, page) =>
    missing(parts, (part) => named(page, 'pre').some((pre) => rawText(pre).includes(part))),
  quotes: (parts, page) =>
    missing(parts, (part) =>
      named(page, 'blockquote').some((one) => textOf(one).includes(fold(part))),
    ),
  list_items: (parts, page) =>
    missing(parts, (part) => named(page, 'li').some((one) => textOf(one).includes(fold(part)))),
  order: (parts, page) => {
    let from = 0
    return parts.filter((part) => {
      const at = page.text.indexOf(fold(part), from)
      if (at >= 0) from = at
      return at < 0
    })
  },
  footnotes: ({ min_working: min }, page) => {
    const ids = new Set(page.all.map((element) => attributeOf(element, 'id')))
    const working = named(page, 'a').filter(
      (link) => value(link, 'href').startsWith('#') && ids.has(value(link, 'href').slice(1)),
    )
    return working.length >= min ? [] : [`${working.length} work`]
  },
  must_contain: (parts, page) => missing(parts, (part) => page.html.includes(part)),
  must_not_contain: (parts, page) => parts.filter((part) => page.html.includes(part)),
  must_not_match: (patterns, page) =>
    patterns.filter((pattern) => new RegExp(pattern, 'iu').test(page.html)),
  removed_duplicates: (_, page) => {
    const sources = named(page, 'img').map((image) => value(image, 'src'))
    const blocks = page.root.childNodes.map(textOf).filter((text) => text.length > 40)
    return [...repeated(sources), ...repeated(blocks)]
  },
  no_empty: (tags, page) =>
    named(page, tags.join('|')).flatMap((element) =>
      textOf(element) === '' && !hasMedia(element) ? [element.tagName] : [],
    ),
  no_bare_text: (_, page) =>
    page.root.childNodes.flatMap((node) =>
      (isText(node) && node.value.trim() !== '') || (isElement(node) && INLINE.has(node.tagName))
        ? [textOf(node) || node.nodeName]
        : [],
    ),
  no_wrapper_divs: (_, page) =>
    named(page, 'div|section|article|main|center|header|footer').map((element) => element.tagName),
  well_formed: (_, page) => malformed(page),
  safe: (_, page) => page.all.flatMap(unsafe),
  links_absolute_or_rooted: (_, page) =>
    page.all.flatMap((element) =>
      ['href', 'src'].flatMap((name) => {
        const address = attributeOf(element, name)
        const isPlain = address === null || /^(?:https?:\/\/|\/(?!\/)|#|mailto:|tel:)/.test(address)
        return isPlain ? [] : [address]
      }),
    ),
  max_ratio: (ratio, { html, source }) =>
    html.length <= ratio * source.length ? [] : [(html.length / source.length).toFixed(2)],
}

/** What of the expectation a clean body does not hold, a line each; wishes (`should`) too. */
export function unmet(expectation: Expectation, html: string, source: string): string[] {
  const root = parseTree(html)
  const page = { html, source, root, all: elementsIn(root), text: textOf(root) }
  const { should, ...must } = expectation
  const failures = [...failuresOf(must, page)]
  if (must.headings_exact) {
    const found = headingsOf(page).map(textOf).join(' | ')
    const wanted = (must.headings ?? []).map(([, text]) => fold(text)).join(' | ')
    if (found !== wanted) failures.push(`headings_exact: ${found}`)
  }
  return [...failures, ...failuresOf(should ?? {}, page).map((line) => `should ${line}`)]
}

function failuresOf(checks: Checks, page: Page): string[] {
  return Object.keys(checks).flatMap((key) => {
    if (!isCheck(key)) return []
    return run(key, checks, page).map((line) => `${key}: ${line}`)
  })
}

function isCheck(key: string): key is keyof Checks {
  return key in CHECKS
}

function run<Key extends keyof Checks>(key: Key, checks: Checks, page: Page): string[] {
  const wanted = checks[key]
  const check = CHECKS[key] as (wanted: unknown, page: Page) => string[] // the key pairs both
  return wanted === undefined || wanted === false ? [] : check(wanted, page)
}

/** As texts are compared: case, white space and the shape of quotes do not count. */
function fold(text: string): string {
  return text
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .trim()
    .toLowerCase()
}

function rawText(node: TreeNode | TreeParent): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(rawText).join('') : ''
}

function spaced(node: TreeNode | TreeParent): string {
  if ('value' in node) return node.value
  if (!('childNodes' in node)) return ''
  const inner = node.childNodes.map(spaced).join('')
  return 'tagName' in node && BLOCKS.has(node.tagName) ? ` ${inner} ` : inner
}

function textOf(node: TreeNode | TreeParent): string {
  return fold(spaced(node))
}

function holds(page: Page, part: string): boolean {
  return page.text.includes(fold(part)) || fold(rawText(page.root)).includes(fold(part))
}

function named(page: Page, tags: string): TreeElement[] {
  const names = tags.split('|')
  return page.all.filter((element) => names.includes(element.tagName))
}

function headingsOf(page: Page): TreeElement[] {
  return named(page, 'h1|h2|h3|h4|h5|h6')
}

function value(element: TreeElement, name: string): string {
  return attributeOf(element, name) ?? ''
}

function isLink(element: TreeElement, link: LinkCheck): boolean {
  const rel = value(element, 'rel').split(/\s+/)
  return (
    (link.text === undefined || textOf(element) === fold(link.text)) &&
    (link.href === undefined || value(element, 'href') === link.href) &&
    (link.href_contains === undefined || value(element, 'href').includes(link.href_contains)) &&
    (!link.wraps_image || elementsIn(element).some((inner) => inner.tagName === 'img')) &&
    (!link.marked || value(element, 'class').split(/\s+/).includes('button')) &&
    (link.rel_has ?? []).every((word) => rel.includes(word)) &&
    !(link.rel_lacks ?? []).some((word) => rel.includes(word))
  )
}

function checkImage(wanted: ImageCheck, page: Page): string[] {
  const found = named(page, 'img').filter(
    (image) =>
      (wanted.src_contains === undefined || value(image, 'src').includes(wanted.src_contains)) &&
      (wanted.alt === undefined || fold(value(image, 'alt')) === fold(wanted.alt)),
  )
  const label = JSON.stringify(wanted)
  if (found.length === 0) return [label]
  const isSized = (image: TreeElement) =>
    Number(value(image, 'width')) > 0 && Number(value(image, 'height')) > 0
  return [
    ...(wanted.max !== undefined && found.length > wanted.max ? [`${label}: ${found.length}`] : []),
    ...(wanted.srcset && !found.some((image) => value(image, 'srcset'))
      ? [`${label}: no srcset`]
      : []),
    ...(wanted.size && !found.some(isSized) ? [`${label}: no size`] : []),
    ...(wanted.caption !== undefined &&
    !found.some((image) => captionOf(image).includes(fold(wanted.caption ?? '')))
      ? [`${label}: no caption`]
      : []),
  ]
}

function captionOf(image: TreeElement): string {
  for (let node = image.parentNode; node && 'tagName' in node; node = node.parentNode) {
    if (node.tagName !== 'figure') continue
    return elementsIn(node)
      .filter((inner) => inner.tagName === 'figcaption')
      .map(textOf)
      .join(' ')
  }
  return ''
}

function isWithin(count: number, range: Range): boolean {
  if (typeof range === 'number') return count === range
  return count >= (range.min ?? 0) && count <= (range.max ?? Number.POSITIVE_INFINITY)
}

function isTable(table: TreeElement, wanted: NonNullable<Checks['tables']>[number]): boolean {
  const rows = elementsIn(table).filter((inner) => inner.tagName === 'tr')
  const widths = rows.map((row) => row.childNodes.filter(isElement).length)
  const heads = elementsIn(table).filter((inner) => inner.tagName === 'th')
  return (
    (wanted.rows === undefined || isWithin(rows.length, wanted.rows)) &&
    (wanted.columns === undefined || isWithin(Math.max(0, ...widths), wanted.columns)) &&
    (wanted.header ?? []).every((text) => heads.some((head) => textOf(head) === fold(text))) &&
    (wanted.contains ?? []).every((text) => textOf(table).includes(fold(text)))
  )
}

function hasMedia(element: TreeElement): boolean {
  return elementsIn(element).some((inner) =>
    ['img', 'iframe', 'video', 'audio', 'picture'].includes(inner.tagName),
  )
}

function repeated(values: readonly string[]): string[] {
  return values.filter((one, index) => values.indexOf(one) !== index)
}

function malformed(page: Page): string[] {
  const ids = page.all.flatMap((element) => attributeOf(element, 'id') ?? [])
  const inParagraphs = named(page, 'p').flatMap(elementsIn)
  const inLinks = named(page, 'a').flatMap(elementsIn)
  const inLists = named(page, 'ul|ol').flatMap((list) => list.childNodes)
  return [
    ...(printTree(parseTree(page.html)) === page.html ? [] : ['parsed again it is another tree']),
    ...repeated(ids).map((id) => `the id ${id} twice`),
    ...inParagraphs
      .filter((inner) => BLOCKS.has(inner.tagName) && inner.tagName !== 'br')
      .map((inner) => `${inner.tagName} in p`),
    ...inLinks.filter((inner) => inner.tagName === 'a').map(() => 'a in a'),
    ...inLists
      .filter((node) => (isElement(node) ? node.tagName !== 'li' : textOf(node) !== ''))
      .map((node) => `${node.nodeName} in a list`),
  ]
}

function unsafe(element: TreeElement): string[] {
  const bad = element.attrs.filter(
    ({ name, value: text }) =>
      /^on/i.test(name) ||
      ['style', 'srcdoc', 'formaction', 'action'].includes(name) ||
      // oxlint-disable-next-line no-control-regex
      /^[\s\u0000-\u001f]*(?:javascript|vbscript|data:text)/i.test(text),
  )
  return [
    ...(UNSAFE.has(element.tagName) ? [element.tagName] : []),
    ...bad.map(({ name }) => `${element.tagName} ${name}`),
  ]
}
