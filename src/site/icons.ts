import type { Subject } from '#content/changes.ts'
import { fileSubject, objectKey } from '#content/media.ts'
import { findFrame, type RegionSettings } from '#content/regions.ts'
import { etagOf } from '#edge/etag.ts'
import { PAGE } from '#edge/policy.ts'
import { conditional, stamp } from '#edge/stamp.ts'
import { mediaPath } from '#regions/permalink.ts'
import { iconBitmap, iconSvg, manifest } from '#render/icon.ts'
import { toRegionView } from '#render/publisher.ts'
import { toIco, toPng } from './png.ts'
import { missing, type Answer, type Visit } from './routes.ts'
import { PUBLICATION_ACCENT } from './stylesheet.ts'

/** Pixels of an icon of that name; none for what is no picture of pixels. */
const SIZES: Record<string, number> = {
  'favicon.ico': 32,
  'icon-180.png': 180,
  'icon-512.png': 512,
}

/** A region's icons and its manifest; null for another name. Their addresses stay: search engines ask for that. */
export async function serveIcon(
  visit: Visit,
  regionPath: string,
  name: string,
): Promise<Answer | null> {
  if (!(name in SIZES) && name !== 'icon.svg' && name !== 'site.webmanifest') return null
  const frame = await findFrame(visit.env.DB, regionPath)
  const { region } = frame
  const response = async () =>
    (await iconOf(visit, region, name)) ?? missing(visit, { ...frame, rowsRead: 1, recent: [] })
  return { ...frame, response }
}

/** The publication's own icons, which browsers and crawlers ask for at its root. */
export async function serveRootIcon(visit: Visit): Promise<Response | null> {
  const answer = await serveIcon(visit, '', visit.url.pathname.slice(1))
  return answer?.response() ?? null
}

async function iconOf(
  visit: Visit,
  region: RegionSettings | null,
  name: string,
): Promise<Response | null> {
  const subjects: Subject[] = [
    { kind: 'publication' },
    ...(region ? [{ kind: 'region', region: region.code } as const] : []),
  ]
  const accent = region?.accent ?? PUBLICATION_ACCENT
  const size = SIZES[name]
  if (size === undefined) {
    if (name === 'icon.svg') {
      return region?.head?.icon ? null : answer(visit, iconSvg(accent), 'image/svg+xml', subjects)
    }
    const view = region && toRegionView(region)
    return view && answer(visit, manifest(view), 'application/manifest+json', subjects)
  }
  const file = region && fileOf(region)
  const own = region && file !== null ? await madeOf(visit, region, file, size) : null
  const png = own ?? (await toPng(iconBitmap(accent, size)))
  if (region && file !== null) subjects.push(fileSubject(region.code, file))
  return name.endsWith('.ico')
    ? answer(visit, toIco(png), 'image/x-icon', subjects)
    : answer(visit, png, 'image/png', subjects)
}

/** The file of a region's own icon below its uploads; null for one that is elsewhere. */
function fileOf(region: RegionSettings): string | null {
  const uploads = mediaPath(region, '')
  const icon = region.head?.icon ?? ''
  return icon.startsWith(uploads) ? decodeURIComponent(icon.slice(uploads.length)) : null
}

/** An icon of a region's own picture, made once for each size; null where there is none that can be read. */
async function madeOf(
  { env: { MEDIA: bucket, IMAGES: images } }: Visit,
  { code }: RegionSettings,
  file: string,
  size: number,
): Promise<Uint8Array | null> {
  const original = await bucket.get(objectKey(code, file))
  if (original === null) return null
  const key = `icons/${code}/${original.etag}-${size}.png`
  const stored = await bucket.get(key)
  if (stored) return new Uint8Array(await stored.arrayBuffer())
  try {
    const output = await images
      .input(original.body)
      .transform({ width: size, height: size, fit: 'cover' })
      .output({ format: 'image/png' })
    const bytes = new Uint8Array(await output.response().arrayBuffer())
    await bucket.put(key, bytes, { httpMetadata: { contentType: 'image/png' } })
    return bytes
  } catch (error) {
    console.error(JSON.stringify({ event: 'icon_failed', file, error: String(error) }))
    return null
  }
}

function answer(
  visit: Visit,
  body: string | Uint8Array,
  type: string,
  subjects: readonly Subject[],
): Response {
  // A letter for each byte.
  const text = typeof body === 'string' ? body : new TextDecoder('latin1').decode(body)
  const headers = { 'Content-Type': type, ETag: etagOf(text) }
  const response = new Response(body as BodyInit, { headers }) // bytes of an ArrayBuffer of their own
  return conditional(visit.request, stamp(response, PAGE, subjects))
}
