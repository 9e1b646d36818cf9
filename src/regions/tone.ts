// The colour that stands for a picture until it comes. A page's policy takes no inline style, and a rule for each picture
// would be a style of each page's own: three classes say a colour, a digit for each of red, green and blue, and a few rules of
// one stylesheet understand all 216 of them, 26 steps of 255 off at most: enough for what is seen for a moment.

/** Levels of a channel, and the steps between them. */
const LEVELS = 6
const STEP = 255 / (LEVELS - 1)

/** Classes that say a colour (#rrggbb) to the rules of `toneRules`; empty for none. */
export function toneClass(color: string | undefined): string {
  if (!color || !/^#[0-9a-f]{6}$/.test(color)) return ''
  const [red, green, blue] = [1, 3, 5].map((at) =>
    Math.round(Number.parseInt(color.slice(at, at + 2), 16) / STEP),
  )
  return `tone r${red} g${green} b${blue}`
}

/** What `toneClass` gives, and nothing else. */
export const TONE_CLASS = /^tone r[0-5] g[0-5] b[0-5]$/

/** The rules that colour an element of such classes. */
export function toneRules(): string {
  const rules = ['r', 'g', 'b'].flatMap((channel) =>
    Array.from({ length: LEVELS - 1 }, (_, index) => {
      const level = index + 1
      return `.${channel}${level}{--${channel}:${level * STEP}}`
    }),
  )
  return `.tone{background:rgb(var(--r,0) var(--g,0) var(--b,0))}${rules.join('')}`
}
