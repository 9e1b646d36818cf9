import { expect, test } from 'vitest'
import { diffTexts, type TextChange } from '#content/text-diff.ts'

/** `[-gone-]`, `{+new+}`, the rest as it is. */
function marked(changes: readonly TextChange[]): string {
  const marks = { equal: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] }
  return changes.map(({ op, text }) => marks[op].join(text)).join('')
}

test.each([
  ['', '', ''],
  ['same', 'same', 'same'],
  ['', 'new', '{+new+}'],
  ['gone', '', '[-gone-]'],
  ['the old harbour', 'the new harbour', 'the [-old-]{+new+} harbour'],
  ['one two three', 'one three', 'one [-two -]three'],
  ['one three', 'one two three', 'one {+two +}three'],
  ['<p>A.</p><p>B.</p><p>C.</p>', '<p>A.</p><p>C.</p>', '<p>A.</p>[-<p>B.</p>-]<p>C.</p>'],
  ['<p>A b c.</p>\n<p>D.</p>', '<p>A x c.</p>\n<p>D.</p>', '<p>A [-b-]{+x+} c.</p>\n<p>D.</p>'],
  ['第一行。', '第二行。', '[-第一-]{+第二+}行。'],
])('%j → %j', (from, to, expected) => {
  const changes = diffTexts(from, to, /[一-龠]/.test(from) ? 'zh-CN' : 'en-CA')
  expect(marked(changes)).toBe(expected)
})

/** A number that looks like chance and is the same each time. */
function randomOf(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
}

test('what is left out of the changes of one text gives the other', () => {
  const parts = ['a', 'b', 'c ', ' ', '\n', '</p>', '<p>', 'é', '👩‍👩‍👧', '.']
  for (let seed = 1; seed <= 300; seed++) {
    const random = randomOf(seed)
    const text = () =>
      Array.from({ length: random(60) }, () => parts[random(parts.length)]).join('')
    const [from, to] = [text(), text()]
    const changes = diffTexts(from, to, 'en')
    const without = (op: string) =>
      changes.filter((change) => change.op !== op).map((change) => change.text)
    expect(without('added').join(''), `seed ${seed}`).toBe(from)
    expect(without('removed').join(''), `seed ${seed}`).toBe(to)
    const twice = changes.filter(({ op }, index) => op === changes[index - 1]?.op)
    expect(twice, `seed ${seed}`).toEqual([])
  }
})

test('two large texts of nothing in common are told as replaced, in little time', () => {
  const words = (word: string) => `${word} `.repeat(100_000)
  const lines = (word: string) =>
    Array.from({ length: 100_000 }, (_, index) => `${word} ${index}\n`).join('')
  const startedAt = performance.now()
  for (const make of [words, lines]) {
    expect(diffTexts(make('a'), make('b'), 'en').map(({ op }) => op)).toEqual(['removed', 'added'])
  }
  expect(performance.now() - startedAt).toBeLessThan(2000)
})
