import { findFeedItems } from '#content/feeds.ts'
import { findSearchPage } from '#content/search-pages.ts'
import { SEARCH } from '#edge/policy.ts'
import type { FeedFormat } from '#regions/paths.ts'
import { absoluteUrl, feedPath, searchPath } from '#regions/permalink.ts'
import { wordsFor } from '#render/words.ts'
import { feedFile, toFeedView } from './feeds.ts'
import { missing, redirect, type Answer, type Visit } from './routes.ts'
import { searchSubjects } from './subjects.ts'

/** The best results of a search that everybody may find, the newest first. Its text takes a round trip more than a listing's. */
export async function serveSearchFeed(
  visit: Visit,
  regionPath: string,
  text: string,
  format: FeedFormat,
): Promise<Answer> {
  const { DB, SITE_URL: siteUrl } = visit.env
  const found = await findSearchPage(DB, regionPath, { text, category: null, page: 1 })
  const { region } = found
  const response = async () => {
    if (region === null) return missing(visit, found)
    const { pathname } = visit.url
    const own = feedPath(pathname.replace(/feed\/(?:[a-z0-9]+\/)?$/, ''), format)
    const subjects = searchSubjects(region)
    // As brief as the answer itself: there is no end of such addresses.
    if (own !== pathname) return redirect(own, subjects, SEARCH, 301)
    const ids = found.results.map(({ card }) => card.id)
    const items = ids.length === 0 ? [] : await findFeedItems(DB, regionPath, ids)
    const view = toFeedView(siteUrl, region, items, {
      title: `${found.text} | ${region.name}`,
      description: `${wordsFor(region.locale).search}: ${found.text}`,
      homeUrl: absoluteUrl(siteUrl, searchPath(region, { text: found.text })),
      selfUrl: absoluteUrl(siteUrl, own),
    })
    return feedFile(visit, view, format, { policy: SEARCH, subjects, rowsRead: found.rowsRead })
  }
  return { ...found, response }
}
