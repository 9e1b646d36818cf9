import { fileSubject, objectKey } from '#content/media.ts'
import { MEDIA, PRIVATE } from '#edge/policy.ts'
import { stamp } from '#edge/stamp.ts'

/**
 * A file of the uploads folder from R2, or null when there is none. The edge cuts ranges out of the stored whole;
 * without one in front (a local server with the cache off) the range is read from R2 (RFC 9110 §14).
 */
export async function serveMedia(
  bucket: R2Bucket,
  regionCode: string,
  file: string,
  request: Request,
): Promise<Response | null> {
  const range = parseRange(request)
  const subjects = [fileSubject(regionCode, file)]
  const object = await bucket.get(objectKey(regionCode, file), {
    onlyIf: request.headers,
    ...(range && { range: request.headers }),
  })
  if (object === null) return null
  const headers = new Headers()
  object.writeHttpMetadata(headers)
  headers.set('ETag', object.httpEtag)
  headers.set('Last-Modified', object.uploaded.toUTCString())
  headers.set('Accept-Ranges', 'bytes')
  headers.set('X-Content-Type-Options', 'nosniff')
  // An SVG opened by itself is a document that may hold script.
  headers.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  if (!('body' in object))
    return stamp(new Response(null, { status: 304, headers }), MEDIA, subjects)
  if (!range || !object.range) {
    headers.set('Content-Length', String(object.size))
    return stamp(new Response(object.body, { headers }), MEDIA, subjects)
  }
  const { start, length } = span(object.range, object.size)
  headers.set('Content-Range', `bytes ${start}-${start + length - 1}/${object.size}`)
  headers.set('Content-Length', String(length))
  return stamp(new Response(object.body, { status: 206, headers }), PRIVATE, [])
}

/** A single byte range is honoured; anything else is answered whole, as RFC 9110 allows. */
function parseRange(request: Request): boolean {
  return /^bytes=(\d+-\d*|-\d+)$/.test(request.headers.get('Range') ?? '')
}

function span(range: R2Range, size: number): { start: number; length: number } {
  // All three fields may be there, undefined where the request did not say.
  const { offset, length, suffix } = range as { offset?: number; length?: number; suffix?: number }
  if (suffix !== undefined) {
    return { start: Math.max(0, size - suffix), length: Math.min(size, suffix) }
  }
  const start = offset ?? 0
  return { start, length: Math.min(length ?? size - start, size - start) }
}
