import type { Outcome, Source, SourceOptions } from '../source.ts'

/** Several sources as one: an export that was given in parts. */
export function joinSources(
  label: string,
  sources: readonly Source[],
  { limit = Infinity }: Pick<SourceOptions, 'limit'>,
): Source {
  const [only] = sources
  if (only && sources.length === 1) return only
  const totals = sources.every((source) => source.totals !== null)
    ? sources.reduce(
        (sum, { totals }) => ({
          posts: sum.posts + (totals?.posts ?? 0),
          pages: sum.pages + (totals?.pages ?? 0),
          media: sum.media + (totals?.media ?? 0),
          terms: sum.terms + (totals?.terms ?? 0),
          authors: sum.authors + (totals?.authors ?? 0),
        }),
        { posts: 0, pages: 0, media: 0, terms: 0, authors: 0 },
      )
    : null
  return {
    label,
    totals,
    terms: () => inTurn(sources.map((source) => source.terms())),
    authors: () => inTurn(sources.map((source) => source.authors())),
    media: () => inTurn(sources.map((source) => source.media())),
    documents: () =>
      inTurn(
        sources.map((source) => source.documents()),
        limit,
      ),
    navigation: () => inTurn(sources.map((source) => source.navigation())),
    alternates: () => sources.flatMap((source) => source.alternates()),
    close: async () => {
      for (const source of sources) await source.close()
    },
  }
}

async function* inTurn<T>(
  streams: readonly AsyncIterable<Outcome<T>>[],
  limit = Infinity,
): AsyncGenerator<Outcome<T>> {
  let given = 0
  for (const stream of streams) {
    for await (const outcome of stream) {
      if (given >= limit) return
      if (outcome.value) given++
      yield outcome
    }
  }
}
