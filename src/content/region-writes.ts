import { and, eq, ne } from 'drizzle-orm'
import * as z from 'zod'
import { directionOf } from '#regions/direction.ts'
import { regionRoot } from '#regions/permalink.ts'
import {
  articles,
  auditLog,
  listingCounts,
  media,
  redirects,
  regions,
  sequences,
  terms,
} from '../schema.ts'
import { findAddresses } from './addresses.ts'
import { note } from './audit.ts'
import { recordChange } from './changes.ts'
import { errorText, isUniqueViolation, writeBatch, type Database } from './database.ts'
import { ContentError } from './errors.ts'
import { checkRobotsRules, invalid, toColumns, type ParsedRegion } from './region-settings.ts'
import type { RegionSettings } from './regions.ts'

/** First segments of addresses that mean something else. */
const RESERVED = /^(?:assets|author|category|feed|page|tag|wp-.*|\d+)$/

/** What a region is called by, for good: addresses, stored bodies and the outside world hold it. */
export const regionNames = z.object({
  code: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, 'Give a short name in lower case: ca.'),
  path: z
    .string()
    .regex(
      /^(?:[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)?$/,
      'Give the first segment of its addresses.',
    )
    .refine((path) => !RESERVED.test(path), 'Addresses that begin so mean something else.')
    .optional()
    .describe(
      'First segment of its addresses, as the code without it; empty for a region at the root.',
    ),
})

interface RegionContext {
  db: Database
  regions: readonly RegionSettings[]
  /** Epoch seconds. */
  now: number
}

/** What a region cannot do without, and any of its settings. */
export type NewRegion = z.output<typeof regionNames> &
  ParsedRegion &
  Record<'locale' | 'timezone' | 'name' | 'label', string>

/** Makes an empty region with its default category. @throws ContentError `invalid_setting` for a name that is taken */
export async function createRegion(context: RegionContext, input: NewRegion): Promise<void> {
  const { db, now } = context
  const { code, path = code, locale, timezone, name, label, ...settings } = input
  const paths = context.regions.map((region) => region.path)
  const [leadsTo] = paths.includes('') ? await findAddresses(db.$client, paths, [`/${path}/`]) : []
  if (path !== '' && leadsTo) throw invalid('path', `At /${path}/ there is something already.`)
  if (settings.robotsRules) checkRobotsRules(settings.robotsRules, regionRoot({ path }))
  note(db, 'region', { id: code })
  const last = Math.max(0, ...context.regions.map((region) => region.position))
  const names = { code, path, locale, timezone, name, label }
  const row: typeof regions.$inferInsert = {
    position: last + 1,
    direction: directionOf(locale),
    ...toColumns(settings),
    ...names,
  }
  try {
    await writeBatch(db, [
      ...(settings.isXDefault ? [db.update(regions).set({ isXDefault: 0 })] : []),
      db.insert(regions).values(row),
      ...(['content', 'term'] as const).map((kind) =>
        db
          .insert(sequences)
          .values({ regionCode: code, kind, lastId: kind === 'term' ? 1 : 0 })
          .onConflictDoNothing(),
      ),
      db.insert(terms).values({
        regionCode: code,
        id: 1,
        taxonomy: 'category',
        slug: 'uncategorized',
        path: 'uncategorized',
        name: 'Uncategorized',
      }),
      recordChange(db, [{ kind: 'publication' }], now),
    ])
  } catch (error) {
    for (const field of ['code', 'path']) {
      if (isUniqueViolation(error, `regions.${field}`)) {
        throw invalid(field, `Another region has this ${field}.`)
      }
    }
    throw error
  }
}

/**
 * Deletes a region in which nothing is; what the log says of it goes to the region `heir`.
 * @throws ContentError `region_not_empty`
 */
export async function deleteRegion(
  { db, now }: Pick<RegionContext, 'db' | 'now'>,
  { code, defaultCategoryId }: RegionSettings,
  heir: string,
): Promise<void> {
  const counts = {
    articles: await db.$count(articles, eq(articles.regionCode, code)),
    media: await db.$count(media, eq(media.regionCode, code)),
    terms: await db.$count(terms, and(eq(terms.regionCode, code), ne(terms.id, defaultCategoryId))),
  }
  if (Object.values(counts).some((count) => count > 0)) {
    throw new ContentError('region_not_empty', { details: counts })
  }
  try {
    await writeBatch(db, [
      ...[redirects, listingCounts, terms, sequences].map((table) =>
        db.delete(table).where(eq(table.regionCode, code)),
      ),
      db.update(auditLog).set({ regionCode: heir }).where(eq(auditLog.regionCode, code)),
      db.delete(regions).where(eq(regions.code, code)),
      recordChange(db, [{ kind: 'publication' }, { kind: 'region', region: code }], now),
    ])
  } catch (error) {
    // Somebody has written there meanwhile.
    if (!errorText(error).includes('FOREIGN KEY')) throw error
    throw new ContentError('region_not_empty', { cause: error, details: { articles: 1 } })
  }
}

/** The default social image of each region by its id; pages' frames hold what is shown of it. */
export async function findSocialImages(db: Database): Promise<Map<string, number>> {
  const rows = await db.select({ code: regions.code, id: regions.socialImageId }).from(regions)
  return new Map(rows.map(({ code, id }) => [code, id]))
}
