import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { DraftSet, makeFolder } from '../../src/cli/draft-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'meridian-draft-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a folder is made with those above it, and may be there already', async () => {
  const path = join(folder, 'a/b/c')
  await makeFolder(path)
  await makeFolder(path)
  expect(existsSync(path)).toBe(true)
})

test.runIf(existsSync('/proc/self'))('a folder below /proc is refused, and soon', async () => {
  await expect(makeFolder('/proc/no/such/folder')).rejects.toThrow(
    '/proc/no cannot be written: its folder does not exist.',
  )
})

test('a folder in the place of a file is refused', async () => {
  const path = join(folder, 'file')
  writeFileSync(path, '')
  await expect(makeFolder(join(path, 'below'))).rejects.toThrow(`${path} cannot be written`)
})

test('files that do not all reach the disk get no name, and leave nothing', async () => {
  const set = new DraftSet()
  const whole = await set.open(join(folder, 'whole.json'))
  await whole.write('[]')
  const other = await set.open(join(folder, 'other.json'))
  other.close = () => Promise.reject(new Error('the disk is full'))
  await expect(set.finish()).rejects.toThrow('the disk is full')
  expect(existsSync(join(folder, 'whole.json'))).toBe(false)
  await set.drop()
  expect(readdirSync(folder).filter((name) => name.includes('.json'))).toEqual([])
})

test('files that are whole get their names', async () => {
  const set = new DraftSet()
  const file = await set.open(join(folder, 'one.json'))
  await file.write('[1]')
  await set.finish()
  expect(readFileSync(join(folder, 'one.json'), 'utf8')).toBe('[1]')
})
