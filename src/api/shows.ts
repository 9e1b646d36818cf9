import type { ArticleFilter, ArticleOrder } from '#content/article-filter.ts'
import type { ListedArticle } from '#content/article-lists.ts'
import { NO_AUTHOR } from '#content/authors.ts'
import type { Subject } from '#content/changes.ts'

// What items and lists of the API show: the subjects whose change makes a stored answer stale.

/** More subjects of a list than these are told by the collections that they are in. */
const MAX_SUBJECTS = 60

/** An article's item, with its head and all that `_embed` adds to it. */
export function articleShows(region: string, { article, beside }: ListedArticle): Subject[] {
  const { id, parentId, authorId, featuredMediaId } = article
  const mediaIds = [...(beside.document?.mediaIds ?? []), featuredMediaId].filter((of) => of > 0)
  return [
    { kind: 'article', region, id },
    ...(parentId > 0 ? [{ kind: 'article', region, id: parentId } as const] : []),
    ...(authorId === NO_AUTHOR ? [] : [{ kind: 'author', id: authorId } as const]),
    ...beside.terms.map((term) => ({ kind: 'term', region, id: term.id }) as const),
    ...mediaIds.map((of) => ({ kind: 'media', region, id: of }) as const),
  ]
}

/** A list of articles: the listing that it is a part of and what its items show, or whatever articles there are. */
export function listShows(
  region: string,
  filter: ArticleFilter,
  orderBy: ArticleOrder,
  items: readonly Subject[],
): Subject[] {
  const listing = orderBy === 'date' ? listingOf(filter) : null
  const isFew = new Set(items.map((subject) => JSON.stringify(subject))).size <= MAX_SUBJECTS
  if (listing !== null && isFew) return [{ kind: 'listing', region, listing }, ...items]
  return [collection(region, 'articles'), ...(isFew ? items : everything(region))]
}

/** Whatever an article's item tells of beside itself. */
export function everything(region: string): Subject[] {
  return [collection(region, 'terms'), collection(region, 'media'), { kind: 'authors' }]
}

/** Whatever there is of one kind in a region. */
export function collection(region: string, of: 'articles' | 'terms' | 'media'): Subject {
  return { kind: 'collection', region, of }
}

/** The listing of readers' pages that holds all that the filter finds, and more at most by child categories; or null. */
function listingOf(filter: ArticleFilter): string | null {
  const { type, statuses, terms = [], authorIds = [], ...others } = filter
  const clauses = terms.filter(({ ids }) => ids.length > 0)
  const isNarrower = Object.values(others).some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false,
  )
  if (type !== 'post' || statuses.join() !== 'publish' || isNarrower) return null
  const [clause] = clauses
  if (clauses.length + authorIds.length > 1) return null
  if (authorIds.length === 1) return `author:${authorIds[0]}`
  if (clause === undefined) return 'home'
  return clause.ids.length === 1 && clause.operator === 'any' ? `term:${clause.ids[0]}` : null
}
