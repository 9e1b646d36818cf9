import type { Around, ListedArticle } from '#content/article-lists.ts'
import type { Picked } from './answers.ts'
import { queryParams, type ApiContext } from './context.ts'
import { ApiError, forbidden } from './errors.ts'
import { toMedia } from './media-shape.ts'
import { inEmbedContext, mayRead, toPost, type ShapeContext } from './post-shape.ts'
import { toEmbeddedTerm } from './terms.ts'
import { toUser } from './user-shape.ts'

/** Which links a client wants followed: all of them, those named, or (null) none. */
export type Embeds = 'all' | readonly string[] | null

/** What `_embed` asks for: bare, `1` and `true` are everything, a list is that (rest_parse_embed_param). */
export function parseEmbeds(c: ApiContext): Embeds {
  const { _embed: given } = queryParams(new URL(c.req.url).searchParams)
  if (given === undefined) return null
  const names = (Array.isArray(given) ? given.join() : String(given))
    .split(/[\s,]+/)
    .filter(Boolean)
  return names.length === 0 || ['1', 'true'].includes(names.join()) ? 'all' : names
}

/** The item with what its links lead to as `_embedded`, as far as its fields have left the links in it. */
export function withEmbeds(
  c: ApiContext,
  shape: ShapeContext,
  picked: Picked,
  listed: ListedArticle,
  around: Around,
  embeds: Embeds,
): Picked {
  if (embeds === null || Array.isArray(picked) || !picked._links) return picked
  const links = picked._links as Record<string, readonly object[]> // as toPost makes them
  const found = Object.keys(links)
    .filter((name) => embeds === 'all' || embeds.includes(name))
    .map((name) => [name, follow(c, shape, name, listed, around)] as const)
    .filter(([, items]) => items.some((item) => !Array.isArray(item) || item.length > 0))
  return found.length > 0 ? { ...picked, _embedded: Object.fromEntries(found) } : picked
}

type Embedded = Record<string, unknown> | Record<string, unknown>[]

function follow(
  c: ApiContext,
  shape: ShapeContext,
  name: string,
  { article, beside }: ListedArticle,
  around: Around,
): Embedded[] {
  switch (name) {
    case 'author': {
      const author = around.authors.get(article.authorId)
      if (!author) return [missing('user')]
      const person = { author, account: null, role: null, total: 0 }
      return [inEmbedContext('user', toUser(c, person, 'embed'))]
    }
    case 'up': {
      const parent = around.parents.get(article.parentId)
      if (!parent) return [missing('post')]
      if (mayRead(shape.principal, parent.article)) {
        return [toPost(shape, parent.article, parent.beside, 'embed')]
      }
      const message = 'Sorry, you are not allowed to do that.'
      return [forbidden('rest_forbidden', message, shape.principal !== null).toBody()]
    }
    case 'wp:featuredmedia': {
      const row = around.media.get(article.featuredMediaId)
      return [row ? inEmbedContext('media', toMedia(c, row, false)) : missing('post')]
    }
    case 'wp:term':
      return (['category', 'post_tag'] as const).map((taxonomy) =>
        beside.terms
          .filter((term) => term.taxonomy === taxonomy)
          .toSorted((a, b) => a.name.localeCompare(b.name, shape.region.locale))
          .map((term) => toEmbeddedTerm(c, term)),
      )
    default:
      return []
  }
}

/** What WordPress embeds for a link that leads nowhere: the error of whoever follows it. */
function missing(kind: 'user' | 'post'): Record<string, unknown> {
  return new ApiError(`rest_${kind}_invalid_id`, `Invalid ${kind} ID.`, 404).toBody()
}
