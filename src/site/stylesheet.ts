import type { RegionSettings } from '#content/regions.ts'
import { stylesheetFor } from '#render/stylesheet.ts'

/** Accent of what belongs to no region: the chooser. */
export const PUBLICATION_ACCENT = '#0b5d5e'

/** The name of the chooser's sheet, where a region's has its code. */
export const PUBLICATION_SHEET = 'publication'

const hrefs = new Map<string, string>()

/** Where a region's stylesheet is served; the name holds a hash of the content, so it never goes stale. */
export async function stylesheetHref(
  region: Pick<RegionSettings, 'code' | 'accent'> | null,
): Promise<string> {
  const name = region?.code ?? PUBLICATION_SHEET
  const accent = region?.accent ?? PUBLICATION_ACCENT
  const key = `${name} ${accent}`
  const known = hrefs.get(key)
  if (known !== undefined) return known
  const bytes = new TextEncoder().encode(stylesheetFor(accent))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const hash = Array.from(digest.slice(0, 8))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
  const href = `/assets/${name}.${hash}.css`
  // A pure function of the stylesheet and the accent: kept, since every page asks.
  hrefs.set(key, href)
  return href
}
