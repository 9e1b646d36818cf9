// Conditional and range requests on what is held in full (RFC 9110 §13, §14).

/** What is held of a resource. */
export interface Held {
  /** Quoted, as in the ETag header. */
  etag: string | null
  /** Epoch seconds. */
  modifiedAt?: number
  /** Its length; without it ranges are not served. */
  bytes?: number
}

/** What to answer with; a part is from its first to its last byte, both included. */
export type Outcome =
  | { kind: 'whole' | 'unchanged' | 'failed' | 'unsatisfiable' }
  | { kind: 'part'; from: number; to: number }

/** Decides a GET or HEAD in the order of RFC 9110 §13.2.2. Conditions that cannot be read are passed over. */
export function evaluate(request: Request, held: Held): Outcome {
  const { headers } = request
  const ifMatch = headers.get('If-Match')
  if (ifMatch !== null) {
    if (!matches(ifMatch, held.etag, true)) return { kind: 'failed' }
  } else {
    const since = secondsOf(headers.get('If-Unmodified-Since'))
    if (isLater(held.modifiedAt, since)) return { kind: 'failed' }
  }
  const ifNoneMatch = headers.get('If-None-Match')
  if (ifNoneMatch !== null) {
    if (matches(ifNoneMatch, held.etag, false)) return { kind: 'unchanged' }
  } else {
    const since = secondsOf(headers.get('If-Modified-Since'))
    const isKnown = since !== undefined && held.modifiedAt !== undefined
    if (isKnown && !isLater(held.modifiedAt, since)) return { kind: 'unchanged' }
  }
  return request.method === 'GET' && mayBeCut(headers.get('If-Range'), held)
    ? rangeOf(headers.get('Range'), held.bytes)
    : { kind: 'whole' }
}

function matches(header: string, etag: string | null, isStrong: boolean): boolean {
  if (header.trim() === '*') return true
  if (etag === null) return false
  const tags = header.split(',').map((tag) => tag.trim())
  return isStrong
    ? tags.includes(etag)
    : tags.some((tag) => tag.replace(/^W\//, '') === etag.replace(/^W\//, ''))
}

function secondsOf(date: string | null): number | undefined {
  const milliseconds = date === null ? Number.NaN : Date.parse(date)
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000)
}

function isLater(modifiedAt: number | undefined, since: number | undefined): boolean {
  return modifiedAt !== undefined && since !== undefined && modifiedAt > since
}

/** A part is no use to who holds another state: If-Range asks for the whole then. */
function mayBeCut(ifRange: string | null, held: Held): boolean {
  if (ifRange === null) return true
  return ifRange.trim() === held.etag || secondsOf(ifRange) === (held.modifiedAt ?? Number.NaN)
}

/** A single byte range is honoured; several, or what is none, is answered whole, as RFC 9110 §14.2 allows. */
function rangeOf(header: string | null, bytes: number | undefined): Outcome {
  const [, first = '', last = ''] = /^\s*bytes=(\d*)-(\d*)\s*$/.exec(header ?? '') ?? []
  if (bytes === undefined || (first === '' && last === '')) return { kind: 'whole' }
  if (first !== '' && last !== '' && Number(first) > Number(last)) return { kind: 'whole' }
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first)
  const to = first === '' || last === '' ? bytes - 1 : Math.min(bytes - 1, Number(last))
  return from > to || from >= bytes ? { kind: 'unsatisfiable' } : { kind: 'part', from, to }
}
