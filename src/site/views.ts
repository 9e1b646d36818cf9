import type { Article, ArticleFound, Card, ListingAddress, ListingFound } from '#content/reading.ts'
import type { NavigationItem, RegionLink, RegionSettings } from '#content/regions.ts'
import type { SafeHtml } from '#content/body.ts'
import { formatDate, formatPeriod } from '#regions/format.ts'
import { articlePath, authorPath, homePath } from '#regions/permalink.ts'
import { readingMinutes, titleOf, toArticleHead, toTermLink } from '#render/article-head.ts'
import { toImageView } from '#render/images.ts'
import { listingPath, toListingHead } from '#render/listing-head.ts'
import { toPublisherView } from '#render/publisher.ts'
import { shorten, toPrivateSeo } from '#render/seo.ts'
import type {
  ArticleView,
  CardView,
  LinkView,
  ListingView,
  NavigationItemView,
  SiteView,
} from '#render/views.ts'
import { wordsFor } from '#render/words.ts'
import { stylesheetHref } from './stylesheet.ts'

function toItemView(item: NavigationItem, path: string): NavigationItemView {
  return {
    label: item.label,
    href: item.url,
    isCurrent: item.url === path,
    items: item.items?.map((below) => toItemView(below, path)) ?? [],
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
    ...toPublisherView(siteUrl, region),
    navigation: links('primary').map((item) => toItemView(item, path)),
    footerLinks: links('footer').map((item) => ({ label: item.label, href: item.url })),
    footerNote: region.footer.note ?? '',
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

/** An article or page as its own page shows it. */
export async function toArticleView(
  siteUrl: string,
  found: ArticleFound,
  region: RegionSettings,
  article: Article,
  audience: ArticleView['audience'] = 'everybody',
  problem: NonNullable<ArticleView['lock']>['problem'] = null,
): Promise<ArticleView> {
  const path = articlePath(region, article.path)
  const head = toArticleHead(siteUrl, found.regions, region, article)
  const published = formatDate(article.publishedAt, region)
  const modified = formatDate(article.modifiedAt, region)
  const { lastReviewed } = article.seo
  const isLaterDay = article.modifiedAt > article.publishedAt && modified.label !== published.label
  const link = (to: { path: string; title: string } | null): LinkView | null =>
    to && {
      label: to.title || wordsFor(region.locale).untitled,
      href: articlePath(region, to.path),
    }
  return {
    ...head,
    site: await toSiteView(siteUrl, found.regions, region, path, article.siblings),
    seo: audience === 'everybody' ? head.seo : toPrivateSeo(head.seo),
    id: article.id,
    href: path,
    standfirst: article.type === 'post' ? article.excerpt : '',
    published,
    updated: isLaterDay ? modified : null,
    reviewed: lastReviewed
      ? { iso: lastReviewed, label: formatPeriod(lastReviewed, region.locale) }
      : null,
    readingMinutes: readingMinutes(article.wordCount),
    image: toImageView(article.media, region, head.title),
    // The column is written by the sanitiser alone.
    body: article.html as SafeHtml,
    headings: article.headings,
    previous: link(found.previous),
    next: link(found.next),
    related: found.related.map((card) => toCardView(card, region)),
    audience,
    lock: article.isProtected ? { action: path, problem } : null,
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
  const path = listingPath(region, address, found, page)
  return {
    ...toListingHead(siteUrl, region, address, found, page),
    site: await toSiteView(siteUrl, found.regions, region, path),
    href: listingPath(region, address, found, 1),
    description: found.term?.description ?? '',
    cards: found.cards.map((card) => toCardView(card, region)),
    sections: found.sections.map(({ term, cards }) => ({
      title: toTermLink(term, region),
      cards: cards.map((card) => toCardView(card, region)),
    })),
  }
}
