import { sql } from 'drizzle-orm'
import { sequences } from '../schema.ts'
import type { Database, Statement } from './database.ts'
import { ContentError } from './errors.ts'

/**
 * The next `count` ids of a region's sequence; the first of them. An id that a failed write does not use is a gap,
 * as it is in WordPress.
 */
export async function allocateIds(
  db: Database,
  regionCode: string,
  kind: 'content' | 'term' | 'unnumbered',
  count = 1,
): Promise<number> {
  const [row] = await db
    .insert(sequences)
    .values({ regionCode, kind, lastId: count })
    .onConflictDoUpdate({
      target: [sequences.regionCode, sequences.kind],
      set: { lastId: sql`${sequences.lastId} + ${count}` },
    })
    .returning({ lastId: sequences.lastId })
  if (row === undefined) throw new ContentError('region_not_found')
  return row.lastId - count + 1
}

/** Keeps a sequence ahead of an id that came from outside. */
export function reserveId(
  db: Database,
  regionCode: string,
  kind: 'content' | 'term' | 'unnumbered',
  id: number,
): Statement {
  return db
    .insert(sequences)
    .values({ regionCode, kind, lastId: id })
    .onConflictDoUpdate({
      target: [sequences.regionCode, sequences.kind],
      set: { lastId: sql`max(${sequences.lastId}, ${id})` },
    })
}
