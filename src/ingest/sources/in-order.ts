import type { ImportDocument } from '#content/import-document.ts'
import type { Outcome } from '../source.ts'
import type { Notes } from './notes.ts'

interface Order {
  /** How many documents are wanted; failures do not count. */
  limit?: number | undefined
  /** Whether the source gives everything; of a part, a parent may have come in an earlier run. */
  isWhole: boolean
  notes: Notes
}

/** The documents, each page after the one above it; those whose parent never comes are given last, with a note. */
export async function* inOrder(
  documents: AsyncIterable<Outcome<ImportDocument>>,
  { limit = Infinity, isWhole, notes }: Order,
): AsyncGenerator<Outcome<ImportDocument>> {
  if (limit <= 0) return
  const isPart = !isWhole || limit !== Infinity
  const onOrphan = ({ article }: ImportDocument) => {
    if (isPart) return
    notes.add(`page ${article.id} (${article.link})`, 'stands alone: its parent is not given')
  }
  let given = 0
  for await (const outcome of parentsFirst(documents, onOrphan)) {
    yield outcome
    if (outcome.value && ++given >= limit) break
  }
  notes.flush()
}

async function* parentsFirst(
  documents: AsyncIterable<Outcome<ImportDocument>>,
  onOrphan: (document: ImportDocument) => void,
): AsyncGenerator<Outcome<ImportDocument>> {
  const given = new Set<number>()
  const waiting = new Map<number, ImportDocument[]>()
  for await (const outcome of documents) {
    const document = outcome.value
    if (document === undefined || document.article.type === 'post') {
      yield outcome
      continue
    }
    const { parentId } = document.article
    if (parentId === 0 || given.has(parentId)) yield* release(document, given, waiting)
    else waiting.set(parentId, [...(waiting.get(parentId) ?? []), document])
  }
  const rest = [...waiting.values()].flat()
  const isWaiting = new Set(rest.map(({ article }) => article.id))
  // The topmost first; a circle of parents is broken at its first page.
  for (const document of rest.toSorted((a, b) => rank(a, isWaiting) - rank(b, isWaiting))) {
    if (given.has(document.article.id)) continue
    onOrphan(document)
    yield* release(document, given, waiting)
  }
}

function* release(
  document: ImportDocument,
  given: Set<number>,
  waiting: Map<number, ImportDocument[]>,
): Generator<Outcome<ImportDocument>> {
  const { id } = document.article
  if (given.has(id)) return
  given.add(id)
  yield { value: document }
  for (const child of waiting.get(id) ?? []) yield* release(child, given, waiting)
}

function rank({ article }: ImportDocument, isWaiting: ReadonlySet<number>): number {
  return isWaiting.has(article.parentId) ? 1 : 0
}
