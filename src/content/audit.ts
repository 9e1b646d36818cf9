import { sql } from 'drizzle-orm'
import type { Database, Statement } from './database.ts'

// Whoever changes something through the API leaves a row, in the batch of the change: writeBatch adds it, so that no write
// has to think of it. A request leaves one row, however many batches it writes.

/** Who asks, as the log keeps it. */
export interface Actor {
  userId: number
  login: string
  keyUuid: string
  keyName: string
  /** Of their address, without what makes it one person's. */
  network: string
}

/** What was done to what. */
export interface Deed {
  action: string
  type: string
  /** Several are joined by commas. */
  id: string | null
  /** What differs now, by name. */
  fields: readonly string[]
  /** Whose administrators see it. */
  regions: readonly string[]
}

/** What a request's database carries to its writes. */
export interface Trail {
  actor: Actor
  /** Epoch seconds. */
  now: number
  deed: Deed
  /** How often the deed was told, and how much of that is kept. */
  told: number
  kept: number
  /** The batch that has the row and is not over yet. */
  pending: Promise<void> | null
  rowIds: number[]
}

/** The database with a trail that all writes through it leave. */
export function withTrail(db: Database, actor: Actor, deed: Deed, now: number): Database {
  const state = { told: 1, kept: 0, pending: null, rowIds: [] }
  return Object.assign(db, { trail: { actor, now, deed, ...state } satisfies Trail })
}

/**
 * Tells of the deed what the request's address does not, if that is about something of this type: an import writes posts,
 * but is told as an import. Nothing where nobody keeps a log (the cron, the command line).
 */
export function note(
  { trail }: Pick<Database, 'trail'>,
  type: string,
  told: Partial<Omit<Deed, 'type' | 'id'>> & { id?: number | string },
): void {
  if (trail?.deed.type !== type) return
  const { id = trail.deed.id, fields = [], ...rest } = told
  trail.deed = {
    ...trail.deed,
    ...rest,
    id: id === null ? null : String(id),
    fields: [...new Set([...trail.deed.fields, ...fields])],
  }
  trail.told++
}

/** The row of the log for a batch that is about to be written; none where the log has it already. */
function trailStatements(db: Database): Statement[] {
  const { trail } = db
  if (!trail || trail.kept === trail.told) return []
  const { actor, deed, rowIds, now } = trail
  const { action, type, id } = deed
  const fields = JSON.stringify(deed.fields)
  const statement =
    rowIds.length > 0
      ? sql`update audit_log set action = ${action}, object_type = ${type}, object_id = ${id}, fields_json = ${fields}
          where audit_id in (select value from json_each(${JSON.stringify(rowIds)}))`
      : sql`insert into audit_log (region_code, created_at, user_id, login, key_uuid, key_name, network, action, object_type,
            object_id, fields_json)
          select value, ${now}, ${actor.userId}, ${actor.login}, ${actor.keyUuid}, ${actor.keyName}, ${actor.network}, ${action},
            ${type}, ${id}, ${fields} from json_each(${JSON.stringify(deed.regions)}) returning audit_id`
  return [db.run(statement) as unknown as Statement] // SQLiteRaw is a batch item at run time
}

/**
 * Runs a batch with the trail's row in it. Of several at one time the first has it, and the others wait: should it fail, the
 * next one has it, so that nothing is written of which the log says nothing.
 */
export async function leaveTrail<T extends { results: Record<string, unknown>[] }>(
  db: Database,
  write: (row: readonly Statement[]) => Promise<T[]>,
): Promise<T[]> {
  const { trail } = db
  while (trail?.pending) await trail.pending
  const row = trailStatements(db)
  if (!trail || row.length === 0) return write([])
  const { told } = trail
  const writing = write(row)
  trail.pending = writing.then(
    () => {},
    () => {},
  )
  try {
    const results = await writing
    trail.kept = told
    const made = results.at(-1)?.results.map(({ audit_id: id }) => Number(id)) ?? []
    if (trail.rowIds.length === 0) trail.rowIds = made
    return results.slice(0, -1)
  } finally {
    trail.pending = null
  }
}

/** What follows from other fields, or only counts. */
const DERIVED = new Set(
  `cleaner_version content_html content_text count date_set excerpt_text faq headings key media_ids modified_at path
  region_code source status_before_trash title_text version word_count caption_html description_html modified`.split(
    /\s+/,
  ),
)

/** The names of what differs between two states of a row, in WordPress's words: `featured_media`, `excerpt`. */
export function changedFields(before: object, after: object): string[] {
  const old = new Map<string, unknown>(Object.entries(before))
  return Object.entries(after)
    .filter(([name, value]) => value !== undefined && !isSame(value, old.get(name)))
    .map(([name]) => toFieldName(name))
    .filter((name) => !DERIVED.has(name))
}

function isSame(value: unknown, old: unknown): boolean {
  return value !== null && typeof value === 'object'
    ? JSON.stringify(value) === JSON.stringify(old)
    : value === old
}

function toFieldName(name: string): string {
  return name
    .replace(/^is(?=[A-Z])|(?:Raw|Json|Id)$/g, '')
    .replace(/[A-Z]/g, (capital, at) => (at === 0 ? '' : '_') + capital.toLowerCase())
    .replace('published_at', 'date')
}
