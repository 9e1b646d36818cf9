import { and, eq, ne, sql } from 'drizzle-orm'
import * as z from 'zod'
import { regionRoot } from '#regions/permalink.ts'
import { listings, media, regions, terms } from '../schema.ts'
import { changedFields, note } from './audit.ts'
import { recordChange, type Subject } from './changes.ts'
import { guardVersion, writeBatch, type Database, type Statement } from './database.ts'
import { ContentError } from './errors.ts'
import { daysOf } from './listings.ts'
import type { RegionSettings } from './regions.ts'

/** An address that pages may name: root-relative, or of the web. */
export const address = z
  .string()
  .max(2000)
  .regex(/^(?:https?:\/\/|\/(?!\/))\S*$/i, 'Give an address: /ca/about/, or https://…')

/** Whether it names a time zone that clocks here know: America/Toronto, UTC. */
export function isTimezone(name: string): boolean {
  // Offsets (+05:00) are no zones: they know no summer time.
  return /^[a-z]/i.test(name) && isKnown(() => new Intl.DateTimeFormat('en', { timeZone: name }))
}

function isKnown(build: () => unknown): boolean {
  try {
    build()
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** Whether it is a BCP 47 language tag: en-CA. */
export function isLocale(tag: string): boolean {
  return tag !== '' && isKnown(() => new Intl.Locale(tag))
}

const TITLE_NAMES = ['title', 'site', 'tagline', 'section', 'author']

/** What may change of a region. Its code and its path stay: addresses, stored bodies and the outside world hold them. */
export const regionInput = z
  .object({
    locale: z.string().max(60).refine(isLocale, 'Give a BCP 47 language tag: en-CA.'),
    direction: z.enum(['ltr', 'rtl']),
    timezone: z.string().max(60).refine(isTimezone, 'Give an IANA time zone: America/Toronto.'),
    name: z.string().trim().min(1).max(200),
    tagline: z.string().trim().max(500),
    /** Country or area as the chooser names it: Canada. */
    label: z.string().trim().min(1).max(200),
    organisation: z.object({
      name: z.string().max(200).optional(),
      logo: address.optional(),
      logoWidthPx: z.number().int().min(0).optional(),
      logoHeightPx: z.number().int().min(0).optional(),
      sameAs: z.array(address).max(50).optional(),
    }),
    /** Titles of pages by what they show, and the picture that icons are made of. */
    head: z.object({
      titles: z
        .partialRecord(
          z.enum(['home', 'article', 'page', 'category', 'tag', 'author', 'date']),
          z
            .string()
            .trim()
            .max(300)
            .refine(
              (template) => {
                const names = [...template.matchAll(/\{(\w*)\}/g)].map(([, name]) => name ?? '')
                return names.length > 0 && names.every((name) => TITLE_NAMES.includes(name))
              },
              `Give a template that names {${TITLE_NAMES.join('}, {')}}.`,
            ),
        )
        .optional(),
      icon: z
        .string()
        .max(2000)
        .regex(
          /^\/\S+\.(?:png|jpe?g|webp|avif)$/i,
          'Give an uploaded picture: /ca/wp-content/uploads/….png',
        )
        .optional(),
    }),
    footer: z.object({ note: z.string().max(2000).optional() }),
    callToAction: z
      .object({ text: z.string().max(500), label: z.string().max(200), url: address })
      .nullable(),
    accent: z.string().regex(/^#[0-9a-f]{6}$/i, 'Give a colour as #rrggbb.'),
    /** A medium of the region; 0 for none. */
    socialImageId: z.number().int().min(0),
    postsPerPage: z.number().int().min(1).max(100),
    /** Lines of robots.txt about the region's addresses. */
    robotsRules: z.string().max(4000),
    searchDiacritics: z.enum(['fold', 'keep']),
    defaultCategoryId: z.number().int().min(1),
    /** Of all regions one is x-default: the others cease to be. */
    isXDefault: z.boolean(),
    position: z.number().int().min(0).max(1_000_000),
  })
  .partial()

export type RegionInput = z.input<typeof regionInput>
/** Settings as they are stored. */
export type ParsedRegion = z.output<typeof regionInput>

/** A line of robots.txt that a region may have, without its comment (RFC 9309 §2.2). */
const ROBOTS_LINE = /^(?:user-agent:\s*(?:\*|[a-z_-]+)|(?:allow|disallow):\s*(\/\S*)?)$/i

/** @throws ContentError `invalid_setting` for what is no rule, and for one about what is not the region's */
export function checkRobotsRules(rules: string, root: string): void {
  for (const line of rules.split('\n').map((part) => part.replace(/#.*/, '').trim())) {
    const match = ROBOTS_LINE.exec(line)
    if (line !== '' && (!match || (match[1] !== undefined && !match[1].startsWith(root)))) {
      throw invalid(
        'robotsRules',
        `${line}: write User-agent, Allow or Disallow, with paths below ${root}.`,
      )
    }
  }
}

/** The rules of robots.txt of every region, in the order of the chooser. */
export async function listRobotsRules(
  d1: D1Database,
): Promise<{ code: string; path: string; label: string; rules: string }[]> {
  const { results } = await d1
    .prepare('select code, path, label, robots_rules as rules from regions order by position, code')
    .all<{ code: string; path: string; label: string; rules: string }>()
  return results
}

/** Columns that pages of other regions show as well: in the switcher, the chooser and hreflang. */
const SHARED = ['locale', 'label', 'isXDefault', 'position'] as const

/**
 * Changes settings of a region and purges every page that shows them; nothing when nothing is given. A new time zone
 * moves posts to the archives of the days that they were published on there.
 * @throws ContentError `invalid_setting` (details: field, message), `version_conflict` when `region` is no longer the newest
 */
export async function updateRegion(
  db: Database,
  region: RegionSettings,
  input: RegionInput,
  now: number,
): Promise<void> {
  const result = regionInput.safeParse(input)
  if (!result.success) {
    const [issue] = result.error.issues
    throw invalid(String(issue?.path[0] ?? ''), issue?.message ?? '')
  }
  const values = result.data
  if (Object.keys(values).length === 0) return
  await checkReferences(db, region.code, values)
  if (values.robotsRules) checkRobotsRules(values.robotsRules, regionRoot(region))
  for (const type of ['region', 'settings'])
    note(db, type, { fields: changedFields(region, values) })
  const subjects: Subject[] = [{ kind: 'region', region: region.code }]
  const isShared = SHARED.some((name) => (values[name] ?? region[name]) !== region[name])
  if (isShared) subjects.push({ kind: 'publication' })
  const { timezone } = values
  await writeBatch(db, [
    guardVersion(
      db,
      sql`(select version from regions where code = ${region.code})`,
      region.version,
    ),
    ...(values.isXDefault
      ? [db.update(regions).set({ isXDefault: 0 }).where(ne(regions.code, region.code))]
      : []),
    db
      .update(regions)
      .set({ ...toColumns(values), version: region.version + 1 })
      .where(eq(regions.code, region.code)),
    ...(timezone === undefined ? [] : await relistDays(db, region, timezone)),
    recordChange(db, subjects, now),
  ])
}

/** The refusal of one setting. */
export function invalid(field: string, message: string): ContentError {
  return new ContentError('invalid_setting', { details: { field, message } })
}

async function checkReferences(db: Database, code: string, values: ParsedRegion): Promise<void> {
  const { defaultCategoryId: categoryId, socialImageId: imageId } = values
  const isCategory = and(
    eq(terms.regionCode, code),
    eq(terms.id, categoryId ?? 0),
    eq(terms.taxonomy, 'category'),
  )
  if (categoryId !== undefined && (await db.$count(terms, isCategory)) === 0) {
    throw invalid('defaultCategoryId', `The region has no category ${categoryId}.`)
  }
  const isImage = and(eq(media.regionCode, code), eq(media.id, imageId ?? 0))
  if (imageId && (await db.$count(media, isImage)) === 0) {
    throw invalid('socialImageId', `The region has no medium ${imageId}.`)
  }
}

/** Settings as columns of the table. */
export function toColumns(values: ParsedRegion): Partial<typeof regions.$inferInsert> {
  const { organisation, head, footer, callToAction, isXDefault, ...columns } = values
  return {
    // What is not given is undefined, which Drizzle leaves out; its type says so by absence alone.
    ...(columns as Partial<typeof regions.$inferInsert>),
    ...(organisation && { organisationJson: JSON.stringify(organisation) }),
    ...(head && { headJson: JSON.stringify(head) }),
    ...(footer && { footerJson: JSON.stringify(footer) }),
    ...(callToAction !== undefined && { callToActionJson: JSON.stringify(callToAction) }),
    ...(isXDefault !== undefined && { isXDefault: Number(isXDefault) }),
  }
}

/** Rows of one statement: their JSON is one bound value of at most 2 MB. */
const MAX_ROWS = 10_000

/** Moves the posts that another time zone gives another day to that day's, month's and year's listing. */
async function relistDays(
  db: Database,
  region: RegionSettings,
  timezone: string,
): Promise<Statement[]> {
  const listed = await db
    .select({ id: listings.articleId, publishedAt: listings.publishedAt })
    .from(listings)
    .where(and(eq(listings.regionCode, region.code), eq(listings.subject, 'home')))
  const was: [string, number, number][] = []
  const is: typeof was = []
  for (const { id, publishedAt } of listed) {
    const before = daysOf(publishedAt, region.timezone)
    const after = daysOf(publishedAt, timezone)
    if (before.join() === after.join()) continue
    was.push(...before.map((subject) => [subject, publishedAt, id] as [string, number, number]))
    is.push(...after.map((subject) => [subject, publishedAt, id] as [string, number, number]))
  }
  const rows = sql.raw('select value ->> 0, value ->> 1, value ->> 2 from json_each')
  return [
    ...chunksOf(was).map(
      (json) => sql`delete from listings where region_code = ${region.code}
        and (subject, published_at, article_id) in (${rows}(${json}))`,
    ),
    ...chunksOf(is).map(
      (json) => sql`insert or ignore into listings (region_code, subject, published_at, article_id)
        select ${region.code}, * from (${rows}(${json}))`,
    ),
  ].map((statement) => db.run(statement) as unknown as Statement) // see guardVersion
}

function chunksOf(rows: readonly unknown[]): string[] {
  const count = Math.ceil(rows.length / MAX_ROWS)
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify(rows.slice(index * MAX_ROWS, (index + 1) * MAX_ROWS)),
  )
}
