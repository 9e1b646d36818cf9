import * as z from 'zod'
import type { SeoChanges } from '#content/article-input.ts'
import { seoFields } from '#content/import-document.ts'
import { address } from '#content/region-settings.ts'
import { renamed, toCamel, toSnake } from './names.ts'

const { ogImage, reviewedBy, robots } = seoFields.shape

/** What an editor sets stands in pages as it is: addresses are of the web or of this site, directives are words. */
const checked = {
  ...seoFields.shape,
  canonical: address,
  ogImage: ogImage.unwrap().extend({ url: address }),
  twitterImage: address,
  reviewedBy: reviewedBy.unwrap().extend({ url: address.optional() }),
  robots: robots.unwrap().refine((given) => {
    const words = Object.values(given)
    return words.length <= 20 && words.every((word) => /^[\w-]+(?::[\w -]+)?$/.test(word))
  }, 'Give directives of meta robots: {"index": "noindex"}.'),
}

const fields = Object.fromEntries(
  Object.entries(renamed(checked, toSnake) as Record<string, z.ZodType>).map(([name, field]) => [
    name,
    field.nullable().optional(),
  ]),
)

/** The SEO fields of an article in a body: what is not given stays, null goes back to what follows from the article. */
export const seoBody = z
  .object(fields)
  .describe(
    'What the head and the structured data say: title, description, article_type, reviewed_by …; null for a field takes it away.',
  )

/** What a body means. */
export function toSeoChanges(body: z.output<typeof seoBody>): SeoChanges {
  return renamed(body, toCamel) as SeoChanges // seoBody's output, renamed
}

/** The stored SEO fields by the API's names. */
export function seoOf({ seoJson }: { seoJson: string }): Record<string, unknown> {
  return renamed(JSON.parse(seoJson) as object, toSnake) // an object that is checked when it is written
}
