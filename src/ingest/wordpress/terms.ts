import * as z from 'zod'
import { MAX_ID, type ImportAuthor, type ImportTerm } from '#content/import-document.ts'
import { plainText } from './media.ts'
import { apiPrefix } from '../old-paths.ts'
import { personKeyOf } from '../seo/graph.ts'
import { seoFromRest } from '../seo/rest.ts'

const id = z.coerce.number().int().min(1).max(MAX_ID)
const words = z.string().catch('').default('')

const termSchema = z.looseObject({
  id,
  taxonomy: z.enum(['category', 'post_tag']),
  slug: z.string().min(1),
  name: z.string().min(1),
  description: words,
  link: words,
  parent: z.coerce.number().int().min(0).max(MAX_ID).catch(0).default(0),
})

/** A category or tag of the REST API, or null for what is none (a term of another taxonomy, for one). */
export function toImportTerm(json: unknown): ImportTerm | null {
  const parsed = termSchema.safeParse(json)
  if (!parsed.success) return null
  const { slug, name, description, parent, taxonomy } = parsed.data
  const seo = seoFromRest(parsed.data)
  return {
    id: parsed.data.id,
    taxonomy,
    slug,
    name: plainText(name) || slug,
    description,
    parentId: taxonomy === 'category' ? parent : 0,
    ...(Object.keys(seo).length > 0 && { seo }),
    ...(seo.canonical !== undefined && { source: sourceOf(parsed.data) }),
  }
}

/** The site of a term: its canonical may lead elsewhere on it. */
function sourceOf({ link, _links }: z.infer<typeof termSchema>): ImportTerm['source'] {
  const url = URL.parse(link)
  if (url === null) return undefined
  const [before = '/'] = /^.*?\/(?=(?:category|tag)\/)/.exec(url.pathname) ?? []
  return { hosts: [url.host], pathPrefix: apiPrefix(_links) ?? before }
}

const userSchema = z.looseObject({
  id,
  name: z.string().min(1),
  slug: z.string().min(1),
  description: words,
  url: words,
  avatar_urls: z.record(z.string(), z.string()).catch({}).default({}),
})

/** A user of the REST API as an author, or null for what is none. */
export function toImportAuthor(json: unknown): ImportAuthor | null {
  const parsed = userSchema.safeParse(json)
  if (!parsed.success) return null
  const { name, slug, description, url, avatar_urls } = parsed.data
  const schemaKey = personKeyOf(parsed.data)
  const largest = Object.entries(avatar_urls).toSorted(([a], [b]) => Number(b) - Number(a))[0]
  return {
    id: parsed.data.id,
    name: plainText(name) || slug,
    nicename: slug,
    description: plainText(description),
    url,
    portraitUrl: largest?.[1] ?? '',
    ...(schemaKey !== undefined && { schemaKey }),
  }
}
