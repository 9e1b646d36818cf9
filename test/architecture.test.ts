import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const MAY_IMPORT: Record<string, readonly string[]> = {
  regions: [],
  content: ['regions'],
  render: ['regions', 'content'],
  edge: ['content'],
  site: ['regions', 'content', 'render', 'edge'],
  api: ['regions', 'content', 'render', 'edge'],
  ingest: ['regions', 'content'],
}
const files = globSync('src/*/**/*.ts', { cwd: ROOT })

test.each(files)('%s imports only what its room may', (file) => {
  const room = file.split('/')[1] ?? ''
  const allowed = MAY_IMPORT[room]
  const source = readFileSync(join(ROOT, file), 'utf8')
  const imports = [...source.matchAll(/^(import type|import|export)[^'"]*?from '([^']+)'/gm)]
  for (const [, kind, name = ''] of imports) {
    const door = /^#([a-z]+)\//.exec(name)?.[1]
    if (allowed && door) expect(allowed, `${file} imports ${name}`).toContain(door)
    if (room === 'render' && door === 'content') expect(kind, name).toBe('import type')
    // Zod's `z` is a namespace with every language of it: 65 KB of the Worker.
    if (name === 'zod') {
      expect(source, file).toMatch(/import (?:type )?\* as z from 'zod'/)
    }
    if (name.startsWith('../schema')) expect(['content', 'api', 'cli']).toContain(room)
  }
})

test('there are rooms to look at', () => {
  expect(files.length).toBeGreaterThan(50)
})
