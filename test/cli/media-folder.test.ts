import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nearest, openMediaFolder } from '../../src/cli/media-folder.ts'

test.each([
  ['2025/11/a.jpg', ['2025/11/a.jpg', '2025/12/a.jpg'], '2025/11/a.jpg'],
  ['sites/7/2025/11/a.jpg', ['uploads/2025/11/a.jpg', '2025/12/a.jpg'], 'uploads/2025/11/a.jpg'],
  ['sites/7/2025/11/a.jpg', ['a.jpg'], 'a.jpg'],
  ['2025/11/a.jpg', ['one/a.jpg', 'two/a.jpg'], null],
  ['2025/11/a.jpg', [], null],
])('%s among %j is %s', (file, candidates, expected) => {
  expect(nearest(file, candidates)).toBe(expected)
})

test('a link that leads out of the folder is no file of it', async () => {
  const top = await mkdtemp(join(tmpdir(), 'media-'))
  try {
    const folder = join(top, 'uploads')
    await mkdir(folder)
    await writeFile(join(top, 'secret.txt'), 'a secret')
    await writeFile(join(folder, 'a.txt'), 'a file')
    await symlink(join(top, 'secret.txt'), join(folder, 'out.txt'))
    await symlink(join(folder, 'a.txt'), join(folder, 'in.txt'))
    await symlink(top, join(folder, 'folder.txt'))
    const media = await openMediaFolder(folder)
    const names = ['a.txt', 'in.txt', 'out.txt', 'folder.txt']
    const sizes = await Promise.all(names.map((name) => media.sizeOf(name)))
    expect(sizes).toEqual([6, 6, null, null])
  } finally {
    await rm(top, { recursive: true })
  }
})
