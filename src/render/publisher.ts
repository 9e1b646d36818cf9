import type { RegionSettings } from '#content/regions.ts'
import { filePath, homePath } from '#regions/permalink.ts'
import type { PublisherView, RegionView } from './views.ts'

/** A region as the chooser and the masthead name it. */
export function toRegionView(region: RegionSettings): RegionView {
  return {
    code: region.code,
    locale: region.locale,
    direction: region.direction,
    name: region.name,
    tagline: region.tagline,
    label: region.label,
    homeHref: homePath(region),
    accent: region.accent,
    hasOwnIcon: region.head?.icon !== undefined,
  }
}

/** Who publishes a region's pages; the region itself where no organisation is named. */
export function toPublisherView(siteUrl: string, region: RegionSettings): PublisherView {
  const { name, logo, logoWidthPx = 0, logoHeightPx = 0, sameAs = [] } = region.organisation
  return {
    siteUrl,
    region: toRegionView(region),
    organisation: {
      name: name ?? region.name,
      logo: logo ? { src: logo, width: logoWidthPx, height: logoHeightPx } : null,
      icon: { src: filePath(region, 'icon-512.png'), width: 512, height: 512 },
      sameAs,
    },
  }
}
