import { attributeOf, elementsIn, parseTree, textIn } from '#content/html-tree.ts'
import type { ImportSite } from '#content/import-document.ts'

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

function schemaIn(head: unknown): unknown {
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
