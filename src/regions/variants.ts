import { regionRoot } from './permalink.ts'
import type { Region } from './region.ts'

// Other widths and formats of a picture, each made once when it is first asked for. Their addresses hold a key that changes
// with the file, so that they are good for ever, and only those named here exist: nobody can ask for an endless number.

/** What says which variants a picture has. */
export interface VariantSource {
  id: number
  mimeType: string
  /** In pixels, as it is shown (a camera's turn taken into account). */
  widthPx: number
  heightPx: number
  variantKey?: string
  /** #rrggbb; empty where some of it is transparent. */
  color?: string
}

/** How a variant is made of its original. */
export interface VariantSpec {
  widthPx: number
  /** Set where it is cut to a shape. */
  heightPx?: number
  format: 'image/avif' | 'image/webp' | 'image/jpeg' | 'image/png'
}

/**
 * In pixels: a card on a telephone is 300 to 360 CSS pixels wide at 1 to 3 pixels each, a lead picture at most 992. Each
 * step is about half as large again; between two a reader loads at most 2.2 times the pixels that are seen.
 */
const WIDTHS = [320, 480, 720, 1080, 1600]
const MAX_WIDTH = 1600
/** A width this near to the picture's own is not worth a file of its own. */
const NEAR = 0.9

/** Shapes that search engines and networks ask for, by name; the first three are Google's for articles. */
const SHAPES: Record<string, { widthPx: number; heightPx: number }> = {
  '16x9': { widthPx: 1200, heightPx: 675 },
  '4x3': { widthPx: 1200, heightPx: 900 },
  '1x1': { widthPx: 1200, heightPx: 1200 },
  social: { widthPx: 1200, heightPx: 630 },
}
const ARTICLE_SHAPES = ['16x9', '4x3', '1x1']
/** Google takes no smaller picture for an article, in pixels of area. */
const MIN_AREA = 50_000

/** The widths that a picture is made in, from narrow to wide; at most its own. */
export function variantWidths({ widthPx }: Pick<VariantSource, 'widthPx'>): number[] {
  const own = Math.min(widthPx, MAX_WIDTH)
  return [...WIDTHS.filter((width) => width < own * NEAR), own]
}

/** `/ca/images/9-1a2b3c4d/720.avif` */
export function variantPath(
  region: Pick<Region, 'path'>,
  { id, variantKey }: Pick<VariantSource, 'id' | 'variantKey'>,
  name: string,
): string {
  return `${regionRoot(region)}images/${id}-${variantKey}/${name}`
}

/** A picture's variants of one format as a srcset; empty where it has none. */
export function variantSrcset(
  region: Pick<Region, 'path'>,
  source: VariantSource,
  format: 'avif' | 'webp',
): string {
  if (!source.variantKey) return ''
  const start = variantPath(region, source, '')
  return variantWidths(source)
    .map((width) => `${start}${width}.${format} ${width}w`)
    .join(', ')
}

/** A picture cut to a shape, as large as it allows without being blown up; null for what has no such variant. */
export function variantShape(
  region: Pick<Region, 'path'>,
  source: VariantSource,
  shape: string,
): { src: string; width: number; height: number; mimeType: string } | null {
  const spec = source.variantKey ? cutTo(source, shape) : null
  if (!spec) return null
  const name = `${shape}.${spec.format === 'image/png' ? 'png' : 'jpg'}`
  const { widthPx: width, heightPx: height, format: mimeType } = spec
  return { src: variantPath(region, source, name), width, height, mimeType }
}

/** The cuts of a picture that search engines ask for. */
export function variantCrops(region: Pick<Region, 'path'>, source: VariantSource) {
  return ARTICLE_SHAPES.flatMap((shape) => variantShape(region, source, shape) ?? [])
}

/** How the variant of a name (`720.avif`, `16x9.jpg`) is made; null where the picture has none of that name. */
export function variantSpec(source: VariantSource, name: string): VariantSpec | null {
  const [stem = '', extension = ''] = name.split('.')
  // In one spelling: each would be a file of its own.
  if (/^[1-9]\d*$/.test(stem)) {
    const isWidth = variantWidths(source).includes(Number(stem))
    const isFormat = extension === 'avif' || extension === 'webp'
    return isWidth && isFormat ? { widthPx: Number(stem), format: `image/${extension}` } : null
  }
  const spec = cutTo(source, stem)
  return spec && spec.format === (extension === 'png' ? 'image/png' : 'image/jpeg') ? spec : null
}

function cutTo(source: VariantSource, shape: string): Required<VariantSpec> | null {
  const wanted = Object.hasOwn(SHAPES, shape) ? SHAPES[shape] : undefined
  if (!wanted) return null
  const share = Math.min(1, source.widthPx / wanted.widthPx, source.heightPx / wanted.heightPx)
  const widthPx = Math.floor(wanted.widthPx * share)
  const heightPx = Math.floor(wanted.heightPx * share)
  if (widthPx * heightPx < MIN_AREA) return null
  // A network's page may be dark: what shows through stays so.
  const isOpaque = Boolean(source.color) || source.mimeType === 'image/jpeg'
  return { widthPx, heightPx, format: isOpaque ? 'image/jpeg' : 'image/png' }
}
