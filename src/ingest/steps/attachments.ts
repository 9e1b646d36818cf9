import { attributeOf, type TreeElement } from '#content/html-tree.ts'

const PICTURE_FILE = /\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic)(?:[?#].*)?$/i

/** Whether an address names a picture's file. */
export function isPictureFile(address: string): boolean {
  return PICTURE_FILE.test(address.trim())
}

/** Whether a link leads to the page that WordPress makes for an attachment: no such page comes along. */
export function isAttachmentLink(link: TreeElement): boolean {
  const rel = attributeOf(link, 'rel') ?? ''
  const href = attributeOf(link, 'href') ?? ''
  return (/\battachment\b/.test(rel) && !isPictureFile(href)) || /[?&]attachment_id=\d+/.test(href)
}
