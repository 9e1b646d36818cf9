import * as z from 'zod'
import { findAddresses } from '#content/addresses.ts'
import { recleanArticles } from '#content/recleaning.ts'
import { listRegions } from '#content/regions.ts'
import { joinSiblings } from '#content/siblings.ts'
import { answer } from './answers.ts'
import { readParams, type ApiContext } from './context.ts'
import { ApiError } from './errors.ts'
import { isToBeLookedAt } from './import.ts'
import { demandImport, openImport } from './import-context.ts'
import { flag, integer, parseParams } from './input.ts'
import { articleLink } from './post-shape.ts'

const MAX_GROUPS = 200
const MAX_PATHS = 200
const MAX_RECLEANED = 20

export const siblingsBody = z.object({
  groups: z
    .array(
      z
        .array(z.object({ region: z.string().max(50), id: z.number().int().min(1) }))
        .min(2, 'A group has at least two articles.')
        .max(20, 'A group has at most one article a region.'),
    )
    .max(MAX_GROUPS, `Send at most ${MAX_GROUPS} groups.`),
})

/** POST meridian/v1/import/siblings: joins articles of several regions, which takes an administrator of all of them. */
export async function importSiblings(c: ApiContext): Promise<Response> {
  const { principal, context, settle } = openImport(c, 'later')
  if (!principal.isPublicationWide) {
    throw new ApiError(
      'rest_cannot_import',
      'Sorry, articles of several regions are joined by administrators of the whole publication alone.',
      403,
    )
  }
  const { groups } = parseParams(siblingsBody, await readParams(c))
  const outcome = await joinSiblings(context, groups)
  await settle()
  return answer(outcome)
}

export const addressesBody = z.object({
  paths: z
    .array(z.string().startsWith('/', 'A path begins with a slash: /ca/about/.').max(4000))
    .max(MAX_PATHS, `Send at most ${MAX_PATHS} paths.`),
})

/** POST meridian/v1/import/addresses: what root-relative addresses lead to; null is a 404. */
export async function importAddresses(c: ApiContext): Promise<Response> {
  demandImport(c)
  const { paths } = parseParams(addressesBody, await readParams(c))
  const regions = await listRegions(c.env.DB)
  const found = await findAddresses(
    c.env.DB,
    regions.map(({ path }) => path),
    paths,
  )
  return answer({
    results: paths.map((path, index) => ({ path, leads_to: found[index] ?? null })),
  })
}

export const recleanBody = z.object({
  after: integer.pipe(z.number().min(0)).default(0),
  limit: integer
    .pipe(z.number().min(1).max(MAX_RECLEANED, `At most ${MAX_RECLEANED} at once.`))
    .default(MAX_RECLEANED),
  all: flag.default(false),
})

/** POST meridian/v1/import/reclean: cleans articles anew from what was received of them. */
export async function recleanRoute(c: ApiContext): Promise<Response> {
  const { principal, context, settle } = openImport(c, 'later')
  const { after, limit, all } = parseParams(recleanBody, await readParams(c))
  const { results, next } = await recleanArticles(context, { after, limit, isAll: all })
  await settle()
  const shape = { siteUrl: c.env.SITE_URL, region: c.var.region, principal }
  return answer({
    results: results.map(({ article, action, report }) => ({
      id: article.id,
      link: articleLink(shape, article),
      title: article.titleText,
      action,
      report,
      ...(isToBeLookedAt(report)
        ? { html: article.contentHtml, source: article.contentRaw }
        : { html: null, source: null }),
    })),
    next,
  })
}
