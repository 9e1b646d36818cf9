import { attributeOf, elementsIn, parseTree } from '#content/html-tree.ts'
import type { WpPost } from '../wordpress/document.ts'
import type { Alternate } from '../source.ts'

/** The hreflang links of a page's head. */
export function alternatesIn(html: string, id: number): Alternate[] {
  if (!/hreflang/i.test(html)) return []
  return elementsIn(parseTree(html)).flatMap((element) => {
    if (element.tagName !== 'link') return []
    const hreflang = attributeOf(element, 'hreflang')?.trim()
    const href = attributeOf(element, 'href')?.trim()
    const isAlternate = /(?:^|\s)alternate(?:\s|$)/i.test(attributeOf(element, 'rel') ?? '')
    return isAlternate && hreflang && href ? [{ id, hreflang, href }] : []
  })
}

/** The translations that a post's own REST object names: in a plug-in's head, or in WPML's field. */
export function alternatesOf(post: WpPost): Alternate[] {
  const heads = [post.yoast_head, post.aioseo_head, post.head].filter(
    (head) => typeof head === 'string',
  )
  const listed = Array.isArray(post.wpml_translations) ? post.wpml_translations : []
  const found = listed.flatMap((item: unknown) => {
    const { locale, href } = (item ?? {}) as { locale?: unknown; href?: unknown }
    if (typeof locale !== 'string' || typeof href !== 'string') return []
    return [{ id: post.id, hreflang: locale.replace('_', '-'), href }]
  })
  return [...heads.flatMap((head) => alternatesIn(head, post.id)), ...found]
}
