// What changed between two texts: by blocks first, then by words within those that differ.

export interface TextChange {
  op: 'equal' | 'removed' | 'added'
  text: string
}

/** Where a block of HTML or of plain text ends. */
const BLOCK_END = /(?<=\n|<\/(?:p|h[1-6]|li|[ou]l|blockquote|figure|table|tr|div|details)>)/i
/** Longer passages without a block in common are told as replaced: a rewrite has no words to follow. */
const MAX_PASSAGE = 20_000
/** Above these insertions and deletions the rest counts as replaced: both time and memory grow with their square. */
const MAX_EDITS = 400
/** As does what has more parts: each number of edits walks along them. */
const MAX_PARTS = 20_000

/** The changes that make `from` into `to`, in order; words are those of the locale (BCP 47). */
export function diffTexts(from: string, to: string, locale: string): TextChange[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' })
  const wordsOf = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment)
  const changes: TextChange[] = []
  const add = (op: TextChange['op'], text: string) => {
    const last = changes.at(-1)
    if (last?.op === op) last.text += text
    else if (text !== '') changes.push({ op, text })
  }
  let passage = { removed: '', added: '' }
  const settle = () => {
    const { removed, added } = passage
    passage = { removed: '', added: '' }
    const isShort = removed.length + added.length <= MAX_PASSAGE
    const words = isShort && removed && added ? diffLists(wordsOf(removed), wordsOf(added)) : null
    for (const { op, text } of words ?? []) add(op, text)
    if (words) return
    add('removed', removed)
    add('added', added)
  }
  for (const { op, text } of diffLists(from.split(BLOCK_END), to.split(BLOCK_END))) {
    if (op === 'equal') {
      settle()
      add(op, text)
    } else passage[op] += text
  }
  settle()
  return changes
}

/** The shortest edit script of two lists (Myers 1986, the greedy algorithm), outside of what both begin and end with. */
function diffLists(a: readonly string[], b: readonly string[]): TextChange[] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  const shorter = Math.min(a.length, b.length) - start
  while (end < shorter && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const as = (op: TextChange['op']) => (text: string) => ({ op, text })
  return [
    ...a.slice(0, start).map(as('equal')),
    ...diffMiddles(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(as('equal')),
  ]
}

function diffMiddles(a: readonly string[], b: readonly string[]): TextChange[] {
  const reached = search(a, b)
  const changes: TextChange[] = []
  const take = (op: TextChange['op'], text = '') => changes.push({ op, text })
  let x = a.length
  let y = b.length
  // Back from the end, along the furthest points that each number of edits reached.
  for (let edits = reached.length; edits-- > 0;) {
    const before = (k: number) => reached[edits - 1]?.get(k) ?? -1
    const k = x - y
    const isAdded = edits > 0 && (k === -edits || (k !== edits && before(k - 1) < before(k + 1)))
    const fromX = edits === 0 ? 0 : isAdded ? before(k + 1) : before(k - 1) + 1
    while (x > fromX && y > 0 && (edits > 0 || x > 0)) {
      take('equal', a[--x])
      y--
    }
    if (edits === 0) break
    if (isAdded) take('added', b[--y])
    else take('removed', a[--x])
  }
  if (reached.length > 0) return changes.toReversed()
  return [
    ...a.map((text): TextChange => ({ op: 'removed', text })),
    ...b.map((text): TextChange => ({ op: 'added', text })),
  ]
}

/** For each number of edits the furthest place in `a` on each diagonal, up to the end; empty when that is too far. */
function search(a: readonly string[], b: readonly string[]): Map<number, number>[] {
  const reached: Map<number, number>[] = []
  if (a.length + b.length > MAX_PARTS) return reached
  let last = new Map([[1, 0]])
  for (let edits = 0; edits <= MAX_EDITS; edits++) {
    const now = new Map<number, number>()
    reached.push(now)
    for (let k = -edits; k <= edits; k += 2) {
      const left = last.get(k - 1) ?? -1
      const right = last.get(k + 1) ?? -1
      let x = k === -edits || (k !== edits && left < right) ? right : left + 1
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++
      now.set(k, x)
      if (x >= a.length && x - k >= b.length) return reached
    }
    last = now
  }
  return []
}
