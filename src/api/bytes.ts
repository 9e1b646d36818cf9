import { ApiError } from './errors.ts'

/** The bytes of the chunks in one piece. */
export function joinBytes(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0))
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

/** The next piece of a request's body. @throws ApiError 400 when the connection ends, or its framing breaks, before that */
export async function readPiece(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): Promise<Uint8Array | null> {
  try {
    const { value, done } = await reader.read()
    return done ? null : value
  } catch (cause) {
    const message = 'The body ended before it was whole: send it again.'
    throw Object.assign(new ApiError('rest_incomplete_body', message, 400), { cause })
  }
}
