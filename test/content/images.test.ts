import sharp, { type Color, type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { readImageHeader } from '#content/image-header.ts'
import { isReadable, isVaried } from '#content/image-work.ts'
import { colorOfPng } from '#content/png-color.ts'

// Pictures as encoders write them.

const canvas = (width: number, height: number, background: Color = '#b04020') =>
  sharp({ create: { width, height, channels: 4, background } })
const bytesOf = async (image: Sharp) => new Uint8Array(await image.toBuffer())

describe('the colour of a picture is read', () => {
  const sea = { r: 11, g: 93, b: 94 }
  const see = (alpha = 1) => canvas(1, 1, { ...sea, alpha })
  test.each<[string, Sharp, string]>([
    ['with alpha', see().png(), '#0b5d5e'],
    ['without', see().removeAlpha().png(), '#0b5d5e'],
    ['from a palette', see().removeAlpha().png({ palette: true }), '#0b5d5e'],
    [
      'of sixteen bits',
      canvas(1, 1, '#ff0000').removeAlpha().toColourspace('rgb16').png(),
      '#ff0000',
    ],
    ['in grey', canvas(1, 1, '#808080').removeAlpha().toColourspace('b-w').png(), '#808080'],
    ['not where it lets through', see(0.5).png(), ''],
    ['nor where nothing is there', canvas(1, 1, { ...sea, alpha: 0 }).png({ palette: true }), ''],
    ['nor of another format', see().webp(), ''],
  ])('%s', async (_, image, color) => {
    expect(await colorOfPng(await bytesOf(image))).toBe(color)
  })
})

describe('the header of', () => {
  const frames = (format: 'gif' | 'webp') =>
    sharp(
      Array.from({ length: 2 }, (_, index) => ({
        create: { width: 80, height: 70, channels: 3, background: index ? '#fff' : '#000' },
      })) as never,
      { join: { animated: true } },
    )[format]()
  test.each<[string, () => Sharp, object]>([
    ['a JPEG', () => canvas(90, 70).jpeg(), { mimeType: 'image/jpeg', widthPx: 90, heightPx: 70 }],
    [
      'one from a camera held upright',
      () => canvas(90, 70).jpeg().withMetadata({ orientation: 6 }),
      { widthPx: 70, heightPx: 90, isAnimated: false },
    ],
    [
      'one held upside down',
      () => canvas(90, 70).jpeg().withMetadata({ orientation: 3 }),
      { widthPx: 90, heightPx: 70 },
    ],
    ['a PNG', () => canvas(90, 70).png(), { widthPx: 90, heightPx: 70, isAnimated: false }],
    ['a WebP', () => canvas(90, 70).webp(), { widthPx: 90, heightPx: 70, isAnimated: false }],
    ['a lossless WebP', () => canvas(90, 70).webp({ lossless: true }), { widthPx: 90 }],
    ['an AVIF', () => canvas(90, 70).avif(), { mimeType: 'image/avif', widthPx: 90, heightPx: 70 }],
    ['an animated WebP', () => frames('webp'), { widthPx: 80, heightPx: 70, isAnimated: true }],
    ['an animated GIF', () => frames('gif'), { widthPx: 80, heightPx: 70, isAnimated: true }],
  ])('%s says what is shown', async (_, draw, header) => {
    expect(readImageHeader(await bytesOf(draw()))).toMatchObject(header)
  })

  test('what ends too early says nothing', async () => {
    const whole = await bytesOf(canvas(90, 70).jpeg().withMetadata({ orientation: 6 }))
    for (let length = 0; length < 200; length++) {
      expect(() => readImageHeader(whole.subarray(0, length))).not.toThrow()
    }
  })
})

test.each<[string, number, number, object, [boolean, boolean]]>([
  ['a photograph', 6000, 4000, {}, [true, true]],
  ['one pixel', 1, 1, {}, [true, false]],
  ['an icon', 48, 48, {}, [true, false]],
  ['a panorama', 20_000, 1000, {}, [false, false]],
  ['more than the binding opens', 11_000, 11_000, {}, [false, false]],
  ['a film', 800, 600, { mimeType: 'image/webp', isAnimated: true }, [true, false]],
  ['a GIF', 800, 600, { mimeType: 'image/gif', isAnimated: true }, [true, false]],
])('%s of %i by %i is opened, and varied, or not', (_, widthPx, heightPx, more, answers) => {
  const header = {
    mimeType: 'image/jpeg',
    extension: '',
    isAnimated: false,
    widthPx,
    heightPx,
    ...more,
  }
  expect([isReadable(header), isVaried(header)]).toEqual(answers)
})
