import { mediaPath } from '#regions/permalink.ts'
import {
  ensureAuthor,
  findByNicename,
  isAccount,
  hasArticles,
  updateAuthor,
  type AuthorRow,
} from './authors.ts'
import type { ImportAction, ImportContext } from './import-context.ts'
import type { ImportAuthor } from './import-document.ts'
import { findMediaByFiles, renditionsOf } from './media.ts'
import { webAddress } from './rebase.ts'
import { slugCandidate, toSlug } from './slugs.ts'
import { uploadsIn } from './upload-paths.ts'

/** Pages show portraits at 72 CSS pixels: WordPress's thumbnail is twice that, and its original many times. */
const MIN_PORTRAIT_PX = 144

/** Brings an author in: made where there is none of the nicename, else what is blank is filled in. */
export async function importAuthor(
  context: ImportContext,
  given: ImportAuthor,
): Promise<{ action: ImportAction; author: AuthorRow }> {
  const { db, memory, now, purge } = context
  const wanted = {
    ...given,
    url: webAddress(given.url),
    portraitUrl: webAddress(given.portraitUrl),
  }
  const key = JSON.stringify(wanted)
  const remembered = memory.authors.get(key)
  if (remembered) return { action: 'unchanged', author: remembered }
  const portrait = await portraitOf(context, wanted)
  const nicename = await nicenameFor(context, wanted)
  const before = await findByNicename(db, nicename)
  const author = before ?? (await ensureAuthor(db, { ...wanted, nicename, portrait }, now, purge))
  const fields = before ? blanksOf(before, { ...wanted, portrait }, wanted.portraitUrl) : {}
  const isChanged = Object.keys(fields).length > 0
  const after = isChanged ? await updateAuthor(db, author, fields, now, purge) : author
  memory.authors.set(key, after)
  return {
    action: before === null ? 'created' : isChanged ? 'updated' : 'unchanged',
    author: after,
  }
}

/**
 * The nicename for an author, their own unless an account of this publication under another name has it (`admin`): nobody's
 * articles become another's. An account under which nothing is published gives it up, so that the old address stays.
 */
async function nicenameFor(context: ImportContext, wanted: ImportAuthor): Promise<string> {
  const { db, now, purge } = context
  const nicename = toSlug(wanted.nicename)
  const known = await findByNicename(db, nicename)
  if (known === null || known.name === wanted.name || !(await isAccount(db, known))) return nicename
  for (let attempt = 1; ; attempt++) {
    const other = slugCandidate(nicename, attempt)
    const taken = await findByNicename(db, other)
    if (taken?.name === wanted.name) return other
    if (taken !== null) continue
    if (await hasArticles(db, known)) return other
    await updateAuthor(db, known, { nicename: other }, now, purge)
    return nicename
  }
}

function blanksOf(
  before: AuthorRow,
  wanted: Pick<AuthorRow, 'description' | 'url' | 'portrait'> &
    Pick<ImportAuthor, 'id' | 'schemaKey'>,
  portraitUrl: string,
): Partial<Pick<AuthorRow, 'description' | 'url' | 'portrait' | 'schemaKey'>> {
  // One's own portrait stays; the old site's address gives way to the file itself.
  const isOpen = before.portrait === '' || before.portrait === portraitUrl
  return {
    ...(before.description === '' && wanted.description && { description: wanted.description }),
    ...(before.url === '' && wanted.url && { url: wanted.url }),
    // Several may have written under one account: its name in structured data is that of who has its id.
    ...(before.schemaKey === '' &&
      before.authorId === wanted.id &&
      wanted.schemaKey && { schemaKey: wanted.schemaKey }),
    ...(isOpen && before.portrait !== wanted.portrait && { portrait: wanted.portrait }),
  }
}

async function portraitOf(
  { db, region }: ImportContext,
  { portraitUrl }: ImportAuthor,
): Promise<string> {
  const known = await findMediaByFiles(db, region.code, uploadsIn(portraitUrl))
  const [row] = known.values()
  if (!row?.isStored) return portraitUrl
  const sizes = renditionsOf(row).filter(({ widthPx, heightPx }) => widthPx === heightPx)
  const small = sizes.find(({ widthPx }) => widthPx >= MIN_PORTRAIT_PX)
  return mediaPath(region, small?.file ?? row.file)
}
