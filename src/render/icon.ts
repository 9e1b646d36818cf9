import type { RegionView } from './views.ts'

// The sign of a region without a picture of its own: a globe in its accent.

/** As SVG, for browsers. */
export function iconSvg(accent: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8" fill="${accent}"/><path d="M8 1v14M2 8h12" stroke="#fff" fill="none"/><ellipse cx="8" cy="8" rx="3.5" ry="7" stroke="#fff" fill="none"/></svg>`
}

/** A picture of few colours: each pixel is a place in the palette. */
export interface Bitmap {
  /** In pixels, as wide as it is high. */
  size: number
  /** Red, green and blue of each colour in turn. */
  palette: Uint8Array
  /** Row after row. */
  pixels: Uint8Array
}

/** From accent to white; edges are smooth to the eye. */
const SHADES = 32
/** Half the sign's width and height in the drawing's units, with the room that a mask takes (W3C manifest, maskable icons). */
const HALF = 11

/** The same on a ground of the accent, for where icons are cut to a shape: home screens, app lists. */
export function iconBitmap(accent: string, size: number): Bitmap {
  const channels = [1, 3, 5].map((from) => Number.parseInt(accent.slice(from, from + 2), 16))
  const palette = new Uint8Array(SHADES * 3)
  for (let shade = 0; shade < SHADES; shade++) {
    channels.forEach((value, channel) => {
      palette[shade * 3 + channel] = value + ((255 - value) * shade) / (SHADES - 1)
    })
  }
  const unit = (HALF * 2) / size
  const pixels = new Uint8Array(size * size)
  for (let row = 0; row < size; row++) {
    const y = Math.abs((row + 0.5) * unit - HALF)
    for (let column = 0; column < size; column++) {
      const x = Math.abs((column + 0.5) * unit - HALF)
      const covered = 0.5 + (0.5 - distanceToLine(x, y)) / unit
      pixels[row * size + column] = Math.round(Math.min(1, Math.max(0, covered)) * (SHADES - 1))
    }
  }
  return { size, palette, pixels }
}

/** How far a place, counted from the middle, is from the nearest of the globe's lines. */
function distanceToLine(x: number, y: number): number {
  const rim = Math.abs(Math.hypot(x, y) - 7)
  const meridian = Math.hypot(x / 3.5, y / 7)
  // The distance from an ellipse to the first order: the function by its gradient.
  const slope = Math.hypot(x / 3.5 ** 2, y / 7 ** 2) / Math.max(meridian, 1e-6)
  const inside = Math.hypot(x, y) <= 7
  return Math.min(
    rim,
    Math.abs(meridian - 1) / Math.max(slope, 1e-6),
    inside ? Math.min(x, y) : rim,
  )
}

/** The manifest of a region (W3C Web Application Manifest): what a device calls it that keeps it on its home screen. */
export function manifest(region: RegionView): string {
  const { homeHref, accent } = region
  const icon = (size: 180 | 512) => ({
    src: `${homeHref}icon-${size}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
  })
  return JSON.stringify({
    id: homeHref,
    name: region.name,
    short_name: region.name,
    ...(region.tagline && { description: region.tagline }),
    lang: region.locale,
    dir: region.direction,
    start_url: homeHref,
    scope: homeHref,
    display: 'minimal-ui',
    theme_color: accent,
    background_color: '#ffffff',
    icons: [
      ...(region.hasOwnIcon
        ? []
        : [{ src: `${homeHref}icon.svg`, sizes: 'any', type: 'image/svg+xml' }]),
      icon(180),
      icon(512),
      ...(region.hasOwnIcon ? [] : [{ ...icon(512), purpose: 'maskable' }]),
    ],
  })
}
