import {
  attributeOf,
  classesOf,
  elementsIn,
  parseTree,
  type TreeElement,
} from '#content/html-tree.ts'
import { MAX_ID, type ImportMedia } from '#content/import-document.ts'
import { originalOf, type MediaIndex } from './media-index.ts'
import { mimeTypeOf } from './mime-types.ts'
import { uploadPath } from './steps/addresses.ts'

/** What is known of one file beside its address. */
interface Mention {
  id?: number | null
  alt?: string
  width?: number
  height?: number
  /** Dimensions of the original, not of the file that is mentioned. */
  isOriginal?: boolean
}

/** Gathers the media that a body shows or links to, one entry an original, with every file that is mentioned. */
export class MentionedMedia {
  readonly #found = new Map<string, ImportMedia>()
  readonly #hosts: ReadonlySet<string>
  readonly #known: MediaIndex | undefined

  /** @param hosts those of the old site: an uploads folder elsewhere is another site's */
  constructor(hosts: readonly string[], known?: MediaIndex) {
    this.#hosts = new Set(hosts.map(bareHost))
    this.#known = known
  }

  /** A medium that is told whole. */
  addKnown(media: ImportMedia): void {
    this.#found.set(originalOf(media.file), media)
  }

  /** Everything that the markup shows or links to. */
  addBody(html: string): void {
    // Most bodies show none: they need no tree.
    if (!html.includes('wp-content/uploads/')) return
    for (const element of elementsIn(parseTree(html))) {
      if (element.tagName === 'img') this.#addImage(element)
      else if (element.tagName === 'a') this.add(attributeOf(element, 'href') ?? '', {})
      else if (['source', 'video', 'audio'].includes(element.tagName)) {
        this.add(attributeOf(element, 'src') ?? '', {})
        this.add(attributeOf(element, 'poster') ?? '', {})
        for (const { address } of candidatesOf(element, 'srcset')) this.add(address, {})
      }
    }
  }

  /** One file by its address; nothing when it is no upload of this site. */
  add(given: string, more: Mention, isOwn = false): void {
    const address = direct(given.trim())
    const file = uploadPath(address)
    const mimeType = file && mimeTypeOf(file)
    if (!file || !mimeType || (!isOwn && !this.#isOurs(address))) return
    const known = this.#known?.byFile(file)
    if (known) {
      this.addKnown(known)
      return
    }
    const key = originalOf(file)
    const before = this.#found.get(key)
    const media = before ?? newMedia(originalOf(address), key, mimeType)
    this.#found.set(key, media)
    if (more.id && media.id === null) media.id = more.id
    if (more.alt && media.alt === '') media.alt = more.alt
    if (more.isOriginal && more.width && more.height && media.width === 0) {
      media.width = more.width
      media.height = more.height
    }
    addFile(media, address, file, mimeType)
  }

  list(): ImportMedia[] {
    return [...this.#found.values()]
  }

  #isOurs(address: string): boolean {
    const host = URL.parse(address)?.host ?? URL.parse(`https:${address}`)?.host
    return host === undefined || this.#hosts.has(bareHost(host))
  }

  #addImage(image: TreeElement): void {
    const lazy = ['data-src', 'data-lazy-src', 'data-orig-file', 'data-large-file']
    const sources = ['src', ...lazy].flatMap((name) => attributeOf(image, name)?.trim() ?? [])
    const source = sources.find((address) => uploadPath(address) !== null) ?? ''
    const id = classesOf(image)
      .map((name) => /^wp-image-(\d+)$/.exec(name)?.[1])
      .find(Boolean)
    const candidates = [...candidatesOf(image, 'srcset'), ...candidatesOf(image, 'data-srcset')]
    const isFull = originalOf(source) === source
    const full = candidates.find(({ address, width }) => originalOf(address) === address && width)
    const width = toPixels(attributeOf(image, 'width'))
    const height = toPixels(attributeOf(image, 'height'))
    const fullWidth = full ? full.width : isFull ? width : 0
    const known = id !== undefined && Number(id) <= MAX_ID ? Number(id) : null
    // wp-image-N says that it is an attachment, whatever host serves it.
    const isOwn = known !== null
    this.add(
      source,
      {
        id: known,
        alt: attributeOf(image, 'alt') ?? '',
        isOriginal: fullWidth > 0 && width > 0,
        width: fullWidth,
        height: width > 0 ? Math.round((fullWidth * height) / width) : 0,
      },
      isOwn,
    )
    for (const address of sources) this.add(address, {}, isOwn)
    for (const { address } of candidates) this.add(address, {}, isOwn)
  }
}

function newMedia(sourceUrl: string, file: string, mimeType: string): ImportMedia {
  const rest = { title: '', alt: '', caption: '', width: 0, height: 0, sizes: [] }
  return { id: null, sourceUrl, file, mimeType, ...rest }
}

/** A mentioned file: the original itself, one of its sizes, or the -scaled form that WordPress serves for it. */
function addFile(media: ImportMedia, url: string, file: string, mimeType: string): void {
  if (file === media.file || media.sizes.some((known) => known.file === file)) return
  const size = /-(\d+)x(\d+)\.[a-z0-9]+$/i.exec(file)
  if (size) {
    const [, width = '0', height = '0'] = size
    const pixels = { width: toPixels(width), height: toPixels(height) }
    media.sizes.push({ name: `${width}x${height}`, url, file, ...pixels, mimeType })
    return
  }
  const original = { name: 'original', url: media.sourceUrl, file: media.file }
  media.sizes.push({ ...original, width: 0, height: 0, mimeType: media.mimeType })
  media.file = file
  media.sourceUrl = url
}

function candidatesOf(element: TreeElement, name: string): { address: string; width: number }[] {
  return (attributeOf(element, name) ?? '')
    .split(/,\s+/)
    .map((part) => part.trim().split(/\s+/))
    .flatMap(([address = '', size = '']) =>
      address ? [{ address, width: toPixels(size.replace(/w$/, '')) }] : [],
    )
}

/** A width or height in pixels; 0, which is unknown, for `100%`, `auto` and the like. */
export function toPixels(value: unknown): number {
  const pixels = /^\s*\d{1,6}(?:\.\d+)?(?:px)?\s*$/i.test(String(value ?? ''))
    ? Number.parseFloat(String(value))
    : 0
  return Math.round(pixels)
}

function bareHost(host: string): string {
  return host.replace(/^www\./, '')
}

/** Behind Photon (i0.wp.com/host/path?resize=) is the picture's own address. */
function direct(address: string): string {
  const photon = /^(?:https?:)?\/\/i\d\.wp\.com\/([^?#]+)/.exec(address)?.[1]
  return photon ? `https://${photon}` : address.replace(/[?#].*$/, '')
}
