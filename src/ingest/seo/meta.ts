import { ARTICLE_TYPES, PAGE_TYPES, type SeoFields } from '#content/import-document.ts'
import { robotsOf } from './rest.ts'

/** What the variables in SEO titles and descriptions stand for. */
export interface SeoVariables {
  title: string
  siteName: string
  siteDescription: string
  excerpt: string
  /** Names of its categories, the first one first. */
  categories: readonly string[]
  tags: readonly string[]
  authorName: string
  /** Epoch seconds. */
  publishedAt: number
  modifiedAt: number
  id: number
}

type Meta = Readonly<Record<string, string>>

/** The SEO fields that Yoast, else Rank Math, else All in One SEO keep in post meta; empty without any. */
export function seoFromMeta(meta: Meta, variables: SeoVariables): SeoFields {
  for (const { prefix, read } of PLUGINS) {
    const isUsed = Object.keys(meta).some((key) => key.startsWith(prefix))
    const fields = isUsed ? withoutEmpty(read(meta, (text) => resolve(text, variables))) : {}
    if (Object.keys(fields).length > 0) return fields
  }
  return {}
}

type Resolve = (text: string | undefined) => string
type Found = { [Key in keyof SeoFields]: SeoFields[Key] | '' | undefined }

const PLUGINS: readonly { prefix: string; read: (meta: Meta, resolve: Resolve) => Found }[] = [
  { prefix: '_yoast_wpseo_', read: fromYoast },
  { prefix: 'rank_math_', read: fromRankMath },
  { prefix: '_aioseo_', read: fromAioseo },
]

function fromYoast(meta: Meta, words: Resolve): Found {
  const at = (key: string) => meta[`_yoast_wpseo_${key}`]
  const noindex = at('meta-robots-noindex')
  const advanced = (at('meta-robots-adv') ?? '')
    .split(',')
    .filter((word) => word !== 'none' && word !== '-')
  const robots = robotsOf([
    // 2 is "index" against a site's own rule, 0 or nothing the rule.
    noindex === '1' ? 'noindex' : noindex === '2' ? 'index' : '',
    at('meta-robots-nofollow') === '1' ? 'nofollow' : '',
    ...advanced,
  ])
  return {
    title: words(at('title')),
    description: words(at('metadesc')),
    robots: filled(robots),
    canonical: at('canonical'),
    ogTitle: words(at('opengraph-title')),
    ogDescription: words(at('opengraph-description')),
    ogImage: imageOf(at('opengraph-image')),
    twitterTitle: words(at('twitter-title')),
    twitterDescription: words(at('twitter-description')),
    twitterImage: at('twitter-image'),
    breadcrumbTitle: words(at('bctitle')),
    primaryCategoryId: idOf(at('primary_category')),
    articleType: oneOf(ARTICLE_TYPES, at('schema_article_type')),
    pageType: oneOf(PAGE_TYPES, at('schema_page_type')),
  }
}

function fromRankMath(meta: Meta, words: Resolve): Found {
  const at = (key: string) => meta[`rank_math_${key}`]
  const usesFacebook = at('twitter_use_facebook') !== 'off'
  return {
    title: words(at('title')),
    description: words(at('description')),
    // A list as PHP serialises it: its texts are all that matters.
    robots: filled(
      robotsOf([...(at('robots') ?? '').matchAll(/"([\w-]+)"/g)].map(([, word = '']) => word)),
    ),
    canonical: at('canonical_url'),
    ogTitle: words(at('facebook_title')),
    ogDescription: words(at('facebook_description')),
    ogImage: imageOf(at('facebook_image')),
    twitterCard: at('twitter_card_type'),
    twitterTitle: usesFacebook ? '' : words(at('twitter_title')),
    twitterDescription: usesFacebook ? '' : words(at('twitter_description')),
    twitterImage: usesFacebook ? '' : at('twitter_image'),
    breadcrumbTitle: words(at('breadcrumb_title')),
    primaryCategoryId: idOf(at('primary_category')),
    // Since 2020 the type is in the key, before it was a field.
    articleType:
      ARTICLE_TYPES.find((type) => at(`schema_${type}`) !== undefined) ??
      oneOf(ARTICLE_TYPES, at('snippet_article_type')),
  }
}

function fromAioseo(meta: Meta, words: Resolve): Found {
  const at = (key: string) => meta[`_aioseo_${key}`]
  return {
    title: words(at('title')),
    description: words(at('description')),
    canonical: at('canonical_url'),
    ogTitle: words(at('og_title')),
    ogDescription: words(at('og_description')),
    twitterTitle: words(at('twitter_title')),
    twitterDescription: words(at('twitter_description')),
  }
}

function imageOf(url: string | undefined): SeoFields['ogImage'] {
  return url ? { url } : undefined
}

function oneOf<T extends string>(types: readonly T[], value: string | undefined): T | undefined {
  return types.find((type) => type === value)
}

function idOf(value: string | undefined): number | undefined {
  const id = Number(value)
  return Number.isInteger(id) && id > 0 ? id : undefined
}

function filled(robots: Record<string, string>): Record<string, string> | undefined {
  return Object.keys(robots).length > 0 ? robots : undefined
}

function withoutEmpty(found: Found): SeoFields {
  // Each entry that stays has the type that its reader above gave it.
  return Object.fromEntries(
    Object.entries(found).filter(([, value]) => value !== undefined && value !== ''),
  ) as SeoFields
}

const SEPARATOR = '-'
const VARIABLE = /%%([\w-]+)%%|%([\w-]+(?:\([^)%]*\))?)%|#([a-z]+_[a-z_]+)/g

/** A template's words: variables resolved; of one that cannot be, nothing is left, nor a separator beside it. */
function resolve(template: string | undefined, variables: SeoVariables): string {
  if (!template) return ''
  const text = template.replace(
    VARIABLE,
    (all, yoast?: string, rankMath?: string, aioseo?: string) => {
      const name = (yoast ?? rankMath ?? aioseo ?? '').replace(/\(.*$/, '')
      const value = valueOf(name, variables)
      // `100%` and a hash tag are an author's own.
      return value ?? (yoast ? '' : all)
    },
  )
  return text
    .replace(/\s+/g, ' ')
    .replace(/(?: [-–—|·»•] ?)+(?= [-–—|·»•] )/g, '')
    .replace(/^(?:[-–—|·»•] )+|(?: [-–—|·»•])+\s*$/g, '')
    .trim()
}

function valueOf(name: string, variables: SeoVariables): string | undefined {
  const { categories, tags, excerpt } = variables
  const values: Record<string, string> = {
    ...all('title seo_title post_title', variables.title),
    ...all('sitename site_title', variables.siteName),
    ...all('sitedesc tagline', variables.siteDescription),
    ...all('sep separator_sa', SEPARATOR),
    ...all('excerpt excerpt_only post_excerpt post_excerpt_only', excerpt),
    ...all('category primary_category primary_taxonomy taxonomy_title', categories[0] ?? ''),
    ...all('categories', categories.join(', ')),
    ...all('tag', tags[0] ?? ''),
    ...all('tags', tags.join(', ')),
    ...all('name post_author author_name author_first_name', variables.authorName),
    ...all('id postid', String(variables.id)),
    ...all('date post_date', dayOf(variables.publishedAt)),
    ...all('modified post_modified', dayOf(variables.modifiedAt)),
    ...all('currentyear current_year', ''),
    ...all('page pagenumber pagetotal page_number focuskw focus_keyword', ''),
  }
  return values[name.toLowerCase()]
}

function all(names: string, value: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, value]))
}

function dayOf(epoch: number): string {
  return new Date(epoch * 1000).toISOString().slice(0, 10)
}
