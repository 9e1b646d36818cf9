import { expect, test } from 'vitest'
import { JsonText, toJsonText } from '#api/json-text.ts'

test.each([
  [{ a: [1, 'x'], b: null }, '{"a":[1,"x"],"b":null}'],
  [
    { head: new JsonText({ title: 'A "title"' }), rest: 1 },
    '{"head":{"title":"A \\"title\\""},"rest":1}',
  ],
  [[new JsonText('a'), { b: new JsonText([1]) }], '["a",{"b":[1]}]'],
  [{ head: new JsonText('$& $1 \\0json\\0') }, '{"head":"$& $1 \\\\0json\\\\0"}'],
])('%j is written as what it stands for', (value, text) => {
  expect(toJsonText(value)).toBe(text)
})

test('an answer that failed leaves nothing behind for the next', () => {
  const circle: Record<string, unknown> = { head: new JsonText('old') }
  circle.self = circle
  expect(() => toJsonText(circle)).toThrow('circular')
  expect(toJsonText({ head: new JsonText('new') })).toBe('{"head":"new"}')
})
