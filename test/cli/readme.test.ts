import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { ROOT } from '../../src/cli/bundle.ts'
import { PICTURE_MAX_BYTES, README_PICTURE } from '../../src/cli/picture.ts'

// What the README says of the command line. Its commands are run by test/clients/writing.test.ts.

const readme = await readFile(join(ROOT, 'README.md'), 'utf8')

test('it opens with a picture that is there, described, and light', async () => {
  const [, alt = '', path] = /^# Meridian\n\n!\[([^\]]+)\]\(([^)]+)\)\n/.exec(readme) ?? []
  expect(path).toBe(README_PICTURE)
  expect(alt.length).toBeGreaterThan(20)
  const picture = await readFile(join(ROOT, README_PICTURE))
  expect(picture.byteLength).toBeLessThan(PICTURE_MAX_BYTES)
  expect(await sharp(picture).metadata()).toMatchObject({ format: 'webp', width: 1600 })
})

test('it names no script that is not there', async () => {
  const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  const named = new Set([...readme.matchAll(/\bnpm run ([a-z]+)/g)].map(([, name]) => name))
  expect(named.size).toBeGreaterThan(5)
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining([...named]))
})

test('it names every variable that a server reads', async () => {
  const sources = await Promise.all(
    ['src/cli/settings.ts', 'src/env.ts'].map((file) => readFile(join(ROOT, file), 'utf8')),
  )
  // Keys of the settings' object, and strings among the Worker's bindings.
  const names = sources.flatMap((source) =>
    [...source.matchAll(/^ {2}([A-Z_]+)(?:: (?:z|onOff)\b|\??: string$)/gm)].map(
      ([, name]) => name,
    ),
  )
  expect(names).toEqual(expect.arrayContaining(['PORT', 'SITE_URL', 'PAGE_MEMORY']))
  expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
})
