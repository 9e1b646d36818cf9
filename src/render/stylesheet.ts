import { toneRules } from '#regions/tone.ts'
import { ARTICLE } from './sheet/article.ts'
import { BASE } from './sheet/base.ts'
import { CARDS } from './sheet/cards.ts'
import { FRAME } from './sheet/frame.ts'
import { PRINT } from './sheet/print.ts'
import { SEARCH } from './sheet/search.ts'

// One sheet for every page. Its scale: --small for furniture, --s1 and up for headings, which grow with the window.
const TOKENS = `
:root{color-scheme:light dark;--brand:BRAND;--paper:PAPER;--ink:#1a1815;--soft:#5d5850;--line:#d9d3c8;--panel:PANEL;--mark:#fbe9a8;--accent:ACCENT;
--s1:clamp(1.125rem,1.05rem + .35vw,1.25rem);--s2:clamp(1.25rem,1.1rem + .6vw,1.5rem);--s4:clamp(1.75rem,1.3rem + 2vw,2.75rem);--s5:clamp(1.9rem,1.35rem + 2.6vw,3.25rem);
--measure:39rem;--edge:clamp(1rem,4vw,2rem);--hair:1px solid var(--line);--small:.8125rem/1.5 var(--sans);
--serif:"Iowan Old Style",Charter,"Palatino Linotype",Palatino,Georgia,"Noto Serif",serif;--sans:system-ui,sans-serif;--mono:ui-monospace,Consolas,monospace}
@media(prefers-color-scheme:dark){:root{--paper:DARK_PAPER;--ink:#ece7dd;--soft:#aaa396;--line:#3a3731;--panel:DARK_PANEL;--mark:#4a3f14;--accent:DARK_ACCENT}}
@media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}@view-transition{navigation:auto}}
`
const LIGHT = { paper: '#fffdf9', panel: '#f5f1e8' }
const DARK = { paper: '#141311', panel: '#1f1d1a' }

const SHEET = BASE + FRAME + CARDS + ARTICLE + SEARCH + toneRules() + PRINT

/**
 * The stylesheet with a region's accent (#rrggbb), whichever it is: what is read in it, or stands on it, is of a shade
 * that reads in either scheme; the line above the masthead is the very colour.
 */
export function stylesheetFor(accent: string): string {
  const brand = /^#[0-9a-f]{6}$/i.test(accent) ? accent : '#0b5d5e'
  const values: Record<string, string> = {
    BRAND: brand,
    PAPER: LIGHT.paper,
    PANEL: LIGHT.panel,
    ACCENT: readable(brand, '#000000', Object.values(LIGHT)),
    DARK_PAPER: DARK.paper,
    DARK_PANEL: DARK.panel,
    DARK_ACCENT: readable(brand, '#ffffff', Object.values(DARK)),
  }
  const tokens = TOKENS.replace(/\b[A-Z_]{5,}\b/g, (name) => values[name] ?? name)
  return minified(tokens + SHEET)
}

/** Shorter names of what is the same wherever lines run across the page, to the left or to the right. */
const SAME: Record<string, string> = {
  'inline-size': 'width',
  'block-size': 'height',
  'border-block-start': 'border-top',
  'border-block-end': 'border-bottom',
}

/** The sheet without what only its authors read: line ends, last semicolons, names at full length. */
function minified(css: string): string {
  const names: string[] = []
  const short = (name: string) => {
    if (!names.includes(name)) names.push(name)
    return `--${names.indexOf(name).toString(36)}`
  }
  return css
    .replace(/\n|;(?=\})/g, '')
    .replace(/--[a-z][a-z0-9]*/g, short)
    .replace(
      /\b(?:inline-size|block-size|border-block-start|border-block-end)(?=:)/g,
      (name) => SAME[name] ?? name,
    )
}

/** WCAG 2.2, 1.4.3: text; more than its 3:1 for what is large and for signs. */
const MIN_CONTRAST = 4.5

/** The colour, with as much of another in it as it needs to be read on each of the grounds. */
function readable(color: string, other: string, grounds: readonly string[]): string {
  for (let share = 0; share < 1; share += 0.04) {
    const shade = mix(color, other, share)
    if (grounds.every((ground) => contrast(shade, ground) >= MIN_CONTRAST)) return shade
  }
  return other
}

function channels(color: string): number[] {
  return [1, 3, 5].map((from) => Number.parseInt(color.slice(from, from + 2), 16))
}

function mix(color: string, other: string, share: number): string {
  const to = channels(other)
  const mixed = channels(color).map((value, index) =>
    Math.round(value + ((to[index] ?? 0) - value) * share),
  )
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

/** Of two colours, WCAG 2.2: 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** Relative luminance, WCAG 2.2. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = channels(color).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
