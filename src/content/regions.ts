import type { Region } from '#regions/region.ts'
import { parseOnce } from './parsed.ts'
import type { CardMedia } from './reading.ts'

export interface NavigationItem {
  label: string
  /** Root-relative or absolute. */
  url: string
  /** What stands below it. */
  items?: NavigationItem[] | undefined
}

/** What every page needs to know of the other regions. */
export interface RegionLink extends Pick<Region, 'code' | 'path' | 'locale'> {
  label: string
  isXDefault: boolean
}

/** What has a title of its own kind. */
export type TitledPage = 'home' | 'article' | 'page' | 'category' | 'tag' | 'author' | 'date'

/** The region of a page, null where its path is none's, and all regions in the order in which people see them. */
export type Frame =
  { region: RegionSettings; regions: RegionLink[] } | { region: null; regions: RegionSettings[] }

/** A region with its settings and menus: the view region_documents of migrations/0003. */
export interface RegionSettings extends Region {
  name: string
  tagline: string
  label: string
  accent: string
  organisation: {
    name?: string
    /** Root-relative or absolute. */
    logo?: string
    logoWidthPx?: number
    logoHeightPx?: number
    sameAs?: string[]
  }
  footer: { note?: string }
  /** What its heads say otherwise than by default. */
  head?: {
    /** By what a page shows: article, home … */
    titles?: Partial<Record<TitledPage, string>>
    /** A square picture of the region's uploads, root-relative. */
    icon?: string
  }
  callToAction: { text: string; label: string; url: string } | null
  postsPerPage: number
  searchDiacritics: 'fold' | 'keep'
  defaultCategoryId: number
  isXDefault: boolean
  position: number
  version: number
  /** By location: primary, footer. */
  navigation: Record<string, NavigationItem[]>
  /** What stands for its pages that have no picture of their own; absent in frames of older releases. */
  socialImage?: CardMedia | null
}

/** The frame of a page below the path ?1: one row of JSON, kept by the triggers of migrations/0003. */
export const FRAME_SQL = `select document from region_frames
  where path = coalesce((select path from regions where path = ?1), '*')`

/** More than a publication has regions. */
const parseFrame = parseOnce<Frame>(100)

/** A row of FRAME_SQL, parsed once for each text. The settings in it were checked when they were written. */
export function toFrame(row: Record<string, unknown> | undefined): Frame {
  return row ? parseFrame(String(row.document)) : { region: null, regions: [] }
}

/** The frame of a page below the path. */
export async function findFrame(d1: D1Database, path: string): Promise<Frame> {
  const row = await d1.prepare(FRAME_SQL).bind(path).first<Record<string, unknown>>()
  return toFrame(row ?? undefined)
}

/** All regions in the order in which the chooser shows them. */
export async function listRegions(d1: D1Database): Promise<RegionSettings[]> {
  const row = await d1
    .prepare("select document from region_frames where path = '*'")
    .first<Record<string, unknown>>()
  const frame = toFrame(row ?? undefined)
  return frame.region === null ? frame.regions : []
}
