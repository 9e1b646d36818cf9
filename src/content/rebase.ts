import type { Region } from '#regions/region.ts'
import { mediaPath, regionRoot } from '#regions/permalink.ts'
import type { SeoFields } from './import-document.ts'
import type { MediaRow } from './media.ts'
import { uploadsIn } from './upload-paths.ts'

/** Where addresses come from, and where they lead now. */
export interface OldSite {
  /** Its hosts; what they serve below the prefix is this region's. */
  hosts: readonly string[]
  /** `/ca/`, or `/` */
  pathPrefix: string
  region: Pick<Region, 'path'>
  siteUrl: string
}

/** An address that a page may name: of the web, or root-relative; empty for any other (`javascript:`, `//host`). */
export function webAddress(address: string): string {
  const trimmed = address.trim()
  if (trimmed.startsWith('//')) return `https:${trimmed}`
  const isAddress = /^(?:https?:\/\/|\/(?![/\\]))/i.test(trimmed)
  return isAddress && URL.parse(trimmed, 'https://relative.invalid') !== null ? trimmed : ''
}

const bare = (host: string) => host.toLowerCase().replace(/^www\./, '')

/** Root-relative form of an address on the old site or on this publication; null for any other, and for no address. */
export function rebaseAddress(address: string, site: OldSite): string | null {
  const base = site.siteUrl + regionRoot(site.region)
  const url = URL.parse(address.trim(), base)
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  const isHere = url.host === new URL(base).host
  const isOld = site.hosts.some((host) => bare(host) === bare(url.host))
  if (!isHere && !isOld) return null
  const path = url.pathname.replace(/\/{2,}/g, '/')
  const rest = url.search + url.hash
  // What is written without a host was written here.
  if (isHere && (!isOld || !/^(?:https?:)?\/\//i.test(address.trim()))) return path + rest
  const prefix = site.pathPrefix.replace(/\/*$/, '/')
  if (`${path}/` === prefix) return regionRoot(site.region) + rest
  return (
    (path.startsWith(prefix) ? regionRoot(site.region) + path.slice(prefix.length) : path) + rest
  )
}

/**
 * The SEO fields with addresses of this publication: a canonical on the old site leads into the region and is left out
 * where it is the article's `own` address; pictures that are known here are the media's files.
 */
export function rebaseSeo(
  seo: SeoFields,
  site: OldSite,
  about: { own?: string | undefined; media?: ReadonlyMap<string, MediaRow> } = {},
): SeoFields {
  const { canonical: given, ...fields } = seo
  const canonical =
    given === undefined ? undefined : (rebaseAddress(given, site) ?? webAddress(given))
  const own = about.own === undefined ? undefined : rebaseAddress(about.own, site)
  const isOwn = own != null && canonical?.replace(/\/$/, '') === own.replace(/\/$/, '')
  const picture = (address: string) => {
    const row = uploadsIn(address)
      .map((file) => about.media?.get(file))
      .find(Boolean)
    return row ? mediaPath(site.region, row.file) : webAddress(address)
  }
  const { ogImage, twitterImage, reviewedBy, ...texts } = fields
  const { url: reviewer = '', ...named } = reviewedBy ?? { name: '' }
  const profile = rebaseAddress(reviewer, site) ?? webAddress(reviewer)
  const social = ogImage && picture(ogImage.url)
  const ofTwitter = twitterImage && picture(twitterImage)
  return {
    ...texts,
    ...(canonical && !isOwn && { canonical }),
    ...(ogImage && social && { ogImage: { ...ogImage, url: social } }),
    ...(ofTwitter && { twitterImage: ofTwitter }),
    ...(reviewedBy && { reviewedBy: { ...named, ...(reviewer && profile && { url: profile }) } }),
  }
}
