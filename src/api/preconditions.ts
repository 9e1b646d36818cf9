import type { ApiContext } from './context.ts'
import { ApiError } from './errors.ts'

/** What can be edited: each write raises its version. */
interface Versioned {
  id: number | string
  version: number
}

/** A strong validator: id and version name one state (RFC 9110 §8.8.3). */
export function etagOf({ id, version }: Versioned): string {
  return `"${id}-${version}"`
}

/** The validator of an answer that others than editors read: it moves with every byte, and still names the state. */
export function withHash(validator: string | undefined, hash: string): string {
  return validator === undefined ? hash : `${validator.slice(0, -1)}.${hash.slice(1)}`
}

/** @throws ApiError 412 when If-Match names another state than today's (RFC 9110 §13.1.1) */
export function checkMatch(c: ApiContext, today: Versioned): void {
  const wanted = c.req.header('If-Match')
  if (wanted === undefined || wanted.trim() === '*') return
  if (
    wanted.split(',').some((tag) => tag.trim().replace(/\.[0-9a-f]{32}"$/, '"') === etagOf(today))
  )
    return
  throw new ApiError(
    'rest_precondition_failed',
    'The item was changed after you read it. Read it again, merge your change, and send it with the new ETag.',
    412,
  )
}

/**
 * Writes on the state that was read. Without If-Match a lost race is tried again on the new state, which `read` gives or
 * throws about: the last writer wins field by field.
 */
export async function retryUnmatched<Row, Result>(
  c: ApiContext,
  first: Row,
  read: () => Promise<Row>,
  write: (before: Row) => Promise<Result>,
): Promise<Result> {
  const isMatched = c.req.header('If-Match') !== undefined
  let before = first
  for (let attempt = 0; ; attempt++) {
    try {
      return await write(before)
    } catch (error) {
      const isConflict = error instanceof Error && error.message === 'version_conflict'
      if (!isConflict || isMatched || attempt >= 20) throw error
      before = await read()
    }
  }
}
