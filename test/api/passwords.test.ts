import { expect, test } from 'vitest'
import {
  findMatch,
  generatePassword,
  hashChosen,
  hashGenerated,
  isLongEnough,
  isWeaklyKept,
} from '#api/passwords.ts'

const NOW = 1_700_000_000
const none = () => {}

test.each([
  ['12345678', true],
  ['1234567', false],
  ['        ', false],
  ['1 2 3 4 5 6 7', false],
  ['pass word', true],
  ['x'.repeat(200), true],
  ['x'.repeat(201), false],
])('%j is long enough: %s', (password, expected) => {
  expect(isLongEnough(password)).toBe(expected)
})

test('a generated password is one of 62 signs, and never twice the same', () => {
  const made = Array.from({ length: 50 }, generatePassword)
  for (const password of made) expect(password).toMatch(/^[A-Za-z0-9]{24}$/)
  expect(new Set(made).size).toBe(50)
})

test('what is stored of a chosen password is slow, salted and not the password', async () => {
  const [one, two] = [await hashChosen('a good password'), await hashChosen('a good password')]
  expect(one.passwordHash).toMatch(/^pbkdf2-sha512:100000:[0-9a-f]{64}$/)
  expect(one.passwordHash).not.toBe(two.passwordHash)
  expect(one.salt).not.toBe(two.salt)
})

test('the right one of several is found, with spaces anywhere', async () => {
  const keys = [await hashGenerated('A'.repeat(24)), await hashChosen('a good password')]
  expect(await findMatch(keys, 'AAAA '.repeat(6), NOW, none)).toBe(keys[0])
  expect(await findMatch(keys, 'agood password', NOW, none)).toBe(keys[1])
  expect(await findMatch(keys, 'a bad password', NOW, none)).toBeNull()
  expect(await findMatch([], 'a good password', NOW, none)).toBeNull()
})

test('one that was right is not worked out again for an hour, and is gone when its row is', async () => {
  const keys = [await hashChosen('used each minute')]
  let slow = 0
  const look = (rows: typeof keys, password: string, now: number) =>
    findMatch(rows, password, now, () => {
      slow++
    })
  expect(await look(keys, 'used each minute', NOW)).toBe(keys[0])
  expect(await look(keys, 'used each minute', NOW + 3599)).toBe(keys[0])
  expect(slow).toBe(1)
  expect(await look(keys, 'used each minute', NOW + 3600)).toBe(keys[0])
  expect(slow).toBe(2)
  expect(await look([], 'used each minute', NOW + 3601)).toBeNull()
  await look(keys, 'a wrong one', NOW)
  await look(keys, 'a wrong one', NOW)
  expect(slow).toBe(5)
})

test('a wrong password costs the same work whatever an account has', async () => {
  const generated = await hashGenerated(generatePassword())
  const chosen = await hashChosen('a good password')
  for (const keys of [[], [generated], [chosen], [generated, chosen]]) {
    let slow = 0
    await findMatch(keys, 'guess', NOW, () => {
      slow++
    })
    expect(slow).toBe(1)
  }
})

test('refusing the work refuses the comparison, also of the right one', async () => {
  const refuse = () => {
    throw new Error('refused')
  }
  const keys = [await hashChosen('never seen before'), await hashGenerated('B'.repeat(24))]
  await expect(findMatch(keys, 'never seen before', NOW, refuse)).rejects.toThrow('refused')
  expect(await findMatch(keys, 'B'.repeat(24), NOW, refuse)).toBe(keys[1])
})

test('a chosen password under the hash of generated ones is told', async () => {
  expect(isWeaklyKept(await hashGenerated('pw12345678'), 'pw12345678')).toBe(true)
  expect(isWeaklyKept(await hashChosen('pw12345678'), 'pw12345678')).toBe(false)
  const password = generatePassword()
  expect(isWeaklyKept(await hashGenerated(password), password)).toBe(false)
})
