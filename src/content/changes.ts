import { isNull, sql } from 'drizzle-orm'
import { changes } from '../schema.ts'
import { writeBatch, type Database, type Statement } from './database.ts'

/**
 * Something that a page can show and a write can touch. Pages are stamped with the subjects they show, writes
 * record those they changed, before and after; edge/tags.ts spells both the same way.
 */
export type Subject =
  /** A post or page wherever it is shown: its page, cards, links to it. */
  | { kind: 'article'; region: string; id: number }
  /** Whatever answers at this path below the region, a 404 included: publishing there clears it. */
  | { kind: 'path'; region: string; path: string }
  /** Membership or order of a listing: home, term:4, author:2, year:2025 … */
  | { kind: 'listing'; region: string; listing: string }
  /** A term's name, address, description. */
  | { kind: 'term'; region: string; id: number }
  | { kind: 'author'; id: number }
  | { kind: 'media'; region: string; id: number }
  /** Settings and navigation: every page of the region. */
  | { kind: 'region'; region: string }
  /** Whatever there is of a region's articles, terms, media: lists of these that no listing stands for. */
  | { kind: 'collection'; region: string; of: 'articles' | 'terms' | 'media' }
  /** Whatever there is of the publication's authors. */
  | { kind: 'authors' }
  /** The list of regions: the chooser and every switcher. */
  | { kind: 'publication' }
  | { kind: 'everything' }

/** Whether a write is purged at once or with all others of an import, when that is over. */
export type PurgeTime = 'now' | 'later'

/** A run that was killed is purged within these seconds after what it wrote last. */
const HELD_SECONDS = 600
/** A held row that is due sooner may be drained at this very moment: it covers no new write. */
const SAFE_SECONDS = 60

/**
 * The outbox row of a change: what edge/purge.ts will purge. Of `later` there is one row for a whole run, which stands for
 * every page: releaseChanges makes it due.
 */
export function recordChange(
  db: Database,
  subjects: readonly Subject[],
  now: number,
  purge: PurgeTime = 'now',
): Statement {
  if (purge === 'later') return holdChange(db, now)
  const unique = [...new Map(subjects.map((s) => [JSON.stringify(s), s])).values()]
  return db
    .insert(changes)
    .values({ subjectsJson: JSON.stringify(unique), createdAt: now, dueAt: now })
}

const EVERYTHING = JSON.stringify([{ kind: 'everything' } satisfies Subject])

function holdChange(db: Database, now: number): Statement {
  return db.run(sql`insert into changes (subjects_json, created_at, due_at)
    select ${EVERYTHING}, ${now}, ${now + HELD_SECONDS} where not exists (
      select 1 from changes where purged_at is null and due_at > ${now + SAFE_SECONDS} and subjects_json = ${EVERYTHING}
    )`) as unknown as Statement // SQLiteRaw is a batch item at run time; its type does not say so
}

/** Makes one purge of everything due, in place of whatever still waits for its first. */
export async function releaseChanges(db: Database, now: number): Promise<void> {
  await writeBatch(db, [
    db.delete(changes).where(isNull(changes.purgedAt)),
    recordChange(db, [{ kind: 'everything' }], now),
  ])
}
