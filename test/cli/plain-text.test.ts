import { expect, test } from 'vitest'
import { withoutControls } from '../../src/cli/plain-text.ts'

test.each([
  ['\u001b[2J\u001b]0;owned\u0007', '\ufffd[2J\ufffd]0;owned\ufffd'],
  ['\u009b31m', '\ufffd31m'],
  ['failed: 9\rcreated: 9', 'failed: 9\ufffdcreated: 9'],
  ['gpj.\u202eexe', 'gpj.\ufffdexe'],
  ['two\nlines\tand a tab, é 文', 'two\nlines\tand a tab, é 文'],
])('%j is shown as %j', (given, expected) => {
  expect(withoutControls(given)).toBe(expected)
})
