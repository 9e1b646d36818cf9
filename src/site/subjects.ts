import type { Subject } from '#content/changes.ts'
import type { FeedFound } from '#content/feeds.ts'
import type { NewsEntry } from '#content/sitemaps.ts'
import type { Article, ArticleFound, Card, Found, ListingFound, Moved } from '#content/reading.ts'
import type { RegionSettings } from '#content/regions.ts'

// What each page shows: the subjects whose change makes it stale. Every row that a page's statements brought is
// named here.

/** What stands around everything of a region: its settings, and the other regions. */
export function frame(region: Pick<RegionSettings, 'code'>): Subject[] {
  return [{ kind: 'region', region: region.code }, { kind: 'publication' }]
}

function card(region: string, shown: Card): Subject[] {
  return [
    { kind: 'article', region, id: shown.id },
    ...(shown.author ? [{ kind: 'author', id: shown.author.id } as const] : []),
    ...(shown.category ? [{ kind: 'term', region, id: shown.category.id } as const] : []),
    ...(shown.media ? [{ kind: 'media', region, id: shown.media.id } as const] : []),
  ]
}

/** An article's page: itself, its author, terms and media, its siblings, and the articles it links to. */
export function articleSubjects(
  found: ArticleFound,
  region: RegionSettings,
  article: Article,
): Subject[] {
  const { code } = region
  const mediaIds = [...article.mediaIds, ...(article.media ? [article.media.id] : [])]
  const linked = [found.previous, found.next].filter((link) => link !== null)
  return [
    { kind: 'article', region: code, id: article.id },
    { kind: 'path', region: code, path: article.path },
    ...frame(region),
    ...(article.author ? [{ kind: 'author', id: article.author.id } as const] : []),
    ...article.terms.map((term) => ({ kind: 'term', region: code, id: term.id }) as const),
    ...mediaIds.map((id) => ({ kind: 'media', region: code, id }) as const),
    ...article.siblings.map(
      (version) => ({ kind: 'article', region: version.region, id: version.id }) as const,
    ),
    ...linked.map((link) => ({ kind: 'article', region: code, id: link.id }) as const),
    ...found.related.flatMap((related) => card(code, related)),
  ]
}

/** An article's words alone, without what stands beside them on its page. */
export function articleWordsSubjects({ code }: RegionSettings, article: Article): Subject[] {
  return [
    { kind: 'article', region: code, id: article.id },
    ...frame({ code }),
    ...(article.author ? [{ kind: 'author', id: article.author.id } as const] : []),
    ...article.terms.map((term) => ({ kind: 'term', region: code, id: term.id }) as const),
    ...(article.media ? [{ kind: 'media', region: code, id: article.media.id } as const] : []),
  ]
}

/** The newest articles, and the settings around them. */
export function latestSubjects(
  found: { cards: readonly Card[] },
  region: RegionSettings,
): Subject[] {
  const { code } = region
  return [
    { kind: 'listing', region: code, listing: 'home' },
    ...frame(region),
    ...found.cards.map(({ id }) => ({ kind: 'article', region: code, id }) as const),
  ]
}

/** A listing's page: the listing, what it says of itself, and every card; of a front page its sections as well. */
export function listingSubjects(
  found: ListingFound,
  region: RegionSettings,
  subject: string,
): Subject[] {
  const { code } = region
  return [
    { kind: 'listing', region: code, listing: subject },
    ...frame(region),
    ...(found.term ? [{ kind: 'term', region: code, id: found.term.id } as const] : []),
    ...(found.author ? [{ kind: 'author', id: found.author.id } as const] : []),
    ...found.cards.flatMap((shown) => card(code, shown)),
    ...found.sections.flatMap(({ term, cards }): Subject[] => [
      { kind: 'listing', region: code, listing: `term:${term.id}` },
      { kind: 'term', region: code, id: term.id },
      ...cards.flatMap((shown) => card(code, shown)),
    ]),
  ]
}

/** An answer carries fewer than a hundred tags. */
const MAX_SUBJECTS = 90

/** A feed: the listing, what it says of itself, and every article with its author, terms and picture. */
export function feedSubjects(found: FeedFound, region: RegionSettings, subject: string): Subject[] {
  const { code } = region
  const items = found.items.flatMap((item): Subject[] => [
    { kind: 'article', region: code, id: item.id },
    ...(item.author ? [{ kind: 'author', id: item.author.id } as const] : []),
    ...item.terms.map((term) => ({ kind: 'term', region: code, id: term.id }) as const),
    ...(item.media ? [{ kind: 'media', region: code, id: item.media.id } as const] : []),
  ])
  const shown = unique([
    ...(found.term ? [{ kind: 'term', region: code, id: found.term.id } as const] : []),
    ...(found.author ? [{ kind: 'author', id: found.author.id } as const] : []),
    ...items,
  ])
  return [
    { kind: 'listing', region: code, listing: subject },
    ...frame(region),
    ...(shown.length > MAX_SUBJECTS ? everyItem(region) : shown),
  ]
}

/** A news sitemap: what came out, and the words of each. */
export function newsSubjects(
  { news }: { news: readonly NewsEntry[] },
  { code: region }: RegionSettings,
): Subject[] {
  return [
    { kind: 'listing', region, listing: 'home' },
    ...frame({ code: region }),
    ...(news.length > MAX_SUBJECTS
      ? [{ kind: 'collection', region, of: 'articles' } as const]
      : news.map(({ id }) => ({ kind: 'article', region, id }) as const)),
  ]
}

function unique(subjects: readonly Subject[]): Subject[] {
  return [...new Map(subjects.map((subject) => [JSON.stringify(subject), subject])).values()]
}

/** Stands for more articles with what they show than there may be tags. */
export function everyItem(region: RegionSettings): Subject[] {
  const all = (of: 'articles' | 'terms' | 'media'): Subject => ({
    kind: 'collection',
    region: region.code,
    of,
  })
  return [all('articles'), all('terms'), all('media'), { kind: 'authors' }]
}

function path(region: RegionSettings, below: string): Subject[] {
  return [{ kind: 'path', region: region.code, path: below }, ...frame(region)]
}

/** A redirect at an address: what is published there, and the article that it leads to. */
export function redirectSubjects(moved: Moved, region: RegionSettings, below: string): Subject[] {
  return [...path(region, below), ...movedSubjects(moved, region)]
}

/** Whose change may change where an old address leads. */
export function movedSubjects(moved: Moved, region: RegionSettings): Subject[] {
  const { articleId: id, media, term, author } = moved
  return [
    ...(term ? [{ kind: 'term', region: region.code, id: term.id } as const] : []),
    ...(author ? [{ kind: 'author', id: author.id } as const] : []),
    ...(id === null ? [] : [{ kind: 'article', region: region.code, id } as const]),
    ...(media ? [{ kind: 'media', region: region.code, id: media.id } as const] : []),
  ]
}

/** A search: whatever is written may come into it, whoever its words name. */
export function searchSubjects(region: RegionSettings): Subject[] {
  const of = (what: 'articles' | 'terms' | 'media') =>
    ({ kind: 'collection', region: region.code, of: what }) as const
  return [...frame(region), of('articles'), of('terms'), of('media'), { kind: 'authors' }]
}

/** A 404 at an address: what is published there, and the newest articles that it offers instead. */
export function missingSubjects(found: Found, region: RegionSettings, below: string): Subject[] {
  const { code } = region
  return [
    ...path(region, below),
    { kind: 'listing', region: code, listing: 'home' },
    ...found.recent.flatMap((shown) => card(code, shown)),
  ]
}

/** The chooser. */
export function chooserSubjects(regions: readonly Pick<RegionSettings, 'code'>[]): Subject[] {
  return [
    { kind: 'publication' },
    // Its own address, which is in no region.
    { kind: 'path', region: '', path: '' },
    ...regions.map((region) => ({ kind: 'region', region: region.code }) as const),
  ]
}
