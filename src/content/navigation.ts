import { and, eq } from 'drizzle-orm'
import { articlePath, termPath } from '#regions/permalink.ts'
import { articlePages, navigation, terms } from '../schema.ts'
import { findAddresses, ownAddress } from './addresses.ts'
import { note } from './audit.ts'
import { recordChange } from './changes.ts'
import { inJson, writeBatch, type Database } from './database.ts'
import { ContentError } from './errors.ts'
import type { NavigationItem, RegionSettings } from './regions.ts'

/** What a menu may link to besides pages. */
export const OTHER_LINKS = /^(?:mailto:|tel:|#)/i

/** Items of a menu, those below others included. */
const MAX_ITEMS = 200

/** Something that an item links to by its id, which gives it its address and, without one of its own, its label. */
export interface LinkedThing {
  type: 'post' | 'page' | 'category' | 'post_tag'
  id: number
}

/** An item as somebody wants it: with an address, or with what has one. */
export interface WantedItem {
  label?: string | undefined
  url?: string | undefined
  object?: LinkedThing | undefined
  items?: WantedItem[] | undefined
}

export interface NavigationContext {
  db: Database
  region: RegionSettings
  regions: readonly RegionSettings[]
  siteUrl: string
  /** Epoch seconds. */
  now: number
}

/**
 * Puts a menu in the place of the one that stood at the location; every page of the region is purged. Gives its items.
 * @throws ContentError `invalid_setting` for an item that leads nowhere, unless forced, or to what no page may link to
 */
export async function writeMenu(
  context: NavigationContext,
  location: string,
  wanted: readonly WantedItem[],
  isForced: boolean,
): Promise<NavigationItem[]> {
  const all = flatten(wanted)
  if (all.length > MAX_ITEMS) refuse(`A menu has at most ${MAX_ITEMS} items.`)
  const known = await findThings(
    context,
    all.flatMap(({ object }) => object ?? []),
  )
  const items = wanted.map((item) => toItem(context, item, known))
  if (!isForced) await checkAddresses(context, items)
  const { db, region, now } = context
  const itemsJson = JSON.stringify(items)
  note(db, 'navigation', { id: location, fields: ['items'] })
  await writeBatch(db, [
    db
      .insert(navigation)
      .values({ regionCode: region.code, location, itemsJson })
      .onConflictDoUpdate({
        target: [navigation.regionCode, navigation.location],
        set: { itemsJson },
      }),
    recordChange(db, [{ kind: 'region', region: region.code }], now),
  ])
  return items
}

/** Takes a menu away. */
export async function deleteMenu(
  { db, region, now }: Pick<NavigationContext, 'db' | 'region' | 'now'>,
  location: string,
): Promise<void> {
  await writeBatch(db, [
    db
      .delete(navigation)
      .where(and(eq(navigation.regionCode, region.code), eq(navigation.location, location))),
    recordChange(db, [{ kind: 'region', region: region.code }], now),
  ])
}

function refuse(message: string): never {
  throw new ContentError('invalid_setting', { details: { field: 'items', message } })
}

function flatten<T extends { items?: T[] | undefined }>(items: readonly T[]): T[] {
  return items.flatMap((item) => [item, ...flatten(item.items ?? [])])
}

interface Thing {
  label: string
  url: string
}

const keyOf = ({ type, id }: LinkedThing) => `${type} ${id}`

async function findThings(
  { db, region }: NavigationContext,
  wanted: readonly LinkedThing[],
): Promise<Map<string, Thing>> {
  if (wanted.length === 0) return new Map()
  const ids = wanted.map(({ id }) => id)
  const { code } = region
  const [pages, termRows] = await db.batch([
    db
      .select({
        id: articlePages.articleId,
        type: articlePages.type,
        path: articlePages.path,
        document: articlePages.document,
      })
      .from(articlePages)
      .where(and(eq(articlePages.regionCode, code), inJson(articlePages.articleId, ids))),
    db
      .select({ id: terms.id, type: terms.taxonomy, path: terms.path, name: terms.name })
      .from(terms)
      .where(and(eq(terms.regionCode, code), inJson(terms.id, ids))),
  ])
  return new Map<string, Thing>([
    ...pages.map((row): [string, Thing] => {
      const { title } = JSON.parse(row.document) as { title: string } // of the view page_documents
      return [keyOf(row), { label: title, url: articlePath(region, row.path) }]
    }),
    ...termRows.map((row): [string, Thing] => [
      keyOf(row),
      { label: row.name, url: termPath(region, row.type, row.path) },
    ]),
  ])
}

function toItem(
  context: NavigationContext,
  wanted: WantedItem,
  known: ReadonlyMap<string, Thing>,
): NavigationItem {
  const { object } = wanted
  const thing = object && known.get(keyOf(object))
  if (object && !thing) refuse(`There is no published ${keyOf(object)} here.`)
  const label = wanted.label?.trim() || thing?.label || ''
  if (label === '') refuse('An item has a label.')
  const url = thing?.url ?? toAddress(context, wanted.url ?? '')
  const items = wanted.items?.map((below) => toItem(context, below, known)) ?? []
  return { label, url, ...(items.length > 0 && { items }) }
}

function toAddress({ siteUrl }: NavigationContext, url: string): string {
  if (OTHER_LINKS.test(url)) return url
  const own = ownAddress(url, siteUrl)
  if (own) return own.path + own.rest
  const foreign = URL.parse(url)
  if (foreign && /^https?:$/.test(foreign.protocol) && foreign.username === '') return foreign.href
  refuse(
    `${url || 'Nothing'} is no address: give /ca/about/, https://…, mailto:, tel: or an object.`,
  )
}

/** @throws ContentError for an own address at which there is nothing */
async function checkAddresses(
  { db, regions }: NavigationContext,
  items: readonly NavigationItem[],
): Promise<void> {
  const own = [...new Set(flatten(items).flatMap(({ url }) => (url.startsWith('/') ? url : [])))]
  const paths = regions.map(({ path }) => path)
  const found = await findAddresses(db.$client, paths, own)
  const dead = own.filter((_, index) => found[index] === null)
  if (dead.length > 0) {
    refuse(`There is nothing at ${dead.join(', ')}. Publish it first, or send "force": true.`)
  }
}
