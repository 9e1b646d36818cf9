import { expect, test } from 'vitest'
import { contrast, stylesheetFor } from '#render/stylesheet.ts'

/** In bytes before compression, which leaves a third: it may not grow unnoticed. */
const MAX_BYTES = 15_600

const ACCENTS = [
  '#ffdd00',
  '#ffffff',
  '#000000',
  '#9b2335',
  '#00ff88',
  '#0b5d5e',
  '#7a7a7a',
  '#fafafa',
]

/** The tokens of either scheme: those of the dark one stand in for the light one's. */
function colours(accent: string) {
  const sheet = stylesheetFor(accent)
  const [light = '', dark = ''] = [...sheet.matchAll(/:root\{[^}]*\}/g)].map(([root]) => root)
  const values = (root: string) =>
    new Map(
      [...root.matchAll(/(--\w+):(#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    )
  return { sheet, light: values(light), dark: values(dark) }
}

const used = (sheet: string, pattern: RegExp) => pattern.exec(sheet)?.[1] ?? ''

test.each(ACCENTS)('with the accent %s everything is read in either scheme', (accent) => {
  const { sheet, light, dark } = colours(accent)
  const ground = used(sheet, /body\{margin:0;background:var\((--\w+)\)/)
  const ink = used(sheet, /body\{[^}]*;color:var\((--\w+)\)/)
  const soft = used(sheet, /figcaption\{[^}]*color:var\((--\w+)\)/)
  const panel = used(sheet, /\.notice[^{]*\{background:var\((--\w+)\)/)
  const strong = used(sheet, /\.kicker,\.label\{font-weight:700;color:var\((--\w+)\)/)
  for (const scheme of [light, dark]) {
    const of = (name: string) => scheme.get(name) ?? ''
    for (const text of [ink, soft, strong]) {
      for (const behind of [ground, panel]) {
        expect(contrast(of(text), of(behind)), `${text} on ${behind}`).toBeGreaterThanOrEqual(4.5)
      }
    }
  }
})

test('the very accent stands above the masthead', () => {
  expect(colours('#ffdd00').light.values()).toContain('#ffdd00')
  expect(stylesheetFor('red;}body{display:none')).toBe(stylesheetFor('#0b5d5e'))
})

test('the sheet is small, and knows no left and right', () => {
  const sheet = stylesheetFor('#9b2335')
  expect(new TextEncoder().encode(sheet).length).toBeLessThanOrEqual(MAX_BYTES)
  expect(sheet).not.toMatch(
    /(?:margin|padding|border|inset)-(?:left|right)|[;{](?:left|right|float:(?:left|right))/,
  )
  expect(sheet).not.toMatch(/text-align:(?:left|right)|url\(|@import|[A-Z]{2,}_/)
  expect(sheet.match(/\{/g)).toHaveLength(sheet.match(/\}/g)?.length ?? 0)
})
