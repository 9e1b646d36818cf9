import { describe, expect, test } from 'vitest'
import { TONE_CLASS, toneClass, toneRules } from '#regions/tone.ts'
import { variantCrops, variantSpec, variantSrcset, variantWidths } from '#regions/variants.ts'

const region = { path: 'ca' }
const picture = (widthPx: number, heightPx: number, more = {}) => ({
  id: 9,
  mimeType: 'image/jpeg',
  widthPx,
  heightPx,
  variantKey: '1a2b3c4d',
  color: '#102030',
  ...more,
})

test.each([
  [4000, [320, 480, 720, 1080, 1600]],
  [1600, [320, 480, 720, 1080, 1600]],
  [1280, [320, 480, 720, 1080, 1280]],
  [1100, [320, 480, 720, 1100]],
  [500, [320, 500]],
  [90, [90]],
])('a picture of %i pixels is made in widths that differ, none beyond its own', (width, widths) => {
  expect(variantWidths({ widthPx: width })).toEqual(widths)
})

test('a srcset names every width, and is empty without a key', () => {
  expect(variantSrcset(region, picture(720, 540), 'avif')).toBe(
    '/ca/images/9-1a2b3c4d/320.avif 320w, /ca/images/9-1a2b3c4d/480.avif 480w, /ca/images/9-1a2b3c4d/720.avif 720w',
  )
  expect(variantSrcset({ path: '' }, picture(90, 90), 'webp')).toBe(
    '/images/9-1a2b3c4d/90.webp 90w',
  )
  expect(variantSrcset(region, picture(4000, 3000, { variantKey: '' }), 'avif')).toBe('')
})

describe('the name of a variant', () => {
  test.each<[string, object | null]>([
    ['720.avif', { widthPx: 720, format: 'image/avif' }],
    ['1280.webp', { widthPx: 1280, format: 'image/webp' }],
    ['16x9.jpg', { widthPx: 1200, heightPx: 675, format: 'image/jpeg' }],
    ['4x3.jpg', { widthPx: 960, heightPx: 720, format: 'image/jpeg' }],
    ['1x1.jpg', { widthPx: 720, heightPx: 720, format: 'image/jpeg' }],
    ['social.jpg', { widthPx: 1200, heightPx: 630, format: 'image/jpeg' }],
    ['721.avif', null],
    ['99999.webp', null],
    ['0720.avif', null],
    ['720.jpg', null],
    ['16x9.png', null],
    ['2x1.jpg', null],
    ['constructor.jpg', null],
    ['', null],
  ])('%s is known, or nothing', (name, spec) => {
    expect(variantSpec(picture(1280, 720), name)).toEqual(spec)
  })

  test('is of another format where something shows through', () => {
    const logo = picture(1280, 720, { mimeType: 'image/png', color: '' })
    expect(variantSpec(logo, '16x9.jpg')).toBeNull()
    expect(variantSpec(logo, '16x9.png')?.format).toBe('image/png')
  })
})

test('a picture that is too small for search engines is cut for none', () => {
  expect(variantCrops(region, picture(240, 240)).map(({ src }) => src)).toEqual([
    '/ca/images/9-1a2b3c4d/1x1.jpg',
  ])
  expect(variantCrops(region, picture(200, 200))).toEqual([])
})

test('a colour is said by classes that the stylesheet has, 26 of 255 off at most', () => {
  const rules = toneRules()
  const levelOf = (name: string) =>
    name.endsWith('0') ? 0 : Number(new RegExp(`\\.${name}\\{--\\w:(\\d+)\\}`).exec(rules)?.[1])
  for (const color of ['#000000', '#ffffff', '#0b5d5e', '#7f8081', '#f7ecd4']) {
    const said = toneClass(color)
    expect(said).toMatch(TONE_CLASS)
    const [, ...channels] = said.split(' ')
    channels.forEach((name, index) => {
      const wanted = Number.parseInt(color.slice(1 + index * 2, 3 + index * 2), 16)
      expect(Math.abs(levelOf(name) - wanted), `${color} ${name}`).toBeLessThanOrEqual(26)
    })
  }
  expect([toneClass(''), toneClass(undefined), toneClass('red')]).toEqual(['', '', ''])
})
