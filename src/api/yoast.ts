import type { ArticleRow } from '#content/article-row.ts'
import type { AuthorRow } from '#content/authors.ts'
import type { SeoFields } from '#content/import-document.ts'
import type { ArticleDocument } from '#content/reading.ts'
import type { RegionSettings } from '#content/regions.ts'
import type { TermRow } from '#content/terms.ts'
import { toArticleHead } from '#render/article-head.ts'
import type { HeadTag } from '#render/head.ts'
import { toListingHead } from '#render/listing-head.ts'
import { articleSeoHead, listingSeoHead, renderSeoHead, type SeoHead } from '#render/seo-head.ts'
import { asksFor } from './answers.ts'
import type { ApiContext } from './context.ts'

// The head of an item's page, under the names that Yoast's plug-in gives it in the REST API.

/** Which forms of the head a request asks for. */
export interface HeadForms {
  html: boolean
  json: boolean
}

/** Null when `_fields` leaves out both: the head is then not even read. */
export function headForms(c: ApiContext): HeadForms | null {
  const html = asksFor(c, 'yoast_head')
  const json = asksFor(c, 'yoast_head_json')
  return html || json ? { html, json } : null
}

interface Place {
  siteUrl: string
  region: RegionSettings
}

/** The head of a post or page; of what is not out yet, as it would be at `link`. */
export function articleHead(
  { siteUrl, region }: Place,
  article: ArticleRow,
  document: ArticleDocument,
  link: string,
  forms: HeadForms,
): Record<string, unknown> {
  const { seo } = document
  const robots = { ...seo.robots, index: 'noindex' }
  const told = article.status === 'private' ? { ...document, seo: { ...seo, robots } } : document
  return pickForms(toForms(articleSeoHead(toArticleHead(siteUrl, [], region, told, link))), forms)
}

/** The head of a category's or tag's first page; `total` counts all articles that it lists. */
export function termHead(
  { siteUrl, region }: Place,
  row: TermRow,
  total: number,
  forms: HeadForms,
): Record<string, unknown> {
  const { id, taxonomy, path, name, descriptionHtml: description } = row
  const seo = JSON.parse(row.seoJson) as SeoFields // checked when it was written
  const term = { id, taxonomy, path, name, description, seo }
  const kind = taxonomy === 'category' ? 'category' : 'tag'
  const found = { term, author: null, total, regions: [] }
  const head = listingSeoHead(toListingHead(siteUrl, region, { kind, path }, found))
  return pickForms(toForms(head), forms)
}

/** The head of an author's first page; `total` counts their articles in the region. */
export function authorHead(
  { siteUrl, region }: Place,
  row: AuthorRow,
  total: number,
  forms: HeadForms,
): Record<string, unknown> {
  const sameAs = JSON.parse(row.sameAsJson) as string[] // checked when it was written
  const author = { ...row, id: row.authorId, sameAs }
  const address = { kind: 'author', nicename: row.nicename } as const
  const found = { term: null, author, total, regions: [] }
  const head = listingSeoHead(toListingHead(siteUrl, region, address, found))
  return pickForms(toForms(head), forms)
}

interface Forms {
  yoast_head: string
  yoast_head_json: Record<string, unknown>
}

function toForms(head: SeoHead): Forms {
  return { yoast_head: renderSeoHead(head), yoast_head_json: toJson(head) }
}

function pickForms(made: Forms, { html, json }: HeadForms): Partial<Forms> {
  if (html && json) return made
  const { yoast_head, yoast_head_json } = made
  return html ? { yoast_head } : { yoast_head_json }
}

/** The tags by their names, as Yoast parses them: pictures, robots and what Twitter labels together. */
function toJson({ tags, schema }: SeoHead): Record<string, unknown> {
  const json: Record<string, unknown> = {}
  const images: Record<string, unknown>[] = []
  const misc: Record<string, string> = {}
  let label = ''
  for (const tag of tags) {
    const [name, value] = namedValue(tag)
    if (name === 'robots') json.robots = toDirectives(value)
    else if (name === 'og:image') images.push({ url: value })
    else if (name.startsWith('og:image:')) addToImage(images.at(-1), name, value)
    else if (name.startsWith('twitter:label')) label = value
    else if (name.startsWith('twitter:data')) misc[label] = value
    else json[name.replaceAll(':', '_')] = value
  }
  if (images.length > 0) json.og_image = images
  if (label !== '') json.twitter_misc = misc
  return { ...json, schema }
}

function namedValue({ name, text, attributes = {} }: HeadTag): [name: string, value: string] {
  if (name === 'title') return ['title', text ?? '']
  const { rel, href = '', property, content = '' } = attributes
  return name === 'link' ? [rel ?? '', href] : [property ?? attributes.name ?? '', content]
}

function addToImage(image: Record<string, unknown> | undefined, name: string, value: string) {
  const part = name.slice('og:image:'.length)
  if (image) image[part] = part === 'width' || part === 'height' ? Number(value) : value
}

/** `noindex, max-snippet:-1` by what each is about. */
function toDirectives(robots: string): Record<string, string> {
  return Object.fromEntries(
    robots
      .split(', ')
      .map((directive) => [
        directive.replace(/:.*/, '').replace(/^no(?=(?:index|follow)$)/, ''),
        directive,
      ]),
  )
}
