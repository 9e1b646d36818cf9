import { attributeOf, elementsIn, parseTree, textIn } from '#content/html-tree.ts'
import type { ImportTerm, SeoFields } from '#content/import-document.ts'

/** A post of the REST API as far as its trail of breadcrumbs is told. */
interface Told {
  yoast_head_json?: unknown
  yoast_head?: unknown
}

/**
 * What a post's trail of breadcrumbs (schema.org BreadcrumbList) says that nothing else of REST does: which of its
 * categories is the primary one, and the short title that an editor gave it there.
 */
export function seoFromTrail(
  post: Told,
  terms: readonly ImportTerm[],
  title: string,
): Pick<SeoFields, 'primaryCategoryId' | 'breadcrumbTitle'> {
  const names = trailOf(post)
  const own = names.at(-1)
  const category = terms.find(
    (term) => term.taxonomy === 'category' && same(term.name, names.at(-2) ?? ''),
  )
  return {
    ...(names.length > 1 && category && { primaryCategoryId: category.id }),
    ...(names.length > 1 && own && !same(own, title) && { breadcrumbTitle: own }),
  }
}

function same(a: string, b: string): boolean {
  const fold = (text: string) =>
    textIn(parseTree(text))
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '')
  return fold(a) === fold(b) && fold(a) !== ''
}

function trailOf(post: Told): string[] {
  const schema = recordOf(post.yoast_head_json)?.schema ?? schemaIn(post.yoast_head)
  const graph = recordOf(schema)?.['@graph']
  const list = (Array.isArray(graph) ? graph : [])
    .map(recordOf)
    .find((piece) => piece?.['@type'] === 'BreadcrumbList')
  const items = Array.isArray(list?.itemListElement) ? list.itemListElement : []
  return items.flatMap((item: unknown) => {
    const name = recordOf(item)?.name
    return typeof name === 'string' ? [textIn(parseTree(name)).trim()] : []
  })
}

function schemaIn(head: unknown): unknown {
  if (typeof head !== 'string' || !head.includes('BreadcrumbList')) return undefined
  for (const script of elementsIn(parseTree(head))) {
    if (attributeOf(script, 'type') !== 'application/ld+json') continue
    try {
      return JSON.parse(textIn(script)) as unknown
    } catch {
      continue
    }
  }
  return undefined
}

function recordOf(value: unknown): Record<string, unknown> | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>) // an object that is no list
    : undefined
}
