import type {
  Article,
  ArticleFound,
  Author,
  Card,
  ListingAddress,
  ListingFound,
  TermFields,
} from '#content/reading.ts'
import type { RegionLink, RegionSettings } from '#content/regions.ts'
import type { SafeHtml } from '#content/body.ts'
import { formatDate } from '#regions/format.ts'
import { articlePath, authorPath, datePath, homePath, termPath } from '#regions/permalink.ts'
import type {
  ArticleView,
  AuthorView,
  CardView,
  LinkView,
  ListingView,
  PaginationView,
  RegionView,
  SiteView,
} from '#render/views.ts'
import { wordsFor } from '#render/words.ts'
import { toImageView } from './images.ts'
import { shorten, toArticleSeo, toListingSeo } from './seo.ts'
import { stylesheetHref } from './stylesheet.ts'

/** Words a minute that reading times assume: a middling adult reader of English prose. */
const WORDS_PER_MINUTE = 230
/** A region as the chooser and the masthead name it. */
export function toRegionView(region: RegionSettings): RegionView {
  return {
    code: region.code,
    locale: region.locale,
    direction: region.direction,
    name: region.name,
    tagline: region.tagline,
    label: region.label,
    homeHref: homePath(region),
    accent: region.accent,
  }
}

/** The frame of a page: `path` is its own address, `siblings` the same article's paths elsewhere. */
export async function toSiteView(
  siteUrl: string,
  regions: readonly RegionLink[],
  region: RegionSettings,
  path: string,
  siblings: readonly { region: string; path: string }[] = [],
): Promise<SiteView> {
  const links = (location: string) => region.navigation[location] ?? []
  return {
    siteUrl,
    region: toRegionView(region),
    navigation: links('primary').map((item) => ({
      label: item.label,
      href: item.url,
      isCurrent: item.url === path,
    })),
    footerLinks: links('footer').map((item) => ({ label: item.label, href: item.url })),
    footerNote: region.footer.note ?? '',
    organisation: {
      name: region.organisation.name ?? region.name,
      logo: null,
      sameAs: region.organisation.sameAs ?? [],
    },
    regions: regions.map((other) => {
      const sibling = siblings.find((version) => version.region === other.code)
      return {
        label: other.label,
        locale: other.locale,
        href: sibling ? articlePath(other, sibling.path) : homePath(other),
        isCurrent: other.code === region.code,
        isSibling: sibling !== undefined,
      }
    }),
    callToAction: region.callToAction && {
      text: region.callToAction.text,
      label: region.callToAction.label,
      href: region.callToAction.url,
    },
    stylesheetHref: await stylesheetHref(region),
  }
}

// Cards and regions are parsed once for each text and never changed: what is made of them is kept beside them.
const cardViews = new WeakMap<RegionSettings, WeakMap<Card, CardView>>()

/** An article as listings show it; the same value for the same card, so that what is printed of it can be kept. */
export function toCardView(card: Card, region: RegionSettings): CardView {
  const ofRegion = cardViews.get(region) ?? new WeakMap<Card, CardView>()
  cardViews.set(region, ofRegion)
  const view = ofRegion.get(card) ?? makeCardView(card, region)
  ofRegion.set(card, view)
  return view
}

function makeCardView(card: Card, region: RegionSettings): CardView {
  const title = titleOf(card, region)
  return {
    href: articlePath(region, card.path),
    title,
    excerpt: card.excerpt || shorten(card.contentStart, 180),
    kicker: card.category && toTermLink(card.category, region),
    author: card.author && {
      label: card.author.name,
      href: authorPath(region, card.author.nicename),
    },
    published: formatDate(card.publishedAt, region),
    readingMinutes: readingMinutes(card.wordCount),
    image: toImageView(card.media, region, title),
  }
}

/** A title, or what stands for one: a link without words leads nowhere for who hears the page. */
function titleOf(
  article: Pick<Card, 'title' | 'excerpt' | 'contentStart'>,
  region: RegionSettings,
): string {
  const { title, excerpt, contentStart } = article
  return title || shorten(excerpt || contentStart, 60) || wordsFor(region.locale).untitled
}

/** An article or page as its own page shows it. */
export async function toArticleView(
  siteUrl: string,
  found: ArticleFound,
  region: RegionSettings,
  article: Article,
): Promise<ArticleView> {
  const path = articlePath(region, article.path)
  const categories = article.terms.filter((term) => term.taxonomy === 'category')
  const tags = article.terms.filter((term) => term.taxonomy === 'post_tag')
  const published = formatDate(article.publishedAt, region)
  const modified = formatDate(article.modifiedAt, region)
  const isLaterDay = article.modifiedAt > article.publishedAt && modified.label !== published.label
  const link = (to: { path: string; title: string } | null): LinkView | null =>
    to && {
      label: to.title || wordsFor(region.locale).untitled,
      href: articlePath(region, to.path),
    }
  const title = titleOf(article, region)
  const image = toImageView(article.media, region, title)
  return {
    site: await toSiteView(siteUrl, found.regions, region, path, article.siblings),
    seo: toArticleSeo(siteUrl, found.regions, region, { ...article, title }, path, image),
    id: article.id,
    type: article.type,
    title,
    breadcrumbTitle: article.seo.breadcrumbTitle || title,
    standfirst: article.type === 'post' ? article.excerpt : '',
    kicker: categories[0] ? toTermLink(categories[0], region) : null,
    author: article.type === 'post' && article.author ? toAuthorView(article.author, region) : null,
    published,
    updated: isLaterDay ? modified : null,
    modified,
    readingMinutes: readingMinutes(article.wordCount),
    wordCount: article.wordCount,
    image,
    // The column is written by the sanitiser alone.
    body: article.html as SafeHtml,
    headings: article.headings,
    categories: categories.map((term) => toTermLink(term, region)),
    tags: tags.map((term) => toTermLink(term, region)),
    previous: link(found.previous),
    next: link(found.next),
    related: found.related.map((card) => toCardView(card, region)),
  }
}

/** A listing, one page of it. */
export async function toListingView(
  siteUrl: string,
  found: ListingFound,
  region: RegionSettings,
  address: ListingAddress,
  page: number,
): Promise<ListingView> {
  const pathOf = (number: number) => listingPath(region, address, found, number)
  const total = Math.max(1, Math.ceil(found.total / region.postsPerPage))
  const title = listingTitle(region, address, found)
  const pagination = toPagination(page, total, pathOf)
  const description = found.term?.description || found.author?.description || ''
  return {
    site: await toSiteView(siteUrl, found.regions, region, pathOf(page)),
    seo: toListingSeo(siteUrl, found, region, {
      title,
      page,
      kind: address.kind,
      path: pathOf(page),
      previousPath: pagination.previousHref,
      nextPath: pagination.nextHref,
    }),
    kind: address.kind,
    title,
    description,
    author: found.author && toAuthorView(found.author, region),
    cards: found.cards.map((card) => toCardView(card, region)),
    pagination,
  }
}

function toTermLink(term: TermFields, region: RegionSettings): LinkView {
  return { label: term.name, href: termPath(region, term.taxonomy, term.path) }
}

function toAuthorView(author: Author, region: RegionSettings): AuthorView {
  return {
    name: author.name,
    href: authorPath(region, author.nicename),
    role: author.role,
    description: author.description,
    portrait: author.portrait || null,
    sameAs: [...author.sameAs, ...(author.url ? [author.url] : [])],
  }
}

/** Where page `page` of the listing lives; terms by their own path, whatever spelling led here. */
export function listingPath(
  region: RegionSettings,
  address: ListingAddress,
  found: Pick<ListingFound, 'term'>,
  page: number,
): string {
  switch (address.kind) {
    case 'home':
      return homePath(region, page)
    case 'author':
      return authorPath(region, address.nicename, page)
    case 'date':
      return datePath(region, address.date, page)
    case 'category':
    case 'tag':
      return termPath(
        region,
        address.kind === 'tag' ? 'post_tag' : 'category',
        found.term?.path ?? address.path,
        page,
      )
  }
}

function listingTitle(
  region: RegionSettings,
  address: ListingAddress,
  found: ListingFound,
): string {
  if (address.kind === 'home') return region.name
  if (address.kind === 'date') return formatPeriod(address.date, region.locale)
  return found.term?.name ?? found.author?.name ?? ''
}

/** `2025-11` in words of the region's language: November 2025. */
function formatPeriod(date: string, locale: string): string {
  const [year, month, day] = date.split('-')
  const moment = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)))
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    year: 'numeric',
    ...(month && { month: 'long' }),
    ...(day && { day: 'numeric' }),
  }).format(moment)
}

function toPagination(
  current: number,
  total: number,
  pathOf: (page: number) => string,
): PaginationView {
  const shown = [1, current - 1, current, current + 1, total].filter(
    (number, index, all) => number >= 1 && number <= total && all.indexOf(number) === index,
  )
  const pages: PaginationView['pages'] = []
  for (const number of shown) {
    const previous = pages.at(-1)
    if (previous && number - previous.number > 1) pages.push(null)
    pages.push({ number, href: pathOf(number), isCurrent: number === current })
  }
  return {
    current,
    total,
    previousHref: current > 1 ? pathOf(current - 1) : null,
    nextHref: current < total ? pathOf(current + 1) : null,
    pages,
  }
}

function readingMinutes(wordCount: number): number {
  return Math.max(1, Math.round(wordCount / WORDS_PER_MINUTE))
}
