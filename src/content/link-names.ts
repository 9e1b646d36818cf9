import { attributeOf, elementsIn, normalText, setAttribute, textIn } from './html-tree.ts'
import type { TreeElement, TreeParent } from './html-tree.ts'

/**
 * Gives each link that holds nothing but pictures without words a name (WCAG 2.2, 2.4.4): its first picture is said to
 * be of the address that it leads to, as nothing else is known of it.
 */
export function nameLinks(root: TreeParent): void {
  for (const link of elementsIn(root)) {
    if (link.tagName !== 'a' || !attributeOf(link, 'href') || isNamed(link)) continue
    const picture = elementsIn(link).find(({ tagName }) => tagName === 'img')
    const name = spokenAddress(attributeOf(link, 'href') ?? '')
    if (picture && name !== '') setAttribute(picture, 'alt', name)
  }
}

function isNamed(link: TreeElement): boolean {
  if (attributeOf(link, 'title') || normalText(textIn(link)) !== '') return true
  return elementsIn(link).some((element) => attributeOf(element, 'alt'))
}

/** An address as one would say it: without scheme, query and the slashes around it. */
function spokenAddress(href: string): string {
  const spoken = href.replace(/^[a-z]+:/i, '').replace(/[?#].*/, '')
  return spoken.replace(/^\/+|\/+$/g, '').replace(/^www\./, '')
}
