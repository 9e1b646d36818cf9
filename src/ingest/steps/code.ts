import {
  attributeOf,
  classesOf,
  createElement,
  createText,
  elementsIn,
  findElement,
  hasClass,
  isElement,
  isText,
  removeNode,
  replaceNode,
  setChildren,
  visitElements,
  type TreeElement,
  type TreeNode,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'

/** Boxes that a highlighter prints instead of a pre, and where in them the code's lines are. */
const RENDERED: Record<string, { text: string } | { lines: string }> = {
  'crayon-syntax': { text: 'crayon-plain' },
  syntaxhighlighter: { lines: 'line' },
  'wp-block-kevinbatdorf-code-block-pro': { lines: 'line' },
  wp_syntax: { text: 'code' },
}
const ATTRIBUTES = [
  'data-enlighter-language',
  'data-language',
  'data-lang',
  'data-code-lang',
  'lang',
  'title',
]
const IN_CLASS =
  /^(?:language|lang|highlight-source|sourceCode|brush|hljs-language)[-:]([\w+#.-]+)$/i
/** No language: that nothing is to be highlighted. */
const PLAIN = new Set([
  'plain',
  'plaintext',
  'text',
  'generic',
  'none',
  'raw',
  'default',
  'nohighlight',
  'undefined',
  'auto',
])
const KNOWN_WORD =
  /^(?:php|js|javascript|css|html|xml|json|bash|shell|sh|python|py|ruby|java|c|cpp|csharp|sql|yaml|go|rust|swift|kotlin|typescript|ts|jsx|scss|diff|perl|r)$/i

/** Code of every highlighter becomes pre > code with its language; its text is not touched. */
export function convertCode(root: TreeRoot, state: CleanState): void {
  visitElements(root, (element) => {
    if (element.tagName === 'pre') return convertPre(element, state)
    if (hasClass(element, 'enlighter-default') && isShownAgain(element)) return removeNode(element)
    for (const name of classesOf(element)) {
      const kind = RENDERED[name]
      if (kind && convertRendered(element, kind, state)) return
    }
  })
}

/** Enlighter leaves the code itself, hidden, behind what it draws of it. */
function isShownAgain(box: TreeElement): boolean {
  const siblings = box.parentNode?.childNodes ?? []
  const next = siblings.slice(siblings.indexOf(box) + 1).find(isElement)
  return next !== undefined && hasClass(next, 'enlighter-origin')
}

function convertPre(pre: TreeElement, { report }: CleanState): void {
  if (hasClass(pre, 'wp-block-verse')) return convertVerse(pre)
  const code = findElement(pre, (inner) => inner.tagName === 'code')
  const language = languageOf(pre) ?? (code && languageOf(code)) ?? languageAround(pre)
  const isCode = code !== undefined || language !== null || isHighlighter(pre)
  if (!isCode) return trimStart(pre)
  report.note('code', 'kept', language ?? '')
  const text = codeText(pre).replace(/^\n/, '')
  setChildren(pre, [codeOf(text, language)])
  pre.attrs = []
}

function codeOf(text: string, language: string | null): TreeElement {
  return createElement('code', language ? { class: `language-${language}` } : {}, [
    createText(text),
  ])
}

function isHighlighter(pre: TreeElement): boolean {
  return classesOf(pre).some((name) =>
    /enlighter|crayon|brush|prettyprint|prism|hljs|syntaxhighlighter-code|decode:/i.test(name),
  )
}

/** The name of the language as a class can carry it, or null. */
function languageOf(element: TreeElement): string | null {
  for (const name of ATTRIBUTES) {
    const value = attributeOf(element, name)?.trim().toLowerCase() ?? ''
    if ((name === 'title' || name === 'lang') && !KNOWN_WORD.test(value)) continue
    if (/^[\w+#.-]+$/.test(value)) return PLAIN.has(value) ? null : tidy(value)
  }
  const classes = attributeOf(element, 'class') ?? ''
  const brush = /\bbrush:\s*([\w+#-]+)/i.exec(classes)?.[1]
  const named =
    brush ??
    classesOf(element)
      .map((name) => IN_CLASS.exec(name)?.[1])
      .find(Boolean)
  const value = named?.toLowerCase()
  return value && !PLAIN.has(value) ? tidy(value) : null
}

/** `c++` and `c#` as class names can carry them. */
function tidy(language: string): string | null {
  const name = language
    .replace(/\+/g, 'p')
    .replace(/#/g, 'sharp')
    .replace(/[^\w-]/g, '-')
  return name === '' ? null : name
}

function languageAround(pre: TreeElement): string | null {
  const outer = pre.parentNode
  return outer && isElement(outer) && outer.tagName !== 'p' ? languageOf(outer) : null
}

function codeText(node: TreeNode): string {
  if (isText(node)) return node.value
  if (!isElement(node)) return ''
  if (node.tagName === 'br') return '\n'
  if (/^(?:button|textarea|svg)$/.test(node.tagName)) return ''
  return node.childNodes.map(codeText).join('')
}

function convertRendered(
  element: TreeElement,
  kind: { text: string } | { lines: string },
  { report }: CleanState,
): boolean {
  const holder =
    'text' in kind &&
    findElement(element, (inner) => hasClass(inner, kind.text) || inner.tagName === 'pre')
  const lines =
    'lines' in kind ? elementsIn(element).filter((inner) => hasClass(inner, kind.lines)) : []
  // A numbered gutter has lines of its own.
  const own = lines.filter((line) => !isInGutter(line, element))
  const text = holder ? holder.childNodes.map(codeText).join('') : own.map(codeText).join('\n')
  if (text.trim() === '') return false
  const pre = findElement(element, (inner) => inner.tagName === 'pre')
  const language = languageOf(element) ?? (pre ? languageOf(pre) : null) ?? namedAlone(element)
  report.note('code', 'kept', language ?? '')
  replaceNode(element, [createElement('pre', {}, [codeOf(text.replace(/^\n/, ''), language)])])
  return true
}

function isInGutter(line: TreeElement, box: TreeElement): boolean {
  for (
    let node = line.parentNode;
    node && node !== box && isElement(node);
    node = node.parentNode
  ) {
    if (hasClass(node, 'gutter')) return true
  }
  return false
}

/** SyntaxHighlighter's box has the language among its classes. */
function namedAlone(element: TreeElement): string | null {
  return (
    classesOf(element)
      .find((name) => KNOWN_WORD.test(name))
      ?.toLowerCase() ?? null
  )
}

/** A poem: its line breaks matter, its letters are no code. */
function convertVerse(pre: TreeElement): void {
  const withBreaks = (nodes: readonly TreeNode[]): TreeNode[] =>
    nodes.flatMap((node) => {
      if (isText(node)) {
        return node.value
          .split('\n')
          .flatMap((line, index) =>
            index === 0 ? [createText(line)] : [createElement('br'), createText(line)],
          )
      }
      if (isElement(node)) setChildren(node, withBreaks(node.childNodes))
      return [node]
    })
  replaceNode(pre, [createElement('p', {}, withBreaks(pre.childNodes))])
}

/** The parser drops the first line feed of a pre, every time it reads it. */
function trimStart(pre: TreeElement): void {
  const [first] = pre.childNodes
  if (first && isText(first)) first.value = first.value.replace(/^\n+/, '')
}
