import { expect, test } from 'vitest'
import { itemText, joinItems, recallItem, wasListed } from '#api/item-texts.ts'
import type { RegionSettings } from '#content/regions.ts'

const region = { code: 'ca' } as RegionSettings
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const item = (value: unknown) => itemText('loose', null, () => ({ value, shows: [] }))

test.each([[[]], [[{ a: 'é' }]], [['one', { two: '“2”' }, [3]]]])(
  'items join to the JSON of their list: %j',
  (values) => {
    expect(textOf(joinItems(values.map(item)).bytes)).toBe(JSON.stringify(values))
  },
)

test('the hash of a list tells what is in it, and in which order', () => {
  const lists = [[], ['a'], ['b'], ['a', 'b'], ['b', 'a'], ['ab']]
  const hashes = lists.map((values) => joinItems(values.map(item)).hash)
  expect(new Set(hashes).size).toBe(lists.length)
})

test('an item is made once for a state, and again for another stamp or other settings', () => {
  let made = 0
  const ask = (stamp: string, settings = region) =>
    textOf(
      itemText('ca 1', { region: settings, stamp }, () => ({ value: ++made, shows: [] })).bytes,
    )
  expect([ask('x'), ask('x'), ask('y'), ask('y', { ...region }), ask('y')]).toEqual([
    '1',
    '1',
    '2',
    '3',
    '4',
  ])
  expect(recallItem('ca 1', { region, stamp: 'y' })?.hash).toBeDefined()
  expect(recallItem('ca 2', { region, stamp: 'y' })).toBeNull()
})

test('what is kept has a bound: the oldest goes', () => {
  const state = { region, stamp: 'x' }
  const million = 'm'.repeat(1_000_000)
  for (let number = 0; number < 9; number++) {
    itemText(`large ${number}`, state, () => ({ value: million, shows: [] }))
  }
  expect(recallItem('large 0', state)).toBeNull()
  expect(recallItem('large 8', state)).not.toBeNull()
})

test('a list is known from its second time on', () => {
  expect([wasListed('a'), wasListed('a'), wasListed('b')]).toEqual([false, true, false])
})
