import { and, eq } from 'drizzle-orm'
import { navigation } from '../schema.ts'
import { recordChange } from './changes.ts'
import { writeBatch } from './database.ts'
import type { ImportAction, ImportContext } from './import-context.ts'
import type { ImportNavigation, ImportNavigationItem } from './import-document.ts'
import { OTHER_LINKS } from './navigation.ts'
import { rebaseAddress, type OldSite } from './rebase.ts'

/**
 * Writes a menu, in place of the one that stood there; addresses of the old site lead into the region. Items that link to
 * what no page may link to are left out with their own items.
 */
export async function importNavigation(
  context: ImportContext,
  menu: ImportNavigation,
): Promise<{ items: ImportNavigationItem[]; action: ImportAction }> {
  const { db, region, siteUrl, now, purge } = context
  const site = { ...menu.source, region, siteUrl }
  const items = menu.items.flatMap((item) => rebaseItem(item, site))
  const itemsJson = JSON.stringify(items)
  const key = { regionCode: region.code, location: menu.location }
  const [before] = await db
    .select({ itemsJson: navigation.itemsJson })
    .from(navigation)
    .where(and(eq(navigation.regionCode, key.regionCode), eq(navigation.location, key.location)))
  if (before?.itemsJson === itemsJson) return { items, action: 'unchanged' }
  await writeBatch(db, [
    db
      .insert(navigation)
      .values({ ...key, itemsJson })
      .onConflictDoUpdate({
        target: [navigation.regionCode, navigation.location],
        set: { itemsJson },
      }),
    // Menus stand on every page of the region.
    recordChange(db, [{ kind: 'region', region: region.code }], now, purge),
  ])
  return { items, action: before ? 'updated' : 'created' }
}

function rebaseItem(item: ImportNavigationItem, site: OldSite): ImportNavigationItem[] {
  const address = item.url.trim()
  const own = OTHER_LINKS.test(address) ? null : rebaseAddress(address, site)
  const isAllowed = own !== null || OTHER_LINKS.test(address) || /^https?:\/\//i.test(address)
  if (!isAllowed) return []
  const items = item.items?.flatMap((inner) => rebaseItem(inner, site))
  return [{ label: item.label, url: own ?? address, ...(items && items.length > 0 && { items }) }]
}
