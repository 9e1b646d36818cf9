import type { ArticleFilter } from '#content/article-filter.ts'
import {
  listArticles,
  listStamps,
  type Around,
  type ListedArticle,
  type PageOf,
} from '#content/article-lists.ts'
import type { ArticleType } from '#content/article-row.ts'
import { answerItems, answerWhole, pickListed } from './answers.ts'
import { queryParams, type ApiContext } from './context.ts'
import { parseEmbeds, withEmbeds } from './embeds.ts'
import { itemText, recallItem, wasListed, type ItemState, type ItemText } from './item-texts.ts'
import { pageOf, totalOf, type PostQuery } from './post-query.ts'
import { shapeContext, toPost } from './post-shape.ts'
import { articleShows, listShows } from './shows.ts'
import { headForms } from './yoast.ts'

/** A list of what is published, the same for every stranger. */
export async function listShared(
  c: ApiContext,
  type: ArticleType,
  query: PostQuery,
  filter: ArticleFilter,
): Promise<Response> {
  const { items, total } = await readItems(c, type, query, filter)
  const page = { number: query.page, perPage: query.per_page, total }
  const shown = items.flatMap((item) => item.shows)
  const shows = listShows(c.var.region.code, filter, query.orderby, shown)
  return answerItems(c, items, page, shows, { Allow: 'GET' })
}

interface Items {
  items: ItemText[]
  total: number
}

/**
 * One round trip: of a list that this isolate has not seen it brings the articles, of one that it has seen their
 * stamps, and a second one those that have changed since.
 */
async function readItems(
  c: ApiContext,
  type: ArticleType,
  query: PostQuery,
  filter: ArticleFilter,
): Promise<Items> {
  const { db, region } = c.var
  const { _fields, _embed, ...others } = queryParams(new URL(c.req.url).searchParams)
  const form = JSON.stringify([region.code, query.context, _fields, _embed])
  const shape = { ...shapeContext(c), head: headForms(c) }
  const embeds = parseEmbeds(c)
  // A search is costly, and looks only once.
  const isStamped = type === 'post' && filter.search === undefined

  const readArticles = (of: ArticleFilter, page: PageOf) =>
    listArticles(db, region.code, of, page, {
      around: embeds && type,
      documents: shape.head && 'published',
      isShownOnly: true,
    })
  const make = (listed: ListedArticle, around: Around): ItemText => {
    const { article, beside } = listed
    return itemText(`${form} ${article.id}`, stateOf(c, listed), () => {
      const picked = pickListed(c, toPost(shape, article, beside, query.context))
      const value = withEmbeds(c, shape, picked, listed, around, embeds)
      return { value, shows: articleShows(region.code, listed) }
    })
  }

  if (!isStamped || !wasListed(`${form} ${JSON.stringify(others)}`)) {
    const listed = await readArticles(filter, pageOf(query))
    const total = totalOf(query, listed)
    return { items: listed.rows.map((row) => make(row, listed.around)), total }
  }
  const stamps = await listStamps(db, region.code, filter, pageOf(query))
  const items = new Map(
    stamps.rows.map(({ id, stamp }) => [id, recallItem(`${form} ${id}`, { region, stamp })]),
  )
  const changed = [...items.keys()].filter((id) => !items.get(id))
  if (changed.length > 0) {
    const those = { type, statuses: filter.statuses, include: changed }
    const order = { orderBy: 'include', isAscending: true } as const
    const listed = await readArticles(those, { limit: changed.length, offset: 0, ...order })
    for (const row of listed.rows) items.set(row.article.id, make(row, listed.around))
  }
  return {
    items: [...items.values()].filter((item) => item !== null),
    total: totalOf(query, stamps),
  }
}

/** What a stranger's item of an article is known by; what a page shows of the one above it is in no stamp. */
function stateOf(c: ApiContext, { article, beside: { stamp } }: ListedArticle): ItemState | null {
  return article.type === 'page' || stamp === null ? null : { region: c.var.region, stamp }
}

/** One published article, the same for every stranger, as `make` gives it. */
export function answerSharedItem(
  c: ApiContext,
  listed: ListedArticle,
  headers: Record<string, string>,
  make: () => unknown,
): Response {
  const { code } = c.var.region
  const name = JSON.stringify([code, listed.article.id, new URL(c.req.url).search])
  const item = itemText(name, stateOf(c, listed), () => ({
    value: make(),
    shows: articleShows(code, listed),
  }))
  return answerWhole(c, item, item.shows, headers)
}
