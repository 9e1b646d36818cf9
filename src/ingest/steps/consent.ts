import {
  attributeOf,
  classesOf,
  elementsIn,
  parseTree,
  replaceNode,
  textIn,
  visitElements,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'

/** What a consent plugin holds back behind a notice, by the class of its box. */
const HELD_BACK: Record<string, (box: TreeElement) => string> = {
  BorlabsCookie: borlabsTemplate,
  'brlbs-cmpnt-container': (box) =>
    decoded(attributeOf(box, 'data-borlabs-cookie-content')?.trim() ?? ''),
  'embed-privacy-container': embedPrivacyScript,
}

/** What a consent plugin will show after a click stands in place of its notice: the frame, not the plea. */
export function showHeldBack(root: TreeRoot): void {
  visitElements(root, (element) => {
    for (const name of classesOf(element)) {
      const html = Object.hasOwn(HELD_BACK, name) ? HELD_BACK[name]?.(element) : ''
      if (!html) continue
      replaceNode(element, parseTree(html).childNodes)
      return
    }
  })
}

function scriptsIn(box: TreeElement): TreeElement[] {
  return elementsIn(box).filter(({ tagName }) => tagName === 'script')
}

function borlabsTemplate(box: TreeElement): string {
  const template = scriptsIn(box).find((script) => attributeOf(script, 'type') === 'text/template')
  return template ? decoded(textIn(template).trim()) : ''
}

/** A variable of JSON, whose `embed` is markup with entities for its tags. */
function embedPrivacyScript(box: TreeElement): string {
  const code = scriptsIn(box).map(textIn).join('\n')
  const json = /=\s*'(\{.*\})'\s*;/s.exec(code)?.[1]
  if (json === undefined) return ''
  try {
    // The literal's own escapes come off first.
    const value: unknown = JSON.parse(json.replace(/\\(["'\\/])/g, '$1').replace(/\\\//g, '/'))
    return embedOf(value)
  } catch {
    try {
      return embedOf(JSON.parse(json))
    } catch {
      return ''
    }
  }
}

function embedOf(value: unknown): string {
  const isSetting = value !== null && typeof value === 'object' && 'embed' in value
  const embed = isSetting && typeof value.embed === 'string' ? value.embed : ''
  return embed.includes('<') ? embed : textIn(parseTree(embed))
}

/** UTF-8 markup in base64; empty for anything else. */
function decoded(base64: string): string {
  try {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)
    const html = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
    return html.includes('<') ? html : ''
  } catch {
    return ''
  }
}
