import type { Region } from '#regions/region.ts'
import type { ArticleInput, ImportedValues } from './article-input.ts'
import { NO_AUTHOR, type AuthorRow } from './authors.ts'
import type { ImportContext } from './import-context.ts'
import type { ImportDocument, SeoFields } from './import-document.ts'
import type { MediaRow } from './media.ts'
import { rebaseSeo, type OldSite } from './rebase.ts'
import { pathBelow, toRedirectSource } from './redirects.ts'

/** What an article brings along besides its media. */
export interface Beside {
  termIds: ReadonlyMap<number, number>
  author: AuthorRow | null
  site: OldSite
  /** The translation group that it joins. */
  groupId: number | null
}

export function siteOf(
  context: { region: Region; siteUrl: string },
  { source }: Pick<ImportDocument, 'source'>,
): OldSite {
  return { ...source, region: context.region, siteUrl: context.siteUrl }
}

export function toImported(
  { article, source }: ImportDocument,
  digest: string,
  author: AuthorRow | null,
): ImportedValues {
  const own = pathBelow(article.link, source.pathPrefix)
  return {
    id: article.id,
    guid: article.guid,
    modifiedAt: article.modifiedAt,
    commentCount: article.commentCount,
    oldPaths: [
      ...article.oldPaths.flatMap((path) => toRedirectSource(path) ?? []),
      own ?? [],
    ].flat(),
    source: {
      link: article.link,
      digest,
      hosts: source.hosts,
      pathPrefix: source.pathPrefix,
      authorName: author?.name ?? null,
      contentFormat: article.contentFormat,
      keptRules: article.keptRules,
      modifiedAt: article.modifiedAt,
      ...(article.wordCount !== undefined && { wordCount: article.wordCount }),
    },
  }
}

interface Brought extends Beside {
  media: readonly MediaRow[]
}

export function toInput(
  context: ImportContext,
  document: ImportDocument,
  { termIds, media, author, site, groupId }: Brought,
): ArticleInput {
  const { article } = document
  const here = (ids: readonly number[]) => ids.flatMap((id) => termIds.get(id) || [])
  return {
    status: article.status,
    slug: article.slug,
    title: article.title,
    content: article.contentRaw,
    excerpt: article.excerptRaw,
    // Who brings an old article in has not written it.
    authorId: author?.authorId ?? NO_AUTHOR,
    featuredMediaId: featuredIdOf(context, document, media),
    commentStatus: article.commentStatus,
    pingStatus: article.pingStatus,
    isSticky: article.isSticky,
    template: article.template,
    format: article.format,
    password: article.password,
    meta: article.meta,
    publishedAt: article.publishedAt,
    categoryIds: here(article.categoryIds),
    tagIds: here(article.tagIds),
    parentId: article.parentId,
    menuOrder: article.menuOrder,
    seo: toSeo(context, document, termIds, site),
    ...(groupId !== null && { translationGroupId: groupId }),
  }
}

function featuredIdOf(
  { known }: ImportContext,
  { article, media: items }: ImportDocument,
  rows: readonly MediaRow[],
): number {
  const id = article.featuredMediaId
  if (id === 0) return 0
  const at = items.findIndex((item) => item.id === id)
  return (rows[at] ?? known?.media.bySourceId.get(id))?.id ?? 0
}

function toSeo(
  { known }: ImportContext,
  { article }: ImportDocument,
  termIds: ReadonlyMap<number, number>,
  site: OldSite,
): SeoFields {
  const { seo } = article
  const primary = seo.primaryCategoryId
  return {
    ...rebaseSeo(seo, site, { own: article.link, ...(known && { media: known.media.byFile }) }),
    ...(primary !== undefined && { primaryCategoryId: termIds.get(primary) || primary }),
  }
}
