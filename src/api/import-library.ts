import * as z from 'zod'
import { note } from '#content/audit.ts'
import { importAuthor } from '#content/import-authors.ts'
import {
  importAuthor as authorShape,
  importMedia as mediaShape,
  importNavigation as navigationShape,
  importSite as siteShape,
  importTerm as termShape,
} from '#content/import-document.ts'
import { importMedia } from '#content/import-media.ts'
import { importNavigation } from '#content/import-navigation.ts'
import { importSite } from '#content/import-site.ts'
import { importTerms } from '#content/import-terms.ts'
import { listImportedMedia } from '#content/media-lists.ts'
import { answer } from './answers.ts'
import { queryParams, readParams, type ApiContext } from './context.ts'
import { toApiError } from './errors.ts'
import { demandImport, openImport } from './import-context.ts'
import { flag, integer, parseParams } from './input.ts'

// What stands without an article: terms, authors, media, menus. A run brings hundreds of them, so that their purge waits
// for its end unless `purge=now` is asked for.

/** Things of one request. */
const MAX_ITEMS = 200

function upTo<T extends z.ZodType>(item: T) {
  return z.array(item).max(MAX_ITEMS, `Send at most ${MAX_ITEMS} at once.`)
}

export const termsBody = z.object({ terms: upTo(termShape) })
export const authorsBody = z.object({ authors: upTo(authorShape) })
export const mediaBody = z.object({ media: upTo(mediaShape) })

/** POST meridian/v1/import/terms: categories and tags, parents before or after their children. */
export async function importTermsRoute(c: ApiContext): Promise<Response> {
  const { context, settle } = openImport(c, 'later')
  const { terms } = parseParams(termsBody, await readParams(c))
  note(c.var.db, 'import', { id: terms.map(({ id }) => id).join() })
  const done = await importTerms(context, terms)
  await settle()
  return answer({
    results: done.map((result) =>
      'refusal' in result
        ? { id: result.id, error: toApiError(result.refusal).toBody() }
        : { id: result.id, action: result.action, term_id: result.term.id },
    ),
  })
}

/** POST meridian/v1/import/authors: bylines, those without an article too. */
export async function importAuthorsRoute(c: ApiContext): Promise<Response> {
  const { context, settle } = openImport(c, 'later')
  const { authors } = parseParams(authorsBody, await readParams(c))
  const results: unknown[] = []
  note(c.var.db, 'import', { id: authors.map(({ id }) => id).join() })
  for (const wanted of authors) {
    const { action, author } = await importAuthor(context, wanted)
    results.push({ id: wanted.id, action, author_id: author.authorId })
  }
  await settle()
  return answer({ results })
}

/** POST meridian/v1/import/site: what the old site is called; it stays so where the region has no name of its own yet. */
export async function importSiteRoute(c: ApiContext): Promise<Response> {
  const { settle } = openImport(c, 'now')
  const { site } = parseParams(z.object({ site: siteShape }), await readParams(c))
  const action = await importSite(c.var, site)
  await settle()
  return answer({ action })
}

/** POST meridian/v1/import/media: rows of the media library, with or without their files. */
export async function importMediaRoute(c: ApiContext): Promise<Response> {
  const { context, settle } = openImport(c, 'later')
  const { media } = parseParams(mediaBody, await readParams(c))
  note(c.var.db, 'import', { id: media.map(({ id }) => id).join() })
  const done = await importMedia(context, media)
  await settle()
  return answer({
    results: done.map(({ action, row }, index) => ({
      id: media[index]?.id ?? null,
      action,
      media_id: row.id,
      is_stored: row.isStored === 1,
    })),
  })
}

export const listQuery = z.object({
  /** false: only those whose original is not stored. */
  stored: flag.optional(),
  after: integer.pipe(z.number().min(0)).default(0),
  limit: integer.pipe(z.number().min(1).max(500)).default(100),
})

/** GET meridian/v1/import/media: imported media by id, with their files and where the old site has them. */
export async function listImportedMediaRoute(c: ApiContext): Promise<Response> {
  demandImport(c)
  const query = parseParams(listQuery, queryParams(new URL(c.req.url).searchParams))
  const { rows, next } = await listImportedMedia(c.var.db, c.var.region.code, {
    after: query.after,
    limit: query.limit,
    ...(query.stored !== undefined && { isStored: query.stored }),
  })
  const items = rows.map(({ id, file, sourceUrl, files }) => ({
    id,
    file,
    source_url: sourceUrl,
    files,
  }))
  return answer({ items, next })
}

/** POST meridian/v1/import/navigation: one menu, with addresses of this publication. */
export async function importNavigationRoute(c: ApiContext): Promise<Response> {
  const { context, settle } = openImport(c, 'later')
  const menu = parseParams(navigationShape, await readParams(c))
  note(c.var.db, 'import', { id: menu.location })
  const { items, action } = await importNavigation(context, menu)
  await settle()
  return answer({ location: menu.location, items, action })
}
