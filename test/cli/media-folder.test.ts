import { expect, test } from 'vitest'
import { nearest } from '../../src/cli/media-folder.ts'

test.each([
  ['2025/11/a.jpg', ['2025/11/a.jpg', '2025/12/a.jpg'], '2025/11/a.jpg'],
  ['sites/7/2025/11/a.jpg', ['uploads/2025/11/a.jpg', '2025/12/a.jpg'], 'uploads/2025/11/a.jpg'],
  ['sites/7/2025/11/a.jpg', ['a.jpg'], 'a.jpg'],
  ['2025/11/a.jpg', ['one/a.jpg', 'two/a.jpg'], null],
  ['2025/11/a.jpg', [], null],
])('%s among %j is %s', (file, candidates, expected) => {
  expect(nearest(file, candidates)).toBe(expected)
})
