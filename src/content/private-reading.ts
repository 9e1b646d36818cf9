import type { Faq } from './body.ts'
import { openDatabase } from './database.ts'
import { withBody } from './article-fields.ts'
import { findArticle, type ArticleRow } from './article-row.ts'
import type { Article, ArticleDocument, ArticleFound } from './reading.ts'
import type { Frame, RegionSettings } from './regions.ts'
import { listAutosaves, type RevisionRow } from './revisions.ts'
import type { PrepareBody } from './write-context.ts'

// What readers' documents do not hold: drafts, what was typed and not saved, what a password protects.

/** An article of whatever status as its page would show it to readers, with the texts of `row`. */
async function toArticle(d1: D1Database, row: ArticleRow): Promise<Article> {
  const made = await d1
    .prepare('select document from page_documents where region_code = ?1 and article_id = ?2')
    .bind(row.regionCode, row.id)
    .first<string>('document')
  return {
    ...(JSON.parse(made ?? '{}') as ArticleDocument), // as the view makes it
    ...openTexts(row),
    title: row.titleText,
    headings: JSON.parse(row.headingsJson) as Article['headings'],
    faq: JSON.parse(row.faqJson) as Faq[],
    wordCount: row.wordCount,
  }
}

/** The texts that a password would protect. */
export function openTexts(row: ArticleRow) {
  return {
    html: row.contentHtml,
    excerpt: row.excerptText,
    contentStart: row.excerptText === '' ? row.contentText.slice(0, 240) : '',
    isProtected: false,
  }
}

/**
 * An article as the user left it: with what they typed since it was last saved, cleaned as a save would; null when there
 * is none, or it is in the trash.
 */
export async function findPreview(
  d1: D1Database,
  frame: Extract<Frame, { region: RegionSettings }>,
  { id, userId }: { id: number; userId: number },
  context: { siteUrl: string; now: number; prepare: PrepareBody },
): Promise<(ArticleFound & { article: Article }) | null> {
  const db = openDatabase(d1)
  const { region } = frame
  const [row, autosaves] = await Promise.all([
    findArticle(db, region.code, id),
    listAutosaves(db, { regionCode: region.code, id }),
  ])
  if (row === null || row.status === 'trash') return null
  const own = autosaves.find((autosave) => autosave.authorId === userId)
  const shown = own && isLater(own, row) ? await withAutosave(row, own) : row
  const article = await toArticle(d1, shown)
  return {
    ...frame,
    article,
    rowsRead: 0,
    previous: null,
    next: null,
    related: [],
    redirect: null,
    recent: [],
  }

  async function withAutosave(before: ArticleRow, autosave: RevisionRow): Promise<ArticleRow> {
    // A field that a client did not send is empty (WordPress's rule); nobody previews a page without its text.
    const title = autosave.title || before.title
    const content = autosave.contentRaw || before.contentRaw
    const input = { title, content, excerpt: autosave.excerptRaw }
    return (await withBody({ ...context, db, region, userId }, before, input, null)).row
  }
}

/** Whether it was typed on what the article is today, or after that; else a save has overtaken it. */
function isLater(autosave: RevisionRow, article: ArticleRow): boolean {
  return autosave.version >= article.version || autosave.createdAt > article.modifiedAt
}
