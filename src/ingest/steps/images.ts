import { renditionsOf, type MediaRow, type Rendition } from '#content/media.ts'
import { mediaAddress } from '#regions/permalink.ts'
import { attributeOf, classesOf, setAttribute, type TreeElement } from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'
import { fileAddress, secure, uploadPath } from './addresses.ts'

const BODY_SIZES = '(min-width: 42rem) 39rem, 92vw'
/** How much the sides of a size may differ in ratio from the original's and still show all of it. */
const MAX_RATIO_DIFFERENCE = 0.03
/** What a theme cuts out of a picture's middle for its lists. */
const CROP = /-(\d{2,3})x(\d{2,3})(?=\.(?:jpe?g|png|gif|webp|avif)$)/i
const MAX_CROP_PX = 300

/** A picture is shown from its medium in every size that shows all of it; an unknown one from where it lies. */
export function resolveImage(image: TreeElement, state: CleanState): void {
  const { report } = state
  const given = attributeOf(image, 'src')?.trim() ?? ''
  if (given.startsWith('data:')) return nameImage(image, undefined, 'data:', state)
  const address = direct(given)
  if (address !== given) report.note('image-cdn', 'changed', given)
  const row = rowOf(image, address, state)
  nameImage(image, row, address, state)
  if (row) {
    state.mediaIds.add(row.id)
    showMedia(image, row, state)
    return
  }
  takeStyledSize(image)
  const whole = withoutCrop(image, address, state)
  setAttribute(image, 'src', fileAddress(whole, state))
  tidySet(image)
  if (/^(?:https?:)?\/\//.test(whole)) report.note('image-remote', 'kept', whole)
}

/** A picture that only its style gives a size keeps that: the page then leaves room for it. */
function takeStyledSize(image: TreeElement): void {
  if (attributeOf(image, 'width') !== null || attributeOf(image, 'height') !== null) return
  const style = attributeOf(image, 'style') ?? ''
  const pixels = (name: string) =>
    new RegExp(`(?:^|[;\\s])${name}:\\s*(\\d{1,4})(?:\\.\\d+)?px`, 'i').exec(style)?.[1]
  const [width, height] = [pixels('width'), pixels('height')]
  if (!width || !height) return
  setAttribute(image, 'width', width)
  setAttribute(image, 'height', height)
}

/** By its file; else by the id that WordPress's editor gives its class, when the file's name agrees. */
function rowOf(image: TreeElement, address: string, { context }: CleanState): MediaRow | undefined {
  const file = uploadPath(address)
  if (file === null) return undefined
  const stem = (path: string) => path.replace(/(?:-\d+x\d+|-scaled|-e\d{10,})*\.\w+$/, '')
  const known = context.media.get(file) ?? context.media.get(file.replace(/-\d+x\d+(?=\.\w+$)/, ''))
  if (known) return known
  const id = classesOf(image)
    .map((name) => /^wp-image-(\d+)$/.exec(name)?.[1])
    .find(Boolean)
  const byId = id === undefined ? undefined : context.mediaById.get(Number(id))
  return byId && stem(byId.file).endsWith(stem(file).split('/').at(-1) ?? file) ? byId : undefined
}

function nameImage(
  image: TreeElement,
  row: MediaRow | undefined,
  address: string,
  { report }: CleanState,
): void {
  if (attributeOf(image, 'alt') !== null) return
  setAttribute(image, 'alt', row?.alt ?? '')
  report.note('image-without-alt', 'changed', address)
}

/** A square cut from an unknown picture is replaced by the picture: WordPress keeps it under the plain name. */
function withoutCrop(image: TreeElement, address: string, { report }: CleanState): string {
  const [, width = '0', height = '0'] = CROP.exec(address) ?? []
  const isSquare = width === height && Number(width) > 0 && Number(width) <= MAX_CROP_PX
  if (!isSquare || uploadPath(address) === null) return address
  const candidates = candidatesOf(image).filter(({ url }) => !CROP.test(url))
  const largest = candidates.toSorted((a, b) => b.width - a.width)[0]?.url
  report.note('image-crop', 'changed', address)
  for (const name of ['width', 'height']) setAttribute(image, name, null)
  return largest ?? address.replace(CROP, '')
}

function candidatesOf(image: TreeElement): { url: string; width: number; size: string }[] {
  const set = attributeOf(image, 'srcset') ?? ''
  return set.split(/,\s+/).flatMap((candidate) => {
    const [url = '', size = ''] = candidate.trim().split(/\s+/)
    return url === '' ? [] : [{ url, size, width: Number.parseFloat(size) || 0 }]
  })
}

/** By https, past the network in between, without cuts. */
function tidySet(image: TreeElement): void {
  const candidates = candidatesOf(image)
    .map((candidate) => ({ ...candidate, url: secure(direct(candidate.url)) }))
    .filter(({ url }) => {
      const [, width, height] = CROP.exec(url) ?? []
      return width === undefined || width !== height
    })
  const isChoice = new Set(candidates.map(({ url }) => url)).size > 1
  const set = candidates.map(({ url, size }) => `${url} ${size}`.trim()).join(', ')
  setAttribute(image, 'srcset', isChoice ? set : null)
  const sizes = attributeOf(image, 'sizes')
  if (!isChoice || (sizes && /^https?:|^auto$/.test(sizes))) setAttribute(image, 'sizes', null)
}

/** Networks that stand in front of a site, and how an address says whose picture it is. */
const NETWORKS: readonly RegExp[] = [
  /^(?:https?:)?\/\/i\d\.wp\.com\/([^?#]+)/i,
  /^(?:https?:)?\/\/(?:[\w-]+\.)?(?:cdn\.shortpixel\.ai|sp-ao\.shortpixel\.ai)\/[^/]*\/(?:[^/]*\/)?(https?:\/\/[^?#]+)/i,
  /^(?:https?:)?\/\/[\w-]+\.i\.optimole\.com\/.*?(https?:\/\/[^?#]+)/i,
  /^(?:https?:)?\/\/images\.weserv\.nl\/\?.*?url=([^&#]+)/i,
  /^(?:https?:)?\/\/[^/]+\/cdn-cgi\/image\/[^/]+\/(https?:\/\/[^?#]+)/i,
  /^(?:https?:)?\/\/res\.cloudinary\.com\/[^/]+\/image\/fetch\/.*?(https?:\/\/[^?#]+)/i,
  /^(?:https?:)?\/\/cdn\.statically\.io\/img\/([^/]+\/(?:[^/]*=[^/]*\/)?wp-content\/[^?#]+)/i,
]

/** Behind a network that resizes (i0.wp.com/host/path?resize=) is the picture's own address. */
function direct(address: string): string {
  for (const network of NETWORKS) {
    const found = network.exec(address)?.[1]
    if (!found) continue
    const plain = found.includes('%2F') ? decodeURIComponent(found) : found
    return /^https?:\/\//i.test(plain) ? plain : `https://${plain.replace(/^\/+/, '')}`
  }
  return address
}

function showMedia(image: TreeElement, row: MediaRow, { context, report }: CleanState): void {
  const address = (file: string) => mediaAddress(row, context.region, file)
  const sizes = renditionsOf(row).filter(
    (size) => size.mimeType === row.mimeType && showsAll(size, row),
  )
  setAttribute(image, 'src', address(row.file))
  if (row.widthPx > 0) {
    setAttribute(image, 'width', String(row.widthPx))
    setAttribute(image, 'height', String(row.heightPx))
  } else if (
    CROP.test(attributeOf(image, 'src') ?? '') ||
    attributeOf(image, 'width') === attributeOf(image, 'height')
  ) {
    // A square's measures say nothing of the picture that it was cut from.
    for (const name of ['width', 'height']) setAttribute(image, name, null)
  }
  const candidates = [...sizes, { file: row.file, widthPx: row.widthPx }]
    .filter((size) => size.widthPx > 0)
    .toSorted((a, b) => a.widthPx - b.widthPx)
    .map((size) => `${address(size.file)} ${size.widthPx}w`)
  const hasSizes = candidates.length > 1
  setAttribute(image, 'srcset', hasSizes ? candidates.join(', ') : null)
  setAttribute(image, 'sizes', hasSizes ? BODY_SIZES : null)
  if (row.isStored === 0) report.note('image-remote', 'kept', address(row.file))
}

function showsAll(size: Rendition, row: MediaRow): boolean {
  if (size.widthPx <= 0 || size.heightPx <= 0) return true
  if (row.widthPx <= 0 || row.heightPx <= 0) return size.widthPx !== size.heightPx
  const ratio = size.widthPx / size.heightPx / (row.widthPx / row.heightPx)
  return Math.abs(ratio - 1) <= MAX_RATIO_DIFFERENCE
}
