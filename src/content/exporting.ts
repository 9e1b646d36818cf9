import { and, asc, eq, gt, isNotNull, notInArray, sql } from 'drizzle-orm'
import {
  absoluteUrl,
  articlePath,
  mediaAddress,
  mediaPath,
  regionRoot,
  shortlinkPath,
} from '#regions/permalink.ts'
import { articles, articleTerms, authors, media, navigation, redirects, terms } from '../schema.ts'
import { listArticlesById } from './article-lists.ts'
import { countOfSource, isLive, sourceOf, type ArticleRow } from './article-row.ts'
import type { AuthorRow } from './authors.ts'
import { inJson, type Database } from './database.ts'
import type {
  ImportAuthor,
  ImportDocument,
  ImportMedia,
  ImportNavigation,
  ImportTerm,
  SeoFields,
} from './import-document.ts'
import { renditionsOf, type MediaRow } from './media.ts'
import type { NavigationItem, RegionSettings } from './regions.ts'
import type { TermRow } from './terms.ts'
import { keysOf } from './translation-keys.ts'

// The way out, in the shapes of the way in: an export that is imported again is the same content.

interface ExportContext {
  db: Database
  region: RegionSettings
  siteUrl: string
}

/** A document with the clean body beside the received one. */
export type ExportDocument = ImportDocument & {
  article: ImportDocument['article'] & { contentHtml: string }
}

/** A medium with the bytes of its stored files. */
export type ExportMedia = ImportMedia & { bytes: Record<string, number> }

/** Articles by id from `after` on, without those in the trash; `next` is where to go on, null at the end. */
export async function exportArticles(
  context: ExportContext,
  page: { after: number; limit: number },
): Promise<{ documents: ExportDocument[]; next: number | null }> {
  const { db, region } = context
  const isKept = notInArray(articles.status, ['trash', 'auto-draft'])
  const { rows, next } = await listArticlesById(db, region.code, page, isKept)
  const beside = await findBeside(context, rows)
  return { documents: rows.map((row) => toDocument(context, row, beside)), next }
}

type Beside = Awaited<ReturnType<typeof findBeside>>

async function findBeside({ db, region, siteUrl }: ExportContext, rows: readonly ArticleRow[]) {
  const ids = rows.map(({ id }) => id)
  const mediaIds = rows.flatMap((row) => [row.featuredMediaId, ...mediaIdsOf(row)])
  const [authorRows, termRows, mediaRows, redirectRows] = await db.batch([
    db
      .select()
      .from(authors)
      .where(
        inJson(
          authors.authorId,
          rows.map(({ authorId }) => authorId),
        ),
      ),
    db
      .select({ articleId: articleTerms.articleId, term: terms })
      .from(articleTerms)
      .innerJoin(
        terms,
        and(eq(terms.regionCode, articleTerms.regionCode), eq(terms.id, articleTerms.termId)),
      )
      .where(and(eq(articleTerms.regionCode, region.code), inJson(articleTerms.articleId, ids)))
      .orderBy(articleTerms.position),
    db
      .select()
      .from(media)
      .where(and(eq(media.regionCode, region.code), inJson(media.id, mediaIds))),
    db
      .select({ articleId: redirects.articleId, source: redirects.source })
      .from(redirects)
      .where(
        and(
          eq(redirects.regionCode, region.code),
          isNotNull(redirects.articleId),
          inJson(redirects.articleId, ids),
        ),
      )
      .orderBy(redirects.source),
  ])
  const groupIds = rows.flatMap(({ translationGroupId }) => translationGroupId ?? [])
  const keys = await keysOf({ db, siteUrl }, groupIds)
  return { authorRows, termRows, mediaRows, redirectRows, keys }
}

function mediaIdsOf(row: ArticleRow): number[] {
  return JSON.parse(row.mediaIdsJson) as number[] // written by articles.ts alone
}

function toDocument(context: ExportContext, row: ArticleRow, beside: Beside): ExportDocument {
  const { region, siteUrl } = context
  const source = sourceOf(row)
  const wordCount = countOfSource(row)
  const own = beside.termRows.filter(({ articleId }) => articleId === row.id)
  const idsOf = (taxonomy: TermRow['taxonomy']) =>
    own.filter(({ term }) => term.taxonomy === taxonomy).map(({ term }) => term.id)
  const author = beside.authorRows.find(({ authorId }) => authorId === row.authorId)
  const mediaIds = new Set([row.featuredMediaId, ...mediaIdsOf(row)])
  const translationKey = beside.keys.get(row.translationGroupId ?? 0)
  const isAddressed = isLive(row) && row.path !== ''
  return {
    article: {
      id: row.id,
      type: row.type,
      status: row.status as ImportDocument['article']['status'], // the query leaves the others out
      slug: row.slug,
      title: row.title,
      contentRaw: row.contentRaw,
      contentHtml: row.contentHtml,
      contentFormat: source?.contentFormat ?? 'rendered',
      excerptRaw: row.excerptRaw,
      publishedAt: row.publishedAt,
      modifiedAt: row.modifiedAt,
      guid: row.guid,
      link: absoluteUrl(
        siteUrl,
        isAddressed ? articlePath(region, row.path) : shortlinkPath(region, row.id, row.type),
      ),
      featuredMediaId: row.featuredMediaId,
      isSticky: row.isSticky === 1,
      format: row.format,
      template: row.template,
      commentStatus: row.commentStatus,
      pingStatus: row.pingStatus,
      password: row.password,
      parentId: row.parentId,
      menuOrder: row.menuOrder,
      meta: JSON.parse(row.metaJson) as Record<string, unknown>,
      categoryIds: idsOf('category'),
      tagIds: idsOf('post_tag'),
      seo: toSeo(context, row.seoJson),
      commentCount: row.commentCount,
      ...(wordCount !== undefined && { wordCount }),
      oldPaths: beside.redirectRows
        .filter(({ articleId }) => articleId === row.id)
        .map((redirect) => redirect.source),
      keptRules: [...(source?.keptRules ?? [])],
      ...(translationKey !== undefined && { translationKey }),
    },
    author: author ? toAuthor(context, author) : null,
    terms: own.map(({ term }) => toTerm(context, term)),
    media: beside.mediaRows
      .filter(({ id }) => mediaIds.has(id))
      .map((one) => toMedia(context, one)),
    source: {
      // The body as received still names the site that it came from first.
      hosts: [...new Set([...(source?.hosts ?? []), new URL(siteUrl).host])],
      pathPrefix: source?.pathPrefix ?? regionRoot(region),
    },
  }
}

/** Addresses of this publication are absolute outside of it. */
function toSeo({ siteUrl }: ExportContext, seoJson: string): SeoFields {
  const seo = JSON.parse(seoJson) as SeoFields
  const absolute = (address: string) => absoluteUrl(siteUrl, address)
  return {
    ...seo,
    ...(seo.canonical && { canonical: absolute(seo.canonical) }),
    ...(seo.ogImage && { ogImage: { ...seo.ogImage, url: absolute(seo.ogImage.url) } }),
    ...(seo.twitterImage && { twitterImage: absolute(seo.twitterImage) }),
    ...(seo.reviewedBy?.url && {
      reviewedBy: { ...seo.reviewedBy, url: absolute(seo.reviewedBy.url) },
    }),
  }
}

function toAuthor({ siteUrl }: ExportContext, author: AuthorRow): ImportAuthor {
  return {
    id: author.authorId,
    name: author.name,
    nicename: author.nicename,
    description: author.description,
    url: author.url,
    portraitUrl: author.portrait && absoluteUrl(siteUrl, author.portrait),
    ...(author.schemaKey && { schemaKey: author.schemaKey }),
  }
}

function toTerm(context: ExportContext, term: TermRow): ImportTerm {
  return {
    id: term.id,
    taxonomy: term.taxonomy,
    slug: term.slug,
    name: term.name,
    description: term.description,
    parentId: term.parentId,
    ...(term.seoJson !== '{}' && { seo: toSeo(context, term.seoJson) }),
  }
}

function toMedia({ siteUrl, region }: ExportContext, row: MediaRow): ImportMedia {
  const address = (file: string) =>
    absoluteUrl(siteUrl, row.isStored ? mediaPath(region, file) : mediaAddress(row, region, file))
  return {
    id: row.id,
    sourceUrl: row.isStored ? address(row.file) : (row.sourceUrl ?? address(row.file)),
    file: row.file,
    title: row.title,
    alt: row.alt,
    caption: row.caption,
    description: row.description,
    slug: row.slug,
    parentId: row.parentId,
    publishedAt: row.createdAt,
    mimeType: row.mimeType,
    width: row.widthPx,
    height: row.heightPx,
    sizes: renditionsOf(row).map(({ name, file, widthPx, heightPx, mimeType }) => ({
      name,
      url: address(file),
      file,
      width: widthPx,
      height: heightPx,
      mimeType,
    })),
  }
}

/** Every term of the region, parents before their children. */
export async function exportTerms(context: ExportContext): Promise<ImportTerm[]> {
  const { db, region } = context
  const rows = await db
    .select()
    .from(terms)
    .where(eq(terms.regionCode, region.code))
    .orderBy(sql`length(${terms.path}) - length(replace(${terms.path}, '/', ''))`, terms.id)
  return rows.map((row) => toTerm(context, row))
}

/** The authors of the region's articles, whatever state these are in. */
export async function exportAuthors(context: ExportContext): Promise<ImportAuthor[]> {
  const { db, region } = context
  const rows = await db
    .select()
    .from(authors)
    .where(
      sql`exists (select 1 from articles a where a.region_code = ${region.code} and a.author_id = ${authors.authorId})`,
    )
    .orderBy(authors.authorId)
  return rows.map((row) => toAuthor(context, row))
}

/** Of each stored file, by its path. */
function bytesOf(row: MediaRow): Record<string, number> {
  const files = [{ file: row.file, bytes: row.bytes }, ...renditionsOf(row)]
  const stored = row.isStored ? files.filter(({ bytes }) => bytes > 0) : []
  return Object.fromEntries(stored.map(({ file, bytes }) => [file, bytes]))
}

/** Media by id from `after` on; `next` is where to go on, null at the end. */
export async function exportMedia(
  context: ExportContext,
  page: { after: number; limit: number },
): Promise<{ media: ExportMedia[]; next: number | null }> {
  const { db, region } = context
  const rows = await db
    .select()
    .from(media)
    .where(and(eq(media.regionCode, region.code), gt(media.id, page.after)))
    .orderBy(asc(media.id))
    .limit(page.limit)
  return {
    media: rows.map((row) => ({ ...toMedia(context, row), bytes: bytesOf(row) })),
    next: rows.length < page.limit ? null : (rows.at(-1)?.id ?? null),
  }
}

/** The menus of the region. */
export async function exportNavigation(context: ExportContext): Promise<ImportNavigation[]> {
  const { db, region, siteUrl } = context
  const rows = await db
    .select()
    .from(navigation)
    .where(eq(navigation.regionCode, region.code))
    .orderBy(navigation.location)
  const source = { hosts: [new URL(siteUrl).host], pathPrefix: regionRoot(region) }
  return rows.map(({ location, itemsJson }) => ({
    location,
    items: (JSON.parse(itemsJson) as NavigationItem[]).map((item) => absoluteItem(item, siteUrl)),
    source,
  }))
}

type Item = ImportNavigation['items'][number]

function absoluteItem(item: Item, siteUrl: string): Item {
  const items = item.items?.map((inner) => absoluteItem(inner, siteUrl))
  const url = item.url.startsWith('/') ? absoluteUrl(siteUrl, item.url) : item.url
  return { label: item.label, url, ...(items && { items }) }
}
