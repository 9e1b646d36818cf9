import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../../src/cli/bundle.ts'
import { openNewsroom, PIXEL, read, type Newsroom } from './newsroom.ts'

// The commands of the README's page "Writing to Meridian", as somebody types them who reads it from top to bottom: by an
// editor in one region, by an author in another.

let room: Newsroom
let folder: string
let tasks: Map<number, string[]>

beforeAll(async () => {
  room = await openNewsroom()
  folder = await mkdtemp(join(tmpdir(), 'meridian-writing-'))
  await writeFile(join(folder, 'harbour.png'), PIXEL)
  tasks = tasksOf(await readFile(join(ROOT, 'README.md'), 'utf8'))
}, 60_000)

afterAll(async () => {
  await room.stop()
  await rm(folder, { recursive: true })
})

/** The commands by the number of their heading; those that follow each other in one block are commands of their own. */
function tasksOf(readme: string): Map<number, string[]> {
  const [, page = ''] = readme.split('\n## Writing to Meridian\n')
  const [own = ''] = page.split('\n## ')
  const headings = own.split(/\n### (?=\d+\. )/).slice(1)
  return new Map(
    headings.map((text) => {
      const block = text.match(/^(?: {4}.*)$/gm) ?? []
      const lines = block.map((line) => line.slice(4)).join('\n')
      return [Number.parseInt(text), lines.split(/\n(?=curl )/)]
    }),
  )
}

interface Answer {
  status: number
  headers: string
  json: Record<string, unknown> & { id?: number }
}

/** Runs a command in bash as it stands in the README, and reads what curl printed. */
function run(command: string, env: Record<string, string>): Promise<Answer> {
  // As typed, but for the status behind the answer.
  const script = `set -eu; curl() { command curl -sS -w '\\n%{http_code}' "$@"; }\n${command}`
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env: { PATH: process.env.PATH, ...env } }
    execFile('bash', ['-c', script], options, (error, stdout, stderr) => {
      if (error) return reject(new Error(`${command}\n${stderr}`, { cause: error }))
      const lines = stdout.split('\n')
      const body = lines.slice(0, -1).join('\n')
      const headers = body.startsWith('HTTP/') ? (body.split('\r\n\r\n')[0] ?? '') : ''
      const json = JSON.parse(body.slice(headers.length).trim())
      resolve({ status: Number(lines.at(-1)), headers, json })
    })
  })
}

describe.each([
  { login: 'editor', region: 'ca', section: 201 },
  { login: 'author', region: 'us', section: 403 },
])('as $login', ({ login, region, section }) => {
  const env: Record<string, string> = {}
  const page = `/${region}/low-water/`

  /** Runs the commands of a task, and expects a status of each. */
  async function expectStatuses(task: number, ...statuses: number[]): Promise<Answer[]> {
    const commands = tasks.get(task) ?? []
    expect(commands.length).toBe(statuses.length)
    const answers: Answer[] = []
    for (const [index, command] of commands.entries()) {
      const answer = await run(command, env)
      expect([command, answer.status, answer.json]).toEqual([command, statuses[index], answer.json])
      answers.push(answer)
      // What the text around the commands calls the answers' ids.
      if (task === 3) env.POST = String(answer.json.id)
      if (task === 4) env.PICTURE = String(answer.json.id)
      if (task === 7) env.ETAG ??= /^etag: (.+)$/im.exec(answer.headers)?.[1] ?? ''
      if (task === 8 && index === 1) env.SECTION = String(answer.json.id ?? 1)
      if (task === 8 && index === 2) env.TAG = String(answer.json.id)
    }
    return answers
  }

  beforeAll(() => {
    env.API = `${room.origin}/${region}/wp-json/wp/v2`
    env.KEY = `${login}:${room.passwordOf(login)}`
  })

  test('1. finds the API, and who they are', async () => {
    const [index, me] = await expectStatuses(1, 200, 200)
    expect(index?.json).toMatchObject({ url: `${room.origin}/${region}` })
    expect(me?.json).toMatchObject({ username: login, roles: [login] })
  })

  test('2. lists drafts, 3. writes one, and lists it', async () => {
    const [before] = await expectStatuses(2, 200)
    expect(before?.headers).toMatch(/x-wp-total: 0/i)
    const [draft, again] = await expectStatuses(3, 201, 201)
    expect(draft?.json).toMatchObject({ status: 'draft', title: { raw: 'Low water' } })
    expect(again?.json).toEqual(draft?.json)
    const preview = await fetch(String(draft?.json.preview_link))
    expect(await preview.text()).toContain('The harbour is empty at noon.')
    const [after] = await expectStatuses(2, 200)
    expect(after?.json).toMatchObject([{ id: draft?.json.id, title: { raw: 'Low water' } }])
    expect((await read(room, page)).status).toBe(404)
  })

  test('4. uploads a picture, 5. leads with it and publishes', async () => {
    const [picture] = await expectStatuses(4, 201, 201)
    expect(picture?.json).toMatchObject({ alt_text: 'Boats on the mud of a harbour' })
    env.PICTURE = String(picture?.json.id)
    const [post] = await expectStatuses(5, 200)
    expect(post?.json).toMatchObject({ link: room.origin + page, featured_media: picture?.json.id })
    const { html } = await read(room, page)
    expect(html).toContain('The harbour is empty at noon.')
    expect(html).toContain('alt="Boats on the mud of a harbour"')
  })

  test('6. schedules', async () => {
    const [post] = await expectStatuses(6, 201)
    expect(post?.json).toMatchObject({ status: 'future', date: '2099-11-04T06:30:00' })
    expect((await read(room, `/${region}/high-water/`)).status).toBe(404)
  })

  test('7. edits what was read, and nothing else', async () => {
    await expectStatuses(7, 200, 200)
    expect((await read(room, page)).html).toContain('Low water, at noon')
    const [, edit = ''] = tasks.get(7) ?? []
    expect(await run(edit, env)).toMatchObject({
      status: 412,
      json: { code: 'rest_precondition_failed' },
    })
  })

  test('8. gives it a section and tags', async () => {
    const [found, , tag, post] = await expectStatuses(8, 200, section, 201, 200)
    expect(found?.json).toEqual([])
    expect(post?.json).toMatchObject({ categories: [Number(env.SECTION)], tags: [tag?.json.id] })
    expect((await read(room, `/${region}/tag/tides/`)).html).toContain('Low water')
  })

  test('9. looks at earlier versions, and brings one back', async () => {
    const [revisions, post] = await expectStatuses(9, 200, 200)
    const listed = revisions?.json as unknown as { title: { raw: string } }[]
    const titles = listed.map(({ title }) => title.raw)
    expect(titles[0]).toBe('Low water, at noon')
    expect(titles).toContain('Low water')
    expect(post?.json).toMatchObject({ title: { raw: 'Low water' } })
  })

  test('10. throws it away, brings it back, deletes it and its picture', async () => {
    const [trashed, back] = await expectStatuses(10, 200, 200, 200, 200)
    expect(trashed?.json).toMatchObject({ status: 'trash' })
    expect(back?.json).toMatchObject({ status: 'publish', link: room.origin + page })
    expect((await read(room, page)).status).toBe(404)
  })
})

test('the page has ten tasks', () => {
  expect([...tasks.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})
