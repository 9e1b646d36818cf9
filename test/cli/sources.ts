import type { ImportDocument, ImportMedia } from '#content/import-document.ts'
import { documentOf, mediaOf } from '../documents.ts'
import type { Outcome, Source } from '#ingest/source.ts'

/** A post of a made-up old site. */
export function post(id: number, more: Partial<ImportDocument['article']> = {}): ImportDocument {
  return documentOf(
    id,
    {
      slug: `post-${id}`,
      title: `Post ${id}`,
      contentRaw: `<p>Words of post ${id}.</p>`,
      publishedAt: 1_700_000_000,
      modifiedAt: 1_700_000_000,
      guid: `https://old.example/?p=${id}`,
      link: `https://old.example/post-${id}/`,
      ...more,
    },
    { source: { hosts: ['old.example'], pathPrefix: '/' } },
  )
}

/** A picture of the old site with one more size. */
export function picture(id: number, name: string): ImportMedia {
  const file = `2025/11/${name}.jpg`
  const medium = `2025/11/${name}-300x200.jpg`
  const url = (path: string) => `https://old.example/wp-content/uploads/${path}`
  return mediaOf(id, file, {
    sourceUrl: url(file),
    title: name,
    mimeType: 'image/jpeg',
    width: 1200,
    height: 800,
    sizes: [
      {
        name: 'medium',
        url: url(medium),
        file: medium,
        width: 300,
        height: 200,
        mimeType: 'image/jpeg',
      },
    ],
  })
}

/** A source from lists; `documents` may be a generator, so that a test sees what is read when. */
export function sourceOf(
  documents: Iterable<Outcome<ImportDocument>> | AsyncIterable<Outcome<ImportDocument>>,
  more: { media?: ImportMedia[] } = {},
): Source {
  const stream = async function* <T>(items: Iterable<T> | AsyncIterable<T>) {
    yield* items
  }
  const values = <T>(items: readonly T[]) => stream(items.map((value): Outcome<T> => ({ value })))
  return {
    label: 'lists',
    totals: null,
    terms: () => values([]),
    authors: () => values([]),
    media: () => values(more.media ?? []),
    documents: () => stream(documents),
    navigation: () => values([]),
    alternates: () => [],
    close: async () => {},
  }
}

/** Documents as a source gives them. */
export const given = (documents: readonly ImportDocument[]): Outcome<ImportDocument>[] =>
  documents.map((value) => ({ value }))
