import type { Rows } from '#content/reading.ts'
import { conditional } from '#edge/stamp.ts'
import type { Visit } from './routes.ts'

/** A page and all that it was made of besides its address. */
interface Made {
  rows: readonly Rows[]
  body: Uint8Array<ArrayBuffer>
  headers: Headers
  chars: number
}

/** Characters of rows and pages that an isolate keeps; it may have 128 MB in all. */
const MAX_CHARS = 16_000_000

const kept = new Map<string, Made>()
let keptChars = 0

/**
 * The page at the visit's address, which `make` makes of `rows` alone. Every edge location that has lost it asks for it
 * anew: where the rows are those of the last time, so is the page. To compare them took a tenth of what rendering does.
 */
export async function rememberPage(
  visit: Visit,
  rows: readonly Rows[] | undefined,
  make: () => Promise<Response>,
): Promise<Response> {
  const { env, request, url } = visit
  if (rows === undefined || env.PAGE_MEMORY === 'off') return make()
  const known = kept.get(url.pathname)
  if (known && isSame(known.rows, rows)) {
    return conditional(request, new Response(known.body, { headers: known.headers }))
  }
  const response = await make()
  if (response.status !== 200) return response
  const body = new Uint8Array(await response.arrayBuffer())
  keep(url.pathname, { rows, body, headers: new Headers(response.headers) })
  return new Response(body, response)
}

function keep(path: string, made: Omit<Made, 'chars'>): void {
  drop(path)
  const chars = made.body.length + charsOf(made.rows)
  kept.set(path, { ...made, chars })
  keptChars += chars
  // Insertion order is age: the oldest goes first.
  for (const oldest of kept.keys()) {
    if (keptChars <= MAX_CHARS) break
    drop(oldest)
  }
}

function drop(path: string): void {
  keptChars -= kept.get(path)?.chars ?? 0
  kept.delete(path)
}

function charsOf(rows: readonly Rows[]): number {
  return rows
    .flat()
    .flatMap((row) => Object.values(row))
    .reduce<number>((sum, value) => sum + String(value).length, 0)
}

function isSame(left: readonly Rows[], right: readonly Rows[]): boolean {
  return (
    left.length === right.length &&
    left.every((rows, index) => {
      const others = right[index]
      return (
        rows.length === others?.length && rows.every((row, at) => isSameRow(row, others[at] ?? {}))
      )
    })
  )
}

/** Rows of one statement have the same columns. */
function isSameRow(left: Rows[number], right: Rows[number]): boolean {
  for (const column in left) if (left[column] !== right[column]) return false
  return true
}
