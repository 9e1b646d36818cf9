import { withBody } from '#content/article-fields.ts'
import type { ArticleRow } from '#content/article-row.ts'
import type { RevisionRow } from '#content/revisions.ts'
import type { WriteContext } from '#content/write-context.ts'
import { toLocalDateTime, toUtcDateTime } from '#regions/format.ts'
import { absoluteUrl, apiPath, shortlinkPath } from '#regions/permalink.ts'
import type { ApiContext } from './context.ts'
import { previewLink } from './preview-link.ts'
import { escapeText, renderParagraphs, type View } from './post-shape.ts'
import { seoOf } from './seo-input.ts'

/** What a revision keeps in embed context. */
export const EMBED_KEYS = ['author', 'date', 'id', 'parent', 'slug', 'title', 'excerpt', '_links']

/** A revision or autosave as WordPress gives it, its texts cleaned as those of its article would be today. */
export async function toRevision(
  c: ApiContext,
  context: WriteContext,
  article: ArticleRow,
  revision: RevisionRow,
  view: View,
): Promise<Record<string, unknown>> {
  const { region } = c.var
  const { title, contentRaw: content, excerptRaw: excerpt, seoJson } = revision
  const { row } = await withBody(context, article, { title, content, excerpt }, null)
  const { SITE_URL } = c.env
  const route = article.type === 'page' ? 'pages' : 'posts'
  const isAutosave = revision.kind === 'autosave'
  const shown = toVersion(c, { ...row, seoJson }, view === 'edit', {
    author: revision.authorId,
    id: revision.id,
    at: [revision.createdAt, revision.createdAt],
    parent: article.id,
    slug: `${article.id}-${isAutosave ? 'autosave' : 'revision'}-v1`,
    guid: absoluteUrl(SITE_URL, shortlinkPath(region, revision.id)),
  })
  const parent = absoluteUrl(SITE_URL, apiPath(region, `wp/v2/${route}/${article.id}`))
  const item = {
    ...shown,
    ...(view === 'edit' && isAutosave && { preview_link: await previewLink(c, article) }),
    _links: { parent: [{ href: parent }] },
  }
  return view === 'embed'
    ? Object.fromEntries(Object.entries(item).filter(([key]) => EMBED_KEYS.includes(key)))
    : item
}

/** A draft into which its author's autosave went, as the answer to that. */
export async function toOwnAutosave(
  c: ApiContext,
  article: ArticleRow,
): Promise<Record<string, unknown>> {
  const shown = toVersion(c, article, true, {
    author: article.authorId,
    id: article.id,
    at: [article.publishedAt, article.modifiedAt],
    parent: article.parentId,
    slug: article.slug,
    guid: article.guid,
  })
  return { ...shown, preview_link: await previewLink(c, article) }
}

interface VersionFields {
  author: number
  id: number
  /** Epoch seconds of its date and of its last change. */
  at: [number, number]
  parent: number
  slug: string
  guid: string
}

function toVersion(c: ApiContext, row: ArticleRow, isEdit: boolean, fields: VersionFields) {
  const { timezone } = c.var.region
  const { author, id, at, parent, slug, guid } = fields
  const [date, modified] = at
  const text = (rendered: string, raw: string) => (isEdit ? { raw, rendered } : { rendered })
  return {
    author,
    date: toLocalDateTime(date, timezone),
    date_gmt: toUtcDateTime(date),
    id,
    modified: toLocalDateTime(modified, timezone),
    modified_gmt: toUtcDateTime(modified),
    parent,
    slug,
    guid: text(guid, guid),
    title: text(escapeText(row.titleText), row.title),
    content: text(row.contentHtml, row.contentRaw),
    // Nothing stands for an excerpt that a version does not have.
    excerpt: text(renderParagraphs(row.excerptText), row.excerptRaw),
    meta: JSON.parse(row.metaJson) as unknown,
    ...(isEdit && { seo: seoOf(row) }),
  }
}
