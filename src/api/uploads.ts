import * as z from 'zod'
import { settleFile } from '#content/import-files.ts'
import { findMediaByFiles, objectKey, renditionsOf } from '#content/media.ts'
import { isFilePath } from '#content/upload-paths.ts'
import { HEAD_BYTES, isUploadName, uploadType } from '#content/upload-types.ts'
import { answer } from './answers.ts'
import { joinBytes, readPiece } from './bytes.ts'
import { readBytes, type ApiContext } from './context.ts'
import { ApiError, badParam, invalidParams } from './errors.ts'
import { demandImport, openImport } from './import-context.ts'

/** The platform takes no larger request body (its smallest plans). */
const MAX_FILE_BYTES = 100_000_000

const uploadPath = z.string().refine(isFilePath).refine(isUploadName)

/** PUT meridian/v1/uploads/{file}: the bytes of a file at its old path, before or after the import that names it. */
export async function putUpload(c: ApiContext): Promise<Response> {
  const { context } = openImport(c, 'now')
  const file = safePath(c.req.path)
  await refuseOwn(c, file)
  const { stream, length } = await bodyOf(c, file)
  const reader = stream.getReader()
  const head = await readHead(reader)
  const mimeType = uploadType(file, head)
  if (mimeType === null || length === 0) {
    await reader.cancel()
    throw new ApiError(
      'rest_upload_sideload_error',
      `${file} is none of the files that are taken here, or not what its name says: send an image, document, audio or video file.`,
      400,
    )
  }
  const key = objectKey(c.var.region.code, file)
  const isNew = (await c.env.MEDIA.head(key)) === null
  await store(c.env.MEDIA, key, { head, reader, length, mimeType })
  // Purged with the import that follows: one purge a file would use up the platform's allowance.
  await settleFile(context, file, length)
  return answer({ file, bytes: length, mime_type: mimeType }, { status: isNew ? 201 : 200 })
}

/** HEAD meridian/v1/uploads/{file}: Content-Length of what is stored, or 404. */
export async function headUpload(c: ApiContext): Promise<Response> {
  demandImport(c)
  const file = safePath(c.req.path)
  const object = await c.env.MEDIA.head(objectKey(c.var.region.code, file))
  if (object === null) {
    throw new ApiError('rest_no_route', `${file} is not stored.`, 404)
  }
  const length = String(object.size)
  return new Response(null, {
    headers: {
      'Content-Length': length,
      // Some servers leave Content-Length out where there is no body.
      'X-Content-Length': length,
      'Content-Type': object.httpMetadata?.contentType ?? 'application/octet-stream',
      'Cache-Control': 'private, no-store',
      ETag: object.httpEtag,
    },
  })
}

/**
 * The body and its length, without which R2 stores no stream: what comes in chunks of unknown number is gathered first, and
 * is smaller therefore. @throws ApiError 413
 */
async function bodyOf(
  c: ApiContext,
  file: string,
): Promise<{ stream: ReadableStream<Uint8Array>; length: number }> {
  const given = c.req.header('Content-Length')
  if (given === undefined || !/^\d+$/.test(given)) {
    const bytes = await readBytes(c)
    return { stream: new Blob([bytes]).stream(), length: bytes.length }
  }
  const length = Number(given)
  if (length > MAX_FILE_BYTES) {
    throw new ApiError(
      'rest_request_too_large',
      `${file} has ${length} bytes: at most ${MAX_FILE_BYTES} are taken. Put it into the bucket by other means.`,
      413,
    )
  }
  return { stream: c.req.raw.body ?? new Blob([]).stream(), length }
}

/** The first bytes, at least HEAD_BYTES of them where there are as many. */
async function readHead(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  while (size < HEAD_BYTES) {
    const piece = await readPiece(reader)
    if (piece === null) break
    chunks.push(piece)
    size += piece.length
  }
  return joinBytes(chunks)
}

interface Incoming {
  head: Uint8Array
  reader: ReadableStreamDefaultReader<Uint8Array>
  length: number
  mimeType: string
}

/** Passes the bytes on as they come: a file is never whole in memory. */
async function store(
  bucket: R2Bucket,
  key: string,
  { head, reader, length, mimeType }: Incoming,
): Promise<void> {
  const { readable, writable } = new FixedLengthStream(length)
  const writer = writable.getWriter()
  const pump = async () => {
    try {
      let piece: Uint8Array | null = head
      while (piece !== null) {
        await writer.write(piece)
        piece = await readPiece(reader)
      }
      await writer.close()
    } catch (error) {
      await writer.abort(error)
      throw error
    }
  }
  await Promise.all([
    pump(),
    bucket.put(key, readable, { httpMetadata: { contentType: mimeType } }),
  ])
}

/** @throws ApiError 409 for a file of a medium that was uploaded here: no import may change that */
async function refuseOwn(c: ApiContext, file: string): Promise<void> {
  const row = (await findMediaByFiles(c.var.db, c.var.region.code, [file])).get(file)
  const isNamed = row && (row.file === file || renditionsOf(row).some((size) => size.file === file))
  if (!isNamed || row.sourceUrl !== null) return
  throw new ApiError(
    'meridian_import_conflict',
    `${file} belongs to medium ${row.id}, which was uploaded here: rename one of the two files, or delete that medium.`,
    409,
  )
}

function safePath(pathname: string): string {
  const encoded = pathname.split('/meridian/v1/uploads/')[1] ?? ''
  const file = decodeOrNull(encoded)
  if (file === null || !uploadPath.safeParse(file).success) {
    throw invalidParams({
      file: badParam(
        'Name a path below the uploads folder that ends as one of its files does, such as 2025/11/name.webp.',
      ),
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
