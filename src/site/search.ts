import { findSearchPage, type SearchAsked, type SearchFound } from '#content/search-pages.ts'
import { toSearchText } from '#content/search-query.ts'
import type { RegionSettings } from '#content/regions.ts'
import { SEARCH } from '#edge/policy.ts'
import { matchPath, matchRootPath } from '#regions/paths.ts'
import { regionRoot, searchPath } from '#regions/permalink.ts'
import { toPagination } from '#render/listing-head.ts'
import { apiLinks } from '#render/seo.ts'
import { searchPage } from '#render/search.ts'
import type { SearchView } from '#render/views.ts'
import { wordsFor } from '#render/words.ts'
import { regionHeaders } from './headers.ts'
import { missing, page, type Visit } from './routes.ts'
import { searchSubjects } from './subjects.ts'
import { toCardView, toSiteView } from './views.ts'

/** What a query string looks for (`?s=words&cat=4`), at a canonical path where that means something; else null. */
export function readSearch(url: URL): SearchAsked | null {
  const text = url.searchParams.get('s')
  const number = pageOf(url.pathname)
  if (text === null || number === null) return null
  const category = url.searchParams.get('cat')?.toLowerCase().slice(0, 200) || null
  return { text: toSearchText(text), category, page: number }
}

/** The page that a home's path is of, in a region below its path or at the root; null for other paths. */
function pageOf(pathname: string): number | null {
  const places = [matchPath(pathname).place, matchRootPath(pathname)]
  const home = places.find((place) => place.kind === 'home')
  return home?.page ?? null
}

/** The results of a search; past the last page a 404. */
export async function answerSearch(visit: Visit, asked: SearchAsked): Promise<Response> {
  const found = await find(visit, asked)
  const { region } = found
  // What nothing was found with is told as such; a page that nothing is on is none.
  if (region === null) return missing(visit, found)
  const subjects = searchSubjects(region)
  const isPastEnd = asked.page > 1 && found.results.length === 0
  if (isPastEnd || found.category === undefined) return missing(visit, found, subjects)
  const view = await toSearchView(visit.env.SITE_URL, found, region, asked)
  const headers = regionHeaders(view.site, view.api)
  return page(visit, searchPage(view), 200, SEARCH, subjects, found.rowsRead, headers)
}

async function find({ env, url }: Visit, asked: SearchAsked): Promise<SearchFound> {
  const { regionPath, place } = matchPath(url.pathname)
  const found = place.kind === 'home' ? await findSearchPage(env.DB, regionPath, asked) : null
  if (found?.region || (regionPath === '' && found)) return found
  return findSearchPage(env.DB, '', asked)
}

async function toSearchView(
  siteUrl: string,
  found: SearchFound,
  region: RegionSettings,
  asked: SearchAsked,
): Promise<SearchView> {
  const { text, total, suggestion, category } = found
  const words = wordsFor(region.locale)
  const at = (id: number | null, number = 1) => searchPath(region, { text, category: id }, number)
  const narrowed = category?.id ?? null
  const all = { label: words.allSections, href: at(null), total: null, isCurrent: !category }
  const sections = found.facets.map((facet) => ({
    label: facet.name,
    href: at(facet.id),
    total: found.isCounted ? facet.total : null,
    isCurrent: facet.id === narrowed,
  }))
  // A section that has nothing of it still says what the search is narrowed to.
  if (category && !sections.some(({ isCurrent }) => isCurrent)) {
    sections.unshift({ label: category.name, href: at(category.id), total: null, isCurrent: true })
  }
  const pages = Math.max(1, Math.ceil(total / region.postsPerPage))
  return {
    site: await toSiteView(siteUrl, found.regions, region, regionRoot(region)),
    api: apiLinks(siteUrl, region, null),
    text,
    results: found.results.map(({ card, title, snippet }) => {
      const view = toCardView(card, region)
      // A card without a title has what stands for one.
      return {
        ...view,
        marked: card.title ? title : [{ text: view.title, isMarked: false }],
        snippet,
      }
    }),
    total,
    isBounded: found.isBounded,
    isPartial: found.isPartial,
    suggestion:
      suggestion === null
        ? null
        : { label: suggestion, href: searchPath(region, { text: suggestion }) },
    facets: [all, ...sections],
    pagination: toPagination(asked.page, pages, (number) => at(narrowed, number)),
    recent: found.recent.map((card) => toCardView(card, region)),
  }
}

/** What an address that leads nowhere may be about: `/ca/2025/flu-shots.html` is `flu shots`. */
export function wordsOfPath(pathname: string, region: RegionSettings): string {
  const last = pathname.slice(regionRoot(region).length).replace(/\/$/, '').split('/').at(-1) ?? ''
  let text = last
  try {
    text = decodeURIComponent(last)
  } catch {
    // As it stands.
  }
  return toSearchText(text.replace(/\.[a-z]{2,5}$/i, '').replace(/[-_.+]+|\b\d+\b/g, ' '))
}
