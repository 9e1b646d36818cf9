import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { toSnake } from '#api/names.ts'
import { seoFields } from '#content/import-document.ts'
import { regionInput } from '#content/region-settings.ts'
import { buildWorker, ROOT } from '../../src/cli/bundle.ts'
import { PICTURE_MAX_BYTES, README_PICTURE } from '../../src/cli/picture.ts'
import { fill } from '../../src/cli/serve.ts'
import { readSettings } from '../../src/cli/settings.ts'
import { startMachine } from '../../src/cli/state.ts'
import { freePort } from '../free-port.ts'

// What the README says is there. The commands of its editor's page are run by test/clients/writing.test.ts.

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

test.each([
  ['setting of a region', Object.keys(regionInput.shape)],
  ['field of seo', Object.keys(seoFields.shape)],
])('it names every %s', (_, names) => {
  expect(names.length).toBeGreaterThan(10)
  expect(names.map(toSnake).filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
})

test("every reader's address in it is there in the demonstration", async () => {
  const [, table = ''] = readme.split('\n## What readers get\n')
  const rows = table.split('\n## ')[0]?.match(/^\| `\/.*$/gm) ?? []
  const cells = rows.map((row) => row.split(' | ')[0] ?? '')
  const addresses = cells.flatMap((cell) =>
    [...cell.matchAll(/`(\/[^`{]*)`/g)].map(([, path = '']) => path),
  )
  expect(addresses.length).toBeGreaterThan(20)
  const stateDir = await mkdtemp(join(tmpdir(), 'meridian-readme-'))
  const port = await freePort()
  const settings = readSettings({ PORT: String(port), STATE_DIR: stateDir })
  const module = await buildWorker('src/dev.ts')
  const variables = { SITE_URL: settings.siteUrl, EDGE_CACHE: 'off' }
  const machine = await startMachine({ module, stateDir, port, variables })
  try {
    await fill(machine, settings)
    const answers = await Promise.all(
      addresses.map(async (path) => {
        const response = await fetch(settings.siteUrl + path, { redirect: 'manual' })
        await response.arrayBuffer()
        return [path, response.status]
      }),
    )
    expect(answers).toEqual(addresses.map((path) => [path, 200]))
  } finally {
    await machine.stop()
    await rm(stateDir, { recursive: true, force: true })
  }
}, 120_000)
