import { linkTags, pageTags, renderHead, seoTags, type HeadTag } from './head.ts'
import { Markup } from './markup.ts'
import { articleSchema, listingSchema, renderSchema, type Schema } from './structured-data.ts'
import type { ArticleHeadView, ListingHeadView, SeoView, SiteView } from './views.ts'
import { wordsFor } from './words.ts'

/** What a head says to search engines and networks: on the page, and through the API. */
export interface SeoHead {
  tags: HeadTag[]
  /** Null for a page that is not for machines. */
  schema: Schema | null
}

/** The head of an article. */
export function articleSeoHead(view: ArticleHeadView): SeoHead {
  return { tags: seoTags(view.seo, wordsFor(view.site.region.locale)), schema: articleSchema(view) }
}

/** The head of a page of a listing. */
export function listingSeoHead(view: ListingHeadView): SeoHead {
  return { tags: seoTags(view.seo, wordsFor(view.site.region.locale)), schema: listingSchema(view) }
}

/** The same as HTML, wherever it is printed. */
export function renderSeoHead({ tags, schema }: SeoHead): string {
  return `${renderHead(tags)}${schema ? renderSchema(schema) : ''}`
}

/** The whole head of a page. */
export function renderPageHead(view: { site: SiteView; seo: SeoView }, head: SeoHead): Markup {
  const { stylesheetHref, region } = view.site
  const own = [...pageTags(stylesheetHref, region), ...linkTags(view.seo)]
  return new Markup(`${renderHead(own)}${renderSeoHead(head)}`)
}
