import { readImageHeader } from './image-header.ts'

// The files that WordPress takes (wp_get_mime_types), without those that a browser would run. Images are what their first
// bytes say; the others go by their name, as long as they do not look like a page.

const OTHER_TYPES: Record<string, string> = {
  // images that browsers show no size of
  svg: 'image/svg+xml',
  bmp: 'image/bmp',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  ico: 'image/x-icon',
  heic: 'image/heic',
  // documents
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  pps: 'application/vnd.ms-powerpoint',
  ppsx: 'application/vnd.openxmlformats-officedocument.presentationml.slideshow',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  pages: 'application/vnd.apple.pages',
  numbers: 'application/vnd.apple.numbers',
  key: 'application/vnd.apple.keynote',
  rtf: 'application/rtf',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
  vtt: 'text/vtt; charset=utf-8',
  srt: 'text/plain; charset=utf-8',
  epub: 'application/epub+zip',
  psd: 'application/octet-stream',
  zip: 'application/zip',
  gz: 'application/gzip',
  tar: 'application/x-tar',
  rar: 'application/vnd.rar',
  '7z': 'application/x-7z-compressed',
  // audio
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  m4b: 'audio/mp4',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  wma: 'audio/x-ms-wma',
  mid: 'audio/midi',
  midi: 'audio/midi',
  // video
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  ogv: 'video/ogg',
  avi: 'video/x-msvideo',
  wmv: 'video/x-ms-wmv',
  mpg: 'video/mpeg',
  mpeg: 'video/mpeg',
  mkv: 'video/x-matroska',
  '3gp': 'video/3gpp',
  flv: 'video/x-flv',
}

const IMAGE_EXTENSIONS = new Set(['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'gif', 'webp', 'avif'])

/** So much of a file's beginning says what it is, in bytes: the header of an image comes before its pixels. */
export const HEAD_BYTES = 65_536

const PAGE =
  /^(?:\s|\ufeff|<!--[^]*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|script|title|meta)\b/i
const SVG = /<svg[\s>]/i

function extensionOf(file: string): string {
  return /\.([a-z0-9]+)$/i.exec(file)?.[1]?.toLowerCase() ?? ''
}

/** Whether a name's ending is one that is taken. */
export function isUploadName(file: string): boolean {
  const extension = extensionOf(file)
  return IMAGE_EXTENSIONS.has(extension) || Object.hasOwn(OTHER_TYPES, extension)
}

/** The MIME type of a file by its first bytes and its name; null when they do not go together or nothing takes it. */
export function uploadType(file: string, head: Uint8Array): string | null {
  const image = readImageHeader(head)
  if (image) return image.mimeType
  const extension = extensionOf(file)
  const type = Object.hasOwn(OTHER_TYPES, extension) ? OTHER_TYPES[extension] : undefined
  if (type === undefined) return null
  const start = new TextDecoder().decode(head.subarray(0, 4000))
  if (PAGE.test(start)) return null
  return extension === 'svg' && !SVG.test(start) ? null : type
}
