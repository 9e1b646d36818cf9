import type { Region } from '#regions/region.ts'

export interface NavigationItem {
  label: string
  /** Root-relative or absolute. */
  url: string
}

/** A region with its settings and menus, as reading.ts brings it along with every page. */
export interface RegionSettings extends Region {
  name: string
  tagline: string
  label: string
  accent: string
  organisation: { name?: string; logo?: string; sameAs?: string[] }
  footer: { note?: string }
  callToAction: { text: string; label: string; url: string } | null
  postsPerPage: number
  searchDiacritics: 'fold' | 'keep'
  defaultCategoryId: number
  isXDefault: boolean
  position: number
  version: number
  /** By location: primary, footer. */
  navigation: Record<string, NavigationItem[]>
}

interface RegionRow {
  code: string
  path: string
  locale: string
  direction: string
  timezone: string
  name: string
  tagline: string
  label: string
  accent: string
  organisation_json: string
  footer_json: string
  call_to_action_json: string
  posts_per_page: number
  search_diacritics: string
  default_category_id: number
  is_x_default: number
  position: number
  version: number
  navigation_json: string
}

/** Every region with its menus: the first statement of any page. */
export const REGIONS_SQL = `select r.*, (
    select json_group_object(n.location, json(n.items_json)) from navigation n where n.region_code = r.code
  ) as navigation_json
  from regions r order by r.position, r.code`

/** Rows of REGIONS_SQL as settings. The JSON columns were checked when they were written. */
export function toRegions(rows: readonly unknown[]): RegionSettings[] {
  return (rows as RegionRow[]).map((row) => ({
    code: row.code,
    path: row.path,
    locale: row.locale,
    direction: row.direction === 'rtl' ? 'rtl' : 'ltr',
    timezone: row.timezone,
    name: row.name,
    tagline: row.tagline,
    label: row.label,
    accent: row.accent,
    organisation: JSON.parse(row.organisation_json),
    footer: JSON.parse(row.footer_json),
    callToAction: JSON.parse(row.call_to_action_json),
    postsPerPage: row.posts_per_page,
    searchDiacritics: row.search_diacritics === 'keep' ? 'keep' : 'fold',
    defaultCategoryId: row.default_category_id,
    isXDefault: row.is_x_default === 1,
    position: row.position,
    version: row.version,
    navigation: JSON.parse(row.navigation_json),
  }))
}

/** All regions in the order in which the chooser shows them. */
export async function listRegions(d1: D1Database): Promise<RegionSettings[]> {
  const { results } = await d1.prepare(REGIONS_SQL).all()
  return toRegions(results)
}
