import { FRAME_SQL, toFrame, type Frame } from './regions.ts'

/** What a request that only reads starts from. */
export interface Recalled {
  frame: Frame
  /** The database; its first batch asks along whether the frame is today's. */
  d1: D1Database
  /** Whether the frame is today's. If not, what was read in between must be read again. */
  isCurrent(): Promise<boolean>
}

/** The row of FRAME_SQL that this isolate saw last, by the region's path. */
const rows = new Map<string, string>()

/**
 * The frame of the region at `path`, from memory where this isolate has seen it. Settings hardly ever change, and a
 * round trip for them alone would be most of what a read takes: so the first batch after it brings the row along, and
 * `isCurrent` compares.
 */
export async function recallFrame(d1: D1Database, path: string): Promise<Recalled> {
  const statement = d1.prepare(FRAME_SQL).bind(path)
  const remembered = rows.get(path)
  if (remembered === undefined) {
    const row = await statement.first<Record<string, unknown>>()
    return { frame: remember(path, row), d1, isCurrent: () => Promise.resolve(true) }
  }
  let seen: Record<string, unknown> | null | undefined
  const batch = async <T>(statements: D1PreparedStatement[]): Promise<D1Result<T>[]> => {
    if (seen !== undefined) return d1.batch<T>(statements)
    const [frame, ...others] = await d1.batch<T>([statement, ...statements])
    seen = (frame?.results[0] as Record<string, unknown> | undefined) ?? null
    return others
  }
  return {
    frame: toFrame({ document: remembered }),
    d1: Object.assign(Object.create(d1) as D1Database, {
      prepare: (query: string) => d1.prepare(query),
      batch,
    }),
    async isCurrent() {
      seen ??= await statement.first<Record<string, unknown>>()
      if (seen?.document === remembered) return true
      remember(path, seen)
      return false
    },
  }
}

function remember(path: string, row: Record<string, unknown> | null): Frame {
  const frame = toFrame(row ?? undefined)
  // A path that no region has answers with the frame of none: those are endless.
  if (row && frame.region !== null) rows.set(path, String(row.document))
  else rows.delete(path)
  return frame
}
