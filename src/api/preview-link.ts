import type { ArticleRow } from '#content/article-row.ts'
import { previewPath } from '#content/signed-links.ts'
import { absoluteUrl } from '#regions/permalink.ts'
import type { ApiContext } from './context.ts'

/** Where this user sees what they have written of the article in its page, for a day; null in the trash. */
export async function previewLink(c: ApiContext, article: ArticleRow): Promise<string | null> {
  const { region, principal, now } = c.var
  if (principal === null || article.status === 'trash') return null
  const { DB, SITE_URL } = c.env
  return absoluteUrl(SITE_URL, await previewPath(DB, region, article, principal.userId, now))
}
