import type { DemoAuthorName, SceneName } from './types.ts'

// Posters in flat layers, drawn so that the demonstration needs no files: far things pale, near things dark, one light.

interface Palette {
  sky: [string, string]
  far: string
  middle: string
  near: string
  water: string
  light: string
}

const WIDTH = 1600
const HEIGHT = 900
const PALETTES: Record<1 | 2, Palette> = {
  1: {
    sky: ['#bfe0ea', '#f7ecd4'],
    far: '#9dbcc0',
    middle: '#5f8d86',
    near: '#234b4a',
    water: '#7fb3bd',
    light: '#fff3c9',
  },
  2: {
    sky: ['#27325c', '#f0a271'],
    far: '#8a6f8c',
    middle: '#54456e',
    near: '#231f3b',
    water: '#5a5a8c',
    light: '#ffd9a0',
  },
}

/** A repeatable source of numbers from 0 to 1 (mulberry32): the same picture each time. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const rect = (x: number, y: number, w: number, h: number, fill: string, more = '') =>
  `<rect x="${x.toFixed(0)}" y="${y.toFixed(0)}" width="${w.toFixed(0)}" height="${h.toFixed(0)}" fill="${fill}" ${more}/>`
const circle = (x: number, y: number, r: number, fill: string, more = '') =>
  `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="${fill}" ${more}/>`
const shape = (d: string, fill: string, more = '') => `<path d="${d}" fill="${fill}" ${more}/>`
const line = (d: string, stroke: string, width: number) =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round"/>`

/** A skyline of hills: `rough` 0 is smooth, 1 is jagged. */
function ridge(
  random: () => number,
  base: number,
  height: number,
  rough: number,
  fill: string,
): string {
  const points: string[] = []
  const step = rough > 0.5 ? 90 : 160
  for (let x = 0; x <= WIDTH + step; x += step) {
    const y = base - height * (0.35 + 0.65 * random())
    points.push(
      rough > 0.5
        ? `L${x} ${y.toFixed(0)}`
        : `S${x - step / 2} ${y.toFixed(0)} ${x} ${y.toFixed(0)}`,
    )
  }
  return shape(
    `M0 ${HEIGHT} L0 ${base - height / 2} ${points.join(' ')} L${WIDTH} ${HEIGHT} Z`,
    fill,
  )
}

function water(random: () => number, top: number, palette: Palette): string {
  const glints = Array.from({ length: 40 }, () => {
    const y = top + 12 + random() * (HEIGHT - top)
    return rect(random() * WIDTH, y, 40 + random() * 160, 3, palette.light, 'opacity=".35" rx="2"')
  })
  return rect(0, top, WIDTH, HEIGHT - top, palette.water) + glints.join('')
}

function fir(x: number, base: number, height: number, fill: string): string {
  const half = height * 0.24
  const tiers = [0, 0.26, 0.5].map((at) => {
    const y = base - height + height * at
    const spread = half * (0.5 + at)
    return `M${x} ${y} L${x + spread} ${y + height * 0.42} L${x - spread} ${y + height * 0.42} Z`
  })
  return (
    shape(tiers.join(' '), fill) +
    rect(x - height * 0.02, base - height * 0.1, height * 0.04, height * 0.12, fill)
  )
}

function woods(
  random: () => number,
  count: number,
  base: number,
  height: number,
  fill: string,
): string {
  return Array.from({ length: count }, (_, index) => {
    const x = ((index + random() * 0.8) * WIDTH) / count
    return fir(x, base + random() * 40, height * (0.6 + random() * 0.6), fill)
  }).join('')
}

function tower(
  random: () => number,
  x: number,
  base: number,
  w: number,
  h: number,
  fill: string,
  lit: string,
) {
  const panes: string[] = []
  for (let y = base - h + 18; y < base - 20; y += 30) {
    for (let at = x + 12; at < x + w - 14; at += 24) {
      if (random() > 0.55) panes.push(rect(at, y, 10, 14, lit, 'opacity=".8"'))
    }
  }
  return rect(x, base - h, w, h, fill) + panes.join('')
}

function skyline(
  random: () => number,
  base: number,
  max: number,
  fill: string,
  lit: string,
): string {
  let drawn = ''
  for (let x = -20; x < WIDTH;) {
    const w = 70 + random() * 90
    drawn += tower(random, x, base, w, max * (0.35 + 0.65 * random()), fill, lit)
    x += w + random() * 14
  }
  return drawn
}

type Draw = (random: () => number, palette: Palette, light: 1 | 2) => string

function stars(random: () => number, count: number): string {
  return Array.from({ length: count }, () =>
    circle(
      random() * WIDTH,
      random() * 620,
      0.8 + random() * 2.2,
      '#fff',
      `opacity="${(0.4 + random() * 0.6).toFixed(2)}"`,
    ),
  ).join('')
}

function shelves(random: () => number, palette: Palette): string {
  const colours = [palette.near, palette.middle, '#9b4a3c', '#c99a4b', palette.far, '#3f5a73']
  let drawn = rect(0, 0, WIDTH, HEIGHT, '#3a2a20')
  for (const y of [300, 580, 860]) {
    for (let x = 40; x < WIDTH - 60;) {
      const w = 18 + random() * 34
      const h = 150 + random() * 80
      drawn += rect(x, y - h, w, h, colours[Math.floor(random() * colours.length)] ?? palette.near)
      drawn += rect(x + w / 3, y - h + 18, w / 3, 6, palette.light, 'opacity=".6"')
      x += w + (random() > 0.93 ? 60 : 3)
    }
    drawn += rect(0, y, WIDTH, 22, '#5b4331')
  }
  return drawn
}

function table(random: () => number, palette: Palette, items: (x: number) => string): string {
  const room = rect(0, 0, WIDTH, HEIGHT, palette.far) + rect(0, 620, WIDTH, 280, '#7a5638')
  const window =
    rect(980, 90, 440, 400, palette.light) +
    shape(`M980 490 L980 380 Q1120 300 1200 370 T1420 330 L1420 490 Z`, palette.middle) +
    rect(1190, 90, 20, 400, '#f4ead8') +
    rect(980, 280, 440, 16, '#f4ead8')
  const row = Array.from({ length: 5 }, (_, index) =>
    items(170 + index * 270 + random() * 60),
  ).join('')
  return `${room}${window}${rect(0, 612, WIDTH, 26, '#94704d')}${row}`
}

const SCENES: Record<SceneName, Draw> = {
  harbour: (random, p) =>
    ridge(random, 560, 160, 0, p.far) +
    water(random, 540, p) +
    Array.from({ length: 5 }, (_, index) => {
      const x = 150 + index * 310 + random() * 80
      const y = 600 + random() * 170
      const hull = shape(`M${x} ${y} h190 l-34 52 h-122 Z`, index % 2 ? '#a8453a' : p.near)
      return (
        hull +
        rect(x + 90, y - 190, 7, 190, p.near) +
        shape(`M${x + 102} ${y - 180} l80 160 h-80 Z`, '#f7efe0')
      )
    }).join(''),
  mountains: (random, p) =>
    ridge(random, 640, 430, 1, p.far) +
    ridge(random, 720, 300, 1, p.middle) +
    woods(random, 30, 880, 190, p.near) +
    ridge(random, 930, 110, 0, p.near),
  skyline: (random, p) =>
    skyline(random, 720, 460, p.far, p.light) +
    skyline(random, 760, 320, p.middle, p.light) +
    water(random, 750, p),
  forest: (random, p) =>
    woods(random, 26, 700, 330, p.far) +
    woods(random, 20, 800, 430, p.middle) +
    woods(random, 12, 930, 560, p.near) +
    rect(0, 880, WIDTH, 20, p.near),
  desert: (random, _palette, light) => {
    const [sand, dune, rock] =
      light === 1 ? ['#e9c48a', '#cf9a5c', '#9a5a3c'] : ['#b77a5c', '#7d4a4c', '#47294a']
    const mesa = (x: number, y: number, w: number) =>
      shape(`M${x} 640 L${x + 40} ${y} H${x + w - 40} L${x + w} 640 Z`, rock)
    const dunes = ridge(random, 700, 130, 0, sand) + ridge(random, 830, 140, 0, dune)
    return mesa(180, 380, 380) + mesa(980, 440, 300) + mesa(1320, 500, 190) + dunes
  },
  river: (random, p) =>
    ridge(random, 520, 220, 0, p.far) +
    ridge(random, 640, 150, 0, p.middle) +
    shape('M0 640 H1600 V900 H0 Z', p.middle) +
    shape(
      'M760 600 C620 690 1080 720 820 790 S300 860 260 900 H1340 C1300 850 1120 800 1080 750 S820 660 800 600 Z',
      p.water,
    ) +
    woods(random, 9, 760, 150, p.near),
  kitchen: (random, p) =>
    table(
      random,
      p,
      (x) =>
        shape(`M${x} 620 q0 -150 100 -150 t100 150 Z`, '#c88a4a') +
        line(`M${x + 50} 520 l30 40 M${x + 90} 500 l34 44 M${x + 130} 516 l24 40`, '#8f5a2b', 9),
    ),
  workshop: (random, p) =>
    table(
      random,
      p,
      (x) =>
        rect(x, 480, 150, 140, p.near, 'rx="14"') +
        circle(x + 75, 545, 40, p.light) +
        rect(x + 70, 430, 10, 60, p.near),
    ) +
    Array.from(
      { length: 9 },
      (_, index) =>
        rect(90 + index * 92, 160, 16, 120 + random() * 90, p.near) +
        rect(72 + index * 92, 130, 52, 40, p.middle),
    ).join(''),
  train: (random, p) =>
    ridge(random, 560, 260, 0, p.far) +
    ridge(random, 700, 170, 0, p.middle) +
    rect(0, 760, WIDTH, 140, p.near) +
    shape('M80 560 H1330 q150 0 190 130 v60 H80 Z', '#b5483a') +
    rect(80, 690, 1436, 26, '#f3e6cf') +
    Array.from({ length: 11 }, (_, index) =>
      rect(130 + index * 104, 600, 76, 62, p.light, 'rx="8"'),
    ).join('') +
    Array.from({ length: 8 }, (_, index) => circle(170 + index * 170, 764, 26, '#1b1a1f')).join(''),
  lighthouse: (random, p) =>
    water(random, 600, p) +
    shape('M900 760 Q1040 560 1240 580 T1600 660 V900 H820 Z', p.near) +
    shape('M1120 590 L1150 250 h80 L1260 590 Z', '#f7efe0') +
    [300, 400, 500]
      .map((y) => rect(1136 - (y - 300) / 12, y, 108 + (y - 300) / 6, 44, '#b5483a'))
      .join('') +
    rect(1144, 190, 92, 62, p.near) +
    circle(1190, 222, 24, p.light) +
    shape('M1190 222 L0 60 V330 Z', p.light, 'opacity=".28"'),
  'night-sky': (random, p) =>
    rect(0, 0, WIDTH, HEIGHT, '#0d1430') +
    shape(
      'M0 520 C400 330 900 480 1600 90 V330 C1000 620 500 520 0 700 Z',
      '#8fa3d8',
      'opacity=".22"',
    ) +
    stars(random, 420) +
    ridge(random, 800, 190, 0, '#131a33') +
    woods(random, 16, 900, 170, '#070a18') +
    circle(1240, 760, 14, p.light),
  market: (random, p) =>
    skyline(random, 560, 300, p.far, p.light) +
    rect(0, 560, WIDTH, 340, '#c9b799') +
    Array.from({ length: 5 }, (_, index) => {
      const x = 30 + index * 320
      const stripes = Array.from({ length: 7 }, (__, at) =>
        rect(x + at * 40, 420, 40, 90, at % 2 ? '#f7efe0' : '#a8453a'),
      )
      const fruit = Array.from({ length: 14 }, () =>
        circle(
          x + 20 + random() * 240,
          650 + random() * 50,
          16,
          ['#c8553d', '#e0a23b', '#6f8f3f'][Math.floor(random() * 3)] ?? '#c8553d',
        ),
      )
      return (
        stripes.join('') +
        rect(x + 6, 510, 10, 250, p.near) +
        rect(x + 264, 510, 10, 250, p.near) +
        rect(x, 680, 280, 110, '#7a5638') +
        fruit.join('')
      )
    }).join(''),
  bridge: (random, p) =>
    ridge(random, 600, 190, 0, p.far) +
    water(random, 600, p) +
    rect(0, 520, WIDTH, 26, '#a8453a') +
    [420, 1140].map((x) => rect(x, 170, 42, 520, '#a8453a')).join('') +
    line('M0 420 Q220 500 441 190 Q800 620 1161 190 Q1380 500 1600 420', '#a8453a', 10) +
    Array.from({ length: 26 }, (_, index) => {
      const x = 460 + index * 27
      const t = (x - 441) / 720
      return line(`M${x} ${190 + 1290 * t * (1 - t) * 0.66} V520`, '#a8453a', 3)
    }).join(''),
  snow: (random, p) =>
    ridge(random, 560, 300, 1, p.far) +
    ridge(random, 700, 150, 0, '#e7eef2') +
    woods(random, 18, 760, 180, p.near) +
    ridge(random, 900, 130, 0, '#fbfdfd') +
    Array.from({ length: 160 }, () =>
      circle(random() * WIDTH, random() * HEIGHT, 1.5 + random() * 3.5, '#fff', 'opacity=".85"'),
    ).join(''),
  garden: (random, p) =>
    ridge(random, 560, 150, 0, p.far) +
    rect(0, 560, WIDTH, 340, '#6f8f4f') +
    Array.from({ length: 7 }, (_, row) =>
      rect(0, 590 + row * 48, WIDTH, 18, '#5a4230', 'opacity=".55"'),
    ).join('') +
    Array.from({ length: 150 }, () => {
      const x = random() * WIDTH
      const y = 600 + Math.floor(random() * 6) * 48
      const colour =
        ['#d9694f', '#f0c75e', '#e7e2f3', '#b25a8c'][Math.floor(random() * 4)] ?? '#d9694f'
      return line(`M${x.toFixed(0)} ${y} v-36`, '#2f5a35', 5) + circle(x, y - 42, 11, colour)
    }).join(''),
  library: (random, p) => shelves(random, p),
}

/** A scene as SVG of that size, drawn on 1600 by 900; light 1 is day, 2 evening. The same picture each time. */
export function drawScene(
  scene: SceneName,
  light: 1 | 2,
  size: { widthPx: number; heightPx: number },
): string {
  const palette = PALETTES[light]
  const random = generator(scene.length * 7919 + scene.charCodeAt(0) * 131 + light)
  const sky = `<linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${palette.sky[0]}"/><stop offset="1" stop-color="${palette.sky[1]}"/></linearGradient>`
  const sun = circle(
    light === 1 ? 1180 : 420,
    light === 1 ? 190 : 470,
    90,
    palette.light,
    'opacity=".9"',
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${size.widthPx}" height="${size.heightPx}"><defs>${sky}</defs>${rect(0, 0, WIDTH, HEIGHT, 'url(#s)')}${sun}${SCENES[scene](random, palette, light)}</svg>`
}

const FACES: Record<
  DemoAuthorName,
  { ground: string; skin: string; hair: string; coat: string; style: string }
> = {
  'amara-osei': {
    ground: '#e6c87f',
    skin: '#6b4230',
    hair: '#1d1512',
    coat: '#2f5d5a',
    style: 'round',
  },
  'tomas-lindqvist': {
    ground: '#a9c4cf',
    skin: '#eec9a8',
    hair: '#c9a25e',
    coat: '#39455c',
    style: 'short',
  },
  'priya-raman': {
    ground: '#d99a86',
    skin: '#a9714b',
    hair: '#241a1c',
    coat: '#7a2f45',
    style: 'long',
  },
  'jonah-whitcombe': {
    ground: '#a8b88c',
    skin: '#e0b394',
    hair: '#6d6a66',
    coat: '#5a4632',
    style: 'beard',
  },
}

/** A stylised portrait of 480 by 480 as SVG. */
export function drawPortrait(author: DemoAuthorName): string {
  const { ground, skin, hair, coat, style } = FACES[author]
  const behind =
    style === 'round'
      ? circle(240, 178, 128, hair)
      : style === 'long'
        ? shape('M130 190 Q130 70 240 70 T350 190 L366 400 H114 Z', hair)
        : ''
  const fringe =
    style === 'round'
      ? ''
      : shape('M146 190 Q150 84 240 84 T334 190 Q300 138 240 140 T146 190 Z', hair)
  const beard =
    style === 'beard'
      ? shape('M152 220 Q160 340 240 340 T328 220 Q300 262 240 262 T152 220 Z', hair)
      : ''
  const eyes = circle(206, 208, 8, '#1c1512') + circle(274, 208, 8, '#1c1512')
  const mouth = line('M212 268 Q240 288 268 268', '#7c3b33', 7)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 480" width="480" height="480">${rect(0, 0, 480, 480, ground)}${behind}${shape('M60 480 Q70 350 240 350 T420 480 Z', coat)}${rect(206, 290, 68, 90, skin, 'rx="30"')}<ellipse cx="240" cy="212" rx="92" ry="112" fill="${skin}"/>${fringe}${beard}${eyes}${mouth}</svg>`
}
