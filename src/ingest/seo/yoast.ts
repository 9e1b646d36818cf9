import type { SeoFields } from '#content/import-document.ts'
import { captionOf, typesOf } from './graph.ts'

/** The fields of Yoast's head that its site's editors chose; what follows from the article is left to be derived. */
export function seoOf(head: Record<string, unknown>, link: string): SeoFields {
  const text = (key: string) => (typeof head[key] === 'string' ? head[key] : undefined)
  const images = head.og_image
  const image = (Array.isArray(images) ? images[0] : undefined) as
    Record<string, unknown> | undefined
  const alt = image && captionOf({ yoast_head_json: head }, image.url)
  const robots = head.robots
  const canonical = text('canonical')
  const fields: Record<keyof SeoFields, unknown> = {
    title: text('title'),
    description: text('description'),
    robots: robots !== null && typeof robots === 'object' ? stringsOf(robots) : undefined,
    canonical: canonical === link ? undefined : canonical,
    ogTitle: text('og_title'),
    ogDescription: text('og_description'),
    ogImage:
      typeof image?.url === 'string'
        ? {
            url: image.url,
            ...numbersOf(image),
            ...(typeof image.type === 'string' && { type: image.type }),
            ...(alt !== undefined && { alt }),
          }
        : undefined,
    ogType: text('og_type'),
    twitterCard: text('twitter_card'),
    twitterTitle: text('twitter_title'),
    twitterDescription: text('twitter_description'),
    twitterImage: text('twitter_image'),
    breadcrumbTitle: undefined,
    breadcrumbSkipsCategory: undefined,
    primaryCategoryId: undefined,
    ...typesOf({ yoast_head_json: head }),
  }
  // Entries without a value are left out, so each that stays has the type that its reader above gave it.
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as SeoFields
}

function stringsOf(value: object): Record<string, string> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => typeof item === 'string'))
}

function numbersOf(image: Record<string, unknown>): { width?: number; height?: number } {
  return {
    ...(typeof image.width === 'number' && { width: image.width }),
    ...(typeof image.height === 'number' && { height: image.height }),
  }
}
