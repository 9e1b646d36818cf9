import { expect, test } from 'vitest'
import { phpSerialize } from '../../src/cli/php-serialize.ts'

// The right-hand sides are what PHP 8's serialize() gives.
test.each([
  [null, 'N;'],
  [true, 'b:1;'],
  [42, 'i:42;'],
  [1.5, 'd:1.5;'],
  ['été', 's:5:"été";'],
  [['a', 'b'], 'a:2:{i:0;s:1:"a";i:1;s:1:"b";}'],
  [{ width: 640, sizes: {} }, 'a:2:{s:5:"width";i:640;s:5:"sizes";a:0:{}}'],
])('%o', (value, expected) => {
  expect(phpSerialize(value)).toBe(expected)
})
