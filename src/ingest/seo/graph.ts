import { attributeOf, elementsIn, parseTree, textIn } from '#content/html-tree.ts'
import {
  ARTICLE_TYPES,
  PAGE_TYPES,
  type ImportSite,
  type SeoFields,
} from '#content/import-document.ts'

/** A thing of the REST API as far as its structured data (schema.org, in JSON-LD) is told. */
export type Told = Readonly<Record<string, unknown>>

type Piece = Record<string, unknown>

/** The pieces of its graph; none where none is told. */
export function graphOf(told: Told): Piece[] {
  const schema = recordOf(told.yoast_head_json)?.schema ?? schemaIn(told.yoast_head)
  const graph = recordOf(schema)?.['@graph']
  const pieces: unknown[] = Array.isArray(graph) ? graph : []
  return pieces.map(recordOf).filter((piece) => piece !== undefined)
}

/** The first piece of a type; a piece may be of several. */
export function pieceOf(told: Told, type: string): Piece | undefined {
  return graphOf(told).find((piece) => [piece['@type']].flat().includes(type))
}

/** The structured data in a head's HTML; undefined where there is none. */
export function schemaIn(head: unknown): unknown {
  if (typeof head !== 'string' || !head.includes('application/ld+json')) return undefined
  for (const script of elementsIn(parseTree(head))) {
    if (attributeOf(script, 'type') !== 'application/ld+json') continue
    try {
      return JSON.parse(textIn(script)) as unknown
    } catch {
      continue
    }
  }
  return undefined
}

/** An object that is no list. */
export function recordOf(value: unknown): Piece | undefined {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Piece) // as just seen
    : undefined
}

/** A text in plain words; undefined for anything else, and for none. */
function wordsOf(value: unknown): string | undefined {
  const words = typeof value === 'string' ? textIn(parseTree(value)).trim() : ''
  return words === '' ? undefined : words
}

/** What the graph calls a person: of a post its author, of a user themselves. */
export function personKeyOf(told: Told): string | undefined {
  const author = recordOf(pieceOf(told, 'Article')?.author)
  const id = String((author ?? pieceOf(told, 'Person'))?.['@id'] ?? '')
  return /#\/schema\/person\/([0-9a-f]{32})$/.exec(id)?.[1]
}

/** How many words the graph says that a post has. */
export function wordCountOf(told: Told): number | undefined {
  const count = pieceOf(told, 'Article')?.wordCount
  return typeof count === 'number' && Number.isInteger(count) && count > 0 ? count : undefined
}

type Types = Pick<SeoFields, 'articleType' | 'pageType' | 'reviewedBy' | 'lastReviewed'>

/**
 * What the graph calls an article and its page where that is more than Article and WebPage, and who has reviewed it when;
 * undefined where it says nothing of that.
 */
export function typesOf(told: Told): Record<keyof Types, Types[keyof Types] | undefined> {
  const graph = graphOf(told)
  const typesIn = (piece: Piece) => [piece['@type']].flat()
  // A listing is a CollectionPage alone; who chooses that for a page has a WebPage that is one.
  const page = graph.find((piece) =>
    typesIn(piece).some((type) => type === 'WebPage' || type === 'MedicalWebPage'),
  )
  const reviewer = recordOf(page?.reviewedBy)
  const known = graph.find((piece) => '@id' in piece && piece['@id'] === reviewer?.['@id'])
  const name = wordsOf(reviewer?.name ?? known?.name)
  const url = reviewer?.url ?? known?.url
  const named = graph.flatMap(typesIn)
  // What asks and answers follows from the body.
  const others = PAGE_TYPES.filter((type) => type !== 'WebPage' && type !== 'FAQPage')
  return {
    articleType: ARTICLE_TYPES.find((type) => type !== 'Article' && named.includes(type)),
    pageType: others.find((type) => page && typesIn(page).includes(type)),
    reviewedBy: name ? { name, ...(typeof url === 'string' && url && { url }) } : undefined,
    lastReviewed: /^\d{4}-\d{2}-\d{2}/.exec(String(page?.lastReviewed ?? ''))?.[0],
  }
}

/** What the graph says of the picture at an address. */
export function captionOf(told: Told, url: unknown): string | undefined {
  const isIt = (piece: Piece) => piece['@type'] === 'ImageObject' && piece.url === url
  return wordsOf(graphOf(told).find(isIt)?.caption)
}

/** What the graph says of its site and of whoever publishes it; undefined where it says nothing. */
export function siteOf(told: Told): ImportSite | undefined {
  const name = wordsOf(pieceOf(told, 'WebSite')?.name)
  if (name === undefined) return undefined
  const tagline = wordsOf(pieceOf(told, 'WebSite')?.description)
  const organisation = pieceOf(told, 'Organization')
  const publisher = wordsOf(organisation?.name)
  const logo = recordOf(organisation?.logo)
  const sameAs = [organisation?.sameAs].flat().filter((url) => typeof url === 'string' && url)
  return {
    name,
    ...(tagline !== undefined && { tagline }),
    ...(publisher !== undefined && {
      organisation: {
        name: publisher,
        ...(typeof logo?.url === 'string' &&
          logo.url !== '' && {
            logo: { url: logo.url, width: pixelsOf(logo.width), height: pixelsOf(logo.height) },
          }),
        sameAs: sameAs as string[], // as just sifted
      },
    }),
  }
}

function pixelsOf(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : 0
}
