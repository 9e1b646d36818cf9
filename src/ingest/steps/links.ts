import {
  hasText,
  attributeOf,
  elementsIn,
  normalText,
  setAttribute,
  textIn,
  unwrapAll,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'
import { mediaAddress } from '#regions/permalink.ts'
import type { CleanState } from '../context.ts'
import { ownAddress, secure, uploadPath } from './addresses.ts'

const SCHEMES = /^(?:https?|mailto|tel):/i
/** What a mailing's or a template's program was to fill in. */
const UNFILLED = /^(?:https?:\/\/)?(?:\*\|.*\|\*|\{\{?.*\}\}?|%%.*%%|\[\[?\w+\]\]?|<%.*%>)$/

/** A link that can lead nowhere leaves its text: without address, with one that cannot be read or would run. */
export function dropDeadLinks(root: TreeRoot, { report }: CleanState): void {
  const dead: TreeElement[] = []
  for (const link of elementsIn(root)) {
    if (link.tagName !== 'a') continue
    // Browsers drop these inside an address.
    // oxlint-disable-next-line no-control-regex
    const href = (attributeOf(link, 'href') ?? '').replace(/[\u0000-\u001f\u007f]/g, '').trim()
    // The top of the page, or a script's handle.
    const isNothing = href === '' || href === '#' || href === '#!'
    const hasScheme = /^[a-z][a-z0-9+.-]*:/i.test(href)
    const isRead = URL.parse(href, 'https://relative.invalid/') !== null
    const isUnfilled = UNFILLED.test(href)
    if (isRead && !isNothing && !isUnfilled && (!hasScheme || SCHEMES.test(href))) {
      setAttribute(link, 'href', href)
      continue
    }
    if (!isNothing) report.note('link-unsafe', 'lost', href)
    if (attributeOf(link, 'id') === null) dead.push(link)
    else setAttribute(link, 'href', null)
  }
  unwrapAll(dead)
}

/** A link leads where it led, or to the same article here. */
export function resolveLink(link: TreeElement, state: CleanState): void {
  const given = attributeOf(link, 'href')
  if (given === null) return
  const href = behindRedirect(given)
  if (href.startsWith('#')) {
    setAttribute(link, 'target', null)
    return dropTitle(link)
  }
  const own = /^(?:mailto|tel):/i.test(href) ? null : ownAddress(href, state)
  const file = own === null ? null : fileOf(href, state)
  setAttribute(
    link,
    'href',
    (file ?? own ?? href.replace(/^\/\//, 'https://')).replaceAll(' ', '%20'),
  )
  dropTitle(link)
  tidyRel(link, own !== null, state)
  const image = elementsIn(link).find((inner) => inner.tagName === 'img')
  if (image && !hasText(link) && !attributeOf(image, 'alt')) {
    state.report.note('image-link-unnamed', 'changed', href)
  }
}

/** Where a link of a pasted document or message leads, for which Google or Microsoft ask first. */
function behindRedirect(href: string): string {
  const url = /^https?:/i.test(href) ? URL.parse(href) : null
  const isGoogle = url?.pathname === '/url' && /^www\.google\.[a-z.]+$/.test(url.host)
  const isOutlook = url?.host.endsWith('.safelinks.protection.outlook.com') === true
  const parameters = isGoogle ? ['q', 'url'] : isOutlook ? ['url'] : []
  const target = parameters.map((name) => url?.searchParams.get(name) ?? '').find(Boolean)
  return target && /^https?:\/\//i.test(target) ? target : href
}

/** Where an upload lies: with its medium, or, when that has not come along, still on the old site. */
function fileOf(href: string, { context, report }: CleanState): string | null {
  const file = uploadPath(href)
  if (file === null) return null
  const row = context.media.get(file)
  if (row) return mediaAddress(row, context.region, file)
  if (!/^(?:https?:)?\/\//i.test(href)) return null
  report.note('file-remote', 'kept', href)
  return secure(href)
}

function dropTitle(link: TreeElement): void {
  const title = attributeOf(link, 'title')
  if (title === null) return
  const text = normalText(title)
  if (text === '' || text === normalText(textIn(link))) setAttribute(link, 'title', null)
}

function tidyRel(link: TreeElement, isOwn: boolean, { report }: CleanState): void {
  const given = (attributeOf(link, 'rel') ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  if (given.includes('dofollow')) report.note('rel-dofollow', 'changed', textIn(link))
  if (isOwn && given.includes('nofollow')) report.note('rel-nofollow-own', 'changed', textIn(link))
  const kept = given.filter((word) => word !== 'dofollow' && !(isOwn && word === 'nofollow'))
  setAttribute(link, 'rel', kept.length > 0 ? kept.join(' ') : null)
}
