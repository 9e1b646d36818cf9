import { changes } from '../schema.ts'
import type { Database, Statement } from './database.ts'

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
  /** The list of regions: the chooser and every switcher. */
  | { kind: 'publication' }
  | { kind: 'everything' }

/** The outbox row of a change: what edge/purge.ts will purge. */
export function recordChange(db: Database, subjects: readonly Subject[], now: number): Statement {
  const unique = [...new Map(subjects.map((s) => [JSON.stringify(s), s])).values()]
  return db
    .insert(changes)
    .values({ subjectsJson: JSON.stringify(unique), createdAt: now, dueAt: now })
}
