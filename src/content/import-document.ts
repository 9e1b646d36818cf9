import * as z from 'zod'
import { isFilePath } from './upload-paths.ts'

// What an import brings for one article: the shape in which src/ingest hands over what it read, and which the
// import route takes. Times are epoch seconds (UTC); addresses are those of the old site, absolute.

/** Far above any WordPress's ids, far below where numbers lose their last digit: sequences count on from them. */
export const MAX_ID = 999_999_999_999
const id = z.number().int().min(0).max(MAX_ID)

/** Types of schema.org that an article may have, as Yoast's editors choose among them. */
export const ARTICLE_TYPES = [
  'Article',
  'NewsArticle',
  'BlogPosting',
  'AdvertiserContentArticle',
  'Report',
  'SatiricalArticle',
  'ScholarlyArticle',
  'SocialMediaPosting',
  'TechArticle',
] as const
/** Types of schema.org that a page may have. */
export const PAGE_TYPES = [
  'WebPage',
  'MedicalWebPage',
  'AboutPage',
  'CheckoutPage',
  'CollectionPage',
  'ContactPage',
  'FAQPage',
  'ItemPage',
  'ProfilePage',
  'QAPage',
  'RealEstateListing',
  'SearchResultsPage',
] as const

/** SEO fields kept for an article or term; every one optional, empty means "as the template says". */
export const seoFields = z.object({
  title: z.string().max(1000).optional(),
  description: z.string().max(5000).optional(),
  /** Directives as in meta robots: { index: 'noindex', 'max-snippet': 'max-snippet:-1' }. */
  robots: z.record(z.string(), z.string()).optional(),
  /** Only when it names another address than the article's own; root-relative when on this publication. */
  canonical: z.string().max(2000).optional(),
  ogTitle: z.string().max(1000).optional(),
  ogDescription: z.string().max(5000).optional(),
  ogImage: z
    .object({
      url: z.string(),
      width: z.number().optional(),
      height: z.number().optional(),
      type: z.string().optional(),
      alt: z.string().optional(),
    })
    .optional(),
  ogType: z.string().optional(),
  twitterCard: z.string().optional(),
  twitterTitle: z.string().optional(),
  twitterDescription: z.string().optional(),
  twitterImage: z.string().optional(),
  breadcrumbTitle: z.string().optional(),
  /** Whether the trail of breadcrumbs leads from the home straight to it. */
  breadcrumbSkipsCategory: z.boolean().optional(),
  primaryCategoryId: id.optional(),
  /** What structured data calls an article: NewsArticle. */
  articleType: z.enum(ARTICLE_TYPES).optional(),
  /** What structured data calls its page: MedicalWebPage. */
  pageType: z.enum(PAGE_TYPES).optional(),
  /** Who has checked what the page says; for a MedicalWebPage, an expert. */
  reviewedBy: z
    .object({
      name: z.string().trim().min(1).max(200),
      url: z.string().max(2000).optional(),
    })
    .optional(),
  /** Day on which that was last done: 2025-11-04. */
  lastReviewed: z.iso.date().optional(),
})
export type SeoFields = z.infer<typeof seoFields>

const filePath = z
  .string()
  .refine(isFilePath, 'Name a path below the uploads folder: 2025/11/name.webp.')

export const importMedia = z.object({
  /** Null when the source shows an address but no id. */
  id: id.nullable(),
  /** Pages name it until the file is here: `javascript:` and the like would stand in them. */
  sourceUrl: z
    .string()
    .max(4000)
    .regex(/^\s*(?:https?:\/)?\//i, 'Give an address of http or https.'),
  /** Path below wp-content/uploads/ (sites/7/2025/11/name.webp). */
  file: filePath,
  title: z.string().default(''),
  alt: z.string().default(''),
  caption: z.string().default(''),
  description: z.string().optional(),
  /** Of its attachment page, whose address is answered with a redirect. */
  slug: z.string().max(1000).optional(),
  /** The article that it was uploaded to. */
  parentId: id.optional(),
  publishedAt: z.number().int().optional(),
  mimeType: z.string(),
  /** 0 when unknown. */
  width: z.number().int().min(0),
  height: z.number().int().min(0),
  /** Every known size but the original, with its own file. */
  sizes: z.array(
    z.object({
      name: z.string(),
      url: z.string(),
      file: filePath,
      width: z.number().int(),
      height: z.number().int(),
      mimeType: z.string(),
    }),
  ),
})
export type ImportMedia = z.infer<typeof importMedia>

/** Hosts and path prefix of an old site, so that its links become links within this region. */
const importSource = z.object({ hosts: z.array(z.string()), pathPrefix: z.string() })

export const importTerm = z.object({
  id,
  taxonomy: z.enum(['category', 'post_tag']),
  slug: z.string().min(1),
  name: z.string().min(1),
  description: z.string().default(''),
  parentId: id.default(0),
  seo: seoFields.optional(),
  /** The old site of a term that comes by itself, for the addresses in its SEO fields. */
  source: importSource.optional(),
})
export type ImportTerm = z.infer<typeof importTerm>

export const importAuthor = z.object({
  /** The account's id on the old site; kept when it is free here. */
  id,
  name: z.string().min(1),
  nicename: z.string().min(1),
  description: z.string().default(''),
  url: z.string().default(''),
  portraitUrl: z.string().default(''),
  /** What the old site's structured data calls the account (`#/schema/person/…`). */
  schemaKey: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
})
export type ImportAuthor = z.infer<typeof importAuthor>

export const importDocument = z.object({
  article: z.object({
    id: z.number().int().min(1).max(MAX_ID),
    type: z.enum(['post', 'page']),
    status: z.enum(['publish', 'future', 'draft', 'pending', 'private']),
    slug: z.string(),
    /** As WordPress renders it: HTML, entities. */
    title: z.string(),
    contentRaw: z.string(),
    /** `rendered`: finished HTML (REST). `raw`: as the editor stored it (WXR): shortcodes, paragraphs by blank lines. */
    contentFormat: z.enum(['rendered', 'raw']).default('rendered'),
    /** As WordPress renders it. */
    excerptRaw: z.string(),
    publishedAt: z.number().int(),
    modifiedAt: z.number().int(),
    guid: z.string(),
    link: z.string(),
    featuredMediaId: id,
    isSticky: z.boolean(),
    format: z.string(),
    template: z.string(),
    commentStatus: z.string(),
    pingStatus: z.string(),
    password: z.string(),
    parentId: id,
    menuOrder: z.number().int(),
    meta: z.record(z.string(), z.unknown()),
    categoryIds: z.array(id),
    tagIds: z.array(id),
    seo: seoFields,
    commentCount: z.number().int().min(0).default(0),
    /** How many words the old site's structured data says that it has; kept until it is edited here. */
    wordCount: z.number().int().min(1).max(10_000_000).optional(),
    /** Paths below the old site, without slashes at the ends, that lead to it: former slugs, a dated permalink. */
    oldPaths: z.array(z.string().min(1).max(1000)).default([]),
    /** The same for all versions of it in other regions and languages, and for nothing else: what joins them. */
    translationKey: z.string().min(1).max(500).optional(),
    /** Rules of the cleaner that are switched off for it, by id. */
    keptRules: z.array(z.string()).default([]),
  }),
  author: importAuthor.nullable(),
  terms: z.array(importTerm),
  media: z.array(importMedia),
  source: importSource,
})
export type ImportDocument = z.infer<typeof importDocument>

/** What an old site says of itself and of whoever publishes it. */
export const importSite = z.object({
  name: z.string().min(1).max(200),
  tagline: z.string().max(500).optional(),
  organisation: z
    .object({
      name: z.string().min(1).max(200),
      /** In pixels; both are 0 when unknown. */
      logo: z
        .object({
          url: z.string().max(2000),
          width: z.number().int().min(0),
          height: z.number().int().min(0),
        })
        .optional(),
      /** Addresses of the same organisation elsewhere. */
      sameAs: z.array(z.string().max(2000)).max(50),
    })
    .optional(),
})
export type ImportSite = z.infer<typeof importSite>

/** One menu. Addresses are the old site's, absolute, or root-relative ones of this publication. */
export interface ImportNavigationItem {
  label: string
  url: string
  items?: ImportNavigationItem[] | undefined
}

export const importNavigationItem: z.ZodType<ImportNavigationItem> = z
  .object({
    label: z.string().min(1).max(500),
    url: z.string().min(1).max(4000),
    items: z.lazy(() => z.array(importNavigationItem).max(200)).optional(),
  })
  .meta({ id: 'ImportNavigationItem' })
export const importNavigation = z.object({
  /** Where it stands: `primary`, `footer`. */
  location: z.string().regex(/^[a-z0-9_-]{1,50}$/),
  items: z.array(importNavigationItem).max(200),
  source: importSource,
})
export type ImportNavigation = z.infer<typeof importNavigation>
