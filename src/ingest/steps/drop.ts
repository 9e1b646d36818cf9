import {
  attributeOf,
  classesOf,
  elementsIn,
  isElement,
  removeNode,
  textIn,
  unwrap,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'

/** Gone with what is in them. */
const DROPPED = new Set(
  'script style link meta template object embed applet svg math input button select textarea'.split(
    ' ',
  ),
)
/** Furniture of a theme or plugin, by class or id. */
const CHROME: readonly { rule: string; pattern: RegExp }[] = [
  {
    rule: 'table-of-contents',
    pattern:
      /^(?:ez-toc-container|lwptoc|toc_container|wp-block-(?:rank-math|yoast-seo)-(?:toc-block|table-of-contents)|elementor-widget-table-of-contents|simpletoc.*)$/,
  },
  {
    rule: 'share-bar',
    pattern:
      /^(?:sharedaddy|sd-sharing|addtoany_share_save_container|elementor-widget-share-buttons|heateor_sss_sharing_container|jp-relatedposts|yarpp-related|post-navigation|powerpress_links)$/,
  },
  {
    rule: 'background-layer',
    pattern: /^(?:elementor-background-(?:overlay|video-container)|elementor-shape)$/,
  },
]

/** Drops what is no content: code, plugin furniture, comments; a form stays as its text. */
export function dropNoise(root: TreeRoot, { report }: CleanState): void {
  dropComments(root)
  for (const element of elementsIn(root)) {
    if (DROPPED.has(element.tagName)) {
      report.note(element.tagName, 'dropped', textIn(element))
      removeNode(element)
      continue
    }
    const names = [...classesOf(element), attributeOf(element, 'id') ?? '']
    const chrome = CHROME.find(({ pattern }) => names.some((name) => pattern.test(name)))
    if (chrome) {
      report.note(chrome.rule, 'dropped', textIn(element))
      removeNode(element)
    } else if (element.tagName === 'form' || element.tagName === 'fieldset') {
      report.note('form', 'lost', textIn(element))
      unwrap(element)
    } else if (element.tagName === 'noscript') {
      keepLazyImage(element)
    }
  }
}

function dropComments(parent: TreeRoot | TreeElement): void {
  for (const node of parent.childNodes.slice()) {
    if (isElement(node)) dropComments(node)
    else if (node.nodeName === '#comment') removeNode(node)
  }
}

/** A lazy loader's noscript holds the picture's real address when the img beside it has none. */
function keepLazyImage(noscript: TreeElement): void {
  const siblings = noscript.parentNode?.childNodes ?? []
  const before = siblings.slice(0, siblings.indexOf(noscript)).findLast(isElement)
  const source = before?.tagName === 'img' ? (attributeOf(before, 'src') ?? '') : null
  if (before && source !== null && !/^(?:https?:|\/)/.test(source)) {
    removeNode(before)
    unwrap(noscript)
  } else {
    removeNode(noscript)
  }
}
