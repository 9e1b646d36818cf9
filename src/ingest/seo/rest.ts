import type { SeoFields } from '#content/import-document.ts'
import { attributeOf, elementsIn, parseTree, textIn } from '#content/html-tree.ts'
import { schemaIn } from './graph.ts'
import { seoOf } from './yoast.ts'

type Fields = Readonly<Record<string, unknown>>

/** A field of the kind, or undefined. */
function textAt(fields: Fields, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const value = fields[key]
    if (typeof value === 'string' && value.trim() !== '') return value
  }
  return undefined
}

function recordAt(fields: Fields, key: string): Fields | undefined {
  const value = fields[key]
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Fields) // an object that is no list
    : undefined
}

/**
 * The SEO fields of a post of the REST API, from the first plug-in that tells of it: Yoast's `yoast_head_json`, else its
 * `yoast_head`; Rank Math; All in One SEO. Empty without one. A canonical that is the post's own link is left out.
 */
export function seoFromRest(post: { link: string } & Fields): SeoFields {
  const yoast = recordAt(post, 'yoast_head_json')
  if (yoast) return seoOf(yoast, post.link)
  const html = textAt(post, 'yoast_head', 'rank_math_head', 'rankMathHead', 'head')
  const fromHtml = html ? seoOf(readHead(html), post.link) : {}
  if (Object.keys(fromHtml).length > 0) return fromHtml
  const rankMath = recordAt(post, 'rankMath') ?? recordAt(post, 'rank_math')
  const data = rankMath && recordAt(recordAt(rankMath, 'assessor') ?? {}, 'serpData')
  if (data) return seoOf(fromRankMath(data), post.link)
  const json = recordAt(post, 'aioseo_head_json')
  if (json) return seoOf(fromAioseo(json), post.link)
  const aioseo = textAt(post, 'aioseo_head')
  if (aioseo) return seoOf(readHead(aioseo), post.link)
  const meta = recordAt(post, 'aioseo_meta_data')
  return meta ? seoOf(fromAioseo(meta), post.link) : {}
}

/** A head's HTML as the fields that Yoast gives for one. */
function readHead(html: string): Fields {
  const fields: Record<string, unknown> = { schema: schemaIn(html) }
  for (const element of elementsIn(parseTree(html))) {
    if (element.tagName === 'title') fields.title ??= textIn(element)
    if (element.tagName === 'link' && attributeOf(element, 'rel') === 'canonical') {
      fields.canonical ??= attributeOf(element, 'href')
    }
    if (element.tagName !== 'meta') continue
    const name = attributeOf(element, 'property') ?? attributeOf(element, 'name') ?? ''
    const content = attributeOf(element, 'content') ?? ''
    if (name === 'robots') fields.robots ??= robotsOf(content.split(','))
    else if (name.startsWith('og:image')) addImage(fields, name, content)
    else if (/^(?:description|og:\w+|twitter:\w+)$/.test(name)) {
      fields[name.replace(':', '_')] ??= content
    }
  }
  return fields
}

function addImage(fields: Record<string, unknown>, name: string, content: string): void {
  const images = Array.isArray(fields.og_image)
    ? (fields.og_image as Record<string, unknown>[])
    : []
  if (name === 'og:image' && images.length === 0) fields.og_image = [{ url: content }]
  const [image] = images
  const part = /^og:image:(width|height|type)$/.exec(name)?.[1]
  if (image && part) image[part] ??= part === 'type' ? content : Number(content) || undefined
}

/** Directives as in meta robots, by their names. */
export function robotsOf(directives: readonly string[]): Record<string, string> {
  const entries = directives
    .map((directive) => directive.trim())
    .filter(Boolean)
    .map((directive) => [
      directive.replace(/:.*$/, '').replace(/^no(?=index$|follow$)/, ''),
      directive,
    ])
  return Object.fromEntries(entries) as Record<string, string>
}

function fromRankMath(data: Fields): Fields {
  const robots = recordAt(data, 'robots')
  const image = textAt(data, 'facebookImage')
  const usesFacebook = data.twitterUseFacebook !== false
  // What still holds variables is a template, not a choice.
  const own = (key: string) => {
    const value = textAt(data, key)
    return value && /%\w+%/.test(value) ? undefined : value
  }
  return {
    title: own('title'),
    description: own('description'),
    robots: robots && robotsOf(Object.keys(robots).filter((key) => robots[key])),
    canonical: textAt(data, 'canonicalUrl'),
    og_title: own('facebookTitle'),
    og_description: own('facebookDescription'),
    og_image: image ? [{ url: image }] : undefined,
    twitter_card: textAt(data, 'twitterCardType'),
    twitter_title: usesFacebook ? undefined : own('twitterTitle'),
    twitter_description: usesFacebook ? undefined : own('twitterDescription'),
    twitter_image: usesFacebook ? undefined : textAt(data, 'twitterImage'),
  }
}

function fromAioseo(head: Fields): Fields {
  const image = textAt(head, 'og:image', 'og_image_custom_url')
  const robots = textAt(head, 'robots')
  const own = (...keys: string[]) => {
    const value = textAt(head, ...keys)
    return value && /#\w+_\w+/.test(value) ? undefined : value
  }
  return {
    title: own('title'),
    description: own('description'),
    robots: robots && robotsOf(robots.split(',')),
    canonical: textAt(head, 'canonical_url', 'canonical'),
    og_title: own('og:title', 'og_title'),
    og_description: own('og:description', 'og_description'),
    og_type: textAt(head, 'og:type'),
    og_image: image ? [{ url: image }] : undefined,
    twitter_card: textAt(head, 'twitter:card', 'twitter_card'),
    twitter_title: own('twitter:title', 'twitter_title'),
    twitter_description: own('twitter:description', 'twitter_description'),
    twitter_image: textAt(head, 'twitter:image'),
  }
}
