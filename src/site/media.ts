import type { Subject } from '#content/changes.ts'
import { fileSubject, objectKey } from '#content/media.ts'
import { evaluate } from '#edge/conditions.ts'
import { MEDIA, PRIVATE } from '#edge/policy.ts'
import { stamp } from '#edge/stamp.ts'

/** R2's limit. */
const MAX_KEY_BYTES = 1024
/** What browsers open in viewers of their own, which a sandbox keeps shut. */
const VIEWED = /^(?:application\/pdf|audio\/|video\/)/
const CONDITIONS = [
  'Range',
  'If-Match',
  'If-None-Match',
  'If-Modified-Since',
  'If-Unmodified-Since',
] as const

/**
 * A file of the uploads folder from R2, or null when there is none. The edge answers conditions and cuts ranges out of
 * the stored whole; what comes without one in front (a local server with the cache off) is answered here.
 */
export async function serveMedia(
  bucket: R2Bucket,
  regionCode: string,
  file: string,
  request: Request,
): Promise<Response | null> {
  const key = objectKey(regionCode, file)
  if (new TextEncoder().encode(key).length > MAX_KEY_BYTES) return null
  return serveObject(bucket, key, request, [fileSubject(regionCode, file)])
}

/** An object of R2 that is kept for good at its address, or null when there is none. */
export async function serveObject(
  bucket: R2Bucket,
  key: string,
  request: Request,
  subjects: readonly Subject[],
): Promise<Response | null> {
  if (!CONDITIONS.some((name) => request.headers.has(name))) {
    const object = await bucket.get(key)
    return (
      object && stamp(new Response(object.body, { headers: headersOf(object) }), MEDIA, subjects)
    )
  }
  const object = await bucket.head(key)
  if (object === null) return null
  const headers = headersOf(object)
  const { size } = object
  const modifiedAt = Math.floor(object.uploaded.getTime() / 1000)
  const outcome = evaluate(request, { etag: object.httpEtag, modifiedAt, bytes: size })
  switch (outcome.kind) {
    case 'unchanged':
      headers.delete('Content-Length')
      return stamp(new Response(null, { status: 304, headers }), MEDIA, subjects)
    case 'failed':
      return stamp(new Response(null, { status: 412 }), PRIVATE, [])
    case 'unsatisfiable':
      headers.set('Content-Range', `bytes */${size}`)
      headers.delete('Content-Length')
      return stamp(new Response(null, { status: 416, headers }), PRIVATE, [])
    case 'part': {
      const { from, to } = outcome
      const part = await bucket.get(key, { range: { offset: from, length: to - from + 1 } })
      headers.set('Content-Range', `bytes ${from}-${to}/${size}`)
      headers.set('Content-Length', String(to - from + 1))
      return part && stamp(new Response(part.body, { status: 206, headers }), PRIVATE, [])
    }
    case 'whole': {
      const whole = await bucket.get(key)
      return whole && stamp(new Response(whole.body, { headers }), MEDIA, subjects)
    }
  }
}

function headersOf(object: R2Object): Headers {
  const headers = new Headers()
  object.writeHttpMetadata(headers)
  headers.set('ETag', object.httpEtag)
  headers.set('Last-Modified', object.uploaded.toUTCString())
  headers.set('Accept-Ranges', 'bytes')
  headers.set('Content-Length', String(object.size))
  headers.set('X-Content-Type-Options', 'nosniff')
  // An SVG opened by itself is a document that may hold script. The browser's own viewers would not start so.
  if (!VIEWED.test(headers.get('Content-Type') ?? '')) {
    headers.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  }
  return headers
}
