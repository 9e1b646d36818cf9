import { findLatest } from '#content/feeds.ts'
import { listRobotsRules } from '#content/region-settings.ts'
import { listRegions, type RegionSettings } from '#content/regions.ts'
import { indexNowKey } from '#edge/pings.ts'
import { PAGE } from '#edge/policy.ts'
import { absoluteUrl, feedPath, filePath, homePath, markdownPath } from '#regions/permalink.ts'
import { titleOf } from '#render/article-head.ts'
import { llmsText, type LlmsView } from '#render/llms.ts'
import { toPublisherView } from '#render/publisher.ts'
import { robotsText } from '#render/robots.ts'
import { wordsFor } from '#render/words.ts'
import { file } from './files.ts'
import { serveRootIcon } from './icons.ts'
import { missing, redirect, type Answer, type Visit } from './routes.ts'
import { serveWholeIndex } from './sitemaps.ts'
import { chooserSubjects, latestSubjects } from './subjects.ts'

const INDEX = '/sitemap_index.xml'
const TEXT = 'text/plain; charset=utf-8'

/** What stands at the root for the whole publication; null for any other address. */
export async function serveRootFile(visit: Visit): Promise<Response | null> {
  const { env, url } = visit
  switch (url.pathname) {
    case INDEX:
      return serveWholeIndex(visit)
    case '/sitemap.xml':
    case '/wp-sitemap.xml':
      return redirect(INDEX, [])
    case '/robots.txt':
      return serveRobots(visit)
    case '/llms.txt':
      return serveWholeLlms(visit)
    default: {
      const key = indexNowKey(env)
      return key !== null && url.pathname === `/${key}.txt`
        ? file(visit, key, TEXT, PAGE, [])
        : serveRootIcon(visit)
    }
  }
}

async function serveRobots(visit: Visit): Promise<Response> {
  const { DB, SITE_URL: siteUrl } = visit.env
  const rows = await listRobotsRules(DB)
  const body = robotsText(
    rows,
    [INDEX, ...rows.map((region) => filePath(region, 'news-sitemap.xml'))].map((path) =>
      absoluteUrl(siteUrl, path),
    ),
  )
  return file(visit, body, TEXT, PAGE, chooserSubjects(rows))
}

/** The editions, each with its own llms.txt; of a single one at the root that of it. */
async function serveWholeLlms(visit: Visit): Promise<Response> {
  const { DB, SITE_URL: siteUrl } = visit.env
  const regions = await listRegions(DB)
  const root = regions.find(({ path }) => path === '')
  if (root && regions.length === 1) {
    const own = await serveLlms(visit, '')
    return own.response()
  }
  const main = regions.find(({ isXDefault }) => isXDefault) ?? regions[0]
  const title = main ? toPublisherView(siteUrl, main).organisation.name : 'Meridian'
  const view: LlmsView = {
    title,
    summary: regions.map(({ label }) => label).join(', '),
    sections: [
      {
        title: wordsFor(main?.locale ?? 'en').editions,
        links: regions.flatMap((region) => {
          const note = region.tagline || region.name
          const home = { label: region.label, url: absoluteUrl(siteUrl, homePath(region)), note }
          return region.path === ''
            ? [home]
            : [{ ...home, url: absoluteUrl(siteUrl, filePath(region, 'llms.txt')) }]
        }),
      },
      { title: 'Sitemaps', links: [{ label: 'Sitemap', url: absoluteUrl(siteUrl, INDEX) }] },
    ],
  }
  return file(visit, llmsText(view), TEXT, PAGE, chooserSubjects(regions))
}

/** A region's llms.txt: its newest articles in Markdown, its sections, its feeds. */
export async function serveLlms(visit: Visit, regionPath: string): Promise<Answer> {
  const found = await findLatest(visit.env.DB, regionPath)
  const { region, cards } = found
  const { SITE_URL: siteUrl } = visit.env
  const absolute = (path: string) => absoluteUrl(siteUrl, path)
  const response = async () => {
    if (region === null) return missing(visit, found)
    const words = wordsFor(region.locale)
    const view: LlmsView = {
      title: region.name,
      summary: region.tagline,
      sections: [
        {
          title: words.latest,
          links: cards.map((card) => ({
            label: titleOf(card, region),
            url: absolute(markdownPath(region, card.path)),
            note: card.excerpt,
          })),
        },
        {
          title: words.sections,
          links: menuOf(region).map(([label, url]) => ({ label, url: absolute(url) })),
        },
        {
          title: 'Feeds',
          links: [
            { label: 'RSS', url: absolute(feedPath(homePath(region))) },
            { label: 'JSON Feed', url: absolute(feedPath(homePath(region), 'json')) },
            { label: 'Sitemap', url: absolute(filePath(region, 'sitemap_index.xml')) },
          ],
        },
      ],
    }
    return file(visit, llmsText(view), TEXT, PAGE, latestSubjects(found, region), {
      rowsRead: found.rowsRead,
    })
  }
  return { ...found, response }
}

function menuOf(region: RegionSettings): [label: string, url: string][] {
  const items = region.navigation.primary ?? []
  return items.flatMap((item) =>
    [item, ...(item.items ?? [])].map(({ label, url }): [string, string] => [label, url]),
  )
}
