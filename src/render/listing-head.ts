import type { ListingAddress, ListingFound } from '#content/reading.ts'
import type { RegionSettings } from '#content/regions.ts'
import { formatPeriod } from '#regions/format.ts'
import { authorPath, datePath, homePath, termPath } from '#regions/permalink.ts'
import { toAuthorView } from './article-head.ts'
import { toPublisherView } from './publisher.ts'
import { toListingSeo } from './seo.ts'
import type { ListingHeadView, PaginationView } from './views.ts'
import { wordsFor } from './words.ts'

/** What a listing's head is made of. */
export type ListingSubject = Pick<ListingFound, 'term' | 'author' | 'total' | 'regions'>

/** The head of a page of a listing, for that page and, as of its first page, for the API. */
export function toListingHead(
  siteUrl: string,
  region: RegionSettings,
  address: ListingAddress,
  found: ListingSubject,
  page = 1,
): ListingHeadView {
  const pathOf = (number: number) => listingPath(region, address, found, number)
  const total = Math.max(1, Math.ceil(found.total / region.postsPerPage))
  const title = listingTitle(region, address, found)
  const pagination = toPagination(page, total, pathOf)
  return {
    site: toPublisherView(siteUrl, region),
    seo: toListingSeo(siteUrl, found, region, {
      title,
      page,
      kind: address.kind,
      path: pathOf(page),
      firstPath: pathOf(1),
      previousPath: pagination.previousHref,
      nextPath: pagination.nextHref,
    }),
    kind: address.kind,
    title,
    trail:
      address.kind === 'home'
        ? []
        : [{ label: wordsFor(region.locale).homeStep, href: homePath(region) }],
    author: found.author && toAuthorView(found.author, region),
    pagination,
  }
}

/** Where page `page` of the listing lives; terms by their own path, whatever spelling led here. */
export function listingPath(
  region: RegionSettings,
  address: ListingAddress,
  found: Pick<ListingFound, 'term'>,
  page: number,
): string {
  switch (address.kind) {
    case 'home':
      return homePath(region, page)
    case 'author':
      return authorPath(region, address.nicename, page)
    case 'date':
      return datePath(region, address.date, page)
    case 'category':
    case 'tag':
      return termPath(
        region,
        address.kind === 'tag' ? 'post_tag' : 'category',
        found.term?.path ?? address.path,
        page,
      )
  }
}

function listingTitle(
  region: RegionSettings,
  address: ListingAddress,
  found: Pick<ListingFound, 'term' | 'author'>,
): string {
  if (address.kind === 'home') return region.name
  if (address.kind === 'date') return formatPeriod(address.date, region.locale)
  return found.term?.name ?? found.author?.name ?? ''
}

/** Links to the pages around a page. */
export function toPagination(
  current: number,
  total: number,
  pathOf: (page: number) => string,
): PaginationView {
  const shown = [1, current - 1, current, current + 1, total].filter(
    (number, index, all) => number >= 1 && number <= total && all.indexOf(number) === index,
  )
  const pages: PaginationView['pages'] = []
  for (const number of shown) {
    const previous = pages.at(-1)
    if (previous && number - previous.number > 1) pages.push(null)
    pages.push({ number, href: pathOf(number), isCurrent: number === current })
  }
  return {
    current,
    total,
    previousHref: current > 1 ? pathOf(current - 1) : null,
    nextHref: current < total ? pathOf(current + 1) : null,
    pages,
  }
}
