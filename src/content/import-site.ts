import { and, eq } from 'drizzle-orm'
import { mediaPath } from '#regions/permalink.ts'
import { regions } from '../schema.ts'
import { recordChange } from './changes.ts'
import { writeBatch, type Database } from './database.ts'
import type { ImportAction } from './import-context.ts'
import type { ImportSite } from './import-document.ts'
import { findMediaByFiles } from './media.ts'
import { webAddress } from './rebase.ts'
import type { RegionSettings } from './regions.ts'
import { uploadsIn } from './upload-paths.ts'

/** The version of a region that nobody has set anything of. */
const UNTOUCHED = 1

/** Gives a region that nobody has named yet the old site's name, tagline and publisher; any other is left as it is. */
export async function importSite(
  { db, region, now }: { db: Database; region: RegionSettings; now: number },
  site: ImportSite,
): Promise<ImportAction> {
  if (region.version !== UNTOUCHED) return 'unchanged'
  const { name, tagline = '', organisation } = site
  await writeBatch(db, [
    db
      .update(regions)
      .set({
        name,
        tagline,
        organisationJson: JSON.stringify(
          organisation ? await toOrganisation(db, region, organisation) : { name },
        ),
        version: UNTOUCHED + 1,
      })
      .where(and(eq(regions.code, region.code), eq(regions.version, UNTOUCHED))),
    recordChange(db, [{ kind: 'region', region: region.code }, { kind: 'publication' }], now),
  ])
  return 'updated'
}

async function toOrganisation(
  db: Database,
  region: RegionSettings,
  { name, logo, sameAs }: NonNullable<ImportSite['organisation']>,
): Promise<RegionSettings['organisation']> {
  const publisher = { name, sameAs: sameAs.map(webAddress).filter(Boolean) }
  if (!logo) return publisher
  const [row] = (await findMediaByFiles(db, region.code, uploadsIn(logo.url))).values()
  const address = row ? mediaPath(region, row.file) : webAddress(logo.url)
  return address
    ? { ...publisher, logo: address, logoWidthPx: logo.width, logoHeightPx: logo.height }
    : publisher
}
