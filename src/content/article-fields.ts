import { regionRoot } from '#regions/permalink.ts'
import { bytesOf, MAX_CONTENT_BYTES, type ArticleInput, type SeoChanges } from './article-input.ts'
import { countOfSource, sourceOf, statusAt, TIMELESS, type ArticleRow } from './article-row.ts'
import { findBodyMedia } from './body-media.ts'
import { ContentError } from './errors.ts'
import type { SeoFields } from './import-document.ts'
import { TRASHED } from './page-tree.ts'
import { slugCandidate, toSlug } from './slugs.ts'
import { findTermsByIds, type PlacedTerm } from './terms.ts'
import type { WriteContext } from './write-context.ts'

/** What the three forms of a body may take together, so that the rest of the row fits as well. */
const MAX_ROW_BYTES = 1_900_000

export function withFields(row: ArticleRow, input: ArticleInput): ArticleRow {
  const next = { ...row }
  if (input.status !== undefined) next.status = input.status
  if (input.authorId !== undefined) next.authorId = input.authorId
  if (input.featuredMediaId !== undefined) next.featuredMediaId = input.featuredMediaId
  if (input.commentStatus !== undefined) next.commentStatus = input.commentStatus
  if (input.pingStatus !== undefined) next.pingStatus = input.pingStatus
  if (input.isSticky !== undefined) next.isSticky = input.isSticky ? 1 : 0
  if (input.template !== undefined) next.template = input.template
  if (input.format !== undefined) next.format = input.format
  if (input.password !== undefined) next.password = input.password
  if (input.parentId !== undefined) next.parentId = input.parentId
  if (input.menuOrder !== undefined) next.menuOrder = input.menuOrder
  if (input.seo !== undefined) next.seoJson = JSON.stringify(input.seo)
  if (input.seoChanges !== undefined) next.seoJson = changeSeo(next.seoJson, input.seoChanges)
  if (input.meta !== undefined) next.metaJson = JSON.stringify(input.meta)
  if (input.translationGroupId !== undefined) next.translationGroupId = input.translationGroupId
  return next
}

function changeSeo(json: string, changes: SeoChanges): string {
  const seo: SeoChanges = { ...(JSON.parse(json) as SeoFields), ...changes }
  return JSON.stringify(
    Object.fromEntries(Object.entries(seo).filter(([, value]) => value != null && value !== '')),
  )
}

export function withDate(
  row: ArticleRow,
  before: ArticleRow | null,
  input: ArticleInput,
  now: number,
): ArticleRow {
  const next = { ...row }
  if (input.publishedAt != null) {
    next.publishedAt = input.publishedAt
    next.isDateSet = 1
  } else if (input.publishedAt === null) {
    next.isDateSet = 0
  }
  // A draft without a date of its own is dated by its last save, and by its publication at last.
  if (next.isDateSet === 0) next.publishedAt = now
  next.status = statusAt(next.status, next.publishedAt, now)
  if (!TIMELESS.includes(next.status) && next.status !== 'trash') next.isDateSet = 1
  next.statusBeforeTrash =
    next.status !== 'trash'
      ? null
      : before && before.status !== 'trash'
        ? before.status
        : next.statusBeforeTrash
  return next
}

export async function withBody(
  context: WriteContext,
  row: ArticleRow,
  input: ArticleInput,
  before: ArticleRow | null,
): Promise<{ row: ArticleRow; report: unknown }> {
  const title = input.title ?? row.title
  const content = input.content ?? row.contentRaw
  const excerpt = input.excerpt ?? row.excerptRaw
  const isSame =
    before !== null &&
    title === before.title &&
    content === before.contentRaw &&
    excerpt === before.excerptRaw &&
    row.featuredMediaId === before.featuredMediaId
  if (isSame) return { row, report: null }
  const source = sourceOf(row)
  const known = await findBodyMedia(context.db, row, content, context.known?.media)
  const cleaned = await context.prepare(
    { title, content, excerpt },
    {
      region: context.region,
      siteUrl: context.siteUrl,
      media: known.byFile,
      mediaById: known.byId,
      articleId: row.id,
      title,
      authorName: source?.authorName ?? null,
      featuredMediaId: row.featuredMediaId,
      hosts: source?.hosts ?? [],
      pathPrefix: source?.pathPrefix ?? regionRoot(context.region),
      contentFormat: source?.contentFormat ?? 'rendered',
      keptRules: source?.keptRules ?? [],
    },
  )
  const { html, text } = cleaned.body
  // Markup may take several times the room of its source: `<` becomes `&lt;`.
  if (bytesOf(html) + bytesOf(text) + bytesOf(content) > MAX_ROW_BYTES) {
    throw new ContentError('too_large', { details: { field: 'content', max: MAX_CONTENT_BYTES } })
  }
  return {
    report: cleaned.report,
    row: {
      ...row,
      title,
      titleText: cleaned.titleText,
      contentRaw: content,
      contentHtml: cleaned.body.html,
      contentText: cleaned.body.text,
      excerptRaw: excerpt,
      excerptText: cleaned.excerptText,
      cleanerVersion: cleaned.body.cleanerVersion,
      headingsJson: JSON.stringify(cleaned.body.headings),
      mediaIdsJson: JSON.stringify(cleaned.body.mediaIds),
      faqJson: JSON.stringify(cleaned.body.faq),
      wordCount: countOfSource(row) ?? cleaned.body.wordCount,
    },
  }
}

/** Categories and tags after the write, the primary category first; unknown ids are left out, as WordPress does. */
export async function chooseTerms(
  context: WriteContext,
  row: ArticleRow,
  input: ArticleInput,
  current: readonly PlacedTerm[],
  isImported = false,
): Promise<PlacedTerm[]> {
  if (row.type === 'page') return []
  const isNew = current.length === 0
  const isReordered = input.seoChanges?.primaryCategoryId !== undefined
  const isSame = input.categoryIds === undefined && input.tagIds === undefined && !isReordered
  if (isSame && !isNew) return [...current]
  const byTaxonomy = (taxonomy: string) =>
    current.filter((term) => term.taxonomy === taxonomy).map((term) => term.id)
  const categoryIds = input.categoryIds ?? byTaxonomy('category')
  const tagIds = input.tagIds ?? byTaxonomy('post_tag')
  const found = await findPlaced(context, [
    ...categoryIds,
    ...tagIds,
    context.region.defaultCategoryId,
  ])
  const pick = (ids: readonly number[], taxonomy: string) =>
    [...new Set(ids)].flatMap(
      (id) => found.find((term) => term.id === id && term.taxonomy === taxonomy) ?? [],
    )
  const categories = pick(categoryIds, 'category')
  // Who says which categories it has may say that it has none; who says nothing gets the default one.
  const isTold = input.categoryIds !== undefined && !isImported
  const chosen =
    categories.length > 0 || isTold
      ? categories
      : pick([context.region.defaultCategoryId], 'category')
  const primaryId = (JSON.parse(row.seoJson) as SeoFields).primaryCategoryId
  return [
    ...chosen.toSorted((a, b) => Number(b.id === primaryId) - Number(a.id === primaryId)),
    ...pick(tagIds, 'post_tag'),
  ]
}

async function findPlaced(
  { db, region, known }: WriteContext,
  ids: readonly number[],
): Promise<PlacedTerm[]> {
  const key = ids.join()
  const before = known?.terms.get(key)
  if (before) return before
  const found = await findTermsByIds(db, region.code, ids)
  known?.terms.set(key, found)
  return found
}

export function withSlug(
  row: ArticleRow,
  input: ArticleInput,
  before: ArticleRow | null,
  prefix: string,
  attempt: number,
): ArticleRow {
  const isTimeless = TIMELESS.includes(row.status)
  let wanted = input.slug !== undefined ? toSlug(input.slug) : row.slug
  if (row.status === 'trash') {
    wanted = `${(before?.slug ?? row.slug).replace(TRASHED, '')}__trashed`
  } else if (before?.status === 'trash') {
    wanted = wanted.replace(TRASHED, '')
  }
  if (wanted === '' && !isTimeless) wanted = toSlug(row.titleText) || String(row.id)
  const slug = wanted === '' ? '' : slugCandidate(wanted, attempt)
  return { ...row, slug, path: slug === '' ? '' : prefix + slug }
}

/** What a cleaner makes of an article, but for the cleaner's own version. */
const DERIVED = [
  'titleText',
  'excerptText',
  'contentHtml',
  'contentText',
  'headingsJson',
  'mediaIdsJson',
  'faqJson',
  'wordCount',
] as const satisfies readonly (keyof ArticleRow)[]

export function isSameBody(a: ArticleRow, b: ArticleRow): boolean {
  return DERIVED.every((field) => a[field] === b[field])
}

type Texts = Pick<ArticleRow, 'title' | 'contentRaw' | 'excerptRaw' | 'seoJson'>

export function isSameText(a: Texts, b: Texts): boolean {
  return (
    a.title === b.title &&
    a.contentRaw === b.contentRaw &&
    a.excerptRaw === b.excerptRaw &&
    a.seoJson === b.seoJson
  )
}

export function sameTerms(a: readonly PlacedTerm[], b: readonly PlacedTerm[]): boolean {
  return a.length === b.length && a.every((term, index) => term.id === b[index]?.id)
}
