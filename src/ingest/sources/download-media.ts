import { FetchError } from './fetch-error.ts'
import type { PoliteFetch } from './fetch.ts'

export interface MediaDownload {
  bytes: Uint8Array<ArrayBuffer>
  /** As the server says; empty when it says nothing. */
  mimeType: string
}

/**
 * A media file. Files that are too large are refused by their announced length, or cut off when they pass it.
 * @throws FetchError in one line: it is missing, too large, a web page instead of a file, or of a type not accepted
 */
export async function downloadMedia(
  fetch: PoliteFetch,
  url: string,
  options: { maxBytes: number; accept?: (mimeType: string) => boolean },
): Promise<MediaDownload> {
  let mimeType = ''
  const answer = await fetch(url, {
    headers: { Accept: '*/*' },
    maxBytes: options.maxBytes,
    inspect: ({ status, headers }) => {
      // A status that is worth asking again for is judged after the last try.
      if (status >= 400) return
      mimeType = (headers.get('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
      if (isPage(mimeType)) throw notMedia(url, 'is a web page, no file')
      if (mimeType !== '' && options.accept?.(mimeType) === false) {
        throw notMedia(url, `is ${mimeType}, which is not taken`)
      }
    },
  })
  if (answer.status >= 400) {
    throw new FetchError('status', `${url} cannot be had (${answer.status}).`)
  }
  if (answer.bytes.length === 0) throw notMedia(url, 'is an empty file')
  const start = new TextDecoder().decode(answer.bytes.subarray(0, 200)).trimStart().toLowerCase()
  if (/^<(?:!doctype html|html|head|body)\b/.test(start))
    throw notMedia(url, 'is a web page, no file')
  return { bytes: answer.bytes, mimeType }
}

function isPage(mimeType: string): boolean {
  return mimeType === 'text/html' || mimeType === 'application/xhtml+xml'
}

function notMedia(url: string, what: string): FetchError {
  return new FetchError('not-media', `${url} ${what}: left out.`)
}
