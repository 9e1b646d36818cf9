import { expect, test } from 'vitest'
import { evaluate } from '#edge/conditions.ts'

const held = { etag: '"a"', modifiedAt: Date.parse('2025-11-04T12:00:00Z') / 1000, bytes: 100 }
const BEFORE = 'Tue, 04 Nov 2025 11:00:00 GMT'
const SAME = 'Tue, 04 Nov 2025 12:00:00 GMT'

const ask = (headers: Record<string, string>, method = 'GET') =>
  evaluate(new Request('https://x.example/', { method, headers }), held)

test.each<[string, Record<string, string>, object]>([
  ['nothing', {}, { kind: 'whole' }],
  ['the tag that is held', { 'If-None-Match': '"a"' }, { kind: 'unchanged' }],
  ['it among others, weak', { 'If-None-Match': '"b", W/"a"' }, { kind: 'unchanged' }],
  ['any tag', { 'If-None-Match': '*' }, { kind: 'unchanged' }],
  ['another tag', { 'If-None-Match': '"b"' }, { kind: 'whole' }],
  ['no tag at all', { 'If-None-Match': 'garbage' }, { kind: 'whole' }],
  ['since now', { 'If-Modified-Since': SAME }, { kind: 'unchanged' }],
  ['since before', { 'If-Modified-Since': BEFORE }, { kind: 'whole' }],
  ['since never', { 'If-Modified-Since': 'yesterday' }, { kind: 'whole' }],
  [
    'a tag, which outweighs a date',
    { 'If-None-Match': '"b"', 'If-Modified-Since': SAME },
    { kind: 'whole' },
  ],
  ['to match another', { 'If-Match': '"b"' }, { kind: 'failed' }],
  ['to match weakly', { 'If-Match': 'W/"a"' }, { kind: 'failed' }],
  ['to match', { 'If-Match': '"a"' }, { kind: 'whole' }],
  ['unmodified since before', { 'If-Unmodified-Since': BEFORE }, { kind: 'failed' }],
  ['the first ten', { Range: 'bytes=0-9' }, { kind: 'part', from: 0, to: 9 }],
  ['from ninety on', { Range: 'bytes=90-' }, { kind: 'part', from: 90, to: 99 }],
  ['the last five', { Range: 'bytes=-5' }, { kind: 'part', from: 95, to: 99 }],
  ['more than there is', { Range: 'bytes=90-900' }, { kind: 'part', from: 90, to: 99 }],
  ['what is behind the end', { Range: 'bytes=100-' }, { kind: 'unsatisfiable' }],
  ['the last nothing', { Range: 'bytes=-0' }, { kind: 'unsatisfiable' }],
  ['a range from its end', { Range: 'bytes=9-3' }, { kind: 'whole' }],
  ['several ranges', { Range: 'bytes=0-1,5-6' }, { kind: 'whole' }],
  [
    'a part of what it holds',
    { Range: 'bytes=0-9', 'If-Range': '"a"' },
    { kind: 'part', from: 0, to: 9 },
  ],
  ['a part of another', { Range: 'bytes=0-9', 'If-Range': '"b"' }, { kind: 'whole' }],
])('who asks for %s', (_, headers, outcome) => {
  expect(ask(headers)).toEqual(outcome)
})

test('a HEAD has no parts', () => {
  expect(ask({ Range: 'bytes=0-9' }, 'HEAD')).toEqual({ kind: 'whole' })
})
