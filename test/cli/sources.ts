import type { ImportDocument, ImportMedia } from '#content/import-document.ts'
import type { Outcome, Source } from '#ingest/source.ts'

/** A post of a made-up old site. */
export function post(id: number, more: Partial<ImportDocument['article']> = {}): ImportDocument {
  return {
    article: {
      id,
      type: 'post',
      status: 'publish',
      slug: `post-${id}`,
      title: `Post ${id}`,
      contentRaw: `<p>Words of post ${id}.</p>`,
      contentFormat: 'rendered',
      excerptRaw: '',
      publishedAt: 1_700_000_000,
      modifiedAt: 1_700_000_000,
      guid: `https://old.example/?p=${id}`,
      link: `https://old.example/post-${id}/`,
      featuredMediaId: 0,
      isSticky: false,
      format: 'standard',
      template: '',
      commentStatus: 'open',
      pingStatus: 'closed',
      password: '',
      parentId: 0,
      menuOrder: 0,
      meta: {},
      categoryIds: [],
      tagIds: [],
      seo: {},
      commentCount: 0,
      oldPaths: [],
      keptRules: [],
      ...more,
    },
    author: null,
    terms: [],
    media: [],
    source: { hosts: ['old.example'], pathPrefix: '/' },
  }
}

/** A picture of the old site with one more size. */
export function picture(id: number, name: string): ImportMedia {
  const url = `https://old.example/wp-content/uploads/2025/11/${name}`
  return {
    id,
    sourceUrl: `${url}.jpg`,
    file: `2025/11/${name}.jpg`,
    title: name,
    alt: '',
    caption: '',
    mimeType: 'image/jpeg',
    width: 1200,
    height: 800,
    sizes: [
      {
        name: 'medium',
        url: `${url}-300x200.jpg`,
        file: `2025/11/${name}-300x200.jpg`,
        width: 300,
        height: 200,
        mimeType: 'image/jpeg',
      },
    ],
  }
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
