import { expect, test } from 'vitest'
import { ApiError } from '#api/errors.ts'
import { isCleanlyEncoded, parseJsonObject } from '#api/json-body.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`

function faultOf(body: Uint8Array, isStrict = true): unknown {
  try {
    parseJsonObject(body, isStrict)
    return null
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    expect([error.code, error.status]).toEqual(['rest_invalid_json', 400])
    return error.data.json_error_code
  }
}

test.each<[string, number | null]>([
  ['{"a":1}', null],
  ['{"a":"[[[{{{ \\" \\\\"}', null],
  ['{"a":', 4],
  ['[1]', 4],
  ['null', 4],
  ['"text"', 4],
  [nested(512), null],
  [nested(513), 1],
  [nested(10_000), 1],
  ['{"a":'.repeat(10_000), 1],
  ['['.repeat(1_000_000), 1],
  [`{"a":"${'['.repeat(1000)}"}`, null],
  ['{"a":"\\ud800"}', 10],
  ['{"a":["\\udc00x"]}', 10],
  ['{"a":"\\ud83d\\ude00"}', null],
  ['{"a":{"\\ud800":1}}', 10],
  ['{"a":"x\\u0000y"}', 3],
  ['{"x\\u0000":1}', 3],
])('%.40s', (text, fault) => {
  expect(faultOf(bytes(text))).toBe(fault)
})

test('bytes that are no UTF-8 are no JSON', () => {
  expect(faultOf(Uint8Array.from([...bytes('{"a":"'), 0xff, 0xfe, ...bytes('"}')]))).toBe(5)
  expect(faultOf(Uint8Array.from([...bytes('{"a":"'), 0xc0, 0xaf, ...bytes('"}')]))).toBe(5)
})

test('an old text loses what cannot be stored', () => {
  expect(parseJsonObject(bytes('{"a":"x\\u0000y\\ud800z"}'), false)).toEqual({ a: 'xy\ufffdz' })
})

test('a key that objects have from birth is a key like any other', () => {
  const parsed = parseJsonObject(bytes('{"__proto__":{"polluted":1},"constructor":2}'), true)
  expect(Object.hasOwn(parsed, '__proto__')).toBe(true)
  expect('polluted' in {}).toBe(false)
})

test.each([
  ['?a=caf%C3%A9&b=%F0%9F%98%80', true],
  ['?a=100%&b=%zz', true],
  ['?a=%FF', false],
  ['?a=%C3', false],
  ['?a=%C3%28', false],
  ['?a=%ED%A0%80', false],
  ['?a=x%00', false],
  ['?a%00=x', false],
])('%s is text: %s', (query, expected) => {
  expect(isCleanlyEncoded(query)).toBe(expected)
})
