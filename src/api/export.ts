import * as z from 'zod'
import {
  exportArticles,
  exportAuthors,
  exportMedia,
  exportNavigation,
  exportTerms,
} from '#content/exporting.ts'
import { absoluteUrl, regionRoot } from '#regions/permalink.ts'
import { answer } from './answers.ts'
import { demand, queryParams, type ApiContext } from './context.ts'
import { integer, parseParams } from './input.ts'

const MESSAGE = 'Sorry, you are not allowed to export the content of this site.'

const after = integer.pipe(z.number().min(0)).default(0)
export const articlesQuery = z.object({
  after,
  limit: integer.pipe(z.number().min(1).max(50)).default(50),
})
export const mediaQuery = z.object({
  after,
  limit: integer.pipe(z.number().min(1).max(200)).default(100),
})

/** @throws ApiError 401, 403 */
function openExport(c: ApiContext) {
  demand(c, 'export', 'rest_cannot_export', MESSAGE)
  return { db: c.var.db, region: c.var.region, siteUrl: c.env.SITE_URL }
}

function queryOf<T extends z.ZodType>(c: ApiContext, shape: T): z.output<T> {
  return parseParams(shape, queryParams(new URL(c.req.url).searchParams))
}

/** GET meridian/v1/export: articles as an import takes them, by id. */
export async function exportRoute(c: ApiContext): Promise<Response> {
  const context = openExport(c)
  return answer(await exportArticles(context, queryOf(c, articlesQuery)))
}

/** GET meridian/v1/export/authors */
export async function exportAuthorsRoute(c: ApiContext): Promise<Response> {
  return answer({ authors: await exportAuthors(openExport(c)) })
}

/** GET meridian/v1/export/media: rows of the media library, by id. */
export async function exportMediaRoute(c: ApiContext): Promise<Response> {
  const context = openExport(c)
  return answer(await exportMedia(context, queryOf(c, mediaQuery)))
}

/** GET meridian/v1/export/navigation */
export async function exportNavigationRoute(c: ApiContext): Promise<Response> {
  return answer({ navigation: await exportNavigation(openExport(c)) })
}

/** GET meridian/v1/export/site: what stands above everything of the region. */
export function exportSite(c: ApiContext): Response {
  const { region, siteUrl } = openExport(c)
  return answer({
    title: region.name,
    description: region.tagline,
    language: region.locale,
    url: absoluteUrl(siteUrl, regionRoot(region)),
    timezone: region.timezone,
  })
}

/** GET meridian/v1/export/terms: parents before their children. */
export async function exportTermsRoute(c: ApiContext): Promise<Response> {
  return answer({ terms: await exportTerms(openExport(c)) })
}
