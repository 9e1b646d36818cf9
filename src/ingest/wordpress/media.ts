import * as z from 'zod'
import { normalText, parseTree, textIn } from '#content/html-tree.ts'
import { MAX_ID, type ImportMedia } from '#content/import-document.ts'
import { isFilePath } from '#content/upload-paths.ts'
import { mimeTypeOf } from '../mime-types.ts'
import { lowerEscapes } from '../old-paths.ts'
import { toEpoch } from '../times.ts'
import { uploadPath } from '../steps/addresses.ts'

const text = z.union([
  z.string(),
  z.looseObject({ rendered: z.string() }).transform(({ rendered }) => rendered),
])
const pixels = z.coerce.number().int().min(0).catch(0)

const sizeSchema = z.looseObject({
  file: z.string().default(''),
  width: pixels.default(0),
  height: pixels.default(0),
  mime_type: z.string().default(''),
  source_url: z.string().default(''),
})
const detailsSchema = z.looseObject({
  width: pixels.default(0),
  height: pixels.default(0),
  file: z.string().default('').catch(''),
  original_image: z.string().default('').catch(''),
  // PHP writes an empty object as an empty list.
  sizes: z.record(z.string(), z.unknown()).catch({}).default({}),
})
const mediaSchema = z.looseObject({
  id: z.coerce.number().int().min(1).max(MAX_ID),
  source_url: z.string().trim().min(1),
  title: text.catch('').default(''),
  caption: text.catch('').default(''),
  alt_text: z.string().catch('').default(''),
  mime_type: z.string().catch('').default(''),
  slug: z.string().catch('').default(''),
  description: text.catch('').default(''),
  post: z.coerce.number().int().catch(0).default(0),
  date: z.string().catch('').default(''),
  date_gmt: z.string().catch('').default(''),
  media_details: detailsSchema
    .catch(() => detailsSchema.parse({}))
    .default(detailsSchema.parse({})),
})

/** Whether a REST object is a medium, embedded ones (which lack most fields) included. */
export function isMediaObject(json: object): boolean {
  const { type, source_url, media_type } = json as Record<string, unknown>
  return typeof source_url === 'string' && (type === 'attachment' || typeof media_type === 'string')
}

/** A medium of the REST API (`/wp/v2/media`, or embedded in a post), or null for what is none. */
export function toImportMedia(json: unknown): ImportMedia | null {
  const parsed = mediaSchema.safeParse(json)
  if (!parsed.success) return null
  const { id, source_url, title, caption, alt_text, mime_type, media_details, ...rest } =
    parsed.data
  const file = fileOf(source_url, media_details.file)
  if (!isFilePath(file)) return null
  const folder = file.replace(/[^/]*$/, '')
  const base = source_url.replace(/[?#].*$/, '').replace(/[^/]*$/, '')
  const mimeType = mime_type || mimeTypeOf(file) || 'application/octet-stream'
  return {
    id,
    sourceUrl: source_url,
    file,
    title: plainText(title),
    alt: plainText(alt_text),
    caption: withoutParagraph(caption),
    ...mediaFields({
      description: withoutParagraph(rest.description),
      slug: lowerEscapes(rest.slug),
      parentId: rest.post,
      publishedAt: toEpoch(rest.date_gmt) ?? toEpoch(rest.date),
    }),
    mimeType,
    width: media_details.width,
    height: media_details.height,
    sizes: toSizes({ ...media_details, file, folder, base, mimeType }),
  }
}

/** What a library tells of a medium beside its files; what is blank is left out, so that nothing stands for it. */
export function mediaFields(given: {
  description: string
  slug: string
  parentId: number
  publishedAt: number | null
}): Pick<ImportMedia, 'description' | 'slug' | 'parentId' | 'publishedAt'> {
  const { description, slug, parentId, publishedAt } = given
  return {
    ...(description !== '' && { description }),
    ...(slug !== '' && { slug: slug.slice(0, 1000) }),
    ...(parentId > 0 && parentId <= MAX_ID && { parentId }),
    ...(publishedAt !== null && { publishedAt }),
  }
}

/** The other files of a medium, from what WordPress keeps in `_wp_attachment_metadata`. */
export function toSizes(media: {
  file: string
  folder: string
  /** Address of the folder that holds the files, with a slash at its end. */
  base: string
  mimeType: string
  sizes: Record<string, unknown>
  original_image: string
}): ImportMedia['sizes'] {
  const { file, folder, base } = media
  const found = new Map<string, ImportMedia['sizes'][number]>()
  for (const [name, json] of Object.entries(media.sizes)) {
    const parsed = sizeSchema.safeParse(json)
    const leaf = parsed.data?.file.split('/').at(-1)
    if (!parsed.success || !leaf || folder + leaf === file || found.has(folder + leaf)) continue
    const { width, height, mime_type, source_url } = parsed.data
    const url = source_url || base + encodeURIComponent(leaf)
    const mimeType = mime_type || mimeTypeOf(leaf) || media.mimeType
    found.set(folder + leaf, { name, url, file: folder + leaf, width, height, mimeType })
  }
  // What was uploaded before WordPress made the -scaled file; its dimensions are told nowhere.
  const original = media.original_image.split('/').at(-1)
  if (original && folder + original !== file) {
    const url = base + encodeURIComponent(original)
    const rest = { width: 0, height: 0, mimeType: mimeTypeOf(original) ?? media.mimeType }
    found.set(folder + original, { name: 'original', url, file: folder + original, ...rest })
  }
  return [...found.values()].filter((size) => isFilePath(size.file))
}

/**
 * A medium's path below an uploads folder: of its address where that names such a folder (networks keep theirs in
 * `sites/7/`), else as the site stores it (`2025/11/name.jpg`), else the dated end of the address (WordPress.com, CDNs).
 */
export function fileOf(address: string, stored = ''): string {
  const path = decodedPath(address)
  const bare = stored.replace(/^\/+/, '')
  const dated = /\d{4}\/\d\d\/[^/]+$/.exec(path)?.[0]
  const file = uploadPath(address) ?? (bare.startsWith('http') ? '' : bare) ?? ''
  return (file || dated || path.replace(/^\/+/, '').replace(/^wp-content\//, '')).slice(0, 1000)
}

function decodedPath(address: string): string {
  const path = URL.parse(address, 'http://relative.invalid')?.pathname ?? address
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** HTML as plain text: entities decoded once, white space single. */
export function plainText(html: string): string {
  return /[&<\s]/.test(html) ? normalText(textIn(parseTree(html))) : html
}

/** A caption is one line: the paragraph that WordPress puts around it says nothing. */
function withoutParagraph(html: string): string {
  const inner = /^\s*<p>([\s\S]*)<\/p>\s*$/i.exec(html)?.[1]
  return (inner !== undefined && !/<p\b/i.test(inner) ? inner : html).trim()
}
