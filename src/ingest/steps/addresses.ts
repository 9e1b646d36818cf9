import { mediaAddress, renditionsOf, type MediaRow } from '#content/media.ts'
import {
  attributeOf,
  elementsIn,
  normalText,
  setAttribute,
  textIn,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'
import { regionRoot } from '#regions/permalink.ts'
import type { CleanState } from '../context.ts'

const TRACKING = /^(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid)$/
const BODY_SIZES = '(min-width: 42rem) 39rem, 92vw'

/** The path below an uploads folder that an address names, or null. */
export function uploadPath(address: string): string | null {
  const path = /wp-content\/uploads\/([^?#]+)/.exec(address)?.[1]
  if (path === undefined) return null
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Links of the old site become this region's, pictures their media; what stays remote is reported. */
export function resolveAddresses(root: TreeRoot, state: CleanState): void {
  let isFirst = true
  for (const element of elementsIn(root)) {
    if (element.tagName === 'a') resolveLink(element, state)
    if (element.tagName !== 'img') continue
    resolveImage(element, state)
    setAttribute(element, 'loading', isFirst && state.context.featuredMediaId === 0 ? null : 'lazy')
    isFirst = false
  }
}

function resolveLink(link: TreeElement, state: CleanState): void {
  const href = attributeOf(link, 'href')?.trim()
  if (!href || href.startsWith('#')) return
  const own = ownAddress(href, state)
  setAttribute(link, 'href', own ?? href)
  const title = attributeOf(link, 'title')
  if (title !== null && normalText(title) === normalText(textIn(link)))
    setAttribute(link, 'title', null)
  const rel = (attributeOf(link, 'rel') ?? '')
    .split(/\s+/)
    .filter((word) => word && word !== 'dofollow')
  const kept = own === null ? rel : rel.filter((word) => word !== 'nofollow')
  setAttribute(link, 'rel', kept.length > 0 ? kept.join(' ') : null)
  const image = elementsIn(link).find((inner) => inner.tagName === 'img')
  if (image && normalText(textIn(link)) === '' && !attributeOf(image, 'alt')) {
    state.report.note('image-link-unnamed', 'changed', href)
  }
}

/** Root-relative form of an address on this publication or on the site it came from; null for any other. */
function ownAddress(href: string, { context }: CleanState): string | null {
  const base = context.siteUrl + regionRoot(context.region)
  const url = URL.parse(href, base)
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  const bare = (host: string) => host.replace(/^www\./, '')
  const isHere = url.host === new URL(base).host
  const isSource = context.hosts.some((host) => bare(host) === bare(url.host))
  if (!isHere && !isSource) return null
  for (const name of Array.from(url.searchParams.keys()))
    if (TRACKING.test(name)) url.searchParams.delete(name)
  const path = url.pathname.replace(/\/{2,}/g, '/')
  const rest = url.search + url.hash
  if (isHere && !isSource) return path + rest
  const prefix = context.pathPrefix
  if (`${path}/` === prefix) return regionRoot(context.region) + rest
  return (
    (path.startsWith(prefix) ? regionRoot(context.region) + path.slice(prefix.length) : path) + rest
  )
}

function resolveImage(image: TreeElement, state: CleanState): void {
  const { context, report, mediaIds } = state
  const lazy = attributeOf(image, 'data-src') ?? attributeOf(image, 'data-lazy-src')
  const given = attributeOf(image, 'src')?.trim() ?? ''
  const address = direct(/^(?:https?:)?\/|^\//.test(given) || !lazy ? given : lazy)
  const file = uploadPath(address)
  const row = file === null ? undefined : context.media.get(file)
  if (attributeOf(image, 'alt') === null) {
    setAttribute(image, 'alt', row?.alt ?? '')
    report.note('image-without-alt', 'changed', address)
  }
  if (row) {
    mediaIds.add(row.id)
    showMedia(image, row, state)
    return
  }
  setAttribute(
    image,
    'src',
    ownAddress(address, state) === null ? secure(address) : absolute(address, state),
  )
  if (/^https?:/.test(address)) report.note('image-remote', 'kept', address)
}

/** Own pictures that are not known here stay where they are: their file has not come along. */
function absolute(address: string, { context }: CleanState): string {
  return /^(?:https?:)?\/\//.test(address)
    ? secure(address)
    : new URL(address, context.siteUrl).pathname
}

function secure(address: string): string {
  return address.replace(/^http:\/\//, 'https://').replace(/^\/\//, 'https://')
}

/** Behind Photon (i0.wp.com/host/path?resize=) is the picture's own address. */
function direct(address: string): string {
  const photon = /^(?:https?:)?\/\/i\d\.wp\.com\/([^?#]+)/.exec(address)?.[1]
  return photon ? `https://${photon}` : address
}

function showMedia(image: TreeElement, row: MediaRow, { context, report }: CleanState): void {
  const address = (file: string) => mediaAddress(row, context.region, file)
  const sizes = renditionsOf(row).filter((size) => size.mimeType === row.mimeType)
  setAttribute(image, 'src', address(row.file))
  if (row.widthPx > 0) {
    setAttribute(image, 'width', String(row.widthPx))
    setAttribute(image, 'height', String(row.heightPx))
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
