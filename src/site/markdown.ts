import type { Subject } from '#content/changes.ts'
import { findArticlePage, type Article } from '#content/reading.ts'
import type { RegionSettings } from '#content/regions.ts'
import { PAGE } from '#edge/policy.ts'
import { formatDate } from '#regions/format.ts'
import { absoluteUrl, markdownPath } from '#regions/permalink.ts'
import { withAbsoluteAddresses } from '#render/absolute.ts'
import { isListed, toArticleHead } from '#render/article-head.ts'
import { toMarkdown } from '#render/markdown.ts'
import type { ArticleHeadView } from '#render/views.ts'
import { file } from './files.ts'
import { addressOf, lead, missing, redirect, type Answer, type Visit } from './routes.ts'
import { articleWordsSubjects, redirectSubjects } from './subjects.ts'

/** An article as Markdown, for programs that read; of what search engines may not list there is none. */
export async function serveMarkdown(
  visit: Visit,
  regionPath: string,
  path: string,
): Promise<Answer> {
  const found = await findArticlePage(visit.env.DB, regionPath, path)
  const { region, article } = found
  const response = async () => {
    if (region === null) return missing(visit, found)
    const at: Subject = { kind: 'path', region: region.code, path }
    if (!article) {
      const moved = found.redirect
      const target = moved && addressOf(visit, moved, region)
      const to = moved?.path && target !== moved.target ? markdownPath(region, moved.path) : target
      const subjects = moved ? redirectSubjects(moved, region, path) : [at]
      return lead(visit, found, moved, to, subjects)
    }
    const subjects = [at, ...articleWordsSubjects(region, article)]
    if (!isListed(article)) return missing(visit, found, subjects)
    const own = markdownPath(region, article.path)
    if (own !== visit.url.pathname) return redirect(own, subjects)
    const head = toArticleHead(visit.env.SITE_URL, found.regions, region, article)
    const body = markdownOf(visit.env.SITE_URL, region, article, head)
    return file(visit, body, 'text/markdown; charset=utf-8', PAGE, subjects, {
      rowsRead: found.rowsRead,
      headers: { Link: `<${head.seo.canonical}>; rel="canonical"` },
    })
  }
  return { ...found, response }
}

function markdownOf(
  siteUrl: string,
  region: RegionSettings,
  article: Article,
  { seo, title, author, image, categories, tags }: ArticleHeadView,
): string {
  const matter = {
    title,
    description: article.excerpt,
    author: author?.name ?? '',
    date: article.type === 'post' ? formatDate(article.publishedAt, region).iso : '',
    modified: formatDate(article.modifiedAt, region).iso,
    canonical: seo.canonical,
    language: region.locale,
    image: image ? absoluteUrl(siteUrl, image.src) : '',
    categories: categories.map(({ label }) => label),
    tags: tags.map(({ label }) => label),
  }
  return toMarkdown(matter, title, withAbsoluteAddresses(article.html, siteUrl, seo.canonical))
}
