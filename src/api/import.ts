import * as z from 'zod'
import { importDocument, type ImportDocument } from '#content/import-document.ts'
import { recordChange } from '#content/changes.ts'
import { checkImport, importArticle } from '#content/importing.ts'
import { fileSubject, objectKey, putFile, renditionsOf } from '#content/media.ts'
import { readImageHeader } from '#content/image-header.ts'
import { answer } from './answers.ts'
import {
  demand,
  purgeNow,
  readBytes,
  readParams,
  writeContext,
  type ApiContext,
} from './context.ts'
import { ApiError, invalidParams } from './errors.ts'
import { parseParams } from './input.ts'
import type { Principal } from './keys.ts'
import { articleLink } from './post-shape.ts'

const MESSAGE = 'Sorry, you are not allowed to import into this site.'

/** POST meridian/v1/import: one article of another site with its terms, author and media, under its own ids. */
export async function importRoute(c: ApiContext): Promise<Response> {
  const principal = demand(c, 'import', 'rest_cannot_import', MESSAGE)
  const params = await readParams(c)
  const document = parseParams(importDocument, params)
  if (params.check !== undefined) return checkRoute(c, principal, document)
  const context = { ...writeContext(c, principal), bucket: c.env.MEDIA }
  const { article, action, author, media, report } = await importArticle(context, document)
  await purgeNow(c)
  const shape = { siteUrl: c.env.SITE_URL, region: c.var.region, principal }
  return answer(
    {
      action,
      id: article.id,
      status: article.status,
      slug: article.slug,
      link: articleLink(shape, article),
      author: author && { id: author.authorId, name: author.name },
      media: media.map((row) => ({
        id: row.id,
        file: row.file,
        sizes: renditionsOf(row).length,
        is_stored: row.isStored === 1,
        source_url: row.sourceUrl,
      })),
      report,
    },
    { status: action === 'created' ? 201 : 200 },
  )
}

/** With `check`: whether an import would be refused, before its files are sent; nothing is written. */
async function checkRoute(
  c: ApiContext,
  principal: Principal,
  document: ImportDocument,
): Promise<Response> {
  const before = await checkImport(writeContext(c, principal), document)
  return answer({ action: 'checked', id: document.article.id, is_there: before !== null })
}

const uploadPath = z
  .string()
  .regex(/^[^\\]+\.(?:jpe?g|png|gif|webp|avif|svg)$/i)
  .max(1000)

/** PUT meridian/v1/uploads/{file}: the bytes of a file at its old path, before the import that names it. */
export async function putUpload(c: ApiContext): Promise<Response> {
  demand(c, 'import', 'rest_cannot_import', MESSAGE)
  const file = safePath(c.req.path)
  const bytes = await readBytes(c)
  const mimeType = imageType(file, bytes)
  const isNew = (await c.env.MEDIA.head(objectKey(c.var.region.code, file))) === null
  await putFile({ bucket: c.env.MEDIA, region: c.var.region }, file, bytes, mimeType)
  // Purged with the import that follows: one purge a file would use up the platform's allowance.
  await recordChange(c.var.db, [fileSubject(c.var.region.code, file)], c.var.now)
  return answer({ file, bytes: bytes.length, mime_type: mimeType }, { status: isNew ? 201 : 200 })
}

function safePath(pathname: string): string {
  const encoded = pathname.split('/meridian/v1/uploads/')[1] ?? ''
  const file = decodeOrNull(encoded)
  const isSafe = file !== null && !file.split('/').some((part) => part === '' || /^\.+$/.test(part))
  if (file === null || !isSafe || !uploadPath.safeParse(file).success) {
    throw invalidParams({
      file: 'Name a path below the uploads folder, such as 2025/11/name.webp.',
    })
  }
  return file
}

function decodeOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** What the bytes are; an SVG is known by its first element, and is served where no script of it can run. */
function imageType(file: string, bytes: Uint8Array): string {
  const header = readImageHeader(bytes)
  if (header) return header.mimeType
  const start = new TextDecoder().decode(bytes.subarray(0, 2000))
  if (/\.svg$/i.test(file) && /<svg[\s>]/i.test(start)) return 'image/svg+xml'
  throw new ApiError(
    'rest_upload_sideload_error',
    `${file} is no image of a type that is taken here: JPEG, PNG, GIF, WebP, AVIF or SVG.`,
    400,
  )
}
