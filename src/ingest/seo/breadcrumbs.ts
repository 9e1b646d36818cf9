import { parseTree, textIn } from '#content/html-tree.ts'
import type { ImportTerm, SeoFields } from '#content/import-document.ts'
import { pieceOf, recordOf, type Told } from './graph.ts'

/**
 * What a post's trail of breadcrumbs (schema.org BreadcrumbList) says that nothing else of REST does: which of its
 * categories is the primary one, whether the trail leads through it, and the short title that an editor gave it there.
 */
export function seoFromTrail(
  post: Told,
  terms: readonly ImportTerm[],
  title: string,
): Pick<SeoFields, 'primaryCategoryId' | 'breadcrumbTitle' | 'breadcrumbSkipsCategory'> {
  const names = trailOf(post)
  const own = names.at(-1)
  const category = terms.find(
    (term) => term.taxonomy === 'category' && same(term.name, names.at(-2) ?? ''),
  )
  const isFiled = terms.some((term) => term.taxonomy === 'category')
  return {
    ...(names.length > 1 && category && { primaryCategoryId: category.id }),
    ...(names.length === 2 && isFiled && !category && { breadcrumbSkipsCategory: true }),
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
  const items = pieceOf(post, 'BreadcrumbList')?.itemListElement
  return (Array.isArray(items) ? items : []).flatMap((item: unknown) => {
    const name = recordOf(item)?.name
    return typeof name === 'string' ? [textIn(parseTree(name)).trim()] : []
  })
}
