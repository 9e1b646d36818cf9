import type { ArticleDocument, Author, Card, TermFields } from '#content/reading.ts'
import type { RegionLink, RegionSettings } from '#content/regions.ts'
import { toUtcTimestamp } from '#regions/format.ts'
import { articlePath, authorPath, homePath, termPath } from '#regions/permalink.ts'
import { toPictureView } from './images.ts'
import { toPublisherView } from './publisher.ts'
import { shorten, toArticleSeo } from './seo.ts'
import type { ArticleHeadView, AuthorView, LinkView } from './views.ts'
import { wordsFor } from './words.ts'

/** Words a minute that reading times assume: a middling adult reader of English prose. */
const WORDS_PER_MINUTE = 230

/**
 * The head of an article, for its page and for the API alike; what is not out yet is told with the address that it has
 * till then. `regions` are those whose versions it may name.
 */
export function toArticleHead(
  siteUrl: string,
  regions: readonly RegionLink[],
  region: RegionSettings,
  article: ArticleDocument,
  address = articlePath(region, article.path),
): ArticleHeadView {
  const words = wordsFor(region.locale)
  const title = titleOf(article, region)
  const image = toPictureView(article.media, region, title)
  const linksTo = (taxonomy: TermFields['taxonomy']) =>
    article.terms
      .filter((term) => term.taxonomy === taxonomy)
      .map((term) => toTermLink(term, region))
  const categories = linksTo('category')
  const kicker = categories[0] ?? null
  const author =
    article.type === 'post' && article.author ? toAuthorView(article.author, region) : null
  const above = article.seo.breadcrumbSkipsCategory ? null : kicker
  return {
    site: toPublisherView(siteUrl, region),
    seo: toArticleSeo(siteUrl, regions, region, article, {
      address,
      title,
      image,
      section: kicker?.label ?? '',
      author: author?.name ?? '',
      readingTime:
        article.wordCount > 0 ? words.readingMinutes(readingMinutes(article.wordCount)) : '',
    }),
    type: article.type,
    title,
    trail: [{ label: words.homeStep, href: homePath(region) }, ...(above ? [above] : [])],
    breadcrumbTitle: article.seo.breadcrumbTitle || title,
    kicker,
    author,
    publishedTime: toUtcTimestamp(article.publishedAt),
    isProtected: article.isProtected,
    wordCount: article.wordCount,
    image,
    categories,
    tags: linksTo('post_tag'),
    kinds: article.seo,
    faq: article.faq ?? [],
  }
}

/** A title, or what stands for one: a link without words leads nowhere for who hears the page. */
export function titleOf(
  article: Pick<Card, 'title' | 'excerpt' | 'contentStart'>,
  region: RegionSettings,
): string {
  const { title, excerpt, contentStart } = article
  return title || shorten(excerpt || contentStart, 60) || wordsFor(region.locale).untitled
}

/** A term by its name and address. */
export function toTermLink(term: TermFields, region: RegionSettings): LinkView {
  return { label: term.name, href: termPath(region, term.taxonomy, term.path) }
}

/** An author as pages and heads name them. */
export function toAuthorView(author: Author, region: RegionSettings): AuthorView {
  return {
    name: author.name,
    // An imported author is known by what WordPress's graphs called them.
    schemaId: `#/schema/person/${author.schemaKey || author.id}`,
    href: authorPath(region, author.nicename),
    role: author.role,
    description: author.description,
    portrait: author.portrait || null,
    sameAs: [...author.sameAs, ...(author.url ? [author.url] : [])],
  }
}

/** Begun minutes of reading, at least one. */
export function readingMinutes(wordCount: number): number {
  return Math.max(1, Math.ceil(wordCount / WORDS_PER_MINUTE))
}
