/**
 * How many letters must be added, dropped, replaced or swapped with their neighbour to make one word of another (optimal
 * string alignment).
 */
export function distance(from: string, to: string): number {
  const a = [...from]
  const b = [...to]
  let before: number[] = []
  let previous = b.map((_, index) => index + 1)
  for (const [i, letter] of a.entries()) {
    const row: number[] = []
    for (const [j, other] of b.entries()) {
      const above = previous[j] ?? 0
      const left = row[j - 1] ?? i + 1
      const diagonal = j === 0 ? i : (previous[j - 1] ?? 0)
      let cost = Math.min(above + 1, left + 1, diagonal + (letter === other ? 0 : 1))
      if (i > 0 && j > 0 && letter === b[j - 1] && a[i - 1] === other) {
        cost = Math.min(cost, (j === 1 ? i - 1 : (before[j - 2] ?? 0)) + 1)
      }
      row.push(cost)
    }
    before = previous
    previous = row
  }
  return b.length === 0 ? a.length : (previous.at(-1) ?? 0)
}

/** The candidate nearest to a word, the first of those that are equally near; null where none is near enough to be meant. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const plain = fold(word)
  const limit = [...plain].length < 6 ? 1 : [...plain].length < 10 ? 2 : 3
  let best: { candidate: string; far: number } | null = null
  for (const candidate of candidates) {
    const far = distance(plain, fold(candidate))
    if (far <= limit && (best === null || far < best.far)) best = { candidate, far }
  }
  return best?.candidate ?? null
}

function fold(word: string): string {
  return word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
}
