import type { SeoFields } from '#content/import-document.ts'
import type { OwnFields } from '#ingest/sources/own-export.ts'
import type { ExportDocument, ExportSite } from './export-answers.ts'
import { phpSerialize, type PhpValue } from './php-serialize.ts'

/** Keys and values; a key may come several times. */
export type PostMeta = [key: string, value: string][]

/** Yoast's own keys for what its editors may set. */
const YOAST: [keyof SeoFields, string][] = [
  ['title', '_yoast_wpseo_title'],
  ['description', '_yoast_wpseo_metadesc'],
  ['canonical', '_yoast_wpseo_canonical'],
  ['ogTitle', '_yoast_wpseo_opengraph-title'],
  ['ogDescription', '_yoast_wpseo_opengraph-description'],
  ['twitterTitle', '_yoast_wpseo_twitter-title'],
  ['twitterDescription', '_yoast_wpseo_twitter-description'],
  ['twitterImage', '_yoast_wpseo_twitter-image'],
  ['breadcrumbTitle', '_yoast_wpseo_bctitle'],
  ['primaryCategoryId', '_yoast_wpseo_primary_category'],
  ['articleType', '_yoast_wpseo_schema_article_type'],
  ['pageType', '_yoast_wpseo_schema_page_type'],
]

/**
 * Post meta of an article: WordPress's and Yoast's own keys, its fields, and under `_meridian_article` as JSON what WXR has
 * no word for, so that an export that comes in again is the same.
 */
export function postMetaOf(document: ExportDocument, own: OwnFields): PostMeta {
  const { article } = document
  const { seo } = article
  const yoast = YOAST.flatMap(([field, key]) => {
    const value = seo[field]
    return typeof value === 'string' || typeof value === 'number' ? [[key, String(value)]] : []
  })
  const fields = Object.entries(article.meta).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : phpSerialize(toPhp(value)),
  ])
  const { oldPaths } = article
  const all: [string, string | false][] = [
    ['_thumbnail_id', article.featuredMediaId > 0 && String(article.featuredMediaId)],
    ['_wp_page_template', article.template],
    ...oldSlugs(oldPaths),
    ...(yoast as PostMeta),
    ['_yoast_wpseo_opengraph-image', seo.ogImage?.url ?? ''],
    ['_yoast_wpseo_meta-robots-noindex', seo.robots?.index === 'noindex' && '1'],
    ['_yoast_wpseo_meta-robots-nofollow', seo.robots?.follow === 'nofollow' && '1'],
    ...(fields as PostMeta),
    ['_meridian_article', JSON.stringify(own)],
  ]
  return all.filter((entry): entry is [string, string] => entry[1] !== false && entry[1] !== '')
}

/** A slug that it had before is one path segment; other old addresses are no business of WordPress's. */
function oldSlugs(oldPaths: readonly string[]): PostMeta {
  return oldPaths.filter((path) => !path.includes('/')).map((path) => ['_wp_old_slug', path])
}

/** What neither WXR nor the REST API has a field for; `isClean` where the clean body stands in place of the received one. */
export function ownFieldsOf(
  { article, author, source }: ExportDocument,
  site: ExportSite,
  isClean: boolean,
): OwnFields {
  const { contentFormat, commentCount, wordCount, oldPaths, keptRules, translationKey, seo, meta } =
    article
  return {
    article: {
      contentFormat: isClean ? 'rendered' : contentFormat,
      // Below the path that the body's links know, so that this address and they are of one site.
      link: article.link.replace(site.url, new URL(source.pathPrefix, site.url).href),
      commentCount,
      ...(wordCount !== undefined && { wordCount }),
      oldPaths,
      keptRules,
      ...(translationKey !== undefined && { translationKey }),
      seo,
      meta,
    },
    author,
    source,
  }
}

function toPhp(value: unknown): PhpValue {
  // Fields came as JSON: what JSON can say, PHP can too.
  return JSON.parse(JSON.stringify(value ?? null)) as PhpValue
}
