import type { Faq, SafeHtml } from '#content/body.ts'
import type { SeoFields } from '#content/import-document.ts'
import type { FormattedDate } from '#regions/format.ts'

// What render promises to show. Plain values: addresses are root-relative and ready for an href, dates are
// formatted, texts are plain text (render escapes them) unless the type is SafeHtml.

export interface LinkView {
  label: string
  href: string
}

export interface NavigationItemView extends LinkView {
  isCurrent: boolean
  /** What stands below it. */
  items: NavigationItemView[]
}

export interface RegionView {
  code: string
  locale: string
  direction: 'ltr' | 'rtl'
  name: string
  tagline: string
  label: string
  homeHref: string
  /** #rrggbb */
  accent: string
  /** Whether its icons are made of a picture, in place of the sign in its accent. */
  hasOwnIcon: boolean
}

/** Who publishes, as every head says. */
export interface PublisherView {
  siteUrl: string
  region: RegionView
  organisation: OrganisationView
}

/** What every page of a region shows around its own matter. */
export interface SiteView extends PublisherView {
  /** Primary menu. */
  navigation: NavigationItemView[]
  footerLinks: LinkView[]
  footerNote: string
  /** The switcher, all regions in order; href leads to the sibling of this page, or to the region's home. */
  regions: { label: string; locale: string; href: string; isCurrent: boolean; isSibling: boolean }[]
  callToAction: (LinkView & { text: string }) | null
  /** Content hash address of the stylesheet. */
  stylesheetHref: string
}

export interface OrganisationView {
  name: string
  /** In pixels; both are 0 where nobody has told. */
  logo: { src: string; width: number; height: number } | null
  /** What stands for a logo where there is none. */
  icon: { src: string; width: number; height: number }
  sameAs: string[]
}

/** A picture as the head names it. */
export interface PictureView {
  src: string
  /** In pixels, as the height is; both are 0 where nobody has told. */
  width: number
  height: number
  alt: string
  mimeType: string
  caption: SafeHtml | ''
  credit: string
  /** The same cut to 16:9, 4:3 and 1:1, for structured data; none of a picture that has no variants or is too small. */
  crops?: { src: string; width: number; height: number }[]
}

/** A picture as a page shows it. */
export interface ImageView extends PictureView {
  /** Same type as src, `address 640w, …`; empty when there is one size. */
  srcset: string
  /** Better types first (AVIF, WebP) for `<picture>`; may be empty. */
  sources: { mimeType: string; srcset: string }[]
  /** Classes of the colour that stands in its place until it comes; may be empty. */
  tone: string
}

export interface AuthorView {
  name: string
  /** What structured data knows them by (`@id`), below the region's home. */
  schemaId: string
  href: string
  /** Job title or desk; may be empty. */
  role: string
  /** Plain text; may be empty. */
  description: string
  portrait: string | null
  sameAs: string[]
}

export interface CardView {
  href: string
  title: string
  /** Plain text standfirst; may be empty. */
  excerpt: string
  kicker: LinkView | null
  author: LinkView | null
  published: FormattedDate
  readingMinutes: number
  image: ImageView | null
}

/** What the head says of a page; render/head.ts turns it into tags. Empty texts are not said. */
export interface SeoView {
  title: string
  siteName: string
  /** As Open Graph writes it: en_CA. */
  locale: string
  description: string
  /** Content of meta robots: `index, follow, max-image-preview:large`. */
  robots: string
  /** Absolute; empty where there is none. */
  canonical: string
  ogType: 'website' | 'article' | 'profile'
  ogTitle: string
  ogDescription: string
  /** Of articles, UTC: 2025-11-04T17:33:47+00:00. Pages do not say when they were published. */
  publishedTime: string
  modifiedTime: string
  section: string
  author: string
  readingTime: string
  /** A width or height of 0 and an empty type are unknown. */
  ogImage: {
    url: string
    width: number
    height: number
    mimeType: string
    alt: string
    /** The region's own, of which the page shows nothing. */
    isDefault?: boolean
  } | null
  twitterCard: string
  /** Where an editor wants others than Open Graph's; empty for none. */
  twitterTitle: string
  twitterDescription: string
  /** Absolute. */
  twitterImage: string
  /** hreflang cluster, this page included; absolute. Empty when it has no siblings. */
  alternates: { hreflang: string; href: string }[]
  /** What tells of new articles, the site's own first; absolute. */
  feeds: { title: string; href: string; type: string }[]
  previousHref: string | null
  nextHref: string | null
  api: ApiLinks
}

/** Where the API is, and what it gives for the page; absolute. */
export interface ApiLinks {
  root: string
  item: string | null
  /** The page as Markdown; absent where there is none. */
  markdown?: string
  /** The page's own address, where other sites may embed it. */
  embeds?: string
}

/** What the head and its structured data say of an article. */
export interface ArticleHeadView {
  site: PublisherView
  seo: SeoView
  type: 'post' | 'page'
  title: string
  /** The breadcrumbs above it, from the region's home. */
  trail: LinkView[]
  /** What the trail calls it. */
  breadcrumbTitle: string
  kicker: LinkView | null
  /** Null on pages. */
  author: AuthorView | null
  /** UTC, as of seo.modifiedTime. */
  publishedTime: string
  /** Whether its text is for those who have its password. */
  isProtected: boolean
  wordCount: number
  image: PictureView | null
  categories: LinkView[]
  tags: LinkView[]
  /** What structured data calls it and its page, and who has reviewed it, on which day (2025-11-04). */
  kinds: Pick<SeoFields, 'articleType' | 'pageType' | 'reviewedBy' | 'lastReviewed'>
  /** Questions that the body answers. */
  faq: Faq[]
}

export interface ArticleView extends ArticleHeadView {
  site: SiteView
  id: number
  /** Its own address. */
  href: string
  standfirst: string
  published: FormattedDate
  /** Null when it says nothing new to a reader (the same day). */
  updated: FormattedDate | null
  /** The day on which somebody checked it. */
  reviewed: FormattedDate | null
  readingMinutes: number
  image: ImageView | null
  body: SafeHtml
  headings: { id: string; text: string; level: number }[]
  previous: LinkView | null
  next: LinkView | null
  related: CardView[]
  /** `preview` for an editor's eyes, `unlocked` for a reader who has given the password: nothing for machines. */
  audience: 'everybody' | 'preview' | 'unlocked'
  /** Where its password is to be sent; null when it needs none. */
  lock: { action: string; problem: 'wrongPassword' | 'tooOften' | null } | null
}

export interface PaginationView {
  current: number
  total: number
  previousHref: string | null
  nextHref: string | null
  /** Numbered links; null stands for a gap. */
  pages: ({ number: number; href: string; isCurrent: boolean } | null)[]
}

/** What the head and its structured data say of a listing. */
export interface ListingHeadView {
  site: PublisherView
  seo: SeoView
  kind: 'home' | 'category' | 'tag' | 'author' | 'date'
  title: string
  /** The breadcrumbs above it; none above the home. */
  trail: LinkView[]
  author: AuthorView | null
  pagination: PaginationView
}

export interface ListingView extends ListingHeadView {
  site: SiteView
  /** The address of its first page. */
  href: string
  /** Of a term; may be empty. */
  description: SafeHtml | ''
  /** First page of home: the first card leads, and sections come before the last ones. */
  cards: CardView[]
  /** First page of home: sections with the newest of what is not above them. */
  sections: { title: LinkView; cards: CardView[] }[]
}

/** A piece of a text, and whether it is what was looked for. */
export interface MarkedPart {
  text: string
  isMarked: boolean
}

/** A card with what was found in it. */
export interface ResultView extends CardView {
  marked: MarkedPart[]
  snippet: MarkedPart[]
}

export interface SearchView {
  site: SiteView
  api: ApiLinks
  /** What was looked for; empty for nothing. */
  text: string
  results: ResultView[]
  total: number
  /** Whether there are more than `total`. */
  isBounded: boolean
  /** Whether no article has all of the words. */
  isPartial: boolean
  suggestion: LinkView | null
  /** All sections first; a total of null is not told. */
  facets: (LinkView & { total: number | null; isCurrent: boolean })[]
  pagination: PaginationView
  /** The newest articles, where nothing was found. */
  recent: CardView[]
}

/** `/`: which country's edition? */
export interface ChooserView {
  siteUrl: string
  title: string
  description: string
  stylesheetHref: string
  /** #rrggbb */
  accent: string
  regions: RegionView[]
  /** A chooser that answers an unknown address says so (status 404). */
  isNotFound: boolean
}

export interface ErrorView {
  site: SiteView
  /** 403: a signed link that is not good. */
  status: 403 | 404 | 410 | 500
  recent: CardView[]
  /** The words of the address that was not found. */
  search?: string
}
