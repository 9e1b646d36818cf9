// The colour that stands for a picture until it comes. A page's policy takes no inline style, and a rule for each picture
// would be a style of each page's own: three classes say a colour, a digit for each of red, green and blue, and forty-eight
// rules of one stylesheet understand all 4,096 of them, eight steps of 255 off at most.

/** Classes that say a colour (#rrggbb) to the rules of `toneRules`; empty for none. */
export function toneClass(color: string | undefined): string {
  if (!color || !/^#[0-9a-f]{6}$/.test(color)) return ''
  const [red, green, blue] = [1, 3, 5].map((at) =>
    Math.round(Number.parseInt(color.slice(at, at + 2), 16) / 17).toString(16),
  )
  return `tone r${red} g${green} b${blue}`
}

/** What `toneClass` gives, and nothing else. */
export const TONE_CLASS = /^tone r[0-9a-f] g[0-9a-f] b[0-9a-f]$/

/** The rules that colour an element of such classes. */
export function toneRules(): string {
  const rules = ['r', 'g', 'b'].flatMap((channel) =>
    Array.from(
      { length: 16 },
      (_, level) => `.${channel}${level.toString(16)}{--${channel}:${level * 17}}`,
    ),
  )
  return `.tone{background:rgb(var(--r) var(--g) var(--b))}${rules.join('')}`
}
