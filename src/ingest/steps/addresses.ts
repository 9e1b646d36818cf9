import { isFilePath, toUploadPath } from '#content/upload-paths.ts'
import {
  attributeOf,
  elementsIn,
  setAttribute,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'
import { regionRoot } from '#regions/permalink.ts'
import type { CleanState } from '../context.ts'
import { resolveImage } from './images.ts'
import { resolveLink } from './links.ts'

const TRACKING = /^(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|_ga|igshid|msclkid|yclid)$/

/** The path below an uploads folder that an address names, or null. */
export function uploadPath(address: string): string | null {
  const path = /wp-content\/+uploads\/+([^?#]+)/.exec(address)?.[1]
  const file = path === undefined ? '' : toUploadPath(path)
  return isFilePath(file) ? file : null
}

/** Links of the old site become this region's, pictures their media; what stays remote is reported. */
export function resolveAddresses(root: TreeRoot, state: CleanState): void {
  for (const element of elementsIn(root)) {
    if (element.tagName === 'a') resolveLink(element, state)
    else if (
      element.tagName === 'video' ||
      element.tagName === 'audio' ||
      element.tagName === 'track'
    )
      resolveFile(element, state)
    else if (element.tagName === 'source') resolveFile(element, state)
    if (element.tagName === 'img') resolveImage(element, state)
  }
}

function resolveFile(element: TreeElement, state: CleanState): void {
  for (const name of ['src', 'poster']) {
    const address = attributeOf(element, name)?.trim()
    if (address) setAttribute(element, name, fileAddress(address, state))
  }
}

/** Where a file that is not known here lies: still on the old site, or at the same path as there. */
export function fileAddress(address: string, { context }: CleanState): string {
  if (/^(?:https?:)?\/\//i.test(address)) return secure(address)
  return URL.parse(address, context.siteUrl)?.pathname ?? address
}

/** The address by https. */
export function secure(address: string): string {
  return address.replace(/^http:\/\//i, 'https://').replace(/^\/\//, 'https://')
}

/** Root-relative form of an address on this publication or on the site it came from; null for any other. */
export function ownAddress(href: string, { context, report }: CleanState): string | null {
  const base = context.siteUrl + regionRoot(context.region)
  const url = URL.parse(href, base)
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  const bare = (host: string) => host.replace(/^www\./, '')
  const isHere = url.host === new URL(base).host
  const isSource = context.hosts.some((host) => bare(host) === bare(url.host))
  if (!isHere && !isSource) return null
  for (const name of Array.from(url.searchParams.keys())) {
    if (!TRACKING.test(name)) continue
    url.searchParams.delete(name)
    report.note('tracking-parameter', 'changed', href)
  }
  const path = url.pathname.replace(/\/{2,}/g, '/')
  const rest = url.search + url.hash
  if (isHere && !isSource && !isOfOldSite(href, path, context)) return path + rest
  const prefix = context.pathPrefix
  if (`${path}/` === prefix) return regionRoot(context.region) + rest
  return (
    (path.startsWith(prefix) ? regionRoot(context.region) + path.slice(prefix.length) : path) + rest
  )
}

/** How a region's path begins: an address below one is this publication's already. */
const LIKE_A_REGION = /^\/[a-z]{2,3}(?:-[a-z]{2,4})?(?:\/|$)/i

/** An address without a host, in an article of another site, is of that site, unless it leads into a region here. */
function isOfOldSite(href: string, path: string, context: CleanState['context']): boolean {
  const isWithoutHost = /^\/(?!\/)/.test(href.trim())
  const isInRegion = path.startsWith(regionRoot(context.region)) || LIKE_A_REGION.test(path)
  return context.hosts.length > 0 && isWithoutHost && !isInRegion
}
